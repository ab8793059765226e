using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Requests;

/// <summary>The register of requests: open ones first, those overdue on top.</summary>
internal static class ListRequests
{
    /// <param name="NextDue">The next day due of an open request: to acknowledge, else to answer.</param>
    public sealed record Row(
        Guid Id, string Reference, RightKind Kind, ApplicantKind ApplicantKind, bool InConflict, DateOnly ReceivedOn, DateOnly AcknowledgeBy, DateOnly? AcknowledgedOn,
        DateOnly DueOn, RequestOutcome? Outcome, DateOnly? ClosedOn, DateOnly? NextDue, bool Overdue, long Version);

    /// <param name="Open">Only open ones, or only closed ones.</param>
    public sealed record Query(bool? Open, RightKind? Kind, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/requests", (bool? open, RightKind? kind, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(open, kind, position), ct))
        .Reads<Page<Row>>("listRightsRequests", "Sổ yêu cầu của chủ thể dữ liệu / Register of requests", "For the data protection officer and auditors; open ones first, overdue on top.")
        .ShowsMany<Page<Row>>("rights_request", page => page.Items.Select(row => row.Id));

    public static Task On(RightsRequestReceived e, MessageContext context) => context.Execute(
        """
        insert into registers.requests_v1 (id, reference, kind, applicant_kind, in_conflict, case_ids, received_on, acknowledge_by, due_on, version, last_seq)
        values (@StreamId, @Reference, @Kind, @Applicant, @InConflict, @Cases, @ReceivedOn::date, @AcknowledgeBy::date, @DueOn::date, @Version, @Sequence)
        on conflict (id) do nothing
        """,
        new
        {
            context.Source.StreamId,
            e.Reference,
            Kind = e.Kind.ToString(),
            Applicant = e.ApplicantKind.ToString(),
            e.InConflict,
            Cases = e.CaseIds.ToArray(),
            ReceivedOn = e.ReceivedOn.Iso(),
            AcknowledgeBy = e.AcknowledgeBy.Iso(),
            DueOn = e.DueOn.Iso(),
            context.Source.Version,
            context.Sequence,
        });

    public static Task On(RightsRequestAcknowledged e, MessageContext context) => Note(context, "acknowledged_on = @On::date", e.On.Iso());

    public static Task On(ApplicantCapacityChecked _, MessageContext context) => Note(context, "in_conflict = in_conflict");

    public static Task On(RepresentativeConflictSeen _, MessageContext context) => Note(context, "in_conflict = true");

    public static Task On(RightsRequestExtended e, MessageContext context) => Note(context, "due_on = @On::date", e.DueOn.Iso());

    public static Task On(RightsRequestAnswered e, MessageContext context) => Note(context, "outcome = 'Answered', closed_on = @On::date", e.On.Iso());

    public static Task On(RightsRequestRefused e, MessageContext context) => Note(context, "outcome = 'Refused', closed_on = @On::date", e.On.Iso());

    private static Task<int> Note(MessageContext context, string change, string? on = null) => context.Execute(
        $"update registers.requests_v1 set {change}, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { On = on, context.Source.Version, context.Sequence, context.Source.StreamId });

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, SubscriptionRunner subscriptions, Hidden hidden, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.RequestList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                """
                select id, reference, kind, applicant_kind, in_conflict, received_on, acknowledge_by, acknowledged_on, due_on, outcome, closed_on,
                  case when closed_on is null then least(case when acknowledged_on is null then acknowledge_by end, due_on) end as next_due, version
                from registers.requests_v1
                where (@open::boolean is null or @open = (closed_on is null)) and (@kind::text is null or kind = @kind) and not case_ids && @hidden
                order by next_due nulls last, closed_on desc, id
                """);
            command.Parameters.Add(new("open", NpgsqlDbType.Boolean) { Value = (object?)request.Open ?? DBNull.Value });
            command.Parameters.Add(new("kind", NpgsqlDbType.Text) { Value = (object?)request.Kind?.ToString() ?? DBNull.Value });
            command.Parameters.AddWithValue("hidden", await hidden.Cases(cancellationToken));
            var today = clock.Now().VietNamDay();
            var rows = new List<Row>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(reader, today));
            return new Page<Row>(rows, Next: null);
        }

        private static Row Read(NpgsqlDataReader row, DateOnly today)
        {
            var nextDue = Day(11);
            return new Row(row.GetGuid(0), row.GetString(1), Enum.Parse<RightKind>(row.GetString(2)), Enum.Parse<ApplicantKind>(row.GetString(3)), row.GetBoolean(4),
                Day(5)!.Value, Day(6)!.Value, Day(7), Day(8)!.Value, row.IsDBNull(9) ? null : Enum.Parse<RequestOutcome>(row.GetString(9)), Day(10), nextDue, nextDue < today, row.GetInt64(12));

            DateOnly? Day(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
        }
    }
}
