using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Lists a pupil under one more group.</summary>
internal static class ListUnderGroup
{
    /// <param name="Group">Code of readCircumstanceCodes.</param>
    /// <param name="DisasterId">Of listDisasters; for the group DISASTER and no other.</param>
    /// <param name="Evidence">Number of the decision or certificate, or where the paper is.</param>
    public sealed record Body(string Group, DateOnly From, string? SubType = null, Guid? DisasterId = null, string? Evidence = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/listings", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("listUnderGroup", "Thêm nhóm hoàn cảnh / List a pupil under a group", "A pupil may stand under several groups; once under each, and once for each disaster.");

    internal sealed class BodyValidator : AbstractValidator<Body>
    {
        public BodyValidator()
        {
            RuleFor(b => b.Group).Words(50);
            RuleFor(b => b.SubType).Words(50);
            RuleFor(b => (DateOnly?)b.From).PlausibleDay().OverridePropertyName("from");
            RuleFor(b => b.Evidence).Words(500);
        }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new BodyValidator());
    }

    internal sealed class Handler(Streams<Circumstance> entries, Streams<Disaster> disasters, IDirectory directory, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await entries.Load(command.Id, cancellationToken) is not { State: var found } || !permit.Covers(found.SchoolId)) return Outcome.NotFound;
            var fits = await DisasterFits(disasters, directory, command.Body.DisasterId, found.SchoolId, cancellationToken);
            return await entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry.Listings, command.Body, fits), cancellationToken);
        }
    }

    /// <summary>The disaster is of the school or of somebody above it.</summary>
    internal static async Task<bool> DisasterFits(Streams<Disaster> disasters, IDirectory directory, Guid? disasterId, Guid school, CancellationToken ct) =>
        disasterId is { } id && await disasters.Load(id, ct) is { State: var disaster } && Places.Of(await directory.Organisations(ct), school).Contains(disaster.OrganisationId);

    internal static Decision Decide(IReadOnlyList<Listing> listings, Body body, bool disasterFits) =>
        CircumstanceCodes.Table.Group(body.Group) is not { } group ? Decision.Refuse(RegisterRules.NoSuchGroup)
        : body.SubType is { } sub && group.SubTypes.All(known => known.Code != sub) ? Decision.Refuse(RegisterRules.NoSuchSubType)
        : (group.OfDisasters ? !disasterFits : body.DisasterId is not null) ? Decision.Refuse(RegisterRules.DisasterNeeded)
        : listings.Any(l => l.EndsOn is null && l.Group == body.Group && l.DisasterId == body.DisasterId) ? Decision.Refuse(RegisterRules.AlreadyListed)
        : Decision.Record(new CircumstanceListed(listings.Count + 1, body.Group, body.SubType, body.DisasterId, body.From, body.Evidence));
}

/// <summary>Ends a listing: the pupil is no longer in this group.</summary>
internal static class EndListing
{
    public sealed record Body(DateOnly EndsOn, ListingEnd Reason, string? Note = null);

    public sealed record Command(Guid Id, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/listings/{number:int}/end", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("endListing", "Kết thúc một nhóm hoàn cảnh / End a listing", "With the reason. What was given stays with it.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => (DateOnly?)c.Body.EndsOn).PlausibleDay().OverridePropertyName("endsOn");
            RuleFor(c => c.Body.EndsOn).Must(day => day <= clock.Now().VietNamDay()).Says("Không được ở tương lai.", "Must not be in the future.");
            RuleFor(c => c.Body.Note).Words(2_000);
        }
    }

    internal sealed class Handler(Streams<Circumstance> entries, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry, command.Number, command.Body), cancellationToken);
    }

    internal static Decision Decide(Circumstance entry, int number, Body body) =>
        entry.OpenListing(number) is not { } listing ? Decision.Refuse(RegisterRules.NoSuchListing)
        : body.EndsOn < listing.From ? Decision.Refuse(RegisterRules.EndsBeforeItBegins)
        : Decision.Record(new CircumstanceListingEnded(number, body.EndsOn, body.Reason, body.Note));
}
