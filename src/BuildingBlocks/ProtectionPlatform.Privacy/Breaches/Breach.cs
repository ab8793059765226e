using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Privacy.Breaches;

/// <summary>Kinds of data that got out.</summary>
internal enum DataClass
{
    Identity,
    Contact,
    Health,
    Abuse,
    FamilyLife,
    Education,
    Location,
    InformantIdentity,
    Images,
    Credentials,
}

internal enum BreachSeverity
{
    Low,
    Medium,
    High,

    /// <summary>Somebody may be in danger now.</summary>
    Top,
}

internal enum BreachStepKind
{
    Containment,
    Measure,
}

/// <summary>Why the people concerned are not told.</summary>
internal enum NotToldGround
{
    /// <summary>Telling the representative would endanger the child (P-05).</summary>
    RepresentativeInConflict,
    NoHarmToBeExpected,
    MadeUnreadable,
    CannotBeReached,
}

internal enum BreachOutcome
{
    Breach,
    NotABreach,
}

/// <param name="What">In the words of whoever noticed it.</param>
internal sealed record BreachReported(string Reference, [Personal(Whose.Others)] string What, DateTimeOffset DiscoveredAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, string RuleVersion, string RuleSource);

/// <param name="PlaceOfProtectedChild">Where a child in protection lives became known.</param>
/// <param name="InformantNamed">Who reported a concern became known.</param>
internal sealed record BreachAssessed(
    IReadOnlyList<DataClass> Classes, int Persons, int Children, bool PlaceOfProtectedChild, bool InformantNamed, BreachSeverity Severity, [Personal(Whose.Others)] string Cause, [Personal(Whose.Others)] string Harm);

internal sealed record BreachStepTaken(BreachStepKind Kind, [Personal(Whose.Others)] string Done);

/// <param name="Receipt">Number or name under which the authority took it; null when none was given.</param>
internal sealed record BreachAuthorityNotified(DateTimeOffset NotifiedAt, string? Receipt);

internal sealed record BreachPeopleTold(int Count, [Personal(Whose.Others)] string How);

internal sealed record BreachPeopleNotTold(NotToldGround Ground, [Personal(Whose.Others)] string Reason);

internal sealed record BreachClosed(BreachOutcome Outcome, [Personal(Whose.Others)] string Lessons);

/// <summary>A breach of data protection, from the first suspicion to what was learned.</summary>
internal sealed record Breach(Guid Id, DateTimeOffset DueAt) : IState<Breach>
{
    public BreachAssessed? Assessment { get; init; }

    public bool IsContained { get; init; }

    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    public bool PeopleDecided { get; init; }

    public BreachOutcome? Outcome { get; init; }

    /// <summary>P-28: police and commune are called before anything else.</summary>
    public static bool TellAtOnce(BreachAssessed assessed) => assessed.PlaceOfProtectedChild || assessed.InformantNamed;

    public static Breach? Evolve(Breach? before, RecordedEvent happened) => happened.Data switch
    {
        BreachReported e => new(happened.StreamId, e.DueAt),
        BreachAssessed e => before! with { Assessment = e },
        BreachStepTaken { Kind: BreachStepKind.Containment } => before! with { IsContained = true },
        BreachAuthorityNotified e => before! with { AuthorityNotifiedAt = before.AuthorityNotifiedAt ?? e.NotifiedAt },
        BreachPeopleTold or BreachPeopleNotTold => before! with { PeopleDecided = true },
        BreachClosed e => before! with { Outcome = e.Outcome },
        _ => before,
    };
}
