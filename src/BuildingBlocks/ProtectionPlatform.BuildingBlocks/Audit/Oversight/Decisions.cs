using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Audit.Oversight;

/// <summary>A decision with what led to it.</summary>
internal sealed record DecisionInStory(RecordedEvent Happened, string? StreamType, Story Before);

/// <summary>Reads decisions from the log, each with the events that came before it in its stream.</summary>
public sealed class Decisions(EventStore.EventStore store, EventTypes types, Databases databases)
{
    /// <summary>Events of these classes before a place in the log, newest first.</summary>
    internal async Task<List<DecisionInStory>> Newest(IEnumerable<Type> events, DateTimeOffset? from, DateTimeOffset? to, long? before, int most, CancellationToken ct)
    {
        var places = new List<(long Sequence, Guid Stream)>();
        await using (var command = databases.Platform.CreateCommand("""
            select e.seq_id, e.stream_id from events.mt_events e
            where e.type = any ($1) and e.seq_id < $2 and e.timestamp >= $3 and e.timestamp <= $4 order by e.seq_id desc limit $5
            """))
        {
            Window(command, events, from, to);
            command.Parameters.Insert(1, new() { Value = before ?? long.MaxValue });
            command.Parameters.Add(new() { Value = most });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) places.Add((reader.GetInt64(0), reader.GetGuid(1)));
        }

        var wanted = places.Select(p => p.Sequence).ToHashSet();
        var found = new List<DecisionInStory>();
        await foreach (var decision in InStreams([.. places.Select(p => p.Stream).Distinct()], wanted.Contains, ct)) found.Add(decision);
        return [.. found.OrderByDescending(d => d.Happened.Sequence)];
    }

    /// <summary>All events of these classes recorded in a span of time, stream by stream.</summary>
    internal async IAsyncEnumerable<DecisionInStory> All(IEnumerable<Type> events, DateTimeOffset? from, DateTimeOffset? to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int atOnce = 200;
        var streams = new List<Guid>();
        var wanted = new HashSet<long>();
        await using (var command = databases.Platform.CreateCommand(
            "select e.seq_id, e.stream_id from events.mt_events e where e.type = any ($1) and e.timestamp >= $2 and e.timestamp <= $3 order by e.seq_id"))
        {
            Window(command, events, from, to);
            var seen = new HashSet<Guid>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                wanted.Add(reader.GetInt64(0));
                if (seen.Add(reader.GetGuid(1))) streams.Add(reader.GetGuid(1));
            }
        }

        foreach (var together in streams.Chunk(atOnce))
            await foreach (var decision in InStreams(together, wanted.Contains, ct))
                yield return decision;
    }

    private async IAsyncEnumerable<DecisionInStory> InStreams(Guid[] streams, Func<long, bool> isWanted,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text, s.type
            from events.mt_events e join events.mt_streams s on s.id = e.stream_id left join ledger.entries l on l.event_id = e.id
            where e.stream_id = any ($1) order by e.stream_id, e.version
            """);
        command.Parameters.Add(new() { Value = streams });
        var rows = new List<StoredEvent>();
        var streamTypes = new Dictionary<Guid, string?>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                rows.Add(StoredEvent.Of(reader));
                streamTypes[rows[^1].StreamId] = reader.IsDBNull(8) ? null : reader.GetString(8);
            }

        var before = new List<RecordedEvent>();
        foreach (var happened in await store.Read(rows, ct))
        {
            if (before.Count > 0 && before[0].StreamId != happened.StreamId) before = [];
            if (isWanted(happened.Sequence)) yield return new(happened, streamTypes[happened.StreamId], new Story([.. before]));
            before.Add(happened);
        }
    }

    private void Window(NpgsqlCommand command, IEnumerable<Type> events, DateTimeOffset? from, DateTimeOffset? to)
    {
        command.Parameters.Add(new() { Value = events.Distinct().SelectMany(types.NamesOf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = from ?? DateTimeOffset.UnixEpoch, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = to ?? new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero), NpgsqlDbType = NpgsqlDbType.TimestampTz });
    }
}
