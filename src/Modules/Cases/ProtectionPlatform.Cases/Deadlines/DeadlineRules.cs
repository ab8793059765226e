using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>In what a limit is counted.</summary>
internal enum LimitUnit
{
    Hours,
    WorkingDays,
    CalendarDays,
}

/// <summary>A limit: so many hours, working days or calendar days.</summary>
internal sealed record Limit(int Amount, LimitUnit Unit)
{
    public override string ToString() => Unit switch
    {
        LimitUnit.Hours => $"{Amount}h",
        LimitUnit.WorkingDays => $"{Amount}wd",
        _ => $"{Amount}d",
    };
}

/// <summary>One row of the dated rule table.</summary>
/// <param name="OrganisationId">Locality it holds for; null for the whole country. A local limit may only be shorter.</param>
/// <param name="HighRiskLimit">Limit instead of <paramref name="Limit"/> when the risk is High.</param>
internal sealed record DeadlineRule(
    string Code, string Version, DateOnly ValidFrom, Guid? OrganisationId, Limit Limit, Limit? HighRiskLimit, int WarnPercent, string Source, string? Reason);

/// <summary>A limit was changed from a day on. Clocks that run keep the rule they started under.</summary>
internal sealed record DeadlineLimitChanged(string Code, string Version, DateOnly ValidFrom, Guid? OrganisationId, int Amount, int? HighRiskAmount, string Reason);

/// <summary>Codes of the clocks.</summary>
internal static class DeadlineCodes
{
    public const string Report = "DL-REPORT";
    public const string Emergency = "DL-EMERG";
    public const string InitialAssessment = "DL-INIT";
    public const string Plan = "DL-PLAN";
    public const string Review = "DL-REVIEW";
}

/// <summary>The rule table: what the law and our design give (data), plus dated changes made by an administrator.</summary>
internal sealed record DeadlineRules(ImmutableList<DeadlineRule> All) : IState<DeadlineRules>
{
    /// <summary>There is one table, so one stream.</summary>
    public static readonly Guid StreamId = EventStore.Derived("cases.deadline-rules");

    public static DeadlineRules Initial { get; } = Load();

    public static DeadlineRules? Evolve(DeadlineRules? before, RecordedEvent happened)
    {
        if (happened.Data is not DeadlineLimitChanged e) return before;
        var table = before ?? Initial;
        var national = table.All.First(r => r.Code == e.Code);
        return new DeadlineRules(table.All.Add(national with
        {
            Version = e.Version,
            ValidFrom = e.ValidFrom,
            OrganisationId = e.OrganisationId,
            Limit = national.Limit with { Amount = e.Amount },
            HighRiskLimit = e.HighRiskAmount is { } high ? national.Limit with { Amount = high } : national.HighRiskLimit,
            Reason = e.Reason,
        }));
    }

    /// <summary>The rule in force on a day for a place: of the local rows and the national one the shortest, of equal places the newest.</summary>
    public DeadlineRule InForce(string code, DateOnly day, IReadOnlyCollection<Guid> places, RiskLevel? risk = null)
    {
        var valid = All.Where(r => r.Code == code && r.ValidFrom <= day).ToList();
        var newest = valid.Where(r => r.OrganisationId is null || places.Contains(r.OrganisationId.Value))
            .GroupBy(r => r.OrganisationId)
            .Select(g => g.OrderBy(r => r.ValidFrom).ThenBy(r => All.IndexOf(r)).Last());
        return newest.MinBy(r => risk == RiskLevel.High ? Math.Min(r.Limit.Amount, r.HighRiskLimit?.Amount ?? int.MaxValue) : r.Limit.Amount)!;
    }

    /// <summary>Starts a clock of this rule.</summary>
    public DeadlineStarted Start(Guid caseId, string code, int number, DateTimeOffset start, DateTimeOffset now, RiskLevel? risk, CaseClockFacts facts)
    {
        var rule = InForce(code, now.VietNamDay(), facts.Places, risk);
        // High risk never gets longer than the others.
        var limit = risk == RiskLevel.High && rule.HighRiskLimit is { } high && high.Amount < rule.Limit.Amount ? high : rule.Limit;
        var due = limit.Unit switch
        {
            LimitUnit.Hours => start.AddHours(limit.Amount),
            LimitUnit.WorkingDays => WorkingCalendar.VietNam.AddWorkingDays(start.VietNamDay(), limit.Amount).EndInVietNam(),
            _ => start.VietNamDay().AddDays(limit.Amount).EndInVietNam(),
        };
        var warn = (start + (due - start) * (rule.WarnPercent / 100.0)).TruncateToMicroseconds();
        var calendar = limit.Unit switch
        {
            LimitUnit.Hours => DeadlineCalendar.Elapsed,
            LimitUnit.WorkingDays => DeadlineCalendar.WorkingDays,
            _ => DeadlineCalendar.CalendarDays,
        };
        return new DeadlineStarted(EventStore.Derived($"{caseId}/{code}/{number}"), code, rule.Version, rule.Source, limit.ToString(), calendar,
            start, warn, due, facts.Reference, facts.SchoolId, facts.AssigneeId);
    }

    private static DeadlineRules Load()
    {
        var rows = ReferenceData.Read<List<Row>>("deadline-rules.json");
        return new DeadlineRules([.. rows.Select(r => new DeadlineRule(
            r.Code, "2026.1", new DateOnly(2017, 7, 1), null, new Limit(r.Amount, r.Unit),
            r.HighRiskAmount is { } high ? new Limit(high, r.Unit) : null, r.WarnPercent, r.Source, null))]);
    }

    private sealed record Row(string Code, DeadlineCalendar Calendar, int Amount, LimitUnit Unit, int WarnPercent, string Source, int? HighRiskAmount = null);
}

/// <summary>What a clock needs to know of its case.</summary>
/// <param name="Places">The school and every organisation above it: where local limits may come from.</param>
internal sealed record CaseClockFacts(string Reference, Guid? SchoolId, Guid? AssigneeId, IReadOnlyCollection<Guid> Places);

/// <summary>Stops clocks.</summary>
internal static class Clocks
{
    /// <summary>The events that settle the running clock of a code, if there is one.</summary>
    public static IEnumerable<object> Settle(this CaseFile file, string code, DateTimeOffset at) =>
        file.Running(code) is { } running
            ? [new DeadlineSettled(running.Event.DeadlineId, code, at, at > running.Event.DueAt, Waived: false, Reason: null, file.SchoolId)]
            : [];

    /// <summary>Settles whatever still runs, when a case ends.</summary>
    public static IEnumerable<object> SettleAll(this CaseFile file, DateTimeOffset at) =>
        file.Deadlines.Where(d => d.IsRunning).SelectMany(d => file.Settle(d.Event.Code, at));

    public static int NextNumber(this CaseFile file, string code) => file.Deadlines.Count(d => d.Event.Code == code) + 1;

    /// <summary>Starts a clock unless one of the same code runs.</summary>
    public static IEnumerable<object> StartClock(this CaseFile file, DeadlineRules rules, string code, DateTimeOffset start, DateTimeOffset now, IReadOnlyCollection<Guid> places, RiskLevel? risk = null) =>
        file.Running(code) is null
            ? [rules.Start(file.Id, code, file.NextNumber(code), start, now, risk, new CaseClockFacts(file.Reference, file.SchoolId, file.Assignee?.Id, places))]
            : [];
}
