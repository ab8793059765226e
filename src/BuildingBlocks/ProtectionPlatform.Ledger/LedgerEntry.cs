using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace ProtectionPlatform.Ledger;

/// <summary>
/// What the audit ledger commits to for one event: who, when, which stream and version, and a salted digest of the data.
/// It holds no personal data, so it can stay when the data must go. Neither sequence nor leaf index is in it: both are settled later.
/// </summary>
public static class LedgerEntry
{
    /// <summary>Bytes of salt before the data; without it a short answer could be guessed from its digest.</summary>
    public const int SaltLength = 16;

    /// <summary>Value of <c>form</c> when the payload is digested as PostgreSQL's jsonb prints it, because it has no canonical form (fractions, of foreign programs).</summary>
    public const string Jsonb = "jsonb";

    /// <summary>Canonical JSON of the entry.</summary>
    /// <param name="actor">User id in lower-case text form, or <c>anonymous</c>, <c>platform</c> or <c>external</c>.</param>
    /// <param name="at">When it was recorded: UTC, whole microseconds.</param>
    /// <param name="eventId">Id of the event.</param>
    /// <param name="payloadDigest">From <see cref="PayloadDigest"/>.</param>
    /// <param name="stream">Id of the stream.</param>
    /// <param name="type">Stored name of the event.</param>
    /// <param name="version">1-based version within the stream.</param>
    /// <param name="external">The event came from a foreign writer and was entered afterwards.</param>
    /// <param name="headersDigest">From <see cref="PayloadDigest"/> over the canonical headers (who, in which request). With it the entry is of form <c>"v":2</c>; entries of form 1 stay valid.</param>
    /// <param name="form"><see cref="Jsonb"/>, or null for the canonical form.</param>
    public static byte[] Build(string actor, DateTimeOffset at, Guid eventId, string payloadDigest, Guid stream, string type, long version,
        bool external = false, string? headersDigest = null, string? form = null)
    {
        var entry = new JsonObject
        {
            ["actor"] = actor,
            ["at"] = Instant(at),
            ["event"] = eventId.ToString(),
            ["payload"] = payloadDigest,
            ["stream"] = stream.ToString(),
            ["type"] = type,
            ["v"] = headersDigest is null ? 1 : 2,
            ["version"] = version,
        };
        if (headersDigest is not null) entry["headers"] = headersDigest;
        if (form is not null) entry["form"] = form;
        if (external) entry["via"] = "external";
        return CanonicalJson.Canonicalize(System.Text.Encoding.UTF8.GetBytes(entry.ToJsonString()));
    }

    /// <summary>Lower-case hex of SHA-256 over <paramref name="salt"/> ‖ canonical JSON of the event's data.</summary>
    public static string PayloadDigest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> canonicalData)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(canonicalData);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Leaf hash of RFC 6962 section 2.1: SHA-256(0x00 ‖ entry).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>How an entry writes an instant: UTC with six digits of the second.</summary>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
