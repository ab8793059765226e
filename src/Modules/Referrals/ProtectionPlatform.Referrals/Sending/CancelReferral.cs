using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Sending;

/// <summary>The sender takes a referral back, as long as the service is not finished.</summary>
internal static class CancelReferral
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/cancellation", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("cancelReferral", "Hủy chuyển gửi / Cancel a referral", "By the organisation that sent it, before completion, with a reason.");

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

    internal static Decision Decide(Referral referral, Body body) => referral.IsFinished
        ? Decision.Refuse(ReferralRules.Finished, referral.State)
        : Decision.Record(new ReferralCancelledEvent(referral.Key, body.Reason));
}
