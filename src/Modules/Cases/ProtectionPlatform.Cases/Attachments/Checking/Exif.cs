using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>Of all that EXIF tells, which way up the picture is: the one thing that is kept.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112;

    /// <param name="tiff">From its byte-order mark on.</param>
    /// <returns>1 to 8; 1 when it does not say, or says nonsense.</returns>
    public static ushort Orientation(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 14) return 1;
        bool little = tiff[..4].SequenceEqual("II*\0"u8), big = tiff[..4].SequenceEqual("MM\0*"u8);
        if (!little && !big) return 1;
        ushort Short(ReadOnlySpan<byte> at) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return 1;
        var entries = Short(tiff[(int)directory..]);
        for (var i = 0; i < entries; i++)
        {
            var at = (int)directory + 2 + (12 * i);
            if (at + 12 > tiff.Length) return 1;
            if (Short(tiff[at..]) != OrientationTag) continue;
            var value = Short(tiff[(at + 8)..]);
            return value is >= 1 and <= 8 ? value : (ushort)1;
        }

        return 1;
    }

    /// <summary>A TIFF that says this and nothing else.</summary>
    public static byte[] Only(ushort orientation) =>
    [
        .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];
}
