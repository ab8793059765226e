using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
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
    private readonly List<Visitor> people = [];

    private RunningPlatform(Process process, Uri address) => (this.process, this.address) = (process, address);

    /// <summary>Of every database of this run, so that what is written here can be read there.</summary>
    public static string MasterKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

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
                ["Keys__MasterKey"] = MasterKey,
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

    public async Task<Visitor> SignIn(string userName)
    {
        var visitor = new Visitor(new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address });
        people.Add(visitor);
        var me = await visitor.Post("/api/v1/access/session", new { userName, password = AccessDemo.Password });
        visitor.Client.DefaultRequestHeaders.Add("X-CSRF-Token", me["csrfToken"]!.GetValue<string>());
        return visitor;
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

/// <summary>Somebody at their browser.</summary>
internal sealed record Visitor(HttpClient Client) : IDisposable
{
    public async Task<JsonNode> Post(string path, object body, long? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (version is { } seen) request.Headers.TryAddWithoutValidation("If-Match", $"\"{seen}\"");
        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }

    /// <summary>Reads until the whole answer is here.</summary>
    /// <param name="body">What is asked for, where an address may not hold it.</param>
    public async Task<string> Read(string path, object? body = null)
    {
        using var answer = body is null ? await Client.GetAsync(path) : await Client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }

    /// <summary>Asks for what must not be found.</summary>
    public async Task Refused(string path)
    {
        using var answer = await Client.GetAsync(path);
        if ((int)answer.StatusCode != 404) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => Client.Dispose();
}
