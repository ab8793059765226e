using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>What the ledger committed to can be computed again from what PostgreSQL gives back.</summary>
public sealed class Ledger_entries
{
    [Fact]
    public async Task The_entry_of_every_event_of_ours_recomputes_from_the_stored_row()
    {
        await using var host = await StoreHost.Start(new WatchersModule { Reacts = true });
        var note = Guid.CreateVersion7();
        await host.Open(note, "Sổ \"tay\" \\ / của bà Đặng\u2028\t\u0001😀");
        await host.Send(notes => notes.Change(note, null, _ => true, _ => BuildingBlocks.EventStore.Decision.Record(
            new LineWritten("", 0),
            new LineWritten("Ngày mai em sẽ kể tiếp — ạ", -9_007_199_254_740_991, ["z", "a", "Ư"], new DateTimeOffset(2026, 2, 17, 7, 0, 0, 123, TimeSpan.FromHours(7))),
            new LineWritten("e\u0301 và \u00e9 khác nhau", 42, [], DateTimeOffset.UnixEpoch)), CancellationToken.None));
        await host.Settle();

        var checkedEntries = 0;
        await using var connection = await host.OwnerConnection();
        await using var command = connection.Command("""
            select e.id, e.stream_id, e.version, e.type, e.timestamp, e.data::text, l.entry, l.leaf_hash, l.salt, l.headers ->> 'actorId', l.headers ->> 'actorName', l.headers::text
            from events.mt_events e join ledger.entries l on l.event_id = e.id
            """);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            var salt = row.GetFieldValue<byte[]>(8);
            salt.Length.ShouldBe(LedgerEntry.SaltLength);
            var digest = LedgerEntry.PayloadDigest(salt, CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(row.GetString(5))));
            var actor = row.IsDBNull(9) ? row.GetString(10) == "platform" ? "platform" : "anonymous" : row.GetString(9);
            var entry = LedgerEntry.Build(actor, row.GetFieldValue<DateTimeOffset>(4), row.GetGuid(0), digest, row.GetGuid(1), row.GetString(3), row.GetInt64(2),
                headersDigest: LedgerEntry.PayloadDigest(salt, CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(row.GetString(11)))));
            Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(6)).ShouldBe(Encoding.UTF8.GetString(entry));
            row.GetFieldValue<byte[]>(7).ShouldBe(LedgerEntry.LeafHash(entry));
            checkedEntries++;
        }

        checkedEntries.ShouldBe(4 + 3); // what was said, and the reactions to the lines
    }

    [Fact]
    public async Task The_canonical_form_survives_storage_as_jsonb()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        await using var connection = await host.OwnerConnection();
        Prop.ForAll(Arb.From(Values(3)), value =>
        {
            var json = value?.ToJsonString() ?? "null";
            using var command = new NpgsqlCommand("select $1::jsonb::text", connection);
            command.Parameters.Add(new() { Value = json });
            var stored = (string)command.ExecuteScalar()!;
            return Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json))) == Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(stored)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    /// <summary>Values the record may hold: no fractions, no NUL, no lone surrogates.</summary>
    private static Gen<JsonNode?> Values(int depth)
    {
        var text = Gen.ArrayOf(Gen.Elements("a", "Đ", "ế", "e\u0301", "😀", "\"", "\\", "/", "\n", "\u0001", "\u007f", "\u2028", "\ufb33", "1")).Select(string.Concat);
        var number = Gen.OneOf(Gen.Choose(-5, 5).Select(n => (long)n), Gen.Elements(9_007_199_254_740_992, -9_007_199_254_740_992, 1_000_000_000_000));
        var leaf = Gen.OneOf(text.Select(t => (JsonNode?)JsonValue.Create(t)), number.Select(n => (JsonNode?)JsonValue.Create(n)),
            Gen.Elements(true, false).Select(b => (JsonNode?)JsonValue.Create(b)), Gen.Constant((JsonNode?)null));
        if (depth == 0) return leaf;
        return Gen.OneOf(leaf,
            Gen.ArrayOf(Values(depth - 1)).Select(items => (JsonNode?)new JsonArray([.. items.Take(5).Select(i => i?.DeepClone())])),
            Gen.ArrayOf(text.SelectMany(name => Values(depth - 1).Select(value => (name, value)))).Select(members =>
                (JsonNode?)new JsonObject(members.Take(5).DistinctBy(m => m.name).Select(m => KeyValuePair.Create(m.name, m.value?.DeepClone())))));
    }
}
