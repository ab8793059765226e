using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger;

/// <summary>The tiles of a log in memory, as a store would keep them.</summary>
internal sealed class Tiles
{
    private readonly Dictionary<string, byte[]> stored = [];

    public long Size { get; private set; }

    public int Reads { get; private set; }

    public static async Task<Tiles> Of(IEnumerable<byte[]> leafHashes)
    {
        var tiles = new Tiles();
        await tiles.Add([.. leafHashes]);
        return tiles;
    }

    public async Task Add(IReadOnlyList<byte[]> leafHashes)
    {
        foreach (var (tile, data) in await TileTree.Extend(Size, Read, leafHashes, default))
        {
            data.Length.ShouldBe(tile.Width * MerkleTree.HashLength);
            stored[(tile with { Width = Tile.FullWidth }).Path] = data;
        }

        Size += leafHashes.Count;
    }

    public TileTree Tree(long size) => new(size, Read);

    public ValueTask<byte[]> Read(Tile tile, CancellationToken ct)
    {
        Reads++;
        return ValueTask.FromResult(stored[(tile with { Width = Tile.FullWidth }).Path]);
    }
}
