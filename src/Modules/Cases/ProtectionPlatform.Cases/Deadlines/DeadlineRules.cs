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
    /// <summary>To compare limits of different units: a day is never less than 24 hours.</summary>
    public int Hours => Unit == LimitUnit.Hours ? Amount : Amount * 24;

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
    public const string ParentsInformed = "DL-VIOL-PARENT";
    public const string Separation = "DL-SEP";
    public const string Action = "DL-ACTION";
    public const string ReferralAnswer = "DL-REF-ACK";

    /// <summary>After closing: 30, 90 and 180 days.</summary>
    public static readonly IReadOnlyList<string> FollowUps = ["DL-FOLLOW-30", "DL-FOLLOW-90", "DL-FOLLOW-180"];

    /// <summary>Duties of the law that begin with what the school learned: no merge may lose them.</summary>
    public static bool IsStatutory(string code) => code is Report or Emergency or InitialAssessment or ParentsInformed;

    /// <summary>Runs after the case has ended.</summary>
    public static bool IsFollowUp(string code) => FollowUps.Contains(code);
}

/// <summary>The rule table: what the law and our design give (data), plus dated changes made by an administrator.</summary>
internal sealed record DeadlineRules(ImmutableList<DeadlineRule> All) : IState<DeadlineRules>
{
    /// <summary>There is one table, so one stream.</summary>
    public static readonly Guid StreamId = EventStore.Derived("cases.deadline-rules");

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
            HighRiskLimit = e.HighRiskAmount is { } high ? (national.HighRiskLimit ?? national.Limit) with { Amount = high } : national.HighRiskLimit,
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
        return newest.MinBy(r => risk == RiskLevel.High ? Math.Min(r.Limit.Hours, r.HighRiskLimit?.Hours ?? int.MaxValue) : r.Limit.Hours)!;
    }

    /// <summary>Starts a clock of this rule.</summary>
    /// <param name="about">Which of several clocks of the code.</param>
    public DeadlineStarted Start(Guid caseId, string code, int number, DateTimeOffset start, DateTimeOffset now, RiskLevel? risk, CaseClockFacts facts, string? about = null)
    {
        var rule = InForce(code, now.VietNamDay(), facts.Places, risk);
        // High risk never gets longer than the others.
        var limit = risk == RiskLevel.High && rule.HighRiskLimit is { } high && high.Hours < rule.Limit.Hours ? high : rule.Limit;
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
            start, warn, due, facts.Reference, facts.SchoolId, facts.AssigneeId, about);
    }

    /// <summary>For which reasons a clock of this code may stand still; those of the law for none.</summary>
    public static IReadOnlyList<PauseReason> PausesOf(string code) => pauses.GetValueOrDefault(code, []);

    /// <summary>When those above are told that it ran out and still nobody has acted; null when they are not.</summary>
    public static DateTimeOffset? EscalatesAt(DeadlineStarted clock) =>
        escalations.TryGetValue(clock.Code, out var hours) ? clock.DueAt.AddHours(hours) : null;

    private static readonly List<Row> rows = ReferenceData.Read<List<Row>>("deadline-rules.json");

    private static readonly Dictionary<string, IReadOnlyList<PauseReason>> pauses = rows.ToDictionary(r => r.Code, r => r.Pauses ?? []);

    private static readonly Dictionary<string, int> escalations = rows.Where(r => r.EscalateAfterHours is not null).ToDictionary(r => r.Code, r => r.EscalateAfterHours!.Value);

    public static DeadlineRules Initial { get; } = Load();

    private static DeadlineRules Load()
    {
        return new DeadlineRules([.. rows.Select(r => new DeadlineRule(
            r.Code, "2026.1", new DateOnly(2017, 7, 1), null, new Limit(r.Amount, r.Unit),
            r.HighRiskAmount is { } high ? new Limit(high, r.HighRiskUnit ?? r.Unit) : null, r.WarnPercent, r.Source, null))]);
    }

    private sealed record Row(string Code, DeadlineCalendar Calendar, int Amount, LimitUnit Unit, int WarnPercent, string Source, int? HighRiskAmount = null,
        LimitUnit? HighRiskUnit = null, IReadOnlyList<PauseReason>? Pauses = null, int? EscalateAfterHours = null);
}

/// <summary>What a clock needs to know of its case.</summary>
/// <param name="Places">The school and every organisation above it: where local limits may come from.</param>
internal sealed record CaseClockFacts(string Reference, Guid? SchoolId, Guid? AssigneeId, IReadOnlyCollection<Guid> Places);

/// <summary>Stops clocks.</summary>
internal static class Clocks
{
    /// <summary>The events that settle the running clock of a code, if there is one.</summary>
    public static IEnumerable<object> Settle(this CaseFile file, string code, DateTimeOffset at, string? about = null) =>
        file.Running(code, about) is { } running ? [file.Settle(running, at)] : [];

    private static DeadlineSettled Settle(this CaseFile file, DeadlineRecord running, DateTimeOffset at) =>
        new(running.Event.DeadlineId, running.Event.Code, at, at > running.DueSeenAt(at), Waived: false, Reason: null, file.SchoolId);

    /// <summary>Ends clocks whose task has fallen away: neither met nor missed.</summary>
    public static IEnumerable<object> Drop(this CaseFile file, Func<DeadlineRecord, bool> which, DateTimeOffset at) =>
        file.Deadlines.Where(d => d.IsRunning && which(d)).Select(d => new DeadlineSettled(d.Event.DeadlineId, d.Event.Code, at, Late: false, Waived: true, Reason: null, file.SchoolId));

    /// <summary>Settles whatever still runs, when a case ends.</summary>
    public static IEnumerable<object> SettleAll(this CaseFile file, DateTimeOffset at) =>
        file.Deadlines.Where(d => d.IsRunning).Select(d => file.Settle(d, at));

    public static int NextNumber(this CaseFile file, string code) => file.Deadlines.Count(d => d.Event.Code == code) + 1;

    /// <summary>Starts a clock unless one of the same code runs.</summary>
    public static IEnumerable<object> StartClock(
        this CaseFile file, DeadlineRules rules, string code, DateTimeOffset start, DateTimeOffset now, IReadOnlyCollection<Guid> places, RiskLevel? risk = null, string? about = null) =>
        file.Running(code, about) is null
            ? [rules.Start(file.Id, code, file.NextNumber(code), start, now, risk, new CaseClockFacts(file.Reference, file.SchoolId, file.Assignee?.Id, places), about)]
            : [];

    /// <summary>A clock for every action of an approved plan: it has to be done by the day it names itself.</summary>
    public static IEnumerable<object> StartActionClocks(this CaseFile file, PlanRecord plan, DateTimeOffset now) =>
        from action in plan.Content.Actions
        where action.DueOn is not null
        let day = action.DueOn!.Value
        let due = day.EndInVietNam()
        select new DeadlineStarted(EventStore.Derived($"{file.Id}/{DeadlineCodes.Action}/{plan.Number}.{action.Number}"), DeadlineCodes.Action, "2026.1", "[D] Ngày hoàn thành ghi trong kế hoạch (Mẫu số 04)",
            day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), DeadlineCalendar.CalendarDays, now,
            due > now ? (now + (due - now) * 0.8).TruncateToMicroseconds() : due, due, file.Reference, file.SchoolId, action.OwnerId ?? file.Assignee?.Id,
            action.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
