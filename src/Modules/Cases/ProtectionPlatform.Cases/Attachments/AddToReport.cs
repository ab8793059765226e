using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Reporting;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>Lets who reported add a few files by the follow-up code (or the account that reported): the steps of an upload, nothing to read back.</summary>
internal static class AddToReport
{
    public sealed record StartCommand(string Reference, string? Code, UploadForm Body) : IRequest<UploadState>;

    public sealed record FinishCommand(string Reference, string? Code, Guid UploadId) : ICommand;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapPost("/reports/{reference}/attachments/uploads", async (string reference, [FromHeader(Name = "X-Follow-Up-Code")] string? code, Json<UploadForm> body, IMediator send, CancellationToken ct) =>
            {
                var state = await send.Send(new StartCommand(reference, code, body), ct);
                return TypedResults.Created($"/api/v1/cases/reports/{reference}/attachments/uploads/{state.UploadId}", state);
            })
            .Acts<UploadState>("startReportAttachment", "Người báo tin gửi tệp / Reporter adds a file",
                "As startAttachment, with the follow-up code; at most 5 files. A recording is always restricted: a voice tells who the reporter is.", StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status429TooManyRequests);
        cases.MapGet("/reports/{reference}/attachments/uploads/{upload:guid}", async (string reference, Guid upload, [FromHeader(Name = "X-Follow-Up-Code")] string? code, Desk desk, Uploading uploading, CancellationToken ct) =>
                TypedResults.Ok(await uploading.State(Owner((await desk.Reach(reference, code, ct)).State), upload, ct)))
            .Reads<UploadState>("readReportUpload", "Người báo tin đã gửi đến đâu / How far a reporter's upload came", "The next piece begins at received.");
        cases.MapPut("/reports/{reference}/attachments/uploads/{upload:guid}", async (string reference, Guid upload, [FromHeader(Name = "X-Follow-Up-Code")] string? code, HttpContext http, Desk desk, Uploading uploading, CancellationToken ct) =>
                TypedResults.Ok(await uploading.Take(Owner((await desk.Reach(reference, code, ct)).State), upload, http, ct)))
            .Accepts<string>("application/octet-stream")
            .Acts<UploadState>("sendReportPiece", "Người báo tin gửi một phần của tệp / Reporter sends a piece", "As sendPiece, with the follow-up code.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        cases.MapPost("/reports/{reference}/attachments/uploads/{upload:guid}/completion", (string reference, Guid upload, [FromHeader(Name = "X-Follow-Up-Code")] string? code, IMediator send, CancellationToken ct) =>
                send.Send(new FinishCommand(reference, code, upload), ct))
            .Changes<AddedAnswer>("finishReportAttachment", "Người báo tin gửi xong tệp / Reporter finishes a file", "As finishAttachment, with the follow-up code.", creates: true);
    }

    internal sealed class Validator : AbstractValidator<StartCommand>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.Body).SetValidator(new Uploading.Validator(clock));
    }

    internal sealed class Starter(Desk desk, Uploading uploading) : IRequestHandler<StartCommand, UploadState>
    {
        public async Task<UploadState> Handle(StartCommand request, CancellationToken cancellationToken)
        {
            var file = (await desk.Reach(request.Reference, request.Code, cancellationToken)).State;
            return await uploading.Start(file, Owner(file), request.Body, cancellationToken);
        }
    }

    internal sealed class Finisher(Desk desk, Actor actor, Uploading uploading) : IRequestHandler<FinishCommand, Outcome>
    {
        public async Task<Outcome> Handle(FinishCommand request, CancellationToken cancellationToken)
        {
            var file = (await desk.Reach(request.Reference, request.Code, cancellationToken)).State;
            return await uploading.Finish(Owner(file), request.UploadId, now => !now.Excludes(actor.UserId), file.Report.ReporterIsUnnamed, cancellationToken);
        }
    }

    /// <summary>The report, for who brings its code or reported it while signed in; for anybody else there is none.</summary>
    internal sealed class Desk(Streams<CaseFile> cases, ModuleDatabase<CasesModule> database, Actor actor)
    {
        public async Task<Loaded<CaseFile>> Reach(string reference, string? code, CancellationToken ct) =>
            await FollowUpReport.Find(reference, database, cases, ct) is { } loaded && !loaded.State.Excludes(actor.UserId) && (FollowUpReport.HasCode(loaded.State, code) || FollowUpReport.IsReporter(loaded, actor))
                ? loaded
                : throw new ProblemException(Problems.NotFound);
    }

    private static UploadOwner Owner(CaseFile file) => new(file.Id, PersonId: null, IsReporter: true);
}
