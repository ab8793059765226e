using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.Benchmarks;

/// <summary>The server that is measured: the embedded one as it is installed, every commit flushed to disk; PLATFORM_TEST_CONNECTION names another. What is made there goes with the run.</summary>
internal static class DurablePostgres
{
    private static readonly Lazy<Task<string>> Server = new(Start);
    private static EmbeddedPostgres? embedded;
    private static int databases;

    public static async Task<string> CreateDatabase()
    {
        var server = await Server.Value;
        var name = Name(Interlocked.Increment(ref databases));
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"create database {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
    }

    private static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("PLATFORM_TEST_CONNECTION") is { Length: > 0 } given) return given;
        embedded = await EmbeddedPostgres.StartAsync(Scratch.Folder("postgres"), NullLogger.Instance, CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(embedded.ConnectionString) { Database = "postgres", Pooling = false, ApplicationName = "benchmarks" }.ConnectionString;
    }

    public static async Task Stop()
    {
        if (embedded is not null) await embedded.DisposeAsync();
        else if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await Drop(await Server.Value);
    }

    private static async Task Drop(string server)
    {
        await using var source = NpgsqlDataSource.Create(server);
        for (var number = 1; number <= databases; number++)
        {
            await using var drop = source.CreateCommand($"drop database if exists {Name(number)} with (force)");
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"pp_bench_{Environment.ProcessId}_{number}");
}

/// <summary>Folders of this run. They go with it.</summary>
internal static class Scratch
{
    private static string Root { get; } = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"protectionplatform-benchmarks-{Environment.ProcessId}"));

    public static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    public static void Delete()
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
