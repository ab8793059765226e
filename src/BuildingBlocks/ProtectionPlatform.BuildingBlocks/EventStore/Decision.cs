using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>What a use case decided: events to record, or a refusal. A refusal is an ordinary value, not an exception.</summary>
public sealed class Decision
{
    private Decision(IReadOnlyList<object> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    public IReadOnlyList<object> Events { get; }

    public Refusal? Refusal { get; }

    /// <summary>Members the answer carries beside id, version and position.</summary>
    public Func<Changed, Changed>? Shape { get; private init; }

    /// <summary>Path of what was created, for the Location header; makes the answer 201.</summary>
    public string? Location { get; private init; }

    /// <summary>The caller does this as an informant who is not named: no entry names them as its author.</summary>
    public bool ByInformant { get; private init; }

    /// <summary>Records events; with none, nothing changes and the answer is as after a change.</summary>
    public static Decision Record(params IEnumerable<object> events) => new([.. events], null);

    public static Decision Refuse(Rule rule, params object[] facts) => new([], new Refusal(rule, facts));

    /// <summary>The same decision with an answer of its own shape.</summary>
    public Decision Answering(Func<Changed, Changed> shape) => new(Events, Refusal) { Shape = shape, Location = Location, ByInformant = ByInformant };

    /// <summary>The same decision answered with 201 and this Location.</summary>
    public Decision Creating(string location) => new(Events, Refusal) { Shape = Shape, Location = location, ByInformant = ByInformant };

    /// <summary>The same decision with what follows from it.</summary>
    public Decision And(IEnumerable<object> following) => new([.. Events, .. following], Refusal) { Shape = Shape, Location = Location, ByInformant = ByInformant };

    /// <summary>The same decision, its author not named.</summary>
    public Decision AsInformant(bool unnamed) => new(Events, Refusal) { Shape = Shape, Location = Location, ByInformant = unnamed };
}

/// <summary>Answer to a change.</summary>
/// <param name="Id">What was changed or created.</param>
/// <param name="Version">Its version now; the value of the ETag.</param>
/// <param name="Position">Place in the log, for reading one's own write.</param>
public record Changed(Guid Id, long Version, long Position);
