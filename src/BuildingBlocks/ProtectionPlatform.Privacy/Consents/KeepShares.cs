using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>Notes that something of the child went to somebody else. Referrals note themselves.</summary>
internal static class NoteShare
{
    /// <param name="Recipient">Name of the organisation.</param>
    public sealed record Body(ConsentPurpose Purpose, string Recipient, DateTimeOffset SharedAt, ShareBasis Basis);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/shares", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("noteShare", "Ghi một lần chia sẻ / Note a share", "To whom, when, for what, on which basis. On consent only while all who must agree do.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Recipient).Words(Shapes.Short);
            RuleFor(c => c.Body.SharedAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(OpenConsentFiles files, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, clock.NewId(), request.Body), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Guid shareId, Body body) =>
        body.Basis == ShareBasis.Consent && !Effectiveness.Of(file, body.Purpose, body.SharedAt.VietNamDay()).Permits ? Decision.Refuse(PrivacyRules.NotConsentedTo)
        : Decision.Record(new ShareNoted(shareId, body.Purpose, body.Recipient, body.SharedAt, body.Basis));
}

/// <summary>Says what was done about something shared on a consent that was withdrawn.</summary>
internal static class SettleTouchedShare
{
    public sealed record Body(string Done);

    public sealed record Command(Guid Id, Guid ShareId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/shares/{shareId:guid}/settlement", (Guid id, Guid shareId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) =>
            send.Send(new Command(id, shareId, version, body), ct))
        .Changes("settleTouchedShare", "Ghi việc đã làm với phần đã chia sẻ / Settle what was shared", "After a withdrawal: the recipient was told, deletes, returns, or may keep it, and why.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Done).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenConsentFiles files) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, request.ShareId, request.Body), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Guid shareId, Body body) =>
        file.TouchedShares.Contains(shareId) ? Decision.Record(new TouchedShareSettled(shareId, body.Done)) : Decision.Refuse(PrivacyRules.NotTouched);
}
