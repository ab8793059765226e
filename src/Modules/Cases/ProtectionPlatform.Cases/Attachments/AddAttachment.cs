using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>
/// Adds a file to a case in pieces: say what it is, send piece after piece, finish. Whoever was cut off asks how far it came and goes on there.
/// The finished file is checked whole; what is refused leaves nothing.
/// </summary>
internal static class AddAttachment
{
    public sealed record StartCommand(Guid CaseId, UploadForm Body) : IRequest<UploadState>;

    public sealed record FinishCommand(Guid CaseId, Guid UploadId) : ICommand;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{id:guid}/attachments/uploads", async (Guid id, Json<UploadForm> body, IMediator send, CancellationToken ct) =>
            {
                var state = await send.Send(new StartCommand(id, body), ct);
                return TypedResults.Created($"/api/v1/cases/{id}/attachments/uploads/{state.UploadId}", state);
            })
            .Acts<UploadState>("startAttachment", "Bắt đầu gửi tệp / Start an attachment",
                "Pictures JPEG, PNG, WebP; documents PDF, DOCX, TXT; recordings MP3, M4A, OGG, WAV; at most 20 MB. Nothing is recorded until it is finished.", StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        cases.MapGet("/{id:guid}/attachments/uploads/{upload:guid}", async (Guid id, Guid upload, CaseDesk desk, Actor actor, Uploading uploading, CancellationToken ct) =>
                TypedResults.Ok(await uploading.State(Owner((await desk.Reach(id, ct)).Id, actor), upload, ct)))
            .Reads<UploadState>("readUpload", "Đã gửi đến đâu / How far an upload came", "The next piece begins at received.");
        cases.MapPut("/{id:guid}/attachments/uploads/{upload:guid}", async (Guid id, Guid upload, HttpContext http, CaseDesk desk, Actor actor, Uploading uploading, CancellationToken ct) =>
                TypedResults.Ok(await uploading.Take(Owner((await desk.Reach(id, ct)).Id, actor), upload, http, ct)))
            .Accepts<string>("application/octet-stream")
            .Acts<UploadState>("sendPiece", "Gửi một phần của tệp / Send a piece",
                "The bytes as the body, at most 1 MB, and their place in Content-Range: bytes 0-1048575/5000000. A piece that is here already is not taken twice.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        cases.MapPost("/{id:guid}/attachments/uploads/{upload:guid}/completion", (Guid id, Guid upload, IMediator send, CancellationToken ct) => send.Send(new FinishCommand(id, upload), ct))
            .Changes<AddedAnswer>("finishAttachment", "Gửi xong tệp / Finish an attachment",
                "Checks the whole file against its type, takes metadata out of pictures and recordings, keeps it. Finishing again gives the same attachment. What is refused is dropped.", creates: true);
    }

    internal sealed class Validator : AbstractValidator<StartCommand>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.Body).SetValidator(new Uploading.Validator(clock));
    }

    internal sealed class Starter(CaseDesk desk, Actor actor, Uploading uploading) : IRequestHandler<StartCommand, UploadState>
    {
        public async Task<UploadState> Handle(StartCommand request, CancellationToken cancellationToken)
        {
            var file = await desk.Reach(request.CaseId, cancellationToken);
            return await uploading.Start(file, Owner(file.Id, actor), request.Body, cancellationToken);
        }
    }

    internal sealed class Finisher(CaseDesk desk, Actor actor, Uploading uploading) : IRequestHandler<FinishCommand, Outcome>
    {
        public async Task<Outcome> Handle(FinishCommand request, CancellationToken cancellationToken)
        {
            await desk.Reach(request.CaseId, cancellationToken);
            return await uploading.Finish(Owner(request.CaseId, actor), request.UploadId, desk.Reaches, unnamed: false, cancellationToken);
        }
    }

    private static UploadOwner Owner(Guid caseId, Actor actor) => new(caseId, actor.UserId, IsReporter: false);
}
