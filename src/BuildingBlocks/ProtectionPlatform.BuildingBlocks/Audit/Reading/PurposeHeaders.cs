using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>How a caller says what a read is for: a code, and words of their own. Words travel in a header, never in an address, which others write down.</summary>
public static class PurposeHeaders
{
    public const string Purpose = "X-Purpose";

    /// <summary>Percent-encoded UTF-8, because a header holds ASCII only.</summary>
    public const string Reason = "X-Purpose-Reason";

    private const int LongestReason = 1_000;

    /// <exception cref="ProblemException">One of them cannot be read (400).</exception>
    internal static (ReadPurpose? Purpose, string? Reason) Read(HttpContext http)
    {
        var vi = Language.IsVietnamese(http);
        var purpose = http.Request.Headers[Purpose].ToString().Trim();
        if (purpose.Length > 0 && !Enum.GetNames<ReadPurpose>().Contains(purpose))
            throw Invalid(Purpose, (vi ? "Phải là một trong: " : "Must be one of: ") + string.Join(", ", Enum.GetNames<ReadPurpose>()) + ".");
        var reason = Uri.UnescapeDataString(http.Request.Headers[Reason].ToString()).Trim();
        if (reason.Length > LongestReason || reason.Any(char.IsControl))
            throw Invalid(Reason, vi ? "Tối đa 1.000 ký tự, mã hóa phần trăm theo UTF-8." : "At most 1,000 characters, percent-encoded UTF-8.");
        return (purpose.Length > 0 ? Enum.Parse<ReadPurpose>(purpose) : null, reason.Length > 0 ? reason.Normalize() : null);
    }

    private static ProblemException Invalid(string header, string reason) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [header] = [reason] });
}
