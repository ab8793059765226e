using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.TestServer;

/// <summary>
/// The PostgreSQL of one test run: the server named by PLATFORM_TEST_CONNECTION (a role that may create databases), else an
/// embedded throw-away one. It is stopped and deleted when the test process ends, even by kill -9.
/// </summary>
internal static class TestPostgres
{
    private static readonly string Run = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}_{Environment.ProcessId}";
    private static readonly Lazy<Task<string>> Server = new(StartAsync);
    private static readonly Dictionary<string, Task<string>> Templates = [];
    private static readonly Lock Gate = new();
    private static int _databases;

    /// <summary>Makes a database of the caller's own: empty, or a copy of a template made by <see cref="TemplateAsync"/>. Gives its connection string.</summary>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var server = await Server.Value;
        var name = $"pp_test_{Run}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server, template is null ? $"create database {name}" : $"create database {name} template {template}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Makes a template database once per run and gives its name. Close or clear every pool on it before <paramref name="fill"/> ends.</summary>
    /// <param name="key">Names the template within this run.</param>
    /// <param name="fill">Given the connection string (without pooling); applies the schema and whatever every test starts from.</param>
    public static Task<string> TemplateAsync(string key, Func<string, Task> fill)
    {
        lock (Gate)
        {
            if (!Templates.TryGetValue(key, out var making))
            {
                making = MakeAsync();
                Templates[key] = making;
            }

            return making;
        }

        async Task<string> MakeAsync()
        {
            var connection = new NpgsqlConnectionStringBuilder(await CreateDatabaseAsync()) { Pooling = false };
            await fill(connection.ConnectionString);
            return connection.Database!;
        }
    }

    /// <summary>Where hosts over this database keep the key that signs its log: one file for all of them, gone with the run.</summary>
    public static string KeyFile(string connection) =>
        Path.Combine(Folder, "keys", $"{new NpgsqlConnectionStringBuilder(connection).Database}.pem");

    /// <summary>Where hosts over this database note who was erased.</summary>
    public static string ErasedFile(string connection) => Path.ChangeExtension(KeyFile(connection), ".erased");

    /// <summary>One master key for every host of the tests.</summary>
    public static string MasterKey { get; } = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private static string All => Path.Combine(Path.GetTempPath(), $"protectionplatform-tests-{Environment.UserName}");

    private static string Folder => Path.Combine(All, Run);

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("PLATFORM_TEST_CONNECTION") is { Length: > 0 } given)
        {
            var server = new NpgsqlConnectionStringBuilder(given) { Pooling = false }.ConnectionString;
            await DropOldDatabasesAsync(server);
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true); // keys
            };
            return server;
        }

        await DeleteLeftoversAsync(All);
        var embedded = await EmbeddedPostgres.StartAsync(Folder, new(Durable: false, MaxConnections: 400), NullLogger.Instance, CancellationToken.None);
        Watch(Folder);
        return new NpgsqlConnectionStringBuilder(embedded.ConnectionString) { Database = "postgres", Pooling = false, ApplicationName = "tests" }.ConnectionString;
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    // ---- tidying ----------------------------------------------------------------------------------------------------

    private const string StopAndDelete = """
        data="$0/postgres/data"
        pid=$(head -n 1 "$data/postmaster.pid")
        if [ ! -d /proc/self ] || [ "$(readlink "/proc/$pid/cwd")" = "$(readlink -f "$data")" ]; then
          kill -QUIT "$pid" && while kill -0 "$pid"; do sleep 0.1; done
        fi
        rm -rf "$0"
        """;

    /// <summary>A shell outside our process group and tree whose input ends when this process does; then it stops the server and deletes the folder.</summary>
    private static void Watch(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var watcher = Shell($$"""
            exec 3<&0
            ( trap '' INT TERM HUP; cat <&3; {{StopAndDelete}}
            ) </dev/null >/dev/null 2>&1 &
            """, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => watcher.Dispose(); // Until then its pipe stays open.
    }

    private static async Task DeleteLeftoversAsync(string all)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(all))
        {
            return;
        }

        // A younger folder may belong to a run that has not taken its lock yet.
        foreach (var folder in Directory.GetDirectories(all).Where(folder => Directory.GetCreationTimeUtc(folder) < DateTime.UtcNow.AddMinutes(-1)))
        {
            using var free = FolderLock.TryTake(Path.Combine(folder, "host.lock"));
            if (free is not null)
            {
                using var shell = Shell($"exec >/dev/null 2>&1\n{StopAndDelete}", folder);
                await shell.WaitForExitAsync();
            }
        }
    }

    private static Process Shell(string script, string folder) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, folder]) { RedirectStandardInput = true, UseShellExecute = false })!;

    /// <summary>On a server that outlives us, databases of earlier runs are dropped an hour after they were made.</summary>
    private static async Task DropOldDatabasesAsync(string server)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        var old = new List<string>();
        await using (var command = new NpgsqlCommand("select datname from pg_database where datname like 'pp\\_test\\_%'", connection))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                var name = rows.GetString(0);
                if (long.TryParse(name.Split('_')[2], CultureInfo.InvariantCulture, out var made) && made < DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600)
                {
                    old.Add(name);
                }
            }
        }

        foreach (var name in old)
        {
            await ExecuteAsync(server, $"drop database if exists {name} with (force)");
        }
    }
}
