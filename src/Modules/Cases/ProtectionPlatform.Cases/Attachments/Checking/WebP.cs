using System.Buffers.Binary;
using System.Text;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>WebP, chunk by chunk. Kept are those that draw a still picture, its colour profile and which way up it is.</summary>
internal static class WebP
{
    private const byte HasProfile = 0x20, HasAlpha = 0x10, HasExif = 0x08;

    public static byte[] Clean(byte[] file)
    {
        var span = file.AsSpan();
        OtherFormats.Require(span.StartsWith("RIFF"u8) && span[8..12].SequenceEqual("WEBP"u8));
        var end = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(span[4..]) + 8);
        OtherFormats.Require(end <= file.Length);
        var chunks = new List<(string Type, byte[] Content)>();
        ushort orientation = 1;
        for (var at = 12; at < end;)
        {
            var type = Encoding.Latin1.GetString(file, at, 4);
            var length = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]));
            var content = span.Slice(at + 8, length);
            at += 8 + length + (length & 1);
            switch (type)
            {
                case "VP8X":
                    OtherFormats.Require(chunks.Count == 0 && length == 10);
                    OtherFormats.RequireSize(1 + Number24(content[4..]), 1 + Number24(content[7..]));
                    chunks.Add((type, content.ToArray()));
                    break;
                case "VP8 " when length >= 10 && content.Slice(3, 3).SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]):
                case "VP8L" when length >= 5 && content[0] == 0x2F:
                case "ALPH":
                    chunks.Add((type, content.ToArray()));
                    break;
                case "ICCP" when length >= 40 && content.Slice(36, 4).SequenceEqual("acsp"u8):
                    chunks.Add((type, content.ToArray()));
                    break;
                case "VP8 " or "VP8L" or "ANIM" or "ANMF":
                    throw new RefusedFileException(AttachmentRules.NotItsType); // damaged, or a film
                default:
                    if (type == "EXIF") orientation = Exif.Orientation(content.StartsWith("Exif\0\0"u8) ? content[6..] : content);
                    OtherFormats.RefuseIn(content);
                    break;
            }
        }

        OtherFormats.Require(chunks.Count(chunk => chunk.Type is "VP8 " or "VP8L") == 1);
        OtherFormats.RefuseIn(span[end..]);
        if (chunks[0].Type == "VP8X")
        {
            if (orientation != 1) chunks.Add(("EXIF", Exif.Only(orientation)));
            chunks[0].Content[0] = (byte)((chunks[0].Content[0] & HasAlpha) | (chunks.Exists(chunk => chunk.Type == "ICCP") ? HasProfile : 0) | (orientation != 1 ? HasExif : 0));
        }

        using var kept = new MemoryStream(file.Length);
        Span<byte> number = stackalloc byte[4];
        kept.Write("RIFF\0\0\0\0WEBP"u8);
        foreach (var (type, content) in chunks)
        {
            kept.Write(Encoding.Latin1.GetBytes(type));
            BinaryPrimitives.WriteInt32LittleEndian(number, content.Length);
            kept.Write(number);
            kept.Write(content);
            if ((content.Length & 1) == 1) kept.WriteByte(0);
        }

        var bytes = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static int Number24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
}
