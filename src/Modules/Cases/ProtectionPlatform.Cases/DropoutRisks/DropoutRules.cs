using System.Collections.Immutable;
using System.Globalization;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <param name="Least">From which on it counts.</param>
internal sealed record DropoutStep(int Least, int Points);

/// <summary>One row of the dated table: how much a signal weighs.</summary>
internal sealed record DropoutRule(string Signal, string Version, DateOnly ValidFrom, IReadOnlyList<DropoutStep> Steps, string TextVi, string TextEn, string Source, string? Reason = null);

/// <summary>From a day on a signal weighs otherwise. What was assessed before keeps its level.</summary>
internal sealed record DropoutThresholdsChanged(string Signal, string Version, DateOnly ValidFrom, IReadOnlyList<DropoutStep> Steps, string Reason);

/// <summary>The thresholds: data, plus dated changes made by an administrator. The level is a sum of points, so that more of anything never lowers it.</summary>
internal sealed record DropoutRules(ImmutableList<DropoutRule> All, IReadOnlyDictionary<DropoutLevel, int> Levels) : IState<DropoutRules>
{
    /// <summary>There is one table, so one stream.</summary>
    public static readonly Guid StreamId = EventStore.Derived("cases.dropout-rules");

    private sealed record File(List<DropoutRule> Rules, Dictionary<DropoutLevel, int> Levels);

    public static DropoutRules Initial { get; } = ReferenceData.Read<File>("dropout-rules.json") is var file ? new([.. file.Rules], file.Levels) : null!;

    public static DropoutRules? Evolve(DropoutRules? before, RecordedEvent happened)
    {
        if (happened.Data is not DropoutThresholdsChanged e) return before;
        var table = before ?? Initial;
        return table with { All = table.All.Add(table.All.First(rule => rule.Signal == e.Signal) with { Version = e.Version, ValidFrom = e.ValidFrom, Steps = e.Steps, Reason = e.Reason }) };
    }

    /// <summary>The newest row valid on a day, of each signal.</summary>
    public IEnumerable<DropoutRule> InForce(DateOnly day) =>
        All.Where(rule => rule.ValidFrom <= day).GroupBy(rule => rule.Signal).Select(rows => rows.OrderBy(rule => rule.ValidFrom).ThenBy(rule => All.IndexOf(rule)).Last());

    /// <summary>The level of these signals on a day and why.</summary>
    public DropoutSignalsRecorded Assess(DropoutSignals signals, DateOnly day, SignalSource source)
    {
        var reasons = new List<DropoutReason>();
        var versions = new List<string>();
        foreach (var rule in InForce(day))
        {
            if (Measure(rule.Signal, signals) is not { } measured || rule.Steps.Where(step => step.Least <= measured).MaxBy(step => step.Points) is not { } step) continue;
            reasons.Add(new(rule.Signal, measured, step.Least, step.Points));
            versions.Add($"{rule.Signal} {rule.Version}");
        }

        var points = reasons.Sum(reason => reason.Points);
        var level = Levels.Where(known => known.Value <= points).Select(known => known.Key).DefaultIfEmpty(DropoutLevel.None).Max();
        return new(signals, level, [.. reasons.OrderByDescending(reason => reason.Points)], versions, source);
    }

    private static int? Measure(string signal, DropoutSignals signals) => signal switch
    {
        "UnexcusedDays" => signals.UnexcusedDays,
        "AbsentDays" => signals.AbsentDays,
        "AbsentPercent" => signals is { AbsentDays: { } absent, SchoolDays: > 0 and var held } ? absent * 100 / held : null,
        "AverageFall" => signals is { AverageTenths: { } now, AverageBeforeTenths: { } before } ? before - now : null,
        "FailingSubjects" => signals.FailingSubjects,
        "Conduct" => (int?)signals.Conduct,
        "Household" => signals.Household?.Distinct().Count(),
        "LeavingSchool" => signals.Household?.Distinct().Count(one => one is HouseholdDifficulty.EarlyMarriage or HouseholdDifficulty.ChildLabour),
        _ => null,
    };

    /// <summary>A reason in words.</summary>
    public string Words(DropoutReason reason, bool vietnamese)
    {
        var rule = All.First(known => known.Signal == reason.Signal);
        var culture = CultureInfo.GetCultureInfo(vietnamese ? "vi-VN" : "en-GB");
        var measured = reason.Signal == "AverageFall" ? (reason.Measured / 10m).ToString("0.0", culture) : reason.Measured.ToString(culture);
        return string.Format(CultureInfo.InvariantCulture, vietnamese ? rule.TextVi : rule.TextEn, measured);
    }
}
