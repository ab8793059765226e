using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>
/// The copy of a case that a child or their representative gets on request: what is recorded about the child, without the informant, without
/// others who are named, staff by their roles ([D] P-23). What a free text says of others no program finds: the data protection officer reads the copy
/// before it leaves, and makes it again without the events that must not be told.
/// </summary>
public static class MakeAccessCopy
{
    /// <param name="Withheld">Events whose content stays here.</param>
    /// <param name="RequestId">The request it answers.</param>
    /// <param name="Vietnamese">The language of the copy.</param>
    public sealed record Body(Guid CaseId, IReadOnlyList<Guid>? Withheld = null, Guid? RequestId = null, bool Vietnamese = true);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/audit/access-copy", Make).WithTags("Audit").WithName("makeAccessCopy").WithSummary("Bản sao cho chủ thể dữ liệu / Access copy")
        .WithDescription("For data protection officers. One HTML page about the child, without informant and third parties. Read it before it is handed out; name events in withheld to leave their content out.")
        .Produces(StatusCodes.Status200OK, null, "text/html")
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
        .Shows("case");

    private static async Task<IResult> Make(
        Json<Body> asked, HttpContext http, RequestContext request, CaseRecord record, Chronology chronology, Streams<AccessCopy> copies, Hidden hidden, TimeProvider clock, CancellationToken ct)
    {
        var body = asked.Value;
        request.SubjectId = body.CaseId;
        request.Purpose ??= ReadPurpose.DataSubjectRequest;
        request.IdempotencyKey = null; // a file is not remembered
        var (events, head) = await record.Read(body.CaseId, Wall.None, ct, [Whose.Child]);
        if (events.Count == 0 || (await hidden.Cases(ct)).Contains(body.CaseId)) throw new ProblemException(Problems.NotFound);
        var withheld = EvidenceSet.Withheld(body.Withheld, events);

        var page = await chronology.Html(
            new ChronologyOf(body.CaseId, EvidenceSet.ReferenceOf(events), events, withheld, PersonalData: true, head, clock.Now()) { NamesStaff = false }, body.Vietnamese, ct);
        var bytes = Encoding.UTF8.GetBytes(page);
        var outcome = await copies.Start(clock.NewId(), Decision.Record(new AccessCopyMade(
            body.CaseId, body.RequestId, [.. events.Select(e => e.Event.Id).Where(withheld.Contains)], head.Size, Convert.ToHexStringLower(SHA256.HashData(bytes)))), ct);
        if (outcome.Refusal is not null) return outcome;
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(bytes, "text/html; charset=utf-8", $"access-copy-{EvidenceSet.ReferenceOf(events)}.html");
    }
}

/// <summary>A copy for the data subject was made. Recorded before its first byte left the server.</summary>
/// <param name="CheckpointSize">Size of the signed head when it was made.</param>
internal sealed record AccessCopyMade(Guid CaseId, Guid? RequestId, IReadOnlyList<Guid> Withheld, long CheckpointSize, string PageSha256);

/// <summary>One copy, a stream of its own that belongs to the platform.</summary>
internal sealed record AccessCopy(Guid CaseId) : IState<AccessCopy>
{
    public static AccessCopy? Evolve(AccessCopy? before, RecordedEvent happened) => happened.Data is AccessCopyMade made ? new AccessCopy(made.CaseId) : before;

    public static void Register(ModuleBuilder platform) => platform
        .Stream<AccessCopy>("access_copy")
        .Event<AccessCopyMade>("access_copy_made", "Lập bản sao cho chủ thể dữ liệu", "Access copy made")
        .Words(words => words.Field("requestId", "Yêu cầu", "Request").Field("pageSha256", "SHA-256 của bản sao", "SHA-256 of the copy"));
}
