using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>Asks to waive a running clock, with the reason; a second person decides.</summary>
internal static class RequestWaiver
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, Guid DeadlineId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/deadlines/{deadlineId:guid}/waiver", (Guid id, Guid deadlineId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, deadlineId, version, body), ct))
        .Changes("requestWaiver", "Đề nghị miễn thời hạn / Ask to waive a deadline",
            "Waits for a second person.");

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

    internal static Decision Decide(CaseFile file, Command command, Moment _)
    {
        var deadline = file.Deadlines.FirstOrDefault(d => d.Event.DeadlineId == command.DeadlineId);
        if (deadline is not { IsRunning: true }) return Decision.Refuse(CaseRules.NoSuchDeadline);
        return deadline.Waiver is { Pending: true } ? Decision.Refuse(CaseRules.WaiverPending) : Decision.Record(new DeadlineWaiverRequested(command.DeadlineId, command.Body.Reason));
    }
}
