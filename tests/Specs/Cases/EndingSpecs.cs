using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Planning;
using ProtectionPlatform.Cases.Reviewing;
using ProtectionPlatform.Cases.Triage;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Reviewing
{
    private static Decision Review(CaseFile file, bool interim = false, DateTimeOffset? now = null, RiskLevel harm = RiskLevel.Low, string? row = null) =>
        ReviewCase.Decide(file, new(A.CaseId, new(1), new(now ?? A.Now,
            row is null ? A.Answers("Form06", harm, RiskLevel.High) : new() { [row] = harm }, true, true, ReviewConclusion.Close, interim)), A.Moment(A.SocialWorker, now));

    [Fact]
    public void Is_possible_once_every_action_is_closed_and_starts_the_next_clock() =>
        Given([.. A.ToActionsClosed, A.Clock("DL-REVIEW")]).When(f => Review(f)).Then(typeof(CaseReviewed), typeof(DeadlineSettled), typeof(DeadlineStarted)).ThenState(CaseState.UnderReview);

    [Fact]
    public void Is_possible_with_open_actions_once_it_is_due()
    {
        object[] running = [.. A.ToInProgress, A.Clock("DL-REVIEW")];
        var due = Given(running).File.Running("DL-REVIEW")!.Event.DueAt;
        Given(running).When(f => Review(f, now: due.AddSeconds(-1))).ThenRefused(CaseRules.ReviewNotDue);
        Given(running).When(f => Review(f, now: due)).Then(typeof(CaseReviewed), typeof(DeadlineSettled), typeof(DeadlineStarted)).ThenState(CaseState.UnderReview);
    }

    [Fact]
    public void An_interim_one_is_possible_any_time_and_leaves_the_state()
    {
        Given(A.ToInProgress).When(f => Review(f, interim: true)).ThenState(CaseState.InProgress);
        Given(A.ToApproved).When(f => Review(f, interim: true)).ThenState(CaseState.PlanApproved);
    }

    [Fact]
    public void Needs_a_plan_that_was_begun()
    {
        Given(A.ToApproved).When(f => Review(f)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToSubmitted).When(f => Review(f)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToClosed).When(f => Review(f)).ThenRefused(CaseRules.StateForbids);
    }

    [Fact]
    public void High_risk_comes_back_in_seven_days() =>
        Given(A.ToActionsClosed).When(f => Review(f, harm: RiskLevel.High)).Recorded<DeadlineStarted>().Limit.ShouldBe("7d");

    [Fact]
    public void A_row_the_form_does_not_have_is_refused() => Given(A.ToActionsClosed).When(f => Review(f, row: "A4")).ThenRefused(CaseRules.UnknownRows);

    [Fact]
    public void That_cannot_end_the_case_leads_to_the_next_version_of_the_plan() =>
        Given([.. A.ToActionsClosed, A.Reviewed(conclusion: ReviewConclusion.Continue)]).When(f => DraftPlan.Decide(f, new())).Then(typeof(PlanDrafted)).ThenState(CaseState.PlanDrafted)
            .File.Plans.Select(p => (p.Number, p.Status)).ShouldBe([(1, PlanStatus.Superseded), (2, PlanStatus.Draft)]);
}

public sealed class Closing
{
    private static Decision Close(CaseFile file, Actor? by = null) => CloseCase.Decide(file, new(A.CaseId, new(1), new("Ổn định.")), A.Moment(by ?? A.Principal));

    [Fact]
    public void Follows_a_review_without_risk_and_stops_every_clock() =>
        Given([.. A.ToUnderReview, A.Clock("DL-REVIEW")]).When(f => Close(f)).Then(new CaseClosed("Ổn định.", null, A.School), typeof(DeadlineSettled), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted))
            .ThenState(CaseState.Closed).File.Deadlines.Where(d => d.IsRunning).Select(d => d.Event.Code).ShouldBe(["DL-FOLLOW-30", "DL-FOLLOW-90", "DL-FOLLOW-180"]);

    [Fact]
    public void Is_also_the_communes() => Given(A.ToUnderReview).When(f => Close(f, A.CommuneOfficer)).Then(typeof(CaseClosed), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted));

    [Fact]
    public void Is_refused_while_the_review_leaves_a_risk()
    {
        foreach (var review in new[]
                 {
                     A.Reviewed(RiskLevel.Medium), A.Reviewed(RiskLevel.High), A.Reviewed(stable: false), A.Reviewed(safe: false), A.Reviewed(conclusion: ReviewConclusion.Continue),
                 })
            Given([.. A.ToActionsClosed, review]).When(f => Close(f)).ThenRefused(CaseRules.RiskRemains);
    }

    [Fact]
    public void Is_refused_when_a_later_interim_review_found_a_risk() =>
        Given([.. A.ToUnderReview, A.Reviewed(RiskLevel.High, interim: true)]).When(f => Close(f)).ThenRefused(CaseRules.RiskRemains);

    [Fact]
    public void Is_never_the_reviewers() =>
        Given([.. A.ToActionsClosed, new Told(A.Reviewed(), A.Principal)]).When(f => Close(f)).ThenRefused(CaseRules.AuthorCannotApprove);

    [Theory]
    [InlineData(ReferralState.Sent, true)]
    [InlineData(ReferralState.Acknowledged, true)]
    [InlineData(ReferralState.Accepted, true)]
    [InlineData(ReferralState.InService, true)]
    [InlineData(ReferralState.Declined, false)]
    [InlineData(ReferralState.Completed, false)]
    [InlineData(ReferralState.Cancelled, false)]
    internal void Waits_for_open_referrals(ReferralState state, bool open)
    {
        var spec = Given([.. A.ToUnderReview, A.Referred(), A.Referred(state)]).When(f => Close(f));
        if (open) spec.ThenRefused(CaseRules.ReferralOpen);
        else spec.Then(typeof(CaseClosed), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted));
    }

    [Fact]
    public void Needs_a_review_first()
    {
        Given(A.ToInProgress).When(f => Close(f)).ThenRefused(CaseRules.ReviewFirst);
        Given(A.ToApproved).When(f => Close(f)).ThenRefused(CaseRules.ReviewFirst);
        Given(A.ToSubmitted).When(f => Close(f)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToClosed).When(f => Close(f)).ThenRefused(CaseRules.StateForbids);
    }
}

public sealed class Reopening
{
    private static Decision Reopen(CaseFile file) => ReopenCase.Decide(file, new(A.CaseId, new(1), new("Có thông tin mới.")), A.Moment(A.SocialWorker));

    [Fact]
    public void Starts_a_closed_child_protection_case_anew_at_form_02_with_its_clocks() =>
        Given(A.ToClosed).When(Reopen).Then(new CaseReopened("Có thông tin mới.", A.School), typeof(DeadlineStarted), typeof(DeadlineStarted)).ThenState(CaseState.Reopened)
            .When(f => AssessingRisk.Form02(f, false)).Then(typeof(RiskAssessed), typeof(DeadlineSettled), typeof(DeadlineSettled), typeof(DeadlineStarted)).ThenState(CaseState.InitialAssessed)
            .File.Closure.ShouldNotBeNull("both endings stay");

    [Fact]
    public void Takes_an_unfounded_case_back_to_triage_and_its_waived_clocks_start_anew() =>
        Given([A.Report(), A.Clock("DL-REPORT"), A.Clock("DL-EMERG"), A.Clock("DL-INIT"), A.Proposed()])
            .When(f => ConfirmTriage.Decide(f, new(true, "Đồng ý."), A.Moment(A.Principal))).ThenState(CaseState.Unfounded)
            .When(Reopen).Then(typeof(CaseReopened)).ThenState(CaseState.Reopened)
            .When(f => TriageCase.Decide(f, new(TriageDecision.Proceed, "Có thật.", [Track.ChildProtection]), null, A.Moment(A.FocalPerson)))
            .Then(typeof(CaseTriaged), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted))
            .File.Deadlines.Select(d => d.Event.DeadlineId).ShouldBeUnique();

    [Fact]
    public void Is_for_ended_cases() => Given(A.ToUnderReview).When(Reopen).ThenRefused(CaseRules.NotEnded);
}

public sealed class Waiving
{
    private static readonly Guid Clock = ((DeadlineStarted)A.Clock("DL-PLAN")).DeadlineId;

    private static Decision Ask(CaseFile file, Guid? id = null) => RequestWaiver.Decide(file, new(A.CaseId, id ?? Clock, new(1), new("Trẻ đang ở viện.")), A.Moment(A.FocalPerson));

    private static Decision Confirm(CaseFile file, Actor by, bool agree = true) => ConfirmWaiver.Decide(file, new(A.CaseId, Clock, new(1), new(agree, "Đồng ý.")), A.Moment(by));

    private static object[] Running => [.. A.ToInitialAssessed, A.Clock("DL-PLAN")];

    private static object[] Asked => [.. Running, new Told(new DeadlineWaiverRequested(Clock, "Trẻ đang ở viện."), A.FocalPerson)];

    [Fact]
    public void Takes_two_persons()
    {
        var spec = Given(Running).When(f => Ask(f)).Then(typeof(DeadlineWaiverRequested));
        spec.File.Deadlines[0].StatusAt(A.Now).ShouldBe(DeadlineStatus.Pending);
        Given(Asked).When(f => Confirm(f, A.FocalPerson)).ThenRefused(CaseRules.SecondPerson);
        Given(Asked).When(f => Confirm(f, A.Principal)).Then(typeof(DeadlineSettled)).File.Deadlines[0].StatusAt(A.Now.AddYears(1)).ShouldBe(DeadlineStatus.Waived);
    }

    [Fact]
    public void Lets_the_clock_run_when_the_second_person_disagrees() =>
        Given(Asked).When(f => Confirm(f, A.CommuneOfficer, agree: false)).Then(typeof(DeadlineWaiverRejected)).When(f => Ask(f)).Then(typeof(DeadlineWaiverRequested));

    [Fact]
    public void Is_asked_once_and_of_a_running_clock()
    {
        Given(Asked).When(f => Ask(f)).ThenRefused(CaseRules.WaiverPending);
        Given(Running).When(f => Ask(f, Guid.Empty)).ThenRefused(CaseRules.NoSuchDeadline);
        Given(Running).When(f => Confirm(f, A.Principal)).ThenRefused(CaseRules.NothingToConfirm);
        Given([.. Asked, new DeadlineSettled(Clock, "DL-PLAN", A.Now, false, false, null, A.School)]).When(f => Confirm(f, A.Principal)).ThenRefused(CaseRules.NothingToConfirm);
    }
}
