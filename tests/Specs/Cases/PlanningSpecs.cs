using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.CarryingOut;
using ProtectionPlatform.Cases.Planning;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Planning
{
    private static readonly PlanBody Body = new("Tóm tắt", Goals: [new("An toàn", "Không bị đánh")], Actions: [new("Tham vấn", "50.a", "CTXH")]);

    private static Decision Submit(CaseFile file, int number = 1) => SubmitPlan.Decide(file, new(A.CaseId, number, new(1), new()), A.Moment(A.SocialWorker));

    private static Decision Revise(CaseFile file, int number = 1) => RevisePlan.Decide(file, new(A.CaseId, number, new(1), Body));

    [Fact]
    public void A_draft_needs_form_03_and_the_needs_meeting()
    {
        Given(A.ToInitialAssessed).When(f => DraftPlan.Decide(f, Body)).ThenRefused(CaseRules.DetailedAssessmentFirst);
        Given([.. A.ToInitialAssessed, A.Assessed("Form03")]).When(f => DraftPlan.Decide(f, Body)).ThenRefused(CaseRules.NeedsMeetingFirst);
        Given(A.ToReported).When(f => DraftPlan.Decide(f, Body)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToDetailed).When(f => DraftPlan.Decide(f, Body)).Then(typeof(PlanDrafted)).ThenState(CaseState.PlanDrafted);
    }

    [Fact]
    public void There_is_one_draft_at_a_time() => Given(A.ToDrafted).When(f => DraftPlan.Decide(f, Body)).ThenRefused(CaseRules.StateForbids);

    [Fact]
    public void Measures_come_from_the_table_of_the_law()
    {
        var body = Body with { Actions = [new("Tham vấn", "99.z", "CTXH")] };
        Given(A.ToDetailed).When(f => DraftPlan.Decide(f, body)).ThenRefused(CaseRules.UnknownMeasure);
        Given(A.ToDrafted).When(f => RevisePlan.Decide(f, new(A.CaseId, 1, new(1), body))).ThenRefused(CaseRules.UnknownMeasure);
    }

    [Fact]
    public void A_complete_plan_is_submitted_in_its_authors_name() =>
        Given(A.ToDrafted).When(f => Submit(f)).Then(new PlanSubmitted(1, "BT-AAAAA-BBBBB", A.School, A.SocialWorker.Id, true, A.Commune)).ThenState(CaseState.PlanSubmitted);

    public static TheoryData<string, string> Gaps => new()
    {
        { "goals", "goals" }, { "actions", "actions" }, { "due", "actions[2].dueOn" }, { "opinion", "childOpinion" },
    };

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_plan_with_a_gap_is_not_submitted_and_the_gap_is_named(string gap, string named)
    {
        var content = gap switch
        {
            "goals" => A.Content(goals: []),
            "actions" => A.Content(actions: []),
            "due" => A.Content(actions: [A.Action(1), A.Action(2, due: false)]),
            _ => A.Content(opinion: null),
        };
        Given([.. A.ToDetailed, A.Drafted(content)]).When(f => Submit(f)).ThenRefused(CaseRules.PlanIncomplete);
        SubmitPlan.Missing(content).ShouldBe([named]);
    }

    [Fact]
    public void The_reason_why_the_child_was_not_heard_stands_in_for_its_opinion() =>
        Given([.. A.ToDetailed, A.Drafted(A.Content(opinion: null, whyNone: "Trẻ đang nằm viện."))]).When(f => Submit(f)).Then(typeof(PlanSubmitted));

    [Fact]
    public void Only_the_current_draft_is_submitted_or_revised()
    {
        Given(A.ToDrafted).When(f => Submit(f, 2)).ThenRefused(CaseRules.PlanNotDraft);
        Given(A.ToDetailed).When(f => Submit(f)).ThenRefused(CaseRules.PlanNotDraft);
        Given(A.ToSubmitted).When(f => Submit(f)).ThenRefused(CaseRules.PlanNotDraft);
        Given(A.ToSubmitted).When(f => Revise(f)).ThenRefused(CaseRules.PlanNotDraft);
        Given(A.ToApproved).When(f => Revise(f)).ThenRefused(CaseRules.PlanNotDraft);
        Given(A.ToDrafted).When(f => Revise(f)).Then(typeof(PlanRevised));
    }
}

public sealed class Deciding_on_a_plan
{
    private static Decision Decide(CaseFile file, Actor by, PlanOutcome outcome = PlanOutcome.Approved, bool paper = true, PerformedBy performedBy = PerformedBy.School, string? reason = null, int number = 1) =>
        DecidePlan.Decide(file, new(A.CaseId, number, new(1),
            new(outcome, paper ? "1/QĐ" : null, paper ? new DateOnly(2026, 3, 4) : null, paper ? "Chủ tịch" : null, performedBy, reason)), A.Moment(by));

    private static object[] SchoolPlan => [.. A.ToSubmitted.Select(e => e is CaseTriaged ? A.Triaged(Track.SchoolSupport) : e)];

    [Fact]
    public void Approval_settles_the_plan_clock_and_starts_the_one_of_the_review() =>
        Given([.. A.ToSubmitted, A.Clock("DL-PLAN")]).When(f => Decide(f, A.CommuneOfficer)).Then(typeof(PlanApproved), typeof(DeadlineSettled), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted))
            .ThenState(CaseState.PlanApproved).File.Running("DL-REVIEW")!.Event.Limit.ShouldBe("30d");

    [Fact]
    public void Approval_starts_a_clock_for_each_action_that_names_its_day_and_ends_those_of_the_plan_before()
    {
        var first = Given(A.ToSubmitted).When(f => Decide(f, A.CommuneOfficer)).File.Deadlines.Where(d => d.Event.Code == "DL-ACTION").ToList();
        first.Select(d => (d.Event.About, d.Event.DueAt)).ShouldBe([("1", A.At("2026-06-02 00:00")), ("2", A.At("2026-06-02 00:00"))]);
        var next = Given([.. A.ToSubmitted, .. A.ApprovedWithClocks(), A.Progressed(1), A.Reviewed(conclusion: ReviewConclusion.Continue), A.Drafted(number: 2), A.Submitted(2)])
            .When(f => Decide(f, A.CommuneOfficer, number: 2)).File.Deadlines.Where(d => d.Event.Code == "DL-ACTION").ToList();
        next.Select(d => d.StatusAt(A.Now)).ShouldBe([DeadlineStatus.Waived, DeadlineStatus.Waived, DeadlineStatus.Pending, DeadlineStatus.Pending]);
    }

    [Fact]
    public void High_risk_is_reviewed_after_seven_days() =>
        Given([.. A.ToReported, A.Assessed(computed: RiskLevel.High), A.Assessed("Form03", RiskLevel.High), A.Met(), A.Drafted(), A.Submitted()])
            .When(f => Decide(f, A.CommuneOfficer)).File.Running("DL-REVIEW")!.Event.Limit.ShouldBe("7d");

    [Fact]
    public void The_author_does_not_approve_it() =>
        Given([.. A.ToDetailed, new Told(A.Drafted(), A.CommuneOfficer), A.Submitted()]).When(f => Decide(f, A.CommuneOfficer)).ThenRefused(CaseRules.AuthorCannotApprove);

    [Fact]
    public void Who_rewrote_it_does_not_approve_it_either() =>
        Given([.. A.ToDrafted, new Told(new PlanRevised(1, A.Content()), A.CommuneOfficer), A.Submitted()]).When(f => Decide(f, A.CommuneOfficer)).ThenRefused(CaseRules.AuthorCannotApprove);

    [Fact]
    public void A_child_protection_plan_is_the_communes_to_approve() => Given(A.ToSubmitted).When(f => Decide(f, A.Principal)).ThenRefused(CaseRules.CommuneDecides);

    [Fact]
    public void The_school_records_the_communes_paper_with_number_day_and_signer()
    {
        Given(A.ToSubmitted).When(f => Decide(f, A.Principal, performedBy: PerformedBy.Commune)).Then(typeof(PlanApproved), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted)).Recorded<PlanApproved>().PerformedBy.ShouldBe(PerformedBy.Commune);
        Given(A.ToSubmitted).When(f => Decide(f, A.Principal, paper: false, performedBy: PerformedBy.Commune)).ThenRefused(CaseRules.CommuneDecides);
    }

    [Fact]
    public void The_commune_gives_number_day_and_signer_as_well() => Given(A.ToSubmitted).When(f => Decide(f, A.CommuneOfficer, paper: false)).ThenRefused(CaseRules.DecisionIncomplete);

    [Fact]
    public void Other_plans_are_the_principals_to_approve() =>
        Given(SchoolPlan).When(f => Decide(f, A.Principal, paper: false)).Then(typeof(PlanApproved), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted)).Recorded<PlanApproved>().PerformedBy.ShouldBe(PerformedBy.School);

    [Fact]
    public void Returning_needs_a_reason_and_lets_the_author_revise()
    {
        Given(A.ToSubmitted).When(f => Decide(f, A.CommuneOfficer, PlanOutcome.Returned)).ThenRefused(CaseRules.ReturnReason);
        Given(A.ToSubmitted).When(f => Decide(f, A.CommuneOfficer, PlanOutcome.Returned, reason: "Thiếu chi tiết.")).Then(new PlanReturned(1, "Thiếu chi tiết.", PerformedBy.Commune)).ThenState(CaseState.PlanDrafted)
            .When(f => RevisePlan.Decide(f, new(A.CaseId, 1, new(1), new()))).Then(typeof(PlanRevised));
    }

    [Fact]
    public void Only_a_submitted_plan_is_decided()
    {
        Given(A.ToDrafted).When(f => Decide(f, A.CommuneOfficer)).ThenRefused(CaseRules.PlanNotSubmitted);
        Given(A.ToApproved).When(f => Decide(f, A.CommuneOfficer)).ThenRefused(CaseRules.PlanNotSubmitted);
        Given(A.ToSubmitted).When(f => Decide(f, A.CommuneOfficer, number: 2)).ThenRefused(CaseRules.PlanNotSubmitted);
    }
}

public sealed class Carrying_out
{
    private static Decision Progress(CaseFile file, int action, ActionStatus status) => ProgressAction.Decide(file, new(A.CaseId, action, new(1), new(status, A.Start)), A.Moment(A.SocialWorker));

    [Fact]
    public void The_first_action_started_puts_the_case_in_progress() =>
        Given(A.ToApproved).When(f => Progress(f, 1, ActionStatus.Started)).Then(new ActionProgressed(1, 1, ActionStatus.Started, null, A.Start)).ThenState(CaseState.InProgress);

    [Fact]
    public void A_closed_action_stays_closed()
    {
        Given(A.ToActionsClosed).When(f => Progress(f, 1, ActionStatus.Started)).ThenRefused(CaseRules.ActionClosed);
        Given(A.ToActionsClosed).When(f => Progress(f, 2, ActionStatus.Done)).ThenRefused(CaseRules.ActionClosed);
    }

    [Fact]
    public void Only_actions_of_the_approved_plan_progress()
    {
        Given(A.ToApproved).When(f => Progress(f, 3, ActionStatus.Started)).ThenRefused(CaseRules.NoSuchAction);
        Given(A.ToSubmitted).When(f => Progress(f, 1, ActionStatus.Started)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToClosed).When(f => Progress(f, 1, ActionStatus.Started)).ThenRefused(CaseRules.StateForbids);
    }
}
