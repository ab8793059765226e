using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>
/// The end of the log and the kinds of the last events before it, read once for all subscriptions that look at the same time:
/// most events concern one or two of them, and the others need not ask the database.
/// </summary>
internal sealed class LogTail(Databases databases) : IDisposable
{
    private const int MostRemembered = 1000;

    private readonly SemaphoreSlim turn = new(1);
    private long asks;
    private Seen latest = new(0, 0, 0, []);

    /// <summary>What the log ended with when it was read.</summary>
    /// <param name="Asked">How many had asked when the reading began: it answers them all.</param>
    /// <param name="From">What lies up to here is not remembered.</param>
    /// <param name="Head">Every committed event has a number up to this one, and all up to it are visible to whoever reads afterwards.</param>
    internal sealed record Seen(long Asked, long From, long Head, IReadOnlyList<(long Sequence, string Type)> Events)
    {
        /// <summary>Whether there may be an event of one of these stored names after a position.</summary>
        public bool MayHold(IReadOnlySet<string> names, long after) => after < From || Events.Any(e => e.Sequence > after && names.Contains(e.Type));
    }

    /// <summary>Looks at the log, at the earliest at the time of the call.</summary>
    public async Task<Seen> Look(CancellationToken ct)
    {
        var asked = Interlocked.Increment(ref asks);
        await turn.WaitAsync(ct);
        try
        {
            return latest.Asked >= asked ? latest : latest = await Read(Interlocked.Read(ref asks), ct);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<Seen> Read(long asked, CancellationToken ct)
    {
        await using var batch = databases.Platform.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select last_seq from ledger.gate"));
        // At the first look nobody has come anywhere yet: there is nothing to pass over.
        var after = latest.Asked == 0 ? long.MaxValue : latest.Head;
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select seq_id, type from events.mt_events where seq_id > $1 order by seq_id limit $2")
        {
            Parameters = { new() { Value = after }, new() { Value = MostRemembered + 1 } },
        });
        await using var row = await batch.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var head = row.GetInt64(0);
        await row.NextResultAsync(ct);
        var added = new List<(long Sequence, string Type)>();
        while (await row.ReadAsync(ct)) added.Add((row.GetInt64(0), row.GetString(1)));
        if (latest.Asked == 0 || added.Count > MostRemembered) return new(asked, head, head, []);

        // What was committed between the two questions is for the next look.
        List<(long Sequence, string Type)> events = [.. latest.Events, .. added.Where(e => e.Sequence <= head)];
        var forgotten = Math.Max(0, events.Count - MostRemembered);
        return new(asked, forgotten > 0 ? events[forgotten - 1].Sequence : latest.From, Math.Max(head, latest.Head), events[forgotten..]);
    }
}
