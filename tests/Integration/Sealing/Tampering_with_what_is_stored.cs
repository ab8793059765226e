using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.Integration.EventStore;

namespace ProtectionPlatform.Integration.Sealing;

/// <summary>
/// Somebody with all rights of the database switches protection off and changes one stored value. Each time the full check names the very row.
/// Not committed to, and so not found: the columns Marten keeps for itself (mt_dotnet_type, tenant_id, is_archived, bdata) and when a checkpoint was signed.
/// </summary>
public sealed class Tampering_with_what_is_stored
{
    // Leaves 0 to 200 are signed in the first checkpoint, 201 to 301 in the second; number 205 was drawn and never used.

    [Theory]
    [InlineData("update events.mt_events set data = jsonb_set(data, '{text}', '\"khác\"') where seq_id = 150", "payload-differs event:150")]
    [InlineData("update events.mt_events set data = data || '{\"thêm\":1}' where seq_id = 150", "payload-differs event:150")]
    [InlineData("update events.mt_events set data = '{}' where seq_id = 150", "payload-differs event:150")]
    [InlineData("update events.mt_events set type = 'note_opened' where seq_id = 150", "event-differs event:150")]
    [InlineData("update events.mt_events set version = 9999 where seq_id = 150", "event-differs event:150")]
    [InlineData("update events.mt_events set stream_id = '0190d0d0-0000-7000-8000-00000000aaaa' where seq_id = 150", "event-differs event:150")]
    [InlineData("update events.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 150", "event-differs event:150")]
    [InlineData("update events.mt_events set id = gen_random_uuid() where seq_id = 150", "event-differs event:150")]
    [InlineData("update events.mt_events set seq_id = 100000 where seq_id = 150", "event-missing event:150")]
    [InlineData("update events.mt_events set seq_id = 205 where seq_id = 150", "event-missing event:150", "event-unsealed event:205")]
    [InlineData("delete from events.mt_events where seq_id = 150", "event-missing event:150")]
    [InlineData("delete from events.mt_events where seq_id = 303", "event-missing event:303")]
    [InlineData("insert into events.mt_events (seq_id, id, stream_id, version, data, type) select 205, gen_random_uuid(), stream_id, 9999, data, type from events.mt_events where seq_id = 150", "event-unsealed event:205")]
    [InlineData("update events.mt_events e set data = o.data from events.mt_events o where e.seq_id in (150, 151) and o.seq_id = 301 - e.seq_id", "payload-differs event:150", "payload-differs event:151")]
    [InlineData("update events.mt_events set data = data || '{\"thêm\":1}' where seq_id = 201", "payload-differs event:201")] // the foreign one
    public async Task Of_an_event_is_named(string sql, params string[] expected) => await Named(sql, expected);

    [Theory]
    [InlineData("update ledger.entries set entry = set_byte(entry, 20, get_byte(entry, 20) # 1) {0}", "entry-differs event:150")]
    [InlineData("update ledger.entries set entry = substr(entry, 1, 40) {0}", "entry-differs event:150")]
    [InlineData("update ledger.entries set entry = entry || ' ' {0}", "entry-differs event:150")]
    [InlineData("update ledger.entries set leaf_hash = sha256('x') {0}", "entry-hash-differs event:150")]
    [InlineData("update ledger.entries set headers = '{\"actorName\":\"ai đó\"}' {0}", "headers-differ event:150")]
    [InlineData("update ledger.entries set headers = headers || '{\"correlationId\":\"khác\"}' {0}", "headers-differ event:150")]
    [InlineData("update ledger.entries set headers = '[1.5]' {0}", "headers-differ event:150")]
    [InlineData("update ledger.entries set salt = set_byte(salt, 3, get_byte(salt, 3) # 1) {0}", "payload-differs event:150")]
    [InlineData("update ledger.entries set salt = null {0}", "payload-differs event:150")]
    [InlineData("update ledger.entries set event_id = gen_random_uuid() {0}", "entry-missing event:150")]
    [InlineData("delete from ledger.entries {0}", "entry-missing event:150")]
    [InlineData("update ledger.entries n set entry = o.entry from ledger.entries o, events.mt_events a, events.mt_events b where a.seq_id in (150, 151) and b.seq_id = 301 - a.seq_id and n.event_id = a.id and o.event_id = b.id", "entry-differs event:150", "entry-differs event:151")]
    public async Task Of_an_entry_is_named(string sql, params string[] expected) =>
        await Named(sql.Replace("{0}", "where event_id = (select id from events.mt_events where seq_id = 150)", StringComparison.Ordinal), expected);

    [Fact]
    public async Task An_entry_of_no_event_is_named()
    {
        await using var store = await Sealed();
        await store.Tamper("insert into ledger.entries (event_id, entry, leaf_hash, headers) values ('0190d0d0-0000-7000-8000-00000000bbbb', 'x', 'x', '{}')");
        (await Found(store)).ShouldBe(["entry-without-event entry:0190d0d0-0000-7000-8000-00000000bbbb"]);
    }

    [Theory]
    [InlineData("update ledger.leaves set leaf_hash = sha256('x') where leaf_index = 149", "leaf-differs leaf:149")]
    [InlineData("update ledger.leaves set event_id = gen_random_uuid() where leaf_index = 149", "leaf-differs leaf:149")]
    [InlineData("update ledger.leaves set seq_id = 100000 where leaf_index = 149", "event-unsealed event:150", "event-missing event:100000")]
    [InlineData("update ledger.leaves set leaf_index = 100000 where leaf_index = 149", "leaf-missing leaf:149")]
    [InlineData("delete from ledger.leaves where leaf_index = 149", "leaf-missing leaf:149", "event-unsealed event:150")]
    [InlineData("delete from ledger.leaves where leaf_index = 301", "leaf-missing leaf:301")]
    [InlineData("update ledger.leaves l set leaf_hash = o.leaf_hash from ledger.leaves o where l.leaf_index in (149, 150) and o.leaf_index = 299 - l.leaf_index", "leaf-differs leaf:149", "leaf-differs leaf:150")]
    [InlineData("update ledger.tiles set data = set_byte(data, 149 * 32, get_byte(data, 149 * 32) # 1) where level = 0 and tile_index = 0", "tile-differs tile:0/0")]
    [InlineData("update ledger.tiles set data = set_byte(data, 5, get_byte(data, 5) # 1) where level = 1", "tile-differs tile:1/0")]
    [InlineData("update ledger.tiles set data = substr(data, 1, 32) where level = 0 and tile_index = 1", "tile-missing tile:0/1")]
    [InlineData("update ledger.tiles set tile_index = 7 where level = 0 and tile_index = 1", "tile-missing tile:0/1", "tile-differs tile:0/7")]
    [InlineData("update ledger.tiles set level = 5 where level = 0 and tile_index = 1", "tile-missing tile:0/1", "tile-differs tile:5/1")]
    [InlineData("delete from ledger.tiles where level = 0 and tile_index = 0", "tile-missing tile:0/0")]
    [InlineData("delete from ledger.tiles where level = 1", "tile-missing tile:1/0")]
    [InlineData("insert into ledger.tiles select 2, tile_index, data from ledger.tiles where level = 1", "tile-differs tile:2/0")]
    [InlineData("update ledger.tiles set data = data || sha256('x') where level = 0 and tile_index = 1", "tile-differs tile:0/1")]
    public async Task Of_the_tree_is_named(string sql, params string[] expected) => await Named(sql, expected);

    [Theory]
    [InlineData("update ledger.checkpoints set root = sha256('x') where size = 201", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.checkpoints set note = overlay(note placing 'A' from length(note) - 30 for 1) where size = 201", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.checkpoints set note = note || E'\\n' where size = 201", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.checkpoints set note = '' where size = 302", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints c set note = o.note from ledger.checkpoints o where c.size = 302 and o.size = 201", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints set key_ids = '{00000000}' where size = 302", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints set previous_size = 7 where size = 302", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints set consistency = set_byte(consistency, 3, get_byte(consistency, 3) # 1) where size = 302", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints set consistency = substr(consistency, 1, 32) where size = 302", "checkpoint-differs checkpoint:302")]
    [InlineData("update ledger.checkpoints set size = 200 where size = 201", "checkpoint-differs checkpoint:200", "checkpoint-missing checkpoint:201")]
    [InlineData("update ledger.checkpoints set size = 303 where size = 302", "checkpoint-missing checkpoint:302")]
    [InlineData("update ledger.checkpoints set size = 9000000000000000000 where size = 302", "checkpoint-differs checkpoint:9000000000000000000", "checkpoint-missing checkpoint:302")]
    [InlineData("delete from ledger.checkpoints where size = 201", "checkpoint-missing checkpoint:201")]
    [InlineData("delete from ledger.checkpoints where size = 302", "checkpoint-missing checkpoint:302")]
    [InlineData("update ledger.keys set public_key = set_byte(public_key, 80, get_byte(public_key, 80) # 1)", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.keys set key_id = '00000000'", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.log set origin = 'khac'", "checkpoint-differs checkpoint:201")]
    [InlineData("update ledger.log set signed_size = 201", "checkpoint-differs log")]
    [InlineData("update ledger.log set signed_size = 400", "checkpoint-missing checkpoint:400")]
    public async Task Of_a_checkpoint_is_named(string sql, params string[] expected) => await Named(sql, expected);

    [Fact]
    public async Task With_event_entry_leaf_and_tile_rewritten_together_the_checkpoints_no_longer_fit()
    {
        await using var store = await Sealed();
        await store.Tamper("""
            do $$
            declare
              id uuid := (select e.id from events.mt_events e where seq_id = 150);
            begin
              update ledger.entries set entry = convert_to(replace(convert_from(entry, 'UTF8'), 'line_written', 'line_removed'), 'UTF8') where event_id = id;
              update ledger.entries set leaf_hash = sha256('\x00'::bytea || entry) where event_id = id;
              update ledger.leaves set leaf_hash = (select leaf_hash from ledger.entries where event_id = id) where event_id = id;
              update ledger.tiles set data = overlay(data placing (select leaf_hash from ledger.entries where event_id = id) from 149 * 32 + 1 for 32) where level = 0 and tile_index = 0;
              update events.mt_events set type = 'line_removed' where seq_id = 150;
            end $$
            """);
        (await Found(store)).ShouldBe(["checkpoint-differs checkpoint:201", "checkpoint-differs checkpoint:302", "tile-differs tile:1/0"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_put_right_again_is_a_finding_no_longer()
    {
        await using var store = await Sealed();
        await store.Tamper("update events.mt_events set data = data || '{\"thêm\":1}' where seq_id = 150");
        (await Found(store)).ShouldBe(["payload-differs event:150"]);
        LedgerFindings.Text("payload-differs", "event:150", (await LedgerFindings.Open(store.Host.Databases.Ledger, 1, CancellationToken.None))[0].Facts, vi: false)
            .ShouldStartWith("event 150 (line_written, ");
        await store.Tamper("update events.mt_events set data = data - 'thêm' where seq_id = 150");
        (await Found(store)).ShouldBeEmpty();
    }

    private static async Task Named(string sql, string[] expected)
    {
        await using var store = await Sealed();
        await store.Tamper(sql);
        var found = await Found(store);
        expected.ShouldBeSubsetOf(found, string.Join(", ", found));
    }

    private static async Task<List<string>> Found(SealedStore store) => [.. (await store.Check()).Select(f => $"{f.Code} {f.Subject}")];

    private static async Task<SealedStore> Sealed()
    {
        var store = await SealedStore.Start();
        await store.Write(200);
        await new ForeignWriter(store.Host.ConnectionString, 1).Append(Guid.CreateVersion7(), 1);
        await store.Seal();
        await store.Write(3);
        await new ForeignWriter(store.Host.ConnectionString, 1).Append(Guid.CreateVersion7(), 1, ForeignWriter.End.RollBack);
        await store.Write(98);
        await store.Seal();
        (await store.Log.Checkpoints(0, 10, CancellationToken.None)).Select(c => c.Size).ShouldBe([201, 302]);
        (await store.Host.Scalar<long>("select count(*) from events.mt_events where seq_id = 205")).ShouldBe(0);
        return store;
    }
}
