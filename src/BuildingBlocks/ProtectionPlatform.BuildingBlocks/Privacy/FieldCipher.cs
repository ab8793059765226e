using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.BuildingBlocks.Privacy;

/// <summary>
/// AES-256-GCM of one value under a key of its own, derived (HKDF-SHA256) from its person's key and the place where it stands:
/// a ciphertext put anywhere else does not open, and one value can be disclosed by its own key without giving away the person's.
/// </summary>
internal static class FieldCipher
{
    public const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>The first half of HKDF, the same for all values of a person: done once for each key, not for each value.</summary>
    public static byte[] RootOf(byte[] personKey) => HKDF.Extract(HashAlgorithmName.SHA256, personKey);

    /// <param name="root">Of the person's key.</param>
    /// <param name="place">Where the value stands: the event's id and the path in it, or table, row and column.</param>
    public static byte[] KeyOf(byte[] root, string place) =>
        HKDF.Expand(HashAlgorithmName.SHA256, root, KeyLength, Encoding.UTF8.GetBytes(place));

    /// <param name="repeatable">The same ciphertext for the same value each time: for read models, which a rebuild must write as they were. Tells only whether the value at this very place changed.</param>
    /// <returns>Nonce, ciphertext and tag in base64.</returns>
    public static string Seal(byte[] fieldKey, ReadOnlySpan<byte> value, bool repeatable = false) => Convert.ToBase64String(SealBytes(fieldKey, value, repeatable));

    /// <returns>Nonce, ciphertext and tag.</returns>
    public static byte[] SealBytes(byte[] fieldKey, ReadOnlySpan<byte> value, bool repeatable = false)
    {
        var sealedValue = new byte[NonceLength + value.Length + TagLength];
        var nonce = sealedValue.AsSpan(0, NonceLength);
        if (repeatable) HMACSHA256.HashData(fieldKey, value).AsSpan(0, NonceLength).CopyTo(nonce);
        else RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(fieldKey, TagLength);
        aes.Encrypt(nonce, value, sealedValue.AsSpan(NonceLength, value.Length), sealedValue.AsSpan(NonceLength + value.Length));
        return sealedValue;
    }

    /// <exception cref="CryptographicException">It was not sealed with this key, or was changed since.</exception>
    public static byte[] Open(byte[] fieldKey, string sealedText)
    {
        var sealedValue = new byte[sealedText.Length];
        if (!Convert.TryFromBase64String(sealedText, sealedValue, out var length) || length < NonceLength + TagLength) throw new CryptographicException("Not a sealed value.");
        return OpenBytes(fieldKey, sealedValue.AsSpan(0, length));
    }

    /// <exception cref="CryptographicException">It was not sealed with this key, or was changed since.</exception>
    public static byte[] OpenBytes(byte[] fieldKey, ReadOnlySpan<byte> sealedValue)
    {
        if (sealedValue.Length < NonceLength + TagLength) throw new CryptographicException("Not a sealed value.");
        var value = new byte[sealedValue.Length - NonceLength - TagLength];
        using var aes = new AesGcm(fieldKey, TagLength);
        aes.Decrypt(sealedValue[..NonceLength], sealedValue.Slice(NonceLength, value.Length), sealedValue[(NonceLength + value.Length)..], value);
        return value;
    }
}
