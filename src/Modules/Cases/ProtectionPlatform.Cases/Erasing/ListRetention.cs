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
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>Ended cases and until when they are kept, those that are due first. Names nobody: who decides on erasing does not need to know whom.</summary>
internal static class ListRetention
{
    /// <param name="EndedAt">Null, as what follows from it, while the case is open.</param>
    /// <param name="Due">The retention period is over and no hold stands.</param>
    /// <param name="Proposed">What somebody proposed to erase, until it is decided on or done.</param>
    /// <param name="MayDecide">Nobody decided yet, and the caller is not who proposed it.</param>
    /// <param name="Agreed">A second person agreed: it is being erased.</param>
    /// <param name="Erased">What is erased.</param>
    public sealed record Row(
        Guid Id, string Reference, CaseState State, IReadOnlyList<Track> Tracks, Guid? SchoolId, string? SchoolName, DateTimeOffset? EndedAt, DateOnly? RetainedUntil, string? RetentionRule,
        bool Due, bool Held, ErasureScope? Proposed, DateTimeOffset? ProposedAt, bool MayDecide, bool Agreed, ErasureScope? Erased, DateTimeOffset? ErasedAt, long Version);

    public sealed record Query(bool? Due, string? Reference, int Limit, string? After, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/retention", (bool? due, string? reference, int? limit, string? after, long? position, IMediator send, CancellationToken ct) =>
            send.Send(new Query(due, reference, Math.Clamp(limit ?? 50, 1, 200), after, position), ct))
        .Reads<Page<Row>>("listRetention", "Thời hạn lưu hồ sơ / Retention", "Ended cases by the day until which they are kept; due=true only those whose period is over; reference finds that one case, open or not. after is the cursor of the last page.")
        .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, Hidden hidden, RequestContext context, TimeProvider clock)
        : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken));
            context.ActingFor = see.ActingFor;
            var today = clock.Now().VietNamDay();
            await using var connection = await database.Open(cancellationToken);
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select c.case_id as Id, c.reference as Reference, c.state as State, c.tracks as Tracks, c.school_id as SchoolId, c.ended_at as EndedAt, c.retained_until as RetainedUntil,
                  c.retention_rule as RetentionRule, c.held as Held, c.erasure_proposed as Proposed, c.erasure_proposed_at as ProposedAt, c.erasure_proposed_by as ProposedBy, c.erasure_agreed as Agreed,
                  c.erased as Erased, c.erased_at as ErasedAt, c.version as Version
                from cases.caseload_v1 c
                where {see.MaySee} and (c.reference = @reference or @reference::varchar is null and c.retained_until is not null)
                  and (@Due::boolean is null or (c.retained_until < @today and not c.held and c.erased is distinct from 'Everybody') = @Due)
                  and (@After::uuid is null or (c.retained_until, c.case_id) > (select a.retained_until, a.case_id from cases.caseload_v1 a where a.case_id = @After))
                order by c.retained_until, c.case_id limit @limit
                """, new { see.Schools, see.Authorities, see.Hidden, see.Opened, see.HeldSchools, see.HeldAuthorities, see.HeldHidden, today, request.Due, reference = request.Reference?.Trim().ToUpperInvariant(), After = Guid.TryParse(request.After, out var after) ? after : (Guid?)null, limit = request.Limit + 1 },
                cancellationToken: cancellationToken))).ToList();
            var names = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var page = found.Take(request.Limit).Select(s => s.ToRow(names, today, permit.Actor.UserId)).ToList();
            return new Page<Row>(page, found.Count > request.Limit ? page[^1].Id.ToString() : null);
        }
    }

    private sealed class Stored
    {
        public Guid Id { get; set; }
        public string Reference { get; set; } = "";
        public string State { get; set; } = "";
        public string[] Tracks { get; set; } = [];
        public Guid? SchoolId { get; set; }
        public DateTime? EndedAt { get; set; }
        public DateOnly? RetainedUntil { get; set; }
        public string? RetentionRule { get; set; }
        public bool Held { get; set; }
        public string? Proposed { get; set; }
        public DateTime? ProposedAt { get; set; }
        public Guid? ProposedBy { get; set; }
        public bool Agreed { get; set; }
        public string? Erased { get; set; }
        public DateTime? ErasedAt { get; set; }
        public long Version { get; set; }

        public Row ToRow(Dictionary<Guid, string> names, DateOnly today, Guid? me) => new(
            Id, Reference, Enum.Parse<CaseState>(State), [.. Tracks.Select(Enum.Parse<Track>).Order()], SchoolId, SchoolId is { } school ? names.GetValueOrDefault(school) : null,
            EndedAt?.ToInstant(), RetainedUntil, RetentionRule, RetainedUntil < today && !Held && Erased != nameof(ErasureScope.Everybody), Held, Scope(Proposed), ProposedAt?.ToInstant(),
            Proposed is not null && !Agreed && ProposedBy != me, Agreed, Scope(Erased), ErasedAt?.ToInstant(), Version);

        private static ErasureScope? Scope(string? code) => code is null ? null : Enum.Parse<ErasureScope>(code);
    }
}
