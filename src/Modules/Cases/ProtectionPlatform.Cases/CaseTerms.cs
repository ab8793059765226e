using System.Text.Json.Serialization;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Cases;

/// <summary>Where a case stands in the procedure (procedure, section 6).</summary>
internal enum CaseState
{
    New,
    Intake,
    Reported,
    InitialAssessed,
    Emergency,
    DetailedAssessment,
    PlanDrafted,
    PlanSubmitted,
    PlanApproved,
    InProgress,
    UnderReview,
    Closed,
    Unfounded,
    NoFurtherAction,
    Reopened,
    Transferred,
}

/// <summary>Which procedure a case follows; it may follow several.</summary>
internal enum Track
{
    /// <summary>Decree 56/2017.</summary>
    ChildProtection,

    /// <summary>Decree 80/2017.</summary>
    SchoolViolence,

    /// <summary>Circular 18/2025.</summary>
    SchoolSupport,
}

/// <summary>How great a risk is.</summary>
internal enum RiskLevel
{
    Low,
    Medium,
    High,
}

/// <summary>Who carried a step out; official steps of the commune are mirrored from papers received.</summary>
internal enum PerformedBy
{
    School,
    Commune,
    Hotline,
    Police,
    Provider,
}

internal enum ReportChannel
{
    Phone,
    InPerson,
    ThroughPerson,
    Online,
    Paper,
    Hotline,
}

/// <summary>Kinds of statement, kept apart: fact, hearsay, the child's own words, opinion.</summary>
internal enum StatementKind
{
    Seen,
    Heard,
    SaidByChild,
    Opinion,
}

/// <summary>Kind of child, Form 01.</summary>
internal enum ConcernKind
{
    Abused,
    AtRiskOfViolence,
    AtRiskOfExploitation,
    AtRiskOfAbandonment,
    SpecialCircumstances,
    Other,
}

internal enum IncidentType
{
    Violence,
    Exploitation,
    SexualAbuse,
    Trafficking,
    Neglect,
    SchoolViolence,
    Bullying,
    Cyberbullying,
    Other,
}

internal enum Sex
{
    Male,
    Female,
    Unknown,
}

internal enum TriageDecision
{
    Proceed,
    NoFurtherAction,
    Unfounded,
}

internal enum RecipientKind
{
    Commune,
    Police,
    Hotline111,
    ChildCareAgency,
}

internal enum NotificationChannel
{
    Phone,
    InPerson,
    Document,
    Email,
}

internal enum AssessmentForm
{
    Form02,
    Form03,
    Form06,
}

internal enum EmergencyDecision
{
    Taken,
    NotNeeded,
}

internal enum PlanStatus
{
    Draft,
    Submitted,
    Approved,
    Returned,
    Superseded,
}

internal enum PlanOutcome
{
    Approved,
    Returned,
}

internal enum CaregiverAgreement
{
    Agreed,
    Refused,
    NotAsked,
}

internal enum ActionStatus
{
    Planned,
    Started,
    Done,
    NotDone,
}

internal enum ReviewConclusion
{
    Close,
    Continue,
}

/// <summary>Why a person must not know of a case.</summary>
internal enum ExclusionGround
{
    SuspectedPerson,
    Relative,
    ConflictOfInterest,
}

/// <summary>Topics of school counselling (Circular 18/2025/TT-BGDĐT).</summary>
internal enum CounsellingTopic
{
    Learning,
    GenderAndRelations,
    Psychology,
    LifeSkills,
    Career,
    PolicyAndLaw,
    SocialWorkServices,
}

/// <summary>In what form a counsellor talked with a child.</summary>
internal enum CounsellingForm
{
    Individual,
    Group,
    WithFamily,
    Crisis,
}

/// <summary>Whose personal data of a case are erased.</summary>
internal enum ErasureScope
{
    /// <summary>Who told the school.</summary>
    Informant,

    /// <summary>The child and everybody else named in the case.</summary>
    Everybody,
}

internal enum ErasureGround
{
    RetentionEnded,

    /// <summary>The child, the representative or the informant asked for it (Decree 356/2025).</summary>
    DataSubjectRequest,
}

internal enum ReferralState
{
    Sent,
    Acknowledged,
    Accepted,
    Declined,
    InService,
    Completed,
    Cancelled,
}

internal enum MessageFrom
{
    Reporter,
    School,
}

internal enum DeadlineStatus
{
    Pending,
    Met,
    MetLate,
    Overdue,
    Waived,
    Paused,
}

/// <summary>How a limit is counted.</summary>
internal enum DeadlineCalendar
{
    /// <summary>Hours on the clock; nights and holidays count.</summary>
    Elapsed,

    /// <summary>Working days of the holiday table; due at the end of the last day.</summary>
    WorkingDays,

    /// <summary>Days of the calendar; due at the end of the last day.</summary>
    CalendarDays,
}

/// <summary>What became of a hand-over.</summary>
internal enum HandOverState
{
    Proposed,
    Accepted,
    Declined,
    Withdrawn,

    /// <summary>The case went another way meanwhile: it was assigned, or one of the two may not know of it any more.</summary>
    Lapsed,
}

/// <summary>A person as named at that time. The id is null for somebody without an account.</summary>
/// <param name="ActingFor">Whom they did it for, when that person's role alone allowed it.</param>
internal sealed record PersonRef(Guid? Id, string Name, ActingFor? ActingFor = null)
{
    /// <summary>Who did it.</summary>
    public static PersonRef Of(RecordedEvent happened) => new(happened.ActorId, happened.ActorName, happened.ActingFor);

    /// <inheritdoc cref="Actor.Behind"/>
    [JsonIgnore]
    public IReadOnlyList<Guid> Behind => TwoPeople.Behind(Id, ActingFor);
}

internal sealed record Statement(StatementKind Kind, string Text);

internal sealed record ParentDetails(string? Name = null, int? Age = null, string? Occupation = null);

/// <summary>The child as Form 01 asks; every field may be unknown.</summary>
internal sealed record ChildDetails(
    [Personal] string? FullName = null, [Personal] DateOnly? DateOfBirth = null, [Personal] int? EstimatedAge = null, [Personal] Sex? Sex = null, [Personal] string? ClassName = null,
    [Personal] string? PresentState = null, [Personal] string? PresumedConsequences = null, [Personal] string? FamilyCircumstances = null, [Personal(Whose.Others)] string? Caregiver = null,
    [Personal] string? SupportGiven = null, [Personal(Whose.Others)] ParentDetails? Father = null, [Personal(Whose.Others)] ParentDetails? Mother = null);

/// <summary>Who told us, only if they agree to be named.</summary>
internal sealed record InformantDetails(string? Name = null, string? Phone = null, string? Address = null, string? Notes = null);

/// <summary>Form 01, intake report (Decree 56/2017), with what the school adds.</summary>
/// <param name="KnownAt">When the school learned of it; DL-REPORT runs from here.</param>
/// <param name="OccurredAt">When it is said to have happened.</param>
/// <param name="NameReporter">
/// Whether who reports while signed in agrees to be named in the file. Unsaid, staff who take the report down are named as its receiver and everybody else is not.
/// </param>
internal sealed record ReportForm(
    ReportChannel Channel, [Personal] string WhatHappened, DateTimeOffset KnownAt, DateTimeOffset? OccurredAt = null, Guid? SchoolId = null, [Personal] string? Place = null,
    [Personal] IReadOnlyList<Statement>? Statements = null, ConcernKind? ConcernKind = null, IReadOnlyList<IncidentType>? IncidentTypes = null,
    bool ImmediateDanger = false, bool Online = false, [Personal(Whose.Others)] string? SuspectedRelation = null, [Personal(Whose.Others)] string? Witnesses = null,
    [Personal(Whose.Others)] string? ToldInPerson = null, ChildDetails? Child = null, [Personal(Whose.Informant, Behind = Wall.SecondPermission)] InformantDetails? Informant = null,
    bool? NameReporter = null)
{
    private static readonly IncidentType[] AbuseTypes =
        [IncidentType.Violence, IncidentType.Exploitation, IncidentType.SexualAbuse, IncidentType.Trafficking, IncidentType.Neglect];

    /// <summary>Abuse is suspected (Law on Children, Article 4.5), so the child-protection track is forced for a child under 16.</summary>
    [JsonIgnore]
    public bool SuggestsAbuse =>
        ConcernKind is Cases.ConcernKind.Abused or Cases.ConcernKind.AtRiskOfViolence or Cases.ConcernKind.AtRiskOfExploitation or Cases.ConcernKind.AtRiskOfAbandonment
        || (IncidentTypes ?? []).Any(AbuseTypes.Contains);

    /// <summary>Violence in the school or linked to it: the family is to be told promptly (Decree 80/2017, Article 6).</summary>
    [JsonIgnore]
    public bool TellsOfSchoolViolence => (IncidentTypes ?? []).Contains(IncidentType.SchoolViolence);

    /// <summary>Known to have been 16 or older when it happened: Decree 56 does not apply (Law on Children, Article 1).</summary>
    [JsonIgnore]
    public bool ChildIsSixteen
    {
        get
        {
            if (Child?.DateOfBirth is { } born) return born.AddYears(16) <= DateOnly.FromDateTime((OccurredAt ?? KnownAt).ToOffset(TimeSpan.FromHours(7)).DateTime);
            return Child?.EstimatedAge >= 16;
        }
    }
}

/// <summary>A need of temporary safety, Form 02.</summary>
internal sealed record SafetyNeed(string Need, string Action, string? Provider = null, string? Time = null);

internal sealed record Need(string Description, RiskLevel Priority);

/// <summary>Facts of Form 03 in its order; each may be empty.</summary>
internal sealed record AssessmentFacts(
    string? Physical = null, string? Psychological = null, string? Emotional = null, string? Behaviour = null, string? Learning = null,
    string? Incident = null, string? Family = null, string? Environment = null, string? ChildAccount = null, string? Sources = null, string? Conclusion = null,
    string? IncidentFrequency = null, string? SuspectedPerson = null, string? SuspectedPersonAccess = null, string? FamilyEconomy = null, string? ProtectiveCapacity = null,
    string? FamilyRiskFactors = null, string? School = null, string? Community = null, string? ServicesAvailable = null, string? ChildWishes = null, string? Proposal = null);

internal sealed record Attendee(string Name, string Role);

/// <summary>Somebody at the meeting did not agree.</summary>
internal sealed record MeetingDissent(string Name, string View);

/// <summary>What a meeting decided, and who does it.</summary>
internal sealed record MeetingDecision(string Text, string Owner, DateOnly? DueOn = null);

internal sealed record PlanGoal(string Need, string Goal);

/// <summary>An action of Form 04. Cost is text in Vietnamese đồng.</summary>
/// <param name="Goal">Place of the goal it serves among the plan's goals, from 1.</param>
internal sealed record PlanAction(
    int Number, [Personal] string Description, string MeasureCode, [Personal] string Owner, Guid? OwnerId = null, [Personal] string? Collaborators = null, [Personal] string? Cost = null,
    DateOnly? StartOn = null, DateOnly? DueOn = null, [Personal] string? ExpectedResult = null, int? Goal = null, [Personal] string? Resources = null);

/// <summary>Form 04 as written so far; completeness is checked at submission.</summary>
internal sealed record PlanContent(
    [Personal] string? ProblemSummary, [Personal] string? OverallGoal, [Personal] IReadOnlyList<PlanGoal> Goals, IReadOnlyList<PlanAction> Actions,
    [Personal] string? ChildOpinion, [Personal] string? ChildOpinionMissingReason, [Personal] string? CaregiverOpinion, CaregiverAgreement? CaregiverAgreement,
    [Personal] string? Monitoring, [Personal] string? Basis = null);

/// <summary>The child's state at a review, Form 06.</summary>
internal sealed record ChildStateNotes(
    [Personal] string? Physical = null, [Personal] string? Psychological = null, [Personal] string? Cognitive = null, [Personal] string? Emotional = null, [Personal] string? Environment = null);

internal sealed record ActionResult(int Number, string Result);
