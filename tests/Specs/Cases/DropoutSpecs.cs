using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.DropoutRisks;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>The early warning of dropping out.</summary>
public sealed class A_pupil_who_may_drop_out
{
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Pupil Fictional = new("Hồ Văn Giả Định", new(2012, 4, 5), Sex.Male, "8A", "HS-9");
    private static readonly DropoutSignals Severe = new(UnexcusedDays: 8, FailingSubjects: 3);

    private static DropoutSignalsRecorded Assess(DropoutSignals signals) => DropoutRules.Initial.Assess(signals, Today, SignalSource.Observed);

    private static Dropout Given(params object[] events)
    {
        Dropout? state = null;
        var version = 0;
        foreach (var e in new object[] { new DropoutOpened(A.School, "2025-2026", Fictional, null) }.Concat(events))
            state = Dropout.Evolve(state, new RecordedEvent(++version, Guid.CreateVersion7(A.Now), A.CaseId, version, e.GetType().Name, e, A.Now, new EventMetadata(A.SocialWorker.UserId, A.SocialWorker.DisplayName, null, null)));
        return state!;
    }

    private static readonly object Owned = new DropoutOwnerSet(A.SocialWorker.Id, "Nhân viên CTXH");
    private static readonly object Planned = new ReturnActionPlanned(1, ReturnActionKind.HomeVisit, new(2026, 3, 10), null);

    private static void Refused(Decision decision, Rule rule) => decision.Refusal.ShouldNotBeNull().Rule.Code.ShouldBe(rule.Code);

    [Fact]
    public void Is_flagged_for_reasons_that_can_be_read()
    {
        var assessed = Assess(Severe);
        assessed.DropoutLevel.ShouldBe(DropoutLevel.Flagged);
        assessed.Reasons!.Select(reason => DropoutRules.Initial.Words(reason, vietnamese: true)).ShouldBe(["vắng không phép 8 ngày trong 30 ngày", "3 môn chưa đạt"]);
        assessed.RuleVersions.ShouldBe(["UnexcusedDays 2026-01", "FailingSubjects 2026-01"]);
        Assess(new()).DropoutLevel.ShouldBe(DropoutLevel.None);
        Assess(new(AverageTenths: 52, AverageBeforeTenths: 68)).Reasons!.Select(reason => DropoutRules.Initial.Words(reason, vietnamese: false)).ShouldBe(["average fell by 1.6"]);
        Assess(new(Household: [HouseholdDifficulty.ChildLabour])).DropoutLevel.ShouldBe(DropoutLevel.Flagged, "one such sign is enough");
    }

    [Fact]
    public void Is_never_in_less_danger_for_more_absence()
    {
        var signals =
            from unexcused in Gen.Choose(0, 30)
            from absent in Gen.Choose(0, 120)
            from more in Gen.Choose(0, 60)
            from failing in Gen.Choose(0, 10)
            from conduct in Gen.Choose(0, 3)
            from falls in Gen.Choose(-40, 40)
            select (new DropoutSignals(unexcused, absent, 200, 50, 50 + falls, failing, (PupilConduct)conduct, []), more);
        Prop.ForAll(signals.ToArbitrary(), drawn =>
        {
            var (less, more) = drawn;
            return Assess(less with { UnexcusedDays = less.UnexcusedDays + more }).DropoutLevel >= Assess(less).DropoutLevel
                && Assess(less with { AbsentDays = less.AbsentDays + more }).DropoutLevel >= Assess(less).DropoutLevel;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Needs_somebody_and_something_once_flagged()
    {
        Given(Assess(new(UnexcusedDays: 3))).NeedsAttention.ShouldBeFalse();
        Given(Assess(Severe)).NeedsAttention.ShouldBeTrue();
        Given(Assess(Severe), Owned).NeedsAttention.ShouldBeTrue();
        Given(Assess(Severe), Planned).NeedsAttention.ShouldBeTrue();
        Given(Assess(Severe), Owned, Planned).NeedsAttention.ShouldBeFalse();
    }

    [Fact]
    public void Is_not_laid_aside_before_that()
    {
        Refused(RecordDropoutOutcome.Decide(Given(Assess(Severe), Owned), new(DropoutOutcome.DroppedOut, Today)), RegisterRules.OwnerAndActionFirst);
        RecordDropoutOutcome.Decide(Given(Assess(Severe)), new(DropoutOutcome.Transferred, Today)).Events.ShouldHaveSingleItem();
        RecordDropoutOutcome.Decide(Given(Assess(Severe), Owned, Planned), new(DropoutOutcome.Returned, Today)).Events.ShouldBe([new DropoutOutcomeRecorded(DropoutOutcome.Returned, Today, null)]);
    }

    [Fact]
    public void Is_watched_again_when_the_signs_come_back_unless_it_is_gone()
    {
        Given(Assess(Severe), Owned, Planned, new DropoutOutcomeRecorded(DropoutOutcome.Returned, Today, null), Assess(Severe)).IsFlagged.ShouldBeTrue();
        var gone = Given(Assess(Severe), Owned, Planned, new DropoutOutcomeRecorded(DropoutOutcome.DroppedOut, Today, null));
        Refused(RecordSignals.Decide(gone, Severe, DropoutRules.Initial, Today), RegisterRules.PupilGone);
    }

    [Fact]
    public void Is_looked_after_by_staff_of_the_school_only()
    {
        Refused(SetDropoutOwner.Decide(Given(), null), CaseRules.AssigneeNotStaff);
        Refused(SetDropoutOwner.Decide(Given(), A.Colleague(Role.SocialWorker, A.OtherSchool)), CaseRules.AssigneeNotStaff);
        Refused(SetDropoutOwner.Decide(Given(), A.Colleague(Role.Reporter, A.School)), CaseRules.AssigneeNotStaff);
        SetDropoutOwner.Decide(Given(), A.Colleague(Role.Counsellor, A.School)).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void An_action_is_done_once()
    {
        var done = Given(Planned, new ReturnActionProgressed(1, ActionStatus.Done, null));
        Refused(ProgressReturnAction.Decide(done, 1, new(ActionStatus.Started)), RegisterRules.NoOpenAction);
        Refused(ProgressReturnAction.Decide(done, 2, new(ActionStatus.Started)), RegisterRules.NoOpenAction);
    }

    [Fact]
    public void New_thresholds_hold_from_their_day()
    {
        var changed = ChangeDropoutThresholds.Decide(DropoutRules.Initial, new("UnexcusedDays", Today, [new(1, 4)], "Thí điểm")).Events.ShouldHaveSingleItem();
        var table = DropoutRules.Evolve(null, new RecordedEvent(1, Guid.CreateVersion7(A.Now), DropoutRules.StreamId, 1, "x", changed, A.Now, null))!;
        table.Assess(new(UnexcusedDays: 1), Today.AddDays(-1), SignalSource.Observed).DropoutLevel.ShouldBe(DropoutLevel.None);
        table.Assess(new(UnexcusedDays: 1), Today, SignalSource.Observed).DropoutLevel.ShouldBe(DropoutLevel.Flagged);
    }

    [Fact]
    public void A_year_is_two_years_that_follow_each_other() =>
        (WatchPupil.IsSchoolYear("2026-2027"), WatchPupil.IsSchoolYear("2026-2028"), WatchPupil.IsSchoolYear("26-27"), WatchPupil.IsSchoolYear(null)).ShouldBe((true, false, false, false));
}
