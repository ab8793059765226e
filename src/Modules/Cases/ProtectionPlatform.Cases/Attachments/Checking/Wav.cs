using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>WAV: the format and the sound; every other chunk (who recorded it, where, with what) goes.</summary>
internal static class Wav
{
    public static byte[] Clean(byte[] file)
    {
        var span = file.AsSpan();
        OtherFormats.Require(span.StartsWith("RIFF"u8) && span[8..12].SequenceEqual("WAVE"u8));
        var end = (int)Math.Min(8L + BinaryPrimitives.ReadUInt32LittleEndian(span[4..]), file.Length); // a recorder that was cut off left the length open
        using var kept = new MemoryStream(file.Length);
        kept.Write("RIFF\0\0\0\0WAVE"u8);
        var (hasFormat, hasSound) = (false, false);
        for (var at = 12; at + 8 <= end;)
        {
            var name = span.Slice(at, 4);
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]), (uint)(end - at - 8));
            var content = span.Slice(at + 8, length);
            if (name.SequenceEqual("fmt "u8))
            {
                OtherFormats.Require(length >= 16 && BinaryPrimitives.ReadUInt16LittleEndian(content) is 1 or 2 or 3 or 6 or 7 or 0x11 or 0x55 or 0xFFFE);
                hasFormat = true;
                Write(kept, name, content);
            }
            else if (name.SequenceEqual("data"u8))
            {
                OtherFormats.Require(hasFormat && !hasSound && length > 0);
                hasSound = true;
                Write(kept, name, content);
            }
            else OtherFormats.RefuseIn(content);
            at += 8 + length + (length & 1);
        }

        OtherFormats.Require(hasSound);
        OtherFormats.RefuseIn(span[end..]);
        var bytes = kept.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static void Write(MemoryStream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(number, content.Length);
        to.Write(name);
        to.Write(number);
        to.Write(content);
        if ((content.Length & 1) == 1) to.WriteByte(0);
    }
}
