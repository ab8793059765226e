using System.Text.Json.Serialization;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Erasing;

namespace ProtectionPlatform.Cases;

// Every event of a case file, in the order of a case's life. Actor and record time stand beside an event, not in it.

/// <summary>A concern was reported and the file opened (Form 01).</summary>
/// <param name="FollowUpCodeHash">SHA-256 of the anonymous reporter's code; null for signed-in reporters.</param>
/// <param name="Receiver">The staff member who took the report down; null for a report nobody has received yet.</param>
/// <param name="ReportedBy">Who reported it while signed in and is not named as the author of the entry.</param>
/// <param name="LegalBasis">On what the processing of the child's data rests; null for a file from before it was kept.</param>
internal sealed record ConcernReported(
    Guid ReportId, string Reference, string? FollowUpCodeHash, ReportForm Report, Guid? SchoolId, bool Anonymous, PersonRef? Receiver,
    [Personal(Whose.Informant, Behind = Wall.SecondPermission)] PersonRef? ReportedBy = null, OpenedOn? LegalBasis = null) : IOccurred
{
    /// <summary>Whoever reported it and has not agreed to be named is named in no entry of theirs.</summary>
    [JsonIgnore]
    public bool ReporterIsUnnamed => Receiver is null && Report.NameReporter != true;

    [JsonIgnore]
    public DateTimeOffset OccurredAt => Report.OccurredAt ?? Report.KnownAt;
}

/// <summary>A report that named no school was given to one.</summary>
internal sealed record SchoolSet(Guid SchoolId);

/// <summary>A staff member took an anonymous report in hand: the receiver Form 01 asks for.</summary>
internal sealed record ReportReceived(PersonRef Receiver);

/// <param name="SetId">The same for cases assigned together; null for one by itself.</param>
internal sealed record CaseAssigned(Guid AssigneeId, string AssigneeName, Guid? SetId = null);

/// <summary>An assignment was taken back with its set: the case is again with whoever had it before, or with nobody.</summary>
internal sealed record AssignmentUndone(Guid SetId, Guid? AssigneeId, string? AssigneeName);

/// <summary>Somebody is asked to take the case over.</summary>
/// <param name="SetId">The same for cases handed over together.</param>
/// <param name="Note">What is urgent.</param>
internal sealed record HandOverProposed(
    Guid HandOverId, Guid? SetId, Guid FromId, string FromName, Guid ToId, string ToName, [Personal] string? Note, string Reference, Guid? SchoolId);

/// <summary>They took it over; that the case is theirs follows as <see cref="CaseAssigned"/>.</summary>
internal sealed record HandOverAccepted(Guid HandOverId, Guid FromId, Guid ToId, string Reference, Guid? SchoolId);

internal sealed record HandOverDeclined(Guid HandOverId, Guid FromId, Guid ToId, [Personal] string Reason, string Reference, Guid? SchoolId);

internal sealed record HandOverWithdrawn(Guid HandOverId);

/// <summary>Triage goes on with these tracks.</summary>
internal sealed record CaseTriaged(IReadOnlyList<Track> Tracks, [Personal] string Reason);

/// <summary>Triage proposes to take it no further; a second person has to agree.</summary>
internal sealed record TriageClosureProposed(TriageDecision Decision, [Personal] string Reason, string Reference, Guid? SchoolId);

internal sealed record TriageClosureConfirmed(TriageDecision Decision, [Personal] string Reason);

internal sealed record TriageClosureRejected([Personal] string Reason);

/// <summary>Abuse is suspected after all: child protection is added.</summary>
internal sealed record EscalatedToChildProtection([Personal] string Reason);

/// <summary>The school told the authority (Decree 56/2017, Article 25.1).</summary>
internal sealed record AuthorityNotified(
    int Number, RecipientKind RecipientKind, Guid? RecipientOrganisationId, string RecipientName, NotificationChannel Channel,
    [Personal(Whose.Others)] string PersonSpokenTo, [Personal] string? Note, [Personal] string? AbsenceReason, PerformedBy PerformedBy, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Form 02 or 03 with the level computed by a versioned rule, and the officer's own.</summary>
internal sealed record RiskAssessed(
    int Number, AssessmentForm Form, PerformedBy PerformedBy, string TemplateVersion, string RuleVersion, IReadOnlyDictionary<string, RiskLevel> Answers,
    Totals Totals, RiskLevel ComputedLevel, int Explanation, RiskLevel OfficerLevel, [Personal] string? OfficerReason, bool SeriousHarm, bool? EmergencyNeeded,
    [Personal] IReadOnlyList<SafetyNeed> SafetyNeeds, [Personal] AssessmentFacts? Facts, [Personal] IReadOnlyList<Need> Needs, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>A second person agreed that the risk is lower than the rule computed.</summary>
internal sealed record LowerRiskConfirmed(int AssessmentNumber, RiskLevel Level, [Personal] string Reason);

internal sealed record LowerRiskRejected(int AssessmentNumber, [Personal] string Reason);

/// <summary>Emergency measures were decided, or found not to be needed (Decree 56/2017, Article 26.3).</summary>
internal sealed record EmergencyDecided(
    int Number, EmergencyDecision Decision, [Personal] string? DecisionNo, [Personal] IReadOnlyList<string> Measures, PerformedBy PerformedBy, [Personal] string? Reason,
    DateTimeOffset OccurredAt, [Personal(Behind = Wall.SecondPermission)] string? ShelterAddress = null) : IOccurred;

/// <summary>The meeting that settles needs and measures (Decree 56/2017, Article 27.2).</summary>
internal sealed record NeedsMeetingHeld(
    int Number, DateTimeOffset HeldAt, [Personal(Whose.Others)] IReadOnlyList<Attendee> Attendees, [Personal(Whose.Others)] IReadOnlyList<string> Absent, [Personal] string Minutes, bool ChildHeard,
    [Personal] string? Place = null, [Personal(Whose.Others)] string? Chair = null, [Personal] string? ChildWish = null, [Personal(Whose.Others)] IReadOnlyList<MeetingDissent>? Dissent = null,
    [Personal] IReadOnlyList<MeetingDecision>? Decisions = null) : IOccurred
{
    [JsonIgnore]
    public DateTimeOffset OccurredAt => HeldAt;
}

internal sealed record PlanDrafted(int PlanNumber, PlanContent Content);

internal sealed record PlanRevised(int PlanNumber, PlanContent Content);

internal sealed record PlanSubmitted(int PlanNumber, string Reference, Guid? SchoolId, Guid AuthorId, bool ChildProtection, Guid? AuthorityId);

/// <summary>Form 05.</summary>
internal sealed record PlanApproved(
    int PlanNumber, [Personal] string? DecisionNo, DateOnly? DecidedOn, [Personal(Whose.Others)] string? Signer, PerformedBy PerformedBy, [Personal] string? Reason,
    string Reference, Guid? SchoolId, IReadOnlyList<PlanAction> Actions, DateOnly? EffectiveOn = null, [Personal] IReadOnlyList<string>? Responsible = null,
    [Personal] IReadOnlyList<string>? Recipients = null);

internal sealed record PlanReturned(int PlanNumber, [Personal] string Reason, PerformedBy PerformedBy);

internal sealed record ActionProgressed(int PlanNumber, int ActionNumber, ActionStatus Status, [Personal] string? Note, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Form 06, or an interim review.</summary>
internal sealed record CaseReviewed(
    int Number, bool Interim, string TemplateVersion, string RuleVersion, IReadOnlyDictionary<string, RiskLevel> Answers, Totals Totals, RiskLevel ComputedLevel,
    int Explanation, ChildStateNotes ChildState, bool EnvironmentSafe, bool Stable, ReviewConclusion Conclusion, [Personal] IReadOnlyList<ActionResult> ActionResults,
    [Personal] string? ChildOpinion, [Personal] string? CaregiverOpinion, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record CaseClosed([Personal] string Summary, [Personal] string? DecisionNo, Guid? SchoolId);

internal sealed record CaseReopened([Personal] string Reason, Guid? SchoolId);

/// <summary>The case does not exist for this person any more (Law on Children, Article 6.11; [D] P-12).</summary>
internal sealed record PersonExcluded(Guid PersonId, [Personal(Whose.Others)] string PersonName, ExclusionGround Ground, [Personal] string Reason);

/// <summary>The ground fell away: the person's role counts again.</summary>
internal sealed record ExclusionLifted(Guid PersonId, [Personal] string Reason);

/// <summary>Somebody whom no role lets see the case opened it in an emergency, to read, until a time ([D] P-13).</summary>
internal sealed record UrgentAccessTaken(Guid PersonId, [Personal(Whose.Others)] string PersonName, [Personal] string Reason, DateTimeOffset Until, string Reference, Guid? SchoolId);

/// <summary>It was ended before its time.</summary>
internal sealed record UrgentAccessEnded(Guid PersonId, [Personal] string Reason);

/// <summary>A counsellor wrote down a talk with the child. What was said stays between them; that they talked is on file.</summary>
/// <param name="SharedWith">Other counsellors of the school who may read it.</param>
/// <param name="Summary">What everybody who works with the case may know of it.</param>
internal sealed record CounsellingNoteWritten(
    int Number, [Personal(Behind = Wall.Counselling)] CounsellingForm? Form, [Personal(Behind = Wall.Counselling)] string? Text, IReadOnlyList<Guid> SharedWith, DateTimeOffset OccurredAt,
    CounsellingTopic? Topic = null, [Personal] string? Summary = null, [Personal] string? NextStep = null) : IOccurred;

/// <summary>Proceedings or an investigation need the file: nothing of it is erased.</summary>
internal sealed record LegalHoldSet([Personal] string Reason);

internal sealed record LegalHoldLifted([Personal] string Reason);

/// <summary>Somebody proposes to erase personal data; a second person has to agree.</summary>
/// <param name="RetentionRule">Code of the rule under which the case was kept.</param>
internal sealed record ErasureProposed(ErasureScope Scope, ErasureGround Ground, [Personal] string Reason, Guid? RequestId, string RetentionRule);

internal sealed record ErasureRejected([Personal] string Reason);

internal sealed record ErasureApproved(ErasureScope Scope);

/// <summary>The keys are destroyed: nobody can read these data any more, here or in any copy.</summary>
internal sealed record PersonalDataErased(ErasureScope Scope) : IErases
{
    IReadOnlyList<Whose> IErases.People => Scope.People();
}

/// <summary>The anonymous reporter wrote again.</summary>
internal sealed record ReporterWrote([Personal(Whose.Others)] string Text);

internal sealed record SchoolAnsweredReporter([Personal(Whose.Others)] string Text);

/// <summary>What another module said of a referral of this case.</summary>
internal sealed record ReferralNoted(Guid ReferralId, ReferralState State, Guid? ProviderId, int? ActionNumber, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>A clock starts under the rule in force on that day; rule version and source stay with it for ever.</summary>
/// <param name="About">Which of several clocks of the code: the number of the plan's action, the id of the referral.</param>
internal sealed record DeadlineStarted(
    Guid DeadlineId, string Code, string RuleVersion, string Source, string Limit, DeadlineCalendar Calendar,
    DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, string Reference, Guid? SchoolId, Guid? AssigneeId, string? About = null) : IOccurred
{
    [JsonIgnore]
    public DateTimeOffset OccurredAt => StartedAt;

    [JsonIgnore]
    public bool IsClaim => false;
}

/// <summary>A clock stops: met (perhaps late), or waived.</summary>
internal sealed record DeadlineSettled(Guid DeadlineId, string Code, DateTimeOffset SettledAt, bool Late, bool Waived, [Personal] string? Reason, Guid? SchoolId) : IOccurred
{
    [JsonIgnore]
    public DateTimeOffset OccurredAt => SettledAt;

    [JsonIgnore]
    public bool IsClaim => false;
}

internal sealed record DeadlineWaiverRequested(Guid DeadlineId, [Personal] string Reason);

internal sealed record DeadlineWaiverRejected(Guid DeadlineId, [Personal] string Reason);
