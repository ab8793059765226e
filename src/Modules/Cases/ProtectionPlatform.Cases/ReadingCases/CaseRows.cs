using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using FluentValidation;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>What a case can wait for: the step of one person, or a second person's word.</summary>
internal enum CaseWait
{
    Triage,
    TriageConfirmation,
    PlanDecision,
    Closure,
    LowerRiskConfirmation,
    WaiverConfirmation,
    HandOver,
    MergeConfirmation,
}

/// <summary>Which cases, of those the caller may see. Names nobody but staff, so it may stand in an address and be kept as a view.</summary>
internal record CaseFilter
{
    public CaseState? State { get; init; }

    /// <summary>The school.</summary>
    public Guid? Organisation { get; init; }

    public Guid? Assignee { get; init; }

    /// <summary>Nobody has it.</summary>
    public bool? Unassigned { get; init; }

    public RiskLevel? Risk { get; init; }

    /// <summary>A clock of it is; with <see cref="Deadline"/> that clock.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Only ended cases, or only open ones.</summary>
    public bool? Ended { get; init; }

    public Track? Track { get; init; }

    /// <summary>Code of a clock that runs, such as DL-REPORT.</summary>
    public string? Deadline { get; init; }

    /// <summary>Opened on this day in Viet Nam or later.</summary>
    public DateOnly? OpenedFrom { get; init; }

    /// <summary>Opened on this day in Viet Nam or earlier.</summary>
    public DateOnly? OpenedTo { get; init; }

    public CaseWait? WaitsFor { get; init; }
}

internal sealed partial class CaseFilterValidator : AbstractValidator<CaseFilter>
{
    public CaseFilterValidator()
    {
        RuleFor(f => f.Deadline).Must(code => code is null || Code().IsMatch(code)).Says("Mã thời hạn không đúng dạng.", "Is not the code of a deadline.");
        RuleFor(f => f.OpenedFrom).PlausibleDay();
        RuleFor(f => f.OpenedTo).PlausibleDay();
    }

    [GeneratedRegex(@"\A[A-Z0-9-]{1,40}\z")]
    private static partial Regex Code();
}

internal enum CaseOrder
{
    Newest,
    Oldest,

    /// <summary>The highest level first, the newest of each.</summary>
    Risk,
}

/// <summary>Where a page ended.</summary>
internal sealed record CaseCursor(int Rank, DateTimeOffset At, Guid Id)
{
    public override string ToString() =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}/{Id:N}/{Rank}")));

    /// <summary>Null for what is no cursor.</summary>
    public static CaseCursor? Read(string text)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Convert.FromBase64String(text)).Split('/');
            return new CaseCursor(int.Parse(parts[2], CultureInfo.InvariantCulture), new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(parts[1], "N"));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}

/// <summary>The rows of the case list, for whoever lists, searches or exports them: exactly those the caller may see.</summary>
internal sealed class CaseRows(ModuleDatabase<CasesModule> database, PersonalData personal, IDirectory directory, Permit permit, Hidden hidden, Opened opened, RequestContext context, TimeProvider clock)
{
    public const int LongestSearch = 200;

    private const string RunningClocks = $"cases.deadlines_v1 d where d.case_id = c.case_id and {Caseload.ClockRuns}";

    private const string Rank = "(case c.risk_level when 'High' then 3 when 'Medium' then 2 when 'Low' then 1 else 0 end)";

    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => database.Open(ct);

    /// <param name="words">Each has to be part of the reference; with <paramref name="names"/> a whole word of the child's name or class or a whole group of the reference.</param>
    public async Task<Selection> Select(CaseFilter filter, string? words, bool names, CancellationToken ct)
    {
        var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(ct), await opened.Cases(ct));
        context.ActingFor = see.ActingFor;
        var parameters = new DynamicParameters(new
        {
            see.Schools,
            see.Authorities,
            see.Hidden,
            see.Opened,
            see.HeldSchools,
            see.HeldAuthorities,
            see.HeldHidden,
            now = clock.Now(),
            state = filter.State?.ToString(),
            organisation = filter.Organisation,
            assignee = filter.Assignee,
            risk = filter.Risk?.ToString(),
            track = filter.Track?.ToString(),
            deadline = filter.Deadline,
            openedFrom = filter.OpenedFrom?.AddDays(-1).EndInVietNam(),
            openedBefore = filter.OpenedTo?.EndInVietNam(),
            waitsFor = filter.WaitsFor?.ToString(),
        });
        var asked = new List<string> { see.MaySee };
        if (filter.State is not null) asked.Add("c.state = @state");
        if (filter.Organisation is not null) asked.Add("c.school_id = @organisation");
        if (filter.Assignee is not null) asked.Add("c.assignee_id = @assignee");
        if (filter.Unassigned is { } unassigned) asked.Add(unassigned ? "c.assignee_id is null" : "c.assignee_id is not null");
        if (filter.Risk is not null) asked.Add("c.risk_level = @risk");
        if (filter.Ended is { } ended) asked.Add(ended ? "c.ended" : "not c.ended");
        if (filter.Track is not null) asked.Add("@track = any (c.tracks)");
        if (filter.OpenedFrom is not null) asked.Add("c.opened_at >= @openedFrom");
        if (filter.OpenedTo is not null) asked.Add("c.opened_at < @openedBefore");
        var clocks = filter.Deadline is null ? RunningClocks : $"{RunningClocks} and d.code = @deadline";
        if (filter.Deadline is not null) asked.Add($"exists (select from {clocks})");
        if (filter.Overdue is { } overdue) asked.Add($"{(overdue ? "" : "not ")}exists (select from {clocks} and d.due_at < @now)");
        if (filter.WaitsFor is { } wait)
            asked.Add(wait switch
            {
                CaseWait.LowerRiskConfirmation => "c.lower_risk_since is not null",
                CaseWait.HandOver => "c.hand_over_to is not null",
                CaseWait.WaiverConfirmation => "exists (select from cases.deadlines_v1 w where w.case_id = c.case_id and w.waiver_pending and w.settled_at is null)",
                _ => "c.waits_for = @waitsFor",
            });
        var wanted = Words(words);
        foreach (var (i, word) in wanted.Index())
        {
            parameters.Add($"word{i}", names ? word.Split('-', StringSplitOptions.RemoveEmptyEntries) : Literally(word));
            if (names) parameters.Add($"digest{i}", await personal.Words(Caseload.NameWords, word, ct));
            else asked.Add($"lower(c.reference) like '%' || @word{i} || '%'");
        }

        if (names && wanted.Length > 0)
        {
            parameters.Add("digests", await personal.Words(Caseload.NameWords, string.Join(' ', wanted), ct));
            asked.Add(Found(wanted.Length));
        }

        return new Selection(string.Join("\n  and ", asked), clocks, parameters, see.Opened, personal, context, clock, (await directory.Organisations(ct)).ToDictionary(o => o.Id, o => o.Name));
    }

    /// <summary>What was asked for, ready to be counted and read page by page.</summary>
    public sealed class Selection(string matches, string clocks, DynamicParameters parameters, Guid[] openedUrgently, PersonalData personal, RequestContext context, TimeProvider clock, Dictionary<Guid, string> schools)
    {
        public Task<long> Count(NpgsqlConnection connection, CancellationToken ct) =>
            connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) from cases.caseload_v1 c where {matches}", parameters, cancellationToken: ct));

        /// <returns>The rows, and where the next page begins; null at the end.</returns>
        public async Task<(IReadOnlyList<ListCases.Row> Rows, CaseCursor? Next)> Page(NpgsqlConnection connection, CaseOrder order, CaseCursor? after, int limit, CancellationToken ct)
        {
            var now = clock.Now();
            var asked = new DynamicParameters(parameters);
            asked.AddDynamicParams(new { cursorRank = after?.Rank, cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 });
            var (compare, direction) = order == CaseOrder.Oldest ? (">", "asc") : ("<", "desc");
            var (places, cursor, sorted) = order == CaseOrder.Risk
                ? ($"({Rank}, c.opened_at, c.case_id)", "(@cursorRank, @cursorAt, @cursorId)", $"{Rank} desc, c.opened_at desc, c.case_id desc")
                : ("(c.opened_at, c.case_id)", "(@cursorAt, @cursorId)", $"c.opened_at {direction}, c.case_id {direction}");
            // The rows of the page first: their clocks are looked up for them alone.
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select c.case_id as Id, c.reference as Reference, c.state as State, c.tracks as Tracks, c.risk_level as RiskLevel, c.school_id as SchoolId, c.child as Child,
                  c.assignee_id as AssigneeId, c.assignee_name as AssigneeName, c.opened_at as OpenedAt, c.last_change_at as LastChangeAt,
                  c.immediate_danger as ImmediateDanger, c.ended as Ended, c.version as Version, c.merged_into as MergedInto, n.code as NextCode, n.due_at as NextDueAt, {Rank} as Rank
                from (
                  select * from cases.caseload_v1 c where {matches}{(after is null ? "" : $" and {places} {compare} {cursor}")}
                  order by {sorted} limit @limit
                ) c left join lateral (select d.code, d.due_at from {clocks} order by d.due_at limit 1) n on true
                order by {sorted}
                """, asked, cancellationToken: ct))).ToList();
            var children = await ListedChild.Of(personal, found.Select(s => s.Id), ct);
            var page = found.Take(limit).Select(s => s.ToRow(schools, children(s.Id, s.Child), now)).ToList();
            context.Urgent |= page.Any(row => openedUrgently.Contains(row.Id));
            return (page, found.Count > limit ? new CaseCursor(found[limit - 1].Rank, page[^1].OpenedAt, page[^1].Id) : null);
        }
    }

    /// <summary>
    /// Every word is of the name or the class, or a part of the reference. All of the name together, which the index finds by the rarest; or some word is a part of the reference,
    /// and then each is looked at by itself, inside coalesce so that no index is asked for a word as common as Nguyễn.
    /// </summary>
    private static string Found(int words)
    {
        string Each(string condition, string between) => string.Join(between, Enumerable.Range(0, words).Select(i => string.Format(CultureInfo.InvariantCulture, condition, i)));
        return $"""
            (c.search_words @> @digests or ({Each("c.reference_words @> @word{0}", " or ")})
              and coalesce({Each("(c.search_words @> @digest{0} or c.reference_words @> @word{0})", " and ")}, false))
            """;
    }

    private static string[] Words(string? text) =>
        text is null || text.Contains('\0') ? [] : SearchText.Fold(text.Length > LongestSearch ? text[..LongestSearch] : text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The wildcards of LIKE are taken literally.</summary>
    private static string Literally(string word) =>
        word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private sealed class Stored
    {
        public Guid Id { get; set; }
        public string Reference { get; set; } = "";
        public string State { get; set; } = "";
        public string[] Tracks { get; set; } = [];
        public string? RiskLevel { get; set; }
        public Guid? SchoolId { get; set; }
        public string? Child { get; set; }
        public Guid? AssigneeId { get; set; }
        public string? AssigneeName { get; set; }
        public DateTime OpenedAt { get; set; }
        public DateTime LastChangeAt { get; set; }
        public bool ImmediateDanger { get; set; }
        public bool Ended { get; set; }
        public long Version { get; set; }
        public string? MergedInto { get; set; }
        public string? NextCode { get; set; }
        public DateTime? NextDueAt { get; set; }
        public int Rank { get; set; }

        public ListCases.Row ToRow(Dictionary<Guid, string> names, ListedChild? child, DateTimeOffset now)
        {
            var next = NextCode is null ? null : new ListCases.NextDeadline(NextCode, NextDueAt!.Value.ToInstant(), NextDueAt.Value.ToInstant() < now ? DeadlineStatus.Overdue : DeadlineStatus.Pending);
            return new ListCases.Row(Id, Reference, Enum.Parse<CaseState>(State), [.. Tracks.Select(Enum.Parse<Track>).Order()], RiskLevel is null ? null : Enum.Parse<RiskLevel>(RiskLevel),
                SchoolId, SchoolId is { } school ? names.GetValueOrDefault(school) : null, child?.Name, child?.BornOn, child?.ClassName, AssigneeId, AssigneeName,
                OpenedAt.ToInstant(), LastChangeAt.ToInstant(), next, next?.Status == DeadlineStatus.Overdue, ImmediateDanger, Version, MergedInto);
        }
    }
}

internal static class Instants
{
    /// <summary>What the driver gives for timestamptz: UTC.</summary>
    public static DateTimeOffset ToInstant(this DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeSpan.Zero);
}
