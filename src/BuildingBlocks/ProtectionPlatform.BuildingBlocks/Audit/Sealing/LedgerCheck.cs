using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>
/// Compares the sealed log with the record: each event row with its entry, entry with leaf, leaves with tiles, all with every checkpoint.
/// Where three copies of a hash stand (entry, leaf, tile), the one that differs from the two others is named.
/// </summary>
internal sealed class LedgerCheck(Databases databases, LedgerFindings findings, TimeProvider clock)
{
    /// <summary>When an event was recorded, within what an entry can write; a foreign program may have stored "infinity".</summary>
    public const string Timestamp = "least(greatest(e.timestamp, timestamptz '0001-01-01 00:00:00+00'), timestamptz '9999-12-31 23:59:59.999999+00')";

    private const int Page = Tile.FullWidth;

    /// <summary>What is digested of an event's data as PostgreSQL prints it: its canonical form, or the very text when it has none.</summary>
    public static (byte[] Bytes, string? Form) Payload(string jsonb)
    {
        var bytes = Encoding.UTF8.GetBytes(jsonb);
        try
        {
            return (CanonicalJson.Canonicalize(bytes), null);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return (bytes, LedgerEntry.Jsonb); // fractions, or deeper than we read: only a foreign program writes so
        }
    }

    /// <summary>Checks what was signed since the last time.</summary>
    public async Task Incremental(CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        await using var take = new NpgsqlCommand("""
            insert into ledger.checks (kind, requested_at, started_at) values ('Incremental', $1, $1) on conflict (kind) where kind = 'Incremental' do nothing;
            """, connection);
        take.Parameters.Add(new() { Value = clock.Now() });
        await take.ExecuteNonQueryAsync(ct);

        var (id, from, upTo) = (0L, 0L, 0L);
        await using (var read = new NpgsqlCommand("select id, up_to_leaf, coalesce((select signed_size from ledger.log), 0) from ledger.checks where kind = 'Incremental'", connection))
        await using (var row = await read.ExecuteReaderAsync(ct))
        {
            await row.ReadAsync(ct);
            (id, from, upTo) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }

        if (from >= upTo) return;
        var found = 0;
        for (var first = from; first < upTo; first = NextPage(first))
            await foreach (var finding in ComparePage(connection, first, Math.Min(NextPage(first), upTo), null, ct))
            {
                await findings.Report(id, finding.Code, finding.Subject, finding.Facts, ct);
                found++;
            }

        await using var store = new NpgsqlCommand("""
            update ledger.checks set from_leaf = $2, up_to_leaf = greatest(up_to_leaf, $3), entries = entries + $3 - $2, findings = findings + $4, ended_at = $5 where id = $1
            """, connection);
        store.Parameters.Add(new() { Value = id });
        store.Parameters.Add(new() { Value = from });
        store.Parameters.Add(new() { Value = upTo });
        store.Parameters.Add(new() { Value = found });
        store.Parameters.Add(new() { Value = clock.Now() });
        await store.ExecuteNonQueryAsync(ct);
    }

    private static long NextPage(long first) => (first / Page + 1) * Page;

    internal sealed record Found(string Code, string Subject, JsonObject Facts);

    /// <summary>Compares the leaves of one tile with their events, entries and tile.</summary>
    /// <param name="settled">Takes the hash of each leaf in order, as most copies have it.</param>
    internal static async IAsyncEnumerable<Found> ComparePage(NpgsqlConnection connection, long first, long end, Action<byte[]>? settled, [EnumeratorCancellation] CancellationToken ct)
    {
        var tile = await connection.FindTile(new Tile(0, first / Page, (int)((end - 1) % Page) + 1), ct);
        if (tile is null)
            yield return new Found(LedgerFindings.TileMissing, $"tile:0/{first / Page}", new() { ["level"] = 0, ["index"] = first / Page });

        byte[]? InTile(long leaf) => tile?.AsSpan((int)(leaf % Page) * MerkleTree.HashLength, MerkleTree.HashLength).ToArray();
        var next = first;
        var lastSequence = 0L;
        await using (var command = new NpgsqlCommand($"""
            select l.leaf_index, l.seq_id, l.event_id, l.leaf_hash, e.id, e.stream_id, e.version, e.type, {Timestamp}, e.data::text,
                   coalesce(n.entry, m.entry), coalesce(n.leaf_hash, m.leaf_hash), coalesce(n.headers, m.headers)::text, coalesce(n.salt, m.salt), n.event_id is null
            from ledger.leaves l left join events.mt_events e on e.seq_id = l.seq_id
            left join ledger.entries n on n.event_id = l.event_id
            left join ledger.entries m on m.event_id = case when n.event_id is null then e.id end
            where l.leaf_index >= $1 and l.leaf_index < $2 order by l.leaf_index
            """, connection))
        {
            command.Parameters.Add(new() { Value = first });
            command.Parameters.Add(new() { Value = end });
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                var leaf = new Leaf(row);
                for (; next < leaf.Index; next++)
                {
                    yield return Missing(next);
                    settled?.Invoke(InTile(next) ?? new byte[MerkleTree.HashLength]);
                }

                next = leaf.Index + 1;
                if (leaf.Sequence <= lastSequence) yield return leaf.Differs("order");
                if (leaf.HasItsEvent) lastSequence = Math.Max(lastSequence, leaf.Sequence);
                foreach (var finding in leaf.Compare(InTile(leaf.Index))) yield return finding;
                settled?.Invoke(leaf.Settled(InTile(leaf.Index)));
            }
        }

        for (; next < end; next++)
        {
            yield return Missing(next);
            settled?.Invoke(InTile(next) ?? new byte[MerkleTree.HashLength]);
        }

        await foreach (var finding in Unsealed(connection, first, lastSequence, ct)) yield return finding;
    }

    private static Found Missing(long leaf) => new(LedgerFindings.LeafMissing, $"leaf:{leaf}", new() { ["leaf"] = leaf });

    /// <summary>Events without a leaf between the last leaf of the page before and the last of this one: numbers rise in commit order, so none may come late.</summary>
    private static async IAsyncEnumerable<Found> Unsealed(NpgsqlConnection connection, long firstLeaf, long lastSequence, [EnumeratorCancellation] CancellationToken ct)
    {
        // Materialised: a plain max(seq_id) would be looked for from the end of the whole log backwards.
        await using var command = new NpgsqlCommand("""
            with before as materialized (select seq_id from ledger.leaves where leaf_index < $1 and leaf_index >= $1 - 256)
            select e.seq_id, e.id, e.type from events.mt_events e
            where e.seq_id > coalesce((select max(seq_id) from before), 0) and e.seq_id < $2
              and not exists (select 1 from ledger.leaves l where l.seq_id = e.seq_id)
            order by e.seq_id limit 1000
            """, connection);
        command.Parameters.Add(new() { Value = firstLeaf });
        command.Parameters.Add(new() { Value = lastSequence });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            yield return new Found(LedgerFindings.EventUnsealed, $"event:{row.GetInt64(0)}",
                new() { ["sequence"] = row.GetInt64(0), ["event"] = row.GetGuid(1).ToString(), ["type"] = row.GetString(2) });
    }

    /// <summary>A leaf with what stands in its event row and its entry.</summary>
    private sealed class Leaf
    {
        private readonly Guid entryId;
        private readonly byte[] hash;
        private readonly Event? happened;
        private readonly byte[]? entry;
        private readonly byte[]? entryHash;
        private readonly string? headers;
        private readonly byte[]? salt;
        private readonly bool entryUnderOtherId;
        private readonly JsonObject? members;

        private sealed record Event(Guid Id, Guid Stream, long Version, string Type, DateTimeOffset At, string Data);

        public Leaf(NpgsqlDataReader row)
        {
            (Index, Sequence, entryId, hash) = (row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetFieldValue<byte[]>(3));
            happened = row.IsDBNull(4) ? null : new Event(row.GetGuid(4), row.IsDBNull(5) ? Guid.Empty : row.GetGuid(5), row.GetInt64(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), row.GetString(9));
            entry = row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10);
            entryHash = row.IsDBNull(11) ? null : row.GetFieldValue<byte[]>(11);
            headers = row.IsDBNull(12) ? null : row.GetString(12);
            salt = row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13);
            entryUnderOtherId = row.GetBoolean(14);
            try
            {
                members = entry is null ? null : JsonNode.Parse(entry) as JsonObject;
            }
            catch (JsonException)
            {
                members = null;
            }
        }

        public long Index { get; }

        public long Sequence { get; }

        /// <summary>A number altered to one of no event says nothing of the order of the others.</summary>
        public bool HasItsEvent => happened is not null;

        private string Subject => string.Create(CultureInfo.InvariantCulture, $"event:{Sequence}");

        private JsonObject Facts(string? field = null)
        {
            var facts = new JsonObject
            {
                ["sequence"] = Sequence,
                ["leaf"] = Index,
                ["event"] = (happened?.Id ?? entryId).ToString(),
                ["type"] = happened?.Type ?? Member("type"),
            };
            if (field is not null) facts["field"] = field;
            return facts;
        }

        private string? Member(string name)
        {
            try
            {
                return members?[name] is JsonValue value ? value.ToString() : null;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                return null; // a name that stands twice, or text that is none: an altered entry
            }
        }

        private Found OfEvent(string code, string? field = null) => new(code, Subject, Facts(field));

        public Found Differs(string field) => new(LedgerFindings.LeafDiffers, string.Create(CultureInfo.InvariantCulture, $"leaf:{Index}"), Facts(field));

        /// <summary>The hash that most copies have: the tile's, unless entry and leaf agree on another.</summary>
        public byte[] Settled(byte[]? inTile)
        {
            var ofEntry = entry is null ? null : LedgerEntry.LeafHash(entry);
            return inTile is null || (ofEntry is not null && Same(ofEntry, hash)) ? hash : inTile;
        }

        public IEnumerable<Found> Compare(byte[]? inTile)
        {
            var ofEntry = entry is null ? null : LedgerEntry.LeafHash(entry);
            var leafIsRight = Same(hash, inTile ?? hash);
            if (entry is null) yield return OfEvent(LedgerFindings.EntryMissing);
            else if (!Same(ofEntry!, hash) && leafIsRight) yield return OfEvent(LedgerFindings.EntryDiffers);
            if (!leafIsRight)
            {
                if (ofEntry is not null && Same(ofEntry, hash))
                    yield return new Found(LedgerFindings.TileDiffers, string.Create(CultureInfo.InvariantCulture, $"tile:0/{Index / Page}"), new() { ["level"] = 0, ["index"] = Index / Page, ["leaf"] = Index });
                else yield return Differs("hash");
            }

            if (entry is not null && entryHash is not null && !Same(entryHash, ofEntry!)) yield return OfEvent(LedgerFindings.EntryHashDiffers);
            if (happened is null)
            {
                yield return OfEvent(LedgerFindings.EventMissing);
                yield break;
            }

            if (entryId == Sealer.SecondId(happened.Id, Sequence)) yield return OfEvent(LedgerFindings.EventIdTwice);
            else if (entry is not null && entryUnderOtherId) yield return Differs("event_id");
            if (entry is null || members is null) yield break;

            var rebuilt = Expected();
            foreach (var (name, value) in rebuilt)
                if (name is not ("payload" or "headers") && Member(name) != value)
                    yield return OfEvent(LedgerFindings.EventDiffers, name);
            if (Member("payload") != rebuilt["payload"]) yield return OfEvent(LedgerFindings.PayloadDiffers);
            if (rebuilt.TryGetValue("headers", out var digest) && Member("headers") != digest) yield return OfEvent(LedgerFindings.HeadersDiffer);
        }

        /// <summary>The entry's members, computed again from the row.</summary>
        private Dictionary<string, string?> Expected()
        {
            var (metadata, headersDigest) = Headers();
            var external = Member("via") == "external";
            var (payload, form) = Member("form") == LedgerEntry.Jsonb ? (Encoding.UTF8.GetBytes(happened!.Data), LedgerEntry.Jsonb) : Payload(happened!.Data);
            var expected = new Dictionary<string, string?>
            {
                ["actor"] = external ? EventMetadata.External.LedgerActor : metadata?.LedgerActor,
                ["at"] = LedgerEntry.Instant(happened.At),
                ["event"] = happened.Id.ToString(),
                ["payload"] = salt is null ? null : LedgerEntry.PayloadDigest(salt, payload),
                ["form"] = form,
                ["stream"] = happened.Stream.ToString(),
                ["type"] = happened.Type,
                ["version"] = happened.Version.ToString(CultureInfo.InvariantCulture),
            };
            if (Member("v") != "1") expected["headers"] = headersDigest;
            return expected;
        }

        private (EventMetadata? Metadata, string? Digest) Headers()
        {
            try
            {
                return (EventMetadata.Read(headers is null ? null : Encoding.UTF8.GetBytes(headers)), salt is null || headers is null ? null : LedgerEntry.PayloadDigest(salt, CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(headers))));
            }
            catch (Exception e) when (e is FormatException or JsonException)
            {
                return (null, null); // altered into something we never write
            }
        }

        private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);
    }
}
