using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Records help for the pupil: given, or planned.</summary>
internal static class RecordSupport
{
    /// <summary>More than any school gives one pupil at once: a slip of the keyboard.</summary>
    internal const long MostDong = 10_000_000_000;

    /// <param name="Planned">It is to be given on that day; otherwise it was.</param>
    /// <param name="Listing">Number of the listing it is for; left out when it is for the pupil as such.</param>
    /// <param name="AmountDong">Whole đồng; left out for help that is not money.</param>
    public sealed record Body(string Kind, DateOnly On, bool Planned = false, int? Listing = null, long? AmountDong = null, string? Giver = null, string? Note = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/supports", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordSupport", "Ghi hỗ trợ / Record support", "Given, or planned. Tied to a listing, or to the pupil as such: then it counts for every group of theirs.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Kind).Words(50);
            RuleFor(c => (DateOnly?)c.Body.On).PlausibleDay().OverridePropertyName("on");
            RuleFor(c => c.Body.On).Must((c, day) => c.Body.Planned || day <= clock.Now().VietNamDay()).Says("Đã hỗ trợ thì ngày không được ở tương lai.", "What was given was not given in the future.");
            RuleFor(c => c.Body.AmountDong).InclusiveBetween(0, MostDong);
            RuleFor(c => c.Body.Giver).Words(200);
            RuleFor(c => c.Body.Note).Words(2_000);
        }
    }

    internal sealed class Handler(Streams<Circumstance> entries, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry, command.Body), cancellationToken);
    }

    internal static Decision Decide(Circumstance entry, Body body) =>
        CircumstanceCodes.Table.SupportKinds.All(known => known.Code != body.Kind) ? Decision.Refuse(RegisterRules.NoSuchSupportKind)
        : body.Listing is { } number && entry.Listings.All(l => l.Number != number) ? Decision.Refuse(RegisterRules.NoSuchListing)
        : Decision.Record(new CircumstanceSupportRecorded(entry.Supports.Count + 1, body.Kind, body.Planned ? SupportStatus.Planned : SupportStatus.Given, body.Listing, body.On, body.AmountDong, body.Giver, body.Note));
}

/// <summary>What was planned was given, or is not given after all.</summary>
internal static class SettleSupport
{
    /// <param name="Given">Otherwise it is dropped.</param>
    /// <param name="On">The day it was given.</param>
    /// <param name="Reason">Why it is dropped.</param>
    public sealed record Body(bool Given, DateOnly? On = null, long? AmountDong = null, string? Reason = null);

    public sealed record Command(Guid Id, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/supports/{number:int}/settlement", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("settleSupport", "Ghi hỗ trợ dự kiến đã thực hiện hay không / Settle planned support", "given=true needs the day, given=false the reason.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.On).Must((c, day) => !c.Body.Given || day is not null).Says("Cần ngày hỗ trợ.", "Needs the day it was given.");
            RuleFor(c => c.Body.On).PlausibleDay();
            RuleFor(c => c.Body.On).Must(day => day is null || day <= clock.Now().VietNamDay()).Says("Không được ở tương lai.", "Must not be in the future.");
            RuleFor(c => c.Body.Reason).Must((c, reason) => c.Body.Given || reason is not null).Says("Cần lý do.", "Needs a reason.");
            RuleFor(c => c.Body.Reason).Words(2_000);
            RuleFor(c => c.Body.AmountDong).InclusiveBetween(0, RecordSupport.MostDong);
        }
    }

    internal sealed class Handler(Streams<Circumstance> entries, Permit permit) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry, command.Number, command.Body), cancellationToken);
    }

    internal static Decision Decide(Circumstance entry, int number, Body body) =>
        entry.PlannedSupport(number) is null ? Decision.Refuse(RegisterRules.NoSuchSupport)
        : body.Given ? Decision.Record(new CircumstanceSupportGiven(number, body.On!.Value, body.AmountDong))
        : Decision.Record(new CircumstanceSupportDropped(number, body.Reason));
}
