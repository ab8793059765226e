using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Deadlines;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Deadlines
{
    private static DeadlineStarted Start(string code, string vietNamTime, RiskLevel? risk = null, DeadlineRules? rules = null, DateTimeOffset? now = null, params Guid[] places)
    {
        var start = A.At(vietNamTime);
        return (rules ?? DeadlineRules.Initial).Start(A.CaseId, code, 1, start, now ?? start, risk, new("BT", A.School, null, places));
    }

    [Theory]
    [InlineData("DL-REPORT", "2026-02-16 23:30", "2026-02-17 00:30")] // Tết, over midnight: nights and holidays count
    [InlineData("DL-EMERG", "2026-02-16 20:00", "2026-02-17 08:00")]
    [InlineData("DL-INIT", "2026-02-21 22:00", "2026-02-22 04:00")]
    [InlineData("DL-PLAN", "2026-03-04 08:00", "2026-03-12 00:00")] // over a weekend
    [InlineData("DL-PLAN", "2026-02-13 16:00", "2026-02-28 00:00")] // Friday before Tết: 14-22 February are off
    [InlineData("DL-PLAN", "2026-02-18 09:00", "2026-02-28 00:00")] // in the middle of Tết
    [InlineData("DL-PLAN", "2026-01-05 08:00", "2026-01-11 00:00")] // Saturday 10 January is worked in exchange
    [InlineData("DL-PLAN", "2026-08-28 08:00", "2026-09-10 00:00")] // Monday 31 August is swapped, then National Day
    [InlineData("DL-PLAN", "2026-03-04 23:59", "2026-03-12 00:00")]
    [InlineData("DL-PLAN", "2026-03-05 00:01", "2026-03-13 00:00")] // 17:01 UTC the day before: the day is Viet Nam's
    [InlineData("DL-REVIEW", "2026-02-01 10:00", "2026-03-04 00:00")] // calendar days, over Tết
    public void Are_counted_on_the_calendar_of_their_rule(string code, string start, string due) => Start(code, start).DueAt.ShouldBe(A.At(due));

    [Fact]
    public void Reviews_of_high_risk_are_due_after_seven_days() => Start("DL-REVIEW", "2026-03-04 08:00", RiskLevel.High).DueAt.ShouldBe(A.At("2026-03-12 00:00"));

    [Fact]
    public void Warn_at_four_fifths_of_their_time() => Start("DL-EMERG", "2026-03-04 08:00").WarnAt.ShouldBe(A.At("2026-03-04 17:36"));

    [Fact]
    public void Are_met_met_late_overdue_or_waived()
    {
        var clock = Start("DL-EMERG", "2026-03-04 08:00");
        DeadlineStatus Status(DateTimeOffset now, DateTimeOffset? settled = null, bool waived = false)
        {
            var file = Given([A.Report(), clock]).File;
            object[] events = settled is { } at ? waived ? [new DeadlineSettled(clock.DeadlineId, clock.Code, at, false, true, "Lý do", A.School)] : [.. file.Settle(clock.Code, at)] : [];
            return Given([A.Report(), clock, .. events]).File.Deadlines.Single().StatusAt(now);
        }

        Status(clock.DueAt).ShouldBe(DeadlineStatus.Pending);
        Status(clock.DueAt.AddTicks(10)).ShouldBe(DeadlineStatus.Overdue);
        Status(clock.DueAt.AddDays(1), settled: clock.DueAt).ShouldBe(DeadlineStatus.Met);
        Status(clock.DueAt.AddDays(1), settled: clock.DueAt.AddTicks(10)).ShouldBe(DeadlineStatus.MetLate);
        Status(clock.DueAt.AddDays(1), settled: clock.DueAt.AddHours(1), waived: true).ShouldBe(DeadlineStatus.Waived);
    }

    // ---- the rule table ----

    private static Decision Change(DeadlineRules table, string code, int amount, string from = "2026-04-01", Guid? place = null, int? high = null) =>
        ChangeDeadlineRule.Decide(table, new(code, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), amount, "Lý do.", place, high), A.Moment(A.Principal));

    private static DeadlineRules After(DeadlineRules table, Decision change)
    {
        change.Refusal.ShouldBeNull();
        return change.Events.Aggregate(table, (rules, e) => DeadlineRules.Evolve(rules, new RecordedEvent(1, Guid.Empty, DeadlineRules.StreamId, 1, "deadline_limit_changed", e, A.Now, null))!);
    }

    [Fact]
    public void Follow_the_rule_of_the_day_they_start_and_keep_it()
    {
        var before = Start("DL-PLAN", "2026-03-31 08:00");
        var rules = After(DeadlineRules.Initial, Change(DeadlineRules.Initial, "DL-PLAN", 3));

        Start("DL-PLAN", "2026-03-31 08:00", rules: rules).ShouldBe(before);
        var later = Start("DL-PLAN", "2026-04-01 08:00", rules: rules);
        (later.Limit, later.RuleVersion).ShouldBe(("3wd", "2026-04-01.1"));
        Given([A.Report(), before]).File.Deadlines.Single().Event.ShouldBe(before, "a running clock is an event of its own");
    }

    [Fact]
    public void Are_shorter_only_where_the_locality_says_so()
    {
        var rules = After(DeadlineRules.Initial, Change(DeadlineRules.Initial, "DL-EMERG", 8, place: A.Commune));
        Start("DL-EMERG", "2026-04-02 08:00", rules: rules, places: [A.School, A.Commune]).Limit.ShouldBe("8h");
        Start("DL-EMERG", "2026-04-02 08:00", rules: rules, places: [A.OtherSchool]).Limit.ShouldBe("12h");
    }

    [Fact]
    public void Are_never_longer_in_a_locality_than_in_the_country_nor_than_the_law_allows()
    {
        var national = After(DeadlineRules.Initial, Change(DeadlineRules.Initial, "DL-EMERG", 10));
        Change(national, "DL-EMERG", 11, place: A.Commune).Refusal!.Rule.ShouldBe(CaseRules.LocalLimitShorter);
        Change(national, "DL-EMERG", 13).Refusal!.Rule.ShouldBe(CaseRules.StatutoryLimitIsCeiling);
        Change(national, "DL-EMERG", 12).Refusal.ShouldBeNull("back to what the law gives");
        // A local rule older than a stricter national one gives way to it.
        var local = After(DeadlineRules.Initial, Change(DeadlineRules.Initial, "DL-EMERG", 11, place: A.Commune));
        var both = After(local, Change(local, "DL-EMERG", 6, from: "2026-05-01"));
        Start("DL-EMERG", "2026-05-02 08:00", rules: both, places: [A.Commune]).Limit.ShouldBe("6h");
    }

    [Fact]
    public void Of_high_risk_are_held_to_their_own_ceiling_and_never_longer_than_the_others()
    {
        Change(DeadlineRules.Initial, "DL-REVIEW", 30, high: 8).Refusal!.Rule.ShouldBe(CaseRules.StatutoryLimitIsCeiling);
        Change(DeadlineRules.Initial, "DL-REVIEW", 30, place: A.Commune, high: 8).Refusal!.Rule.ShouldBe(CaseRules.LocalLimitShorter);
        var rules = After(DeadlineRules.Initial, Change(DeadlineRules.Initial, "DL-REVIEW", 5));
        Start("DL-REVIEW", "2026-04-02 08:00", RiskLevel.High, rules).Limit.ShouldBe("5d");
    }

    [Fact]
    public void Of_an_unknown_place_are_refused() => Change(DeadlineRules.Initial, "DL-EMERG", 8, place: Guid.Empty).Refusal!.Rule.Status.ShouldBe(404);

    // ---- what a clock says ----

    private static Decision Say(DateTimeOffset now, DeadlineClock? said = null, params object[] more)
    {
        var clock = Start("DL-EMERG", "2026-03-04 08:00");
        var file = Given([A.Report(), clock, .. more]).File;
        return DeadlineClock.Decide(said, file, file.Deadlines.Single(), now);
    }

    [Fact]
    public void Say_each_thing_once()
    {
        var (warn, due) = (A.At("2026-03-04 17:36"), A.At("2026-03-04 20:00"));
        Say(warn.AddSeconds(-1)).Events.ShouldBeEmpty();
        Say(warn).Events.ShouldHaveSingleItem().ShouldBeOfType<DeadlineWarned>();
        Say(due, new DeadlineClock(true, false)).Events.ShouldBeEmpty();
        Say(due.AddSeconds(1), new DeadlineClock(true, false)).Events.ShouldHaveSingleItem().ShouldBeOfType<DeadlineMissed>();
        Say(due.AddHours(1).AddSeconds(1), new DeadlineClock(true, true)).Events.ShouldHaveSingleItem().ShouldBeOfType<DeadlineEscalated>();
        Say(due.AddHours(1).AddSeconds(1), new DeadlineClock(true, true, true)).Events.ShouldBeEmpty("it says it once");
        Say(due.AddHours(1), new DeadlineClock(true, true)).Events.ShouldBeEmpty();
        Say(due.AddSeconds(1)).Events.ShouldHaveSingleItem().ShouldBeOfType<DeadlineMissed>("a warning after the end would help nobody");
        Say(due.AddDays(1), new DeadlineClock(true, true, true)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Say_nothing_once_settled_or_when_the_case_has_ended()
    {
        var late = A.At("2026-03-05 08:00");
        Say(late, null, new DeadlineSettled(Start("DL-EMERG", "2026-03-04 08:00").DeadlineId, "DL-EMERG", A.Now, false, false, null, A.School)).Events.ShouldBeEmpty();
        Say(late, null, A.Proposed(), new TriageClosureConfirmed(TriageDecision.Unfounded, "Đồng ý.")).Events.ShouldBeEmpty();
    }
}
