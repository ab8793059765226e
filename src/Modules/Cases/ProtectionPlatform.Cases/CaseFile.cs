using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Cases.BodyMaps;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Correcting;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.HearingChildren;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Justice;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.Separating;
using ProtectionPlatform.Cases.Transferring;

namespace ProtectionPlatform.Cases;

/// <summary>A case as its events tell it. Enough to decide, and all there is to show.</summary>
internal sealed record CaseFile(
    Guid Id, CaseState State, ConcernReported Report, DateTimeOffset OpenedAt, PersonRef? Receiver, Guid? SchoolId) : IState<CaseFile>
{
    /// <summary>Number of its last event.</summary>
    public long Version { get; init; }

    public PersonRef? Assignee { get; init; }

    /// <summary>How it came to whoever has it.</summary>
    public AssignmentRecord? Assignment { get; init; }

    public TriageRecord? Triage { get; init; }
    public ImmutableList<Track> Tracks { get; init; } = [];
    public ImmutableList<NotificationRecord> Notifications { get; init; } = [];
    public ImmutableList<AssessmentRecord> Assessments { get; init; } = [];
    public ImmutableList<EmergencyRecord> Emergencies { get; init; } = [];
    public ImmutableList<MeetingRecord> Meetings { get; init; } = [];
    public ImmutableList<PlanRecord> Plans { get; init; } = [];
    public ImmutableList<ReviewRecord> Reviews { get; init; } = [];
    public ClosureRecord? Closure { get; init; }
    public ImmutableList<ReopeningRecord> Reopenings { get; init; } = [];
    public ImmutableList<ReferralRecord> Referrals { get; init; } = [];
    public ImmutableList<DeadlineRecord> Deadlines { get; init; } = [];
    public ImmutableList<ReporterMessage> Messages { get; init; } = [];
    public ImmutableList<ExclusionRecord> Exclusions { get; init; } = [];

    public ImmutableList<UrgentAccessRecord> UrgentAccess { get; init; } = [];
    public ImmutableList<CounsellingRecord> CounsellingNotes { get; init; } = [];

    /// <summary>Versions of the entries that hold counselling notes.</summary>
    public ImmutableSortedSet<long> CounsellingEntries { get; init; } = [];

    public ImmutableList<AttachmentRecord> Attachments { get; init; } = [];
    public ImmutableList<MarkRecord> BodyMarks { get; init; } = [];
    public ImmutableList<GoalRecord> Goals { get; init; } = [];
    public ImmutableList<ParentNoticeRecord> ParentNotices { get; init; } = [];
    public ImmutableList<ViolenceStepRecord> ViolenceSteps { get; init; } = [];
    public ImmutableList<SeparationRecord> Separations { get; init; } = [];
    public ImmutableList<JusticeRecord> JusticeEvents { get; init; } = [];
    public ImmutableList<ChildOpinionRecord> ChildOpinions { get; init; } = [];
    public ImmutableList<FollowUpRecord> FollowUps { get; init; } = [];
    public ImmutableList<CorrectionRecord> Corrections { get; init; } = [];
    public ImmutableList<TransferRecord> Transfers { get; init; } = [];
    public ImmutableList<MergeRecord> Merges { get; init; } = [];

    /// <summary>Where the file was handed over from.</summary>
    public TransferReceived? TransferredFrom { get; init; }

    /// <summary>A legal hold stands.</summary>
    public bool IsHeld { get; init; }

    public ImmutableList<ErasureRecord> Erasures { get; init; } = [];

    /// <summary>What is on file and needs a second permission to see, by its keys.</summary>
    public ImmutableSortedSet<string> Restricted { get; init; } = [];

    public string Reference => Report.Reference;

    /// <summary>The last erasure that was proposed.</summary>
    public ErasureRecord? Erasure => Erasures.LastOrDefault();

    public bool IsErased(ErasureScope scope) => Erasures.Any(e => e.ErasedAt is not null && (e.Scope == scope || e.Scope == ErasureScope.Everybody));

    /// <summary>When it ended as it stands now.</summary>
    public DateTimeOffset? EndedAt => RestsIn?.AnsweredAt ?? State switch
    {
        CaseState.Closed => Closure!.At,
        CaseState.Unfounded or CaseState.NoFurtherAction => Triage!.ConfirmedAt,
        CaseState.Transferred => Transfers[^1].AnsweredAt,
        _ => null,
    };

    /// <summary>The merge by which it rests in another file; its own state waits unchanged.</summary>
    public MergeRecord? RestsIn => Merges is [.., { Status: MergeStatus.Confirmed } last] ? last : null;

    public MergeRecord? PendingMerge => Merges is [.., { Status: MergeStatus.Proposed } last] ? last : null;

    public bool IsEnded => RestsIn is not null || State is CaseState.Closed or CaseState.Unfounded or CaseState.NoFurtherAction or CaseState.Transferred;

    /// <summary>Its end is not the child's: another file or another school goes on.</summary>
    public bool GoesOnElsewhere => RestsIn is not null || State == CaseState.Transferred;

    public SeparationRecord? RunningSeparation => Separations.LastOrDefault(s => s.IsRunning);

    public TransferRecord? PendingTransfer => Transfers.LastOrDefault(t => t.Status == TransferStatus.Proposed);

    public bool IsChildProtection => Tracks.Contains(Track.ChildProtection);

    /// <summary>Latest level known: of the last review with a level, else of the last assessment.</summary>
    public RiskLevel? Risk
    {
        get
        {
            var assessed = Assessments.Count > 0 ? Assessments[^1] : null;
            var reviewed = Reviews.Count > 0 ? Reviews[^1] : null;
            if (reviewed is not null && (assessed is null || reviewed.RecordedAt >= assessed.RecordedAt)) return reviewed.Event.ComputedLevel;
            return assessed?.EffectiveLevel;
        }
    }

    /// <summary>For this person there is no such case, whatever their role.</summary>
    public bool Excludes(Guid? person) => person is not null && Exclusions.Any(e => e.Person.Id == person);

    /// <summary>There is no such case for the caller in this standing; one who acts for somebody absent is not let in where any of those they act for is excluded.</summary>
    public bool Excludes(Actor standing) => Excludes(standing.UserId) || (standing.By is not null && standing.StandsIn.Any(held => Excludes(held.For.Id)));

    public ImmutableList<HandOverRecord> HandOvers { get; init; } = [];

    /// <summary>The hand-over that waits for an answer.</summary>
    public HandOverRecord? PendingHandOver => !IsEnded && HandOvers is [.., { State: HandOverState.Proposed } last] ? last : null;

    /// <summary>The authorities that were told, as far as they are known by id; while it rests in another file also those told there.</summary>
    public IEnumerable<Guid> Authorities => Notifications.Select(n => n.Event.RecipientOrganisationId).OfType<Guid>().Concat(RestsIn?.GainedSight ?? []).Distinct();

    public PlanRecord? CurrentPlan => Plans.LastOrDefault(p => p.Status is not PlanStatus.Superseded);

    public PlanRecord? ApprovedPlan => Plans.LastOrDefault(p => p.Status == PlanStatus.Approved);

    /// <summary>The last review under the present plan that was meant to decide about closing.</summary>
    public ReviewRecord? DecidingReview => Reviews.LastOrDefault(r => !r.Event.Interim);

    /// <param name="about">Which of several clocks of the code: the number of the action it is about, the referral's id.</param>
    public DeadlineRecord? Running(string code, string? about = null) => Deadlines.LastOrDefault(d => d.Event.Code == code && d.IsRunning && d.Event.About == about);

    public static CaseFile? Evolve(CaseFile? before, RecordedEvent happened)
    {
        var file = Fold(before, happened) is { } folded ? folded with { Version = happened.Version } : null;
        var restricted = happened.Withheld.Where(withheld => withheld.Wall == Wall.SecondPermission).Select(withheld => withheld.Field);
        return happened.Withheld.Count == 0 || file is null ? file : file with { Restricted = file.Restricted.Union(restricted) };
    }

    private static CaseFile? Fold(CaseFile? before, RecordedEvent happened)
    {
        if (happened.Data is ConcernReported opened)
            return before ?? new CaseFile(happened.StreamId, opened.Receiver is null ? CaseState.New : CaseState.Intake, opened, happened.RecordedAt, opened.Receiver, opened.SchoolId);
        if (before is null) return null;
        var by = PersonRef.Of(happened);
        var at = happened.RecordedAt;
        return happened.Data switch
        {
            SchoolSet e => before with { SchoolId = e.SchoolId },
            ReportReceived e => before with { Receiver = e.Receiver, State = before.State == CaseState.New ? CaseState.Intake : before.State },
            CaseAssigned e => before.WithHandOver(h => h with { State = HandOverState.Lapsed, AnsweredAt = at }) with
            {
                Assignee = new PersonRef(e.AssigneeId, e.AssigneeName),
                Assignment = new AssignmentRecord(e.SetId, before.Assignee, new PersonRef(e.AssigneeId, e.AssigneeName), by),
            },
            AssignmentUndone e => before with { Assignee = e.AssigneeId is null ? null : new PersonRef(e.AssigneeId, e.AssigneeName ?? ""), Assignment = null },
            HandOverProposed e => before with { HandOvers = before.HandOvers.Add(new HandOverRecord(e.HandOverId, e.SetId, new(e.FromId, e.FromName), new(e.ToId, e.ToName), e.Note, by, at, HandOverState.Proposed)) },
            HandOverAccepted => before.WithHandOver(h => h with { State = HandOverState.Accepted, AnsweredBy = by, AnsweredAt = at }),
            HandOverDeclined e => before.WithHandOver(h => h with { State = HandOverState.Declined, AnsweredBy = by, AnsweredAt = at, Reason = e.Reason }),
            HandOverWithdrawn => before.WithHandOver(h => h with { State = HandOverState.Withdrawn, AnsweredBy = by, AnsweredAt = at }),
            CaseTriaged e => before with
            {
                Triage = new TriageRecord(TriageDecision.Proceed, [.. e.Tracks], e.Reason, by, at),
                Tracks = [.. before.Tracks.Union(e.Tracks)],
            },
            TriageClosureProposed e => before with { Triage = new TriageRecord(e.Decision, [], e.Reason, by, at, Pending: true, Before: before.Triage) },
            TriageClosureConfirmed e => before with
            {
                State = e.Decision == TriageDecision.Unfounded ? CaseState.Unfounded : CaseState.NoFurtherAction,
                Triage = before.Triage! with { Pending = false, ConfirmedBy = by, ConfirmedAt = at },
            },
            TriageClosureRejected => before with { Triage = before.Triage?.Before },
            EscalatedToChildProtection => before with { Tracks = [.. before.Tracks.Union([Track.ChildProtection])] },
            AuthorityNotified e => before with
            {
                Notifications = before.Notifications.Add(new NotificationRecord(e, by, at)),
                State = before.State == CaseState.Intake ? CaseState.Reported : before.State,
            },
            RiskAssessed e => before with
            {
                Assessments = before.Assessments.Add(new AssessmentRecord(e, by, at, LevelPending: e.OfficerLevel < e.ComputedLevel)),
                State = e.Form == AssessmentForm.Form03 ? CaseState.DetailedAssessment
                    : before.State is CaseState.Intake or CaseState.Reported or CaseState.Reopened ? CaseState.InitialAssessed
                    : before.State,
            },
            LowerRiskConfirmed e => before.WithAssessment(e.AssessmentNumber, a => a with { LevelPending = false, LevelConfirmedBy = by }),
            LowerRiskRejected e => before.WithAssessment(e.AssessmentNumber, a => a with { LevelPending = false, Event = a.Event with { OfficerLevel = a.Event.ComputedLevel } }),
            EmergencyDecided e => before with
            {
                Emergencies = before.Emergencies.Add(new EmergencyRecord(e, by, at)),
                State = e.Decision == EmergencyDecision.Taken && before.State == CaseState.InitialAssessed ? CaseState.Emergency : before.State,
            },
            NeedsMeetingHeld e => before with { Meetings = before.Meetings.Add(new MeetingRecord(e, by, at)) },
            PlanDrafted e => before with
            {
                // The last one only: every earlier one was replaced by its successor already.
                Plans = Last(before.Plans, _ => true, p => p with { Status = PlanStatus.Superseded })
                    .Add(new PlanRecord(e.PlanNumber, PlanStatus.Draft, by, e.Content, null, null, ImmutableDictionary<int, ImmutableList<ProgressRecord>>.Empty)),
                State = CaseState.PlanDrafted,
            },
            PlanRevised e => before.WithPlan(e.PlanNumber, p => p with
            {
                Content = e.Content,
                Status = PlanStatus.Draft,
                WrittenBy = [.. p.WrittenBy.Union(by.Behind)],
            }),
            PlanSubmitted e => before.WithPlan(e.PlanNumber, p => p with { Status = PlanStatus.Submitted, SubmittedAt = at }) with { State = CaseState.PlanSubmitted },
            PlanApproved e => before.WithPlan(e.PlanNumber, p => p with
            {
                Status = PlanStatus.Approved,
                Decision = new PlanDecisionRecord(PlanOutcome.Approved, e.DecisionNo, e.DecidedOn, e.Signer, e.PerformedBy, e.Reason, by, at, e.EffectiveOn, e.Responsible, e.Recipients),
            }) with
            { State = CaseState.PlanApproved },
            PlanReturned e => before.WithPlan(e.PlanNumber, p => p with
            {
                Status = PlanStatus.Returned,
                Decision = new PlanDecisionRecord(PlanOutcome.Returned, null, null, null, e.PerformedBy, e.Reason, by, at),
            }) with
            { State = CaseState.PlanDrafted },
            ActionProgressed e => before.WithPlan(e.PlanNumber, p => p with
            {
                Progress = p.Progress.SetItem(e.ActionNumber,
                    (p.Progress.GetValueOrDefault(e.ActionNumber) ?? []).Add(new ProgressRecord(e.Note, e.Status, e.OccurredAt, at, by))),
            }) with
            { State = before.State == CaseState.PlanApproved ? CaseState.InProgress : before.State },
            CaseReviewed e => before with
            {
                Reviews = before.Reviews.Add(new ReviewRecord(e, by, at)),
                State = e.Interim ? before.State : CaseState.UnderReview,
            },
            CaseClosed e => before with { State = CaseState.Closed, Closure = new ClosureRecord(e.Summary, e.DecisionNo, by, at) },
            CaseReopened e => before with
            {
                State = CaseState.Reopened,
                Reopenings = before.Reopenings.Add(new ReopeningRecord(e.Reason, by, at)),
                Triage = before.Triage is { Decision: not TriageDecision.Proceed } ? null : before.Triage,
            },
            PersonExcluded e => before.WithHandOver(h => h.From.Id == e.PersonId || h.To.Id == e.PersonId ? h with { State = HandOverState.Lapsed, AnsweredAt = at } : h) with
            {
                Exclusions = before.Exclusions.Add(new ExclusionRecord(new PersonRef(e.PersonId, e.PersonName), e.Ground, e.Reason, by, at)),
                Assignee = before.Assignee?.Id == e.PersonId ? null : before.Assignee,
            },
            ExclusionLifted e => before with { Exclusions = before.Exclusions.RemoveAll(x => x.Person.Id == e.PersonId) },
            UrgentAccessTaken e => before with { UrgentAccess = before.UrgentAccess.Add(new UrgentAccessRecord(new PersonRef(e.PersonId, e.PersonName), e.Reason, at, e.Until)) },
            UrgentAccessEnded e => before with { UrgentAccess = Last(before.UrgentAccess, taken => taken.Person.Id == e.PersonId, taken => taken with { EndedBy = by, EndedAt = at }) },
            CounsellingNoteWritten e => before with
            {
                CounsellingNotes = before.CounsellingNotes.Add(new CounsellingRecord(e.Number, by, e.SharedWith, e.OccurredAt, at, e.Topic, e.Summary, e.NextStep)),
                CounsellingEntries = before.CounsellingEntries.Add(happened.Version),
            },
            AttachmentAdded e => before with { Attachments = before.Attachments.Add(new AttachmentRecord(e, by, at)) },
            AttachmentRemoved e => before with { Attachments = Last(before.Attachments, a => a.Event.Number == e.Number, a => a with { Removal = new AttachmentRemoval(by, at, e.Reason) }) },
            BodyMarkNoted e => before with { BodyMarks = before.BodyMarks.Add(new MarkRecord(e, by, at, [])) },
            BodyMarkLookedAt e => before with
            {
                BodyMarks = Last(before.BodyMarks, m => m.Event.Number == e.Number, m => m with { Looks = [.. m.Looks, new MarkLook(e.Course, e.SizeMm, e.Description, e.OccurredAt, at, by)] }),
            },
            PupilGoalSet e => before with { Goals = before.Goals.Add(new GoalRecord(e, by, at, [])) },
            PupilGoalProgressed e => before with
            {
                Goals = Last(before.Goals, g => g.Event.Number == e.Number, g => g with { Progress = [.. g.Progress, new GoalProgress(e.Standing, e.ChildSays, e.OccurredAt, at, by)] }),
            },
            ParentsInformed e => before with { ParentNotices = before.ParentNotices.Add(new ParentNoticeRecord(e.Number, e, null, by, at)) },
            ParentsNotInformed e => before with { ParentNotices = before.ParentNotices.Add(new ParentNoticeRecord(e.Number, null, e, by, at)) },
            ViolenceStepTaken e => before with { ViolenceSteps = before.ViolenceSteps.Add(new ViolenceStepRecord(e, by, at)) },
            SeparationOrdered e => before with
            {
                Separations = before.Separations.Add(new SeparationRecord(e, by, at)),
                State = before.State == CaseState.InitialAssessed ? CaseState.Emergency : before.State,
            },
            SeparationExtended e => before with { Separations = Last(before.Separations, s => s.Order.Number == e.Number, s => s with { Extensions = [.. s.Extensions, e] }) },
            SeparationEnded e => before with { Separations = Last(before.Separations, s => s.Order.Number == e.Number, s => s with { End = e }) },
            JusticeEventRecorded e => before with { JusticeEvents = before.JusticeEvents.Add(new JusticeRecord(e, by, at)) },
            ChildHeard e => before with { ChildOpinions = before.ChildOpinions.Add(new ChildOpinionRecord(e, by, at)) },
            FollowUpNoted e => before with { FollowUps = before.FollowUps.Add(new FollowUpRecord(e, by, at)) },
            EntryCorrected e => before with { Corrections = before.Corrections.Add(new CorrectionRecord(e, by, at)) },
            TransferProposed e => before with { Transfers = before.Transfers.Add(new TransferRecord(e, by, at)) },
            TransferWithdrawn e => before.WithTransfer(e.TransferId, t => t with { Status = TransferStatus.Withdrawn, Answer = e.Reason, AnsweredBy = by, AnsweredAt = at }),
            TransferDeclined e => before.WithTransfer(e.TransferId, t => t with { Status = TransferStatus.Declined, Answer = e.Reason, AnsweredBy = by, AnsweredAt = at }),
            TransferAccepted e => before.WithTransfer(e.TransferId, t => t with { Status = TransferStatus.Accepted, Acceptance = e, AnsweredBy = by, AnsweredAt = at }) with { State = CaseState.Transferred },
            TransferReceived e => before with { TransferredFrom = e },
            MergeProposed e => before with { Merges = before.Merges.Add(new MergeRecord(e, by, at)) },
            MergeConfirmed e => before.WithMerge(m => m with { Status = MergeStatus.Confirmed, GainedSight = e.GainedSight, Answer = e.Reason, AnsweredBy = by, AnsweredAt = at }),
            MergeRejected e => before.WithMerge(m => m with { Status = MergeStatus.Rejected, Answer = e.Reason, AnsweredBy = by, AnsweredAt = at }),
            MergeUndone e => before.WithMerge(m => m with { Status = MergeStatus.Undone, UndoneBecause = e.Reason, UndoneBy = by, UndoneAt = at }),
            LegalHoldSet => before with { IsHeld = true },
            LegalHoldLifted => before with { IsHeld = false },
            ErasureProposed e => before with { Erasures = before.Erasures.Add(new ErasureRecord(e.Scope, e.Ground, e.Reason, e.RequestId, e.RetentionRule, by, at)) },
            ErasureRejected => before.WithErasure(e => e with { DecidedBy = by, DecidedAt = at }),
            ErasureApproved => before.WithErasure(e => e with { DecidedBy = by, DecidedAt = at, Agreed = true }),
            PersonalDataErased => before.WithErasure(e => e with { ErasedAt = at }),
            ReporterWrote e => before with { Messages = before.Messages.Add(new ReporterMessage(MessageFrom.Reporter, at, e.Text, null)) },
            SchoolAnsweredReporter e => before with { Messages = before.Messages.Add(new ReporterMessage(MessageFrom.School, at, e.Text, by)) },
            ReferralNoted e => before.WithReferral(e),
            DeadlineStarted e => before with { Deadlines = before.Deadlines.Add(new DeadlineRecord(e, null, null)) },
            DeadlineSettled e => before.WithDeadline(e.DeadlineId, d => d with
            {
                Settled = e,
                Waiver = e.Waived && d.Waiver is { } waiver ? waiver with { Pending = false, ConfirmedBy = by } : d.Waiver,
            }),
            DeadlinePaused e => before.WithDeadline(e.DeadlineId, d => d with { PausedAt = at }),
            DeadlineResumed e => before.WithDeadline(e.DeadlineId, d => d with { PausedAt = null, Event = d.Event with { WarnAt = e.WarnAt, DueAt = e.DueAt } }),
            DeadlineWaiverRequested e => before.WithDeadline(e.DeadlineId, d => d with { Waiver = new WaiverRecord(e.Reason, by, null, Pending: true) }),
            DeadlineWaiverRejected e => before.WithDeadline(e.DeadlineId, d => d with { Waiver = null }),
            _ => before,
        };
    }

    /// <summary>Changes the hand-over that waits, if one does.</summary>
    private CaseFile WithHandOver(Func<HandOverRecord, HandOverRecord> change) =>
        this with { HandOvers = Last(HandOvers, h => h.State == HandOverState.Proposed, change) };

    private CaseFile WithErasure(Func<ErasureRecord, ErasureRecord> change) => this with { Erasures = Erasures.SetItem(Erasures.Count - 1, change(Erasures[^1])) };

    private CaseFile WithAssessment(int number, Func<AssessmentRecord, AssessmentRecord> change) =>
        this with { Assessments = Last(Assessments, a => a.Event.Number == number, change) };

    private CaseFile WithPlan(int number, Func<PlanRecord, PlanRecord> change) =>
        this with { Plans = Last(Plans, p => p.Number == number, change) };

    private CaseFile WithTransfer(Guid id, Func<TransferRecord, TransferRecord> change) =>
        this with { Transfers = Last(Transfers, t => t.Event.TransferId == id, change) };

    private CaseFile WithMerge(Func<MergeRecord, MergeRecord> change) => this with { Merges = Merges.SetItem(Merges.Count - 1, change(Merges[^1])) };

    private CaseFile WithDeadline(Guid id, Func<DeadlineRecord, DeadlineRecord> change) =>
        this with { Deadlines = Last(Deadlines, d => d.Event.DeadlineId == id, change) };

    private CaseFile WithReferral(ReferralNoted e) => Referrals.FindLastIndex(r => r.Id == e.ReferralId) < 0
        ? this with { Referrals = Referrals.Add(new ReferralRecord(e.ReferralId, e.ProviderId, e.ActionNumber, e.State, e.OccurredAt, e.OccurredAt)) }
        : this with { Referrals = Last(Referrals, r => r.Id == e.ReferralId, r => r with { State = e.State, ChangedAt = e.OccurredAt }) };

    /// <summary>Changes the one that is meant, looked for from the end: what changes is nearly always recent, so that a long file folds in linear time.</summary>
    private static ImmutableList<T> Last<T>(ImmutableList<T> list, Predicate<T> isMeant, Func<T, T> change) =>
        list.FindLastIndex(isMeant) is >= 0 and var at ? list.SetItem(at, change(list[at])) : list;
}
