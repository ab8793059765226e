using Npgsql;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>What became of one append.</summary>
internal readonly record struct Written(long? Position, PostgresException? Refused);

/// <summary>
/// Appends of one type of stream that arrive while others are being written are written together by the first of them, on its connection:
/// one gate, one commit, one flush. A lone append waits for nobody.
/// </summary>
internal sealed class AppendQueue
{
    private const int MostTogether = 16;

    private readonly Lock guard = new();
    private readonly Queue<Waiting> waiting = new();
    private bool writing;

    /// <remarks>Not to be cancelled: it may be on its way with others.</remarks>
    public async Task<Written> Append(NpgsqlConnection connection, AppendRow row)
    {
        var mine = new Waiting(row);
        IReadOnlyList<Waiting>? group = null;
        lock (guard)
        {
            if (writing)
            {
                waiting.Enqueue(mine);
            }
            else
            {
                writing = true;
                group = [mine];
            }
        }

        group ??= await mine.Turn.Task;
        if (group is not null) await Write(connection, group);
        return await mine.Outcome.Task;
    }

    private async Task Write(NpgsqlConnection connection, IReadOnlyList<Waiting> group)
    {
        try
        {
            if (group is [var alone]) alone.Outcome.SetResult(await AppendRow.Write(connection, alone.Row));
            else
                foreach (var (one, written) in group.Zip(await AppendRow.Write(connection, [.. group.Select(w => w.Row)]))) one.Outcome.SetResult(written);
        }
        catch (Exception e)
        {
            // Nobody knows what became of them: each looks for its own events.
            foreach (var one in group) one.Outcome.TrySetException(e);
        }
        finally
        {
            foreach (var one in group) one.Turn.TrySetResult(null);
            PassOn();
        }
    }

    private void PassOn()
    {
        List<Waiting> next = [];
        lock (guard)
        {
            while (next.Count < MostTogether && waiting.TryDequeue(out var one)) next.Add(one);
            writing = next.Count > 0;
        }

        if (next is [var first, ..]) first.Turn.SetResult(next);
    }

    private sealed class Waiting(AppendRow row)
    {
        public AppendRow Row { get; } = row;

        /// <summary>Those it is to write, itself the first of them; null when another wrote it.</summary>
        public TaskCompletionSource<IReadOnlyList<Waiting>?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<Written> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
