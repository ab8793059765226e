namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>
/// What arrives while others are being written is written together by the first of them: one gate, one commit, one flush.
/// A lone one waits for nobody.
/// </summary>
/// <typeparam name="T">What is written.</typeparam>
/// <typeparam name="TWritten">What became of it.</typeparam>
internal sealed class GroupCommit<T, TWritten>(int mostTogether)
{
    private readonly Lock guard = new();
    private readonly Queue<Waiting> waiting = new();
    private bool writing;

    /// <param name="write">Writes its own and those that wait with it, when it is its turn; says of each, in their order, what became of it.</param>
    /// <remarks>Not to be cancelled: it may be on its way with others.</remarks>
    public async Task<TWritten> Write(T item, Func<IReadOnlyList<T>, Task<IReadOnlyList<TWritten>>> write)
    {
        var mine = new Waiting(item);
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
        if (group is not null) await WriteAll(group, write);
        return await mine.Outcome.Task;
    }

    private async Task WriteAll(IReadOnlyList<Waiting> group, Func<IReadOnlyList<T>, Task<IReadOnlyList<TWritten>>> write)
    {
        try
        {
            foreach (var (one, written) in group.Zip(await write([.. group.Select(w => w.Item)]))) one.Outcome.SetResult(written);
        }
        catch (Exception e)
        {
            // Nobody knows what became of them: each looks for what is its own.
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
            while (next.Count < mostTogether && waiting.TryDequeue(out var one)) next.Add(one);
            writing = next.Count > 0;
        }

        if (next is [var first, ..]) first.Turn.SetResult(next);
    }

    private sealed class Waiting(T item)
    {
        public T Item { get; } = item;

        /// <summary>Those it is to write, itself the first of them; null when another wrote it.</summary>
        public TaskCompletionSource<IReadOnlyList<Waiting>?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<TWritten> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
