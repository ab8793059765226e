using System.Buffers.Binary;
using System.Text;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>PNG, chunk by chunk, each with its checksum. Kept are those that draw the picture, and which way up it is; text, times, EXIF and what nobody knows go.</summary>
internal static class Png
{
    private static readonly byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly HashSet<string> drawing = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "IDAT", "IEND"];

    public static byte[] Clean(byte[] file)
    {
        OtherFormats.Require(file.AsSpan().StartsWith(signature));
        var chunks = new List<(string Type, byte[] Content)>();
        ushort orientation = 1;
        var at = signature.Length;
        while (chunks.Count == 0 || chunks[^1].Type != "IEND")
        {
            var length = checked((int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at)));
            var type = Encoding.Latin1.GetString(file, at + 4, 4);
            var content = file.AsSpan(at + 8, length);
            OtherFormats.Require(Checksum(file.AsSpan(at + 4, 4 + length)) == BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            at += 12 + length;
            if (chunks.Count == 0)
            {
                OtherFormats.Require(type == "IHDR" && length == 13);
                OtherFormats.RequireSize(BinaryPrimitives.ReadUInt32BigEndian(content), BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
            }

            if (drawing.Contains(type)) chunks.Add((type, content.ToArray()));
            else
            {
                if (type == "eXIf") orientation = Exif.Orientation(content);
                OtherFormats.RefuseIn(content);
            }
        }

        OtherFormats.Require(chunks.Exists(chunk => chunk.Type == "IDAT") && chunks.Count(chunk => chunk.Type == "IHDR") == 1 && chunks[^1].Content.Length == 0);
        OtherFormats.RefuseIn(file.AsSpan(at));
        if (orientation != 1) chunks.Insert(1, ("eXIf", Exif.Only(orientation)));
        using var kept = new MemoryStream(file.Length);
        kept.Write(signature);
        foreach (var (type, content) in chunks) Write(kept, type, content);
        return kept.ToArray();
    }

    private static void Write(MemoryStream to, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        byte[] typed = [.. Encoding.Latin1.GetBytes(type), .. content];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        to.Write(number);
        to.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(typed));
        to.Write(number);
    }

    private static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes) sum = table[(sum ^ b) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }
}
