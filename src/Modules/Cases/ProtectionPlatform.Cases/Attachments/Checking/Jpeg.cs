using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>
/// JPEG, segment by segment. Kept is what draws the picture: tables, frame, scans, a colour profile, Adobe's colour mark, which way up.
/// Everything else that cameras and programs add (EXIF with place and thumbnail, XMP, IPTC, comments, pictures after the picture) goes.
/// </summary>
internal static class Jpeg
{
    public static byte[] Clean(byte[] file)
    {
        OtherFormats.Require(file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]));
        using var kept = new MemoryStream(file.Length);
        var body = new MemoryStream(file.Length);
        ushort orientation = 1;
        var (at, hasFrame, hasScan, ended) = (2, false, false, false);
        while (!ended)
        {
            OtherFormats.Require(file[at] == 0xFF);
            while (file[at + 1] == 0xFF) at++; // fill bytes
            var marker = file[at + 1];
            if (marker == 0xD9)
            {
                body.Write([0xFF, 0xD9]);
                (at, ended) = (at + 2, true);
                continue;
            }

            OtherFormats.Require(marker is >= 0xC0 and not (0xD8 or (>= 0xD0 and <= 0xD7)));
            var length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
            OtherFormats.Require(length >= 2);
            var segment = file.AsSpan(at, length + 2);
            var content = segment[4..];
            at += segment.Length;
            switch (marker)
            {
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    OtherFormats.Require(!hasFrame && content.Length >= 6);
                    OtherFormats.RequireSize(BinaryPrimitives.ReadUInt16BigEndian(content[3..]), BinaryPrimitives.ReadUInt16BigEndian(content[1..]));
                    hasFrame = true;
                    body.Write(segment);
                    break;
                case 0xDA:
                    OtherFormats.Require(hasFrame);
                    hasScan = true;
                    body.Write(segment);
                    var end = EndOfScan(file, at);
                    body.Write(file.AsSpan(at, end - at));
                    at = end;
                    break;
                case 0xC4 or 0xCC or 0xDB or 0xDC or 0xDD:
                    body.Write(segment);
                    break;
                case 0xE0 when content.StartsWith("JFIF\0"u8) && content.Length >= 14:
                    // Without its thumbnail.
                    body.Write([0xFF, 0xE0, 0, 16, .. content[..12], 0, 0]);
                    break;
                case 0xEE when content.StartsWith("Adobe"u8) && content.Length == 12:
                    body.Write(segment);
                    break;
                case 0xE2 when IsColourProfile(content):
                    body.Write(segment);
                    break;
                default:
                    if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8)) orientation = Exif.Orientation(content[6..]);
                    OtherFormats.RefuseIn(content);
                    break;
            }
        }

        OtherFormats.Require(hasScan);
        // Phones put a film or a second picture behind the picture; it goes as well.
        OtherFormats.RefuseIn(file.AsSpan(at));
        kept.Write([0xFF, 0xD8]);
        if (orientation != 1)
        {
            byte[] tiff = Exif.Only(orientation);
            kept.Write([0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff]);
        }

        body.WriteTo(kept);
        return kept.ToArray();
    }

    /// <summary>The first part of a profile has the profile's mark; later parts only continue it.</summary>
    private static bool IsColourProfile(ReadOnlySpan<byte> content) =>
        content.StartsWith("ICC_PROFILE\0"u8) && content.Length > 14 && (content[12] > 1 || (content.Length >= 14 + 40 && content.Slice(14 + 36, 4).SequenceEqual("acsp"u8)));

    /// <summary>Where the next marker is that is neither a restart nor a stuffed byte.</summary>
    private static int EndOfScan(byte[] file, int at)
    {
        while (true)
        {
            var next = file.AsSpan(at).IndexOf((byte)0xFF);
            OtherFormats.Require(next >= 0);
            at += next;
            if (file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)) at += 2;
            else if (file[at + 1] == 0xFF) at++;
            else return at;
        }
    }
}
