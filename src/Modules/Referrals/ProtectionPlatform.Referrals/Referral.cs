using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Referrals;

/// <summary>A request of a school to a provider, from being sent to its end.</summary>
internal sealed record Referral(Guid Id, ReferralState State, ReferralKey Key, Guid ProviderId) : IState<Referral>
{
    public bool IsAnswered => State is not (ReferralState.Sent or ReferralState.Acknowledged);

    public bool IsFinished => State is ReferralState.Declined or ReferralState.Completed or ReferralState.Cancelled;

    public static Referral? Evolve(Referral? before, RecordedEvent happened) =>
        happened.Data is ReferralSentEvent sent
            ? new Referral(happened.StreamId, ReferralState.Sent, new ReferralKey(sent.Reference, sent.CaseId, sent.SenderOrganisationId, sent.SentBy), sent.ProviderId)
            : StateAfter(happened.Data) is { } state ? before! with { State = state } : before;

    /// <summary>The state an event leads to; null when it changes none.</summary>
    public static ReferralState? StateAfter(object? happened) => happened switch
    {
        ReferralSentEvent => ReferralState.Sent,
        ReferralAcknowledgedEvent => ReferralState.Acknowledged,
        ReferralAcceptedEvent => ReferralState.Accepted,
        ReferralDeclinedEvent => ReferralState.Declined,
        ReferralServiceStartedEvent => ReferralState.InService,
        ReferralCompletedEvent => ReferralState.Completed,
        ReferralCancelledEvent => ReferralState.Cancelled,
        _ => null,
    };
}
