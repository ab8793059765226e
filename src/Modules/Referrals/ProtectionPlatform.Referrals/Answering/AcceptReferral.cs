using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Answering;

/// <summary>The provider takes the referral on. An answer given without an acknowledgement before it shows that it was seen.</summary>
internal static class AcceptReferral
{
    public sealed record Body(DateTimeOffset? AppointmentAt = null, string? ContactPerson = null, string? Note = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapPost("/{id:guid}/acceptance", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("acceptReferral", "Tiếp nhận chuyển gửi / Accept a referral", "By the provider it was sent to, with the first appointment if it is known.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.AppointmentAt).Must(at => at is null or { Year: >= 2000 and <= 2100 }).Says("Ngày phải từ năm 2000 đến 2100.", "Must be between 2000 and 2100.");
            RuleFor(c => c.Body.ContactPerson).Words(200);
            RuleFor(c => c.Body.Note).Words(2_000);
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

    internal static Decision Decide(Referral referral, Body body) => referral.IsAnswered
        ? Decision.Refuse(ReferralRules.AlreadyAnswered, referral.State)
        : Decision.Record(new ReferralAcceptedEvent(referral.Key, body.AppointmentAt, body.ContactPerson, body.Note));
}
