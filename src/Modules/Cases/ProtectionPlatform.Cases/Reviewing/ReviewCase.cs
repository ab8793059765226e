using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Reviewing;

/// <summary>Reviews the child's state and the plan (Form 06; Decree 56/2017, Article 30), or notes an interim review. A deciding review needs the review to be due or every action closed.</summary>
internal static class ReviewCase
{
    public sealed record Body(
        DateTimeOffset OccurredAt, IReadOnlyDictionary<string, RiskLevel> Answers, bool EnvironmentSafe, bool Stable, ReviewConclusion Conclusion,
        bool Interim = false, ChildStateNotes? ChildState = null, IReadOnlyList<ActionResult>? ActionResults = null,
        string? ChildOpinion = null, string? CaregiverOpinion = null);

    public sealed record Answer(Guid Id, long Version, long Position, int Number, RiskLevel ComputedLevel, string RuleVersion, int Explanation) : Changed(Id, Version, Position);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/reviews", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes<Answer>("reviewCase", "Rà soát (Mẫu số 06) / Review",
            "Settles DL-REVIEW and starts the next one while the case stays open.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Answers).Must(a => a.Count <= 20).Says("Quá nhiều dòng.", "Too many rows.");
            RuleFor(c => c.Body.ChildOpinion).Words(10_000);
            RuleFor(c => c.Body.CaregiverOpinion).Words(10_000);
            RuleForEach(c => c.Body.ActionResults).ChildRules(r => r.RuleFor(x => x.Result).Words(5_000));
            RuleFor(c => c.Body.ChildState!.Physical).Words(5_000).When(c => c.Body.ChildState is not null);
            RuleFor(c => c.Body.ChildState!.Psychological).Words(5_000).When(c => c.Body.ChildState is not null);
            RuleFor(c => c.Body.ChildState!.Cognitive).Words(5_000).When(c => c.Body.ChildState is not null);
            RuleFor(c => c.Body.ChildState!.Emotional).Words(5_000).When(c => c.Body.ChildState is not null);
            RuleFor(c => c.Body.ChildState!.Environment).Words(5_000).When(c => c.Body.ChildState is not null);
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
        if (file.State is not (CaseState.PlanApproved or CaseState.InProgress or CaseState.UnderReview) || file.ApprovedPlan is not { } plan)
            return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (file.State == CaseState.PlanApproved && !body.Interim) return Decision.Refuse(CaseRules.StateForbids, file.State);
        var due = file.Running(DeadlineCodes.Review) is { } clock && moment.Now >= clock.Event.DueAt;
        if (!body.Interim && !due && !plan.AllActionsClosed) return Decision.Refuse(CaseRules.ReviewNotDue);

        var template = moment.Form(file, AssessmentForm.Form06);
        var unknown = body.Answers.Keys.FirstOrDefault(code => template.Rows.All(r => r.Code != code));
        if (unknown is not null) return Decision.Refuse(CaseRules.UnknownRows, unknown);
        var score = template.Score(body.Answers);
        var number = file.Reviews.Count + 1;
        var reviewed = new CaseReviewed(number, body.Interim, template.Version, RiskScoring.RuleVersion, body.Answers, score.Totals, score.Level, score.Rule,
            body.ChildState ?? new ChildStateNotes(), body.EnvironmentSafe, body.Stable, body.Conclusion, body.ActionResults ?? [], body.ChildOpinion, body.CaregiverOpinion, body.OccurredAt);
        return Decision.Record(
        [
            reviewed,
            .. file.Settle(DeadlineCodes.Review, body.OccurredAt),
            moment.Rules.Start(file.Id, DeadlineCodes.Review, file.NextNumber(DeadlineCodes.Review), body.OccurredAt, moment.Now, score.Level,
                new CaseClockFacts(file.Reference, file.SchoolId, file.Assignee?.Id, moment.PlacesOf(file.SchoolId))),
        ]).Answering(c => new Answer(c.Id, c.Version, c.Position, number, score.Level, RiskScoring.RuleVersion, score.Rule));
    }
}
