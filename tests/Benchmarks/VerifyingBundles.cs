using System.Diagnostics;
using ProtectionPlatform.Specs.Ledger.Evidence;

namespace ProtectionPlatform.Benchmarks;

/// <summary>An evidence bundle of 500 events out of a log of a million, verified by whole processes as an inspector starts them; beside each what it costs to start it for nothing.</summary>
internal static class VerifyingBundles
{
    private const int Events = 500;
    private const int LogSize = 1_000_000;
    private const int Runs = 7;

    public static async Task Run(Table table)
    {
        var bundle = Path.Combine(Scratch.Folder("bundle"), "bundle.zip");
        await File.WriteAllBytesAsync(bundle, SampleLog.Zip(await SampleLog.Of(LogSize, Events).Bundle()));
        foreach (var (verifier, program, arguments) in ((string, string, string[])[])
            [(".NET verifier", "dotnet", ["exec", Beside("ProtectionPlatform.LedgerVerifier.dll")]),
            ("verifier within the platform", "dotnet", ["exec", RunningPlatform.Program]),
            ("Node verifier", "node", [Beside("verifier", "verify.mjs")])])
        {
            var (ours, floor) = await Timing.Paired(Runs, _ => Start(program, [.. arguments, "verify", bundle], expected: 0), _ => Start(program, [.. arguments, "verify"], expected: 2), warmUp: 1);
            table.Add($"bundle of {Events} events out of {LogSize:#,0}, {verifier} as a process (beside its start), p50 (p95)", ours.Spread(), floor.Spread(), ours.Median() / floor.Median(), "under 2 s");
        }
    }

    private static async Task Start(string program, string[] arguments, int expected)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != expected) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    private static string Beside(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);
}
