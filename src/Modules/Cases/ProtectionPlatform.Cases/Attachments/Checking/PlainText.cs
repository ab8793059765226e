using System.Text;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>Text in UTF-8 that is nothing but text: no control characters, and not the beginning of markup or of a script.</summary>
internal static class PlainText
{
    private static readonly string[] otherBeginnings = ["<!", "<?", "<html", "<svg", "<head", "<body", "<script", "<iframe", "#!", "%PDF", "{\\rtf", "MZ"];

    public static byte[] Check(byte[] file)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        }
        catch (DecoderFallbackException)
        {
            throw new RefusedFileException(AttachmentRules.NotItsType);
        }

        OtherFormats.Require(text.Length > 0 && !text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t' or '\f')));
        var beginning = text.TrimStart('\uFEFF').TrimStart();
        if (otherBeginnings.Any(other => beginning.StartsWith(other, StringComparison.OrdinalIgnoreCase))) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
        OtherFormats.RefuseIn(file);
        return file;
    }
}
