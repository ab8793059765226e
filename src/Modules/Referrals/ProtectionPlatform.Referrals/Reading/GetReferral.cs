using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Reading;

/// <summary>One referral as its sender and its provider see it, folded from its record.</summary>
internal static class GetReferral
{
    public sealed record By(Guid? Id, string Name, ActingFor? ActingFor = null);

    public sealed record Appointment(DateTimeOffset? At, string? ContactPerson, string? Note);

    public sealed record Progress(string Note, DateTimeOffset At, By By);

    public sealed record Step(ReferralState State, DateTimeOffset At, By By, string? Reason);

    /// <param name="CaseId">For the sender's side only.</param>
    public sealed record Answer(
        Guid Id, string Reference, ReferralState State, Urgency Urgency, string Need, string MeasureCode, Guid ProviderId, string ProviderName,
        Guid SenderOrganisationId, string SenderOrganisationName, Guid? CaseId, DateTimeOffset SentAt, DateTimeOffset AnswerDueAt, bool Overdue,
        DateTimeOffset ChangedAt, long Version, DisclosureBasis Basis, string? BasisNote, IReadOnlyList<SharedField> Shared, int PlanNumber, int ActionNumber,
        Appointment? Appointment, string? DeclineReason, IReadOnlyList<Progress> Progress, string? Outcome, IReadOnlyList<Step> History);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapGet("/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
            response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("getReferral", "Xem chuyển gửi / Read a referral", "For the provider it was sent to and the organisation that sent it; nobody else learns that it exists.")
        .Shows("referral");

    internal sealed class Handler(Streams<Referral> referrals, Permit permit, Hidden hidden, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken) =>
            await referrals.Load(request.Id, cancellationToken) is { } loaded && ReferralAccess.May(permit, loaded.State, await hidden.Cases(cancellationToken))
                ? View(loaded, ReferralAccess.IsSender(permit.Actor, loaded.State), clock.Now())
                : throw new ProblemException(Problems.NotFound);
    }

    internal static Answer View(Loaded<Referral> loaded, bool forSender, DateTimeOffset now)
    {
        var sent = (ReferralSentEvent)loaded.Events[0].Data!;
        Appointment? appointment = null;
        string? declineReason = null, outcome = null;
        var progress = new List<Progress>();
        var history = new List<Step>();
        foreach (var happened in loaded.Events)
        {
            var by = new By(happened.ActorId, happened.ActorName, happened.ActingFor);
            string? reason = null;
            switch (happened.Data)
            {
                case ReferralAcceptedEvent { AppointmentAt: null, ContactPerson: null, Note: null }:
                    break;
                case ReferralAcceptedEvent e:
                    appointment = new Appointment(e.AppointmentAt, e.ContactPerson, e.Note);
                    break;
                case ReferralDeclinedEvent e:
                    declineReason = reason = e.Reason;
                    break;
                case ReferralProgressNotedEvent e:
                    progress.Add(new Progress(e.Note, e.OccurredAt, by));
                    break;
                case ReferralCompletedEvent e:
                    outcome = e.Outcome;
                    break;
                case ReferralCancelledEvent e:
                    reason = e.Reason;
                    break;
            }

            if (Referral.StateAfter(happened.Data) is { } state) history.Add(new Step(state, happened.OccurredAt, by, reason));
        }

        return new Answer(loaded.State.Id, sent.Reference, loaded.State.State, sent.Urgency, sent.Need, sent.MeasureCode, sent.ProviderId, sent.ProviderName,
            sent.SenderOrganisationId, sent.SenderOrganisationName, forSender ? sent.CaseId : null, sent.SentAt, sent.AnswerDueAt,
            ListReferrals.IsOverdue(loaded.State.State, sent.AnswerDueAt, now), loaded.Events[^1].RecordedAt, loaded.Version,
            sent.Basis, sent.BasisNote, sent.Shared, sent.PlanNumber, sent.ActionNumber, appointment, declineReason, progress, outcome, history);
    }
}
