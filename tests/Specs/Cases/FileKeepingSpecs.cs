using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Correcting;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.HearingChildren;
using ProtectionPlatform.Cases.Justice;
using ProtectionPlatform.Cases.Reacting;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Following_up_after_closing
{
    private static Decision FollowUp(CaseFile file) => NoteFollowUp.Decide(file, new(A.Now, Safe: true, "Trẻ đi học đều."));

    private static object[] ClosedWithClocks => [.. A.ToClosed, A.Clock("DL-FOLLOW-30"), A.Clock("DL-FOLLOW-90")];

    [Fact]
    public void Settles_the_clock_that_is_due_first() => Given(ClosedWithClocks).When(FollowUp).Then(typeof(FollowUpNoted), typeof(DeadlineSettled)).Recorded<DeadlineSettled>().Code.ShouldBe("DL-FOLLOW-30");

    [Fact]
    public void Belongs_to_a_closed_case() => Given(A.ToUnderReview).When(FollowUp).ThenRefused(CaseRules.StateForbids);

    [Fact]
    public void Its_clocks_speak_though_the_case_is_closed()
    {
        var file = Given(ClosedWithClocks).File;
        var clock = file.Running("DL-FOLLOW-30")!;
        DeadlineClock.Decide(null, file, clock, clock.Event.DueAt.AddSeconds(1)).Events.Single().ShouldBeOfType<DeadlineMissed>();
    }

    [Fact]
    public void Ends_when_the_case_is_opened_again() =>
        Given(ClosedWithClocks).When(f => ReopenCase.Decide(f, new(A.CaseId, new(1), new("Tin mới.")), A.Moment(A.SocialWorker))).File.Deadlines
            .Where(d => DeadlineCodes.IsFollowUp(d.Event.Code)).ShouldAllBe(d => d.StatusAt(A.Now) == DeadlineStatus.Waived);
}

public sealed class Pausing_a_clock
{
    private static Decision Pause(CaseFile file, string code) => PauseDeadline.Decide(file, new(A.CaseId, file.Deadlines.Single(d => d.Event.Code == code).Event.DeadlineId, new(1), new(PauseReason.ChildInHospital, "Nằm viện.")));

    private static Decision Resume(CaseFile file, DateTimeOffset at) => ResumeDeadline.Decide(file, new(A.CaseId, file.Deadlines[0].Event.DeadlineId, new(1), new()), A.Moment(A.SocialWorker, at));

    [Theory]
    [InlineData("DL-REPORT")]
    [InlineData("DL-EMERG")]
    [InlineData("DL-INIT")]
    [InlineData("DL-PLAN")]
    [InlineData("DL-SEP")]
    [InlineData("DL-VIOL-PARENT")]
    public void Is_never_possible_for_those_of_the_law(string code) => Given([.. A.ToReported, A.Clock(code)]).When(f => Pause(f, code)).ThenRefused(CaseRules.MayNotPause);

    [Fact]
    public void Moves_its_end_by_as_long_as_it_stood()
    {
        var paused = Given([A.Clock("DL-REVIEW"), .. A.ToInProgress, A.Clock("DL-REVIEW")]).When(f => Pause(f, "DL-REVIEW")).Then(typeof(DeadlinePaused));
        var clock = paused.File.Deadlines[0];
        clock.StatusAt(clock.Event.DueAt.AddDays(1)).ShouldBe(DeadlineStatus.Paused);
        DeadlineClock.Decide(null, paused.File, clock, clock.Event.DueAt.AddDays(1)).Events.ShouldBeEmpty();
        var since = clock.PausedAt!.Value;
        paused.When(f => Resume(f, since.AddDays(3))).Then(typeof(DeadlineResumed)).File.Deadlines[0].Event.DueAt.ShouldBe(clock.Event.DueAt.AddDays(3));
        paused.When(f => Resume(f, since.AddDays(4))).ThenRefused(CaseRules.DeadlineNotPaused);
    }
}

public sealed class Correcting_an_entry
{
    private static Decision Correct(CaseFile file, long entry) => CorrectEntry.Decide(file, new(entry, "Đúng ra là hôm thứ ba.", "Ghi nhầm ngày."));

    [Fact]
    public void Stands_beside_it_and_leaves_it_as_it_was()
    {
        var before = Given(A.ToReported).File;
        var after = Given(A.ToReported).When(f => Correct(f, 2)).Then(new EntryCorrected(1, 2, "Đúng ra là hôm thứ ba.", "Ghi nhầm ngày.")).File;
        after.Triage!.Reason.ShouldBe(before.Triage!.Reason);
        after.Corrections.Single().Event.EntryVersion.ShouldBe(2);
    }

    [Fact]
    public void Needs_an_entry_that_there_is_and_that_is_no_counselling_note()
    {
        Given(A.ToReported).When(f => Correct(f, 4)).ThenRefused(CaseRules.NoSuchEntry);
        Given([.. A.ToReported, new CounsellingNoteWritten(1, null, null, [], A.Start)]).When(f => Correct(f, 4)).ThenRefused(CaseRules.NoSuchEntry);
    }
}

public sealed class The_childs_own_voice
{
    [Fact]
    public void A_second_interview_needs_a_reason()
    {
        RecordJusticeEvent.Body interview = new(JusticeKind.Interview, "Công an xã", "Một buổi.", A.Now, AdultChosenByChild: "Cô giáo", SharedWith: ["Viện kiểm sát"]);
        var once = Given(A.ToReported).When(f => RecordJusticeEvent.Decide(f, interview)).Then(typeof(JusticeEventRecorded));
        once.When(f => RecordJusticeEvent.Decide(f, interview)).ThenRefused(CaseRules.OneInterview);
        once.When(f => RecordJusticeEvent.Decide(f, interview with { RepeatReason = "Bản ghi âm hỏng." })).Then(typeof(JusticeEventRecorded));
    }

    [Fact]
    public void Its_opinion_is_kept_as_it_said_it() =>
        Given(A.ToReported).When(f => HearChild.Decide(f, new("Muốn ở với ai", A.Now, "Con muốn ở với bà."))).Then(new ChildHeard(1, "Muốn ở với ai", "Con muốn ở với bà.", null, null, A.Now));

    [Fact]
    public void It_sets_its_own_goal_and_says_how_it_goes()
    {
        var goal = Given(A.Intake(Track.SchoolSupport)).When(f => SetGoal.Decide(f, new("Đi học đúng giờ", A.Now))).Then(typeof(PupilGoalSet));
        Decision Progress(CaseFile f, GoalStanding standing) => ProgressGoal.Decide(f, new(A.CaseId, 1, new(1), new(standing, A.Now, "Con làm được rồi.")));
        goal.When(f => Progress(f, GoalStanding.Reached)).Then(typeof(PupilGoalProgressed)).File.Goals[0].Standing.ShouldBe(GoalStanding.Reached);
        goal.When(f => Progress(f, GoalStanding.PartWay)).ThenRefused(CaseRules.NoSuchGoal);
    }
}

public sealed class The_providers_time_to_answer
{
    private static readonly ReferralNoted sent = (ReferralNoted)A.Referred();

    private static IEnumerable<object> Clock(CaseFile file, ReferralState state) => ReferralNotes.Clock(file, sent with { State = state }, A.Moment(A.SocialWorker));

    [Fact]
    public void Is_one_working_day_or_four_hours_at_high_risk()
    {
        Clock(Given(A.ToApproved).File, ReferralState.Sent).OfType<DeadlineStarted>().Single().DueAt.ShouldBe(A.At("2026-03-06 00:00"));
        Clock(Given([.. A.ToReported, A.Assessed(computed: RiskLevel.High)]).File, ReferralState.Sent).OfType<DeadlineStarted>().Single().DueAt.ShouldBe(A.Start.AddHours(4));
    }

    [Theory]
    [InlineData(ReferralState.Acknowledged, null)]
    [InlineData(ReferralState.Accepted, false)]
    [InlineData(ReferralState.Declined, false)]
    [InlineData(ReferralState.Cancelled, true)]
    internal void Ends_with_a_yes_or_a_no_and_falls_away_with_the_referral(ReferralState state, bool? waived)
    {
        var file = Given([.. A.ToApproved, sent, .. Clock(Given(A.ToApproved).File, ReferralState.Sent)]).File;
        Clock(file, state).OfType<DeadlineSettled>().Select(s => (bool?)s.Waived).SingleOrDefault().ShouldBe(waived);
    }
}
