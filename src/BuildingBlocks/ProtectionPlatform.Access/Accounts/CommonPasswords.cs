using System.Text;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>
/// Passwords everybody tries first. Almost all of the commonest are shorter than <see cref="NewPassword.Shortest"/>; the long ones are such words in a row, years,
/// runs of the keyboard and repetitions, so they are known by what they are made of, not from a list of each.
/// The words are our own collection: the commonest passwords' words in English and Vietnamese, and what people of a school would add.
/// </summary>
internal static class CommonPasswords
{
    private static readonly string[] rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1q2w3e4r5t6y7u8i9o0p", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "abcdefghijklmnopqrstuvwxyz"];

    private static readonly HashSet<string> words = Read();

    private static readonly int longest = words.Max(word => word.Length);

    /// <summary>Nothing in it but such parts.</summary>
    public static bool Has(string password)
    {
        var text = Plain(password);
        var meant = Unleet(text);
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var from = 0; from < text.Length; from++)
        {
            if (!reached[from]) continue;
            if (char.IsAsciiDigit(text[from]) || text[from] is '@' or '$') reached[from + 1] = true;
            for (var length = 1; from + length <= text.Length; length++)
            {
                var part = text.AsSpan(from, length);
                if (IsRun(part) || (length <= longest && (words.Contains(part.ToString()) || words.Contains(meant.Substring(from, length))))) reached[from + length] = true;
            }
        }

        return reached[^1];
    }

    /// <summary>Three or more of the same, or neighbours in a row, forwards or backwards.</summary>
    private static bool IsRun(ReadOnlySpan<char> part)
    {
        if (part.Length < 3) return false;
        if (part.IndexOfAnyExcept(part[0]) < 0) return true;
        var text = part.ToString();
        var backwards = new string([.. text.Reverse()]);
        return rows.Any(row => row.Contains(text, StringComparison.Ordinal) || row.Contains(backwards, StringComparison.Ordinal));
    }

    /// <summary>Letters without their marks, and digits; what else stands between words is nothing.</summary>
    private static string Plain(string password)
    {
        var plain = new StringBuilder();
        foreach (var c in password.ToLowerInvariant().Replace('đ', 'd').Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c) || c is '@' or '$') plain.Append(c);
        return plain.ToString();
    }

    private static string Unleet(string text) => text
        .Replace('@', 'a').Replace('$', 's').Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('7', 't');

    private static HashSet<string> Read()
    {
        var assembly = typeof(CommonPasswords).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith("common-password-words.txt", StringComparison.Ordinal)))!);
        return [.. reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }
}
