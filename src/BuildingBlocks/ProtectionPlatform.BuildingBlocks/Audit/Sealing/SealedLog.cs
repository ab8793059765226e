using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>A signed head of the log.</summary>
/// <param name="Size">Leaves of its tree.</param>
/// <param name="Root">Root of its tree, 32 bytes.</param>
/// <param name="Note">C2SP signed note.</param>
/// <param name="KeyIds">Keys that signed, 8 hex digits each.</param>
/// <param name="SignedAt">When, by our clock: not part of what is signed.</param>
/// <param name="PreviousSize">Of the checkpoint before it; 0 for the first.</param>
/// <param name="Consistency">Proof that it extends the one before.</param>
public sealed record SealedCheckpoint(
    long Size, byte[] Root, string Note, IReadOnlyList<string> KeyIds, DateTimeOffset SignedAt, long PreviousSize, IReadOnlyList<byte[]> Consistency);

/// <summary>An event as a leaf of the tree.</summary>
/// <param name="Index">0-based, without gaps.</param>
/// <param name="Sequence">Of the event in the record.</param>
/// <param name="EntryId">Id of its entry: the event's.</param>
/// <param name="Hash">SHA-256(0x00 ‖ entry).</param>
/// <param name="Entry">What the leaf commits to: canonical JSON.</param>
public sealed record SealedLeaf(long Index, long Sequence, Guid EntryId, byte[] Hash, byte[] Entry);

/// <summary>A public key of the log.</summary>
/// <param name="Id">8 hex digits.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
/// <param name="To">When it stops signing; null for the one that goes on.</param>
public sealed record SealedKey(string Id, byte[] PublicKey, DateTimeOffset From, DateTimeOffset? To);

/// <summary>Reads the sealed log: only what a checkpoint covers is shown to anybody.</summary>
public sealed class SealedLog(Databases databases)
{
    /// <summary>Name of the log, first line of its checkpoints; null before the log begins.</summary>
    public async Task<string?> Origin(CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select origin from ledger.log");
        return (string?)await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The newest checkpoint, or null before the first.</summary>
    public async Task<SealedCheckpoint?> Latest(CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await connection.LatestCheckpoint(ct);
    }

    /// <summary>The checkpoint of exactly this size, or null.</summary>
    public async Task<SealedCheckpoint?> Checkpoint(long size, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return (await connection.Checkpoints("where size = $1", ct, size)).SingleOrDefault();
    }

    /// <summary>Checkpoints larger than a size, smallest first.</summary>
    public async Task<IReadOnlyList<SealedCheckpoint>> Checkpoints(long after, int limit, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await connection.Checkpoints("where size > $1 order by size limit $2", ct, after, limit);
    }

    /// <summary>Every key the log ever had, oldest first.</summary>
    public async Task<IReadOnlyList<SealedKey>> Keys(CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await connection.Keys(ct);
    }

    /// <summary>The leaf of an event by its sequence, or null when it is not sealed (yet).</summary>
    public Task<SealedLeaf?> LeafAt(long sequence, CancellationToken ct) => Leaf("l.seq_id = $1", sequence, ct);

    /// <summary>The leaf of an event by its id, or null when it is not sealed (yet).</summary>
    public Task<SealedLeaf?> LeafOf(Guid eventId, CancellationToken ct) => Leaf("l.event_id = $1", eventId, ct);

    /// <summary>Whether an event is in the record, sealed or not. By id only among those that wait for their leaf: the others have one.</summary>
    public async Task<bool> IsRecorded(long? sequence, Guid? id, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("""
            select exists (select 1 from events.mt_events where seq_id = $1)
                or exists (select 1 from events.mt_events where id = $2
                           and seq_id > coalesce((select l.seq_id from ledger.leaves l where l.leaf_index = (select signed_size - 1 from ledger.log)), 0))
            """);
        command.Parameters.Add(new() { Value = (object?)sequence ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Entries of a range of leaves, in their order; fewer when the log is shorter.</summary>
    public async Task<IReadOnlyList<byte[]>> Entries(long first, int count, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand(
            "select n.entry from ledger.leaves l join ledger.entries n on n.event_id = l.event_id where l.leaf_index >= $1 and l.leaf_index < $2 order by l.leaf_index");
        command.Parameters.Add(new() { Value = first });
        command.Parameters.Add(new() { Value = first + count });
        var entries = new List<byte[]>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) entries.Add(reader.GetFieldValue<byte[]>(0));
        return entries;
    }

    /// <summary>Data of a stored tile cut to the width asked for, or null when there is none so wide.</summary>
    public async Task<byte[]?> Tile(Tile tile, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await connection.FindTile(tile, ct);
    }

    /// <summary>Hashes from a leaf up to the root of the tree of a size, and that root.</summary>
    public async Task<(IReadOnlyList<byte[]> Proof, byte[] Root)> Inclusion(long leaf, long size, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var tree = new TileTree(size, connection.ReadTile);
        return (await tree.InclusionProof(leaf, ct), await tree.Root(ct));
    }

    /// <summary>The same for many leaves of one tree, in their order; each tile is read once.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<byte[]>>> Inclusions(IReadOnlyList<long> leaves, long size, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var tree = new TileTree(size, connection.ReadTile);
        var proofs = new List<IReadOnlyList<byte[]>>(leaves.Count);
        foreach (var leaf in leaves) proofs.Add(await tree.InclusionProof(leaf, ct));
        return proofs;
    }

    /// <summary>Sizes of the checkpoints that outside parties hold.</summary>
    public async Task<IReadOnlyList<long>> AnchoredSizes(CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select distinct size from ledger.anchors where state = 'Sent' order by size");
        var sizes = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) sizes.Add(reader.GetInt64(0));
        return sizes;
    }

    /// <summary>What shows that the tree of one size begins with the tree of another, and both roots.</summary>
    public async Task<(IReadOnlyList<byte[]> Proof, byte[] FromRoot, byte[] ToRoot)> Consistency(long from, long to, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var tree = new TileTree(to, connection.ReadTile);
        return (await tree.ConsistencyProof(from, ct), await new TileTree(from, connection.ReadTile).Root(ct), await tree.Root(ct));
    }

    private async Task<SealedLeaf?> Leaf(string where, object value, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand(
            $"select l.leaf_index, l.seq_id, l.event_id, l.leaf_hash, n.entry from ledger.leaves l join ledger.entries n on n.event_id = l.event_id where {where}");
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new SealedLeaf(reader.GetInt64(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetFieldValue<byte[]>(3), reader.GetFieldValue<byte[]>(4))
            : null;
    }
}

/// <summary>Reads of the sealed log on a connection at hand, for those who read within their own transaction.</summary>
internal static class SealedLogReading
{
    public static async Task<SealedCheckpoint?> LatestCheckpoint(this NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.Checkpoints("order by size desc limit 1", ct)).SingleOrDefault();

    public static async Task<IReadOnlyList<SealedCheckpoint>> Checkpoints(this NpgsqlConnection connection, string rest, CancellationToken ct, params object[] values)
    {
        await using var command = new NpgsqlCommand($"select size, root, note, key_ids, signed_at, previous_size, consistency from ledger.checkpoints {rest}", connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        var found = new List<SealedCheckpoint>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(new SealedCheckpoint(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetString(2), reader.GetFieldValue<string[]>(3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt64(5), [.. reader.GetFieldValue<byte[]>(6).Chunk(MerkleTree.HashLength)]));
        return found;
    }

    public static async Task<IReadOnlyList<SealedKey>> Keys(this NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select key_id, public_key, valid_from, valid_to from ledger.keys order by valid_from, key_id", connection);
        var found = new List<SealedKey>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(new SealedKey(reader.GetString(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(2),
                await reader.IsDBNullAsync(3, ct) ? null : reader.GetFieldValue<DateTimeOffset>(3)));
        return found;
    }

    /// <summary>Cut to its width: a partial tile of an older size is the beginning of what stands there now.</summary>
    public static async Task<byte[]?> FindTile(this NpgsqlConnection connection, Tile tile, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select substr(data, 1, $3) from ledger.tiles where level = $1 and tile_index = $2 and octet_length(data) >= $3", connection);
        command.Parameters.Add(new() { Value = tile.Level, NpgsqlDbType = NpgsqlDbType.Integer });
        command.Parameters.Add(new() { Value = tile.Index });
        command.Parameters.Add(new() { Value = tile.Width * MerkleTree.HashLength, NpgsqlDbType = NpgsqlDbType.Integer });
        return (byte[]?)await command.ExecuteScalarAsync(ct);
    }

    /// <exception cref="InvalidDataException">It is not there, or shorter.</exception>
    public static async ValueTask<byte[]> ReadTile(this NpgsqlConnection connection, Tile tile, CancellationToken ct) =>
        await connection.FindTile(tile, ct) ?? throw new InvalidDataException($"{tile.Path} is missing.");
}
