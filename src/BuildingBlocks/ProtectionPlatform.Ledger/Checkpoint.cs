using System.Globalization;

namespace ProtectionPlatform.Ledger;

/// <summary>Head of the log at one size, as in C2SP tlog-checkpoint; the text of a <see cref="SignedNote"/>.</summary>
/// <param name="Origin">Name of the log: one line, not empty.</param>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="Root">Root of the tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>Origin, size and base64 root, a line each. Extension lines are neither written nor read.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Reads <see cref="ToText"/>.</summary>
    /// <exception cref="FormatException">Not exactly this form.</exception>
    public static Checkpoint Parse(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, ""]) throw new FormatException("A checkpoint has three lines.");
        return new Checkpoint(origin, StrictText.Number(size), StrictText.Hash(root));
    }

    /// <summary>By value, the root too.</summary>
    public bool Equals(Checkpoint? other) => other is not null && Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Size);
}

/// <summary>Values that have one spelling each, so that two readers cannot understand a text differently.</summary>
internal static class StrictText
{
    public static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == text
            ? number : throw new FormatException("Not a number without sign and leading zeros.");

    public static byte[] Base64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        return Convert.ToBase64String(bytes) == text ? bytes : throw new FormatException("Base64 in an unusual spelling.");
    }

    public static byte[] Hash(string text) =>
        Base64(text) is { Length: MerkleTree.HashLength } hash ? hash : throw new FormatException("A hash has 32 bytes.");
}
