using System.Diagnostics;
using System.Globalization;

namespace ProtectionPlatform.TestServer;

/// <summary>The host as a process of its own, which can be killed.</summary>
internal sealed class RunningHost : IDisposable
{
    private readonly Process process;

    private RunningHost(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>A database with the schema and the demonstration people, made by a host of its own, to copy from: that takes longer than all else at a start.</summary>
    public static Task<string> Template() => TestPostgres.TemplateAsync("running-host", async connection =>
    {
        using var maker = await Start(connection, settings: ("Ledger__Seal", "false")); // each copy begins a log of its own
    });

    /// <param name="database">The connection string.</param>
    /// <param name="mailPort">A mail server on this machine to send through; none when null.</param>
    /// <param name="contentRoot">The host's folder of the repository, where the built user interface lies; none when null.</param>
    /// <param name="demo">With the demonstration cases, not only the people.</param>
    /// <param name="settings">Further settings, as environment variables.</param>
    public static async Task<RunningHost> Start(
        string database, int? mailPort = null, string? contentRoot = null, bool demo = false, params (string Name, string Value)[] settings)
    {
        string[] folder = contentRoot is null ? [] : ["--contentRoot", contentRoot];
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Program).Assembly.Location, "--urls", "http://127.0.0.1:0", .. folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Testing",
                ["ConnectionStrings__Platform"] = database,
                ["Platform__Demo"] = demo ? "true" : "accounts",
                ["Cases__ClockSeconds"] = "1",
                ["Logging__LogLevel__Default"] = "Warning",
                ["Ledger__KeyFile"] = TestPostgres.KeyFile(database),
                ["Keys__MasterKey"] = TestPostgres.MasterKey,
                ["Access__AnonymousReportsPerAddress"] = "100000", // tests come from one address
                ["Access__AnonymousReports"] = "100000",
                ["Keys__ErasedFile"] = TestPostgres.ErasedFile(database),
                // It lives for seconds: compiling its code a second time, better, would take more than it gives.
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_TC_CallCounting"] = "0",
            },
        };
        if (mailPort is { } port)
        {
            start.Environment["Communications__Smtp__Host"] = "127.0.0.1";
            start.Environment["Communications__Smtp__Port"] = port.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment.Remove("ASPNETCORE_URLS");
        var process = Process.Start(start)!;
        const string ready = "ProtectionPlatform is ready: ";
        var said = new List<string>();
        var complaints = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith(ready, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new RunningHost(process, new Uri(line[ready.Length..]));
        }

        throw new InvalidOperationException($"The host did not start: {string.Join('\n', said)}\n{await complaints}");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said goodbye to.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
