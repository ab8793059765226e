using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;

namespace ProtectionPlatform.Benchmarks;

/// <summary>The host as a process of its own with the demonstration people, as it is run.</summary>
internal sealed class WholePlatform : IAsyncDisposable
{
    private readonly Process process;
    private readonly Uri address;

    private WholePlatform(Process process, Uri address) => (this.process, this.address) = (process, address);

    public static async Task<WholePlatform> Start()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Host.EmbeddedPostgres).Assembly.Location, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Testing",
                ["ConnectionStrings__Platform"] = await DurablePostgres.CreateDatabase(),
                ["Platform__Demo"] = "accounts",
                ["Logging__LogLevel__Default"] = "Error",
                ["Access__AnonymousReportsPerAddress"] = "1000000",
                ["Access__AnonymousReports"] = "1000000",
                ["Keys__MasterKey"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)),
                ["Ledger__KeyFile"] = Path.Combine(Path.GetTempPath(), $"benchmark-{Environment.ProcessId}.key"),
            },
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        var process = Process.Start(start)!;
        const string ready = "ProtectionPlatform is ready: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(ready, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new WholePlatform(process, new Uri(line[ready.Length..]));
        }

        throw new InvalidOperationException("The host did not start.");
    }

    public async Task<Visitor> SignIn(string userName)
    {
        var visitor = new Visitor(new HttpClient(new SocketsHttpHandler { CookieContainer = new() }) { BaseAddress = address });
        var me = await visitor.Post("/api/v1/access/session", new { userName, password = AccessDemo.Password });
        visitor.Client.DefaultRequestHeaders.Add("X-CSRF-Token", me["csrfToken"]!.GetValue<string>());
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
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

    /// <summary>Asks for what must not be found.</summary>
    public async Task Refused(string path)
    {
        using var answer = await Client.GetAsync(path);
        if ((int)answer.StatusCode != 404) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        await answer.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => Client.Dispose();
}
