using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>The files of a zip somebody handed over: nothing is unpacked to disk, names are checked, sizes are bounded, large files are digested as they pass.</summary>
internal sealed class BundleFiles
{
    /// <summary>Files that are looked into are small; of larger ones only the digest is kept.</summary>
    private const int MostBytesKept = 64 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, (byte[]? Content, string Sha256, long Size)> files = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => files.Keys.Order(StringComparer.Ordinal);

    public bool Has(string name) => files.ContainsKey(name);

    /// <summary>Null when it is not there or too large to be what it should be.</summary>
    public byte[]? Bytes(string name) => files.TryGetValue(name, out var file) ? file.Content : null;

    /// <summary>Null when it is not there or not UTF-8.</summary>
    public string? Text(string name)
    {
        try
        {
            return Bytes(name) is { } bytes ? StrictUtf8.GetString(bytes) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public bool Matches(string name, string sha256, long size) => files.TryGetValue(name, out var file) && file.Sha256 == sha256 && file.Size == size;

    public string Sha256(string name) => files[name].Sha256;

    /// <summary>Reads the zip; what is wrong with it goes to <paramref name="report"/>, and nothing more can be said then.</summary>
    public static BundleFiles? Read(Stream bundle, Action<string, string> report)
    {
        var read = new BundleFiles();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        try
        {
            var zip = new ZipReader(bundle);
            var listed = zip.Directory();
            if (listed.Count > BundleFormat.MostFiles)
            {
                report("too-large", "");
                return null;
            }

            var left = BundleFormat.MostBytes;
            foreach (var file in listed)
            {
                if (file.Size == 0 && file.Name.EndsWith('/') && BundleFormat.IsSafe(file.Name[..^1])) continue; // a folder, as other tools write them
                if (!BundleFormat.IsSafe(file.Name) || !names.Add(file.Name))
                {
                    report("file-name", "");
                    return null;
                }

                left -= file.Size;
                if (file.Size > BundleFormat.MostBytesPerFile || file.Packed > BundleFormat.MostBytesPerFile || left < 0)
                {
                    report("too-large", file.Name);
                    return null;
                }

                read.Add(file.Name, file.Size, zip.Open(file));
            }
        }
        catch (InvalidDataException)
        {
            report("unreadable", "");
            return null;
        }

        return read;
    }

    private void Add(string name, long size, Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var kept = new MemoryStream();
        using (content)
        {
            var buffer = new byte[81_920];
            var read = 0L;
            for (int count; (count = content.Read(buffer)) > 0;)
            {
                read += count;
                if (read > size) break; // it claims to be smaller than it is: inflate no further
                hash.AppendData(buffer, 0, count);
                if (size <= MostBytesKept) kept.Write(buffer, 0, count);
            }

            if (read != size) throw new InvalidDataException("The zip is wrong about the length of a file.");
        }

        files.Add(name, (size <= MostBytesKept ? kept.ToArray() : null, Convert.ToHexStringLower(hash.GetHashAndReset()), size));
    }
}
