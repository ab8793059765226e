using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ProtectionPlatform.Ledger;

/// <summary>A tile of hashes as in C2SP tlog-tiles: up to 256 consecutive nodes of the tree, 8 × <paramref name="Level"/> rows above the leaves. Its data is Width × 32 bytes.</summary>
/// <param name="Level">0 for leaf hashes; each hash of a level is the root of one full tile of the level below.</param>
/// <param name="Index">0-based place within the level.</param>
/// <param name="Width">Hashes in it: 256 when full, 1 to 255 at the growing edge of the tree.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>Rows of the tree in one tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes of a full tile, entries of a full bundle.</summary>
    public const int FullWidth = 1 << Height;

    /// <summary>Relative address: <c>tile/0/x001/234</c>, with <c>.p/5</c> when partial.</summary>
    public string Path => $"tile/{Level}/{TilePath.Format(Index, Width)}";

    /// <summary>Reads <see cref="Path"/>; false for every other spelling.</summary>
    public static bool TryParse([NotNullWhen(true)] string? path, out Tile tile)
    {
        tile = default;
        if (path?.Split('/', 3) is not ["tile", var level, var rest]
            || !int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 63
            || !TilePath.TryParse(rest, out var index, out var width)) return false;
        tile = new Tile(number, index, width);
        return tile.Path == path;
    }
}

/// <summary>The end of a tile's address: its number in groups of three digits, and its width when partial.</summary>
internal static class TilePath
{
    public static string Format(long index, int width)
    {
        var path = Group(index % 1000);
        for (var rest = index / 1000; rest > 0; rest /= 1000) path = $"x{Group(rest % 1000)}/{path}";
        return width == Tile.FullWidth ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.p/{width}");
    }

    /// <summary>Lenient about zeros: callers compare with the one right spelling.</summary>
    public static bool TryParse(string path, out long index, out int width)
    {
        (index, width) = (0, Tile.FullWidth);
        if (path.Split(".p/") is not [var number, .. var partial] || partial.Length > 1) return false;
        if (partial is [var given] && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= Tile.FullWidth)) return false;
        return long.TryParse(number.Replace("/", "", StringComparison.Ordinal).Replace("x", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    private static string Group(long number) => number.ToString("000", CultureInfo.InvariantCulture);
}
