using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>
/// The database server is killed (SIGKILL, with what it had not written yet) under eight writers. An append leaves the gate before it is
/// on disk, so this is what shows that nobody is told of it before.
/// </summary>
public sealed class A_killed_database : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("protectionplatform-killed-").FullName;

    [Fact]
    public async Task Has_every_acknowledged_append_when_it_comes_back()
    {
        var acknowledged = new ConcurrentBag<(Guid Stream, long Version)>();
        var server = await EmbeddedPostgres.StartAsync(folder, NullLogger.Instance, CancellationToken.None);
        var host = await StoreHost.Start(connection: server.ConnectionString, subscriptions: false);
        await host.Migrate();
        await host.Owner("create table notes.titles (title text primary key, said integer not null default 0)");
        await host.Migrate(); // grants
        var enough = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var stream = Guid.CreateVersion7();
            try
            {
                for (var version = 0L; ; version++)
                {
                    // In turns as an append alone and together with the module's own rows.
                    var outcome = version == 0 ? await host.Open(stream) : await host.Write(stream, "dòng", inline: version % 2 == 0 ? Noted : null);
                    if (outcome.Refusal is not null) return;
                    acknowledged.Add((stream, ((Changed)outcome.Body!).Version));
                    if (acknowledged.Count > 400) enough.TrySetResult();
                }
            }
            catch (Exception e) when (e is NpgsqlException or IOException)
            {
                // The server died under this one.
            }
        })).ToArray();
        await enough.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Kill(server.ProcessId);
        await Task.WhenAll(writers);
        await host.DisposeAsync();
        await server.DisposeAsync();

        await using var again = await EmbeddedPostgres.StartAsync(folder, NullLogger.Instance, CancellationToken.None);
        await using var sql = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(again.ConnectionString) { Pooling = false }.ConnectionString);
        await using var command = sql.CreateCommand("select stream_id, version from events.mt_events");
        await using var reader = await command.ExecuteReaderAsync();
        var there = new HashSet<(Guid, long)>();
        while (await reader.ReadAsync()) there.Add((reader.GetGuid(0), reader.GetInt64(1)));
        acknowledged.Count.ShouldBeGreaterThan(400);
        acknowledged.Except(there).ShouldBeEmpty();
    }

    private static async Task Noted(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<object> events, CancellationToken ct) =>
        await connection.Run("insert into notes.titles (title) values ($1)", Guid.CreateVersion7().ToString());

    /// <summary>The server and its workers at once, so that none of them writes what is left.</summary>
    private static void Kill(int postmaster)
    {
        var workers = File.ReadAllText($"/proc/{postmaster}/task/{postmaster}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        foreach (var id in workers.Prepend(postmaster))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It went by itself.
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
