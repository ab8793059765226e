using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>How many open cases each worker of a school has. Counts what the caller may see, and names no child.</summary>
internal static class ReadCaseload
{
    /// <param name="WorkerId">Null for cases nobody has.</param>
    /// <param name="High">Of the open cases those at high risk.</param>
    /// <param name="Overdue">Clocks of them that ran out.</param>
    /// <param name="Waiting">Decisions they wait for.</param>
    public sealed record Row(Guid SchoolId, string SchoolName, Guid? WorkerId, string? WorkerName, int Open, int High, int Overdue, int Waiting);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/caseload", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("readCaseload", "Khối lượng công việc / Caseload", "For the focal person and the principal: open cases of each worker of their schools, those with none included; numbers only.");

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, Hidden hidden, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken));
            await using var connection = await database.Open(cancellationToken);
            var counted = (await connection.QueryAsync<Counted>(new CommandDefinition($"""
                select c.school_id as SchoolId, c.assignee_id as WorkerId, max(c.assignee_name) as WorkerName, count(*)::int as Open, (count(*) filter (where c.risk_level = 'High'))::int as High,
                  coalesce(sum((select count(*) from cases.deadlines_v1 d where d.case_id = c.case_id and d.settled_at is null and d.paused_at is null and d.due_at < @now)), 0)::int as Overdue,
                  coalesce(sum((c.waits_for is not null)::int + (c.lower_risk_since is not null)::int + (c.hand_over_to is not null)::int
                    + (select count(*) from cases.deadlines_v1 d where d.case_id = c.case_id and d.waiver_pending and d.settled_at is null)), 0)::int as Waiting
                from cases.caseload_v1 c where {see.MaySee} and not c.ended and c.school_id is not null
                group by c.school_id, c.assignee_id
                """, new { see.Schools, see.Authorities, see.Hidden, see.Opened, see.HeldSchools, see.HeldAuthorities, see.HeldHidden, now = clock.Now() }, cancellationToken: cancellationToken))).ToList();

            var names = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var rows = new List<Row>();
            foreach (var school in see.Schools.Union(see.HeldSchools).OrderBy(names.GetValueOrDefault, StringComparer.CurrentCulture))
            {
                var ofSchool = counted.Where(c => c.SchoolId == school).ToList();
                var idle = (await directory.PeopleAt(school, [.. CaseAccess.SchoolRoles], cancellationToken)).Where(person => !ofSchool.Exists(c => c.WorkerId == person.Id));
                rows.AddRange(ofSchool.Select(c => new Row(school, names.GetValueOrDefault(school, ""), c.WorkerId, c.WorkerName, c.Open, c.High, c.Overdue, c.Waiting))
                    .Concat(idle.Select(person => new Row(school, names.GetValueOrDefault(school, ""), person.Id, person.DisplayName, 0, 0, 0, 0)))
                    .OrderBy(row => row.WorkerId is not null).ThenByDescending(row => row.Open).ThenBy(row => row.WorkerName, StringComparer.CurrentCulture));
            }

            return new Page<Row>(rows, null);
        }
    }

    private sealed class Counted
    {
        public Guid SchoolId { get; set; }
        public Guid? WorkerId { get; set; }
        public string? WorkerName { get; set; }
        public int Open { get; set; }
        public int High { get; set; }
        public int Overdue { get; set; }
        public int Waiting { get; set; }
    }
}
