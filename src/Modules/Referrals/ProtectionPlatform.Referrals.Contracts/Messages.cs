namespace ProtectionPlatform.Referrals.Contracts;

/// <summary>A referral went to a provider. No shared content: that stays between sender and provider.</summary>
/// <param name="Reference">Opaque code people can mention.</param>
/// <param name="AnswerDueAt">Until when the provider should have answered (UTC).</param>
/// <param name="OnConsent">What was shared rests on consent: whoever withdraws it must be able to find it.</param>
public sealed record ReferralSent(
    Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, Guid ProviderId,
    int PlanNumber, int ActionNumber, DateTimeOffset SentAt, DateTimeOffset AnswerDueAt, bool OnConsent);

/// <summary>The provider has seen it.</summary>
public sealed record ReferralAcknowledged(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);

/// <summary>The provider takes it on.</summary>
public sealed record ReferralAccepted(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);

/// <summary>The provider declines, with a reason the sender can read.</summary>
public sealed record ReferralDeclined(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);

/// <summary>The service began.</summary>
public sealed record ReferralServiceStarted(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);

/// <summary>The provider finished the service.</summary>
public sealed record ReferralCompleted(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);

/// <summary>The sender took it back.</summary>
public sealed record ReferralCancelled(Guid ReferralId, string Reference, Guid CaseId, Guid SenderOrganisationId, Guid SentBy, DateTimeOffset At);
