using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Files as people send them, made by hand: what a camera adds, what an attacker adds. The pictures were drawn by a browser.</summary>
internal static class SampleFiles
{
    /// <summary>Words that stand in every kind of metadata here: none may be left.</summary>
    public static readonly string[] Telling = ["Máy ảnh Bí Mật", "Ngõ 7319", "photoshop-note", "Chủ máy Ảo"];

    private static readonly byte[] plainJpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAMEBf/EACEQAAECBQUBAAAAAAAAAAAAABEAEgQFExQhAgMjQmFR/8QAFQEBAQAAAAAAAAAAAAAAAAAABAX/xAAeEQAABAcAAAAAAAAAAAAAAAAAERRRAQMhIjEzYf/aAAwDAQACEQMRAD8AyS6AvqnKxg6kk++K8ZKLWF171dzRhgOR9UJdH2NTie8dgAfPVeMm91C69mg1wy8jJ+I01eqs1nBsUPrgEpAlv2FF81LjDmIiKsJI/9k=");

    private static readonly byte[] plainWebP = Convert.FromBase64String(
        "UklGRmgCAABXRUJQVlA4WAoAAAAgAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggegAAAJAFAJ0BKhgAEAA+tUieSackIqEwCADgFolsAJ0yghwC5gP4BwAHlJftV8BX+0AyECT+kYwAAP64nnvv+fY6t+2vg+r1Fi/lrwJq7MVZbOhJyJx5XgN9/UHrAn1vOBaf6x5/szfnrB6wJp+KjNjvqJiONFzN2TUfL6IA");

    /// <summary>As a telephone takes it: EXIF with place, camera and orientation, XMP, IPTC, a comment, a film behind the picture.</summary>
    public static byte[] Photo(ushort orientation = 6) =>
    [
        .. plainJpeg[..2],
        .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]),
        .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.UTF8.GetBytes($"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{Telling[1]}</x:xmpmeta>")]),
        .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Encoding.UTF8.GetBytes(Telling[2])]),
        .. Segment(0xFE, Encoding.UTF8.GetBytes(Telling[3])),
        .. plainJpeg[2..],
        .. "\0\0\0\u0018ftypmp42"u8, .. Encoding.UTF8.GetBytes(Telling[3]),
    ];

    /// <summary>TIFF with a camera, which way up, and GPS: 21°01'42" N.</summary>
    public static byte[] Exif(ushort orientation)
    {
        var make = Encoding.UTF8.GetBytes(Telling[0] + "\0");
        using var tiff = new MemoryStream();
        void Number16(int n) => tiff.Write([(byte)n, (byte)(n >> 8)]);
        void Number32(int n) => tiff.Write([(byte)n, (byte)(n >> 8), (byte)(n >> 16), (byte)(n >> 24)]);
        void Entry(int tag, int type, int count, int value)
        {
            Number16(tag);
            Number16(type);
            Number32(count);
            Number32(value);
        }

        tiff.Write("II*\0"u8);
        Number32(8);
        Number16(3);
        Entry(0x010F, 2, make.Length, 100);
        Entry(0x0112, 3, 1, orientation);
        Entry(0x8825, 4, 1, 50);
        Number32(0);
        tiff.Position = 50;
        Number16(2);
        Entry(1, 2, 2, 'N');
        Entry(2, 5, 3, 140);
        Number32(0);
        tiff.Position = 100;
        tiff.Write(make);
        tiff.Position = 140;
        foreach (var part in new[] { 21, 1, 1, 1, 42, 1 }) Number32(part);
        return tiff.ToArray();
    }

    public static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    public static byte[] ScreenShot()
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        Chunk(png, "IHDR", [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
        Chunk(png, "tEXt", [.. "Author\0"u8, .. Encoding.UTF8.GetBytes(Telling[3])]);
        Chunk(png, "eXIf", Exif(8));
        Chunk(png, "iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Encoding.UTF8.GetBytes(Telling[1])]);
        using var pixels = new MemoryStream();
        using (var packing = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true)) packing.Write(new byte[14]);
        Chunk(png, "IDAT", pixels.ToArray());
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    private static void Chunk(MemoryStream to, string type, byte[] content)
    {
        var number = new byte[4];
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        to.Write(number);
        to.Write(typed);
        var sum = uint.MaxValue;
        foreach (var b in typed)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }

        BinaryPrimitives.WriteUInt32BigEndian(number, ~sum);
        to.Write(number);
    }

    public static byte[] WebPicture()
    {
        byte[] file = [.. plainWebP, .. WebPChunk("EXIF", Exif(3)), .. WebPChunk("XMP ", Encoding.UTF8.GetBytes(Telling[1]))];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        file[20] |= 0x0C;
        return file;
    }

    private static byte[] WebPChunk(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. Encoding.ASCII.GetBytes(type), .. length, .. content, .. content.Length % 2 == 1 ? [0] : Array.Empty<byte>()];
    }

    public static byte[] Paper(string objects = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n{objects}xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n9\n%%EOF\n");

    /// <summary>Objects packed away where only who unpacks them sees them.</summary>
    public static byte[] PaperWithPacked(string objects, string type = "/ObjStm")
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) packing.Write(Encoding.Latin1.GetBytes(objects));
        return Paper($"3 0 obj\n<< /Type {type} /N 1 /First 4 /Filter /FlateDecode /Length {packed.Length} >>\nstream\n{Encoding.Latin1.GetString(packed.ToArray())}\nendstream\nendobj\n");
    }

    private const string ContentTypes = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""";

    /// <param name="more">Further parts, or others in the place of those there are.</param>
    public static byte[] Letter(params (string Name, byte[] Content)[] more)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in new (string Name, byte[] Content)[] { ("[Content_Types].xml", Encoding.UTF8.GetBytes(ContentTypes)), ("word/document.xml", "<w:document><w:body/></w:document>"u8.ToArray()) }
                         .Where(part => !more.Any(other => other.Name == part.Name)).Concat(more))
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(content);
            }

        return file.ToArray();
    }

    /// <summary>MPEG-1 layer III, 128 kbit/s, between tags.</summary>
    public static byte[] Song()
    {
        var title = Encoding.UTF8.GetBytes(Telling[3]);
        var frames = Enumerable.Repeat((byte[])[0xFF, 0xFB, 0x90, 0x00, .. new byte[413]], 8).SelectMany(frame => frame);
        byte[] tag = [.. "TAG"u8, .. title, .. new byte[125 - title.Length]];
        return [.. "ID3\u0004\0\0\0\0\0"u8, (byte)title.Length, .. title, .. frames, .. tag];
    }

    /// <summary>A voice memo that says where it was taken.</summary>
    public static byte[] Memo(string handler = "soun") =>
    [
        .. Box("ftyp", [.. "M4A "u8, 0, 0, 0, 0, .. "M4A isom"u8]),
        .. Box("moov", [.. Box("trak", Box("mdia", Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(handler), .. new byte[13]]))), .. Box("udta", Encoding.UTF8.GetBytes(Telling[1]))]),
        .. Box("mdat", new byte[64]),
    ];

    private static byte[] Box(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content];
    }

    public static byte[] Recording()
    {
        byte[] format = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0];
        byte[] file = [.. "RIFF\0\0\0\0WAVE"u8, .. WebPChunk("fmt ", format), .. WebPChunk("LIST", Encoding.UTF8.GetBytes(Telling[3])), .. WebPChunk("data", [.. Enumerable.Range(0, 4000).Select(i => (byte)(128 + (40 * Math.Sin(i / 3.0))))])];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    /// <summary>One page of Opus, its checksum right.</summary>
    public static byte[] Voice()
    {
        byte[] content = [.. "OpusHead"u8, 1, 1, 0, 0, 0x80, 0xBB, 0, 0, 0, 0, 0];
        byte[] page = [.. "OggS\0\u0002"u8, .. new byte[8], 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte)content.Length, .. content];
        uint sum = 0;
        foreach (var b in page)
        {
            sum ^= (uint)b << 24;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 0x80000000) != 0 ? (sum << 1) ^ 0x04C11DB7 : sum << 1;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), sum);
        return page;
    }

    /// <summary>Bytes that are a program whatever they are called.</summary>
    public static byte[] Program() => [.. "MZ"u8, 0x90, 0, 3, .. new byte[60], .. "This program cannot be run in DOS mode."u8];
}
