using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>An operator let a subscription pass over a message it could not handle, and said why.</summary>
/// <param name="Parked">It stood first in a parked stream; otherwise the whole subscription had stopped at it.</param>
internal sealed record MessageSkipped(string Subscription, long Sequence, Guid EventId, string EventType, bool Parked, string Reason);

/// <summary>An administrator had a read model built anew, and said why.</summary>
internal sealed record ReadModelRebuildRequested(string Subscription, string Reason);

/// <summary>What operators did to one subscription. The stream starts with the first act.</summary>
internal sealed record SubscriptionRecord(IReadOnlyList<(RecordedEvent Source, MessageSkipped Event)> Skips) : IState<SubscriptionRecord>
{
    public const string StreamType = "subscription";

    public static Guid IdOf(string name) => EventStore.EventStore.Derived($"subscription {name}");

    public static SubscriptionRecord? Evolve(SubscriptionRecord? before, RecordedEvent happened) => happened.Data switch
    {
        MessageSkipped skipped => new([.. before?.Skips ?? [], (happened, skipped)]),
        ReadModelRebuildRequested => before ?? new([]),
        _ => before,
    };

    /// <summary>Places in the log of the messages passed over.</summary>
    public IReadOnlyList<long> Skipped => [.. Skips.Select(s => s.Event.Sequence)];

    public static async Task<SubscriptionRecord?> Load(EventStore.EventStore store, NpgsqlConnection connection, string name, CancellationToken ct)
    {
        SubscriptionRecord? record = null;
        foreach (var happened in await store.Load(connection, IdOf(name), ct)) record = Evolve(record, happened);
        return record;
    }
}
