using System.Globalization;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>Instants in a query string.</summary>
public static class QueryInstant
{
    /// <summary>Reads RFC 3339 with an offset; a "+" that arrived as a space is understood. Null when absent, 400 when unreadable.</summary>
    public static DateTimeOffset? Read(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (ApiJson.InstantConverter.TryParse(text.Replace(' ', '+'), out var at)) return at;
        throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]>
        {
            [name] = [CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "Must be an instant with an offset." : "Phải là thời điểm có múi giờ."],
        });
    }
}
