using System.Globalization;
using System.Text;

namespace ProtectionPlatform.Ledger;

/// <summary>A receipt in the form of C2SP tlog-proof: a page of text that shows, without us, that an entry is in the log.</summary>
/// <param name="Index">0-based index of the entry.</param>
/// <param name="Hashes">From <see cref="TileTree.InclusionProof"/>.</param>
/// <param name="Note">The signed checkpoint whose tree holds the entry.</param>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, SignedNote Note)
{
    /// <summary>First line of the form.</summary>
    public const string Header = "c2sp.org/tlog-proof@v1";

    private const int MostHashes = 63;

    /// <summary>The receipt as text, without extra data.</summary>
    public static string Format(long index, IReadOnlyList<byte[]> proof, SignedNote checkpoint)
    {
        var text = new StringBuilder($"{Header}\n").Append(CultureInfo.InvariantCulture, $"index {index}\n");
        foreach (var hash in proof) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(checkpoint.ToText()).ToString();
    }

    /// <summary>Reads <see cref="Format"/>. Extra data is refused: nothing signs it.</summary>
    /// <exception cref="FormatException">Not such a receipt.</exception>
    public static TlogProof Parse(string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || text[..blank].Split('\n') is not [Header, var index, .. var hashes] || hashes.Length > MostHashes || !index.StartsWith("index ", StringComparison.Ordinal))
            throw new FormatException("Not a tlog-proof.");
        return new TlogProof(StrictText.Number(index["index ".Length..]), [.. hashes.Select(StrictText.Hash)], SignedNote.Parse(text[(blank + 2)..]));
    }
}
