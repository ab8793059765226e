using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Planning;

/// <summary>Rewrites a draft or returned plan; every version that was saved stays in the record.</summary>
internal static class RevisePlan
{
    public sealed record Command(Guid CaseId, int Number, IfMatch Version, PlanBody Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPut("/{id:guid}/plans/{number:int}", (Guid id, int number, IfMatch version, Json<PlanBody> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("revisePlan", "Sửa bản thảo kế hoạch / Revise the draft", "Replaces the whole draft. A submitted or decided plan does not change.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new PlanBodyValidator());
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command)
    {
        var plan = file.CurrentPlan;
        if (plan is null || plan.Number != command.Number || plan.Status is not (PlanStatus.Draft or PlanStatus.Returned)) return Decision.Refuse(CaseRules.PlanNotDraft);
        return DraftPlan.UnknownMeasure(command.Body) is { } unknown
            ? Decision.Refuse(CaseRules.UnknownMeasure, unknown)
            : Decision.Record(new PlanRevised(plan.Number, command.Body.ToContent()));
    }
}
