using System.Buffers.Binary;

namespace ProtectionPlatform.Cases.Attachments.Checking;

/// <summary>M4A: box after box to the end, sound tracks and no others. Boxes that tell of the recording (place, device, names) are emptied where they stand, so that nothing else moves.</summary>
internal static class M4a
{
    private static readonly HashSet<string> brands = ["M4A ", "M4B ", "mp41", "mp42", "isom", "iso2", "iso5", "iso6", "3gp4", "3gp5", "3gp6", "dash"];
    private static readonly HashSet<string> holders = ["moov", "trak", "mdia", "minf", "stbl", "edts", "moof", "traf", "mvex"];
    private static readonly HashSet<string> top = ["ftyp", "moov", "mdat", "free", "skip", "wide", "moof", "sidx", "mfra", "styp", "uuid", "udta", "meta"];

    public static byte[] Clean(byte[] file)
    {
        OtherFormats.Require(file.Length > 16 && file.AsSpan(4, 4).SequenceEqual("ftyp"u8) && brands.Contains(Name(file, 8)));
        var kept = (byte[])file.Clone();
        var (sounds, data) = (0, 0);
        Walk(kept, 0, kept.Length, within: "", ref sounds, ref data, depth: 0);
        OtherFormats.Require(sounds > 0 && data > 0);
        return kept;
    }

    private static void Walk(byte[] file, int at, int end, string within, ref int sounds, ref int data, int depth)
    {
        var isTop = within.Length == 0;
        OtherFormats.Require(depth < 12);
        while (at < end)
        {
            OtherFormats.Require(end - at >= 8);
            long size = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var name = Name(file, at + 4);
            var head = 8;
            if (size == 1) (size, head) = (checked((long)BinaryPrimitives.ReadUInt64BigEndian(file.AsSpan(at + 8))), 16);
            if (size == 0 && isTop) size = end - at;
            OtherFormats.Require(size >= head && size <= end - at && (!isTop || top.Contains(name)));
            var (begin, stop) = (at + head, at + (int)size);
            if (name is "udta" or "meta" or "uuid" or "free" or "skip" or "wide") Empty(file, at, begin, stop);
            else if (name == "hdlr" && within == "mdia" && stop - begin >= 12)
            {
                OtherFormats.Require(Name(file, begin + 8) == "soun"); // no film, no text track
                sounds++;
            }
            else if (name == "mdat") data++;
            else if (holders.Contains(name)) Walk(file, begin, stop, name, ref sounds, ref data, depth + 1);
            at = stop;
        }
    }

    private static void Empty(byte[] file, int at, int begin, int stop)
    {
        OtherFormats.RefuseIn(file.AsSpan(begin, stop - begin));
        "free"u8.CopyTo(file.AsSpan(at + 4));
        file.AsSpan(begin, stop - begin).Clear();
    }

    private static string Name(byte[] file, int at) => System.Text.Encoding.Latin1.GetString(file, at, 4);
}
