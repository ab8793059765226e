using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace ProtectionPlatform.Benchmarks;

/// <summary>On what it was measured: kinds and versions, no names.</summary>
internal static class Machine
{
    public static async Task<string> Describe() => string.Join('\n', (string[])
    [
        $"- Processor: {Processor()}, {Environment.ProcessorCount} cores for this process",
        string.Create(CultureInfo.InvariantCulture, $"- Memory: {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB"),
        $"- Disk: {Disk()}, 8 KiB written and flushed in {(await Flush()).Ms()} (p50)",
        $"- System: {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        $"- {RuntimeInformation.FrameworkDescription}, PostgreSQL {await Postgres()}, Node {await Node()}",
        string.Create(CultureInfo.InvariantCulture, $"- Measured {DateTime.UtcNow:yyyy-MM-dd}; load of the machine before it: {Load()}"),
    ]);

    private static string Processor() => Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown";

    private static string Load() => Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown";

    /// <summary>File system of the folder for temporary files, and whether its disk says that it turns.</summary>
    private static string Disk()
    {
        // "id parent major:minor root mountpoint options - type source": the longest mount point that holds the folder is its own.
        var mount = Lines("/proc/self/mountinfo").Select(line => line.Split(' '))
            .Where(parts => Path.GetTempPath().StartsWith(parts[4], StringComparison.Ordinal)).MaxBy(parts => parts[4].Length);
        if (mount is null) return new DriveInfo(Path.GetTempPath()).DriveFormat;
        var device = $"/sys/dev/block/{mount[2]}";
        var turns = Lines($"{device}/queue/rotational").Concat(Lines($"{device}/../queue/rotational")).FirstOrDefault();
        return $"{mount[Array.IndexOf(mount, "-") + 1]} on {turns switch { "0" => "a solid-state disk", "1" => "a disk that calls itself rotational", _ => "an unknown kind of disk" }}";
    }

    /// <summary>What the disk says about itself matters less than how long it takes to keep something.</summary>
    private static async Task<double> Flush()
    {
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
        var block = new byte[8192];
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
            times.Add(await Timing.Time(() =>
            {
                file.Position = 0;
                file.Write(block);
                file.Flush(flushToDisk: true);
                return Task.CompletedTask;
            }));
        return times.Median();
    }

    private static async Task<string> Postgres()
    {
        await using var connection = new NpgsqlConnection(await DurablePostgres.CreateDatabase());
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    private static async Task<string> Node()
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim().TrimStart('v');
    }

    private static IEnumerable<string> Lines(string file) => File.Exists(file) ? File.ReadLines(file) : [];
}
