using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Referrals;

/// <summary>Whom a later event concerns, so that its message can be made from the event alone.</summary>
internal sealed record ReferralKey(string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy);

/// <summary>What a referral says is said of the child of its case, and goes with the child's data.</summary>
internal interface IOfReferral : IOfCase
{
    ReferralKey Referral { get; }

    Guid IOfCase.CaseId => Referral.CaseId;
}

/// <summary>Names are kept as they were on that day: organisations are renamed and replaced.</summary>
internal sealed record ReferralSentEvent(
    string Reference, Guid CaseId, int PlanNumber, int ActionNumber, string MeasureCode,
    Guid SenderOrganisationId, string SenderOrganisationName, Guid SentBy, Guid ProviderId, string ProviderName,
    [Personal] string Need, Urgency Urgency, DisclosureBasis Basis, [Personal] string? BasisNote, [Personal] IReadOnlyList<SharedField> Shared,
    DateTimeOffset SentAt, DateTimeOffset AnswerDueAt) : IOfCase;

internal sealed record ReferralAcknowledgedEvent(ReferralKey Referral);

internal sealed record ReferralAcceptedEvent(ReferralKey Referral, DateTimeOffset? AppointmentAt, [Personal(Whose.Others)] string? ContactPerson, [Personal] string? Note) : IOfReferral;

internal sealed record ReferralDeclinedEvent(ReferralKey Referral, [Personal] string Reason) : IOfReferral;

internal sealed record ReferralServiceStartedEvent(ReferralKey Referral, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record ReferralProgressNotedEvent(ReferralKey Referral, [Personal] string Note, DateTimeOffset OccurredAt) : IOfReferral, IOccurred;

internal sealed record ReferralCompletedEvent(ReferralKey Referral, [Personal] string Outcome, DateTimeOffset OccurredAt) : IOfReferral, IOccurred;

internal sealed record ReferralCancelledEvent(ReferralKey Referral, [Personal] string Reason) : IOfReferral;
