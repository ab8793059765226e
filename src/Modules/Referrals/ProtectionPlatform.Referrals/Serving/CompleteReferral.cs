using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Serving;

/// <summary>The provider ends the service and says what came of it. A service of one visit may end without a recorded start.</summary>
internal static class CompleteReferral
{
    public sealed record Body(string Outcome, DateTimeOffset OccurredAt);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/completion", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("completeReferral", "Hoàn thành dịch vụ / Complete a referral", "By the provider, after acceptance, with the outcome.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Outcome).Words(5_000);
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

    internal static Decision Decide(Referral referral, Body body) =>
        referral.IsFinished ? Decision.Refuse(ReferralRules.Finished, referral.State)
        : !referral.IsAnswered ? Decision.Refuse(ReferralRules.NotAccepted, referral.State)
        : Decision.Record(new ReferralCompletedEvent(referral.Key, body.Outcome, body.OccurredAt));
}
