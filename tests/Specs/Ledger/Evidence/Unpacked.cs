using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger.Evidence;

/// <summary>A bundle taken apart, as somebody would who wants to change it.</summary>
internal sealed class Unpacked
{
    public SortedDictionary<string, byte[]> Files { get; private init; } = new(StringComparer.Ordinal);

    public JsonObject Manifest { get; private set; } = [];

    public JsonArray Entries => Manifest["entries"]!.AsArray();

    public static Unpacked From(byte[] zip)
    {
        var unpacked = new Unpacked();
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            unpacked.Files[entry.FullName] = copy.ToArray();
        }

        unpacked.Manifest = unpacked.Json("manifest.json");
        return unpacked;
    }

    public Unpacked Copy() => new() { Files = new(Files, StringComparer.Ordinal), Manifest = Manifest.DeepClone().AsObject() };

    public JsonObject Json(string name) => JsonNode.Parse(Files[name])!.AsObject();

    public string Text(string name) => Encoding.UTF8.GetString(Files[name]);

    public void Set(string name, JsonNode json) => Files[name] = Canonical(json);

    public void Set(string name, string text) => Files[name] = Encoding.UTF8.GetBytes(text);

    public void Swap(string one, string other) => (Files[one], Files[other]) = (Files[other], Files[one]);

    public void Move(string from, string to)
    {
        if (Files.Remove(from, out var content)) Files[to] = content;
    }

    /// <summary>Brings the manifest's list of files and its digest up to the files, as a careful forger would.</summary>
    public Unpacked Reseal()
    {
        Manifest["files"] = new JsonArray([.. Files.Where(f => f.Key is not ("manifest.json" or "manifest.sha256"))
            .Select(f => new JsonObject { ["name"] = f.Key, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(f.Value)), ["size"] = f.Value.Length })]);
        return ResealManifest();
    }

    /// <summary>Only the digest beside the manifest.</summary>
    public Unpacked ResealManifest()
    {
        Files["manifest.json"] = Canonical(Manifest);
        Files["manifest.sha256"] = Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(Files["manifest.json"]))}  manifest.json\n");
        return this;
    }

    /// <summary>Takes an entry out of the bundle, numbers the later ones anew and corrects the counts.</summary>
    public void Drop(int number)
    {
        var (count, entry) = (Entries.Count, Entries[number - 1]!);
        foreach (var name in FilesOf(number)) Files.Remove(name);
        for (var later = number + 1; later <= count; later++)
            foreach (var (from, to) in FilesOf(later).Zip(FilesOf(later - 1))) Move(from, to);
        Manifest["counts"]!["events"] = count - 1;
        if (entry["withheld"]!.GetValue<bool>()) Manifest["counts"]!["withheld"] = 0;
        Entries.RemoveAt(number - 1);
        for (var i = number - 1; i < Entries.Count; i++) Entries[i]!["number"] = i + 1;
    }

    public static string[] FilesOf(int number)
    {
        var six = number.ToString("000000", CultureInfo.InvariantCulture);
        return [$"entries/{six}.json", $"payloads/{six}.json", $"proofs/{six}.tlog-proof"];
    }

    public byte[] Zip(CompressionLevel level = CompressionLevel.Fastest) => Zip(Files, level);

    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> files, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var stream = archive.CreateEntry(name, level).Open();
                stream.Write(content);
            }

        return zip.ToArray();
    }

    private static byte[] Canonical(JsonNode json) => CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
