using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Notifying;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Notifying
{
    internal static NotifyAuthority.Body Body(string? absence = null, Guid? recipient = null) =>
        new(RecipientKind.Commune, NotificationChannel.Phone, A.Start.AddMinutes(5), "Trực ban", recipient ?? A.Commune, AbsenceReason: absence);

    private static Decision Decide(CaseFile file, Actor by, string? absence = null, Guid? recipient = null) => NotifyAuthority.Decide(file, Body(absence, recipient), A.Moment(by));

    [Fact]
    public void Puts_the_case_at_reported_settles_its_clock_and_lets_the_authority_in() =>
        Given([A.Report(), A.Clock("DL-REPORT"), A.Triaged()]).When(f => Decide(f, A.FocalPerson)).Then(typeof(AuthorityNotified), typeof(DeadlineSettled)).ThenState(CaseState.Reported)
            .File.Authorities.ShouldBe([A.Commune]);

    [Fact]
    public void Is_for_the_focal_person_or_the_principal()
    {
        Given(A.Intake()).When(f => Decide(f, A.FocalPerson)).Then(typeof(AuthorityNotified));
        Given(A.Intake()).When(f => Decide(f, A.Principal)).Then(typeof(AuthorityNotified));
        Given(A.Intake()).When(f => Decide(f, A.SocialWorker)).ThenRefused(CaseRules.NotifyByFocalPerson);
    }

    [Fact]
    public void Is_for_any_staff_who_say_why_both_are_away() =>
        Given(A.Intake()).When(f => Decide(f, A.SocialWorker, absence: "Cả hai đi công tác.")).Then(typeof(AuthorityNotified)).Recorded<AuthorityNotified>().AbsenceReason.ShouldBe("Cả hai đi công tác.");

    [Fact]
    public void Needs_triage_and_the_child_protection_track_and_an_open_case()
    {
        Given(A.Report()).When(f => Decide(f, A.FocalPerson)).ThenRefused(CaseRules.TriageFirst);
        Given(A.Report(received: false)).When(f => Decide(f, A.FocalPerson)).ThenRefused(CaseRules.StateForbids);
        Given(A.Intake(Track.SchoolSupport)).When(f => Decide(f, A.FocalPerson)).ThenRefused(CaseRules.NotChildProtection);
        Given([.. A.Intake(), A.Proposed()]).When(f => Decide(f, A.FocalPerson)).ThenRefused(CaseRules.ConfirmationPending);
        Given(A.ToClosed).When(f => Decide(f, A.FocalPerson)).ThenRefused(CaseRules.StateForbids);
    }

    [Fact]
    public void Is_never_said_to_have_gone_to_an_authority_that_was_not_there()
    {
        Given(A.Intake()).When(f => Decide(f, A.FocalPerson, recipient: Guid.Empty)).ThenRefused(CaseRules.RecipientUnknown);
        Given(A.Intake()).When(f => Decide(f, A.FocalPerson, recipient: A.FormerDistrict)).ThenRefused(CaseRules.RecipientUnknown);
    }
}

public sealed class AssessingRisk
{
    internal static Decision Form02(CaseFile file, bool? emergency, RiskLevel? officer = null, string? reason = null, Dictionary<string, RiskLevel>? answers = null) =>
        Assess(file, new(AssessmentForm.Form02, A.Start, answers ?? A.Answers("Form02"), OfficerLevel: officer, OfficerReason: reason, EmergencyNeeded: emergency));

    private static Decision Form03(CaseFile file) => Assess(file, new(AssessmentForm.Form03, A.Start, A.Answers("Form03")));

    private static Decision Assess(CaseFile file, AssessRisk.Body body) => AssessRisk.Decide(file, new(A.CaseId, new(1), body), A.Moment(A.SocialWorker));

    private static Decision Confirm(CaseFile file, Actor by, bool agree = true, int number = 1) => ConfirmLowerRisk.Decide(file, new(A.CaseId, number, new(1), new(agree, "Đã xem.")), A.Moment(by));

    [Fact]
    public void Form_02_settles_the_clocks_and_starts_the_one_of_the_plan() =>
        Given([A.Report(), A.Clock("DL-EMERG"), A.Clock("DL-INIT"), A.Triaged(), A.Notified()]).When(f => Form02(f, emergency: false))
            .Then(typeof(RiskAssessed), typeof(DeadlineSettled), typeof(DeadlineSettled), typeof(DeadlineStarted)).ThenState(CaseState.InitialAssessed)
            .File.Deadlines.Single(d => d.IsRunning).Event.Code.ShouldBe(DeadlineCodes.Plan);

    [Fact]
    public void Form_02_that_finds_an_emergency_leaves_its_clock_running() =>
        Given([A.Report(), A.Clock("DL-EMERG"), A.Triaged(), A.Notified()]).When(f => Form02(f, emergency: true)).Then(typeof(RiskAssessed), typeof(DeadlineStarted))
            .File.Running(DeadlineCodes.Emergency).ShouldNotBeNull();

    [Fact]
    public void Form_02_must_say_in_child_protection_whether_there_is_an_emergency() => Given(A.ToReported).When(f => Form02(f, emergency: null)).ThenRefused(CaseRules.EmergencyUndecided);

    [Fact]
    public void Form_02_comes_after_triage_and_in_child_protection_after_notification()
    {
        Given(A.Report()).When(f => Form02(f, false)).ThenRefused(CaseRules.TriageFirst);
        Given(A.Report(received: false)).When(f => Form02(f, false)).ThenRefused(CaseRules.StateForbids);
        Given(A.Intake()).When(f => Form02(f, false)).ThenRefused(CaseRules.NotifyFirst);
        Given([.. A.ToReported, A.Proposed()]).When(f => Form02(f, false)).ThenRefused(CaseRules.ConfirmationPending);
        Given(A.ToClosed).When(f => Form02(f, false)).ThenRefused(CaseRules.StateForbids);
    }

    [Fact]
    public void School_support_is_assessed_from_intake_without_notification_and_without_plan_clock() =>
        Given(A.Intake(Track.SchoolSupport)).When(f => Form02(f, emergency: null)).Then(typeof(RiskAssessed)).ThenState(CaseState.InitialAssessed);

    [Fact]
    public void A_plan_of_school_support_is_not_taken_back_to_form_02() =>
        Given([A.Report(), A.Triaged(Track.SchoolSupport), A.Assessed(), A.Assessed("Form03")]).When(f => Form02(f, null)).ThenRefused(CaseRules.StateForbids);

    [Fact]
    public void An_officers_level_that_differs_needs_a_reason()
    {
        Given(A.ToReported).When(f => Form02(f, false, RiskLevel.High)).ThenRefused(CaseRules.OfficerReasonRequired);
        Given(A.ToReported).When(f => Form02(f, false, RiskLevel.High, "Linh cảm.")).File.Risk.ShouldBe(RiskLevel.High);
    }

    [Fact]
    public void A_lower_level_counts_only_after_a_second_person_agreed()
    {
        var spec = Given(A.ToReported).When(f => Form02(f, false, RiskLevel.Low, "Đã an toàn."));
        spec.File.Risk.ShouldBe(RiskLevel.Medium);
        spec.When(f => Confirm(f, A.FocalPerson)).Then(typeof(LowerRiskConfirmed));
        spec.File.Risk.ShouldBe(RiskLevel.Low);
        spec.When(f => Confirm(f, A.Principal)).ThenRefused(CaseRules.NothingToConfirm);
    }

    [Fact]
    public void A_lower_level_falls_when_the_second_person_disagrees() =>
        Given([.. A.ToReported, A.Assessed(computed: RiskLevel.High, officer: RiskLevel.Low)]).When(f => Confirm(f, A.CommuneOfficer, agree: false)).Then(typeof(LowerRiskRejected))
            .File.Risk.ShouldBe(RiskLevel.High);

    [Fact]
    public void A_lower_level_is_confirmed_by_somebody_else()
    {
        object[] pending = [.. A.ToReported, new Told(A.Assessed(computed: RiskLevel.High, officer: RiskLevel.Low), A.FocalPerson)];
        Given(pending).When(f => Confirm(f, A.FocalPerson)).ThenRefused(CaseRules.SecondPerson);
        Given(pending).When(f => Confirm(f, A.Principal, number: 2)).ThenRefused(CaseRules.NothingToConfirm);
    }

    [Fact]
    public void A_row_the_form_does_not_have_is_refused() =>
        Given(A.ToReported).When(f => Form02(f, false, answers: new() { ["A1"] = RiskLevel.Low, ["A9"] = RiskLevel.Low })).ThenRefused(CaseRules.UnknownRows);

    [Fact]
    public void Form_03_comes_after_form_02_and_once_safety_is_settled()
    {
        Given(A.ToReported).When(Form03).ThenRefused(CaseRules.StateForbids);
        Given([.. A.ToReported, A.Assessed(emergency: true)]).When(Form03).ThenRefused(CaseRules.SafetyNeedUnsettled);
        Given([.. A.ToReported, A.Assessed(emergency: true), A.Emergency()]).When(Form03).Then(typeof(RiskAssessed)).ThenState(CaseState.DetailedAssessment);
        Given([.. A.ToReported, A.Assessed(emergency: true), A.Emergency(EmergencyDecision.NotNeeded)]).When(Form03).Then(typeof(RiskAssessed));
        Given(A.ToInitialAssessed).When(Form03).Then(typeof(RiskAssessed)).ThenState(CaseState.DetailedAssessment);
    }

    [Fact]
    public void A_new_form_02_that_finds_an_emergency_asks_for_a_new_decision() =>
        Given([.. A.ToReported, A.Assessed(emergency: true), A.Emergency(), A.Assessed(emergency: true, number: 2)]).When(Form03).ThenRefused(CaseRules.SafetyNeedUnsettled);

    [Fact]
    public void The_needs_meeting_comes_after_form_02()
    {
        static Decision Meet(CaseFile file) => HoldNeedsMeeting.Decide(file, new(A.CaseId, new(1), new(A.Start, [new("Cán bộ xã", "UBND xã")], "Biên bản.", true)), A.Moment(A.SocialWorker));
        Given(A.ToReported).When(Meet).ThenRefused(CaseRules.StateForbids);
        Given(A.ToInitialAssessed).When(Meet).Then(typeof(NeedsMeetingHeld));
        Given(A.ToClosed).When(Meet).ThenRefused(CaseRules.StateForbids);
    }
}

public sealed class Emergency
{
    private static Decision Decide(CaseFile file, EmergencyDecision decision, IReadOnlyList<string>? measures = null, string? reason = null) =>
        DecideEmergency.Decide(file, new(A.CaseId, new(1), new(decision, A.Start, Measures: measures, Reason: reason)), A.Moment(A.CommuneOfficer));

    [Fact]
    public void Measures_put_an_assessed_case_into_emergency_and_settle_its_clock() =>
        Given([A.Report(), A.Clock("DL-EMERG"), A.Triaged(), A.Notified(), A.Assessed(emergency: true)]).When(f => Decide(f, EmergencyDecision.Taken, ["Cách ly"]))
            .Then(typeof(EmergencyDecided), typeof(DeadlineSettled)).ThenState(CaseState.Emergency);

    [Fact]
    public void Measures_need_not_wait_for_any_paper() => Given(A.Intake()).When(f => Decide(f, EmergencyDecision.Taken, ["Đưa đi viện"])).Then(typeof(EmergencyDecided)).ThenState(CaseState.Intake);

    [Fact]
    public void Not_needed_settles_it_with_a_reason_and_changes_no_state() =>
        Given(A.ToInitialAssessed).When(f => Decide(f, EmergencyDecision.NotNeeded, reason: "An toàn.")).Then(typeof(EmergencyDecided)).ThenState(CaseState.InitialAssessed);

    [Fact]
    public void Measures_or_the_reason_why_none_must_be_given()
    {
        Given(A.ToInitialAssessed).When(f => Decide(f, EmergencyDecision.Taken)).ThenRefused(CaseRules.EmergencyReason);
        Given(A.ToInitialAssessed).When(f => Decide(f, EmergencyDecision.NotNeeded)).ThenRefused(CaseRules.EmergencyReason);
    }

    [Fact]
    public void Is_for_open_child_protection_cases()
    {
        Given(A.Report()).When(f => Decide(f, EmergencyDecision.Taken, ["x"])).ThenRefused(CaseRules.TriageFirst);
        Given(A.Intake(Track.SchoolSupport)).When(f => Decide(f, EmergencyDecision.Taken, ["x"])).ThenRefused(CaseRules.NotChildProtection);
        Given(A.ToClosed).When(f => Decide(f, EmergencyDecision.Taken, ["x"])).ThenRefused(CaseRules.StateForbids);
    }
}
