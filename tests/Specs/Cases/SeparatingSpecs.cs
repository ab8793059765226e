using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Separating;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Form 07: at most 15 days in all, unless a competent body requires more (Decree 56/2017, Article 32).</summary>
public sealed class Separating_a_child
{
    private static readonly DateOnly started = new(2026, 3, 4);

    private static Decision Order(CaseFile file, int days = 10) => OrderSeparation.Decide(file,
        new("7/QĐ", started, "Chủ tịch", [SeparationGround.AbusedByCaregiver], "Cha đánh trẻ.", ["Cha"], "Bà ngoại", A.Start, started.AddDays(days), "Nhà bà ngoại"), A.Moment(A.CommuneOfficer));

    private static Decision Extend(CaseFile file, int days, string? order = null) =>
        ExtendSeparation.Decide(file, new("8/QĐ", started, started.AddDays(days), "Chưa an toàn.", order), A.Moment(A.CommuneOfficer));

    private static Decision End(CaseFile file) => EndSeparation.Decide(file, new("Cha mẹ đã được đánh giá an toàn.", A.Now));

    private static object[] Separated => [.. A.ToInitialAssessed, .. Given(A.ToInitialAssessed).When(f => Order(f)).Past.Skip(A.ToInitialAssessed.Length).Select(e => e.Data!)];

    [Fact]
    public void Is_an_emergency_measure_and_has_its_own_clock() =>
        Given([.. A.ToInitialAssessed, A.Clock("DL-EMERG")]).When(f => Order(f)).Then(typeof(SeparationOrdered), typeof(DeadlineSettled), typeof(DeadlineStarted)).ThenState(CaseState.Emergency)
            .File.Running("DL-SEP")!.Event.ShouldSatisfyAllConditions(clock => clock.DueAt.ShouldBe(A.At("2026-03-20 00:00")), clock => clock.WarnAt.ShouldBeInRange(A.At("2026-03-16 00:00"), A.At("2026-03-17 00:00")));

    [Fact]
    public void Lasts_fifteen_days_at_most()
    {
        Given(A.ToInitialAssessed).When(f => Order(f, days: 15)).Then(typeof(SeparationOrdered), typeof(DeadlineStarted));
        Given(A.ToInitialAssessed).When(f => Order(f, days: 16)).ThenRefused(CaseRules.SeparationTooLong);
        Given(Separated).When(f => Extend(f, days: 15)).Then(typeof(SeparationExtended));
        Given(Separated).When(f => Extend(f, days: 16)).ThenRefused(CaseRules.SeparationTooLong);
    }

    [Fact]
    public void Lasts_longer_when_a_competent_body_requires_it_and_then_the_clock_is_met() =>
        Given(Separated).When(f => Extend(f, days: 30, "Công văn 12/TA")).Then(typeof(SeparationExtended), typeof(DeadlineSettled)).File.RunningSeparation!.Until.ShouldBe(started.AddDays(30));

    [Fact]
    public void Is_extended_to_a_later_day_only() => Given(Separated).When(f => Extend(f, days: 10)).ThenRefused(CaseRules.SeparationNotLonger);

    [Fact]
    public void There_is_one_at_a_time_and_the_next_after_its_end()
    {
        Given(Separated).When(f => Order(f)).ThenRefused(CaseRules.SeparationRuns);
        Given(Separated).When(End).Then(typeof(SeparationEnded), typeof(DeadlineSettled)).When(f => Order(f)).Then(typeof(SeparationOrdered), typeof(DeadlineStarted));
        Given(A.ToInitialAssessed).When(End).ThenRefused(CaseRules.NoSeparation);
    }

    [Fact]
    public void Belongs_to_child_protection() => Given(A.Intake(Track.SchoolSupport)).When(f => Order(f)).ThenRefused(CaseRules.NotChildProtection);

    [Fact]
    public void Keeps_the_case_open() =>
        Given([.. A.ToUnderReview, .. Separated.Skip(A.ToInitialAssessed.Length)]).When(f => CloseCase.Decide(f, new(A.CaseId, new(1), new("Ổn định.")), A.Moment(A.Principal))).ThenRefused(CaseRules.SeparationRuns);
}
