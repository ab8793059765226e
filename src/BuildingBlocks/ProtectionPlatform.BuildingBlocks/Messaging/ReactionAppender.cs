using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>Appends what a message caused, inside the subscription's transaction. Event ids derive from the message, so a redelivery cannot write twice. A commit the disk lost is done again with the message.</summary>
internal sealed class ReactionAppender(EventStore.EventStore store, EventTypes types, TimeProvider clock)
{
    /// <returns>False when another writer was faster: roll back and handle the message again.</returns>
    public async Task<bool> Append<TState>(NpgsqlTransaction transaction, Guid stream, Func<TState?, Decision> decide, RecordedEvent source, CancellationToken ct)
        where TState : class, IState<TState>
    {
        TState? state = null;
        var events = await store.Load(transaction.Connection!, stream, ct);
        foreach (var happened in events) state = TState.Evolve(state, happened);
        var decision = decide(state);
        if (decision.Refusal is not null || decision.Events.Count == 0) return true;

        var before = events.Count == 0 ? 0 : events[^1].Version;
        var now = clock.Now();
        var at = events.Count > 0 && events[^1].RecordedAt > now ? events[^1].RecordedAt : now;
        var position = await store.AppendWithin(transaction, new Appending(stream, types.StreamOf(typeof(TState)).StreamType, before, at, decision.Events,
            EventStore.EventStore.EventIds(decision.Events.Count, stream.ToString(), source.Id.ToString(), clock),
            new EventMetadata(null, Actor.Platform.DisplayName, source.Metadata?.CorrelationId, source.Id), Answer: null), ct);
        return position is not null;
    }
}
