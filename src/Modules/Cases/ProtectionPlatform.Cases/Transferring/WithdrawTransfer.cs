using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>Takes a transfer back that nobody has accepted yet.</summary>
internal static class WithdrawTransfer
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/transfer-withdrawal", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("withdrawTransfer", "Rút đề nghị chuyển ca / Withdraw the transfer", "Of the transfer that waits.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken, TransferRows.Settle(command.CaseId));
    }

    internal static Decision Decide(CaseFile file, Body body) => file.PendingTransfer is not { } transfer
        ? Decision.Refuse(CaseRules.NoTransfer)
        : Decision.Record(new TransferWithdrawn(transfer.Event.TransferId, body.Reason));
}
