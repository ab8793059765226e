using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Audit;

/// <summary>
/// Group commit for what is recorded all the time: entries that arrive while an append is under way wait for it and then become one append
/// together: one gate, one flush. Each waits for the commit that holds it. A host writes streams of its own, of bounded length.
/// </summary>
/// <param name="streamType">The type of those streams.</param>
public abstract class LogRecorder(string streamType, EventStore.EventStore store, Databases databases, TimeProvider clock, ILogger log)
{
    private const int LongestStream = 1_000;
    private const int LargestAppend = 200;
    private const int Attempts = 3;

    private sealed record Entry(object Happened, EventMetadata By, Guid EventId);

    private readonly GroupCommit<Entry, bool> commits = new(LargestAppend);
    private int unrecorded;

    // Of the writer alone, of which there is one at a time.
    private Guid stream;
    private long version;
    private DateTimeOffset last;

    /// <summary>Entries that are not durable yet.</summary>
    internal int Unrecorded => unrecorded;

    /// <summary>The task ends when the event is durable; it fails when it could not be recorded. Whoever gives up waiting for it stops nothing.</summary>
    internal async Task Add(object happened, EventMetadata by)
    {
        Interlocked.Increment(ref unrecorded);
        try
        {
            await commits.Write(new Entry(happened, by, clock.NewId()), Append);
        }
        finally
        {
            Interlocked.Decrement(ref unrecorded);
        }
    }

    private async Task<IReadOnlyList<bool>> Append(IReadOnlyList<Entry> together)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AppendOnce(together);
                return [.. together.Select(_ => true)];
            }
            catch (Exception e)
            {
                stream = default; // how far it has come is not known after a failure
                if (PostgresErrors.IsRetryable(e) && attempt < Attempts) continue;
                log.LogError(e, "{Count} entries of {StreamType} could not be recorded; what they stand for was refused", together.Count, streamType);
                throw;
            }
        }
    }

    private async Task AppendOnce(IReadOnlyList<Entry> together)
    {
        if (stream == default || version >= LongestStream) (stream, version, last) = (clock.NewId(), 0, default);
        var now = clock.Now();
        last = now > last ? now : last; // within a stream recorded time never runs backwards
        var append = new Appending(stream, streamType, version, last,
            [.. together.Select(one => one.Happened)], [.. together.Select(one => one.EventId)], together[0].By, Answer: null)
        {
            MetadataOfEach = [.. together.Select(one => one.By)],
        };
        await using var connection = await databases.Recording.OpenConnectionAsync();
        // Subscriptions are not woken for each entry: one that follows them looks every second, and at once when somebody waits for it.
        if (await store.Append(connection, append) is null)
            throw new NpgsqlException($"Somebody else wrote to the stream {stream} of {streamType}.");
        version += together.Count;
    }
}
