using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.Benchmarks;

/// <summary>The whole platform as a process of its own on a database, with the people of the demonstration.</summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<RunningPlatform, bool> Running = [];
    private const string Ready = "ProtectionPlatform is ready: ";
    private readonly Process process;
    private readonly Uri address;
    private readonly List<SignedIn> people = [];

    private RunningPlatform(Process process, Uri address) => (this.process, this.address) = (process, address);

    /// <summary>Where the platform's program lies beside ours.</summary>
    public static string Program => typeof(EmbeddedPostgres).Assembly.Location;

    public static async Task<RunningPlatform> Start(string database)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ConnectionStrings__Platform"] = database,
                ["Platform__Demo"] = "accounts",
                ["Ledger__Seal"] = "false", // what is measured here does not need it, and its key is not this process's
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        var process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith(Ready, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            var platform = new RunningPlatform(process, new Uri(line[Ready.Length..]));
            Running[platform] = true;
            return platform;
        }

        throw new InvalidOperationException($"The platform did not start: {string.Join('\n', said)}");
    }

    public async Task<SignedIn> SignIn(string userName)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        var me = await http.PostAsJsonAsync("/api/v1/access/session", new { userName, password = AccessDemo.Password });
        me.EnsureSuccessStatusCode();
        var person = new SignedIn(http);
        people.Add(person);
        return person;
    }

    /// <summary>Those that still run when a run is interrupted.</summary>
    public static async Task Stop()
    {
        foreach (var platform in Running.Keys) await platform.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Running.TryRemove(this, out _)) return;
        foreach (var person in people) person.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

/// <summary>Somebody who reads over HTTP.</summary>
internal sealed class SignedIn(HttpClient http) : IDisposable
{
    /// <summary>Milliseconds until the whole answer is here.</summary>
    public Task<double> Time(string path) => Timing.Time(async () =>
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    });

    public void Dispose() => http.Dispose();
}
