using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Answering;

/// <summary>The provider says that it has seen the referral. This is not an answer yet.</summary>
internal static class AcknowledgeReferral
{
    public sealed record Body;

    public sealed record Command(Guid Id, IfMatch Version) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/acknowledgement", (Guid id, IfMatch version, Json<Body> _, IMediator send, CancellationToken ct) => send.Send(new Command(id, version), ct))
        .Changes("acknowledgeReferral", "Xác nhận đã nhận / Acknowledge a referral", "By the provider it was sent to, once.");

    internal sealed class Handler(Streams<Referral> referrals, Permit permit, Hidden hidden) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var unseen = await hidden.Cases(cancellationToken);
            return await referrals.Change(request.Id, request.Version, referral => ReferralAccess.May(permit, referral, unseen), Decide, cancellationToken);
        }
    }

    internal static Decision Decide(Referral referral) => referral switch
    {
        { State: ReferralState.Sent } => Decision.Record(new ReferralAcknowledgedEvent(referral.Key)),
        { IsFinished: true } => Decision.Refuse(ReferralRules.Finished, referral.State),
        _ => Decision.Refuse(ReferralRules.AlreadyAcknowledged),
    };
}
