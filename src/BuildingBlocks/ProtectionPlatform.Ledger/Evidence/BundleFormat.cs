using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>Names, limits and JSON of the bundle, shared by who writes and who checks. JSON files are canonical (RFC 8785), so each has one spelling.</summary>
internal static partial class BundleFormat
{
    public const string Name = "protectionplatform-evidence";
    public const int Version = 1;

    public const string Manifest = "manifest.json";
    public const string ManifestDigest = "manifest.sha256";
    public const string Checkpoint = "checkpoint";
    public const string Attachments = "attachments.json";
    public const string ChronologyVi = "chronology.vi.html";
    public const string ChronologyEn = "chronology.en.html";

    /// <summary>So that no zip needs the 64-bit form.</summary>
    public const int MostFiles = 65_000;
    public const int MostCharactersOfName = 200;
    public const long MostBytesPerFile = 256L << 20;
    public const long MostBytes = 1L << 30;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Entry(int number) => $"entries/{Six(number)}.json";
    public static string Payload(int number) => $"payloads/{Six(number)}.json";
    public static string Disclosed(int number) => $"disclosed/{Six(number)}.json";
    public static string Proof(int number) => $"proofs/{Six(number)}.tlog-proof";
    public static string Consistency(long size) => string.Create(CultureInfo.InvariantCulture, $"consistency/{size}.json");

    /// <summary>Content of <see cref="ManifestDigest"/>: what <c>sha256sum -c</c> reads.</summary>
    public static string DigestLine(string digest) => $"{digest}  {Manifest}\n";

    public static byte[] Json<T>(T value) => CanonicalJson.Canonicalize(JsonSerializer.SerializeToElement(value, Strict));

    /// <summary>Reads canonical JSON of exactly the members of <typeparamref name="T"/>; null for anything else.</summary>
    public static T? Read<T>(byte[]? json) where T : class
    {
        if (json is null) return null;
        try
        {
            return CanonicalJson.Canonicalize(json).AsSpan().SequenceEqual(json) ? JsonSerializer.Deserialize<T>(json, Strict) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A name that can be unpacked anywhere: plain ASCII, relative, no part of dots only.</summary>
    public static bool IsSafe(string name) => name.Length <= MostCharactersOfName && SafeName().IsMatch(name);

    public static bool IsId(string id) => IsSafe(id) && !id.Contains('/', StringComparison.Ordinal);
    public static bool IsDigest(string text) => Digest().IsMatch(text);
    public static bool IsGuid(string text) => Guid().IsMatch(text);
    public static bool IsInstant(string text) => Instant().IsMatch(text);

    /// <summary>Number of the entry that a file belongs to; null for other files.</summary>
    public static int? EntryOf(string name) => EntryFile().Match(name) is { Success: true } match ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string Six(int number) => number.ToString("000000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?!\.+(/|\z))[A-Za-z0-9._-]+(/(?!\.+(/|\z))[A-Za-z0-9._-]+)*\z")]
    private static partial Regex SafeName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex Guid();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\z")]
    private static partial Regex Instant();

    [GeneratedRegex(@"\A(?:(?:entries|payloads|disclosed)/(?<number>[0-9]{6})\.json|proofs/(?<number>[0-9]{6})\.tlog-proof)\z")]
    private static partial Regex EntryFile();
}

internal sealed record BundleManifest(
    ManifestCase Case, ManifestCounts Counts, ManifestCreated Created, IReadOnlyList<ManifestEntry> Entries, IReadOnlyList<ManifestFile> Files, string Format, string? SignedAt, int Version)
{
    /// <summary>The form that a JSON schema cannot say: known format, no null in a list, ids and digests in their spelling, files sorted.</summary>
    public bool IsWellFormed() =>
        Format == BundleFormat.Name && Version == BundleFormat.Version && BundleFormat.IsGuid(Case.Id) && BundleFormat.IsInstant(Created.At) && (SignedAt is null || BundleFormat.IsInstant(SignedAt))
        && Entries.All(e => e is not null && BundleFormat.IsGuid(e.Event) && BundleFormat.IsGuid(e.Stream))
        && Files.All(f => f is not null && BundleFormat.IsSafe(f.Name) && BundleFormat.IsDigest(f.Sha256))
        && Files.Zip(Files.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);
}

internal sealed record ManifestCase(string Id, string Reference);

internal sealed record ManifestCounts(long Attachments, long Events, long Streams, long Withheld);

internal sealed record ManifestCreated(string At, string By, string Purpose);

internal sealed record ManifestEntry(string Event, long LeafIndex, long Number, long Sequence, string Stream, long Version, bool Withheld);

internal sealed record ManifestFile(string Name, string Sha256, long Size);

internal sealed record PayloadFile(JsonElement Data, string Salt);

internal sealed record DisclosedFile(IReadOnlyList<DisclosedLine> Values);

internal sealed record DisclosedLine(string Key, string Path, string Sealed, JsonElement Value);

internal sealed record ConsistencyFile(IReadOnlyList<string> Hashes, string? Note, string Root, long Size);

internal sealed record AttachmentsFile(IReadOnlyList<AttachmentLine> Attachments);

internal sealed record AttachmentLine(string Event, string Id, string Sha256, long Size);

/// <summary>The members of a ledger entry, as <see cref="LedgerEntry.Build"/> writes them.</summary>
internal sealed record EntryFields(
    string Actor, string At, string Event, string Payload, string Stream, string Type, int V, long Version, string? Form = null, string? Headers = null, string? Via = null)
{
    public static EntryFields? Read(byte[] entry) =>
        BundleFormat.Read<EntryFields>(entry) is { } fields && fields.IsWellFormed()
        && JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(entry)!.Values.All(value => value.ValueKind != JsonValueKind.Null) ? fields : null;

    private bool IsWellFormed() =>
        V == (Headers is null ? 1 : 2) && Version >= 1 && Via is null or "external" && Form is null or LedgerEntry.Jsonb && (Headers is null || BundleFormat.IsDigest(Headers))
        && BundleFormat.IsInstant(At) && BundleFormat.IsGuid(Event) && BundleFormat.IsGuid(Stream) && BundleFormat.IsDigest(Payload);
}
