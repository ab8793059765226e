using System.Globalization;
using System.Security.Cryptography;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>
/// Checks an evidence bundle without database, network or trust in who sent it. What it checks, in which order, and what it cannot know: docs/audit.md.
/// Whatever it is given, it answers with findings and does not throw.
/// </summary>
public sealed partial class BundleVerifier
{
    private readonly List<Finding> findings = [];
    private readonly BundleFiles files;
    private readonly List<NoteVerifier> keys = [];
    private SignedNote? note;
    private Checkpoint? head;

    private BundleVerifier(BundleFiles files) => this.files = files;

    /// <summary>Checks a bundle.</summary>
    /// <param name="bundle">The zip; must be able to seek.</param>
    /// <param name="olderCheckpoint">A checkpoint the reader kept: shows whether history only grew since.</param>
    /// <param name="key">SubjectPublicKeyInfo that must have signed. Without it the keys in the bundle are taken, which say nothing about who signed.</param>
    public static BundleReport Verify(Stream bundle, string? olderCheckpoint = null, byte[]? key = null)
    {
        var outside = new List<Finding>();
        var files = BundleFiles.Read(bundle, (code, about) => outside.Add(new Finding(code, null, about)));
        return files is null ? new BundleReport(outside, null) : new BundleVerifier(files).Verify(olderCheckpoint, key);
    }

    private BundleReport Verify(string? olderCheckpoint, byte[]? key)
    {
        if (BundleFormat.Read<BundleManifest>(files.Bytes(BundleFormat.Manifest)) is not { } manifest || !manifest.IsWellFormed())
        {
            Report("manifest", BundleFormat.Manifest);
            return new BundleReport(findings, null);
        }

        if (files.Text(BundleFormat.ManifestDigest) != BundleFormat.DigestLine(files.Sha256(BundleFormat.Manifest))) Report("manifest-digest", BundleFormat.Manifest);
        CheckFiles(manifest);
        var signers = CheckCheckpoint(key);
        CheckEntries(manifest);
        var attachments = CheckAttachments(manifest);
        CheckCounts(manifest, attachments);
        if (!manifest.Entries.Any(e => e.Stream == manifest.Case.Id)) Report("case", manifest.Case.Id);
        CheckConsistency();
        if (olderCheckpoint is not null) CheckOlder(olderCheckpoint);
        var summary = head is null ? null : new BundleSummary(
            manifest.Case.Reference, manifest.Counts.Events, manifest.Counts.Withheld, manifest.Counts.Streams, manifest.Counts.Attachments,
            head, manifest.SignedAt, signers, files.Sha256(BundleFormat.Manifest));
        return new BundleReport([.. findings.Distinct()], summary);
    }

    private void Report(string code, string about = "", int? entry = null) => findings.Add(new Finding(code, entry, about));

    /// <summary>Every file is listed with its digest, and nothing lies beside them that the manifest gives no place.</summary>
    private void CheckFiles(BundleManifest manifest)
    {
        void ReportFile(string code, string name) => Report(code, name, BundleFormat.EntryOf(name));

        foreach (var file in manifest.Files)
            if (!files.Has(file.Name)) ReportFile("file-missing", file.Name);
            else if (!files.Matches(file.Name, file.Sha256, file.Size)) ReportFile("file-differs", file.Name);
        foreach (var name in (string[])[BundleFormat.Checkpoint, BundleFormat.Attachments, BundleFormat.ChronologyVi, BundleFormat.ChronologyEn])
            if (!files.Has(name)) ReportFile("file-missing", name);

        var listed = manifest.Files.Select(f => f.Name).ToHashSet();
        foreach (var name in files.Names.Where(n => n is not (BundleFormat.Manifest or BundleFormat.ManifestDigest)))
        {
            if (!listed.Contains(name)) ReportFile("file-unlisted", name);
            var expected = name.Split('/')[0] switch
            {
                "entries" or "payloads" or "disclosed" or "proofs" => BundleFormat.EntryOf(name) is { } number && number >= 1 && number <= manifest.Entries.Count,
                "keys" => name.EndsWith(".pem", StringComparison.Ordinal),
                "consistency" => name.EndsWith(".json", StringComparison.Ordinal),
                _ => true,
            };
            if (!expected) ReportFile("file-unexpected", name);
        }
    }

    /// <summary>The head and its signature; gives the fingerprints of the keys that signed.</summary>
    private List<string> CheckCheckpoint(byte[]? key)
    {
        try
        {
            note = files.Text(BundleFormat.Checkpoint) is { } text ? SignedNote.Parse(text) : throw new FormatException("No checkpoint.");
            head = Checkpoint.Parse(note.Text);
        }
        catch (FormatException)
        {
            Report("checkpoint", BundleFormat.Checkpoint);
        }

        // A key is called by the log's name; without a head nothing can be checked with it.
        var name = head?.Origin is { } origin && NoteKey.IsName(origin) ? origin : "unknown";
        var bundled = new List<NoteVerifier>();
        foreach (var file in files.Names.Where(n => n.StartsWith("keys/", StringComparison.Ordinal)))
            if (ReadKey(name, files.Text(file)) is { } own) bundled.Add(own);
            else Report("key", file);
        keys.AddRange(key is null ? bundled : [new NoteVerifier(name, key)]);
        if (note is null || head is null) return [];
        if (!IsSigned(note)) Report("signature", BundleFormat.Checkpoint);
        return [.. keys.Where(k => k.Verifies(note)).Select(k => k.Fingerprint)];
    }

    private static NoteVerifier? ReadKey(string name, string? pem)
    {
        try
        {
            var der = pem is not null && PemEncoding.TryFind(pem, out var fields) ? Convert.FromBase64String(pem[fields.Base64Data]) : [];
            return PemEncoding.WriteString("PUBLIC KEY", der) + "\n" == pem ? new NoteVerifier(name, der) : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A known key signed, and no known key's signature is wrong; those of others, such as witnesses, are passed over.</summary>
    private bool IsSigned(SignedNote signed)
    {
        var known = keys.Where(k => signed.Signatures.Any(s => s.Name == k.Name && s.KeyId == k.KeyId)).ToList();
        return known.Count > 0 && known.TrueForAll(k => k.Verifies(signed));
    }

    private void CheckCounts(BundleManifest manifest, int attachments)
    {
        var entries = manifest.Entries;
        if (manifest.Counts.Events != entries.Count) Report("counts", "events");
        if (manifest.Counts.Withheld != entries.Count(e => e.Withheld)) Report("counts", "withheld");
        if (manifest.Counts.Streams != entries.DistinctBy(e => e.Stream).Count()) Report("counts", "streams");
        if (manifest.Counts.Attachments != attachments) Report("counts", "attachments");
    }

    /// <summary>Digests of documents are tied to the log by the event that holds them, and to the document where the bundle carries it.</summary>
    private int CheckAttachments(BundleManifest manifest)
    {
        if (!files.Has(BundleFormat.Attachments)) return 0;
        if (BundleFormat.Read<AttachmentsFile>(files.Bytes(BundleFormat.Attachments)) is not { } list
            || !list.Attachments.All(a => a is not null && BundleFormat.IsGuid(a.Event) && BundleFormat.IsId(a.Id) && BundleFormat.IsDigest(a.Sha256)))
        {
            Report("attachments", BundleFormat.Attachments);
            return 0;
        }

        foreach (var attachment in list.Attachments)
        {
            var entry = manifest.Entries.FirstOrDefault(e => e.Event == attachment.Event);
            var recorded = entry is not null && (entry.Withheld || files.Text(BundleFormat.Payload((int)entry.Number))?.Contains($"\"{attachment.Sha256}\"", StringComparison.Ordinal) == true);
            var document = $"attachments/{attachment.Id}";
            if (!recorded || (files.Has(document) && !files.Matches(document, attachment.Sha256, attachment.Size)))
                Report("attachment", attachment.Id, entry is null ? null : (int)entry.Number);
        }

        var ids = list.Attachments.Select(a => $"attachments/{a.Id}").ToHashSet();
        foreach (var name in files.Names.Where(n => n.StartsWith("attachments/", StringComparison.Ordinal) && !ids.Contains(n))) Report("file-unexpected", name);
        return list.Attachments.Count;
    }

    /// <summary>Every older head in the bundle is a beginning of its log.</summary>
    private void CheckConsistency()
    {
        if (head is null) return;
        foreach (var name in files.Names.Where(n => n.StartsWith("consistency/", StringComparison.Ordinal)))
        {
            if (ReadConsistency(name) is not var (older, signed, proof)
                || !MerkleTree.VerifyConsistency(older.Size, head.Size, older.Root, head.Root, proof)
                || (signed is not null && signed.Text != older.ToText()))
                Report("consistency", name);
            else if (signed is not null && !IsSigned(signed))
                Report("consistency-signature", name);
        }
    }

    private (Checkpoint Older, SignedNote? Signed, IReadOnlyList<byte[]> Proof)? ReadConsistency(string name)
    {
        try
        {
            return BundleFormat.Read<ConsistencyFile>(files.Bytes(name)) is { } file && name == BundleFormat.Consistency(file.Size)
                ? (new Checkpoint(head!.Origin, file.Size, StrictText.Hash(file.Root)), file.Note is null ? null : SignedNote.Parse(file.Note), [.. file.Hashes.Select(h => StrictText.Hash(h ?? ""))])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The checkpoint the reader kept is a beginning of the bundle's log.</summary>
    private void CheckOlder(string text)
    {
        const string about = "older checkpoint";
        Checkpoint older;
        SignedNote signed;
        try
        {
            signed = SignedNote.Parse(text);
            older = Checkpoint.Parse(signed.Text);
        }
        catch (FormatException)
        {
            Report("older-form", about);
            return;
        }

        if (head is null) return;
        if (older.Origin != head.Origin) Report("older-origin", about);
        else if (!IsSigned(signed)) Report("older-signature", about);
        else if (older.Size > head.Size) Report("older-cut", about);
        else if (older.Size == head.Size || older.Size == 0)
        {
            if (!MerkleTree.VerifyConsistency(older.Size, head.Size, older.Root, head.Root, [])) Report("older-fork", about);
        }
        else if (ReadConsistency(BundleFormat.Consistency(older.Size)) is not var (_, _, proof)) Report("older-missing", string.Create(CultureInfo.InvariantCulture, $"{about} ({older.Size})"));
        else if (!MerkleTree.VerifyConsistency(older.Size, head.Size, older.Root, head.Root, proof)) Report("older-fork", about);
    }
}
