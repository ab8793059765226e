using Dapper;
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

/// <summary>"What must I do now?": running clocks, what waits for the caller's decision, new reports, open actions; most urgent first.</summary>
internal static class ReadToday
{
    public sealed record Clock(Guid CaseId, string Reference, string? ChildName, Guid DeadlineId, string Code, DateTimeOffset StartedAt, DateTimeOffset WarnAt, DateTimeOffset DueAt, DeadlineStatus Status);

    /// <param name="Kind">Triage, TriageConfirmation, LowerRiskConfirmation, PlanDecision, WaiverConfirmation, Closure, ErasureConfirmation, MergeConfirmation or HandOver.</param>
    public sealed record Waiting(Guid CaseId, string Reference, string? ChildName, string Kind, int? PlanNumber, DateTimeOffset Since);

    public sealed record NewReport(Guid CaseId, string Reference, DateTimeOffset ReceivedAt, bool ImmediateDanger);

    public sealed record OpenAction(Guid CaseId, string Reference, string? ChildName, int Number, string Description, DateOnly? DueOn);

    /// <param name="UnattendedPupils">Flagged by the dropout warning, without an owner or an action.</param>
    public sealed record Answer(
        IReadOnlyList<Clock> Deadlines, IReadOnlyList<Waiting> Decisions, IReadOnlyList<NewReport> NewReports, IReadOnlyList<OpenAction> Actions, int UnattendedPupils);

    public sealed record Query(long? Position) : IRequest<Answer>;

    /// <summary>All clocks the caller may see, filtered.</summary>
    public sealed record ClockQuery(DeadlineStatus? Status, DateTimeOffset? Before) : IRequest<Page<Clock>>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/today", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
            .Reads<Answer>("readToday", "Hôm nay / Today", "What the caller has to do, most urgent first.")
            .ShowsMany<Answer>("case", answer => [
                .. answer.Deadlines.Select(c => c.CaseId), .. answer.Decisions.Select(w => w.CaseId),
                .. answer.NewReports.Select(r => r.CaseId), .. answer.Actions.Select(a => a.CaseId)]);
        cases.MapGet("/deadlines", (DeadlineStatus? status, string? before, IMediator send, CancellationToken ct) =>
                send.Send(new ClockQuery(status, QueryInstant.Read(nameof(before), before)), ct))
            .Reads<Page<Clock>>("listDeadlines", "Thời hạn / Deadlines", "Clocks of the cases the caller may see; the first 200 by due time.")
            .ShowsMany<Page<Clock>>("case", page => page.Items.Select(c => c.CaseId));
    }

    private static string Clocks(CaseAccess.SqlParameters see) => $"""
        select c.case_id as CaseId, c.reference as Reference, c.child as Child, d.deadline_id as DeadlineId, d.code as Code, d.started_at as StartedAt, d.warn_at as WarnAt, d.due_at as DueAt,
          case when d.waived then 'Waived' when d.settled_at is not null and d.late then 'MetLate' when d.settled_at is not null then 'Met' when d.paused_at is not null then 'Paused' when d.due_at < @now then 'Overdue' else 'Pending' end as Status
        from cases.deadlines_v1 d join cases.caseload_v1 c on c.case_id = d.case_id
        where {see.MaySee}
        """;

    internal sealed class Handler(ModuleDatabase<CasesModule> database, PersonalData personal, SubscriptionRunner subscriptions, Permit permit, Hidden hidden, RequestContext context, TimeProvider clock) : IRequestHandler<Query, Answer>, IRequestHandler<ClockQuery, Page<Clock>>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var actor = permit.Actor;
            var see = CaseAccess.Parameters(permit.Row, actor, await hidden.Cases(cancellationToken));
            context.ActingFor = see.ActingFor;
            Guid[] absent = [.. actor.StandsIn.Select(held => held.For.Id).Distinct()];
            var decides = new
            {
                see.Schools,
                see.Authorities,
                see.Unrouted,
                see.Hidden,
                see.Opened,
                see.HeldSchools,
                see.HeldAuthorities,
                see.HeldUnrouted,
                see.HeldHidden,
                now = clock.Now(),
                me = actor.UserId,
                absent,
                us = absent.Append(actor.Id).ToArray(),
                mayConfirm = AccessPolicy.For("confirmTriage").OrganisationsAs(Relation.OwnOrganisation, actor),
                mayErase = AccessPolicy.For("decideErasure").OrganisationsAs(Relation.OwnOrganisation, actor),
                mayDecide = AccessPolicy.For("decidePlan").OrganisationsAs(Relation.OwnOrganisation, actor),
                heldConfirm = Held("confirmTriage", actor),
                heldDecide = Held("decidePlan", actor),
            };
            await using var connection = await database.Open(cancellationToken);
            var clocks = (await connection.QueryAsync<StoredClock>(new CommandDefinition($"{Clocks(see)} and {Caseload.ClockRuns} order by d.due_at limit 100", decides, cancellationToken: cancellationToken))).ToList();
            var waiting = (await connection.QueryAsync<(Guid, string, string?, string, int?, DateTime)>(new CommandDefinition($"""
                select c.case_id, c.reference, c.child, c.waits_for, c.plan_number, c.waits_since from cases.caseload_v1 c
                where {see.MaySee} and c.waits_for is not null and (
                  @me <> all (c.waits_not_for) and (c.waits_for = 'Triage' and c.school_id = any (@schools) or c.school_id is null and @unrouted
                    or c.waits_for in ('TriageConfirmation', 'MergeConfirmation') and c.school_id = any (@mayConfirm)
                    or c.waits_for in ('PlanDecision', 'Closure') and (c.school_id = any (@mayDecide) or c.authority_ids && @authorities))
                  or not c.waits_not_for && @us and c.case_id <> all (@heldHidden) and (c.waits_for = 'Triage' and c.school_id = any (@heldSchools) or c.school_id is null and @heldUnrouted
                    or c.waits_for in ('TriageConfirmation', 'MergeConfirmation') and c.school_id = any (@heldConfirm)
                    or c.waits_for in ('PlanDecision', 'Closure') and (c.school_id = any (@heldDecide) or c.authority_ids && @heldAuthorities)))
                union all
                select c.case_id, c.reference, c.child, 'WaiverConfirmation', null, d.started_at from cases.deadlines_v1 d join cases.caseload_v1 c on c.case_id = d.case_id
                where {see.MaySee} and d.waiver_pending and d.settled_at is null
                  and (@me <> all (d.waiver_by) and (c.school_id = any (@mayConfirm) or c.authority_ids && @authorities)
                    or not d.waiver_by && @us and c.case_id <> all (@heldHidden) and (c.school_id = any (@heldConfirm) or c.authority_ids && @heldAuthorities))
                union all
                select c.case_id, c.reference, c.child, 'LowerRiskConfirmation', null, c.lower_risk_since from cases.caseload_v1 c
                where {see.MaySee} and c.lower_risk_since is not null and c.lower_risk_by is distinct from @me and (c.school_id = any (@mayConfirm) or c.authority_ids && @authorities)
                union all
                select c.case_id, c.reference, c.child, 'ErasureConfirmation', null, c.erasure_proposed_at from cases.caseload_v1 c
                where {see.MaySee} and c.erasure_proposed is not null and not c.erasure_agreed and c.erasure_proposed_by is distinct from @me and c.school_id = any (@mayErase)
                union all
                select c.case_id, c.reference, c.child, 'HandOver', null, c.hand_over_at from cases.caseload_v1 c where {see.MaySee} and c.hand_over_to = @me
                order by 6 limit 100
                """, decides, cancellationToken: cancellationToken))).ToList();
            var reports = await connection.QueryAsync<(Guid, string, DateTime, bool)>(new CommandDefinition($"""
                select c.case_id, c.reference, c.opened_at, c.immediate_danger from cases.caseload_v1 c
                where {see.MaySee} and c.waits_for = 'Triage' order by c.immediate_danger desc, c.opened_at limit 100
                """, decides, cancellationToken: cancellationToken));
            var actions = (await connection.QueryAsync<(Guid, string, string?, int, string?, DateOnly?)>(new CommandDefinition($"""
                select c.case_id, c.reference, c.child, a.number, a.description, a.due_on from cases.open_actions_v1 a join cases.caseload_v1 c on c.case_id = a.case_id
                where {see.MaySee} and (a.owner_id = @me or a.owner_id is null and c.assignee_id = @me
                  or (a.owner_id = any (@absent) or a.owner_id is null and c.assignee_id = any (@absent)) and c.case_id <> all (@heldHidden)) order by a.due_on nulls last limit 100
                """, decides, cancellationToken: cancellationToken))).ToList();
            var unattended = await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*)::int from cases.dropouts_v1 where needs_attention and school_id = any (@schools)",
                new { schools = AccessPolicy.For("listDropoutRisks").OrganisationsAs(Relation.OwnOrganisation, actor) }, cancellationToken: cancellationToken));
            var keys = await personal.ReaderOf([.. clocks.Select(c => c.CaseId), .. waiting.Select(w => w.Item1), .. actions.Select(a => a.Item1)], Whose.Child, cancellationToken);
            string? NameIn(Guid caseId, string? text) => PersonalData.Reveal<ListedChild>(keys, caseId, Whose.Child, ListedChild.Place, text)?.Name;
            return new Answer(
                [.. clocks.Select(c => c.Show(NameIn(c.CaseId, c.Child)))],
                [.. waiting.Select(w => new Waiting(w.Item1, w.Item2, NameIn(w.Item1, w.Item3), w.Item4, w.Item4 == "PlanDecision" ? w.Item5 : null, w.Item6.ToInstant()))],
                [.. reports.Select(r => new NewReport(r.Item1, r.Item2, r.Item3.ToInstant(), r.Item4))],
                [.. actions.Select(a => new OpenAction(a.Item1, a.Item2, NameIn(a.Item1, a.Item3), a.Item4,
                    PersonalData.Reveal<string>(keys, a.Item1, Whose.Child, Caseload.DescriptionOf(a.Item4), a.Item5) ?? PersonalData.Erased, a.Item6))],
                unattended);
        }

        /// <summary>Where the caller may take this step for somebody absent.</summary>
        private static Guid[] Held(string operation, Actor actor) =>
            [.. AccessPolicy.For(operation).Standings(actor).Where(standing => standing.By is not null).SelectMany(standing => AccessPolicy.For(operation).OrganisationsAs(Relation.OwnOrganisation, standing))];

        public async Task<Page<Clock>> Handle(ClockQuery request, CancellationToken cancellationToken)
        {
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken));
            context.ActingFor = see.ActingFor;
            await using var connection = await database.Open(cancellationToken);
            var clocks = (await connection.QueryAsync<StoredClock>(new CommandDefinition(
                $"select * from ({Clocks(see)} and (d.settled_at is not null or {Caseload.ClockCounts})) k where (@status::varchar is null or k.Status = @status) and (@before::timestamptz is null or k.DueAt < @before) order by k.DueAt limit 200",
                new { see.Schools, see.Authorities, see.Hidden, see.Opened, see.HeldSchools, see.HeldAuthorities, see.HeldHidden, now = clock.Now(), status = request.Status?.ToString(), before = request.Before }, cancellationToken: cancellationToken))).ToList();
            var children = await ListedChild.Of(personal, clocks.Select(c => c.CaseId), cancellationToken);
            return new Page<Clock>([.. clocks.Select(c => c.Show(children(c.CaseId, c.Child)?.Name))], null);
        }
    }

    private sealed class StoredClock
    {
        public Guid CaseId { get; set; }
        public string Reference { get; set; } = "";
        public string? Child { get; set; }
        public Guid DeadlineId { get; set; }
        public string Code { get; set; } = "";
        public DateTime StartedAt { get; set; }
        public DateTime WarnAt { get; set; }
        public DateTime DueAt { get; set; }
        public string Status { get; set; } = "";

        public Clock Show(string? childName) => new(CaseId, Reference, childName, DeadlineId, Code, StartedAt.ToInstant(), WarnAt.ToInstant(), DueAt.ToInstant(), Enum.Parse<DeadlineStatus>(Status));
    }
}
