using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.TestServer;

/// <summary>An embedded server held by a process of its own, which a test may kill as an operator's machine might kill the host.</summary>
internal sealed class HeldPostgres : IDisposable
{
    private readonly Process _holder;

    private HeldPostgres(Process holder) => _holder = holder;

    internal static async Task<HeldPostgres> StartAsync(string folder)
    {
        var holder = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(HeldPostgres).Assembly.Location, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var said = await holder.StandardOutput.ReadLineAsync();
        return said == "ready" ? new(holder) : throw new InvalidOperationException($"The holder said: {said}{await holder.StandardOutput.ReadToEndAsync()}");
    }

    internal void KillHolder()
    {
        _holder.Kill();
        _holder.WaitForExit();
    }

    internal async Task<int> EndHolderAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        return _holder.ExitCode;
    }

    public void Dispose()
    {
        if (!_holder.HasExited)
        {
            KillHolder();
        }

        _holder.Dispose();
    }

    /// <summary>Entry point of this assembly when it is run as a program: hold the server of the folder until the input ends.</summary>
    internal static async Task Main(string[] arguments)
    {
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(arguments[0], NullLogger.Instance, CancellationToken.None);
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
        }
        catch (BringException refused)
        {
            Console.WriteLine(refused.Message);
        }
    }
}
