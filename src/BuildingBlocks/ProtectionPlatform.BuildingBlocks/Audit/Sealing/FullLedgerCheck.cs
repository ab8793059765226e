using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>
/// Checks the whole sealed log, each night and whenever an auditor asks: every leaf against the record, every tile and every checkpoint
/// against the leaves. Page by page, so that memory stays flat and no lock is held; stopped with its host, another begins it anew.
/// </summary>
internal sealed class FullLedgerCheck(Databases databases, LedgerSettings settings, LedgerFindings findings, TimeProvider clock, ILogger<FullLedgerCheck> log) : BackgroundService
{
    /// <summary>Findings kept of one check; a log altered everywhere needs no longer list.</summary>
    private const int MostFindings = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Seals) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Poll;
            try
            {
                await RequestNightly(stoppingToken);
                await RunRequested(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.Log(PostgresErrors.IsBusy(e) ? LogLevel.Warning : LogLevel.Error, e, "The check of the log failed; trying again");
                pause = Abandoned;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks for a full check.</summary>
    /// <returns>Its id: of the one asked for already when there is one.</returns>
    internal static async Task<long> Request(Databases databases, DateTimeOffset now, Guid? by, CancellationToken ct)
    {
        // Asked twice at one moment, the second sees neither its own request nor, yet, the other one.
        while (true)
            if (await TryRequest(databases, now, by, ct) is { } id) return id;
    }

    private static async Task<long?> TryRequest(Databases databases, DateTimeOffset now, Guid? by, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand("""
            with asked as (insert into ledger.checks (kind, requested_at, requested_by) values ('Full', $1, $2) on conflict (kind) where kind = 'Full' and ended_at is null do nothing returning id)
            select id from asked union all select id from ledger.checks where kind = 'Full' and ended_at is null order by id desc limit 1
            """);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return (long?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Each day of Viet Nam, once its hour has come.</summary>
    private async Task RequestNightly(CancellationToken ct)
    {
        var here = clock.Now().ToOffset(Clock.VietNamOffset);
        var due = new DateTimeOffset(here.Date.Add(settings.CheckAt.ToTimeSpan()), Clock.VietNamOffset);
        if (due > here) due = due.AddDays(-1);
        await using var command = databases.Ledger.CreateCommand("""
            insert into ledger.checks (kind, requested_at) select 'Full', $1
            where exists (select 1 from ledger.log where started_at < $2 and signed_size > 0) and not exists (select 1 from ledger.checks where kind = 'Full' and requested_at >= $2)
            on conflict (kind) where kind = 'Full' and ended_at is null do nothing
            """);
        command.Parameters.Add(new() { Value = clock.Now() });
        command.Parameters.Add(new() { Value = due.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Carries out what was asked for, if no other host is at it.</summary>
    internal async Task<bool> RunRequested(CancellationToken ct)
    {
        await using var take = databases.Ledger.CreateCommand("""
            update ledger.checks set started_at = $1, beat_at = $1, from_leaf = 0, up_to_leaf = 0, entries = 0, findings = 0
            where kind = 'Full' and ended_at is null and (beat_at is null or beat_at < $2) returning id
            """);
        take.Parameters.Add(new() { Value = clock.Now() });
        take.Parameters.Add(new() { Value = clock.Now() - Abandoned });
        if (await take.ExecuteScalarAsync(ct) is not long id) return false;
        try
        {
            await Run(id, ct);
            return true;
        }
        catch (Exception)
        {
            await using var leave = databases.Ledger.CreateCommand("update ledger.checks set beat_at = null where id = $1 and ended_at is null");
            leave.Parameters.Add(new() { Value = id });
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task Run(long id, CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        var (found, checkedLeaves) = (0, 0L);
        var beat = clock.GetTimestamp();
        await foreach (var (finding, leaves) in new WholeLog(connection).Check(ct))
        {
            checkedLeaves = leaves;
            if (finding is not null && found++ < MostFindings) await findings.Report(id, finding.Code, finding.Subject, finding.Facts, ct);
            if (clock.GetElapsedTime(beat) < Beat) continue;
            beat = clock.GetTimestamp();
            await Store(id, checkedLeaves, found, ended: false, ct);
        }

        await findings.ClearAllBut(id, ct);
        await Store(id, checkedLeaves, found, ended: true, ct);
        if (found > 0) log.LogCritical("THE RECORD IS NOT AS IT WAS SEALED: {Count} findings, see the ledger page of the auditor", found);
    }

    private async Task Store(long id, long leaves, int found, bool ended, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand(
            "update ledger.checks set up_to_leaf = $2, entries = $2, findings = $3, beat_at = $4, ended_at = case when $5 then $4 end where id = $1");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = leaves });
        command.Parameters.Add(new() { Value = found });
        command.Parameters.Add(new() { Value = clock.Now() });
        command.Parameters.Add(new() { Value = ended });
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>One walk over everything that was signed when it began.</summary>
internal sealed class WholeLog(NpgsqlConnection connection)
{
    /// <summary>Leaves that are gone from the end are named one by one, but no altered number makes the walk endless.</summary>
    private const int MostMissing = 10 * Tile.FullWidth;

    private long size;
    private readonly TreeWalk tree = new();
    private readonly Queue<SealedCheckpoint> checkpoints = new();
    private IReadOnlyList<SealedKey> keys = [];
    private string origin = "";
    private SealedCheckpoint? last;

    /// <returns>Findings, and now and then null, with the leaves walked over so far.</returns>
    public async IAsyncEnumerable<(LedgerCheck.Found? Finding, long Leaves)> Check([EnumeratorCancellation] CancellationToken ct)
    {
        keys = await connection.Keys(ct);
        var (signed, largest) = (0L, 0L);
        await using (var read = new NpgsqlCommand("select origin, signed_size, (select coalesce(max(size), 0) from ledger.checkpoints), (select count(*) from ledger.leaves) from ledger.log", connection))
        await using (var row = await read.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct)) yield break;
            (origin, signed, largest) = (row.GetString(0), row.GetInt64(1), row.GetInt64(2));
            var leaves = row.GetInt64(3);
            size = Math.Min(Math.Max(signed, Math.Min(largest, leaves)), leaves + MostMissing);
        }

        var hashes = new List<byte[]>(Tile.FullWidth);
        for (long first = 0, end; first < size; first = end)
        {
            end = Math.Min(first + Tile.FullWidth, size);
            hashes.Clear();
            await foreach (var finding in LedgerCheck.ComparePage(connection, first, end, hashes.Add, ct)) yield return (finding, first);
            foreach (var hash in hashes)
            {
                foreach (var full in tree.Add(hash))
                    if (await Differs(full.Tile, full.Data, ct) is { } finding) yield return (finding, first);
                while (await NextCheckpoint(ct) is { } next && next.Size == tree.Size)
                {
                    foreach (var finding in Compare(checkpoints.Dequeue())) yield return (finding, first);
                }
            }

            yield return (null, end);
        }

        foreach (var (tile, data) in tree.Partial())
            if (await Differs(tile, data, ct) is { } finding) yield return (finding, size);
        if (largest > size) yield return (Of(LedgerFindings.CheckpointDiffers, largest, "size"), size);
        if ((last?.Size ?? 0) < signed) yield return (Of(LedgerFindings.CheckpointMissing, signed), size);
        if (largest > signed) yield return (new LedgerCheck.Found(LedgerFindings.CheckpointDiffers, "log", new JsonObject { ["size"] = signed, ["field"] = "signed_size" }), size);
        foreach (var finding in await Strays(ct)) yield return (finding, size);
    }

    private async Task<SealedCheckpoint?> NextCheckpoint(CancellationToken ct)
    {
        if (checkpoints.Count == 0 && (last?.Size ?? 0) < size)
            foreach (var checkpoint in await connection.Checkpoints("where size > $1 and size <= $2 order by size limit 500", ct, last?.Size ?? 0, size)) checkpoints.Enqueue(checkpoint);
        return checkpoints.TryPeek(out var next) ? next : null;
    }

    private IEnumerable<LedgerCheck.Found> Compare(SealedCheckpoint signed)
    {
        if (signed.PreviousSize != (last?.Size ?? 0))
            yield return signed.PreviousSize > (last?.Size ?? 0) && signed.PreviousSize < signed.Size
                ? Of(LedgerFindings.CheckpointMissing, signed.PreviousSize)
                : Of(LedgerFindings.CheckpointDiffers, signed.Size, "previous_size");
        else if (!MerkleTree.VerifyConsistency(signed.PreviousSize, signed.Size, lastRoot, tree.Root(), signed.Consistency))
            yield return Of(LedgerFindings.CheckpointDiffers, signed.Size, "consistency");
        if (!signed.Root.AsSpan().SequenceEqual(tree.Root())) yield return Of(LedgerFindings.CheckpointDiffers, signed.Size, "root");
        if (NoteFault(signed) is { } field) yield return Of(LedgerFindings.CheckpointDiffers, signed.Size, field);
        (last, lastRoot) = (signed, tree.Root());
    }

    private byte[] lastRoot = MerkleTree.EmptyRoot;

    private string? NoteFault(SealedCheckpoint signed)
    {
        try
        {
            var note = SignedNote.Parse(signed.Note);
            if (Checkpoint.Parse(note.Text) != new Checkpoint(origin, signed.Size, tree.Root())) return "note";
            var signers = note.Signatures.Select(s => s.KeyId.ToString("x8", CultureInfo.InvariantCulture)).ToList();
            // Exactly the lines that were written: one more or less is not what was signed.
            if (signers.Any(id => keys.FirstOrDefault(key => key.Id == id) is not { } key || !new NoteVerifier(origin, key.PublicKey).Verifies(note)) || note.ToText() != signed.Note) return "note";
            return signers.SequenceEqual(signed.KeyIds) ? null : "key_ids";
        }
        catch (Exception e) when (e is FormatException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            return "note";
        }
    }

    private async Task<LedgerCheck.Found?> Differs(Tile tile, byte[] expected, CancellationToken ct)
    {
        if (tile.Level == 0) return null; // compared leaf by leaf
        var stored = await connection.FindTile(tile, ct);
        if (stored?.AsSpan().SequenceEqual(expected) == true) return null;
        return new LedgerCheck.Found(stored is null ? LedgerFindings.TileMissing : LedgerFindings.TileDiffers, string.Create(CultureInfo.InvariantCulture, $"tile:{tile.Level}/{tile.Index}"),
            new JsonObject { ["level"] = tile.Level, ["index"] = tile.Index });
    }

    /// <summary>Tiles of no leaf, entries of no event.</summary>
    private async Task<List<LedgerCheck.Found>> Strays(CancellationToken ct)
    {
        var found = new List<LedgerCheck.Found>();
        await using (var tiles = new NpgsqlCommand("""
            select t.level, t.tile_index from ledger.tiles t,
                   (select greatest(coalesce(max(leaf_index) + 1, 0), (select coalesce(max(signed_size), 0) from ledger.log)) size from ledger.leaves) whole
            where t.tile_index * 256 + octet_length(t.data) / 32 > whole.size >> (8 * t.level) order by 1, 2 limit 1000
            """, connection))
        await using (var row = await tiles.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                found.Add(new LedgerCheck.Found(LedgerFindings.TileDiffers, string.Create(CultureInfo.InvariantCulture, $"tile:{row.GetInt32(0)}/{row.GetInt64(1)}"),
                    new JsonObject { ["level"] = row.GetInt32(0), ["index"] = row.GetInt64(1) }));

        await using var entries = new NpgsqlCommand("""
            select n.event_id from ledger.entries n
            where not exists (select 1 from ledger.leaves l where l.event_id = n.event_id) and not exists (select 1 from events.mt_events e where e.id = n.event_id)
            order by 1 limit 1000
            """, connection);
        await using var entry = await entries.ExecuteReaderAsync(ct);
        while (await entry.ReadAsync(ct))
            found.Add(new LedgerCheck.Found(LedgerFindings.EntryWithoutEvent, $"entry:{entry.GetGuid(0)}", new JsonObject { ["event"] = entry.GetGuid(0).ToString() }));
        return found;
    }

    private static LedgerCheck.Found Of(string code, long checkpoint, string? field = null)
    {
        var facts = new JsonObject { ["size"] = checkpoint };
        if (field is not null) facts["field"] = field;
        return new LedgerCheck.Found(code, string.Create(CultureInfo.InvariantCulture, $"checkpoint:{checkpoint}"), facts);
    }
}

/// <summary>A tree that grows leaf by leaf and remembers only its right edge.</summary>
internal sealed class TreeWalk
{
    private readonly List<List<byte[]>> levels = [];
    private readonly List<long> indexes = [];

    /// <summary>Roots of full subtrees, largest first.</summary>
    private readonly Stack<(int Height, byte[] Hash)> edge = new();

    public long Size { get; private set; }

    /// <returns>Tiles that became full.</returns>
    public IReadOnlyList<(Tile Tile, byte[] Data)> Add(byte[] leafHash)
    {
        Size++;
        var (height, hash) = (0, leafHash);
        while (edge.TryPeek(out var left) && left.Height == height)
            (height, hash) = (height + 1, MerkleTree.NodeHash(edge.Pop().Hash, hash));
        edge.Push((height, hash));

        var full = new List<(Tile, byte[])>();
        for (var (level, add) = (0, leafHash); ; level++)
        {
            if (level == levels.Count)
            {
                levels.Add([]);
                indexes.Add(0);
            }

            levels[level].Add(add);
            if (levels[level].Count < Tile.FullWidth) return full;
            full.Add((new Tile(level, indexes[level]++, Tile.FullWidth), [.. levels[level].SelectMany(h => h)]));
            add = MerkleTree.Root(levels[level]);
            levels[level] = [];
        }
    }

    public IEnumerable<(Tile Tile, byte[] Data)> Partial() =>
        levels.Select((hashes, level) => (Tile: new Tile(level, indexes[level], hashes.Count), Data: hashes.SelectMany(h => h).ToArray())).Where(t => t.Tile.Width > 0);

    public byte[] Root() => edge.Count == 0 ? MerkleTree.EmptyRoot : edge.Skip(1).Aggregate(edge.Peek().Hash, (right, left) => MerkleTree.NodeHash(left.Hash, right));
}
