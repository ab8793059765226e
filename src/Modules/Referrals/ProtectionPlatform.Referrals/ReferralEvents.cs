using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Referrals;

/// <summary>Whom a later event concerns, so that its message can be made from the event alone.</summary>
internal sealed record ReferralKey(string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy);

/// <summary>Names are kept as they were on that day: organisations are renamed and replaced.</summary>
internal sealed record ReferralSentEvent(
    string Reference, Guid CaseId, int PlanNumber, int ActionNumber, string MeasureCode,
    Guid SenderOrganisationId, string SenderOrganisationName, Guid SentBy, Guid ProviderId, string ProviderName,
    string Need, Urgency Urgency, DisclosureBasis Basis, string? BasisNote, IReadOnlyList<SharedField> Shared,
    DateTimeOffset SentAt, DateTimeOffset AnswerDueAt);

internal sealed record ReferralAcknowledgedEvent(ReferralKey Referral);

internal sealed record ReferralAcceptedEvent(ReferralKey Referral, DateTimeOffset? AppointmentAt, string? ContactPerson, string? Note);

internal sealed record ReferralDeclinedEvent(ReferralKey Referral, string Reason);

internal sealed record ReferralServiceStartedEvent(ReferralKey Referral, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record ReferralProgressNotedEvent(string Note, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record ReferralCompletedEvent(ReferralKey Referral, string Outcome, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record ReferralCancelledEvent(ReferralKey Referral, string Reason);
