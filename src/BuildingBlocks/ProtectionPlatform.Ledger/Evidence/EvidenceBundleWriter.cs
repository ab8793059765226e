using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>Makes the zip of an evidence bundle. The same input gives the same bytes: names are sorted, times are fixed.</summary>
public static class EvidenceBundleWriter
{
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the bundle. It does not check what it is given: <see cref="BundleVerifier"/> does, and what does not fit must show there.</summary>
    /// <returns>Lower-case hex of SHA-256 over the manifest, which lists the digest of every other file: record it with the export.</returns>
    /// <exception cref="FormatException">An entry or the data of an event has no canonical form.</exception>
    /// <exception cref="ArgumentException">A name of a file is unsafe or stands twice.</exception>
    public static string Write(EvidenceBundle bundle, Stream to)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        void Add(string name, byte[] content)
        {
            if (!BundleFormat.IsSafe(name) || !files.TryAdd(name, content)) throw new ArgumentException($"{name}: unsafe, or twice in the bundle.", nameof(bundle));
        }

        Add(BundleFormat.Checkpoint, Encoding.UTF8.GetBytes(bundle.Checkpoint.ToText()));
        foreach (var key in bundle.Keys) Add($"keys/{Convert.ToHexStringLower(SHA256.HashData(key))[..8]}.pem", Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", key) + "\n"));
        Add(BundleFormat.ChronologyVi, Encoding.UTF8.GetBytes(bundle.ChronologyVi));
        Add(BundleFormat.ChronologyEn, Encoding.UTF8.GetBytes(bundle.ChronologyEn));
        Add(BundleFormat.Attachments, BundleFormat.Json(new AttachmentsFile([.. bundle.Attachments.Select(a => new AttachmentLine(a.Event.ToString(), a.Id, a.Sha256, a.Size))])));
        foreach (var older in bundle.OlderCheckpoints)
            Add(BundleFormat.Consistency(older.Size), BundleFormat.Json(new ConsistencyFile(
                [.. older.Proof.Select(Convert.ToBase64String)], older.Note?.ToText(), Convert.ToBase64String(older.Root), older.Size)));
        foreach (var (name, content) in bundle.ExtraFiles) Add(name, content);

        var entries = new List<ManifestEntry>();
        foreach (var happened in bundle.Events.OrderBy(e => e.LeafIndex))
        {
            var number = entries.Count + 1;
            var fields = EntryFields.Read(happened.Entry) ?? throw new FormatException($"Entry {number} is no ledger entry.");
            Add(BundleFormat.Entry(number), happened.Entry);
            Add(BundleFormat.Proof(number), Encoding.UTF8.GetBytes(TlogProof.Format(happened.LeafIndex, happened.Proof, bundle.Checkpoint)));
            if (happened is { Salt: { } salt, Data: { } data })
            {
                Add(BundleFormat.Payload(number), BundleFormat.Json(new PayloadFile(JsonSerializer.Deserialize<JsonElement>(data), Convert.ToBase64String(salt))));
                if (happened.Disclosed.Count > 0)
                    Add(BundleFormat.Disclosed(number), BundleFormat.Json(new DisclosedFile(
                        [.. happened.Disclosed.Select(v => new DisclosedLine(Convert.ToBase64String(v.Key), v.Path, v.Sealed, JsonSerializer.Deserialize<JsonElement>(v.Value)))])));
            }

            entries.Add(new ManifestEntry(fields.Event, happened.LeafIndex, number, happened.Sequence, fields.Stream, fields.Version, happened.Salt is null || happened.Data is null));
        }

        var manifest = BundleFormat.Json(new BundleManifest(
            new(bundle.CaseId.ToString(), bundle.CaseReference),
            new(bundle.Attachments.Count, entries.Count, entries.DistinctBy(e => e.Stream).Count(), entries.Count(e => e.Withheld)),
            new(Instant(bundle.CreatedAt), bundle.CreatedBy, bundle.Purpose),
            entries,
            [.. files.Select(f => new ManifestFile(f.Key, Convert.ToHexStringLower(SHA256.HashData(f.Value)), f.Value.Length))],
            BundleFormat.Name, bundle.SignedAt is { } at ? Instant(at) : null, BundleFormat.Version));
        var digest = Convert.ToHexStringLower(SHA256.HashData(manifest));
        Add(BundleFormat.Manifest, manifest);
        Add(BundleFormat.ManifestDigest, Encoding.ASCII.GetBytes(BundleFormat.DigestLine(digest)));

        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, content) in files)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = FixedTime;
            using var stream = entry.Open();
            stream.Write(content);
        }

        return digest;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
