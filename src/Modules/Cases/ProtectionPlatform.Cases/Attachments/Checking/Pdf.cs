using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>
/// PDF: whole, not locked, and without anything that acts or carries another file. Names are looked for everywhere, with their escapes undone, and in the
/// compressed parts that hold objects. What a PDF draws is kept as it is.
/// </summary>
internal static class Pdf
{
    private static readonly SearchValues<byte> space = SearchValues.Create(" \t\r\n\f\0"u8);

    private const int MostUnpacked = 100 * 1024 * 1024;

    private static readonly byte[][] acting = ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/EmbeddedFile"u8.ToArray(), "/RichMedia"u8.ToArray(), "/SubmitForm"u8.ToArray(), "/ImportData"u8.ToArray(), "/XFA "u8.ToArray(), "/XFA["u8.ToArray(), "/XFA\r"u8.ToArray(), "/XFA\n"u8.ToArray()];

    public static byte[] Check(byte[] file)
    {
        var span = file.AsSpan();
        OtherFormats.Require(span.StartsWith("%PDF-1."u8) || span.StartsWith("%PDF-2."u8));
        var end = span.LastIndexOf("%%EOF"u8);
        OtherFormats.Require(end > 0 && span.LastIndexOf("startxref"u8) is > 0 and var start && start < end);
        if (span[(end + 5)..].IndexOfAnyExcept("\r\n\t \0"u8) >= 0) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
        if (span.IndexOf("PK\u0005\u0006"u8) is >= 0 and var zip && zip > file.Length - 66_000) throw new RefusedFileException(AttachmentRules.HoldsSomethingElse);
        Refuse(span);
        if (Unescaped(span).AsSpan().IndexOf("/Encrypt"u8) >= 0) throw new RefusedFileException(AttachmentRules.Locked);
        var unpacked = 0;
        for (var at = 0; span[at..].IndexOf("stream"u8) is >= 0 and var found;)
        {
            at += found;
            var isEnd = at >= 3 && span[(at - 3)..at].SequenceEqual("end"u8);
            var words = isEnd ? [] : Dictionary(span[..at]);
            at += "stream".Length;
            if (isEnd) continue;
            // Another way of packing objects hides them from us.
            if (words.IndexOf("/ObjStm"u8) >= 0 && (words.IndexOf("ASCII"u8) >= 0 || words.IndexOf("LZW"u8) >= 0 || words.IndexOf("RunLength"u8) >= 0 || words.IndexOf("Crypt"u8) >= 0)) throw new RefusedFileException(AttachmentRules.CanRun);
            var begin = at;
            while (begin < file.Length && file[begin] is (byte)'\r' or (byte)'\n') begin++;
            Refuse(Objects(file, begin, ref unpacked));
        }

        return file;
    }

    private static void Refuse(ReadOnlySpan<byte> bytes)
    {
        var names = Unescaped(bytes);
        foreach (var name in acting)
            if (names.AsSpan().IndexOf(name) >= 0) throw new RefusedFileException(AttachmentRules.CanRun);
    }

    /// <summary>What stands between the object's beginning and its stream.</summary>
    private static ReadOnlySpan<byte> Dictionary(ReadOnlySpan<byte> before) => Unescaped(before[Math.Max(0, before.LastIndexOf(" obj"u8))..]);

    /// <summary>Packed objects begin with a number, whatever their dictionary says: of such a stream all, of any other nothing.</summary>
    private static byte[] Objects(byte[] file, int begin, ref int unpacked)
    {
        if (begin >= file.Length || (file[begin] & 0x0F) != 8) return [];
        using var stream = new ZLibStream(new MemoryStream(file, begin, file.Length - begin), CompressionMode.Decompress);
        using var objects = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                var first = objects.Length > 0 ? 0 : buffer.AsSpan(0, read).IndexOfAnyExcept(space);
                if (objects.Length == 0 && first >= 0 && buffer[first] is not (>= (byte)'0' and <= (byte)'9')) return [];
                if ((unpacked += read) > MostUnpacked) throw new RefusedFileException(AttachmentRules.UnpacksTooLarge);
                if (first >= 0) objects.Write(buffer, first, read - first);
            }
        }
        catch (InvalidDataException)
        {
            // Not packed, or broken: a reader gets no further either.
        }

        return objects.ToArray();
    }

    /// <summary>Names may spell any letter as # and two hex digits.</summary>
    private static byte[] Unescaped(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)'#') < 0) return bytes.ToArray();
        var plain = new byte[bytes.Length];
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] == '#' && i + 2 < bytes.Length && byte.TryParse(bytes.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var letter)) (plain[length++], i) = (letter, i + 2);
            else plain[length++] = bytes[i];
        return plain[..length];
    }
}
