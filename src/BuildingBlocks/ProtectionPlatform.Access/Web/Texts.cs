using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Web;

/// <summary>The shape of texts in a body: not blank, not endless. Checked before anything else is asked or told.</summary>
internal static class Texts
{
    public const int Name = 256, Password = 256, Code = 40, Credential = 20_000;

    /// <exception cref="ProblemException">Names every field that has none or too much.</exception>
    public static void Need(HttpContext http, params ReadOnlySpan<(string Field, string? Text, int Longest)> fields)
    {
        var faults = new Dictionary<string, string[]>();
        foreach (var (field, text, longest) in fields)
            if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
                faults[field] = [Language.IsVietnamese(http) ? $"Cần có chữ, tối đa {longest} ký tự." : $"Needs text, at most {longest} characters."];
        if (faults.Count > 0) throw new ProblemException(Problems.InvalidRequest, faults);
    }
}
