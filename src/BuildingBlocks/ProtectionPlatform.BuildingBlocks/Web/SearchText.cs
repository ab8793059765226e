using System.Globalization;
using System.Text;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>Text as it is searched: without case and diacritics, đ as d.</summary>
public static class SearchText
{
    public static string Fold(params IEnumerable<string?> parts)
    {
        var folded = new StringBuilder();
        foreach (var letter in string.Join('\n', parts).Normalize(NormalizationForm.FormD))
            if (!char.IsControl(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
                folded.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
            else if (letter == '\n')
                folded.Append(' ');
        return folded.ToString();
    }
}
