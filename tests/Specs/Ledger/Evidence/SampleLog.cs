using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.Specs.Ledger.Evidence;

/// <summary>A small log with a case of two streams among other events, and the bundle of that case. Ids and times are fixed; only keys and signatures differ from run to run.</summary>
internal sealed class SampleLog
{
    public const string Origin = "protectionplatform.example/log";
    public const int WithheldEntry = 5;
    public const int EntryWithDocument = 3;

    /// <summary>So many of the first entries disclose what lies sealed in them; the others keep it.</summary>
    public const int DisclosedEntries = 2;
    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa OtherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly DateTimeOffset Start = new(2026, 2, 17, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("Biên bản họp");

    private readonly List<byte[]> leaves = [];
    private readonly List<(byte[] Entry, long Index, byte[] Salt, byte[] Data)> events = [];
    private readonly ECDsa key;
    private readonly Tiles tiles;

    private SampleLog(int size, int caseEvents, ECDsa key, int? rewritten)
    {
        this.key = key;
        var step = size / (caseEvents + 1);
        for (var i = 0; i < size; i++)
        {
            var number = i % step == 3 && i / step < caseEvents ? i / step + 1 : 0;
            if (number == 0)
            {
                leaves.Add(LedgerEntry.LeafHash(Encoding.ASCII.GetBytes($"entry {i}")));
                continue;
            }

            // Every third event belongs to the referral, so that streams are interleaved.
            var referral = number % 3 == 0;
            var data = CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(
                $$"""{"what":"Sự việc {{number}}{{(number == rewritten ? ", sửa lại" : "")}}","level":{{number}},"document":"{{(number == EntryWithDocument ? DocumentDigest : "")}}","told":{"$person":"{{Id(8)}}","$text":"{{Told(number).Sealed}}"},"also":[true,null,{"a":"b"}]}"""));
            var salt = SHA256.HashData([(byte)number])[..LedgerEntry.SaltLength];
            var entry = LedgerEntry.Build(number == 2 ? "anonymous" : Id(7).ToString(), Start.AddHours(number), Id(1000 + number), LedgerEntry.PayloadDigest(salt, data),
                referral ? ReferralId : CaseId, referral ? "referral_noted" : "case_noted", referral ? number / 3 : number - number / 3, external: number == 4);
            leaves.Add(LedgerEntry.LeafHash(entry));
            events.Add((entry, i, salt, data));
        }

        tiles = Tiles.Of(leaves).GetAwaiter().GetResult(); // in memory: complete at once
    }

    public static Guid CaseId { get; } = Id(1);

    public static Guid ReferralId { get; } = Id(2);

    public int Size => leaves.Count;

    private static string DocumentDigest => Convert.ToHexStringLower(SHA256.HashData(Document));

    /// <param name="size">Leaves.</param>
    /// <param name="caseEvents">Events of the case among them.</param>
    /// <param name="key">Who signs; by default <see cref="Key"/>.</param>
    /// <param name="rewritten">Number of an event with other data than it had, with entry, tree and all proofs made anew.</param>
    public static SampleLog Of(int size = 300, int caseEvents = 12, ECDsa? key = null, int? rewritten = null) => new(size, caseEvents, key ?? Key, rewritten);

    public SignedNote Sign(int size, string origin = Origin)
    {
        var text = new Checkpoint(origin, size, MerkleTree.Root(leaves[..size])).ToText();
        return new SignedNote(text, [new NoteSigner(origin, key).Sign(text)]);
    }

    public async Task<EvidenceBundle> Bundle(int? size = null, IEnumerable<ECDsa>? keys = null, bool withhold = true)
    {
        var tree = tiles.Tree(size ?? Size);
        var included = new List<EvidenceEvent>();
        foreach (var (entry, index, salt, data) in events.Where(e => e.Index < (size ?? Size)))
        {
            var isWithheld = withhold && included.Count == WithheldEntry - 1;
            included.Add(new EvidenceEvent(entry, index, 10 * index + 1, await tree.InclusionProof(index, default), isWithheld ? null : salt, isWithheld ? null : data)
            {
                Disclosed = !isWithheld && included.Count < DisclosedEntries ? [Told(included.Count + 1)] : [],
            });
        }

        var older = new List<OlderCheckpoint>();
        foreach (var then in new[] { 100, 256, 290 }.Where(s => s < (size ?? Size)))
            older.Add(new OlderCheckpoint(then, MerkleTree.Root(leaves[..then]), then == 100 ? Sign(then) : null, await tree.ConsistencyProof(then, default)));
        return new EvidenceBundle
        {
            CaseId = CaseId,
            CaseReference = "HN-2026-0001",
            CreatedAt = Start.AddDays(30),
            CreatedBy = "Thanh tra Sở",
            Purpose = "Đơn khiếu nại",
            Checkpoint = Sign(size ?? Size),
            SignedAt = Start.AddDays(29),
            Keys = [.. (keys ?? [key]).Select(k => k.ExportSubjectPublicKeyInfo())],
            Events = included,
            OlderCheckpoints = older,
            ChronologyVi = "<!doctype html><p>Diễn biến</p>",
            ChronologyEn = "<!doctype html><p>Chronology</p>",
            Attachments = included.Count >= EntryWithDocument ? [new(Id(1000 + EntryWithDocument), "minutes-1", DocumentDigest, Document.Length)] : [],
            ExtraFiles = included.Count >= EntryWithDocument ? new Dictionary<string, byte[]> { ["attachments/minutes-1"] = Document, ["readme.txt"] = "verify\n"u8.ToArray() } : new Dictionary<string, byte[]>(),
        };
    }

    /// <summary>What somebody told, sealed under a key of its own.</summary>
    private static DisclosedValue Told(int number)
    {
        var key = SHA256.HashData([0xFF, (byte)number]);
        var value = Encoding.UTF8.GetBytes($"\"Điều trẻ kể, lần {number}\"");
        var sealedValue = new byte[12 + value.Length + 16];
        sealedValue[0] = (byte)number; // a nonce that is fixed, as everything here
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(sealedValue.AsSpan(0, 12), value, sealedValue.AsSpan(12, value.Length), sealedValue.AsSpan(12 + value.Length));
        return new DisclosedValue(".told", Convert.ToBase64String(sealedValue), key, value);
    }

    public static byte[] Zip(EvidenceBundle bundle)
    {
        using var zip = new MemoryStream();
        EvidenceBundleWriter.Write(bundle, zip);
        return zip.ToArray();
    }

    public async Task<Unpacked> Unpacked(int? size = null, IEnumerable<ECDsa>? keys = null) => Evidence.Unpacked.From(Zip(await Bundle(size, keys)));

    private static Guid Id(int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"0190d0d0-0000-7000-8000-{number:x12}"));
}
