using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>Moments of sealing at which a process may die; tests end it there.</summary>
internal enum SealStep
{
    AfterEntries,
    AfterLeaves,
    AfterTiles,
    BeforeCommitOfLeaves,
    AfterSigning,
    AfterCheckpoint,
    BeforeCommitOfCheckpoint,
}

/// <summary>
/// Gives every event its leaf, in the order of the record, and signs the head of the tree. One host at a time, by a row lock.
/// Leaves are committed before their tree is signed: whatever was ever signed, and lost in a crash, was signed over the one tree of that size.
/// </summary>
internal sealed class Sealer(
    Databases databases, LedgerSettings settings, SigningKeys keyFile, LedgerFindings findings, LedgerCheck check, TimeProvider clock, ILogger<Sealer> log)
    : BackgroundService
{
    /// <summary>Waiting events that are sealed without waiting longer.</summary>
    private const int Many = 256;
    private const int BatchSize = 2000;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(1);

    /// <summary>For tests: what happens at each step, on the connection at work.</summary>
    internal Func<SealStep, NpgsqlConnection, Task>? At { get; set; }

    private TimeSpan Poll => settings.SealEvery < TimeSpan.FromSeconds(1) ? settings.SealEvery : TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Seals) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Poll;
            try
            {
                if (await IsDue(stoppingToken)) await SealAll(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SealingRefusedException)
            {
                pause = AfterRefusal; // said in the log and in the findings
            }
            catch (Exception e) when (PostgresErrors.IsBusy(e))
            {
                log.LogWarning(e, "Sealing found the database busy; trying again");
                pause = AfterFailure;
            }
            catch (Exception e)
            {
                log.LogError(e, "Sealing failed; trying again");
                pause = AfterFailure;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Seals and signs everything that is in the record, now, and checks what was sealed.</summary>
    /// <returns>False when another host is at it.</returns>
    internal async Task<bool> SealAll(CancellationToken ct)
    {
        if (!await SealAndSign(ct)) return false;
        await check.Incremental(ct);
        return true;
    }

    /// <inheritdoc cref="SealAll" path="/returns"/>
    internal async Task<bool> SealAndSign(CancellationToken ct)
    {
        try
        {
            await Rotate(ct);
            while (true)
            {
                if (await SealBatch(ct) is not { } sealedNow) return false;
                if (!await Sign(ct)) return false;
                if (sealedNow < BatchSize) break;
            }

            await findings.Clear(LedgerFindings.Refused, "log", ct);
        }
        catch (SealingRefusedException e)
        {
            log.LogCritical(e, "THE LOG IS NOT SIGNED: {Reason}", e.Message);
            await findings.Report(null, LedgerFindings.Refused, "log", new() { ["reason"] = e.Code, ["text"] = e.Message }, ct);
            throw;
        }

        return true;
    }

    /// <summary>Enough waits, or something waits long enough, or a rotation was ordered.</summary>
    private async Task<bool> IsDue(CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand("""
            select (select count(*) from (select 1 from events.mt_events where seq_id > coalesce((select max(seq_id) from ledger.leaves), 0) limit $1) waiting)
                   + coalesce((select max(leaf_index) + 1 from ledger.leaves), 0) - coalesce((select signed_size from ledger.log), 0),
                   (select signed_at from ledger.checkpoints order by size desc limit 1),
                   exists (select 1 from events.mt_events e where e.stream_id = $2 and e.type = $3 and not exists (select 1 from ledger.keys k where k.ordered_by = e.id))
            """);
        command.Parameters.Add(new() { Value = Many });
        command.Parameters.Add(new() { Value = KeyRotation.Stream });
        command.Parameters.Add(new() { Value = KeyRotation.StoredName });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var waiting = reader.GetInt64(0);
        var last = await reader.IsDBNullAsync(1, ct) ? DateTimeOffset.MinValue : reader.GetFieldValue<DateTimeOffset>(1);
        // A clock moved back must not stop sealing: a checkpoint of the future is no reason to wait.
        var since = (clock.Now() - last).Duration();
        return reader.GetBoolean(2) || waiting >= Many || (waiting > 0 && since >= settings.SealEvery);
    }

    // ---- leaves -------------------------------------------------------------------------------------------------------

    private sealed record Leaf(long Sequence, Guid EntryId, byte[] Hash);

    private sealed record Unsealed(long Sequence, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset At, byte[]? LeafHash, bool IdWasUsed);

    /// <summary>The next events become leaves: entries for foreign ones, leaves, tiles, in one transaction.</summary>
    /// <returns>How many; null when another host is at it.</returns>
    internal async Task<int?> SealBatch(CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakeLog(connection, ct) is not { } ledger) return null;
        var (size, last) = await End(connection, ct);
        if (size < ledger.SignedSize)
            throw new SealingRefusedException("leaves-lost", string.Create(CultureInfo.InvariantCulture, $"The log has {size} leaves, fewer than the {ledger.SignedSize} that were signed."));

        var events = await ReadAfter(connection, last, ct);
        if (events.Count == 0) return 0;
        var leaves = new List<Leaf>(events.Count);
        var used = new HashSet<Guid>();
        foreach (var happened in events)
        {
            var idWasUsed = happened.IdWasUsed || !used.Add(happened.Id);
            leaves.Add(happened.LeafHash is { } ours && !idWasUsed
                ? new Leaf(happened.Sequence, happened.Id, ours)
                : await Enter(connection, happened, idWasUsed, ct));
        }

        await Reached(SealStep.AfterEntries, connection);
        await using (var insert = new NpgsqlCommand("insert into ledger.leaves (leaf_index, seq_id, event_id, leaf_hash) select $1 + place - 1, seq, id, hash from unnest($2, $3, $4) with ordinality as l(seq, id, hash, place)", connection))
        {
            insert.Parameters.Add(new() { Value = size });
            insert.Parameters.Add(new() { Value = leaves.Select(l => l.Sequence).ToArray() });
            insert.Parameters.Add(new() { Value = leaves.Select(l => l.EntryId).ToArray() });
            insert.Parameters.Add(new() { Value = leaves.Select(l => l.Hash).ToArray() });
            await insert.ExecuteNonQueryAsync(ct);
        }

        await Reached(SealStep.AfterLeaves, connection);
        var tiles = await TileTree.Extend(size, connection.ReadTile, [.. leaves.Select(l => l.Hash)], ct);
        await using (var insert = new NpgsqlCommand("""
            insert into ledger.tiles (level, tile_index, data) select * from unnest($1, $2, $3)
            on conflict (level, tile_index) do update set data = excluded.data
            """, connection))
        {
            insert.Parameters.Add(new() { Value = tiles.Select(t => t.Tile.Level).ToArray() });
            insert.Parameters.Add(new() { Value = tiles.Select(t => t.Tile.Index).ToArray() });
            insert.Parameters.Add(new() { Value = tiles.Select(t => t.Data).ToArray() });
            await insert.ExecuteNonQueryAsync(ct);
        }

        await Reached(SealStep.AfterTiles, connection);
        await Reached(SealStep.BeforeCommitOfLeaves, connection);
        await transaction.CommitAsync(ct);
        return events.Count;
    }

    private static async Task<List<Unsealed>> ReadAfter(NpgsqlConnection connection, long last, CancellationToken ct)
    {
        // The hash is computed from the entry, whatever stands beside it: the entry is what the leaf commits to.
        // "offset 0": one look into the index for each event. Planned while the log was short, it would read all leaves each time for ever after.
        await using var command = new NpgsqlCommand($"""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, {LedgerCheck.Timestamp}, sha256('\x00'::bytea || n.entry),
                   exists (select 1 from ledger.leaves l where l.event_id = e.id offset 0)
            from events.mt_events e left join ledger.entries n on n.event_id = e.id
            where e.seq_id > $1 order by e.seq_id limit $2
            """, connection);
        command.Parameters.Add(new() { Value = last });
        command.Parameters.Add(new() { Value = BatchSize });
        var events = new List<Unsealed>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            events.Add(new Unsealed(row.GetInt64(0), row.GetGuid(1), await row.IsDBNullAsync(2, ct) ? Guid.Empty : row.GetGuid(2), row.GetInt64(3), row.GetString(4),
                row.GetFieldValue<DateTimeOffset>(5), await row.IsDBNullAsync(6, ct) ? null : row.GetFieldValue<byte[]>(6), row.GetBoolean(7)));
        return events;
    }

    /// <summary>An event of a foreign program gets its entry here, marked as external. Its data is read one at a time: nothing bounds its size.</summary>
    private static async Task<Leaf> Enter(NpgsqlConnection connection, Unsealed happened, bool idWasUsed, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand("select data::text from events.mt_events where seq_id = $1", connection);
        read.Parameters.Add(new() { Value = happened.Sequence });
        var (payload, form) = LedgerCheck.Payload((string)(await read.ExecuteScalarAsync(ct))!);
        var salt = RandomNumberGenerator.GetBytes(LedgerEntry.SaltLength);
        var headers = JsonSerializer.SerializeToUtf8Bytes(EventMetadata.External, EventTypes.Json);
        var entry = LedgerEntry.Build(EventMetadata.External.LedgerActor, happened.At, happened.Id, LedgerEntry.PayloadDigest(salt, payload), happened.Stream, happened.Type, happened.Version,
            external: true, LedgerEntry.PayloadDigest(salt, CanonicalJson.Canonicalize(headers)), form);
        var leaf = new Leaf(happened.Sequence, idWasUsed ? SecondId(happened.Id, happened.Sequence) : happened.Id, LedgerEntry.LeafHash(entry));
        await using var insert = new NpgsqlCommand("insert into ledger.entries (event_id, entry, leaf_hash, headers, salt) values ($1, $2, $3, $4, $5)", connection);
        insert.Parameters.Add(new() { Value = leaf.EntryId });
        insert.Parameters.Add(new() { Value = entry });
        insert.Parameters.Add(new() { Value = leaf.Hash });
        insert.Parameters.Add(new() { Value = Encoding.UTF8.GetString(headers), NpgsqlDbType = NpgsqlDbType.Jsonb });
        insert.Parameters.Add(new() { Value = salt });
        await insert.ExecuteNonQueryAsync(ct);
        return leaf;
    }

    /// <summary>Entries are kept by event id; of a second event with the same id (Marten does not forbid it) the entry is kept under this one.</summary>
    internal static Guid SecondId(Guid id, long sequence) => EventStore.EventStore.Derived(string.Create(CultureInfo.InvariantCulture, $"second use of {id} at {sequence}"));

    // ---- checkpoints --------------------------------------------------------------------------------------------------

    /// <summary>Signs the tree as it was committed, after proving that it extends the one signed last.</summary>
    /// <returns>False when another host is at it.</returns>
    internal async Task<bool> Sign(CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakeLog(connection, ct) is not { } ledger) return false;
        var (size, _) = await End(connection, ct);
        if (size == ledger.SignedSize) return true;
        var now = clock.Now();
        using var keys = await KeysFor(connection, ledger, now, ct);

        var last = await connection.LatestCheckpoint(ct);
        var (root, proof) = await Prove(connection, ledger, last, size, ct);
        var text = new Checkpoint(ledger.Origin, size, root).ToText();
        var note = new SignedNote(text, [.. keys.Signing.Select(key => key.Sign(ledger.Origin, text))]);
        foreach (var key in keys.Signing)
            if (!new NoteVerifier(ledger.Origin, key.PublicKey).Verifies(note)) throw new SealingRefusedException("signature-wrong", $"The signature just made by key {key.Id} does not verify.");
        await Reached(SealStep.AfterSigning, connection);

        await using (var insert = new NpgsqlCommand("insert into ledger.checkpoints (size, root, note, key_ids, signed_at, previous_size, consistency) values ($1, $2, $3, $4, $5, $6, $7)", connection))
        {
            insert.Parameters.Add(new() { Value = size });
            insert.Parameters.Add(new() { Value = root });
            insert.Parameters.Add(new() { Value = note.ToText() });
            insert.Parameters.Add(new() { Value = keys.Signing.Select(key => key.Id).ToArray() });
            insert.Parameters.Add(new() { Value = now });
            insert.Parameters.Add(new() { Value = last?.Size ?? 0 });
            insert.Parameters.Add(new() { Value = proof.SelectMany(hash => hash).ToArray() });
            await insert.ExecuteNonQueryAsync(ct);
        }

        await using (var update = new NpgsqlCommand("update ledger.log set signed_size = $1", connection))
        {
            update.Parameters.Add(new() { Value = size });
            await update.ExecuteNonQueryAsync(ct);
        }

        await Reached(SealStep.AfterCheckpoint, connection);
        await Reached(SealStep.BeforeCommitOfCheckpoint, connection);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>The root computed from the stored tiles, with the proof that its tree extends the one signed last and holds the leaves added since.</summary>
    private static async Task<(byte[] Root, IReadOnlyList<byte[]> Proof)> Prove(NpgsqlConnection connection, Log ledger, SealedCheckpoint? last, long size, CancellationToken ct)
    {
        var from = last?.Size ?? 0;
        if (from != ledger.SignedSize)
            throw new SealingRefusedException("checkpoint-lost", string.Create(CultureInfo.InvariantCulture, $"The last checkpoint stored is of size {from}, the last one signed was of {ledger.SignedSize}."));
        if (size < from)
            throw new SealingRefusedException("leaves-lost", string.Create(CultureInfo.InvariantCulture, $"The log has {size} leaves, fewer than the {from} that were signed."));
        try
        {
            var tree = new TileTree(size, connection.ReadTile);
            var root = await tree.Root(ct);
            var proof = await tree.ConsistencyProof(from, ct);
            if (last is not null)
            {
                var known = (await connection.Keys(ct)).Select(key => new NoteVerifier(ledger.Origin, key.PublicKey));
                var note = SignedNote.Parse(last.Note);
                if (!known.Any(key => key.Verifies(note)) || Checkpoint.Parse(note.Text) != new Checkpoint(ledger.Origin, last.Size, last.Root))
                    throw new SealingRefusedException("checkpoint-altered", string.Create(CultureInfo.InvariantCulture, $"The last checkpoint, of size {from}, is not as it was signed."));
            }

            if (!MerkleTree.VerifyConsistency(from, size, last?.Root ?? MerkleTree.EmptyRoot, root, proof))
                throw new SealingRefusedException("tree-inconsistent", string.Create(CultureInfo.InvariantCulture, $"The tree of {size} leaves does not extend the signed tree of {from}."));
            await CompareLeaves(connection, from, size, ct);
            return (root, proof);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new SealingRefusedException("log-unreadable", $"The sealed log cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The lowest tiles hold the hashes of exactly the leaves added since the last checkpoint.</summary>
    private static async Task CompareLeaves(NpgsqlConnection connection, long from, long size, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select l.leaf_index from ledger.leaves l left join ledger.tiles t on t.level = 0 and t.tile_index = l.leaf_index / 256
            where l.leaf_index >= $1 and l.leaf_index < $2 and substr(t.data, (l.leaf_index % 256)::integer * 32 + 1, 32) is distinct from l.leaf_hash
            union all
            select $2 where (select count(*) from ledger.leaves where leaf_index >= $1 and leaf_index < $2) <> $2 - $1
            limit 1
            """, connection);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = size });
        if (await command.ExecuteScalarAsync(ct) is long leaf)
            throw new SealingRefusedException("tile-differs", string.Create(CultureInfo.InvariantCulture, $"The tiles do not hold leaf {leaf} as it stands."));
    }

    // ---- keys ---------------------------------------------------------------------------------------------------------

    private sealed record KeyRing(IReadOnlyList<SigningKey> All, IReadOnlyList<SigningKey> Signing) : IDisposable
    {
        public void Dispose()
        {
            foreach (var key in All) key.Dispose();
        }
    }

    /// <summary>The keys that sign now: the current one, and in an overlap the one before. Begins the log's first key when there is none.</summary>
    private async Task<KeyRing> KeysFor(NpgsqlConnection connection, Log ledger, DateTimeOffset now, CancellationToken ct)
    {
        var known = await connection.Keys(ct);
        var held = keyFile.Load(ledger.Instance);
        if (known.Count == 0 && ledger.SignedSize == 0)
        {
            if (held.Count == 0) held = [keyFile.Create(ledger.Instance)];
            await Publish(connection, held[^1], now, null, ct);
            return new KeyRing(held, [held[^1]]);
        }

        var current = known.Where(key => key.To is null || key.To > now).ToList();
        if (current.Find(key => key.To is null) is not { } lasting || held.All(key => key.Id != lasting.Id))
        {
            foreach (var key in held) key.Dispose();
            throw new SealingRefusedException("key-missing",
                $"This log is signed by key {current.LastOrDefault()?.Id ?? "(none is known any more)"}, which is not in {keyFile.FileOf(ledger.Instance)}. Bring the file the log was signed with; a new key begins only by rotation.");
        }

        return new KeyRing(held, [.. current.Select(key => held.FirstOrDefault(h => h.Id == key.Id)).OfType<SigningKey>()]);
    }

    private static async Task Publish(NpgsqlConnection connection, SigningKey key, DateTimeOffset now, Guid? order, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand("insert into ledger.keys (key_id, public_key, valid_from, ordered_by) values ($1, $2, $3, $4)", connection);
        insert.Parameters.Add(new() { Value = key.Id });
        insert.Parameters.Add(new() { Value = key.PublicKey });
        insert.Parameters.Add(new() { Value = now });
        insert.Parameters.Add(new() { Value = (object?)order ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await insert.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Carries out an ordered rotation: a new key begins, the one before goes on signing for a while.</summary>
    private async Task Rotate(CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakeLog(connection, ct) is not { } ledger) return;
        await using var find = new NpgsqlCommand("""
            select e.id from events.mt_events e where e.stream_id = $1 and e.type = $2 and not exists (select 1 from ledger.keys k where k.ordered_by = e.id)
            order by e.version limit 1
            """, connection);
        find.Parameters.Add(new() { Value = KeyRotation.Stream });
        find.Parameters.Add(new() { Value = KeyRotation.StoredName });
        if (await find.ExecuteScalarAsync(ct) is not Guid order) return;

        var now = clock.Now();
        using var before = await KeysFor(connection, ledger, now, ct);
        var known = (await connection.Keys(ct)).Select(key => key.Id).ToHashSet();
        // A key made by a rotation that died before its commit is taken, not left lying.
        var next = before.All.LastOrDefault(key => !known.Contains(key.Id)) ?? keyFile.Create(ledger.Instance);
        await using (var end = new NpgsqlCommand("update ledger.keys set valid_to = $1 where valid_to is null", connection))
        {
            end.Parameters.Add(new() { Value = now + settings.RotationOverlap });
            await end.ExecuteNonQueryAsync(ct);
        }

        await Publish(connection, next, now, order, ct);
        await transaction.CommitAsync(ct);
        log.LogInformation("Signing key {Key} begins; the one before signs until {Until}", next.Id, now + settings.RotationOverlap);
        next.Dispose();
    }

    // ---- the log's row ------------------------------------------------------------------------------------------------

    private sealed record Log(Guid Instance, string Origin, long SignedSize);

    /// <summary>The log's row, locked until the end of the transaction; null when another host has it.</summary>
    private async Task<Log?> TakeLog(NpgsqlConnection connection, CancellationToken ct)
    {
        if (await Read() is { } found) return found;
        var instance = clock.NewId();
        await using var begin = new NpgsqlCommand("insert into ledger.log (instance, origin, started_at) values ($1, $2, $3) on conflict do nothing", connection);
        begin.Parameters.Add(new() { Value = instance });
        begin.Parameters.Add(new() { Value = settings.Origin ?? $"protection-platform.local/{instance:N}" });
        begin.Parameters.Add(new() { Value = clock.Now() });
        await begin.ExecuteNonQueryAsync(ct);
        return await Read();

        async Task<Log?> Read()
        {
            // Events may be committed before they are on disk; what covers them is not, whatever the server's own setting: theirs comes before ours in the log of writes.
            await using var command = new NpgsqlCommand("select instance, origin, signed_size, set_config('synchronous_commit', 'on', true) from ledger.log for update skip locked", connection);
            await using var row = await command.ExecuteReaderAsync(ct);
            return await row.ReadAsync(ct) ? new Log(row.GetGuid(0), row.GetString(1), row.GetInt64(2)) : null;
        }
    }

    private static async Task<(long Size, long LastSequence)> End(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select leaf_index + 1, seq_id from ledger.leaves order by leaf_index desc limit 1", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetInt64(1)) : (0, 0);
    }

    private Task Reached(SealStep step, NpgsqlConnection connection) => At?.Invoke(step, connection) ?? Task.CompletedTask;
}
