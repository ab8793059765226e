using System.ComponentModel;
using System.Diagnostics;

namespace ProtectionPlatform.Host;

/// <summary>Runs a program to its end and hands back what it said.</summary>
internal static class Command
{
    internal sealed record Result(int ExitCode, string Output);

    /// <exception cref="Win32Exception">The program is not there or may not be run.</exception>
    internal static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, string folder, Action<IDictionary<string, string?>>? environment, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        environment?.Invoke(start.Environment);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, $"{await output}{await errors}".Trim());
    }
}
