using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>An event as it stands in the record.</summary>
/// <param name="Sequence">Place in the whole log; rises in commit order, gaps mean nothing.</param>
/// <param name="Id">Id of the event.</param>
/// <param name="StreamId">Stream it belongs to.</param>
/// <param name="Version">1-based place within the stream.</param>
/// <param name="Type">Stored name.</param>
/// <param name="Data">The event itself; null for a foreign event whose name nobody here knows.</param>
/// <param name="RecordedAt">When it was recorded (ours, not the author's claim).</param>
/// <param name="Metadata">Who did it and in which request; null for a foreign event, also once the sealer gave it an entry.</param>
public sealed record RecordedEvent(
    long Sequence, Guid Id, Guid StreamId, long Version, string Type, object? Data, DateTimeOffset RecordedAt, EventMetadata? Metadata)
{
    /// <summary>What its data hold besides, behind a wall.</summary>
    public IReadOnlyList<Withheld> Withheld { get; init; } = [];

    public Guid? ActorId => Metadata?.ActorId;

    public string ActorName => Metadata?.ActorName ?? "";

    /// <summary>Whom it was done for, when only that person's role allowed it.</summary>
    public ActingFor? ActingFor => Metadata?.ActingFor;

    /// <inheritdoc cref="Actor.Behind"/>
    public IReadOnlyList<Guid> Behind => TwoPeople.Behind(ActorId, ActingFor);

    /// <summary>What the author says about when it happened; when it was recorded if nothing was claimed.</summary>
    public DateTimeOffset OccurredAt => (Data as IOccurred)?.OccurredAt ?? RecordedAt;

    /// <summary>Holds, or held before it was erased, something of one of these people.</summary>
    public bool IsPersonal(IReadOnlyList<Whose> people) => Data is not null && PersonalFields.Of(Data.GetType()) is { } fields && people.Any(fields.MayHold);

    /// <summary>Somebody recorded it more than a day after, as they say, it happened. Marked wherever it is shown, hidden nowhere.</summary>
    public bool IsLate => Data is IOccurred { IsClaim: true } && RecordedAt - OccurredAt > TimeSpan.FromHours(24);
}

/// <summary>An event whose author claims a time of occurrence that may differ from when it was recorded.</summary>
public interface IOccurred
{
    DateTimeOffset OccurredAt { get; }

    /// <summary>False when the time follows from another event: if that one came late, it is marked there.</summary>
    bool IsClaim => true;
}

/// <summary>Who did it, stored beside the event in the ledger, not in it.</summary>
/// <param name="ActorId">Account; null for anonymous reporters and for the platform itself.</param>
/// <param name="ActorName">Display name at that time; "platform" for the platform itself, empty for an anonymous reporter, "informant" for one with an account who is not named.</param>
/// <param name="CorrelationId">Trace id of the request.</param>
/// <param name="CausationId">Event that caused this one, when a message did.</param>
public sealed record EventMetadata(Guid? ActorId, string ActorName, string? CorrelationId, Guid? CausationId)
{
    /// <summary>Whom the actor did it for, while that person was away. Written only when there is somebody: the digest of every other entry stays what it was.</summary>
    public ActingFor? ActingFor { get; init; }

    /// <summary>
    /// The clock of the device when the button was pressed there, with its offset, as the device said: "2026-11-26T20:15:00+07:00".
    /// Says how long something waited for a connection; nothing is decided or computed by it. Written only when the device said so.
    /// </summary>
    public string? DeviceTime { get; init; }

    /// <summary>What stands beside the entry of a foreign event: its author is not known here.</summary>
    internal static EventMetadata External { get; } = new(null, "external", null, null);

    /// <summary>The author's name where an informant with an account is not named: who it is lies in the event, behind its wall.</summary>
    public const string Informant = "informant";

    /// <summary>The caller, or nobody where a person does it as an informant who is not named.</summary>
    internal static EventMetadata Of(Actor actor, bool asInformant, RequestContext request) => asInformant && actor is { IsSignedIn: true, Scopes: null }
        ? new(null, Informant, request.CorrelationId, request.CausationId) { DeviceTime = request.DeviceTime }
        : new(actor.UserId, actor.DisplayName, request.CorrelationId, request.CausationId) { ActingFor = request.ActingFor, DeviceTime = request.DeviceTime };

    /// <summary>How the ledger entry names the actor.</summary>
    internal string LedgerActor => ActorId?.ToString() ?? (ActorName is "platform" or "external" ? ActorName : "anonymous");

    /// <summary>What stands beside an entry; null for a foreign event, whether or not it was sealed meanwhile.</summary>
    internal static EventMetadata? Read(byte[]? headers) =>
        headers is null || JsonSerializer.Deserialize<EventMetadata>(headers, EventTypes.Json) is not { } metadata || metadata == External ? null : metadata;
}

/// <summary>State of a stream: folds events, answers questions, holds nothing that is not in them.</summary>
public interface IState<T> where T : class, IState<T>
{
    /// <summary>The state after one more event. An event the state does not care about returns <paramref name="before"/>.</summary>
    static abstract T? Evolve(T? before, RecordedEvent happened);
}
