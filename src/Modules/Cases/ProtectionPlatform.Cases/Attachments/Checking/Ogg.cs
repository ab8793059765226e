using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>Ogg: page after page, each with its checksum, of one stream of Opus or Vorbis. Kept as it is.</summary>
internal static class Ogg
{
    private static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(n => Enumerable.Range(0, 8).Aggregate((uint)n << 24, (c, _) => (c & 0x80000000) != 0 ? (c << 1) ^ 0x04C11DB7 : c << 1))];

    public static byte[] Check(byte[] file)
    {
        uint? stream = null;
        for (var at = 0; at < file.Length;)
        {
            OtherFormats.Require(file.AsSpan(at).StartsWith("OggS\0"u8));
            var segments = file[at + 26];
            var length = 27 + segments;
            foreach (var segment in file.AsSpan(at + 27, segments)) length += segment;
            var page = file.AsSpan(at, length);
            OtherFormats.Require(Checksum(page) == BinaryPrimitives.ReadUInt32LittleEndian(page[22..]));
            var serial = BinaryPrimitives.ReadUInt32LittleEndian(page[14..]);
            var content = page[(27 + segments)..];
            if (stream is null) OtherFormats.Require(content.StartsWith("OpusHead"u8) || content.StartsWith("\u0001vorbis"u8));
            OtherFormats.Require((stream ??= serial) == serial); // a second stream may be a film
            at += length;
        }

        OtherFormats.Require(stream is not null);
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> page)
    {
        uint sum = 0;
        for (var i = 0; i < page.Length; i++) sum = (sum << 8) ^ table[((sum >> 24) ^ (i is >= 22 and < 26 ? 0u : page[i])) & 0xFF];
        return sum;
    }
}
