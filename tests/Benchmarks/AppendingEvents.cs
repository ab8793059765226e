using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Append of two events to an existing stream, ours against one transaction of plain inserts of the same rows in one round trip.</summary>
internal static class AppendingEvents
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(3);

    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.Open();
        var ours = await Streams(book, floor: false, 40);
        var floor = await Streams(book, floor: true, 40);

        // Until the code of both is compiled as it stays.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await Timing.Rate(8, Slice, writer => Ours(book, ours, writer));
            await Timing.Rate(8, Slice, writer => Floor(book, floor, writer));
        }

        var (a, b) = await Timing.Paired(1500, _ => Ours(book, ours, 0), _ => Floor(book, floor, 0), warmUp: 200);
        table.Add("append of 2 events, 1 writer, p50 (p95)", $"{a.Median().Ms()} ({a.Percentile(95).Ms()})", $"{b.Median().Ms()} ({b.Percentile(95).Ms()})", a.Median() / b.Median(), "at most 1.5");

        var rates = new Dictionary<int, (double Ours, double Floor)>();
        foreach (var writers in (int[])[1, 8, 32])
        {
            var (x, y) = (new List<double>(), new List<double>());
            for (var round = 0; round < 5; round++)
            {
                x.Add(await Timing.Rate(writers, Slice, writer => Ours(book, ours, writer)));
                y.Add(await Timing.Rate(writers, Slice, writer => Floor(book, floor, writer)));
            }

            rates[writers] = (x.Median(), y.Median());
            table.Add($"append of 2 events, {writers} writers", x.Median().PerSecond(), y.Median().PerSecond(), x.Median() / y.Median(), writers == 8 ? "at least 0.5" : "");
        }

        table.Add("32 writers against our 8", rates[32].Ours.PerSecond(), rates[8].Ours.PerSecond(), rates[32].Ours / rates[8].Ours, "at least 0.8");
        await OneStream(book, table);
    }

    /// <summary>Sixteen at once on one stream, none naming a version: each must succeed.</summary>
    private static async Task OneStream(Ledgerbook book, Table table)
    {
        var stream = Guid.CreateVersion7();
        await book.Append(stream, 0, new BookOpened("Chung", DateTimeOffset.UtcNow));
        var (done, failed) = (0, 0);
        var rate = await Timing.Rate(16, Slice, async _ =>
        {
            await using var scope = book.Services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<Streams<Book>>().Change(stream, null, _ => true,
                state => Decision.Record(Ledgerbook.Line(state.Lines + 1), Ledgerbook.Line(state.Lines + 2)), CancellationToken.None);
            if (outcome.Refusal is null) Interlocked.Increment(ref done);
            else Interlocked.Increment(ref failed);
        });
        table.Add("16 writers on one stream without a version", $"{done:#,0} succeeded, {failed} failed, {rate.PerSecond()}", asked: "all succeed");
    }

    private static async Task<ConcurrentDictionary<int, (Guid Stream, long Version)>> Streams(Ledgerbook book, bool floor, int count)
    {
        var streams = new ConcurrentDictionary<int, (Guid, long)>();
        for (var i = 0; i < count; i++)
        {
            var stream = Guid.CreateVersion7();
            if (floor) await book.Owner($"insert into floor.mt_streams (id, type, version) values ('{stream}', 'book', 0)");
            else await book.Append(stream, 0, new BookOpened("Sổ", DateTimeOffset.UtcNow));
            streams[i] = (stream, floor ? 0 : 1);
        }

        return streams;
    }

    private static async Task Ours(Ledgerbook book, ConcurrentDictionary<int, (Guid Stream, long Version)> streams, int writer)
    {
        var (stream, version) = streams[writer];
        await book.Append(stream, version, Ledgerbook.Line(1), Ledgerbook.Line(2));
        streams[writer] = (stream, version + 2);
    }

    private static async Task Floor(Ledgerbook book, ConcurrentDictionary<int, (Guid Stream, long Version)> streams, int writer)
    {
        var (stream, version) = streams[writer];
        await book.AppendPlainly(stream, version, "book_line_written", Ledgerbook.Line(1), Ledgerbook.Line(2));
        streams[writer] = (stream, version + 2);
    }
}
