using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.Access.ApiKeys;

/// <summary>
/// How a key looks: <c>pp_</c>, forty random letters and digits, and six more that follow from those, so that a scanner for lost secrets
/// knows a real key from a text that merely looks like one.
/// </summary>
public static class KeyText
{
    public const string Prefix = "pp_";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    private const int Random = 40, Check = 6, Recognised = 8;

    /// <summary>A new one; about 238 bits nobody can guess.</summary>
    public static string Make()
    {
        var text = Prefix + RandomNumberGenerator.GetString(Alphabet, Random);
        return text + CheckOf(text);
    }

    /// <summary>Whether a text is one as a whole, the last six letters included.</summary>
    public static bool IsOne(string text) =>
        text.Length == Prefix.Length + Random + Check
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Letters) < 0
        && text.EndsWith(CheckOf(text[..^Check]), StringComparison.Ordinal);

    /// <summary>The letters by which a key is found and people recognise it; they open nothing.</summary>
    public static string Handle(string key) => key.Substring(Prefix.Length, Recognised);

    /// <summary>All that is kept of a key. Plain SHA-256 is enough for what is random in full.</summary>
    public static byte[] Digest(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));

    private static string CheckOf(string before)
    {
        var left = new BigInteger(SHA256.HashData(Encoding.ASCII.GetBytes(before)), isUnsigned: true, isBigEndian: true);
        var check = new char[Check];
        for (var place = Check - 1; place >= 0; place--)
        {
            left = BigInteger.DivRem(left, Alphabet.Length, out var letter);
            check[place] = Alphabet[(int)letter];
        }

        return new(check);
    }
}
