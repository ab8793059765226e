using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>Reads what concerns a subscription from the log and hands it to its handlers, in a transaction of the caller's.</summary>
public sealed class MessageFlow(Publications publications, EventTypes types, EventStore.EventStore store, Databases databases)
{
    public const int BatchSize = 200;

    private const string Columns = "select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text from events.mt_events e left join ledger.entries l on l.event_id = e.id";

    /// <summary>Stored names of the events it handles, itself or as messages.</summary>
    public string[] NamesFor(Subscription subscription) =>
    [
        .. subscription.EventHandlers.Keys.Concat(subscription.MessageHandlers.Keys.SelectMany(publications.EventsBehind)).Distinct().SelectMany(types.NamesOf),
    ];

    /// <summary>The end of the log: every committed event has a number up to this one.</summary>
    public async Task<long> Head(CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select last_seq from ledger.gate");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <param name="passOver">Numbers of messages that are not wanted.</param>
    /// <param name="waiting">Streams whose messages wait: theirs come without what they say, so that one nobody can read waits like the others.</param>
    /// <param name="reading">Told of each event before it is read: the one at which an exception came is the last.</param>
    /// <returns>Events after the position, and whether these are all up to the end asked for.</returns>
    public async Task<(List<RecordedEvent> Events, bool All)> ReadAfter(Subscription subscription, long position, long upTo,
        IReadOnlyCollection<long> passOver, IReadOnlySet<Guid> waiting, Action<long> reading, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"{Columns} where e.seq_id > $1 and e.seq_id <= $2 and e.type = any ($3) and e.seq_id <> all ($5) order by e.seq_id limit $4", connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = NamesFor(subscription), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = BatchSize });
        command.Parameters.Add(new() { Value = passOver.ToArray() });
        var rows = new List<StoredEvent>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) rows.Add(StoredEvent.Of(reader));

        var keys = await store.ReaderOf(rows, ct);
        var events = new List<RecordedEvent>();
        foreach (var row in rows)
        {
            reading(row.Sequence);
            try
            {
                events.Add(waiting.Contains(row.StreamId) ? Unread(row) : store.Read(row, keys));
            }
            catch (Exception) when (events.Count > 0)
            {
                return (events, false); // a body nobody can read: what comes before it is handled without it
            }
        }

        return (events, events.Count < BatchSize);
    }

    private static RecordedEvent Unread(StoredEvent row) => new(row.Sequence, row.Id, row.StreamId, row.Version, row.Type, Data: null, row.RecordedAt, Metadata: null);

    public async Task<RecordedEvent> Read(long sequence, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand($"{Columns} where e.seq_id = $1", connection);
        command.Parameters.Add(new() { Value = sequence });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (await store.Read([StoredEvent.Of(reader)], ct))[0];
    }

    /// <returns>The append a handler asked for, to be done last in the transaction; null when none did.</returns>
    internal async Task<Func<Task<bool>>?> Handle(Subscription subscription, RecordedEvent happened, NpgsqlConnection connection, NpgsqlTransaction transaction,
        ShadowTables? shadow, IServiceProvider services, CancellationToken ct)
    {
        using var activity = Tracing.Source.StartActivity($"{subscription.Name} {happened.Type}", ActivityKind.Consumer);
        var request = services.GetRequiredService<RequestContext>();
        request.CorrelationId = happened.Metadata?.CorrelationId;
        request.CausationId = happened.Id;
        var context = new MessageContext(happened, connection, transaction, services, ct, shadow);
        if (subscription.EventHandlers.TryGetValue(happened.Data!.GetType(), out var handle)) await handle(happened.Data, context);
        foreach (var (message, map) in publications.From(happened.Data.GetType()))
            if (subscription.MessageHandlers.TryGetValue(message, out var handleMessage) && map(happened) is { } made) await handleMessage(made, context);
        return context.StagedAppend;
    }
}
