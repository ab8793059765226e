using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>Loads and appends streams in Marten's layout, with the ledger entry of each event in the same transaction.</summary>
public sealed class EventStore(EventTypes types, PersonalData personal, LogSignal signal) : IDisposable
{
    internal const string FlushCall = "select ledger.flush()";

    private const int TogetherWhenRead = 200;
    private const int MostTogether = 16;

    /// <summary>Appends within a caller's transaction wait at the database's gate; more than a few waiting there only crowd it.</summary>
    private readonly SemaphoreSlim atTheGate = new(6);

    /// <summary>Appends of one type of stream are written together; each is taken or refused by itself.</summary>
    private readonly ConcurrentDictionary<string, GroupCommit<AppendRow, Written>> queues = [];

    /// <summary>Changes of one stream that name no version take turns within a host: many at once would outrun each other's retries.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Events of one stream in order, up to a version or a record time if given. Always a beginning of the stream without holes.</summary>
    /// <param name="open">The wall the reader may look behind.</param>
    public async Task<IReadOnlyList<RecordedEvent>> Load(NpgsqlConnection connection, Guid stream, CancellationToken ct,
        long? upToVersion = null, DateTimeOffset? knownAt = null, Wall open = Wall.None) =>
        await Read(await Fetch(connection, stream, ct, upToVersion, knownAt), ct, open);

    /// <summary>The same as they lie in the database.</summary>
    internal static async Task<IReadOnlyList<StoredEvent>> Fetch(NpgsqlConnection connection, Guid stream, CancellationToken ct, long? upToVersion = null, DateTimeOffset? knownAt = null)
    {
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id
            where e.stream_id = $1 and ($2 is null or e.version <= $2)
            order by e.version
            """, connection);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = (object?)upToVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        var rows = new List<StoredEvent>();
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
            {
                // A foreign writer's clock may be behind ours: what follows a later entry was not known before it.
                if (reader.GetFieldValue<DateTimeOffset>(6) > knownAt) break;
                rows.Add(StoredEvent.Of(reader));
            }

        return rows;
    }

    /// <summary>The whole log after a position, in order, one event at a time.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadInOrder(NpgsqlConnection connection, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id
            where e.seq_id > $1 order by e.seq_id
            """, connection);
        command.Parameters.Add(new() { Value = after });
        var rows = new List<StoredEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(StoredEvent.Of(reader));
            if (rows.Count < TogetherWhenRead) continue;
            foreach (var happened in await Read(rows, ct)) yield return happened;
            rows.Clear();
        }

        foreach (var happened in await Read(rows, ct)) yield return happened;
    }

    /// <summary>Stored events as they were before they were sealed, as far as the keys of the people in them are there.</summary>
    internal async ValueTask<IReadOnlyList<RecordedEvent>> Read(IReadOnlyList<StoredEvent> rows, CancellationToken ct, Wall open = Wall.None)
    {
        var reader = await ReaderOf(rows, ct);
        return [.. rows.Select(row => Read(row, reader, open))];
    }

    /// <summary>The keys of everybody in some stored events.</summary>
    internal ValueTask<PersonalData.Reader> ReaderOf(IEnumerable<StoredEvent> rows, CancellationToken ct) => personal.ReaderOf(rows.Select(row => row.Data), ct);

    /// <exception cref="UnknownEventException">It is ours, and nobody knows its name.</exception>
    internal RecordedEvent Read(StoredEvent row, PersonalData.Reader reader, Wall open = Wall.None)
    {
        var metadata = EventMetadata.Read(row.Headers);
        var (told, withheld) = Tell(row, reader, open);
        // A foreign program may keep events of its own in a stream of ours: it carries no entry of our making, and no state depends on it.
        object? data = types.Knows(row.Type) || metadata is not null ? types.Read(row.Type, told) : null;
        return new RecordedEvent(row.Sequence, row.Id, row.StreamId, row.Version, row.Type, data, row.RecordedAt, metadata) { Withheld = withheld };
    }

    /// <summary>An event's JSON for a reader: what is personal revealed as far as its keys are there, and without what is behind a wall. Nobody gets events any other way.</summary>
    internal (byte[] Data, IReadOnlyList<Withheld> Withheld) Tell(StoredEvent row, PersonalData.Reader reader, Wall open)
    {
        var revealed = reader.Reveal(row.Id, row.Data);
        if (!types.Knows(row.Type) || PersonalFields.Of(types.ClassOf(row.Type)) is not { Walls.Count: > 0 } fields) return (revealed, []);
        var node = JsonNode.Parse(revealed);
        var withheld = fields.Withhold(node, open);
        return withheld.Count == 0 ? (revealed, []) : (JsonSerializer.SerializeToUtf8Bytes(node, EventTypes.Json), withheld);
    }

    /// <summary>What of an event is sealed and may be told to a reader, each value with its own key.</summary>
    internal IReadOnlyList<DisclosedValue> Disclose(StoredEvent row, PersonalData.Reader reader, Wall open)
    {
        var walls = types.Knows(row.Type) ? PersonalFields.Of(types.ClassOf(row.Type))?.Walls : null;
        return [.. reader.Disclose(row.Id, row.Data).Where(value => walls is null || value.Path.Split('.', '[').All(key => !walls.TryGetValue(key, out var wall) || wall == open))];
    }

    /// <summary>
    /// Appends to one stream and returns when it is on disk. Those that come while others are being written share the next transaction;
    /// each is taken or refused by itself.
    /// </summary>
    /// <param name="connection">Used when it is this append's turn to write, for itself and those that wait with it.</param>
    /// <returns>Position of the last event, or null when the stream is not at the expected version.</returns>
    /// <exception cref="PersonErasedException">They tell of a person whose data are erased.</exception>
    public async Task<long?> Append(NpgsqlConnection connection, Appending append)
    {
        var queue = queues.GetOrAdd(append.StreamType, _ => new(MostTogether));
        var row = AppendRow.Of(append, await personal.Seal(append, CancellationToken.None), types);
        var written = await queue.Write(row, rows => AppendRow.Write(connection, rows));
        return written.Refused is { } refused && refused.SqlState != PostgresErrors.VersionConflict ? throw refused : written.Position;
    }

    /// <summary>
    /// Appends to one stream within the caller's transaction. The caller's own read models must have been written before: nothing follows
    /// the gate but the commit. The commit returns before it is on disk; nobody may be told of it before <see cref="Flush"/>.
    /// </summary>
    /// <inheritdoc cref="Append" path="/returns"/>
    /// <exception cref="PersonErasedException">They tell of a person whose data are erased.</exception>
    public async Task<long?> AppendWithin(NpgsqlTransaction transaction, Appending append, CancellationToken ct)
    {
        var sealedData = await personal.Seal(append, ct);
        await atTheGate.WaitAsync(ct);
        try
        {
            await using var command = AppendRow.Of(append, sealedData, types).Call(transaction);
            return (long)(await command.ExecuteScalarAsync(ct))!;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrors.VersionConflict)
        {
            return null;
        }
        finally
        {
            atTheGate.Release();
        }
    }

    /// <summary>Returns when everything committed so far is on disk. Outside any transaction.</summary>
    public static async Task Flush(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(FlushCall, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The turn to change a stream without naming a version; ends when disposed.</summary>
    internal async Task<IDisposable> TakeTurn(Guid stream, CancellationToken ct)
    {
        var turn = turns[(uint)stream.GetHashCode() % (uint)turns.Length];
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose()
    {
        atTheGate.Dispose();
        foreach (var turn in turns) turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }

    /// <summary>Tells subscriptions of this host that there is news. They would find out within a second anyway.</summary>
    public void Committed() => signal.Raise();

    /// <summary>Ids of the events of one append: derived from the caller's key if there is one, so that a repetition cannot write twice.</summary>
    internal static Guid[] EventIds(int count, string? caller, string? key, TimeProvider clock)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = key is null ? clock.NewId() : Derived(string.Create(CultureInfo.InvariantCulture, $"{caller}\n{key}\n{i}"));
        return ids;
    }

    /// <summary>An id that is always the same for the same text (UUIDv8 over SHA-256).</summary>
    public static Guid Derived(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>One row of the log, as it lies in the database: what is personal is sealed.</summary>
/// <param name="Data">JSON in UTF-8, as are the headers.</param>
internal sealed record StoredEvent(long Sequence, Guid Id, Guid StreamId, long Version, string Type, byte[] Data, DateTimeOffset RecordedAt, byte[]? Headers)
{
    /// <summary>The first columns of the row are: seq_id, id, stream_id, version, type, data, timestamp, ledger headers.</summary>
    public static StoredEvent Of(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), row.GetString(4), row.GetFieldValue<byte[]>(5),
        row.GetFieldValue<DateTimeOffset>(6), row.IsDBNull(7) ? null : row.GetFieldValue<byte[]>(7));
}

/// <summary>One append to one stream.</summary>
public sealed record Appending(
    Guid Stream, string StreamType, long ExpectedVersion, DateTimeOffset At,
    IReadOnlyList<object> Events, Guid[] EventIds, EventMetadata Metadata, RememberedAnswer? Answer)
{
    /// <summary>When the events are of several people's doing: the metadata of each, instead of <see cref="Metadata"/>.</summary>
    public IReadOnlyList<EventMetadata>? MetadataOfEach { get; init; }
}

/// <summary>The answer to remember for the caller's key, written in the append's own transaction.</summary>
public sealed record RememberedAnswer(string Caller, string Key, byte[] RequestHash, int Status, string Body, string? Location);

/// <summary>Wakes the subscriptions of this host after a commit. Only a hint; the poll each second is the truth.</summary>
public sealed class LogSignal
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => next.Task;

    public void Raise() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
