using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>How near a pupil is to leaving school, as the signals say. From Flagged on somebody must look after it.</summary>
internal enum DropoutLevel
{
    None,
    Watch,
    Flagged,
    Urgent,
}

/// <summary>Conduct as schools assess it (Circular 22/2021), the worst last.</summary>
internal enum PupilConduct
{
    Good,
    Fair,
    Passed,
    NotPassed,
}

internal enum HouseholdDifficulty
{
    PoorHousehold,
    NearPoorHousehold,
    ParentsAway,
    EarlyMarriage,
    ChildLabour,
    Disaster,
    Disability,
    Orphaned,
    IllnessInFamily,
    FarFromSchool,
}

internal enum SignalSource
{
    Observed,
    Imported,
}

/// <summary>What is known of a pupil in a school year; each is as of now, and replaces what was known.</summary>
/// <param name="UnexcusedDays">Without leave, within the last 30 days.</param>
/// <param name="AbsentDays">With and without leave, since the school year began.</param>
/// <param name="SchoolDays">Held since then.</param>
/// <param name="AverageTenths">Average of marks in tenths: 65 is 6.5.</param>
/// <param name="AverageBeforeTenths">The same in the period before.</param>
internal sealed record DropoutSignals(
    int? UnexcusedDays = null, int? AbsentDays = null, int? SchoolDays = null, int? AverageTenths = null, int? AverageBeforeTenths = null, int? FailingSubjects = null,
    PupilConduct? Conduct = null, IReadOnlyList<HouseholdDifficulty>? Household = null);

/// <summary>One reason for a level.</summary>
/// <param name="Measured">What was found; tenths for averages.</param>
/// <param name="Threshold">From which on it counts.</param>
internal sealed record DropoutReason(string Signal, int Measured, int Threshold, int Points);

internal enum ReturnActionKind
{
    HomeVisit,
    TalkWithParents,
    RemedialLessons,
    Scholarship,
    VocationalCounselling,
    ContactWithCommune,
    Counselling,
    PeerSupport,
    Other,
}

internal enum DropoutOutcome
{
    /// <summary>Had stayed away and is back.</summary>
    Returned,

    /// <summary>Stayed at school.</summary>
    Retained,
    DroppedOut,
    Transferred,
}

/// <summary>A pupil is watched in a school year.</summary>
internal sealed record DropoutOpened(Guid SchoolId, string SchoolYear, [Personal] Pupil? Pupil, [Personal(Whose.Others)] Guardian? Guardian);

internal sealed record DropoutPupilCorrected([Personal] Pupil? Pupil, [Personal(Whose.Others)] Guardian? Guardian);

/// <summary>What was seen, and the level it gives under the rules in force then.</summary>
/// <param name="RuleVersions">Of each rule that gave a reason.</param>
internal sealed record DropoutSignalsRecorded(
    [Personal] DropoutSignals? Signals, DropoutLevel DropoutLevel, [Personal] IReadOnlyList<DropoutReason>? Reasons, IReadOnlyList<string> RuleVersions, SignalSource SignalSource);

internal sealed record DropoutOwnerSet(Guid OwnerId, string OwnerName);

/// <summary>Something is to be done so that the pupil stays or comes back.</summary>
internal sealed record ReturnActionPlanned(int Number, ReturnActionKind ActionKind, DateOnly DueOn, [Personal] string? Note);

internal sealed record ReturnActionProgressed(int Number, ActionStatus Status, [Personal] string? Note);

/// <summary>What became of it.</summary>
internal sealed record DropoutOutcomeRecorded(DropoutOutcome DropoutOutcome, DateOnly SettledOn, [Personal] string? Note);

internal sealed record SignalsRecord(DropoutSignals? Signals, DropoutLevel Level, IReadOnlyList<DropoutReason> Reasons, SignalSource Source, PersonRef By, DateTimeOffset At);

internal sealed record ReturnAction(int Number, ReturnActionKind Kind, DateOnly DueOn, string? Note, PersonRef By, ActionStatus Status = ActionStatus.Planned)
{
    public ImmutableList<(ActionStatus Status, string? Note, PersonRef By, DateTimeOffset At)> Progress { get; init; } = [];

    public bool IsOpen => Status is ActionStatus.Planned or ActionStatus.Started;
}

/// <summary>One pupil in one school year: signals, who looks after it, what is done.</summary>
internal sealed record Dropout(Guid Id, Guid SchoolId, string SchoolYear, Pupil? Pupil, Guardian? Guardian, DateTimeOffset OpenedAt) : IState<Dropout>
{
    public ImmutableList<SignalsRecord> Records { get; init; } = [];

    public PersonRef? Owner { get; init; }

    public ImmutableList<ReturnAction> Actions { get; init; } = [];

    public DropoutOutcomeRecorded? Outcome { get; init; }

    public DropoutLevel Level => Records.IsEmpty ? DropoutLevel.None : Records[^1].Level;

    public bool IsFlagged => Outcome is null && Level >= DropoutLevel.Flagged;

    /// <summary>Flagged, and nobody has it or nothing is planned: to be shown on top.</summary>
    public bool NeedsAttention => IsFlagged && (Owner is null || Actions.IsEmpty);

    /// <summary>Gone from this school for good: nothing more is recorded of this year.</summary>
    public bool IsGone => Outcome?.DropoutOutcome is DropoutOutcome.DroppedOut or DropoutOutcome.Transferred;

    public static Dropout? Evolve(Dropout? before, RecordedEvent happened) => (before, happened.Data) switch
    {
        (null, DropoutOpened e) => new(happened.StreamId, e.SchoolId, e.SchoolYear, e.Pupil, e.Guardian, happened.RecordedAt),
        (not null, DropoutPupilCorrected e) => before with { Pupil = e.Pupil, Guardian = e.Guardian },
        // New signs of danger open again what ended well.
        (not null, DropoutSignalsRecorded e) => before with
        {
            Records = before.Records.Add(new(e.Signals, e.DropoutLevel, e.Reasons ?? [], e.SignalSource, PersonRef.Of(happened), happened.RecordedAt)),
            Outcome = e.DropoutLevel >= DropoutLevel.Flagged && !before.IsGone ? null : before.Outcome,
        },
        (not null, DropoutOwnerSet e) => before with { Owner = new(e.OwnerId, e.OwnerName) },
        (not null, ReturnActionPlanned e) => before with { Actions = before.Actions.Add(new(e.Number, e.ActionKind, e.DueOn, e.Note, PersonRef.Of(happened))) },
        (not null, ReturnActionProgressed e) => before with
        {
            Actions = [.. before.Actions.Select(a => a.Number == e.Number ? a with { Status = e.Status, Progress = a.Progress.Add((e.Status, e.Note, PersonRef.Of(happened), happened.RecordedAt)) } : a)],
        },
        (not null, DropoutOutcomeRecorded e) => before with { Outcome = e },
        _ => before,
    };
}
