using System.Globalization;

namespace ProtectionPlatform.Indicators;

/// <summary>
/// The arithmetic of indicators. Numerator and denominator are kept and compared exactly; a percentage is only how they are shown, and
/// percentages are never averaged. Division by zero is "no data".
/// </summary>
internal static class Figures
{
    private const int SmallCell = 5;

    /// <summary>What is shown: at most two decimals; null without data.</summary>
    public static decimal? Value(decimal numerator, decimal denominator, int scale) =>
        denominator == 0 ? null : Math.Round(numerator * scale / denominator, 2, MidpointRounding.AwayFromZero);

    public static string? Text(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The target that holds in a year: the latest set for it or before; ahead of the first one, the first.</summary>
    public static YearTarget? InForce(IReadOnlyList<YearTarget> targets, int year) =>
        targets.Where(t => t.Year <= year).MaxBy(t => t.Year) ?? targets.MinBy(t => t.Year);

    public static bool Meets(decimal numerator, decimal denominator, int scale, YearTarget target)
    {
        // Both sides times the denominator: no rounding can turn 0.7999 into "not below 0.8" or the other way round.
        var difference = numerator * scale - target.Value * denominator;
        return target.Operator switch
        {
            Operator.Lt => difference < 0,
            Operator.Le => difference <= 0,
            Operator.Ge => difference >= 0,
            Operator.Gt => difference > 0,
            _ => difference == 0,
        };
    }

    public static FigureStatus Status(decimal numerator, decimal denominator, int scale, YearTarget? target) =>
        denominator == 0 || target is null ? FigureStatus.NoData : Meets(numerator, denominator, scale, target) ? FigureStatus.Met : FigureStatus.NotMet;

    /// <summary>
    /// On or better than the straight line from the first approved measurement to the next target ahead. Null when there is no line:
    /// no data, no target, or only the baseline itself.
    /// </summary>
    public static bool? OnTrack((int Year, decimal Value)? baseline, int year, decimal? value, IReadOnlyList<YearTarget> targets, Direction direction)
    {
        if (baseline is not { } from || value is not { } now || year <= from.Year || direction is Direction.Watch) return null;
        var target = targets.Where(t => t.Year >= year).MinBy(t => t.Year) ?? targets.MaxBy(t => t.Year);
        if (target is null) return null;
        var share = target.Year <= from.Year || year >= target.Year ? 1m : (decimal)(year - from.Year) / (target.Year - from.Year);
        var line = from.Value + (target.Value - from.Value) * share;
        return direction switch
        {
            Direction.Up => now >= line,
            Direction.Down => now <= line,
            _ => Math.Abs(now - target.Value) <= Math.Abs(line - target.Value),
        };
    }

    /// <summary>Whether a figure could single somebody out: one to four on either side of the fraction, or in all.</summary>
    public static bool IsSmall(decimal numerator, decimal denominator) =>
        IsSmall(numerator) || IsSmall(denominator) || IsSmall(denominator - numerator);

    /// <summary>Checklists and yes/no count things, not people.</summary>
    public static bool CountsPeople(IndicatorKind kind) => kind is IndicatorKind.Percent or IndicatorKind.Rate or IndicatorKind.Count;

    private static bool IsSmall(decimal cell) => cell is > 0 and < SmallCell;
}
