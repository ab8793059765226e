using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>
/// Header <c>Device-Time</c>: the clock of the device when the button was pressed there, with its offset from UTC. Kept as said, for clocks
/// of phones are often wrong and what a child tells must arrive all the same; <c>recordedAt</c> is ours whatever it says.
/// </summary>
public static class DeviceTime
{
    public const string Header = "Device-Time";

    private static readonly string[] forms = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Null when absent, 400 when it is not an instant with an offset.</summary>
    internal static string? Read(HttpContext http)
    {
        var text = http.Request.Headers[Header].ToString();
        if (text.Length == 0) return null;
        if (DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year is >= 2000 and < 2100) return text;
        throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]>
        {
            [Header] = [Language.IsVietnamese(http) ? "Phải là thời điểm có múi giờ, ví dụ 2026-11-26T20:15:00+07:00." : "Must be an instant with an offset, such as 2026-11-26T20:15:00+07:00."],
        });
    }
}
