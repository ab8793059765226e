using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Triage;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Triage
{
    private static BuildingBlocks.EventStore.Decision Decide(CaseFile file, TriageDecision decision, Actor by, params Track[] tracks) =>
        TriageCase.Decide(file, new(decision, "Lý do.", tracks), null, A.Moment(by));

    private static BuildingBlocks.EventStore.Decision Proceed(CaseFile file, params Track[] tracks) => Decide(file, TriageDecision.Proceed, A.SocialWorker, tracks);

    private static BuildingBlocks.EventStore.Decision Confirm(CaseFile file, Actor by, bool agree = true) => ConfirmTriage.Decide(file, new(agree, "Đã xem."), A.Moment(by));

    [Fact]
    public void Of_an_anonymous_report_names_its_receiver_and_starts_the_clocks_of_child_protection() =>
        Given(A.Report(A.Form(kind: null), received: false)).When(f => Proceed(f, Track.ChildProtection))
            .Then(new ReportReceived(new(A.SocialWorker.UserId, A.SocialWorker.DisplayName)), typeof(CaseTriaged), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted))
            .ThenState(CaseState.Intake);

    [Fact]
    public void Does_not_start_a_clock_twice_that_the_report_started() =>
        Given(A.Report(), A.Clock("DL-REPORT"), A.Clock("DL-EMERG"), A.Clock("DL-INIT")).When(f => Proceed(f, Track.ChildProtection)).Then(typeof(CaseTriaged));

    [Fact]
    public void Needs_a_track_to_go_on() => Given(A.Report()).When(f => Proceed(f)).ThenRefused(CaseRules.TracksRequired);

    [Fact]
    public void Needs_child_protection_when_abuse_is_suspected() => Given(A.Report()).When(f => Proceed(f, Track.SchoolSupport)).ThenRefused(CaseRules.ChildProtectionRequired);

    [Theory]
    [InlineData(IncidentType.Violence)]
    [InlineData(IncidentType.Exploitation)]
    [InlineData(IncidentType.SexualAbuse)]
    [InlineData(IncidentType.Trafficking)]
    [InlineData(IncidentType.Neglect)]
    internal void Needs_child_protection_for_every_type_of_abuse(IncidentType type) =>
        Given(A.Report(A.Form(kind: null, types: [IncidentType.Bullying, type]))).When(f => Proceed(f, Track.SchoolViolence)).ThenRefused(CaseRules.ChildProtectionRequired);

    [Fact]
    public void Leaves_bullying_to_the_school() =>
        Given(A.Report(A.Form(kind: null, types: [IncidentType.Bullying]))).When(f => Proceed(f, Track.SchoolViolence)).Then(typeof(CaseTriaged), typeof(DeadlineStarted))
            .Recorded<DeadlineStarted>().Code.ShouldBe("DL-VIOL-PARENT");

    [Theory]
    [InlineData("2010-03-04", true)] // turns 16 on the day it became known
    [InlineData("2010-03-05", false)]
    public void Does_not_force_child_protection_on_who_was_sixteen(string born, bool sixteen)
    {
        var spec = Given(A.Report(A.Form(born: DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)))).When(f => Proceed(f, Track.SchoolSupport));
        if (sixteen) spec.Then(typeof(CaseTriaged));
        else spec.ThenRefused(CaseRules.ChildProtectionRequired);
    }

    [Fact]
    public void Believes_an_estimated_age() => Given(A.Report(A.Form(age: 17))).When(f => Proceed(f, Track.SchoolSupport)).Then(typeof(CaseTriaged));

    [Fact]
    public void Waits_until_the_report_belongs_to_a_school() => Given(A.ReportWithoutSchool()).When(f => Proceed(f, Track.ChildProtection)).ThenRefused(CaseRules.RouteFirst);

    [Fact]
    public void Assigns_only_to_somebody_who_works_with_cases_of_that_school()
    {
        var body = new TriageCase.Body(TriageDecision.Proceed, "Lý do.", [Track.ChildProtection], Guid.Empty);
        Given(A.Report()).When(f => TriageCase.Decide(f, body, A.Colleague(Role.Counsellor, A.School), A.Moment(A.FocalPerson)))
            .Then(typeof(CaseTriaged), typeof(CaseAssigned), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted));
        Given(A.Report()).When(f => TriageCase.Decide(f, body, A.Colleague(Role.Counsellor, A.OtherSchool), A.Moment(A.FocalPerson))).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(A.Report()).When(f => TriageCase.Decide(f, body, A.Colleague(Role.Reporter, A.School), A.Moment(A.FocalPerson))).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(A.Report()).When(f => TriageCase.Decide(f, body, null, A.Moment(A.FocalPerson))).ThenRefused(CaseRules.AssigneeNotStaff);
    }

    [Theory]
    [InlineData(TriageDecision.Unfounded, CaseState.Unfounded)]
    [InlineData(TriageDecision.NoFurtherAction, CaseState.NoFurtherAction)]
    internal void Stops_a_case_only_with_a_second_person_who_waives_what_runs(TriageDecision decision, CaseState end) =>
        Given(A.Report(), A.Clock("DL-REPORT"), A.Clock("DL-EMERG"))
            .When(f => Decide(f, decision, A.SocialWorker)).Then(typeof(TriageClosureProposed)).ThenState(CaseState.Intake)
            .When(f => Confirm(f, A.Principal)).Then(new TriageClosureConfirmed(decision, "Đã xem."), typeof(DeadlineSettled), typeof(DeadlineSettled)).ThenState(end)
            .File.Deadlines.ShouldAllBe(d => d.StatusAt(A.Now) == DeadlineStatus.Waived);

    [Fact]
    public void Cannot_be_confirmed_by_who_proposed_it() =>
        Given(A.Report(), new Told(A.Proposed(), A.FocalPerson)).When(f => Confirm(f, A.FocalPerson)).ThenRefused(CaseRules.SecondPerson);

    [Fact]
    public void Has_nothing_to_confirm_without_a_proposal() => Given(A.Intake()).When(f => Confirm(f, A.Principal)).ThenRefused(CaseRules.NothingToConfirm);

    [Fact]
    public void Waits_while_a_proposal_is_pending() => Given(A.Report(), A.Proposed()).When(f => Proceed(f, Track.ChildProtection)).ThenRefused(CaseRules.ConfirmationPending);

    [Fact]
    public void Is_open_again_when_the_second_person_disagrees() =>
        Given(A.Report(), A.Proposed()).When(f => Confirm(f, A.Principal, agree: false)).Then(typeof(TriageClosureRejected)).ThenState(CaseState.Intake)
            .When(f => Proceed(f, Track.ChildProtection)).Then(typeof(CaseTriaged), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted));

    [Fact]
    public void Stands_as_before_when_the_second_person_disagrees_about_a_notified_case() =>
        Given(A.ToReported).When(f => Decide(f, TriageDecision.Unfounded, A.FocalPerson)).Then(typeof(TriageClosureProposed))
            .When(f => Confirm(f, A.Principal, agree: false)).ThenState(CaseState.Reported)
            .File.Triage!.Decision.ShouldBe(TriageDecision.Proceed);

    [Fact]
    public void Can_find_a_notified_case_unfounded_but_not_an_assessed_one()
    {
        Given(A.ToReported).When(f => Decide(f, TriageDecision.Unfounded, A.FocalPerson)).Then(typeof(TriageClosureProposed));
        Given(A.ToReported).When(f => Proceed(f, Track.ChildProtection)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToInitialAssessed).When(f => Decide(f, TriageDecision.Unfounded, A.FocalPerson)).ThenRefused(CaseRules.StateForbids);
        Given(A.ToClosed).When(f => Proceed(f, Track.ChildProtection)).ThenRefused(CaseRules.StateForbids);
    }
}

public sealed class Escalation
{
    private static BuildingBlocks.EventStore.Decision Decide(CaseFile file) => EscalateCase.Decide(file, new("Trẻ kể bị đánh."), A.Moment(A.Counsellor, A.Now));

    [Fact]
    public void Adds_child_protection_and_its_clocks_run_from_when_the_school_learned_of_it()
    {
        var spec = Given(A.Report(A.Form(kind: null)), A.Triaged(Track.SchoolSupport)).When(Decide)
            .Then(typeof(EscalatedToChildProtection), typeof(DeadlineStarted), typeof(DeadlineStarted), typeof(DeadlineStarted));
        spec.File.Tracks.ShouldBe([Track.SchoolSupport, Track.ChildProtection], ignoreOrder: true);
        spec.File.Deadlines.ShouldAllBe(d => d.Event.StartedAt == A.Now);
    }

    [Fact]
    public void Is_possible_in_every_open_state_and_then_takes_a_form_02()
    {
        var inProgress = A.ToInProgress.Where(e => e is not AuthorityNotified).Select(e => e is CaseTriaged ? A.Triaged(Track.SchoolSupport) : e);
        Given(inProgress).When(Decide).ThenState(CaseState.InProgress)
            .When(f => ProtectionPlatform.Cases.Notifying.NotifyAuthority.Decide(f, Notifying.Body(), A.Moment(A.FocalPerson)))
            .When(f => AssessingRisk.Form02(f, emergency: false)).Then(typeof(RiskAssessed), typeof(DeadlineSettled), typeof(DeadlineSettled), typeof(DeadlineStarted))
            .ThenState(CaseState.InProgress)
            .Recorded<DeadlineStarted>().Code.ShouldBe(DeadlineCodes.Plan);
    }

    [Fact]
    public void Is_refused_before_triage_after_the_end_and_twice()
    {
        Given(A.Report()).When(Decide).ThenRefused(CaseRules.TriageFirst);
        Given(A.ToReported).When(Decide).ThenRefused(CaseRules.StateForbids);
        Given(A.ToClosed).When(Decide).ThenRefused(CaseRules.StateForbids);
    }
}

public sealed class Routing_and_assigning
{
    [Fact]
    public void Gives_a_report_without_school_to_one_school_once()
    {
        Given(A.ReportWithoutSchool()).When(f => RouteCase.Decide(f, new(A.School), A.Moment(A.DepartmentOfficer))).Then(new SchoolSet(A.School));
        Given(A.ReportWithoutSchool()).When(f => RouteCase.Decide(f, new(A.Commune), A.Moment(A.DepartmentOfficer))).ThenRefused(CaseRules.SchoolUnknown);
        Given(A.Report()).When(f => RouteCase.Decide(f, new(A.OtherSchool), A.Moment(A.DepartmentOfficer))).ThenRefused(CaseRules.SchoolKnown);
    }

    [Fact]
    public void Assigns_to_case_staff_of_the_school_while_the_case_is_open()
    {
        Given(A.Intake()).When(f => AssignCase.Decide(f, A.Colleague(Role.SocialWorker, A.School))).Then(typeof(CaseAssigned));
        Given(A.Intake()).When(f => AssignCase.Decide(f, A.Colleague(Role.SocialWorker, A.OtherSchool))).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(A.Intake()).When(f => AssignCase.Decide(f, null)).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(A.ToClosed).When(f => AssignCase.Decide(f, A.Colleague(Role.SocialWorker, A.School))).ThenRefused(CaseRules.StateForbids);
    }
}
