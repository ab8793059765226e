using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.Ledger;

/// <summary>One signature under a note.</summary>
/// <param name="Name">Name of the key: not empty, no white space, no plus sign.</param>
/// <param name="KeyId">Hint which key it was; name and id together choose it.</param>
/// <param name="Signature">Over the UTF-8 bytes of the text. Of ours: ECDSA P-256 with SHA-256, DER.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Signature);

/// <summary>A text with signatures, as in C2SP signed-note.</summary>
/// <param name="Text">Ends in a newline, which is signed; the blank line after it is not.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    private const int MostSignatures = 100;

    /// <summary>The text, a blank line, a line for each signature: em dash, name, base64 of key id ‖ signature.</summary>
    public string ToText()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
        {
            var bytes = new byte[4 + signature.Signature.Length];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
            signature.Signature.CopyTo(bytes, 4);
            note.Append("— ").Append(signature.Name).Append(' ').Append(Convert.ToBase64String(bytes)).Append('\n');
        }

        return note.ToString();
    }

    /// <summary>Reads <see cref="ToText"/>. Says nothing of whether a signature is right: see <see cref="NoteVerifier"/>.</summary>
    /// <exception cref="FormatException">Not a signed note, or more than 100 signatures.</exception>
    public static SignedNote Parse(string note)
    {
        if (note.Any(c => c < ' ' && c != '\n')) throw new FormatException("A note has no control characters.");
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !note.EndsWith('\n')) throw new FormatException("A note has a text, a blank line and signatures.");
        var lines = note[(blank + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MostSignatures) throw new FormatException("A note has 1 to 100 signatures.");
        return new SignedNote(note[..(blank + 1)], [.. lines.Select(ParseSignature)]);
    }

    private static NoteSignature ParseSignature(string line)
    {
        if (line.Split(' ') is not ["—", var name, var base64] || !NoteKey.IsName(name)) throw new FormatException("Not a signature line.");
        var bytes = StrictText.Base64(base64);
        if (bytes.Length < 5) throw new FormatException("A signature is missing.");
        return new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[4..]);
    }
}

/// <summary>Signs notes with ECDSA P-256 (signature type 0x02 of C2SP signed-note).</summary>
/// <param name="name">Name of the key; for a log its origin.</param>
/// <param name="key">P-256, with the private part. Stays the caller's to dispose.</param>
public sealed class NoteSigner(string name, ECDsa key)
{
    /// <summary>The signature of <paramref name="text"/>, which ends in a newline.</summary>
    /// <exception cref="ArgumentException">The text does not end in a newline.</exception>
    public NoteSignature Sign(string text)
    {
        if (!text.EndsWith('\n')) throw new ArgumentException("The text of a note ends in a newline.", nameof(text));
        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new NoteSignature(name, NoteKey.Id(key.ExportSubjectPublicKeyInfo()), signature);
    }
}

/// <summary>Checks the signatures of one key.</summary>
public sealed class NoteVerifier
{
    private readonly byte[] subjectPublicKeyInfo;

    /// <param name="name">Name of the key.</param>
    /// <param name="subjectPublicKeyInfo">P-256, DER.</param>
    /// <exception cref="CryptographicException">Not a P-256 key.</exception>
    public NoteVerifier(string name, byte[] subjectPublicKeyInfo)
    {
        Name = NoteKey.IsName(name) ? name : throw new ArgumentException("Not the name of a key.", nameof(name));
        this.subjectPublicKeyInfo = subjectPublicKeyInfo;
        KeyId = NoteKey.Id(subjectPublicKeyInfo);
        using var key = Open();
    }

    /// <summary>Name of the key.</summary>
    public string Name { get; }

    /// <summary>First four bytes of SHA-256 over the SubjectPublicKeyInfo, big-endian, as signed-note says for ECDSA.</summary>
    public uint KeyId { get; }

    /// <summary>Lower-case hex of SHA-256 over the SubjectPublicKeyInfo, to compare by phone or on paper.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));

    /// <summary>The key as other tools for signed notes take it: name, key id in hex, base64 of type ‖ key.</summary>
    public string VerifierKey => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([NoteKey.EcdsaType, .. subjectPublicKeyInfo])}";

    /// <summary>Whether the note has a signature of this key and every such signature is right.</summary>
    public bool Verifies(SignedNote note)
    {
        var own = note.Signatures.Where(s => s.Name == Name && s.KeyId == KeyId).ToList();
        if (own.Count == 0) return false;
        using var key = Open();
        var text = Encoding.UTF8.GetBytes(note.Text);
        return own.TrueForAll(s => IsRight(key, text, s.Signature));
    }

    private static bool IsRight(ECDsa key, byte[] text, byte[] signature)
    {
        try
        {
            return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException) // some platforms say so of a signature that is no DER
        {
            return false;
        }
    }

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out var read);
        if (read == subjectPublicKeyInfo.Length && key.ExportParameters(false).Curve.Oid.Value == "1.2.840.10045.3.1.7") return key;
        key.Dispose();
        throw new CryptographicException("Not a P-256 key.");
    }
}

internal static class NoteKey
{
    /// <summary>Signature type of ECDSA in C2SP signed-note.</summary>
    public const byte EcdsaType = 2;

    public static uint Id(byte[] subjectPublicKeyInfo) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(subjectPublicKeyInfo));

    public static bool IsName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');
}
