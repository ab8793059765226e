using System.Globalization;
using System.Security.Cryptography;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Attachments.Checking;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>
/// Hands out an attachment, each time as a read of its own. A restricted one goes to the second permission only, with a reason. It comes as a file with a name
/// that tells nothing, in a sandbox, and is never shown as anything else than its type.
/// </summary>
internal static class ReadAttachment
{
    public sealed record Query(Guid CaseId, int Number) : IRequest<File>;

    /// <summary>An attachment on its way out.</summary>
    public sealed record File(byte[] Bytes, string MediaType, string Name, string Sha256) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = MediaType;
            response.ContentLength = Bytes.Length;
            response.Headers.ContentDisposition = $"attachment; filename=\"{Name}\"";
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            response.Headers.CacheControl = "no-store";
            response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(Sha256))}:";
            await response.Body.WriteAsync(Bytes, httpContext.RequestAborted);
        }
    }

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/attachments/{number:int}", (Guid id, int number, IMediator send, CancellationToken ct) => send.Send(new Query(id, number), ct))
        .WithName("readAttachment").WithSummary("Mở tệp đính kèm / Open an attachment")
        .WithDescription("The file itself. Header Repr-Digest holds its SHA-256, as recorded. A restricted one needs the second permission, and a reason in X-Purpose-Reason. Each is a read in the record.")
        .Produces(StatusCodes.Status200OK, null, AcceptedTypes.All[0].MediaType, [.. AcceptedTypes.All.Skip(1).Select(type => type.MediaType)])
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, AttachmentContent content, Actor actor, RequestContext request) : IRequestHandler<Query, File>
    {
        public async Task<File> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = (await desk.Read(query.CaseId, cancellationToken)).State;
            if (file.Attachments.Find(a => a.Event.Number == query.Number) is not { Event: var added } attachment) throw new ProblemException(AttachmentRules.NoSuchAttachment, null, query.Number);
            if (added.Restricted && !CaseAccess.May("readRestricted", actor, file)) throw new ProblemException(Problems.Forbidden);
            if (added.Restricted && request.PurposeReason is null) throw NoReason();
            if (attachment.Removal is not null) throw new ProblemException(AttachmentRules.Removed, null, query.Number);
            var bytes = await Open(file.Id, added.AttachmentId, cancellationToken) ?? throw new ProblemException(AttachmentRules.Erased);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != added.Sha256) throw new ProblemException(AttachmentRules.Damaged);
            // A program beside ours may have recorded a type nobody here knows.
            var type = AcceptedTypes.Find(added.MediaType);
            return new File(bytes, type?.MediaType ?? "application/octet-stream", string.Create(CultureInfo.InvariantCulture, $"{file.Reference}-{added.Number:00}.{type?.Extension ?? "bin"}"), added.Sha256);
        }

        private async Task<byte[]?> Open(Guid caseId, Guid attachmentId, CancellationToken ct)
        {
            try
            {
                return await content.Read(caseId, attachmentId, ct);
            }
            catch (CryptographicException)
            {
                throw new ProblemException(AttachmentRules.Damaged);
            }
        }
    }

    private static ProblemException NoReason() => new(Problems.InvalidRequest, new Dictionary<string, string[]>
    {
        [PurposeHeaders.Reason] = [CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "Say why you need to see it." : "Cần nói rõ lý do xem."],
    });
}
