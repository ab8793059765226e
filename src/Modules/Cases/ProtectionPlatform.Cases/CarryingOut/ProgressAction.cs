using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.CarryingOut;

/// <summary>Records how an action of the approved plan goes. The first one started puts the case in progress.</summary>
internal static class ProgressAction
{
    public sealed record Body(ActionStatus Status, DateTimeOffset OccurredAt, string? Note = null);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/actions/{number:int}/progress", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("progressAction", "Tiến độ hoạt động / Action progress",
            "Started, Done or NotDone, with when it happened.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Status).Must(s => s != ActionStatus.Planned).Says("Phải là Started, Done hoặc NotDone.", "Must be Started, Done or NotDone.");
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Note).Words(5_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment _)
    {
        if (file.State is not (CaseState.PlanApproved or CaseState.InProgress or CaseState.UnderReview) || file.ApprovedPlan is not { } plan)
            return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (plan.Content.Actions.All(a => a.Number != command.Number)) return Decision.Refuse(CaseRules.NoSuchAction, command.Number);
        if (plan.StatusOf(command.Number) is ActionStatus.Done or ActionStatus.NotDone) return Decision.Refuse(CaseRules.ActionClosed);
        return Decision.Record(
        [
            new ActionProgressed(plan.Number, command.Number, command.Body.Status, command.Body.Note, command.Body.OccurredAt),
            .. command.Body.Status is ActionStatus.Done or ActionStatus.NotDone
                ? file.Settle(DeadlineCodes.Action, command.Body.OccurredAt, command.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))
                : [],
        ]);
    }
}
