using System.Globalization;
using System.Text;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>The work list: only what the caller may see, newest first unless asked otherwise.</summary>
internal static class ListCases
{
    public sealed record NextDeadline(string Code, DateTimeOffset DueAt, DeadlineStatus Status);

    public sealed record Row(
        Guid Id, string Reference, CaseState State, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, Guid? SchoolId, string? SchoolName, string? ChildName, string? ClassName,
        Guid? AssigneeId, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset LastChangeAt, NextDeadline? NextDeadline, bool Overdue, bool ImmediateDanger, long Version);

    public sealed record Query(
        CaseState? State, Guid? Organisation, Guid? Assignee, RiskLevel? Risk, bool? Overdue, string? Q, int Limit, string? After, bool Oldest, bool Count, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/", (CaseState? state, Guid? organisation, Guid? assignee, RiskLevel? risk, bool? overdue, string? q, int? limit, string? after, string? sort, bool? count, long? position, IMediator send, CancellationToken ct) =>
            send.Send(new Query(state, organisation, assignee, risk, overdue, q, Math.Clamp(limit ?? 50, 1, 200), after, sort == "openedAt", count ?? false, position), ct))
        .Reads<Page<Row>>("listCases", "Danh sách ca / Work list", "Filters by state, organisation, assignee, risk, overdue and q (ignores case and diacritics). sort=openedAt gives the oldest first.")
        .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, Hidden hidden, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken));
            var cursor = Cursor.Read(request.After);
            var parameters = new
            {
                see.Schools,
                see.Authorities,
                see.Unrouted,
                see.Everywhere,
                see.Hidden,
                now = clock.Now(),
                state = request.State?.ToString(),
                organisation = request.Organisation,
                assignee = request.Assignee,
                risk = request.Risk?.ToString(),
                overdue = request.Overdue,
                words = Words(request.Q),
                cursorAt = cursor?.At,
                cursorId = cursor?.Id,
                limit = request.Limit + 1,
            };
            const string matches = $"""
                from cases.caseload_v1 c
                left join lateral (select d.code, d.due_at from cases.deadlines_v1 d where d.case_id = c.case_id and d.settled_at is null order by d.due_at limit 1) n on true
                where {CaseAccess.MaySeeSql}
                  and (@state::varchar is null or c.state = @state) and (@organisation::uuid is null or c.school_id = @organisation)
                  and (@assignee::uuid is null or c.assignee_id = @assignee) and (@risk::varchar is null or c.risk_level = @risk)
                  and (@overdue::boolean is null or coalesce(n.due_at < @now and not c.ended, false) = @overdue)
                  and (select coalesce(bool_and(c.search_text like '%' || w || '%'), true) from unnest(@words::text[]) w)
                """;
            var (compare, direction) = request.Oldest ? (">", "asc") : ("<", "desc");
            await using var connection = await database.Open(cancellationToken);
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select c.case_id as Id, c.reference as Reference, c.state as State, c.tracks as Tracks, c.risk_level as RiskLevel, c.school_id as SchoolId, c.child_name as ChildName,
                  c.class_name as ClassName, c.assignee_id as AssigneeId, c.assignee_name as AssigneeName, c.opened_at as OpenedAt, c.last_change_at as LastChangeAt,
                  c.immediate_danger as ImmediateDanger, c.ended as Ended, c.version as Version, n.code as NextCode, n.due_at as NextDueAt
                {matches} and (@cursorAt::timestamptz is null or (c.opened_at, c.case_id) {compare} (@cursorAt, @cursorId))
                order by c.opened_at {direction}, c.case_id {direction} limit @limit
                """, parameters, cancellationToken: cancellationToken))).ToList();
            long? total = request.Count
                ? await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) {matches}", parameters, cancellationToken: cancellationToken))
                : null;
            var names = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var page = found.Take(request.Limit).Select(s => s.ToRow(names, clock.Now())).ToList();
            return new Page<Row>(page, found.Count > request.Limit ? new Cursor(page[^1].OpenedAt, page[^1].Id).ToString() : null, total);
        }
    }

    /// <summary>Each word has to occur; the wildcards of LIKE are taken literally.</summary>
    internal static string[] Words(string? q) =>
        q is null || q.Contains('\0') ? [] : [.. Caseload.SearchText(q.Length > 200 ? q[..200] : q).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal))];

    private sealed class Stored
    {
        public Guid Id { get; set; }
        public string Reference { get; set; } = "";
        public string State { get; set; } = "";
        public string[] Tracks { get; set; } = [];
        public string? RiskLevel { get; set; }
        public Guid? SchoolId { get; set; }
        public string? ChildName { get; set; }
        public string? ClassName { get; set; }
        public Guid? AssigneeId { get; set; }
        public string? AssigneeName { get; set; }
        public DateTime OpenedAt { get; set; }
        public DateTime LastChangeAt { get; set; }
        public bool ImmediateDanger { get; set; }
        public bool Ended { get; set; }
        public long Version { get; set; }
        public string? NextCode { get; set; }
        public DateTime? NextDueAt { get; set; }

        public Row ToRow(Dictionary<Guid, string> names, DateTimeOffset now)
        {
            var next = NextCode is null || Ended ? null : new NextDeadline(NextCode, NextDueAt!.Value.ToInstant(), NextDueAt.Value.ToInstant() < now ? DeadlineStatus.Overdue : DeadlineStatus.Pending);
            return new Row(Id, Reference, Enum.Parse<CaseState>(State), [.. Tracks.Select(Enum.Parse<Track>).Order()], RiskLevel is null ? null : Enum.Parse<RiskLevel>(RiskLevel),
                SchoolId, SchoolId is { } school ? names.GetValueOrDefault(school) : null, ChildName, ClassName, AssigneeId, AssigneeName,
                OpenedAt.ToInstant(), LastChangeAt.ToInstant(), next, next?.Status == DeadlineStatus.Overdue, ImmediateDanger, Version);
        }
    }

    private sealed record Cursor(DateTimeOffset At, Guid Id)
    {
        public override string ToString() =>
            Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}/{Id:N}")));

        public static Cursor? Read(string? text)
        {
            if (string.IsNullOrEmpty(text)) return null;
            try
            {
                var parts = Encoding.ASCII.GetString(Convert.FromBase64String(text)).Split('/');
                return new Cursor(new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(parts[1], "N"));
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
            {
                throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]> { ["after"] = ["?"] });
            }
        }
    }
}

internal static class Instants
{
    /// <summary>What the driver gives for timestamptz: UTC.</summary>
    public static DateTimeOffset ToInstant(this DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeSpan.Zero);
}
