using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Communications;

/// <summary>A real SMTP server (npm smtp-server) in a process of its own; what it accepted and did can be asked.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
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
        var process = await NodeProgram.Start(Path.Combine(Path.GetDirectoryName(Here())!, "smtp-sink"), "sink.js", $"{port}");
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

    private static string Here([CallerFilePath] string path = "") => path;
}
