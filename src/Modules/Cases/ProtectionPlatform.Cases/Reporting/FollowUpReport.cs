using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Attachments;

namespace ProtectionPlatform.Cases.Reporting;

/// <summary>How far a report has come, as its reporter may know it.</summary>
internal enum ReportProgress
{
    Received,
    BeingHandled,
    Finished,
}

/// <summary>Lets a reporter see how far their report has come and exchange messages with the school, without an account.</summary>
internal static class FollowUpReport
{
    public sealed record Message(MessageFrom From, DateTimeOffset At, string Text);

    /// <param name="MoreAttachments">How many files the reporter may still add.</param>
    public sealed record Answer(string Reference, DateTimeOffset ReceivedAt, ReportProgress State, IReadOnlyList<Message> Messages, IReadOnlyList<Attachment> Attachments, int MoreAttachments);

    /// <summary>A file the reporter added: that it arrived, nothing more.</summary>
    public sealed record Attachment(AttachmentKind Kind, long Size, DateTimeOffset At);

    public sealed record Query(string Reference, string? Code) : IRequest<Answer>;

    public sealed record Body(string Text);

    public sealed record Command(string Reference, string? Code, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/reports/{reference}", (string reference, [FromHeader(Name = "X-Follow-Up-Code")] string? code, IMediator send, CancellationToken ct) =>
                send.Send(new Query(reference, code), ct))
            .Reads<Answer>("followUpReport", "Theo dõi tin báo / Follow up a report", "State and messages of a report, for its reporter. A wrong reference and a wrong code answer alike.")
            .Shows("case");
        cases.MapPost("/reports/{reference}/messages", (string reference, [FromHeader(Name = "X-Follow-Up-Code")] string? code, Json<Body> body, IMediator send, CancellationToken ct) =>
                send.Send(new Command(reference, code, body), ct))
            .Changes("messageAboutReport", "Nhắn tin về tin báo / Write about a report", "From the reporter with the follow-up code, or from staff of the school who are signed in.", creates: true);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Text).Words(5_000);
    }

    internal sealed class Reader(Streams<CaseFile> cases, ModuleDatabase<CasesModule> database, RequestContext request, Actor actor) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancellationToken)
        {
            var loaded = await Find(query.Reference, database, cases, cancellationToken);
            request.SubjectId = loaded?.State.Id;
            if (loaded is null || !(HasCode(loaded.State, query.Code) || IsReporter(loaded, actor) || CaseAccess.May(CaseAccess.Reading, actor, loaded.State)) || loaded.State.Excludes(actor.UserId))
                throw new ProblemException(Problems.NotFound);
            var file = loaded.State;
            request.AsInformant = actor.Scopes is null && file.Report.ReporterIsUnnamed && (HasCode(file, query.Code) || IsReporter(loaded, actor));
            var fromReporter = file.Attachments.FindAll(a => a.Event.FromReporter);
            return new Answer(file.Reference, file.OpenedAt,
                file.IsEnded && !file.GoesOnElsewhere ? ReportProgress.Finished : !file.GoesOnElsewhere && (file.State == CaseState.New || file.Triage is null) ? ReportProgress.Received : ReportProgress.BeingHandled,
                [.. file.Messages.Select(m => new Message(m.From, m.At, m.Text))],
                [.. fromReporter.Select(a => new Attachment(a.Event.Kind, a.Event.Size, a.AddedAt))], Math.Max(0, AttachmentLimits.Initial.PerReport - fromReporter.Count));
        }
    }

    internal sealed class Writer(Streams<CaseFile> cases, ModuleDatabase<CasesModule> database, Permit permit, Actor actor) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var loaded = await Find(request.Reference, database, cases, cancellationToken);
            if (loaded is null) return Outcome.NotFound;
            var fromReporter = HasCode(loaded.State, request.Code) || IsReporter(loaded, actor);
            return await cases.Change(loaded.State.Id, version: null,
                file => !file.Excludes(actor.UserId) && (fromReporter || permit.Standing(standing => CaseAccess.MayAs(permit.Row, standing, file)) is not null),
                file => Decide(file, request.Body.Text, fromReporter), cancellationToken);
        }
    }

    internal static Decision Decide(CaseFile file, string text, bool fromReporter) =>
        (fromReporter
            ? Decision.Record(new ReporterWrote(text)).AsInformant(file.Report.ReporterIsUnnamed)
            : file.Report.FollowUpCodeHash is null && !file.Report.Anonymous && file.Report.Receiver is not null
                ? Decision.Refuse(CaseRules.NoFollowUp)
                : Decision.Record(new SchoolAnsweredReporter(text)))
        .Creating($"/api/v1/cases/reports/{file.Reference}")
        .Answering(c => c with { Id = file.Report.ReportId });

    /// <summary>Who the reporter is lies behind a wall; here it is only compared.</summary>
    internal static async Task<Loaded<CaseFile>?> Find(string reference, ModuleDatabase<CasesModule> database, Streams<CaseFile> cases, CancellationToken ct) =>
        await CaseReferences.Find(database, reference, ct) is { } caseId ? await cases.Load(caseId, ct, open: Wall.SecondPermission) : null;

    internal static bool HasCode(CaseFile file, string? code) =>
        file.Report.FollowUpCodeHash is { } hash && code is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(OpaqueCodes.Hash(code)));

    internal static bool IsReporter(Loaded<CaseFile> loaded, Actor actor) => actor.IsSignedIn && (loaded.State.Report.ReportedBy?.Id ?? loaded.Events[0].ActorId) == actor.UserId;
}
