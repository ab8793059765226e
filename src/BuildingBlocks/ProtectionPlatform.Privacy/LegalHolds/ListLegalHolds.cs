using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.LegalHolds;

/// <summary>Cases under legal hold, and those that were.</summary>
internal static class ListLegalHolds
{
    /// <param name="Reason">Why it was set last.</param>
    /// <param name="LiftedAt">Null while it stands.</param>
    public sealed record Row(Guid Id, string CaseReference, string Reason, DateTimeOffset SetAt, DoneBy SetBy, DateTimeOffset? LiftedAt, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/legal-holds", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listLegalHolds", "Các lệnh lưu giữ / List legal holds", "For the data protection officer and auditors; those that stand first.")
        .ShowsMany<Page<Row>>("legal_hold", page => page.Items.Select(row => row.Id));

    public static Task On(LegalHoldSet e, MessageContext context) => context.Execute(
        """
        insert into registers.legal_holds_v1 as h (id, case_id, set_at, version, last_seq) values (@StreamId, @CaseId, @RecordedAt, @Version, @Sequence)
        on conflict (id) do update set set_at = excluded.set_at, lifted_at = null, version = excluded.version, last_seq = excluded.last_seq where h.last_seq < excluded.last_seq
        """,
        new { context.Source.StreamId, e.CaseId, context.RecordedAt, context.Source.Version, context.Sequence });

    public static Task On(LegalHoldLifted _, MessageContext context) => context.Execute(
        "update registers.legal_holds_v1 set lifted_at = @RecordedAt, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { context.RecordedAt, context.Source.Version, context.Sequence, context.Source.StreamId });

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, Streams<LegalHold> holds, SubscriptionRunner subscriptions, Hidden hidden) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.HoldList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                """
                select h.id, coalesce(c.reference, ''), h.set_at, h.lifted_at, h.version
                from registers.legal_holds_v1 h left join registers.cases_v1 c on c.case_id = h.case_id
                where h.case_id <> all (@hidden) order by h.lifted_at nulls first, h.set_at desc
                """);
            command.Parameters.AddWithValue("hidden", await hidden.Cases(cancellationToken));
            var rows = new List<Row>();
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
                while (await row.ReadAsync(cancellationToken))
                    rows.Add(new Row(row.GetGuid(0), row.GetString(1), "", row.GetFieldValue<DateTimeOffset>(2), new DoneBy(null, ""), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3), row.GetInt64(4)));

            // The words stay in the record alone: holds are few, so each is looked up there.
            for (var i = 0; i < rows.Count; i++)
            {
                var set = (await holds.Load(rows[i].Id, cancellationToken))!.Events.Last(e => e.Data is LegalHoldSet);
                rows[i] = rows[i] with { Reason = ((LegalHoldSet)set.Data!).Reason, SetBy = DoneBy.Of(set) };
            }

            return new Page<Row>(rows, Next: null);
        }
    }
}
