using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Answering;

/// <summary>The provider does not take the referral on, and says why, so that the sender can go to the next provider.</summary>
internal static class DeclineReferral
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/decline", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("declineReferral", "Từ chối chuyển gửi / Decline a referral", "By the provider it was sent to, with a reason the sender can read.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(Streams<Referral> referrals, Permit permit, Hidden hidden) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var unseen = await hidden.Cases(cancellationToken);
            return await referrals.Change(request.Id, request.Version, referral => ReferralAccess.May(permit, referral, unseen), referral => Decide(referral, request.Body), cancellationToken);
        }
    }

    internal static Decision Decide(Referral referral, Body body) => referral.IsAnswered
        ? Decision.Refuse(ReferralRules.AlreadyAnswered, referral.State)
        : Decision.Record(new ReferralDeclinedEvent(referral.Key, body.Reason));
}
