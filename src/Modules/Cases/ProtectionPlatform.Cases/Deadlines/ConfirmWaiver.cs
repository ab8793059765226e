using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>The second person waives a clock, or lets it run.</summary>
internal static class ConfirmWaiver
{
    public sealed record Body(bool Agree, string Reason);

    public sealed record Command(Guid CaseId, Guid DeadlineId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/deadlines/{deadlineId:guid}/waiver/confirmation", (Guid id, Guid deadlineId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, deadlineId, version, body), ct))
        .Changes("confirmWaiver", "Xác nhận miễn thời hạn / Confirm the waiver",
            "By somebody else than who asked.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        var deadline = file.Deadlines.FirstOrDefault(d => d.Event.DeadlineId == command.DeadlineId);
        if (deadline is not { IsRunning: true, Waiver: { Pending: true } waiver }) return Decision.Refuse(CaseRules.NothingToConfirm);
        if (moment.IsBehind(waiver.RequestedBy)) return Decision.Refuse(CaseRules.SecondPerson);
        return Decision.Record(command.Body.Agree
            ? new DeadlineSettled(command.DeadlineId, deadline.Event.Code, moment.Now, Late: false, Waived: true, command.Body.Reason, file.SchoolId)
            : new DeadlineWaiverRejected(command.DeadlineId, command.Body.Reason));
    }
}
