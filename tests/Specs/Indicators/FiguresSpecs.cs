using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Indicators;
using ProtectionPlatform.Indicators.Catalogue;
using ProtectionPlatform.Indicators.Measuring;

namespace ProtectionPlatform.Specs.Indicators;

public sealed class A_figure
{
    private static readonly YearTarget[] Dropout = [new(2025, Operator.Lt, 0.8m), new(2030, Operator.Lt, 0.65m)];

    [Theory]
    [InlineData(5, 625, false)] // exactly 0.8
    [InlineData(49999, 6250000, true)] // 0.799984, shown as 0.8
    [InlineData(0, 625, true)]
    public void Is_held_against_its_target_without_rounding(int numerator, int denominator, bool meets) =>
        Figures.Meets(numerator, denominator, 100, Dropout[0]).ShouldBe(meets);

    [Theory]
    [InlineData(Operator.Lt, false)]
    [InlineData(Operator.Le, true)]
    [InlineData(Operator.Ge, true)]
    [InlineData(Operator.Gt, false)]
    [InlineData(Operator.Eq, true)]
    public void Knows_all_operators(object it, bool meets) => Figures.Meets(1, 2, 100, new YearTarget(2025, (Operator)it, 50)).ShouldBe(meets);

    [Fact]
    public void Is_no_data_when_divided_by_zero()
    {
        Figures.Value(0, 0, 100).ShouldBeNull();
        Figures.Status(0, 0, 100, Dropout[0]).ShouldBe(FigureStatus.NoData);
        Figures.Status(1, 2, 100, null).ShouldBe(FigureStatus.NoData);
    }

    [Fact]
    public void Is_held_against_the_target_in_force()
    {
        Figures.InForce(Dropout, 2021)!.Year.ShouldBe(2025);
        Figures.InForce(Dropout, 2025)!.Year.ShouldBe(2025);
        Figures.InForce(Dropout, 2029)!.Year.ShouldBe(2025);
        Figures.InForce(Dropout, 2031)!.Year.ShouldBe(2030);
    }

    [Theory]
    [InlineData(2027, "1.0", false)]
    [InlineData(2027, "0.88", true)] // half way from 1.11 to 0.65 is 0.88
    [InlineData(2030, "0.65", true)]
    [InlineData(2030, "0.66", false)]
    public void Is_on_track_on_or_better_than_the_straight_line(int year, string value, bool onTrack) =>
        Figures.OnTrack((2024, 1.11m), year, decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), [new(2030, Operator.Lt, 0.65m)], Direction.Down).ShouldBe(onTrack);

    [Fact]
    public void Has_no_line_yet_when_it_is_the_baseline() => Figures.OnTrack((2024, 1m), 2024, 1m, Dropout, Direction.Down).ShouldBeNull();

    [Theory]
    [InlineData(0, 40, false)]
    [InlineData(4, 40, true)]
    [InlineData(5, 40, false)]
    [InlineData(37, 40, true)] // three others
    [InlineData(4, 4, true)]
    [InlineData(40, 40, false)]
    public void Is_small_when_it_could_single_somebody_out(int numerator, int denominator, bool small) => Figures.IsSmall(numerator, denominator).ShouldBe(small);
}

public sealed class A_period
{
    [Theory]
    [InlineData("2026", true, 2026)]
    [InlineData("2025-2026", true, 2026)]
    [InlineData("2025-2027", false, 0)]
    [InlineData("2026-2025", false, 0)]
    [InlineData("1753", false, 0)]
    [InlineData("9999-10000", false, 0)]
    [InlineData("٢٠٢٦", false, 0)]
    [InlineData("", false, 0)]
    [InlineData(null, false, 0)]
    public void Is_a_calendar_year_or_a_school_year(string? text, bool valid, int targetYear)
    {
        Period.TryParse(text, out var period).ShouldBe(valid);
        if (valid) (period.TargetYear, period.ToString()).ShouldBe((targetYear, text));
    }
}

public sealed class An_amount
{
    [Theory]
    [InlineData("99.10", true)]
    [InlineData("0", true)]
    [InlineData("999999999999.9999", true)]
    [InlineData("1000000000000", false)]
    [InlineData("0.00001", false)]
    [InlineData("-1", false)]
    [InlineData("1e3", false)]
    [InlineData("1,5", false)]
    [InlineData(" 1", false)]
    [InlineData(".5", false)]
    [InlineData("5.", false)]
    [InlineData("NaN", false)]
    [InlineData("", false)]
    public void Is_decimal_text_kept_as_it_was_written(string text, bool valid)
    {
        Amount.TryParse(text, out var amount).ShouldBe(valid);
        if (valid) amount.ToString().ShouldBe(text);
    }
}

public sealed class The_catalogue
{
    private static readonly IReadOnlyList<CatalogueRow> Rows = CatalogueLoader.Read();

    [Fact]
    public void Holds_every_row_of_its_sources_once()
    {
        Rows.Count.ShouldBe(91);
        Rows.Select(r => r.Code).Distinct().Count().ShouldBe(91);
        Rows.Count(r => r.Code.StartsWith("NAP-", StringComparison.Ordinal)).ShouldBe(33);
        Rows.Count(r => r.Code.StartsWith("EDU-", StringComparison.Ordinal)).ShouldBe(11);
        Rows.Count(r => r.Code.StartsWith("SCH-", StringComparison.Ordinal)).ShouldBe(5);
        Rows.Count(r => r.Code.StartsWith("OP-", StringComparison.Ordinal)).ShouldBe(31);
        Rows.Where(r => r.Computed).Select(r => r.Code).ShouldBe(["OP-C03", "OP-C04", "OP-R01", "OP-T01"]);
        Rows.ShouldAllBe(r => r.NameVi.Length > 0 && r.NameEn.Length > 0 && r.Scale > 0 && (r.Frequency == "Year" || r.Frequency == "SchoolYear"));
    }

    [Fact]
    public void Says_what_is_unverified_and_keeps_the_targets_of_the_sources()
    {
        Rows.Single(r => r.Code == "NAP-13").Verification.ShouldBe(Verification.M);
        Rows.Single(r => r.Code == "NAP-22").Verification.ShouldBe(Verification.M);
        var toilets = Rows.Single(r => r.Code == "NAP-07b").Targets;
        toilets.Single(t => t.Year == 2025).Verification.ShouldBe(Verification.S);
        toilets.Single(t => t.Year == 2030).Verification.ShouldBe(Verification.M);
        var overweight = Rows.Single(r => r.Code == "NAP-04c").Targets.Where(t => t.Year == 2025).ToList();
        overweight.Select(t => (t.Part, t.Operator, t.Value)).ShouldBe([("nông thôn", Operator.Lt, "5"), ("thành thị", Operator.Lt, "10")]);
        // The same thing has different targets in different plans.
        Rows.Single(r => r.Code == "NAP-18b").Targets[0].Value.ShouldBe("0.14");
        Rows.Single(r => r.Code == "SCH-18b").Targets[0].Value.ShouldBe("0.8");
    }
}

public sealed class Entering_a_figure
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly IndicatorFacts Dropout = new("SCH-18b", IndicatorKind.Percent, Direction.Down, 100, true, false);

    [Fact]
    public void Records_numerator_and_denominator_as_written() =>
        Decide(Dropout, "2025-2026", "3", "640.0").Events.ShouldHaveSingleItem()
            .ShouldBe(new MeasurementEnteredEvent("SCH-18b", Guid.Empty, "2025-2026", "3", "640.0", null));

    [Fact]
    public void Is_refused_for_what_does_not_fit_the_indicator()
    {
        Decide(null, "2025-2026", "1", "2").Refusal!.Rule.ShouldBe(IndicatorRules.UnknownIndicator);
        Decide(Dropout with { Computed = true }, "2025-2026", "1", "2").Refusal!.Rule.ShouldBe(IndicatorRules.Computed);
        Decide(Dropout, "2026", "1", "2").Refusal!.Rule.ShouldBe(IndicatorRules.WrongPeriod);
        Decide(Dropout with { IsBySchoolYear = false }, "2025-2026", "1", "2").Refusal!.Rule.ShouldBe(IndicatorRules.WrongPeriod);
        Decide(Dropout, "2027-2028", "1", "2").Refusal!.Rule.ShouldBe(IndicatorRules.PeriodNotBegun);
        Decide(Dropout, "2025-2026", "3", "2").Refusal!.Rule.ShouldBe(IndicatorRules.NumeratorTooLarge);
        Decide(Dropout with { Kind = IndicatorKind.YesNo }, "2025-2026", "2", "1").Refusal!.Rule.ShouldBe(IndicatorRules.NotYesOrNo);
        Decide(Dropout with { Kind = IndicatorKind.Count }, "2025-2026", "2", "3").Refusal!.Rule.ShouldBe(IndicatorRules.NotACount);
        Decide(Dropout with { Kind = IndicatorKind.Rate, Scale = 1000 }, "2025-2026", "3", "2").Refusal.ShouldBeNull();
        Decide(Dropout, "2025-2026", "0", "0").Refusal.ShouldBeNull();
    }

    private static Decision Decide(IndicatorFacts? indicator, string period, string numerator, string denominator)
    {
        Amount.TryParse(numerator, out var n).ShouldBeTrue();
        Amount.TryParse(denominator, out var d).ShouldBeTrue();
        return EnterMeasurement.Decide(Guid.Empty, new("SCH-18b", Guid.Empty, period, n, d), indicator, Today);
    }
}

public sealed class Approving_a_figure
{
    private static readonly Guid Enterer = Guid.CreateVersion7();
    private static readonly Measurement Entered = new(Guid.CreateVersion7(), "SCH-18b", Guid.CreateVersion7(), "2025-2026", [Enterer], MeasurementStatus.Entered);
    private static readonly ApproveMeasurement.Body Yes = new(ApproveMeasurement.Approval.Approved);

    [Fact]
    public void Is_for_somebody_else() => ApproveMeasurement.Decide(Entered, Yes, [Enterer]).Refusal!.Rule.ShouldBe(IndicatorRules.ApproverEntered);

    [Fact]
    public void Happens_once()
    {
        ApproveMeasurement.Decide(Entered, Yes, [Guid.CreateVersion7()]).Events.ShouldHaveSingleItem().ShouldBe(new MeasurementApprovedEvent());
        ApproveMeasurement.Decide(Entered with { Status = MeasurementStatus.Approved }, Yes, [Guid.CreateVersion7()]).Refusal!.Rule.ShouldBe(IndicatorRules.AlreadyDecided);
    }

    [Fact]
    public void Or_returning_it_needs_a_reason()
    {
        ApproveMeasurement.Decide(Entered, new(ApproveMeasurement.Approval.Returned), [Guid.CreateVersion7()]).Refusal!.Rule.ShouldBe(IndicatorRules.ReasonNeeded);
        ApproveMeasurement.Decide(Entered, new(ApproveMeasurement.Approval.Returned, "Thiếu lớp 9B"), [Guid.CreateVersion7()]).Events.ShouldHaveSingleItem().ShouldBe(new MeasurementReturnedEvent("Thiếu lớp 9B"));
    }
}
