using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Planning;

/// <summary>Approves or returns a submitted plan (Form 05). The approver is never the author. A child-protection plan is the commune's to decide; the school records the paper it received.</summary>
internal static class DecidePlan
{
    public sealed record Body(
        PlanOutcome Outcome, string? DecisionNo = null, DateOnly? DecidedOn = null, string? Signer = null, PerformedBy PerformedBy = PerformedBy.School, string? Reason = null,
        DateOnly? EffectiveOn = null, IReadOnlyList<string>? Responsible = null, IReadOnlyList<string>? Recipients = null);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/plans/{number:int}/decision", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("decidePlan", "Quyết định kế hoạch (Mẫu số 05) / Decide on the plan",
            "Approved settles DL-PLAN and starts DL-REVIEW.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.DecisionNo).Words(100);
            RuleFor(c => c.Body.Signer).Words(200);
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.EffectiveOn).PlausibleDay();
            RuleFor(c => c.Body.Responsible).Must(p => p is null || p.Count <= 20).Says("Tối đa 20.", "At most 20.");
            RuleForEach(c => c.Body.Responsible).Words(300);
            RuleFor(c => c.Body.Recipients).Must(p => p is null || p.Count <= 20).Says("Tối đa 20.", "At most 20.");
            RuleForEach(c => c.Body.Recipients).Words(300);
            RuleFor(c => c.Body.DecidedOn).PlausibleDay();
            RuleFor(c => c.Body.DecidedOn).Must(day => day is null || day <= clock.Now().VietNamDay()).Says("Không ở tương lai.", "Must not be in the future.");
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        var body = command.Body;
        var plan = file.Plans.FirstOrDefault(p => p.Number == command.Number);
        if (plan is not { Status: PlanStatus.Submitted }) return Decision.Refuse(CaseRules.PlanNotSubmitted);
        if (TwoPeople.Share(plan.WrittenBy, moment.Actor.Behind)) return Decision.Refuse(CaseRules.AuthorCannotApprove);
        var isCommune = CaseAccess.IsCommuneOf(moment.Actor, file);
        var performedBy = isCommune ? PerformedBy.Commune : body.PerformedBy;
        if (body.Outcome == PlanOutcome.Returned)
            return body.Reason is null ? Decision.Refuse(CaseRules.ReturnReason) : Decision.Record(new PlanReturned(plan.Number, body.Reason, performedBy));

        var paper = body is { DecisionNo: not null, DecidedOn: not null, Signer: not null };
        if (file.IsChildProtection && !isCommune && !(paper && performedBy == PerformedBy.Commune)) return Decision.Refuse(CaseRules.CommuneDecides);
        if (file.IsChildProtection && !paper) return Decision.Refuse(CaseRules.DecisionIncomplete);
        return Decision.Record(
        [
            new PlanApproved(plan.Number, body.DecisionNo, body.DecidedOn, body.Signer, performedBy, body.Reason, file.Reference, file.SchoolId, plan.Content.Actions,
                body.EffectiveOn, body.Responsible, body.Recipients),
            .. file.Settle(DeadlineCodes.Plan, moment.Now),
            .. file.Settle(DeadlineCodes.Separation, moment.Now),
            .. file.Drop(d => d.Event.Code == DeadlineCodes.Action, moment.Now),
            .. file.StartActionClocks(plan, moment.Now),
            .. file.Settle(DeadlineCodes.Review, moment.Now),
            moment.Rules.Start(file.Id, DeadlineCodes.Review, file.NextNumber(DeadlineCodes.Review), moment.Now, moment.Now, file.Risk,
                new CaseClockFacts(file.Reference, file.SchoolId, file.Assignee?.Id, moment.PlacesOf(file.SchoolId))),
        ]);
    }
}
