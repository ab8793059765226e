using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Serving;

/// <summary>The provider notes how the service goes, and with <c>started</c> that it began.</summary>
internal static class NoteProgress
{
    public sealed record Body(string Note, DateTimeOffset OccurredAt, bool Started = false);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/progress", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("noteReferralProgress", "Ghi tiến độ / Note progress", "By the provider, after acceptance. started: true also records that the service began.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Note).Words(5_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(Streams<Referral> referrals, Permit permit, Hidden hidden) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var unseen = await hidden.Cases(cancellationToken);
            return await referrals.Change(request.Id, request.Version, referral => ReferralAccess.May(permit, referral, unseen), referral => Decide(referral, request.Body), cancellationToken);
        }
    }

    internal static Decision Decide(Referral referral, Body body)
    {
        if (referral.IsFinished) return Decision.Refuse(ReferralRules.Finished, referral.State);
        if (!referral.IsAnswered) return Decision.Refuse(ReferralRules.NotAccepted, referral.State);
        if (body.Started && referral.State == ReferralState.InService) return Decision.Refuse(ReferralRules.ServiceAlreadyStarted);
        var noted = new ReferralProgressNotedEvent(referral.Key, body.Note, body.OccurredAt);
        return body.Started
            ? Decision.Record(new ReferralServiceStartedEvent(referral.Key, body.OccurredAt), noted)
            : Decision.Record(noted);
    }
}
