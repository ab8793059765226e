using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

public sealed class TileSpecs
{
    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(63, 999, 1, "tile/63/999.p/1")]
    [InlineData(2, 1000, 255, "tile/2/x001/000.p/255")]
    public void A_tile_has_the_address_of_tlog_tiles(int level, long index, int width, string path)
    {
        var tile = new Tile(level, index, width);
        tile.Path.ShouldBe(path);
        Tile.TryParse(path, out var read).ShouldBeTrue();
        read.ShouldBe(tile);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/64/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/234")]
    [InlineData("tile/0/x001/x234")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/05")]
    [InlineData("tile/0/000.p/5.p/5")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/entries/000")]
    [InlineData("/tile/0/000")]
    public void Other_spellings_are_refused(string? path) => Tile.TryParse(path, out _).ShouldBeFalse();

    [Fact]
    public void A_bundle_has_its_entries_with_their_lengths_and_the_address_beside_the_tile()
    {
        var bundle = EntryBundle.Write([[], [7], [8, 9]]);
        bundle.ShouldBe(new byte[] { 0, 0, 0, 1, 7, 0, 2, 8, 9 });
        EntryBundle.Read(bundle).ShouldBe([[], [7], [8, 9]]);
        Should.Throw<FormatException>(() => EntryBundle.Read(bundle.AsSpan(..^1)));
        Should.Throw<FormatException>(() => EntryBundle.Read([0]));
        Should.Throw<ArgumentException>(() => EntryBundle.Write([new byte[65_536]]));
        EntryBundle.Path(1234, 5).ShouldBe("tile/entries/x001/234.p/5");
        EntryBundle.TryParsePath("tile/entries/x001/234.p/5", out var index, out var width).ShouldBeTrue();
        (index, width).ShouldBe((1234, 5));
        EntryBundle.TryParsePath("tile/entries/1234", out _, out _).ShouldBeFalse();
        EntryBundle.TryParsePath("tile/0/000", out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Tiles_grown_in_any_steps_give_the_tree_of_all_leaves() => Prop.ForAll(
        Arb.From(Gen.NonEmptyListOf(Gen.OneOf(Gen.Choose(0, 5), Gen.Choose(0, 300), Gen.Constant(256)))), steps =>
        {
            var tiles = new Tiles();
            var leaves = new List<byte[]>();
            foreach (var step in steps.Take(12))
            {
                var added = Enumerable.Range(leaves.Count, step).Select(Leaf).ToList();
                leaves.AddRange(added);
                Await(tiles.Add(added));
            }

            return Await(tiles.Tree(tiles.Size).Root(default).AsTask()).SequenceEqual(MerkleTree.Root(leaves));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Growing_names_every_tile_that_is_new_as_in_the_example_of_the_specification()
    {
        var tiles = new Tiles();
        (await TileTree.Extend(0, tiles.Read, [], default)).ShouldBeEmpty();
        var grown = (await TileTree.Extend(0, tiles.Read, [.. Enumerable.Range(0, 70_000).Select(Leaf)], default)).Select(t => t.Tile).ToList();
        grown.Where(t => t.Level == 0).Select(t => t.Width).ShouldBe([.. Enumerable.Repeat(256, 273), 112]);
        grown.Where(t => t.Level == 1).Select(t => t.Width).ShouldBe([256, 17]);
        grown.Where(t => t.Level == 2).ShouldBe([new Tile(2, 0, 1)]);
        grown.ShouldAllBe(t => t.Level < 3);
    }

    [Fact]
    public async Task A_proof_reads_two_tiles_a_level_at_most()
    {
        const int size = 66_000 + 300;
        var tiles = await Tiles.Of(Enumerable.Range(0, size).Select(Leaf));
        foreach (var index in new[] { 0, 255, 256, 65_535, 65_536, size - 1 })
        {
            var before = tiles.Reads;
            var proof = await tiles.Tree(size).InclusionProof(index, default);
            (tiles.Reads - before).ShouldBeLessThanOrEqualTo(6);
            proof.Count.ShouldBeLessThanOrEqualTo(17);
            var between = tiles.Reads;
            await tiles.Tree(size).ConsistencyProof(index, default);
            (tiles.Reads - between).ShouldBeLessThanOrEqualTo(6);
        }
    }

    [Fact]
    public async Task What_is_not_in_the_tree_has_no_proof()
    {
        var tiles = await Tiles.Of([Leaf(0), Leaf(1)]);
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await tiles.Tree(2).InclusionProof(2, default));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await tiles.Tree(2).InclusionProof(-1, default));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await tiles.Tree(2).ConsistencyProof(3, default));
        await Should.ThrowAsync<InvalidDataException>(async () => await new TileTree(2, (_, _) => ValueTask.FromResult(new byte[32])).Root(default));
        (await tiles.Tree(0).Root(default)).ShouldBe(MerkleTree.EmptyRoot);
    }

    private static byte[] Leaf(int number) => LedgerEntry.LeafHash(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Everything is in memory, so tasks are complete at once; FsCheck takes plain values.</summary>
    private static T Await<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Await(Task task) => task.GetAwaiter().GetResult();
}
