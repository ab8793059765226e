using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>MP3: frame after frame to the end. The tags before and behind them (names, pictures, places) go.</summary>
internal static class Mp3
{
    private static readonly int[] version1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] version2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] rates = [44_100, 48_000, 32_000];

    public static byte[] Clean(byte[] file)
    {
        var (at, end) = (0, file.Length);
        while (file.AsSpan(at).StartsWith("ID3"u8) && file.Length - at > 10)
            at += 10 + ((file[at + 6] & 0x7F) << 21 | (file[at + 7] & 0x7F) << 14 | (file[at + 8] & 0x7F) << 7 | (file[at + 9] & 0x7F)) + ((file[at + 5] & 0x10) != 0 ? 10 : 0);
        while (at < end && file[at] == 0) at++; // padding of a tag
        if (end - at >= 128 && file.AsSpan(end - 128).StartsWith("TAG"u8)) end -= 128;
        if (end - at >= 32 && file.AsSpan(end - 32).StartsWith("APETAGEX"u8)) end -= Math.Min(end - at, (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(end - 20))) + ((file[end - 9] & 0x80) != 0 ? 32 : 0));
        OtherFormats.RefuseIn(file.AsSpan(0, Math.Min(at, file.Length)));
        OtherFormats.RefuseIn(file.AsSpan(end));

        var (next, frames) = (at, 0);
        while (next + 4 <= end && FrameLength(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(next))) is > 0 and var length)
        {
            frames++;
            if (next + length > end) break; // the last frame may be cut
            next += length;
        }

        OtherFormats.Require(frames >= 3 && end - next < 2_048);
        OtherFormats.RefuseIn(file.AsSpan(next, end - next));
        return file[at..next];
    }

    private static int FrameLength(uint head)
    {
        if (head >> 21 != 0x7FF) return 0;
        var (version, layer, bits, rate, padding) = ((head >> 19) & 3, (head >> 17) & 3, (int)((head >> 12) & 15), (int)((head >> 10) & 3), (int)((head >> 9) & 1));
        if (version == 1 || layer != 1 || bits is 0 or 15 || rate == 3) return 0; // layer III only
        return version == 3 ? (144_000 * version1[bits] / rates[rate]) + padding : (72_000 * version2[bits] / (rates[rate] / (version == 2 ? 2 : 4))) + padding;
    }
}
