using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.Benchmarks;

/// <summary>The server that is measured: the embedded one as it is installed, every commit flushed to disk; PLATFORM_TEST_CONNECTION names another. Its folder goes with the run.</summary>
internal static class DurablePostgres
{
    private static readonly Lazy<Task<string>> Server = new(Start);
    private static EmbeddedPostgres? embedded;
    private static int databases;

    public static async Task<string> CreateDatabase()
    {
        var server = await Server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"pp_bench_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}");
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
    }

    private static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("PLATFORM_TEST_CONNECTION") is { Length: > 0 } given) return given;
        embedded = await EmbeddedPostgres.StartAsync(Folder, NullLogger.Instance, CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(embedded.ConnectionString) { Database = "postgres", Pooling = false, ApplicationName = "benchmarks" }.ConnectionString;
    }

    private static string Folder { get; } = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"protectionplatform-benchmarks-{Environment.ProcessId}"));

    public static async Task Stop()
    {
        if (embedded is null) return;
        await embedded.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
