using System.Collections.Concurrent;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Sealing of a backlog against the rate at which events can come: a sealer that is slower would never catch up after a pause.</summary>
internal static class Sealing
{
    private const int Writers = 8;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(5);

    public static async Task Run(Table table)
    {
        var appended = await AppendRate();
        var sealedLog = await SealedMillion.Get();
        var ours = SealedMillion.Events / sealedLog.Sealing * 1000;
        table.Add($"sealing and signing a backlog of {SealedMillion.Events:#,0} events, against appended events with {Writers} writers",
            ours.PerSecond(), appended.PerSecond(), ours / appended, "at least 5");
        table.Add("the check of each of them afterwards, row by row", (SealedMillion.Events / sealedLog.Checking * 1000).PerSecond());
    }

    private static async Task<double> AppendRate()
    {
        await using var book = await Ledgerbook.Open();
        var streams = new ConcurrentDictionary<int, (Guid Stream, long Version)>();
        for (var writer = 0; writer < Writers; writer++) streams[writer] = (Guid.CreateVersion7(), 0);
        await Timing.Rate(Writers, TimeSpan.FromSeconds(1), Append);
        var rates = new List<double>();
        for (var round = 0; round < 3; round++) rates.Add(2 * await Timing.Rate(Writers, Slice, Append));
        return rates.Median();

        async Task Append(int writer)
        {
            var (stream, version) = streams[writer];
            await book.Append(stream, version, Ledgerbook.Line(1), Ledgerbook.Line(2));
            streams[writer] = (stream, version + 2);
        }
    }
}
