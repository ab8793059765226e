using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

public sealed class MerkleTreeSpecs
{
    /// <summary>The leaves that every implementation of RFC 6962 is tried with.</summary>
    private static readonly byte[][] KnownLeaves =
        [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(hex => LedgerEntry.LeafHash(Convert.FromHexString(hex)))];

    private static readonly byte[][] Leaves = [.. Enumerable.Range(0, 1000).Select(i => LedgerEntry.LeafHash(Encoding.ASCII.GetBytes(i.ToString(CultureInfo.InvariantCulture))))];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_the_published_one(int size, string root) => Convert.ToHexStringLower(MerkleTree.Root(KnownLeaves[..size])).ShouldBe(root);

    [Theory]
    [InlineData(0, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(5, 8, "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(1, 5, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public async Task An_inclusion_proof_is_the_published_one(int index, int size, string hashes)
    {
        var tiles = await Tiles.Of(KnownLeaves);
        Hex(await tiles.Tree(size).InclusionProof(index, default)).ShouldBe(hashes);
    }

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(1, 8, "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(6, 8, "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 5, "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public async Task A_consistency_proof_is_the_published_one(int from, int to, string hashes)
    {
        var tiles = await Tiles.Of(KnownLeaves);
        Hex(await tiles.Tree(to).ConsistencyProof(from, default)).ShouldBe(hashes);
    }

    [Fact]
    public async Task In_trees_of_every_size_to_1000_every_leaf_is_proved_and_nothing_else_is()
    {
        var tiles = await Tiles.Of(Leaves);
        for (var size = 1; size <= Leaves.Length; size++)
        {
            var tree = tiles.Tree(size);
            var root = await tree.Root(default);
            for (var index = 0; index < size; index++)
            {
                var proof = await tree.InclusionProof(index, default);
                MerkleTree.VerifyInclusion(Leaves[index], index, size, proof, root).ShouldBeTrue();
                if ((index * 7 + size) % 53 == 0) RefusesEverythingElse(index, size, proof, root);
            }
        }
    }

    private static void RefusesEverythingElse(int index, int size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        MerkleTree.VerifyInclusion(Leaves[(index + 1) % Leaves.Length], index, size, proof, root).ShouldBeFalse("another leaf");
        MerkleTree.VerifyInclusion(Flip(Leaves[index], size), index, size, proof, root).ShouldBeFalse("a flipped bit in the leaf");
        MerkleTree.VerifyInclusion(Leaves[index], index, size, proof, Flip(root, size)).ShouldBeFalse("a flipped bit in the root");
        MerkleTree.VerifyInclusion(Leaves[index], index, size, [.. proof, root], root).ShouldBeFalse("a hash too many");
        MerkleTree.VerifyInclusion(Leaves[index], size, size, proof, root).ShouldBeFalse("an index outside");
        MerkleTree.VerifyInclusion(Leaves[index], -1, size, proof, root).ShouldBeFalse("a negative index");
        MerkleTree.VerifyInclusion(Leaves[index], index ^ 1, size, proof, root).ShouldBeFalse("the neighbour's index");
        // The proof of a leaf with that many siblings says nothing of a tree of another depth.
        MerkleTree.VerifyInclusion(Leaves[index], index, 4L * size, proof, root).ShouldBeFalse("a larger size");
        MerkleTree.VerifyInclusion(Leaves[index], index, index, proof, root).ShouldBeFalse("a smaller size");
        for (var i = 0; i < proof.Count; i++)
        {
            MerkleTree.VerifyInclusion(Leaves[index], index, size, [.. proof.Take(i), Flip(proof[i], index), .. proof.Skip(i + 1)], root).ShouldBeFalse("a flipped bit in the proof");
            MerkleTree.VerifyInclusion(Leaves[index], index, size, [.. proof.Take(i), .. proof.Skip(i + 1)], root).ShouldBeFalse("a hash too few");
            MerkleTree.VerifyInclusion(Leaves[index], index, size, [.. proof.Take(i), proof[i][..31], .. proof.Skip(i + 1)], root).ShouldBeFalse("a short hash");
        }
    }

    [Fact]
    public async Task A_tree_extends_every_smaller_one_and_no_forked_one()
    {
        var tiles = await Tiles.Of(Leaves);
        var pairs = from to in Enumerable.Range(0, 131) from of in Enumerable.Range(0, to + 1) select (of, to);
        var sampled = from to in Enumerable.Range(131, Leaves.Length - 130) from of in Enumerable.Range(0, to + 1) where (of * 31 + to) % 101 == 0 || of >= to - 1 select (of, to);
        foreach (var (from, to) in pairs.Concat(sampled))
        {
            var smaller = MerkleTree.Root(Leaves[..from]);
            var larger = await tiles.Tree(to).Root(default);
            var proof = await tiles.Tree(to).ConsistencyProof(from, default);
            MerkleTree.VerifyConsistency(from, to, smaller, larger, proof).ShouldBeTrue($"{from} to {to}");
            if (from == 0) continue;
            var forked = MerkleTree.Root([.. Leaves[..(from / 2)], Flip(Leaves[from / 2], to), .. Leaves[(from / 2 + 1)..from]]);
            MerkleTree.VerifyConsistency(from, to, forked, larger, proof).ShouldBeFalse($"a fork at {from / 2} of {from}");
            MerkleTree.VerifyConsistency(from, to, smaller, Flip(larger, from), proof).ShouldBeFalse("a flipped bit in the larger root");
            MerkleTree.VerifyConsistency(from, to, smaller, larger, [.. proof, larger]).ShouldBeFalse("a hash too many");
            if (from < to) MerkleTree.VerifyConsistency(to, from, larger, smaller, proof).ShouldBeFalse("shrunk");
            for (var i = 0; i < proof.Count; i++)
            {
                MerkleTree.VerifyConsistency(from, to, smaller, larger, [.. proof.Take(i), Flip(proof[i], to), .. proof.Skip(i + 1)]).ShouldBeFalse("a flipped bit in the proof");
                MerkleTree.VerifyConsistency(from, to, smaller, larger, [.. proof.Take(i), .. proof.Skip(i + 1)]).ShouldBeFalse("a hash too few");
            }
        }
    }

    [Fact]
    public void Random_hashes_prove_nothing() => Prop.ForAll(
        Arb.From(Gen.Choose(0, 999)), Arb.From(Gen.Choose(1, 1000)), Arb.From(Gen.Choose(0, 12)),
        (index, size, count) =>
        {
            IReadOnlyList<byte[]> proof = [.. Enumerable.Range(0, count).Select(i => SHA256.HashData([(byte)i, (byte)index, (byte)size]))];
            var root = MerkleTree.Root(Leaves[..size]);
            return (size == 1 && count == 0 && index == 0) || !MerkleTree.VerifyInclusion(Leaves[index], index, size, proof, root)
                && !MerkleTree.VerifyConsistency(Math.Min(index, size - 1) + 1, size, Leaves[index], root, proof);
        }).QuickCheckThrowOnFailure();

    private static byte[] Flip(byte[] hash, int bit)
    {
        var flipped = hash.ToArray();
        flipped[bit / 8 % hash.Length] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static string Hex(IReadOnlyList<byte[]> hashes) => string.Join(' ', hashes.Select(Convert.ToHexStringLower));
}
