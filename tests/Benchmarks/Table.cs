using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Results as rows of a Markdown table: what was measured, ours, the floor of the same run, the ratio and what was asked for.</summary>
internal sealed class Table
{
    private readonly StringBuilder rows = new("| What | Ours | Floor | Ratio | Asked |\n|---|---|---|---|---|\n");

    public void Add(string what, string ours, string floor = "", double? ratio = null, string asked = "")
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"| {what} | {ours} | {floor} | {ratio:0.00} | {asked} |");
        Console.Error.WriteLine(row);
        rows.Append(row).Append('\n');
    }

    public override string ToString() => rows.ToString();
}

internal static class Timing
{
    /// <summary>Milliseconds of one act.</summary>
    public static async Task<double> Time(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Ours and the floor in turns, so that what else the machine does strikes both alike. Milliseconds of each run.</summary>
    public static async Task<(double[] Ours, double[] Floor)> Paired(int runs, Func<int, Task> ours, Func<int, Task> floor, int warmUp = 3)
    {
        for (var i = 0; i < warmUp; i++)
        {
            await ours(-1 - i);
            await floor(-1 - i);
        }

        var (a, b) = (new double[runs], new double[runs]);
        for (var i = 0; i < runs; i++)
        {
            if (i % 2 == 0) a[i] = await Time(() => ours(i));
            b[i] = await Time(() => floor(i));
            if (i % 2 == 1) a[i] = await Time(() => ours(i));
        }

        return (a, b);
    }

    public static double Median(this IEnumerable<double> values) => values.Percentile(50);

    public static double Percentile(this IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    /// <summary>Acts a second of so many writers at once during a slice of time.</summary>
    public static async Task<double> Rate(int writers, TimeSpan slice, Func<int, Task> act)
    {
        var done = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(started) < slice)
            {
                await act(writer);
                Interlocked.Increment(ref done);
            }
        })));
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>p50 (p95).</summary>
    public static string Spread(this IReadOnlyCollection<double> milliseconds) => $"{milliseconds.Median().Ms()} ({milliseconds.Percentile(95).Ms()})";

    public static string Ms(this double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms");

    public static string PerSecond(this double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:#,0}/s");
}
