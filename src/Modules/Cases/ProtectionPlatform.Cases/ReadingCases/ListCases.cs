using System.Globalization;
using System.Text;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>The work list: only what the caller may see, newest first unless asked otherwise.</summary>
internal static class ListCases
{
    private const int LongestSearch = 200;

    public sealed record NextDeadline(string Code, DateTimeOffset DueAt, DeadlineStatus Status);

    public sealed record Row(
        Guid Id, string Reference, CaseState State, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, Guid? SchoolId, string? SchoolName, string? ChildName, DateOnly? ChildBornOn, string? ClassName,
        Guid? AssigneeId, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset LastChangeAt, NextDeadline? NextDeadline, bool Overdue, bool ImmediateDanger, long Version);

    /// <param name="Names">Whether the words are also looked for in names.</param>
    public sealed record Query(
        CaseState? State, Guid? Organisation, Guid? Assignee, RiskLevel? Risk, bool? Overdue, string? Words, bool Names, int Limit, string? After, bool Oldest, bool Count, long? Position) : IRequest<Page<Row>>;

    /// <param name="Words">Each of them has to occur in the child's name or class, or in the reference; case, diacritics and order make no difference.</param>
    public sealed record Search(
        string Words, CaseState? State = null, Guid? Organisation = null, Guid? Assignee = null, RiskLevel? Risk = null, bool? Overdue = null, int? Limit = null, string? After = null, bool Oldest = false,
        bool Count = false, long? Position = null);

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/", (CaseState? state, Guid? organisation, Guid? assignee, RiskLevel? risk, bool? overdue, string? q, int? limit, string? after, string? sort, bool? count, long? position, IMediator send, CancellationToken ct) =>
            send.Send(new Query(state, organisation, assignee, risk, overdue, q, false, Math.Clamp(limit ?? 50, 1, 200), after, sort == "openedAt", count ?? false, position), ct))
            .Reads<Page<Row>>("listCases", "Danh sách ca / Work list",
                "Filters by state, organisation, assignee, risk, overdue and q (part of the reference). sort=openedAt gives the oldest first. Names are searched with searchCases: they do not belong in an address.")
            .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));
        cases.MapPost("/search", (Json<Search> asked, IMediator send, CancellationToken ct) =>
                send.Send(new Query(asked.Value.State, asked.Value.Organisation, asked.Value.Assignee, asked.Value.Risk, asked.Value.Overdue, asked.Value.Words, true,
                    Math.Clamp(asked.Value.Limit ?? 50, 1, 200), asked.Value.After, asked.Value.Oldest, asked.Value.Count, asked.Value.Position), ct))
            .Reads<Page<Row>>("searchCases", "Tìm ca / Search cases", "The work list by whole words of the child's name and class, or part of the reference, with the same filters. Changes nothing.")
            .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Words).Words(LongestSearch).When(q => q.Names);
            RuleFor(q => q.After).Must(after => after is null || Cursor.Read(after) is not null).Says("Con trỏ trang không đọc được.", "The cursor cannot be read.");
        }
    }

    internal sealed class Handler(ModuleDatabase<CasesModule> database, PersonalData personal, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, Hidden hidden, Opened opened, RequestContext context, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken), await opened.Cases(cancellationToken));
            context.ActingFor = see.ActingFor;
            var cursor = request.After is null ? null : Cursor.Read(request.After);
            var words = Words(request.Words);
            var parameters = new
            {
                see.Schools,
                see.Authorities,
                see.Unrouted,
                see.Everywhere,
                see.Hidden,
                see.Opened,
                see.HeldSchools,
                see.HeldAuthorities,
                see.HeldUnrouted,
                see.HeldHidden,
                now = clock.Now(),
                state = request.State?.ToString(),
                organisation = request.Organisation,
                assignee = request.Assignee,
                risk = request.Risk?.ToString(),
                overdue = request.Overdue,
                words = words.Select(Literally).ToArray(),
                digests = request.Names ? await Digests(words, cancellationToken) : [],
                cursorAt = cursor?.At,
                cursorId = cursor?.Id,
                limit = request.Limit + 1,
            };
            const string matches = $"""
                from cases.caseload_v1 c
                left join lateral (select d.code, d.due_at from cases.deadlines_v1 d where d.case_id = c.case_id and d.settled_at is null and d.paused_at is null and (not c.ended or d.code like 'DL-FOLLOW%') order by d.due_at limit 1) n on true
                where {CaseAccess.MaySeeSql}
                  and (@state::varchar is null or c.state = @state) and (@organisation::uuid is null or c.school_id = @organisation)
                  and (@assignee::uuid is null or c.assignee_id = @assignee) and (@risk::varchar is null or c.risk_level = @risk)
                  and (@overdue::boolean is null or coalesce(n.due_at < @now, false) = @overdue)
                  and (select coalesce(bool_and(lower(c.reference) like '%' || word || '%' or coalesce(digest = any (c.search_words), false)), true)
                       from unnest(@words::text[], @digests::bigint[]) as asked(word, digest))
                """;
            var (compare, direction) = request.Oldest ? (">", "asc") : ("<", "desc");
            await using var connection = await database.Open(cancellationToken);
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select c.case_id as Id, c.reference as Reference, c.state as State, c.tracks as Tracks, c.risk_level as RiskLevel, c.school_id as SchoolId, c.child as Child,
                  c.assignee_id as AssigneeId, c.assignee_name as AssigneeName, c.opened_at as OpenedAt, c.last_change_at as LastChangeAt,
                  c.immediate_danger as ImmediateDanger, c.ended as Ended, c.version as Version, n.code as NextCode, n.due_at as NextDueAt
                {matches} and (@cursorAt::timestamptz is null or (c.opened_at, c.case_id) {compare} (@cursorAt, @cursorId))
                order by c.opened_at {direction}, c.case_id {direction} limit @limit
                """, parameters, cancellationToken: cancellationToken))).ToList();
            long? total = request.Count
                ? await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) {matches}", parameters, cancellationToken: cancellationToken))
                : null;
            var names = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var children = await ListedChild.Of(personal, found.Select(s => s.Id), cancellationToken);
            var page = found.Take(request.Limit).Select(s => s.ToRow(names, children(s.Id, s.Child), clock.Now())).ToList();
            context.Urgent = page.Any(row => see.Opened.Contains(row.Id));
            return new Page<Row>(page, found.Count > request.Limit ? new Cursor(page[^1].OpenedAt, page[^1].Id).ToString() : null, total);
        }

        private async Task<long[]> Digests(string[] words, CancellationToken ct)
        {
            var digests = new long[words.Length];
            for (var i = 0; i < words.Length; i++) digests[i] = (await personal.Words(Caseload.NameWords, words[i], ct))[0];
            return digests;
        }
    }

    /// <summary>Each word has to occur.</summary>
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
        public string? NextCode { get; set; }
        public DateTime? NextDueAt { get; set; }

        public Row ToRow(Dictionary<Guid, string> names, ListedChild? child, DateTimeOffset now)
        {
            var next = NextCode is null ? null : new NextDeadline(NextCode, NextDueAt!.Value.ToInstant(), NextDueAt.Value.ToInstant() < now ? DeadlineStatus.Overdue : DeadlineStatus.Pending);
            return new Row(Id, Reference, Enum.Parse<CaseState>(State), [.. Tracks.Select(Enum.Parse<Track>).Order()], RiskLevel is null ? null : Enum.Parse<RiskLevel>(RiskLevel),
                SchoolId, SchoolId is { } school ? names.GetValueOrDefault(school) : null, child?.Name, child?.BornOn, child?.ClassName, AssigneeId, AssigneeName,
                OpenedAt.ToInstant(), LastChangeAt.ToInstant(), next, next?.Status == DeadlineStatus.Overdue, ImmediateDanger, Version);
        }
    }

    private sealed record Cursor(DateTimeOffset At, Guid Id)
    {
        public override string ToString() =>
            Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}/{Id:N}")));

        /// <summary>Null for what is no cursor.</summary>
        public static Cursor? Read(string text)
        {
            try
            {
                var parts = Encoding.ASCII.GetString(Convert.FromBase64String(text)).Split('/');
                return new Cursor(new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(parts[1], "N"));
            }
            catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
            {
                return null;
            }
        }
    }
}

internal static class Instants
{
    /// <summary>What the driver gives for timestamptz: UTC.</summary>
    public static DateTimeOffset ToInstant(this DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeSpan.Zero);
}
