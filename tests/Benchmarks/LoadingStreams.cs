using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Load and fold of one stream against a plain reader of the same rows.</summary>
internal static class LoadingStreams
{
    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.Open();
        foreach (var length in (int[])[50, 1000, 5000])
        {
            var stream = Guid.CreateVersion7();
            await book.Append(stream, 0, new BookOpened("Sổ", DateTimeOffset.UtcNow));
            for (var version = 1; version < length; version += 49)
                await book.Append(stream, version, [.. Enumerable.Range(version, Math.Min(49, length - version)).Select(Ledgerbook.Line)]);

            var (ours, floor) = await Timing.Paired(length < 1000 ? 400 : 60, async _ =>
            {
                await using var scope = book.Services.CreateAsyncScope();
                var loaded = await scope.ServiceProvider.GetRequiredService<Streams<Book>>().Load(stream, CancellationToken.None);
                if (loaded!.Version != length) throw new InvalidOperationException("Not the whole stream.");
            }, async _ =>
            {
                if (await Floor(book, stream) != length) throw new InvalidOperationException("Not the whole stream.");
            }, warmUp: 20);
            table.Add($"load and fold a stream of {length:#,0} events, p50", ours.Median().Ms(), floor.Median().Ms(), ours.Median() / floor.Median(), length == 5000 ? "under 1 s" : "");
        }
    }

    /// <summary>Every row of a stream, read by a plain program.</summary>
    public static async Task<int> Floor(Ledgerbook book, Guid stream)
    {
        await using var connection = await book.Source.OpenConnectionAsync();
        return await PlainReader.ReadAll(connection, """
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id where e.stream_id = $1 order by e.version
            """, stream);
    }
}
