using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.AssessingRisk;

/// <summary>Records Form 02 (initial) or Form 03 (detailed): the level is computed by a versioned rule; the officer's own level stands beside it with a reason when they differ.</summary>
internal static class AssessRisk
{
    public sealed record Body(
        AssessmentForm Form, DateTimeOffset OccurredAt, IReadOnlyDictionary<string, RiskLevel> Answers, PerformedBy PerformedBy = PerformedBy.School,
        RiskLevel? OfficerLevel = null, string? OfficerReason = null, bool SeriousHarm = false, bool? EmergencyNeeded = null,
        IReadOnlyList<SafetyNeed>? SafetyNeeds = null, AssessmentFacts? Facts = null, IReadOnlyList<Need>? Needs = null);

    /// <param name="Explanation">Which sentence of the scoring rule matched, 1 to 4.</param>
    /// <param name="LevelPending">The officer's lower level waits for a second person; until then the computed one counts.</param>
    public sealed record Answer(Guid Id, long Version, long Position, int Number, RiskLevel ComputedLevel, string RuleVersion, int Explanation, bool LevelPending)
        : Changed(Id, Version, Position);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/assessments", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes<Answer>("assessRisk", "Đánh giá nguy cơ (Mẫu số 02, 03) / Assess risk",
            "Decree 56/2017, Articles 26 and 27. Unanswered rows count as High in table A and Low in table B.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Form).Must(f => f is AssessmentForm.Form02 or AssessmentForm.Form03).Says("Phải là Form02 hoặc Form03.", "Must be Form02 or Form03.");
            RuleFor(c => c.Body.Answers).Must(a => a.Count <= 20).Says("Quá nhiều dòng.", "Too many rows.");
            RuleFor(c => c.Body.OfficerReason).Words(5_000);
            RuleFor(c => c.Body.SafetyNeeds).Must(n => n is null || n.Count <= 50).Says("Tối đa 50 dòng.", "At most 50 rows.");
            RuleForEach(c => c.Body.SafetyNeeds).ChildRules(n =>
            {
                n.RuleFor(x => x.Need).Words(500);
                n.RuleFor(x => x.Action).Words(2_000);
                n.RuleFor(x => x.Provider).Words(300);
                n.RuleFor(x => x.Time).Words(200);
            });
            RuleFor(c => c.Body.Needs).Must(n => n is null || n.Count <= 50).Says("Tối đa 50 dòng.", "At most 50 rows.");
            RuleForEach(c => c.Body.Needs).ChildRules(n => n.RuleFor(x => x.Description).Words(2_000));
            foreach (var fact in new System.Linq.Expressions.Expression<Func<Command, string?>>[]
                     {
                         c => c.Body.Facts!.Physical, c => c.Body.Facts!.Psychological, c => c.Body.Facts!.Emotional, c => c.Body.Facts!.Behaviour,
                         c => c.Body.Facts!.Learning, c => c.Body.Facts!.Incident, c => c.Body.Facts!.Family, c => c.Body.Facts!.Environment,
                         c => c.Body.Facts!.ChildAccount, c => c.Body.Facts!.Sources, c => c.Body.Facts!.Conclusion,
                         c => c.Body.Facts!.IncidentFrequency, c => c.Body.Facts!.SuspectedPerson, c => c.Body.Facts!.SuspectedPersonAccess, c => c.Body.Facts!.FamilyEconomy,
                         c => c.Body.Facts!.ProtectiveCapacity, c => c.Body.Facts!.FamilyRiskFactors, c => c.Body.Facts!.School, c => c.Body.Facts!.Community,
                         c => c.Body.Facts!.ServicesAvailable, c => c.Body.Facts!.ChildWishes, c => c.Body.Facts!.Proposal,
                     })
                RuleFor(fact).Words(10_000).When(c => c.Body.Facts is not null);
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
        var refused = body.Form == AssessmentForm.Form02 ? RefuseForm02(file, body) : RefuseForm03(file);
        if (refused is not null) return refused;

        var template = moment.Form(file, body.Form);
        var unknown = body.Answers.Keys.FirstOrDefault(code => template.Rows.All(r => r.Code != code));
        if (unknown is not null) return Decision.Refuse(CaseRules.UnknownRows, unknown);
        var score = template.Score(body.Answers);
        var officerLevel = body.OfficerLevel ?? score.Level;
        if (officerLevel != score.Level && body.OfficerReason is null) return Decision.Refuse(CaseRules.OfficerReasonRequired);

        var number = file.Assessments.Count + 1;
        var assessed = new RiskAssessed(number, body.Form, body.PerformedBy, template.Version, RiskScoring.RuleVersion, body.Answers, score.Totals, score.Level, score.Rule,
            officerLevel, body.OfficerReason, body.SeriousHarm, body.EmergencyNeeded, body.SafetyNeeds ?? [], body.Facts, body.Needs ?? [], body.OccurredAt);
        List<object> events = [assessed];
        if (body.Form == AssessmentForm.Form02)
        {
            events.AddRange(file.Settle(DeadlineCodes.InitialAssessment, body.OccurredAt));
            // "Not needed", recorded with Form 02, settles the emergency clock (procedure, section 5).
            if (body.EmergencyNeeded == false) events.AddRange(file.Settle(DeadlineCodes.Emergency, body.OccurredAt));
            // Later in the case the plan clock starts only if none ever did: the case was escalated on its way.
            if (file.IsChildProtection && (IsBeforeDetails(file.State) || file.NextNumber(DeadlineCodes.Plan) == 1))
                events.AddRange(moment.StartClock(file, DeadlineCodes.Plan, body.OccurredAt));
        }

        return Decision.Record(events).Answering(c => new Answer(c.Id, c.Version, c.Position, number, score.Level, RiskScoring.RuleVersion, score.Rule, officerLevel < score.Level));
    }

    private static Decision? RefuseForm02(CaseFile file, Body body)
    {
        if (file.IsEnded || file.State is CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (file.Triage is null) return Decision.Refuse(CaseRules.TriageFirst);
        if (file.Triage.Pending) return Decision.Refuse(CaseRules.ConfirmationPending);
        if (file.IsChildProtection && file.Notifications.Count == 0) return Decision.Refuse(CaseRules.NotifyFirst);
        // Risk may rise, and a case be escalated, at any time: a child-protection case takes a Form 02 in every open state.
        if (!file.IsChildProtection && !IsBeforeDetails(file.State)) return Decision.Refuse(CaseRules.StateForbids, file.State);
        return file.IsChildProtection && body.EmergencyNeeded is null ? Decision.Refuse(CaseRules.EmergencyUndecided) : null;
    }

    private static bool IsBeforeDetails(CaseState state) => state is CaseState.Intake or CaseState.Reported or CaseState.InitialAssessed or CaseState.Reopened;

    private static Decision? RefuseForm03(CaseFile file)
    {
        if (file.State is not (CaseState.InitialAssessed or CaseState.Emergency or CaseState.DetailedAssessment)) return Decision.Refuse(CaseRules.StateForbids, file.State);
        var asked = file.Assessments.LastOrDefault(a => a.Event.Form == AssessmentForm.Form02);
        return asked?.Event.EmergencyNeeded == true && !file.Emergencies.Any(e => e.RecordedAt >= asked.RecordedAt) ? Decision.Refuse(CaseRules.SafetyNeedUnsettled) : null;
    }
}
