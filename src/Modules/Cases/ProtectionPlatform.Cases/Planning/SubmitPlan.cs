using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Planning;

/// <summary>Submits a plan for decision. Needs a goal, actions with owner, due day and measure, and the child's opinion or the reason why there is none.</summary>
internal static class SubmitPlan
{
    public sealed record Body;

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/plans/{number:int}/submission", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("submitPlan", "Trình kế hoạch / Submit the plan",
            "Decree 56/2017, Article 28.");

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        var plan = file.CurrentPlan;
        if (plan is null || plan.Number != command.Number || plan.Status is not (PlanStatus.Draft or PlanStatus.Returned)) return Decision.Refuse(CaseRules.PlanNotDraft);
        var missing = Missing(plan.Content).ToList();
        if (missing.Count > 0) return Decision.Refuse(CaseRules.PlanIncomplete, string.Join("; ", missing));
        var authority = file.Authorities.Select(id => (Guid?)id).LastOrDefault();
        return Decision.Record(new PlanSubmitted(plan.Number, file.Reference, file.SchoolId, plan.Author.Id ?? moment.Actor.Id, file.IsChildProtection, authority));
    }

    /// <summary>What is missing, named by field so that it reads in every language.</summary>
    public static IEnumerable<string> Missing(PlanContent content)
    {
        if (content.Goals.Count == 0) yield return "goals";
        if (content.Actions.Count == 0) yield return "actions";
        foreach (var action in content.Actions.Where(a => a.DueOn is null)) yield return $"actions[{action.Number}].dueOn";
        if (content.ChildOpinion is null && content.ChildOpinionMissingReason is null) yield return "childOpinion";
    }
}
