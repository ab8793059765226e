using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>Every event becomes one leaf, in the order of the record; the head of the tree is signed, and only ever extended.</summary>
public sealed class Sealing_the_record
{
    [Fact]
    public async Task Every_event_is_sealed_and_can_be_proved()
    {
        await using var store = await SealedStore.Start();
        foreach (var count in new[] { 1, 2, 5, 300, 1, 260 })
        {
            await store.Write(count);
            (await store.Seal()).ShouldBeTrue();
        }

        await store.ShouldBeWhole();
        var latest = (await store.Log.Latest(CancellationToken.None))!;
        latest.Size.ShouldBe(569);
        foreach (var index in new[] { 0, 1, 255, 256, 511, 512, 568 })
        {
            var leaf = (await store.Log.LeafAt(await store.Host.Scalar<long>("select seq_id from ledger.leaves where leaf_index = $1", (long)index), CancellationToken.None))!;
            leaf.Index.ShouldBe(index);
            leaf.Hash.ShouldBe(LedgerEntry.LeafHash(leaf.Entry));
            foreach (var size in new[] { index + 1L, 569 })
            {
                var (proof, root) = await store.Log.Inclusion(index, size, CancellationToken.None);
                MerkleTree.VerifyInclusion(leaf.Hash, index, size, proof, root).ShouldBeTrue();
            }
        }

        (await store.Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_no_news_nothing_is_signed()
    {
        await using var store = await SealedStore.Start();
        (await store.Seal()).ShouldBeTrue();
        (await store.Log.Latest(CancellationToken.None)).ShouldBeNull();
        await store.Write(3);
        await store.Seal();
        await store.Seal();
        (await store.Log.Checkpoints(0, 10, CancellationToken.None)).Select(c => c.Size).ShouldBe([3]);
    }

    [Fact]
    public async Task Numbers_of_appends_that_were_rolled_back_leave_no_leaf_and_no_gap_in_the_tree()
    {
        await using var store = await SealedStore.Start();
        await store.Write(2);
        await new ForeignWriter(store.Host.ConnectionString, 1).Append(Guid.CreateVersion7(), 3, ForeignWriter.End.RollBack);
        await store.Write(2);
        await store.Seal();
        await store.ShouldBeWhole();
        (await store.Host.Rows<long>("select seq_id from ledger.leaves order by leaf_index")).ShouldBe([1, 2, 6, 7]);
    }

    [Fact]
    public async Task A_backlog_larger_than_a_batch_is_sealed_in_one_go()
    {
        await using var store = await SealedStore.Start();
        for (var i = 0; i < 5; i++) await store.Write(1000);
        await store.Seal();
        await store.ShouldBeWhole();
        (await store.Log.Checkpoints(0, 100, CancellationToken.None)).Select(c => c.Size).ShouldBe([2000, 4000, 5000]);
        (await store.Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_of_foreign_programs_are_covered_and_visibly_not_ours()
    {
        await using var store = await SealedStore.Start();
        var foreign = new ForeignWriter(store.Host.ConnectionString, 2);
        var note = await store.Write(1);
        await foreign.Append(note, 1);
        await foreign.Append(note, 1, type: "their_own_affair", data: """{"amount":1.50e2,"deep":{"b":1,"a":[1.0]}}""");
        await foreign.Append(note, 1, type: "their_own_affair", data: $"{string.Concat(Enumerable.Repeat("[", 100))}{string.Concat(Enumerable.Repeat("]", 100))}");
        await store.Seal();
        await store.ShouldBeWhole();
        (await store.Check()).ShouldBeEmpty();

        var entries = (await store.Host.Rows<byte[]>("select n.entry from ledger.leaves l join ledger.entries n on n.event_id = l.event_id order by l.leaf_index")).Select(e => JsonNode.Parse(e)!.AsObject()).ToList();
        entries[0]["via"].ShouldBeNull();
        entries[1..].ShouldAllBe(e => e["via"]!.GetValue<string>() == "external" && e["actor"]!.GetValue<string>() == "external" && e["v"]!.GetValue<int>() == 2);
        entries.Select(e => e["form"]?.GetValue<string>()).ShouldBe([null, null, "jsonb", "jsonb"]);

        // What has no canonical form is digested as PostgreSQL prints it: anybody can do the same.
        var salts = await store.Host.Rows<byte[]>("select n.salt from ledger.leaves l join ledger.entries n on n.event_id = l.event_id order by l.leaf_index");
        var data = await store.Host.Rows<string>("select data::text from events.mt_events order by seq_id");
        entries[2]["payload"]!.GetValue<string>().ShouldBe(LedgerEntry.PayloadDigest(salts[2], Encoding.UTF8.GetBytes(data[2])));

        // Sealed or not, it stays an event without an author of ours, and streams that hold it load as before.
        await using var connection = await store.Host.Databases.Platform.OpenConnectionAsync();
        var events = await store.Host.Store.Load(connection, note, CancellationToken.None);
        events.Select(e => e.Metadata is null).ShouldBe([false, true, true, true]);
        events.Select(e => e.Data is null).ShouldBe([false, false, true, true]);
    }

    [Fact]
    public async Task A_foreign_event_that_reuses_an_id_is_sealed_under_another_and_reported()
    {
        await using var store = await SealedStore.Start();
        await store.Write(2);
        await store.Host.Owner("insert into events.mt_streams (id, type, version) values ('0190d0d0-0000-7000-8000-00000000aaaa', 'note', 1)");
        await store.Host.Owner("insert into events.mt_events (seq_id, id, stream_id, version, data, type) select 0, id, '0190d0d0-0000-7000-8000-00000000aaaa', 1, data, type from events.mt_events where seq_id = 1");
        await store.Host.Owner("insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp) values (0, gen_random_uuid(), null, 1, '{}', 'endless', 'infinity')");
        await store.Seal();
        await store.ShouldBeWhole();
        (await store.Check()).Select(f => $"{f.Code} {f.Subject}").ShouldBe(["event-id-twice event:3"]);
    }

    [Theory]
    [InlineData((int)SealStep.AfterEntries)]
    [InlineData((int)SealStep.AfterLeaves)]
    [InlineData((int)SealStep.AfterTiles)]
    [InlineData((int)SealStep.BeforeCommitOfLeaves)]
    [InlineData((int)SealStep.AfterSigning)]
    [InlineData((int)SealStep.AfterCheckpoint)]
    [InlineData((int)SealStep.BeforeCommitOfCheckpoint)]
    public async Task A_connection_that_dies_at_any_step_leaves_one_tree_and_one_leaf_for_each_event(int step)
    {
        await using var store = await SealedStore.Start();
        var foreign = new ForeignWriter(store.Host.ConnectionString, step);
        await store.Write(255);
        await store.Seal();
        var first = (await store.Log.Latest(CancellationToken.None))!;
        await foreign.Append(Guid.CreateVersion7(), 2);
        await store.Write(3);

        store.Sealer.At = async (reached, connection) =>
        {
            if (reached == (SealStep)step) await Should.ThrowAsync<NpgsqlException>(() => connection.Run("select pg_terminate_backend(pg_backend_pid())"));
        };
        await Record.ExceptionAsync(store.Seal); // with a connection that is gone, Npgsql's commit says nothing
        (await store.Host.Scalar<long>("select count(*) from ledger.checkpoints")).ShouldBe(1, "the step was not reached");

        await using var next = await store.Another();
        await next.Seal();
        await next.ShouldBeWhole();
        (await next.Log.Checkpoint(255, CancellationToken.None))!.Note.ShouldBe(first.Note);
        (await next.Check()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_hosts_seal_one_log_while_everybody_writes()
    {
        await using var one = await SealedStore.Start();
        await using var two = await one.Another();
        var streams = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToList();
        using var until = new CancellationTokenSource();
        var foreign = Enumerable.Range(0, 2).Select(seed => new ForeignWriter(one.Host.ConnectionString, seed).Hammer(streams, until.Token)).ToList();
        var sealing = new[] { one, two }.Select(async store =>
        {
            while (!until.IsCancellationRequested) await store.Seal();
        }).ToList();
        for (var i = 0; i < 40; i++) await (i % 2 == 0 ? one : two).Write(3);
        await until.CancelAsync();
        await Task.WhenAll([.. foreign, .. sealing]);

        await one.Seal();
        await one.ShouldBeWhole();
        (await one.Check()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("update ledger.leaves set leaf_hash = sha256('x')")]
    [InlineData("delete from ledger.leaves")]
    [InlineData("truncate ledger.leaves")]
    [InlineData("update ledger.tiles set data = sha256('x')")]
    [InlineData("update ledger.tiles set data = data")]
    [InlineData("update ledger.tiles set data = sha256('x') || data")]
    [InlineData("update ledger.tiles set tile_index = 1")]
    [InlineData("delete from ledger.tiles")]
    [InlineData("truncate ledger.tiles")]
    [InlineData("update ledger.checkpoints set note = ''")]
    [InlineData("delete from ledger.checkpoints")]
    [InlineData("truncate ledger.checkpoints cascade")]
    [InlineData("update ledger.keys set public_key = 'x'")]
    [InlineData("delete from ledger.keys")]
    [InlineData("truncate ledger.keys")]
    [InlineData("update ledger.log set origin = 'x'")]
    [InlineData("update ledger.log set signed_size = 0")]
    [InlineData("delete from ledger.log")]
    [InlineData("truncate ledger.log")]
    public async Task What_is_sealed_stays_even_for_the_owner(string sql)
    {
        await using var store = await SealedStore.Start();
        await store.Write(3);
        await store.Seal();
        (await Sql.Refusal(() => store.Host.Owner(sql))).ShouldBe("PP001");
        await store.ShouldBeWhole();
    }

    [Theory]
    [InlineData("update ledger.leaves set leaf_hash = sha256('x') where leaf_index = 300", "tile-differs")]
    [InlineData("delete from ledger.leaves where leaf_index >= 250", "leaves-lost")]
    [InlineData("update ledger.tiles set data = substr(data, 1, 31) || '\\xff' || substr(data, 33) where tile_index = 0", "tree-inconsistent")]
    [InlineData("update ledger.tiles set data = substr(data, 1, 32) where tile_index = 0", "log-unreadable")]
    [InlineData("delete from ledger.checkpoints", "checkpoint-lost")]
    [InlineData("update ledger.checkpoints set root = sha256('x')", "checkpoint-altered")]
    [InlineData("update ledger.checkpoints set note = replace(note, 'protection', 'protektion')", "checkpoint-altered")]
    [InlineData("delete from ledger.keys", "key-missing")]
    public async Task Nothing_is_signed_that_does_not_extend_what_was_signed(string sql, string reason)
    {
        await using var store = await SealedStore.Start();
        await store.Write(251);
        await store.Seal();
        await store.Write(50);
        await store.Sealer.SealBatch(CancellationToken.None); // leaves that wait for their checkpoint
        await store.Tamper(sql);
        (await Should.ThrowAsync<SealingRefusedException>(store.Seal)).Code.ShouldBe(reason);
        (await store.Host.Scalar<long>("select count(*) from ledger.checkpoints where size > 251")).ShouldBe(0);
        (await LedgerFindings.Open(store.Host.Databases.Ledger, 10, CancellationToken.None)).ShouldContain(f => f.Code == LedgerFindings.Refused && f.Facts["reason"]!.GetValue<string>() == reason);
    }
}
