using System.Security.Cryptography;

namespace ProtectionPlatform.Referrals.Sending;

/// <summary>Random names of referrals, such as <c>CG-7KQ2M-9XDPW</c>: they tell nothing, not even when they were made (an id would).</summary>
internal static class ReferenceCodes
{
    // Without letters and digits that are mistaken for one another when read out on the phone.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Next() => $"CG-{RandomNumberGenerator.GetString(Alphabet, 5)}-{RandomNumberGenerator.GetString(Alphabet, 5)}";
}
