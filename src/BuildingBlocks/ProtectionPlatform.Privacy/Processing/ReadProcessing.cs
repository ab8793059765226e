using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Processing;

/// <summary>Each organisation's documents about its processing: what is there, what is missing, what is due.</summary>
internal static class ListProcessing
{
    /// <param name="WrittenOn">Null while there is none.</param>
    /// <param name="SendBy">Until when it must be with the authority; null where nothing is sent, and when it was.</param>
    /// <param name="Overdue">It is missing, not sent in time, or should have been looked at again.</param>
    public sealed record Row(
        Guid OrganisationId, string OrganisationName, ProcessingDocumentKind Kind, DateOnly? WrittenOn, DateOnly? SendBy, DateOnly? SentOn, DateOnly? ReviewBy, bool Overdue, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/processing", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listProcessing", "Hồ sơ xử lý dữ liệu / Processing documents", "Two rows for each school: the processing register and the impact assessment. What is missing or overdue comes first.");

    public static Task On(ProcessingDocumentWritten e, MessageContext context) => context.Execute(
        """
        insert into registers.processing_v1 as p (id, organisation_id, kind, written_on, send_by, sent_on, review_by, version, last_seq)
        values (@StreamId, @OrganisationId, @Kind, @WrittenOn::date, @SendBy::date, @SentOn::date, @ReviewBy::date, @Version, @Sequence)
        on conflict (id) do update set written_on = excluded.written_on, send_by = excluded.send_by, sent_on = excluded.sent_on, review_by = excluded.review_by,
          version = excluded.version, last_seq = excluded.last_seq
        where p.last_seq < excluded.last_seq
        """,
        new
        {
            context.Source.StreamId,
            e.OrganisationId,
            Kind = e.Kind.ToString(),
            WrittenOn = e.WrittenOn.Iso(),
            SendBy = e.SendBy?.Iso(),
            SentOn = e.SentOn?.Iso(),
            ReviewBy = e.ReviewBy.Iso(),
            context.Source.Version,
            context.Sequence,
        });

    internal sealed class Handler(ModuleDatabase<RegistersModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(RegistersModule.ProcessingList, request.Position, cancellationToken);
            var written = new Dictionary<(Guid, ProcessingDocumentKind), (DateOnly WrittenOn, DateOnly? SendBy, DateOnly? SentOn, DateOnly ReviewBy, long Version)>();
            await using (var command = database.Source.CreateCommand("select organisation_id, kind, written_on, send_by, sent_on, review_by, version from registers.processing_v1"))
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
                while (await row.ReadAsync(cancellationToken))
                    written[(row.GetGuid(0), Enum.Parse<ProcessingDocumentKind>(row.GetString(1)))] = (row.GetFieldValue<DateOnly>(2),
                        row.IsDBNull(3) ? null : row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : row.GetFieldValue<DateOnly>(4), row.GetFieldValue<DateOnly>(5), row.GetInt64(6));

            var today = clock.Now().VietNamDay();
            var schools = (await directory.Organisations(cancellationToken)).Where(o => o.Kind == OrganisationKind.School && permit.Covers(o.Id));
            return new Page<Row>([.. schools.SelectMany(school => Enum.GetValues<ProcessingDocumentKind>().Select(kind =>
                written.TryGetValue((school.Id, kind), out var it)
                    ? new Row(school.Id, school.Name, kind, it.WrittenOn, it.SentOn is null ? it.SendBy : null, it.SentOn, it.ReviewBy, it.ReviewBy < today || (it.SentOn is null && it.SendBy < today), it.Version)
                    : new Row(school.Id, school.Name, kind, null, null, null, null, Overdue: true, 0)))
                .OrderBy(row => !row.Overdue).ThenBy(row => row.OrganisationName, StringComparer.Ordinal).ThenBy(row => row.Kind)], Next: null);
        }
    }
}

/// <summary>One document in all its versions, the newest first.</summary>
internal static class ReadProcessingDocument
{
    public sealed record Written(
        long Version, DoneBy By, DateOnly WrittenOn, string Controller, string Processor, string Officer, string Content, DateOnly ProcessingSince, DateOnly? SendBy, DateOnly? SentOn, DateOnly ReviewBy);

    public sealed record Answer(Guid OrganisationId, string OrganisationName, ProcessingDocumentKind Kind, long Version, IReadOnlyList<Written> Versions);

    public sealed record Query(Guid OrganisationId, ProcessingDocumentKind Kind) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapGet("/processing/{id:guid}/{kind}", async (Guid id, ProcessingDocumentKind kind, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id, kind), ct);
            response.ShowVersion(answer.Version);
            return answer;
        })
        .Reads<Answer>("readProcessingDocument", "Xem hồ sơ xử lý dữ liệu / Read a processing document", "id is the organisation. Empty while nothing was written.");

    internal sealed class Handler(Streams<ProcessingDocument> documents, IDirectory directory, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            if (!permit.Covers(request.OrganisationId) || await directory.Organisation(request.OrganisationId, cancellationToken) is not { } organisation) throw new ProblemException(Problems.NotFound);
            var loaded = await documents.Load(ProcessingDocument.StreamOf(request.OrganisationId, request.Kind), cancellationToken);
            return new Answer(organisation.Id, organisation.Name, request.Kind, loaded?.Version ?? 0,
                [.. (loaded?.Events ?? []).Where(e => e.Data is ProcessingDocumentWritten).Reverse().Select(e => Show(e, (ProcessingDocumentWritten)e.Data!))]);
        }
    }

    private static Written Show(RecordedEvent happened, ProcessingDocumentWritten e) => new(
        happened.Version, DoneBy.Of(happened), e.WrittenOn, e.Controller, e.Processor, e.Officer, e.Content, e.ProcessingSince, e.SendBy, e.SentOn, e.ReviewBy);
}
