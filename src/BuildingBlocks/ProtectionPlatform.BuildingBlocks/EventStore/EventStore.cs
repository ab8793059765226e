using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>Loads and appends streams in Marten's layout, with the ledger entry of each event in the same transaction.</summary>
public sealed class EventStore(EventTypes types, LogSignal signal) : IDisposable
{
    private const string FlushCall = "select ledger.flush()";

    /// <summary>Appends of a host queue at the database's gate; more than a few waiting there only crowd it.</summary>
    private readonly SemaphoreSlim atTheGate = new(6);

    /// <summary>Changes of one stream that name no version take turns within a host: many at once would outrun each other's retries.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Events of one stream in order, up to a version or a record time if given. Always a beginning of the stream without holes.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> Load(NpgsqlConnection connection, Guid stream, CancellationToken ct,
        long? upToVersion = null, DateTimeOffset? knownAt = null)
    {
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id
            where e.stream_id = $1 and ($2 is null or e.version <= $2)
            order by e.version
            """, connection);
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = (object?)upToVersion ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            // A foreign writer's clock may be behind ours: what follows a later entry was not known before it.
            if (reader.GetFieldValue<DateTimeOffset>(6) > knownAt) break;
            events.Add(Read(reader));
        }

        return events;
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
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return Read(reader);
    }

    /// <summary>One row of the log. Columns: seq_id, id, stream_id, version, type, data, timestamp, ledger headers.</summary>
    internal RecordedEvent Read(NpgsqlDataReader row)
    {
        var type = row.GetString(4);
        var metadata = EventMetadata.Read(row.IsDBNull(7) ? null : row.GetString(7));
        // A foreign program may keep events of its own in a stream of ours: it carries no entry of our making, and no state depends on it.
        object? data = types.Knows(type) || metadata is not null ? types.Read(type, row.GetString(5)) : null;
        return new RecordedEvent(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetInt64(3), type, data, row.GetFieldValue<DateTimeOffset>(6), metadata);
    }

    /// <summary>Appends to one stream in a transaction of its own, and returns when it is on disk.</summary>
    /// <returns>Position of the last event, or null when the stream is not at the expected version.</returns>
    public async Task<long?> Append(NpgsqlConnection connection, Appending append, CancellationToken ct)
    {
        // Two transactions in one round trip: the append leaves the gate without waiting for the disk, the flush waits for it outside.
        await using var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        batch.BatchCommands.Add(Call(append));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(FlushCall));
        return await AtTheGate(() => batch.ExecuteScalarAsync(ct), ct);
    }

    /// <summary>
    /// Appends to one stream within the caller's transaction. The caller's own read models must have been written before: nothing follows
    /// the gate but the commit. The commit returns before it is on disk; nobody may be told of it before <see cref="Flush"/>.
    /// </summary>
    /// <inheritdoc cref="Append" path="/returns"/>
    public async Task<long?> AppendWithin(NpgsqlTransaction transaction, Appending append, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection!, transaction);
        batch.BatchCommands.Add(Call(append));
        return await AtTheGate(() => batch.ExecuteScalarAsync(ct), ct);
    }

    /// <summary>Returns when everything committed so far is on disk. Outside any transaction.</summary>
    public static async Task Flush(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(FlushCall, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<long?> AtTheGate(Func<Task<object?>> append, CancellationToken ct)
    {
        await atTheGate.WaitAsync(ct);
        try
        {
            return (long)(await append())!;
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

    private NpgsqlBatchCommand Call(Appending append)
    {
        var count = append.Events.Count;
        var names = new string[count];
        var clrNames = new string[count];
        var data = new string[count];
        var entries = new byte[count][];
        var salts = new byte[count][];
        var headers = new string[count];
        for (var i = 0; i < count; i++)
        {
            var type = append.Events[i].GetType();
            names[i] = types.NameOf(type);
            clrNames[i] = $"{type.FullName}, {type.Assembly.GetName().Name}";
            var canonical = CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(append.Events[i], type, EventTypes.Json));
            data[i] = Encoding.UTF8.GetString(canonical);
            salts[i] = RandomNumberGenerator.GetBytes(LedgerEntry.SaltLength);
            var metadata = append.MetadataOfEach?[i] ?? append.Metadata;
            var header = CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(metadata, EventTypes.Json));
            entries[i] = LedgerEntry.Build(metadata.LedgerActor, append.At, append.EventIds[i],
                LedgerEntry.PayloadDigest(salts[i], canonical), append.Stream, names[i], append.ExpectedVersion + i + 1,
                headersDigest: LedgerEntry.PayloadDigest(salts[i], header));
            headers[i] = Encoding.UTF8.GetString(header);
        }

        var answer = append.Answer;
        var command = new NpgsqlBatchCommand("select ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
        command.Parameters.Add(new() { Value = append.Stream });
        command.Parameters.Add(new() { Value = append.StreamType, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = append.ExpectedVersion });
        command.Parameters.Add(new() { Value = append.At });
        command.Parameters.Add(new() { Value = append.EventIds });
        command.Parameters.Add(new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = clrNames, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = entries, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = headers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = salts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = (object?)answer?.Caller ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)answer?.Key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)answer?.RequestHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = (object?)answer?.Status ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = (object?)answer?.Body ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = (object?)answer?.Location ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar });
        return command;
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
