using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Ledger;
using ProtectionPlatform.Ledger.Evidence;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>
/// Hands out a case as one file that proves itself: every event of it, each with its proof against one signed head, and the chronology to read.
/// What is withheld stays counted and proved. The export is recorded, with exactly what it holds, before its first byte leaves.
/// </summary>
public static class ExportEvidence
{
    private const int LongestReason = 1_000;
    private const int MostOlder = 100;

    /// <param name="Withheld">Events whose content stays here.</param>
    /// <param name="PersonalData">False: no content at all, because any of it may be about a person; titles, times and roles remain.</param>
    /// <param name="Purpose">What it is for; without it that of the header X-Purpose, or what the caller's role is there for.</param>
    /// <param name="Reason">Why, in the caller's words.</param>
    /// <param name="OlderSizes">Sizes of older signed checkpoints the receiver holds: the bundle then shows that the log only grew since.</param>
    /// <param name="Restricted">The chronology tells also what needs a second permission, such as who the informant is; with a reason only.</param>
    public sealed record Body(
        Guid CaseId, IReadOnlyList<Guid>? Withheld = null, bool PersonalData = true, ReadPurpose? Purpose = null, string? Reason = null, IReadOnlyList<long>? OlderSizes = null, bool Restricted = false);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/audit/evidence", Export).WithTags("Audit").WithName("exportEvidence").WithSummary("Xuất gói bằng chứng của một ca / Export the evidence of a case")
        .WithDescription("For auditors. A zip to keep and verify without us: events, proofs, signed head, keys, chronology in Vietnamese and English. " +
            "The export is recorded with its exact set before it is sent; each request is a new export, whatever its Idempotency-Key. Header Repr-Digest holds the SHA-256 of the file.")
        .Produces(StatusCodes.Status200OK, null, "application/zip")
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
        .Shows("case");

    private static async Task<IResult> Export(
        Json<Body> asked, HttpContext http, Actor caller, RequestContext request, CaseRecord record, Chronology chronology, SealedLog log, Streams<EvidenceExport> exports,
        Hidden hidden, TimeProvider clock, CancellationToken ct)
    {
        var body = asked.Value;
        request.SubjectId = body.CaseId;
        request.PurposeReason = Reason(body.Reason) ?? request.PurposeReason;
        request.Purpose = body.Purpose ?? request.Purpose;
        request.IdempotencyKey = null; // a file is not remembered: every request is an export of its own
        var purpose = request.Purpose ?? ReadPurposes.Of(caller);

        var (events, head) = await record.Read(body.CaseId, body.Restricted ? Wall.SecondPermission : Wall.None, ct);
        if (events.Count == 0 || (await hidden.Cases(ct)).Contains(body.CaseId)) throw new ProblemException(Problems.NotFound);
        if (body.Restricted && request.PurposeReason is null) throw LedgerAccess.Invalid("reason", "Cần nói rõ lý do để in phần hạn chế.", "Say why the restricted part has to be printed.");
        var withheld = EvidenceSet.Withheld(body.Withheld, events);
        if (!body.PersonalData) withheld = [.. events.Select(e => e.Event.Id)];
        var made = clock.Now();
        var about = new ChronologyOf(body.CaseId, EvidenceSet.ReferenceOf(events), events, withheld, body.PersonalData, head, made);
        using var zip = new MemoryStream();
        var manifest = EvidenceBundleWriter.Write(new EvidenceBundle
        {
            CaseId = body.CaseId,
            CaseReference = about.Reference,
            CreatedAt = made,
            CreatedBy = caller.DisplayName,
            Purpose = purpose.ToString(),
            Checkpoint = SignedNote.Parse(head.Note),
            SignedAt = head.SignedAt,
            Keys = await KeysOf(log, head, ct),
            Events = await Proven(log, events, withheld, head, ct),
            Attachments = [.. events.Where(e => !withheld.Contains(e.Event.Id) && e.Event.Data is IAttaches).Select(e => (e.Event.Id, File: (IAttaches)e.Event.Data!)).Select(e => new EvidenceAttachment(e.Id, e.File.AttachmentId.ToString(), e.File.Sha256, e.File.Size))],
            OlderCheckpoints = await Older(log, body.OlderSizes ?? [], head, ct),
            ChronologyVi = await chronology.Html(about, vietnamese: true, ct),
            ChronologyEn = await chronology.Html(about, vietnamese: false, ct),
        }, zip);

        var bytes = zip.ToArray();
        var digest = SHA256.HashData(bytes);
        var outcome = await exports.Start(clock.NewId(), Decision.Record(new EvidenceExported(
            body.CaseId, [.. events.Select(e => e.Event.Id)], [.. events.Select(e => e.Event.Id).Where(withheld.Contains)], body.PersonalData, head.Size,
            Convert.ToHexStringLower(digest), manifest, purpose, request.PurposeReason, body.Restricted ? true : null)), ct);
        if (outcome.Refusal is not null) return outcome;

        http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(digest)}:";
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(bytes, "application/zip", string.Create(CultureInfo.InvariantCulture, $"evidence-{about.Reference}-{head.Size}.zip"));
    }

    private static string? Reason(string? text)
    {
        var words = text?.Trim();
        if (words is { Length: 0 or > LongestReason }) throw LedgerAccess.Invalid("reason", $"Cần có chữ, tối đa {LongestReason} ký tự.", $"Needs text, at most {LongestReason} characters.");
        return words;
    }

    private static async Task<IReadOnlyList<EvidenceEvent>> Proven(SealedLog log, IReadOnlyList<ProvenEvent> events, HashSet<Guid> withheld, SealedCheckpoint head, CancellationToken ct)
    {
        var proofs = await log.Inclusions([.. events.Select(e => e.Leaf!.Value)], head.Size, ct);
        return [.. events.Zip(proofs, (e, proof) => withheld.Contains(e.Event.Id)
            ? new EvidenceEvent(e.Entry, e.Leaf!.Value, e.Event.Sequence, proof, null, null)
            : new EvidenceEvent(e.Entry, e.Leaf!.Value, e.Event.Sequence, proof, e.Salt, e.Payload) { Disclosed = e.Disclosed })];
    }

    /// <summary>Those that signed the head, or an older one in the bundle: every key the log ever had, there are few.</summary>
    private static async Task<IReadOnlyList<byte[]>> KeysOf(SealedLog log, SealedCheckpoint head, CancellationToken ct) =>
        [.. (await log.Keys(ct)).Where(key => key.From <= head.SignedAt).Select(key => key.PublicKey)];

    private static async Task<IReadOnlyList<OlderCheckpoint>> Older(SealedLog log, IReadOnlyList<long> asked, SealedCheckpoint head, CancellationToken ct)
    {
        if (asked.Count > MostOlder) throw LedgerAccess.Invalid("olderSizes", $"Tối đa {MostOlder}.", $"At most {MostOlder}.");
        var older = new List<OlderCheckpoint>();
        foreach (var size in asked.Concat(await log.AnchoredSizes(ct)).Where(size => size != head.Size).Distinct().Order())
        {
            var checkpoint = size > 0 && size < head.Size ? await log.Checkpoint(size, ct) : null;
            if (checkpoint is null)
            {
                if (asked.Contains(size)) throw LedgerAccess.Invalid("olderSizes", $"Không có điểm chốt nào của cỡ {size}.", $"No checkpoint was signed of size {size}.");
                continue; // handed out after the head of this bundle was taken
            }

            older.Add(new OlderCheckpoint(size, checkpoint.Root, SignedNote.Parse(checkpoint.Note), (await log.Consistency(size, head.Size, ct)).Proof));
        }

        return older;
    }
}
