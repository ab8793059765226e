using System.Numerics;
using System.Security.Cryptography;

namespace ProtectionPlatform.Ledger;

/// <summary>The hash tree of RFC 6962 section 2.1 (the same in RFC 9162) over SHA-256, and the checks of RFC 9162 sections 2.1.3.2 and 2.1.4.2.</summary>
public static class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashLength = 32;

    /// <summary>Root of the tree without leaves: SHA-256 of nothing. A fresh copy each time.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    /// <summary>Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> node = stackalloc byte[1 + 2 * HashLength];
        node[0] = 1;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashLength)..]);
        return SHA256.HashData(node);
    }

    /// <summary>Root over all leaf hashes, in their order.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leafHashes)
    {
        if (leafHashes.Count == 0) return EmptyRoot;
        // Pairing row by row, the odd last one rising as it is, gives the same tree as the recursive definition.
        var row = leafHashes;
        while (row.Count > 1)
        {
            var above = new List<byte[]>((row.Count + 1) / 2);
            for (var i = 0; i + 1 < row.Count; i += 2) above.Add(NodeHash(row[i], row[i + 1]));
            if (row.Count % 2 == 1) above.Add(row[^1]);
            row = above;
        }

        return row[0];
    }

    /// <summary>Whether <paramref name="proof"/> leads from the leaf at <paramref name="index"/> to the root of a tree of <paramref name="size"/> leaves. False for anything malformed.</summary>
    /// <param name="leafHash">From <see cref="LedgerEntry.LeafHash"/>.</param>
    /// <param name="index">0-based.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="proof">Sibling hashes, from the leaf upwards.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool VerifyInclusion(byte[] leafHash, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size || !AreHashes([leafHash, root]) || !AreHashes(proof)) return false;
        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if (IsRightmostOrRight(node, last))
            {
                hash = NodeHash(sibling, hash);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>Whether <paramref name="proof"/> shows that the larger tree begins with all leaves of the smaller one. False for anything malformed.</summary>
    /// <param name="fromSize">Leaves of the smaller tree; every tree extends the empty one, with an empty proof.</param>
    /// <param name="toSize">Leaves of the larger tree; for equal sizes the roots must be equal and the proof empty.</param>
    /// <param name="fromRoot">Root of the smaller tree.</param>
    /// <param name="toRoot">Root of the larger tree.</param>
    /// <param name="proof">Hashes in the order of RFC 6962 section 2.1.2.</param>
    public static bool VerifyConsistency(long fromSize, long toSize, byte[] fromRoot, byte[] toRoot, IReadOnlyList<byte[]> proof)
    {
        if (fromSize < 0 || fromSize > toSize || !AreHashes([fromRoot, toRoot]) || !AreHashes(proof)) return false;
        if (fromSize == toSize) return proof.Count == 0 && fromRoot.AsSpan().SequenceEqual(toRoot);
        if (fromSize == 0) return proof.Count == 0 && fromRoot.AsSpan().SequenceEqual(EmptyRoot);
        if (proof.Count == 0) return false;

        // A full smaller tree is itself a node of the larger one, so the proof leaves its root out.
        var path = BitOperations.IsPow2(fromSize) ? [fromRoot, .. proof] : proof;
        var (node, last) = (fromSize - 1, toSize - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var (smaller, larger) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0) return false;
            if (IsRightmostOrRight(node, last))
            {
                smaller = NodeHash(hash, smaller);
                larger = NodeHash(hash, larger);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                larger = NodeHash(larger, hash);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && smaller.AsSpan().SequenceEqual(fromRoot) && larger.AsSpan().SequenceEqual(toRoot);
    }

    private static bool IsRightmostOrRight(long node, long last) => (node & 1) == 1 || node == last;

    /// <summary>The last node of an odd row rises as it is: such rows have no hash in a proof.</summary>
    private static void SkipLevelsWithoutSibling(ref long node, ref long last)
    {
        while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> hashes) => hashes.All(hash => hash is { Length: HashLength });
}
