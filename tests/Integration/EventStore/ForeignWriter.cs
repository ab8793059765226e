using Npgsql;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>
/// Stands in for a program built on Marten, which appends in this order: draws its numbers, dawdles, reads the stream's version without a lock,
/// inserts events (a new stream's row first, for the foreign key), updates the stream row last, commits; without a word to our functions.
/// </summary>
internal sealed class ForeignWriter(string connectionString, int seed)
{
    private readonly Random random = new(seed);

    internal enum End
    {
        Commit,
        RollBack,
        Killed,
    }

    public int Appended { get; private set; }

    public List<string> Errors { get; } = [];

    /// <returns>False when another writer took the version first, or when it ended otherwise than by commit.</returns>
    public async Task<bool> Append(Guid stream, int count, End end = End.Commit, string type = "line_written", string data = """{"text":"từ nơi khác","number":1}""")
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        try
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var numbers = new List<long>();
            for (var i = 0; i < count; i++) numbers.Add(await connection.Scalar<long>("select nextval('events.mt_events_sequence')"));
            await Dawdle(connection);
            var version = await connection.Scalar<long>("select coalesce((select version from events.mt_streams where id = $1), 0)", stream);
            if (version == 0)
                await connection.Run("insert into events.mt_streams (id, type, version, tenant_id) values ($1, 'note', 0, '*DEFAULT*')", stream);
            for (var i = 0; i < count; i++)
                await connection.Run("""
                    insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived)
                    values ($1, $2, $3, $4, $5::jsonb, $6, transaction_timestamp(), '*DEFAULT*', 'Elsewhere.LineWritten, Elsewhere', false)
                    """, numbers[i], Guid.NewGuid(), stream, version + i + 1, data, type);
            await connection.Run("update events.mt_streams set version = $2, timestamp = now() where id = $1", stream, version + count);
            await Dawdle(connection);
            switch (end)
            {
                case End.Commit:
                    await transaction.CommitAsync();
                    Appended += count;
                    return true;
                case End.RollBack:
                    await transaction.RollbackAsync();
                    return false;
                default:
                    await connection.Run("select pg_terminate_backend(pg_backend_pid())");
                    return false;
            }
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.AdminShutdown)
        {
            return false;
        }
        catch (NpgsqlException) when (end == End.Killed)
        {
            return false;
        }
        catch (PostgresException e)
        {
            Errors.Add(e.SqlState);
            return false;
        }
    }

    /// <summary>Appends to streams of its own and to shared ones until told to stop, now and then rolling back or dying.</summary>
    public async Task Hammer(IReadOnlyList<Guid> streams, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
            await Append(streams[random.Next(streams.Count)], random.Next(1, 4), random.Next(12) switch { 0 => End.RollBack, 1 => End.Killed, _ => End.Commit });
    }

    private Task<int> Dawdle(NpgsqlConnection connection) => connection.Run("select pg_sleep($1)", random.NextDouble() * 0.01);
}
