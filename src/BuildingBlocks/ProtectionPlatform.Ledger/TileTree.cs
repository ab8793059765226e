using System.Numerics;

namespace ProtectionPlatform.Ledger;

/// <summary>Reads the data of a tile: at least its width × 32 bytes. A wider form of the same tile will do, as it begins with the same hashes.</summary>
public delegate ValueTask<byte[]> ReadTile(Tile tile, CancellationToken ct);

/// <summary>
/// A tree of a fixed size whose nodes lie in tiles. A proof reads at most two tiles a level (six at a million leaves), each once in the life of this object.
/// Not for several callers at a time.
/// </summary>
/// <param name="size">Leaves of the tree.</param>
/// <param name="read">Where the tiles are.</param>
public sealed class TileTree(long size, ReadTile read)
{
    private readonly Dictionary<Tile, byte[]> tiles = [];
    private readonly Dictionary<(long Start, long End), byte[]> nodes = [];

    /// <summary>Root of the tree.</summary>
    public async ValueTask<byte[]> Root(CancellationToken ct) => size == 0 ? MerkleTree.EmptyRoot : await Hash(0, size, ct);

    /// <summary>Sibling hashes from the leaf upwards: what <see cref="MerkleTree.VerifyInclusion"/> takes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such leaf.</exception>
    public ValueTask<IReadOnlyList<byte[]>> InclusionProof(long index, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var siblings = new Stack<(long, long)>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + LeftOf(end - start);
            siblings.Push(index < middle ? (middle, end) : (start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        return Hashes(siblings, ct);
    }

    /// <summary>What shows that this tree begins with all leaves of the one it was at <paramref name="fromSize"/>: for <see cref="MerkleTree.VerifyConsistency"/>. Empty for 0 and for its own size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree was never of that size.</exception>
    public ValueTask<IReadOnlyList<byte[]>> ConsistencyProof(long fromSize, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fromSize, size);
        var path = new Stack<(long, long)>();
        var (start, end) = (0L, size);
        while (fromSize > 0 && fromSize < end)
        {
            var middle = start + LeftOf(end - start);
            path.Push(fromSize <= middle ? (middle, end) : (start, middle));
            (start, end) = fromSize <= middle ? (start, middle) : (middle, end);
        }

        // What is left is the last full node of the smaller tree, unless that is the whole smaller tree, whose root the reader has.
        if (fromSize > 0 && start > 0) path.Push((start, end));
        return Hashes(path, ct);
    }

    /// <summary>Every tile, full or partial, that is new when leaves are added to a tree; in the order of levels, then places.</summary>
    /// <param name="size">Leaves before.</param>
    /// <param name="read">Where the tiles of the smaller tree are; read are only its partial ones, at most one a level.</param>
    /// <param name="newLeafHashes">Hashes of the leaves to add.</param>
    /// <param name="ct">Cancels reading.</param>
    public static async Task<IReadOnlyList<(Tile Tile, byte[] Data)>> Extend(long size, ReadTile read, IReadOnlyList<byte[]> newLeafHashes, CancellationToken ct)
    {
        var extended = new List<(Tile, byte[])>();
        var added = newLeafHashes;
        for (var (level, before) = (0, size); added.Count > 0; level++, before >>= Tile.Height)
        {
            var above = new List<byte[]>();
            var (index, width) = (before >> Tile.Height, (int)(before % Tile.FullWidth));
            var hashes = new List<byte[]>(Tile.FullWidth);
            if (width > 0)
            {
                var data = await Read(new Tile(level, index, width), read, ct);
                hashes.AddRange(Enumerable.Range(0, width).Select(place => Slice(data, place)));
            }

            foreach (var hash in added)
            {
                hashes.Add(hash);
                if (hashes.Count < Tile.FullWidth) continue;
                extended.Add((new Tile(level, index++, Tile.FullWidth), [.. hashes.SelectMany(h => h)]));
                above.Add(MerkleTree.Root(hashes));
                hashes = [];
            }

            if (hashes.Count > 0) extended.Add((new Tile(level, index, hashes.Count), [.. hashes.SelectMany(h => h)]));
            added = above;
        }

        return extended;
    }

    private async ValueTask<IReadOnlyList<byte[]>> Hashes(IEnumerable<(long Start, long End)> ranges, CancellationToken ct)
    {
        var hashes = new List<byte[]>();
        foreach (var (start, end) in ranges) hashes.Add(await Hash(start, end, ct));
        return hashes;
    }

    /// <summary>Root over the leaves of a range that is a subtree of this tree: a hash of a tile, or put together of its two halves.</summary>
    private async ValueTask<byte[]> Hash(long start, long end, CancellationToken ct)
    {
        if (nodes.TryGetValue((start, end), out var known)) return known;
        var leaves = end - start;
        if (BitOperations.IsPow2(leaves) && BitOperations.Log2((ulong)leaves) is var rows && rows % Tile.Height == 0) return await TileHash(rows, start >> rows, ct);
        var middle = start + LeftOf(leaves);
        var left = await Hash(start, middle, ct);
        var right = await Hash(middle, end, ct);
        return nodes[(start, end)] = MerkleTree.NodeHash(left, right);
    }

    private async ValueTask<byte[]> TileHash(int rows, long place, CancellationToken ct)
    {
        var index = place >> Tile.Height;
        var width = (int)Math.Min(Tile.FullWidth, (size >> rows) - (index << Tile.Height));
        var tile = new Tile(rows / Tile.Height, index, width);
        if (!tiles.TryGetValue(tile, out var data)) tiles[tile] = data = await Read(tile, read, ct);
        return Slice(data, (int)(place % Tile.FullWidth));
    }

    private static async ValueTask<byte[]> Read(Tile tile, ReadTile read, CancellationToken ct)
    {
        var data = await read(tile, ct);
        return data.Length >= tile.Width * MerkleTree.HashLength ? data : throw new InvalidDataException($"{tile.Path} is shorter than its width.");
    }

    private static byte[] Slice(byte[] data, int place) => data.AsSpan(place * MerkleTree.HashLength, MerkleTree.HashLength).ToArray();

    /// <summary>Leaves of the left child: the largest power of two smaller than <paramref name="leaves"/>.</summary>
    private static long LeftOf(long leaves) => 1L << BitOperations.Log2((ulong)(leaves - 1));
}
