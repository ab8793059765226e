using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.Cases.Reporting;

/// <summary>Random codes for people outside: they tell nothing, not even when they were made (an id would).</summary>
internal sealed class OpaqueCodes(RandomNumberGenerator random)
{
    // Without letters and digits that are mistaken for one another when read out on the phone.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Names a report, such as <c>BT-7KQ2M-9XDPW</c>.</summary>
    public string Reference() => $"BT-{Letters(5)}-{Letters(5)}";

    /// <summary>Opens the follow-up of an anonymous report together with its reference; about 78 bits.</summary>
    public string FollowUpCode() => string.Join('-', Letters(4), Letters(4), Letters(4), Letters(4));

    public static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())));

    private string Letters(int count)
    {
        var text = new StringBuilder(count);
        Span<byte> one = stackalloc byte[1];
        while (text.Length < count)
        {
            random.GetBytes(one);
            if (one[0] < 240) text.Append(Alphabet[one[0] % 30]); // 240 = 8 × 30: every letter equally likely
        }

        return text.ToString();
    }
}
