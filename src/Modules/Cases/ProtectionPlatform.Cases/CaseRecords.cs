using System.Collections.Immutable;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Correcting;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.HearingChildren;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Justice;

namespace ProtectionPlatform.Cases;

// What a case file remembers of each step: the event, who recorded it and when, and what became of it.

/// <param name="Before">What a proposal to stop would replace; holds again when the second person disagrees.</param>
internal sealed record TriageRecord(
    TriageDecision Decision, ImmutableList<Track> Tracks, string Reason, PersonRef By, DateTimeOffset At,
    PersonRef? ConfirmedBy = null, DateTimeOffset? ConfirmedAt = null, bool Pending = false, TriageRecord? Before = null);

internal sealed record NotificationRecord(AuthorityNotified Event, PersonRef By, DateTimeOffset RecordedAt);

/// <param name="LevelPending">The officer's lower level waits for a second person; until then the computed level counts.</param>
internal sealed record AssessmentRecord(RiskAssessed Event, PersonRef By, DateTimeOffset RecordedAt, bool LevelPending, PersonRef? LevelConfirmedBy = null)
{
    public RiskLevel EffectiveLevel => LevelPending ? Event.ComputedLevel : Event.OfficerLevel;
}

internal sealed record EmergencyRecord(EmergencyDecided Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record MeetingRecord(NeedsMeetingHeld Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record ProgressRecord(string? Note, ActionStatus Status, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

internal sealed record PlanDecisionRecord(
    PlanOutcome Outcome, string? DecisionNo, DateOnly? DecidedOn, string? Signer, PerformedBy PerformedBy, string? Reason, PersonRef By, DateTimeOffset At,
    DateOnly? EffectiveOn = null, IReadOnlyList<string>? Responsible = null, IReadOnlyList<string>? Recipients = null);

internal sealed record PlanRecord(
    int Number, PlanStatus Status, PersonRef Author, PlanContent Content, DateTimeOffset? SubmittedAt, PlanDecisionRecord? Decision,
    ImmutableDictionary<int, ImmutableList<ProgressRecord>> Progress)
{
    /// <summary>Whoever is behind any of its words may not approve it: its author, and those who rewrote it.</summary>
    public ImmutableList<Guid> WrittenBy { get; init; } = [.. Author.Behind];

    public ActionStatus StatusOf(int action) =>
        Progress.TryGetValue(action, out var progress) && progress.Count > 0 ? progress[^1].Status : ActionStatus.Planned;

    public bool AllActionsClosed => Content.Actions.All(a => StatusOf(a.Number) is ActionStatus.Done or ActionStatus.NotDone);
}

internal sealed record ReviewRecord(CaseReviewed Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record ClosureRecord(string Summary, string? DecisionNo, PersonRef By, DateTimeOffset At);

internal sealed record ReopeningRecord(string Reason, PersonRef By, DateTimeOffset At);

internal sealed record ReferralRecord(Guid Id, Guid? ProviderId, int? ActionNumber, ReferralState State, DateTimeOffset SentAt, DateTimeOffset ChangedAt)
{
    /// <summary>The provider still owes something.</summary>
    public bool IsOpen => State is ReferralState.Sent or ReferralState.Acknowledged or ReferralState.Accepted or ReferralState.InService;
}

internal sealed record WaiverRecord(string Reason, PersonRef RequestedBy, PersonRef? ConfirmedBy, bool Pending);

/// <param name="PausedAt">Since when it stands still.</param>
internal sealed record DeadlineRecord(DeadlineStarted Event, DeadlineSettled? Settled, WaiverRecord? Waiver, DateTimeOffset? PausedAt = null)
{
    public bool IsRunning => Settled is null;

    /// <summary>When it ends, were it settled or looked at now: a clock that stands still ends later by as long as it has stood.</summary>
    public DateTimeOffset DueSeenAt(DateTimeOffset now) => PausedAt is { } since && now > since ? Event.DueAt + (now - since) : Event.DueAt;

    public DeadlineStatus StatusAt(DateTimeOffset now) => Settled switch
    {
        { Waived: true } => DeadlineStatus.Waived,
        { Late: true } => DeadlineStatus.MetLate,
        not null => DeadlineStatus.Met,
        null when PausedAt is not null => DeadlineStatus.Paused,
        null => now > Event.DueAt ? DeadlineStatus.Overdue : DeadlineStatus.Pending,
    };
}

internal sealed record ReporterMessage(MessageFrom From, DateTimeOffset At, string Text, PersonRef? By);

internal sealed record ExclusionRecord(PersonRef Person, ExclusionGround Ground, string Reason, PersonRef By, DateTimeOffset At);

/// <summary>How a case came to whoever has it.</summary>
/// <param name="SetId">The same for those assigned together.</param>
/// <param name="Before">Who had the case till then.</param>
internal sealed record AssignmentRecord(Guid? SetId, PersonRef? Before, PersonRef To, PersonRef By);

/// <summary>Somebody is to take the case over. Until they accept, whoever has it stays responsible.</summary>
/// <param name="SetId">The same for those proposed together.</param>
/// <param name="Note">What is urgent.</param>
/// <param name="By">Who proposed it: whoever has the case, or somebody for them.</param>
/// <param name="Reason">Why it was declined.</param>
internal sealed record HandOverRecord(
    Guid Id, Guid? SetId, PersonRef From, PersonRef To, string? Note, PersonRef By, DateTimeOffset At, HandOverState State,
    PersonRef? AnsweredBy = null, DateTimeOffset? AnsweredAt = null, string? Reason = null);

/// <summary>Somebody opened the case in an emergency.</summary>
internal sealed record UrgentAccessRecord(PersonRef Person, string Reason, DateTimeOffset At, DateTimeOffset Until, PersonRef? EndedBy = null, DateTimeOffset? EndedAt = null)
{
    public bool IsOpenAt(DateTimeOffset now) => EndedAt is null && now < Until;
}

/// <summary>That a counsellor talked with the child. Of what, only those counsellors are told who may read it.</summary>
internal sealed record CounsellingRecord(
    int Number, PersonRef By, IReadOnlyList<Guid> SharedWith, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, CounsellingTopic? Topic = null, string? Summary = null, string? NextStep = null);

/// <param name="DecidedBy">The second person; null while it waits.</param>
/// <param name="ErasedAt">When the keys were gone.</param>
internal sealed record ErasureRecord(
    ErasureScope Scope, ErasureGround Ground, string Reason, Guid? RequestId, string RetentionRule, PersonRef By, DateTimeOffset At,
    PersonRef? DecidedBy = null, DateTimeOffset? DecidedAt = null, bool Agreed = false, DateTimeOffset? ErasedAt = null)
{
    public bool IsPending => DecidedBy is null;
}

/// <summary>The parents were told, or not (one of the two is given).</summary>
internal sealed record ParentNoticeRecord(int Number, ParentsInformed? Informed, ParentsNotInformed? NotInformed, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record ViolenceStepRecord(ViolenceStepTaken Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record JusticeRecord(JusticeEventRecorded Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record ChildOpinionRecord(ChildHeard Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record FollowUpRecord(FollowUpNoted Event, PersonRef By, DateTimeOffset RecordedAt);

internal sealed record CorrectionRecord(EntryCorrected Event, PersonRef By, DateTimeOffset At);
