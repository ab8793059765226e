using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>
/// The log in the layout of C2SP tlog-tiles, so that tools which are not ours can read and watch it. Checkpoint, key and hash tiles are public:
/// a witness or monitor needs no account, and hashes behind a secret salt tell nothing but how many events there are. Entries name accounts and
/// times, so their bundles are for auditors.
/// </summary>
internal static class ServeLog
{
    private const string Note = "text/plain; charset=utf-8";

    public static void Map(IEndpointRouteBuilder api)
    {
        var log = api.MapGroup("/audit/log").WithTags("Audit");
        log.MapGet("/checkpoint", Checkpoint).Serves("readLogCheckpoint", "Điểm chốt mới nhất / Newest checkpoint",
            "C2SP tlog-checkpoint: origin, size, root, signatures of every key that signs now. Public. 404 before the first.", "text/plain");
        log.MapGet("/key", Key).Serves("readLogKey", "Khóa công khai / Public key",
            "PEM, SubjectPublicKeyInfo, P-256: the keys that sign now, newest first. Public. Compare its fingerprint by another way before you trust it.", "application/x-pem-file");
        log.MapGet("/tile/entries/{**number}", Entries).Serves("readLogEntries", "Gói mục / Entry bundle",
            "C2SP tlog-tiles entry bundle: N, or N.p/W, numbers as x001/234; big-endian uint16 lengths. For auditors.", "application/octet-stream");
        log.MapGet("/tile/{level}/{**number}", HashTile).Serves("readLogTile", "Mảnh cây băm / Hash tile",
            "C2SP tlog-tiles hash tile: L/N, or L/N.p/W, numbers as x001/234; 32-byte hashes. Public. 404 beyond the checkpoint.", "application/octet-stream");
        api.MapGet("/audit/checkpoint", Checkpoint).WithTags("Audit").Serves("readCheckpoint", "Điểm chốt mới nhất / Newest checkpoint", "The same note as …/log/checkpoint.", "text/plain");
    }

    private static async Task<IResult> Checkpoint(HttpContext http, SealedLog log, CancellationToken ct)
    {
        var latest = await log.Latest(ct) ?? throw new ProblemException(Problems.NotFound);
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(latest.Note, Note);
    }

    private static async Task<IResult> Key(HttpContext http, SealedLog log, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var keys = (await log.Keys(ct)).Where(key => key.To is null || key.To > now).Reverse().ToList();
        if (keys.Count == 0) throw new ProblemException(Problems.NotFound);
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(string.Concat(keys.Select(key => PemEncoding.WriteString("PUBLIC KEY", key.PublicKey) + "\n")), "application/x-pem-file");
    }

    private static async Task<IResult> HashTile(string level, string? number, HttpContext http, SealedLog log, CancellationToken ct)
    {
        // Levels a tree of 2^63 leaves could have; parsing refuses every spelling but the one.
        if (!Tile.TryParse($"tile/{level}/{number}", out var tile) || tile.Level > 7) throw new ProblemException(Problems.NotFound);
        await RequireSigned(log, tile.Level, tile.Index, tile.Width, ct);
        return Served(http, tile.Width, await log.Tile(tile, ct) ?? throw new ProblemException(Problems.NotFound));
    }

    private static async Task<IResult> Entries(string? number, HttpContext http, SealedLog log, Hidden hidden, CancellationToken ct)
    {
        if (!EntryBundle.TryParsePath($"tile/entries/{number}", out var index, out var width)) throw new ProblemException(Problems.NotFound);
        await RequireSigned(log, 0, index, width, ct);
        var entries = await log.Entries(index * Tile.FullWidth, width, ct);
        // An entry that is gone must not let the next one take its place.
        if (entries.Count != width) throw new ProblemException(Problems.NotFound);
        // Entries name streams and authors: for an auditor who is excluded from a case named in it, the bundle is not there. With a hole it would prove nothing.
        var unseen = await hidden.Streams(ct);
        if (unseen.Count > 0 && entries.Any(entry => unseen.Contains(StreamOf(entry)))) throw new ProblemException(Problems.NotFound);
        return Served(http, width, EntryBundle.Write(entries), isPublic: false);
    }

    /// <summary>The newest checkpoint must cover all of it.</summary>
    private static async Task RequireSigned(SealedLog log, int level, long index, int width, CancellationToken ct)
    {
        var hashes = ((await log.Latest(ct))?.Size ?? 0) >> (level * Tile.Height);
        if (index > hashes / Tile.FullWidth || (index << Tile.Height) + width > hashes) throw new ProblemException(Problems.NotFound);
    }

    private static IResult Served(HttpContext http, int width, byte[] bytes, bool isPublic = true)
    {
        // A full tile never changes. A partial one is the same for ever under its own name, but nobody will ask for it again.
        http.Response.Headers.CacheControl = width == Tile.FullWidth ? $"{(isPublic ? "public" : "private")}, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(bytes, "application/octet-stream");
    }

    internal static Guid StreamOf(byte[] entry)
    {
        using var said = JsonDocument.Parse(entry);
        return said.RootElement.GetProperty("stream").GetGuid();
    }

    private static void Serves(this RouteHandlerBuilder route, string id, string summary, string description, string contentType) => route
        .WithName(id).WithSummary(summary).WithDescription(description).Produces(StatusCodes.Status200OK, contentType == "application/octet-stream" ? typeof(Stream) : typeof(string), contentType)
        .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
}

/// <summary>Proofs: that an event is in the log, and that the log only grew.</summary>
internal static class ReadProofs
{
    /// <summary>Shows that an event is in the tree of a size.</summary>
    /// <param name="LeafIndex">0-based place in the log.</param>
    /// <param name="Entry">What the leaf commits to: canonical JSON as text.</param>
    /// <param name="LeafHash">Base64 of SHA-256(0x00 ‖ entry).</param>
    /// <param name="Size">Of the tree.</param>
    /// <param name="Root">Of the tree, base64.</param>
    /// <param name="Hashes">Siblings from the leaf upwards, base64.</param>
    /// <param name="Checkpoint">The signed note of that size; null when none was signed of exactly that size.</param>
    public sealed record Inclusion(
        long Sequence, Guid EventId, long LeafIndex, string Entry, string LeafHash, long Size, string Root, IReadOnlyList<string> Hashes, string? Checkpoint);

    /// <summary>Shows that one tree begins with all leaves of another.</summary>
    public sealed record Consistency(long From, long To, string FromRoot, string ToRoot, IReadOnlyList<string> Hashes);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/audit/proofs/inclusion", Include).WithTags("Audit").Reads<Inclusion>("proveInclusion", "Bằng chứng có trong sổ / Proof of inclusion",
            "For auditors. By sequence or by event (id); size by default of the newest checkpoint. With Accept: text/plain a C2SP tlog-proof to keep, of a size that was signed.");
        api.MapGet("/audit/proofs/consistency", Compare).WithTags("Audit").Reads<Consistency>("proveConsistency", "Bằng chứng chỉ thêm / Proof of consistency",
            "For auditors. That the log of size `to` (by default the newest checkpoint) begins with the log of size `from`.");
    }

    private static async Task<IResult> Include(long? sequence, Guid? @event, long? size, HttpContext http, SealedLog log, Hidden hidden, CancellationToken ct)
    {
        if (sequence is null == @event is null) throw LedgerAccess.Invalid("sequence", "Cần sequence hoặc event, chỉ một.", "Give sequence or event, one of them.");
        var latest = await log.Latest(ct);
        var leaf = sequence is { } number ? await log.LeafAt(number, ct) : await log.LeafOf(@event!.Value, ct);
        var unseen = await hidden.Streams(ct);
        if (unseen.Count > 0 && (leaf is null || unseen.Contains(ServeLog.StreamOf(leaf.Entry)))) throw new ProblemException(Problems.NotFound);
        if (leaf is null || latest is null || leaf.Index >= latest.Size)
            throw new ProblemException(await log.IsRecorded(sequence, @event, ct) ? LedgerAccess.NotSealedYet : Problems.NotFound);
        var of = size ?? latest.Size;
        if (of <= leaf.Index || of > latest.Size)
            throw LedgerAccess.Invalid("size", $"Phải từ {leaf.Index + 1} đến {latest.Size}.", $"Must be between {leaf.Index + 1} and {latest.Size}.");

        var signed = of == latest.Size ? latest : await log.Checkpoint(of, ct);
        var (proof, root) = await log.Inclusion(leaf.Index, of, ct);
        if (!PrefersText(http))
            return TypedResults.Ok(new Inclusion(leaf.Sequence, leaf.EntryId, leaf.Index, Encoding.UTF8.GetString(leaf.Entry), Base64(leaf.Hash), of, Base64(root), [.. proof.Select(Base64)], signed?.Note));
        if (signed is null) throw LedgerAccess.Invalid("size", "Không có điểm chốt nào của đúng cỡ này.", "No checkpoint was signed of exactly this size.");
        return Results.File(Encoding.UTF8.GetBytes(TlogProof.Format(leaf.Index, proof, SignedNote.Parse(signed.Note))), "text/plain; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"event-{leaf.Sequence}.tlog-proof"));
    }

    private static async Task<IResult> Compare(long? from, long? to, SealedLog log, CancellationToken ct)
    {
        var latest = await log.Latest(ct) ?? throw new ProblemException(Problems.NotFound);
        var end = to ?? latest.Size;
        if (end < 1 || end > latest.Size) throw LedgerAccess.Invalid("to", $"Phải từ 1 đến {latest.Size}.", $"Must be between 1 and {latest.Size}.");
        if (from is not { } start || start < 1 || start > end) throw LedgerAccess.Invalid("from", $"Phải từ 1 đến {end}.", $"Must be between 1 and {end}.");
        var (proof, fromRoot, toRoot) = await log.Consistency(start, end, ct);
        return TypedResults.Ok(new Consistency(start, end, Base64(fromRoot), Base64(toRoot), [.. proof.Select(Base64)]));
    }

    private static bool PrefersText(HttpContext http) =>
        http.Request.GetTypedHeaders().Accept.OrderByDescending(accepted => accepted.Quality ?? 1).FirstOrDefault()?.MediaType == "text/plain";

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);
}
