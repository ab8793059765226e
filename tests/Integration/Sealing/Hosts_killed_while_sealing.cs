using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Npgsql;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>Two real hosts over one database, sealing as fast as they can, killed (SIGKILL) again and again while events come in and a reader keeps every checkpoint it was ever shown.</summary>
public sealed class Hosts_killed_while_sealing
{
    private const int Rounds = 3;

    [Fact]
    public async Task Never_show_two_trees_of_one_size_and_seal_every_event_once()
    {
        var database = await TestPostgres.CreateDatabaseAsync(await Platform.Template());
        var seen = new ConcurrentDictionary<long, string>();
        for (var round = 0; round < Rounds; round++)
        {
            using var one = await Start(database);
            using var two = await Start(database);
            using var http = new HttpClient();
            var killAfter = RandomNumberGenerator.GetInt32(10, 50);
            for (var i = 0; i < 60; i++)
            {
                var host = i % 2 == 0 || i > killAfter ? two : one;
                using var answer = await http.PostAsJsonAsync(new Uri(host.Address, "/api/v1/cases/reports"), CaseStory.ReportBody());
                ((int)answer.StatusCode).ShouldBe(201);
                if (i == killAfter) one.Kill();
                await Keep(http, two, seen);
            }

            two.Kill();
        }

        using var last = await Start(database);
        await using var sql = NpgsqlDataSource.Create(database);
        using var reader = new HttpClient();
        await EventStore.StoreHost.Until(async () => await Scalar(sql, "select signed_size from ledger.log") == await Scalar(sql, "select count(*) from events.mt_events"), "the rest was not sealed");
        await Keep(reader, last, seen);

        seen.Count.ShouldBeGreaterThan(Rounds);
        var leaves = new List<byte[]>();
        await using (var command = sql.CreateCommand("select leaf_hash from ledger.leaves order by leaf_index"))
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) leaves.Add(row.GetFieldValue<byte[]>(0));
        ((long)leaves.Count).ShouldBe(await Scalar(sql, "select count(*) from events.mt_events"));
        (await Scalar(sql, "select count(*) from ledger.leaves l join events.mt_events e on e.seq_id = l.seq_id and e.id = l.event_id")).ShouldBe(leaves.Count);
        foreach (var (size, root) in seen) Convert.ToBase64String(MerkleTree.Root([.. leaves.Take((int)size)])).ShouldBe(root);
    }

    private static Task<RunningHost> Start(string database) => RunningHost.Start(database, settings: [("Ledger__SealSeconds", "0.02"), ("Ledger__CheckAt", "00:00")]);

    private static async Task Keep(HttpClient http, RunningHost host, ConcurrentDictionary<long, string> seen)
    {
        using var answer = await http.GetAsync(new Uri(host.Address, "/api/v1/audit/log/checkpoint"));
        if ((int)answer.StatusCode == 404) return; // before the first
        var checkpoint = Checkpoint.Parse(SignedNote.Parse(await answer.Content.ReadAsStringAsync()).Text);
        var root = Convert.ToBase64String(checkpoint.Root);
        seen.GetOrAdd(checkpoint.Size, root).ShouldBe(root, $"two trees of size {checkpoint.Size}");
    }

    private static async Task<long> Scalar(NpgsqlDataSource sql, string query)
    {
        await using var command = sql.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
