using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>DOCX: a zip and nothing around it, unpacked whole within limits, with the parts of a text document and no others: no macros, no embedded programs, no remote template.</summary>
internal static class Docx
{
    private const int MostEntries = 2_000;
    private const long MostUnpacked = 100 * 1024 * 1024;

    private const string TextDocument = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static readonly HashSet<string> parts = ["xml", "rels", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "emf", "wmf", "webp", "odttf", "xlsx"];

    public static byte[] Check(byte[] file)
    {
        OtherFormats.Require(file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]));
        var end = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x50, 0x4B, 0x05, 0x06]);
        OtherFormats.Require(end >= 0 && end + 22 <= file.Length);
        // A comment of the archive, or bytes after it, are room for another file.
        if (BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(end + 20)) != 0 || end + 22 != file.Length) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
        using var zip = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
        OtherFormats.Require(zip.Entries.Count is > 0 and <= MostEntries && zip.Entries.DistinctBy(entry => entry.FullName.ToUpperInvariant()).Count() == zip.Entries.Count);
        if (zip.Entries.Any(entry => entry.IsEncrypted)) throw new RefusedFileException(AttachmentRules.Locked);
        var unpacked = 0L;
        string? types = null;
        var hasText = false;
        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName;
            OtherFormats.Require(!name.Contains("..", StringComparison.Ordinal) && !name.StartsWith('/') && !name.Contains('\\', StringComparison.Ordinal));
            if (name.EndsWith('/')) continue;
            if (name.Contains("vba", StringComparison.OrdinalIgnoreCase) || name.Contains("activeX", StringComparison.OrdinalIgnoreCase) || name.Contains("oleObject", StringComparison.OrdinalIgnoreCase))
                throw new RefusedFileException(AttachmentRules.CanRun);
            if (!parts.Contains(Path.GetExtension(name).TrimStart('.').ToLowerInvariant())) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
            var isXml = name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
            var content = Unpack(entry, isXml, ref unpacked);
            if (isXml && content.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
            if (name == "[Content_Types].xml") types = content;
            if (name == "word/document.xml") hasText = content.Contains("document", StringComparison.Ordinal);
            if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) && content.Contains("attachedTemplate", StringComparison.OrdinalIgnoreCase) && content.Contains("External", StringComparison.OrdinalIgnoreCase))
                throw new RefusedFileException(AttachmentRules.CanRun);
        }

        if (types?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) == true) throw new RefusedFileException(AttachmentRules.CanRun);
        OtherFormats.Require(hasText && types?.Contains(TextDocument, StringComparison.Ordinal) == true);
        return file;
    }

    /// <summary>To the end, whatever size the archive claims.</summary>
    private static string Unpack(ZipArchiveEntry entry, bool isText, ref long unpacked)
    {
        using var stream = entry.Open();
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if ((unpacked += read) > MostUnpacked) throw new RefusedFileException(AttachmentRules.UnpacksTooLarge);
            if (isText) text.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
