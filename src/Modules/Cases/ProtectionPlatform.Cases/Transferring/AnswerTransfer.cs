using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Reporting;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>The receiving school takes a case over, or declines. On acceptance a file of its own opens there with the copy it was given, and the old one ends.</summary>
internal static class AnswerTransfer
{
    /// <param name="Reason">Needed to decline.</param>
    public sealed record Body(bool Accepted, string? Reason = null);

    /// <param name="CaseId">The file opened at the receiving school; null when declined.</param>
    public sealed record Answer(Guid Id, long Version, long Position, Guid? CaseId, string? Reference) : Changed(Id, Version, Position);

    public sealed record Command(Guid TransferId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/transfers/{id:guid}/answer", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes<Answer>("answerTransfer", "Nhận hoặc từ chối ca chuyển đến / Answer a transfer", "By the focal person or the principal of the receiving school; the version is the one listTransfers gives.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.Reason).NotNull().When(c => !c.Body.Accepted).Says("Cần nêu lý do từ chối.", "Declining needs a reason.");
        }
    }

    internal sealed class Handler(Streams<CaseFile> cases, CaseDesk desk, ModuleDatabase<CasesModule> database, Permit permit, OpaqueCodes codes, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await CaseOf(command.TransferId, cancellationToken) is not { } caseId) throw new ProblemException(Problems.NotFound);
            var moment = await desk.Moment(cancellationToken);
            var newCaseId = clock.NewId();
            return await cases.Change(caseId, command.Version, file => IsOffered(file, command.TransferId, permit),
                file => Decide(file, command, newCaseId, codes.Reference(), moment), cancellationToken, TransferRows.Settle(caseId));
        }

        private async Task<Guid?> CaseOf(Guid transferId, CancellationToken ct)
        {
            await using var connection = await database.Open(ct);
            await using var command = new NpgsqlCommand("select case_id from cases.transfers where transfer_id = $1", connection) { Parameters = { new() { Value = transferId } } };
            return await command.ExecuteScalarAsync(ct) as Guid?;
        }
    }

    /// <summary>Known to those of the receiving school who may answer, unless they are excluded from the case by name.</summary>
    internal static bool IsOffered(CaseFile file, Guid transferId, Permit permit) =>
        !file.Excludes(permit.Actor.UserId) && file.Transfers.FirstOrDefault(t => t.Event.TransferId == transferId) is { Event.ToSchoolId: { } school } && permit.Covers(school);

    internal static Decision Decide(CaseFile file, Command command, Guid newCaseId, string newReference, Moment moment)
    {
        if (file.PendingTransfer is not { } transfer || transfer.Event.TransferId != command.TransferId) return Decision.Refuse(CaseRules.NoTransfer);
        return command.Body.Accepted
            ? Accept(file, transfer, moment.Actor.DisplayName, newCaseId, newReference, moment)
                .Answering(c => new Answer(command.TransferId, c.Version, c.Position, newCaseId, newReference))
            : Decision.Record(new TransferDeclined(command.TransferId, command.Body.Reason!))
                .Answering(c => new Answer(command.TransferId, c.Version, c.Position, null, null));
    }

    internal static Decision Accept(CaseFile file, TransferRecord transfer, string receivedBy, Guid? newCaseId, string? newReference, Moment moment) => Decision.Record(
    [
        new TransferAccepted(transfer.Event.TransferId, receivedBy, newCaseId, newReference, TransferCopy.Of(file, transfer.Event.Parts).Sha256, file.SchoolId, moment.Find(file.SchoolId)?.Name ?? ""),
        .. file.Drop(_ => true, moment.Now),
    ]);
}
