using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace ProtectionPlatform.Ledger;

/// <summary>The entries behind one tile of level 0, as in C2SP tlog-tiles: each with its length before it, as a big-endian uint16.</summary>
public static class EntryBundle
{
    /// <summary>Relative address: <c>tile/entries/x001/234</c>, with <c>.p/5</c> when partial.</summary>
    /// <param name="index">0-based place; a full bundle has 256 entries.</param>
    /// <param name="width">Entries in it, 1 to 256.</param>
    public static string Path(long index, int width) => $"tile/entries/{TilePath.Format(index, width)}";

    /// <summary>Reads <see cref="Path"/>; false for every other spelling.</summary>
    public static bool TryParsePath([NotNullWhen(true)] string? path, out long index, out int width)
    {
        const string prefix = "tile/entries/";
        (index, width) = (0, 0);
        return path is not null && path.StartsWith(prefix, StringComparison.Ordinal)
            && TilePath.TryParse(path[prefix.Length..], out index, out width) && Path(index, width) == path;
    }

    /// <summary>Bytes of a bundle.</summary>
    /// <exception cref="ArgumentException">An entry is longer than 65,535 bytes.</exception>
    public static byte[] Write(IEnumerable<byte[]> entries)
    {
        using var bundle = new MemoryStream();
        Span<byte> length = stackalloc byte[2];
        foreach (var entry in entries)
        {
            if (entry.Length > ushort.MaxValue) throw new ArgumentException("An entry is longer than 65,535 bytes.", nameof(entries));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
            bundle.Write(length);
            bundle.Write(entry);
        }

        return bundle.ToArray();
    }

    /// <summary>Entries of a bundle, in their order.</summary>
    /// <exception cref="FormatException">The bundle ends in the middle of an entry.</exception>
    public static IReadOnlyList<byte[]> Read(ReadOnlySpan<byte> bundle)
    {
        var entries = new List<byte[]>();
        while (bundle.Length > 0)
        {
            var length = bundle.Length < 2 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bundle);
            if (length > bundle.Length - 2) throw new FormatException("The bundle ends in the middle of an entry.");
            entries.Add(bundle.Slice(2, length).ToArray());
            bundle = bundle[(2 + length)..];
        }

        return entries;
    }
}
