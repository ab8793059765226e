namespace ProtectionPlatform.Cases.Contracts;

/// <summary>A concern was reported and a case file opened for it. No personal data: the reference is an opaque code.</summary>
public sealed record ConcernReported(Guid CaseId, string Reference, Guid? SchoolId, bool ImmediateDanger, DateTimeOffset ReceivedAt);

/// <summary>A report that named no school, or the wrong one, was given to a school.</summary>
public sealed record CaseSchoolSet(Guid CaseId, Guid SchoolId);

/// <summary>A case got the person responsible for it.</summary>
public sealed record CaseAssigned(Guid CaseId, Guid AssigneeId);

/// <summary>An assignment was taken back: responsible is again whoever was before, or nobody.</summary>
public sealed record AssignmentUndone(Guid CaseId, Guid? AssigneeId);

/// <summary>Somebody is asked to take a case over.</summary>
public sealed record HandOverProposed(Guid CaseId, string Reference, Guid? SchoolId, Guid FromId, Guid ToId);

/// <summary>They took it over.</summary>
public sealed record HandOverAccepted(Guid CaseId, string Reference, Guid? SchoolId, Guid FromId, Guid ToId);

/// <summary>They declined.</summary>
public sealed record HandOverDeclined(Guid CaseId, string Reference, Guid? SchoolId, Guid FromId, Guid ToId);

/// <summary>Somebody proposes to take the concern no further; a second person has to agree.</summary>
public sealed record TriageClosureProposed(Guid CaseId, string Reference, Guid? SchoolId, Guid ProposedBy);

/// <summary>A clock of the procedure starts. Instants are UTC.</summary>
/// <param name="Code">Code of the rule, such as DL-EMERG (Decree 56/2017 and design rules; see the rule table).</param>
public sealed record DeadlineStarted(
    Guid CaseId, string Reference, Guid? SchoolId, Guid DeadlineId, string Code,
    DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>A clock stopped: met, met late, or waived by two persons.</summary>
public sealed record DeadlineSettled(Guid CaseId, Guid? SchoolId, Guid DeadlineId, string Code, DateTimeOffset SettledAt, bool Late, bool Waived);

/// <summary>A running clock has used most of its time (80 % unless the rule says otherwise).</summary>
public sealed record DeadlineWarned(Guid CaseId, string Reference, Guid? SchoolId, Guid DeadlineId, string Code, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>A clock ran out without being met.</summary>
public sealed record DeadlineMissed(Guid CaseId, string Reference, Guid? SchoolId, Guid DeadlineId, string Code, DateTimeOffset DueAt, Guid? AssigneeId);

/// <summary>A plan waits for decision.</summary>
/// <param name="ChildProtection">Decided by the commune (Decree 56/2017, Form 05); otherwise by the principal.</param>
/// <param name="AuthorityId">Organisation that was notified of the case, if it is known by id.</param>
public sealed record PlanSubmitted(Guid CaseId, string Reference, Guid? SchoolId, int PlanNumber, Guid AuthorId, bool ChildProtection, Guid? AuthorityId);

/// <summary>A plan was approved; its actions may be referred to providers.</summary>
public sealed record PlanApproved(Guid CaseId, string Reference, Guid? SchoolId, int PlanNumber, IReadOnlyList<PlanActionSummary> Actions);

/// <summary>One action of an approved plan, without its wording.</summary>
/// <param name="MeasureCode">Measure of Articles 48 to 50 of the Law on Children.</param>
public sealed record PlanActionSummary(int Number, string MeasureCode, DateOnly? DueOn);

/// <summary>Somebody whom no role lets see the case opened it in an emergency, to read, until a time.</summary>
public sealed record UrgentAccessTaken(Guid CaseId, string Reference, Guid? SchoolId, Guid PersonId, DateTimeOffset Until);

/// <summary>The case ended.</summary>
public sealed record CaseClosed(Guid CaseId, Guid? SchoolId, DateTimeOffset ClosedAt);

/// <summary>A legal hold was set on the case: until it is lifted, nothing of the case is erased.</summary>
public sealed record LegalHoldSet(Guid CaseId);

/// <summary>The legal hold on the case was lifted.</summary>
public sealed record LegalHoldLifted(Guid CaseId);

/// <summary>Personal data of the case were erased; copies of them go as well.</summary>
/// <param name="Everybody">Of everybody in the case; otherwise of the informant only.</param>
public sealed record PersonalDataErased(Guid CaseId, bool Everybody, DateTimeOffset ErasedAt);

/// <summary>New information opened the case again.</summary>
public sealed record CaseReopened(Guid CaseId, Guid? SchoolId);

/// <summary>Somebody asks to waive a clock; a second person decides.</summary>
public sealed record WaiverRequested(Guid CaseId, Guid? RequestedBy);

/// <summary>Somebody judged a risk lower than the rule computed; a second person has to agree.</summary>
public sealed record LowerRiskProposed(Guid CaseId, Guid? ProposedBy);

/// <summary>Somebody proposes to let a case rest in another one about the same child; a second person decides.</summary>
public sealed record MergeProposed(Guid CaseId, Guid? ProposedBy);

/// <summary>Somebody proposes to erase personal data of a case; a second person decides.</summary>
public sealed record ErasureProposed(Guid CaseId, Guid? ProposedBy);

/// <summary>A clock ran out and a while later nobody has done what it asks.</summary>
/// <param name="Code">Which clock, such as DL-REPORT.</param>
public sealed record DeadlineEscalated(Guid CaseId, string Reference, Guid? SchoolId, Guid DeadlineId, string Code, DateTimeOffset DueAt);

/// <summary>A case is offered to another school.</summary>
/// <param name="ToSchoolId">Null for a body without the platform.</param>
public sealed record TransferOffered(Guid CaseId, Guid? ToSchoolId);

/// <summary>The receiver took a case over.</summary>
public sealed record TransferAccepted(Guid CaseId);

/// <summary>The receiver declined to take a case over.</summary>
public sealed record TransferDeclined(Guid CaseId);
