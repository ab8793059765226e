using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Planning;

/// <summary>What is written into Form 04; a draft may be incomplete.</summary>
internal sealed record PlanBody(
    string? ProblemSummary = null, string? OverallGoal = null, IReadOnlyList<PlanGoal>? Goals = null, IReadOnlyList<PlanBody.ActionBody>? Actions = null,
    string? ChildOpinion = null, string? ChildOpinionMissingReason = null, string? CaregiverOpinion = null, CaregiverAgreement? CaregiverAgreement = null, string? Monitoring = null,
    string? Basis = null)
{
    /// <summary>An action of the plan; its number is its place in the list, from 1.</summary>
    /// <param name="Goal">Place of the goal it serves, from 1.</param>
    public sealed record ActionBody(
        string Description, string MeasureCode, string Owner, Guid? OwnerId = null, string? Collaborators = null, string? Cost = null,
        DateOnly? StartOn = null, DateOnly? DueOn = null, string? ExpectedResult = null, int? Goal = null, string? Resources = null);

    internal PlanContent ToContent() => new(ProblemSummary, OverallGoal, Goals ?? [],
        [.. (Actions ?? []).Select((a, i) => new PlanAction(i + 1, a.Description, a.MeasureCode, a.Owner, a.OwnerId, a.Collaborators, a.Cost, a.StartOn, a.DueOn, a.ExpectedResult, a.Goal, a.Resources))],
        ChildOpinion, ChildOpinionMissingReason, CaregiverOpinion, CaregiverAgreement, Monitoring, Basis);
}

/// <summary>Limits of the form, for drafting and revising alike.</summary>
internal sealed class PlanBodyValidator : AbstractValidator<PlanBody>
{
    public PlanBodyValidator()
    {
        RuleFor(b => b.ProblemSummary).Words(10_000);
        RuleFor(b => b.OverallGoal).Words(5_000);
        RuleFor(b => b.ChildOpinion).Words(10_000);
        RuleFor(b => b.ChildOpinionMissingReason).Words(2_000);
        RuleFor(b => b.CaregiverOpinion).Words(10_000);
        RuleFor(b => b.Monitoring).Words(5_000);
        RuleFor(b => b.Basis).Words(2_000);
        RuleFor(b => b.Actions).Must((b, actions) => actions is null || actions.All(a => a.Goal is null || (a.Goal >= 1 && a.Goal <= (b.Goals?.Count ?? 0)))).Says("Hoạt động chỉ đến mục tiêu không có.", "An action names a goal that is not there.");
        RuleFor(b => b.Goals).Must(g => g is null || g.Count <= 50).Says("Tối đa 50 mục tiêu.", "At most 50 goals.");
        RuleForEach(b => b.Goals).ChildRules(g =>
        {
            g.RuleFor(x => x.Need).Words(2_000);
            g.RuleFor(x => x.Goal).Words(2_000);
        });
        RuleFor(b => b.Actions).Must(a => a is null || a.Count <= 100).Says("Tối đa 100 hoạt động.", "At most 100 actions.");
        RuleForEach(b => b.Actions).ChildRules(a =>
        {
            a.RuleFor(x => x.Description).Words(5_000);
            a.RuleFor(x => x.MeasureCode).Words(20);
            a.RuleFor(x => x.Owner).Words(200);
            a.RuleFor(x => x.Collaborators).Words(1_000);
            a.RuleFor(x => x.Cost).Must(c => c is null || (c.Length is > 0 and <= 15 && c.All(char.IsAsciiDigit))).Says("Số tiền đồng, chỉ chữ số.", "An amount in đồng, digits only.");
            a.RuleFor(x => x.StartOn).PlausibleDay();
            a.RuleFor(x => x.DueOn).PlausibleDay();
            a.RuleFor(x => x.DueOn).Must((x, due) => due is null || x.StartOn is null || due >= x.StartOn).Says("Không trước ngày bắt đầu.", "Not before the start.");
            a.RuleFor(x => x.ExpectedResult).Words(2_000);
            a.RuleFor(x => x.Resources).Words(1_000);
        });
    }
}

/// <summary>Starts the next version of the plan (Form 04). Needs Form 03 and the needs meeting.</summary>
internal static class DraftPlan
{
    public sealed record Answer(Guid Id, long Version, long Position, int Number) : Changed(Id, Version, Position);

    public sealed record Command(Guid CaseId, IfMatch Version, PlanBody Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/plans", (Guid id, IfMatch version, Json<PlanBody> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes<Answer>("draftPlan", "Lập kế hoạch (Mẫu số 04) / Draft a plan", "The answer says its number. Incomplete drafts are kept; completeness is checked at submission.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new PlanBodyValidator());
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, PlanBody body)
    {
        if (file.Assessments.All(a => a.Event.Form != AssessmentForm.Form03) && file.State is CaseState.InitialAssessed or CaseState.Emergency)
            return Decision.Refuse(CaseRules.DetailedAssessmentFirst);
        // From a review that found the case cannot end, the next version follows (procedure, section 6).
        if (file.State is not (CaseState.DetailedAssessment or CaseState.UnderReview)) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (file.Meetings.Count == 0) return Decision.Refuse(CaseRules.NeedsMeetingFirst);
        if (UnknownMeasure(body) is { } unknown) return Decision.Refuse(CaseRules.UnknownMeasure, unknown);
        var number = file.Plans.Count + 1;
        return Decision.Record(new PlanDrafted(number, body.ToContent()))
            .Creating($"/api/v1/cases/{file.Id}")
            .Answering(c => new Answer(c.Id, c.Version, c.Position, number));
    }

    public static string? UnknownMeasure(PlanBody body) =>
        body.Actions?.Select(a => a.MeasureCode).FirstOrDefault(code => ReferenceData.Measures.All(m => m.Code != code));
}
