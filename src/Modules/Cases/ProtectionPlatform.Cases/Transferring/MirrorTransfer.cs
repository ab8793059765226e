using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>Records from paper what a body without the platform answered to a transfer.</summary>
internal static class MirrorTransfer
{
    /// <param name="ReceivedBy">Who took the case over there; needed when accepted.</param>
    public sealed record Body(bool Accepted, string? ReceivedBy = null, string? Reason = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/transfer-answer", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("mirrorTransfer", "Ghi trả lời của nơi nhận / Record the receiver's answer", "Only for a receiver without the platform; a school answers itself.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.ReceivedBy).Words(200);
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.ReceivedBy).NotNull().When(c => c.Body.Accepted).Says("Ghi ai đã nhận ca.", "Say who took the case over.");
            RuleFor(c => c.Body.Reason).NotNull().When(c => !c.Body.Accepted).Says("Ghi lý do từ chối.", "Give the reason for declining.");
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken, TransferRows.Settle(command.CaseId));
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment)
    {
        if (file.PendingTransfer is not { } transfer) return Decision.Refuse(CaseRules.NoTransfer);
        if (transfer.Event.ToSchoolId is not null) return Decision.Refuse(CaseRules.ReceiverAnswersItself);
        return body.Accepted
            ? AnswerTransfer.Accept(file, transfer, body.ReceivedBy!, newCaseId: null, newReference: null, moment)
            : Decision.Record(new TransferDeclined(transfer.Event.TransferId, body.Reason!));
    }
}
