using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace ProtectionPlatform.Integration.Communications;

/// <summary>A real SMTP server (npm smtp-server) in a process of its own; what it accepted and did can be asked.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Installed = new(Install);

    private readonly Process process;
    private readonly List<JsonObject> seen = [];
    private readonly Channel<bool> news = Channel.CreateUnbounded<bool>();

    private SmtpSink(Process process)
    {
        this.process = process;
        _ = Listen();
    }

    public int Port { get; private set; }

    /// <summary>Every mail accepted so far, in order.</summary>
    public IReadOnlyList<(string Id, string To, string Raw)> Mails
    {
        get
        {
            lock (seen) return [.. seen.Where(e => Event(e) == "mail").Select(e => (e["id"]!.GetValue<string>(), e["to"]![0]!.GetValue<string>(), e["raw"]!.GetValue<string>()))];
        }
    }

    public static async Task<SmtpSink> Start(int port = 0)
    {
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(await Installed.Value, "sink.js"), $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var sink = new SmtpSink(process);
        sink.Port = (await sink.Await("listening"))["port"]!.GetValue<int>();
        return sink;
    }

    /// <summary>Changes what it does with the next mails; see sink.js.</summary>
    public async Task Mode(string mode)
    {
        await process.StandardInput.WriteLineAsync(mode);
        await process.StandardInput.FlushAsync();
        await Await("mode", e => e["mode"]!.GetValue<string>() == mode);
    }

    public int Count(string name)
    {
        lock (seen) return seen.Count(e => Event(e) == name);
    }

    /// <summary>Waits until it has done something so many times, counted from its start.</summary>
    public async Task<JsonObject> Await(string name, Func<JsonObject, bool>? that = null, int times = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            lock (seen)
                if (seen.Where(e => Event(e) == name && (that is null || that(e))).Skip(times - 1).FirstOrDefault() is { } found) return found;
            try
            {
                await news.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The mail server did not do \"{name}\" {times} times; it did {Count(name)}.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task Listen()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (seen) seen.Add(JsonNode.Parse(line)!.AsObject());
            news.Writer.TryWrite(true);
        }
    }

    private static string Event(JsonObject e) => e["event"]!.GetValue<string>();

    /// <summary>Installs once per lock file, beside and not in the sources; another test process may do the same at this moment.</summary>
    private static async Task<string> Install()
    {
        var source = Path.Combine(Path.GetDirectoryName(Here())!, "smtp-sink");
        string[] files = ["package.json", "package-lock.json", "sink.js"];
        var content = string.Concat(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(Path.Combine(source, file)))));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
        var ready = Path.Combine(Path.GetTempPath(), $"protectionplatform-smtp-sink-{Environment.UserName}-{key}");
        if (Directory.Exists(ready)) return ready;

        var making = Directory.CreateTempSubdirectory("protectionplatform-smtp-sink-").FullName;
        foreach (var file in files) File.Copy(Path.Combine(source, file), Path.Combine(making, file));
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = making,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {string.Join('\n', said)}");
        try
        {
            Directory.Move(making, ready);
        }
        catch (IOException) when (Directory.Exists(ready))
        {
            Directory.Delete(making, recursive: true);
        }

        return ready;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
