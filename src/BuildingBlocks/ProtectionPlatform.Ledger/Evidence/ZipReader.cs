using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>A file as the zip's directory has it.</summary>
internal sealed record ZippedFile(string Name, bool Encrypted, int Method, long Packed, long Size, long Local);

/// <summary>
/// Reads a zip by its directory alone, and only the plain form: one disk, no 64-bit fields, stored or deflated, not encrypted.
/// Written out, not left to a library, so that both verifiers take exactly the same zips (docs/audit.md).
/// </summary>
internal sealed class ZipReader(Stream zip)
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;

    /// <exception cref="InvalidDataException">Not such a zip.</exception>
    public List<ZippedFile> Directory()
    {
        var tail = Read(Math.Max(0, zip.Length - EndLength - LongestComment), Math.Min(zip.Length, EndLength + LongestComment));
        var end = tail.Length - EndLength;
        while (end >= 0 && U32(tail, end) != 0x06054b50) end--;
        if (end < 0) throw new InvalidDataException("No end of a directory.");
        var (count, start, endOfDirectory) = (U16(tail, end + 10), U32(tail, end + 16), zip.Length - tail.Length + end);
        if (U16(tail, end + 4) != 0 || U16(tail, end + 8) != count || count == ushort.MaxValue || start > endOfDirectory) throw new InvalidDataException("A directory of another kind.");

        var directory = Read(start, endOfDirectory - start);
        var files = new List<ZippedFile>();
        for (int at = 0, next; files.Count < count; at = next)
        {
            if (at + 46 > directory.Length || U32(directory, at) != 0x02014b50) throw new InvalidDataException("No file in the directory.");
            var name = U16(directory, at + 28);
            next = at + 46 + name + U16(directory, at + 30) + U16(directory, at + 32);
            if (next > directory.Length) throw new InvalidDataException("The directory ends early.");
            files.Add(new ZippedFile(Encoding.Latin1.GetString(directory, at + 46, name), (U16(directory, at + 8) & 1) == 1, U16(directory, at + 10),
                U32(directory, at + 20), U32(directory, at + 24), U32(directory, at + 42)));
        }

        return files;
    }

    /// <summary>The file's content; its length is not checked yet.</summary>
    /// <exception cref="InvalidDataException">Encrypted, packed in another way, or not where the directory says.</exception>
    public Stream Open(ZippedFile file)
    {
        var header = Read(file.Local, 30);
        if (file.Encrypted || file.Method is not (0 or 8) || U32(header, 0) != 0x04034b50) throw new InvalidDataException("No file where the directory says.");
        var packed = new MemoryStream(Read(file.Local + 30 + U16(header, 26) + U16(header, 28), file.Packed));
        return file.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress);
    }

    private byte[] Read(long at, long length)
    {
        if (at + length > zip.Length) throw new InvalidDataException("The zip ends early.");
        var bytes = new byte[length];
        zip.Position = at;
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static int U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static long U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
