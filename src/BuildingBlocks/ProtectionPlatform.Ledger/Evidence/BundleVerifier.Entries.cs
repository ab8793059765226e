using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>The part about the entries: each in its place, proved, and as the event's data has it.</summary>
public sealed partial class BundleVerifier
{
    private void CheckEntries(BundleManifest manifest)
    {
        var events = new HashSet<string>();
        var versions = new Dictionary<string, long>();
        var (leafIndex, sequence) = (-1L, -1L);
        for (var number = 1; number <= manifest.Entries.Count; number++)
        {
            var entry = manifest.Entries[number - 1];
            var bytes = files.Bytes(BundleFormat.Entry(number));
            var fields = bytes is null ? null : EntryFields.Read(bytes);
            var about = string.Create(CultureInfo.InvariantCulture, $"{(fields is null ? "" : $"{fields.Type}, ")}version {entry.Version} of stream {entry.Stream}");
            var here = number;
            void ReportEntry(string code) => Report(code, about, here);

            if (entry.Number != number || entry.LeafIndex <= leafIndex || entry.Sequence <= sequence) ReportEntry("order");
            (leafIndex, sequence) = (entry.LeafIndex, entry.Sequence);
            if (!events.Add(entry.Event)) ReportEntry("duplicate");
            if (entry.Version != versions.GetValueOrDefault(entry.Stream) + 1) ReportEntry("version");
            versions[entry.Stream] = entry.Version;

            if (bytes is null) ReportEntry("entry-missing");
            else if (fields is null) ReportEntry("entry-form");
            else if (fields.Event != entry.Event || fields.Stream != entry.Stream || fields.Version != entry.Version) ReportEntry("entry-manifest");
            if (CheckProof(number, entry.LeafIndex, bytes) is { } unproved) ReportEntry(unproved);
            if (CheckPayload(number, entry.Withheld, fields) is { } differs) ReportEntry(differs);
            if (!DisclosesTruly(number, entry.Withheld)) ReportEntry("disclosed");
        }
    }

    private string? CheckProof(int number, long leafIndex, byte[]? entry)
    {
        if (!files.Has(BundleFormat.Proof(number))) return "proof-missing";
        try
        {
            var proof = TlogProof.Parse(files.Text(BundleFormat.Proof(number)) ?? "");
            if (head is null || entry is null) return null;
            return proof.Index == leafIndex && proof.Note.ToText() == note!.ToText()
                && MerkleTree.VerifyInclusion(LedgerEntry.LeafHash(entry), proof.Index, head.Size, proof.Hashes, head.Root) ? null : "proof";
        }
        catch (FormatException)
        {
            return "proof-form";
        }
    }

    /// <summary>Each disclosed value lies sealed in the payload, and its key opens it to what is written here. A sealed value without a key is withheld, or erased.</summary>
    private bool DisclosesTruly(int number, bool withheld)
    {
        if (!files.Has(BundleFormat.Disclosed(number))) return true;
        if (withheld || BundleFormat.Read<DisclosedFile>(files.Bytes(BundleFormat.Disclosed(number))) is not { } disclosed || files.Text(BundleFormat.Payload(number)) is not { } payload) return false;
        try
        {
            return disclosed.Values.All(line => line is not null && payload.Contains($"\"{line.Sealed}\"", StringComparison.Ordinal)
                && Open(StrictText.Base64(line.Key), StrictText.Base64(line.Sealed)).AsSpan().SequenceEqual(CanonicalJson.Canonicalize(line.Value)));
        }
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static byte[] Open(byte[] key, byte[] sealedValue)
    {
        const int nonce = 12, tag = 16;
        if (key.Length != 32 || sealedValue.Length < nonce + tag) throw new CryptographicException("Not in its form.");
        var value = new byte[sealedValue.Length - nonce - tag];
        using var aes = new AesGcm(key, tag);
        aes.Decrypt(sealedValue.AsSpan(0, nonce), sealedValue.AsSpan(nonce, value.Length), sealedValue.AsSpan(nonce + value.Length), value);
        return value;
    }

    private string? CheckPayload(int number, bool withheld, EntryFields? fields)
    {
        var isThere = files.Has(BundleFormat.Payload(number));
        if (withheld) return isThere ? "payload-withheld" : null;
        if (!isThere) return "payload-missing";
        try
        {
            var payload = BundleFormat.Read<PayloadFile>(files.Bytes(BundleFormat.Payload(number))) ?? throw new FormatException("No payload.");
            var digest = LedgerEntry.PayloadDigest(StrictText.Base64(payload.Salt), CanonicalJson.Canonicalize(payload.Data));
            return fields is null || fields.Payload == digest ? null : "payload";
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return "payload-form";
        }
    }
}
