using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Training.Courses;

namespace ProtectionPlatform.Training.Sessions;

/// <summary>Sessions of the organisations whose training the caller keeps or leads, the latest first.</summary>
internal static class ListSessions
{
    /// <param name="Present">People present, by the last list.</param>
    /// <param name="CertificatesIssued">Certificates issued; 0 while attendance may still be corrected.</param>
    public sealed record Row(
        Guid Id, Guid CourseId, string CourseCode, string CourseNameVi, string CourseNameEn, Guid OrganisationId, string OrganisationName,
        DateOnly HeldOn, string Place, string? Trainer, int Present, int CertificatesIssued, long Version);

    public sealed record Query(Guid? OrganisationId, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapGet("/sessions", (Guid? organisationId, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(organisationId, position), ct))
        .Reads<Page<Row>>("listSessions", "Các buổi tập huấn / List sessions", "For trainers and principals of the organisation, and administrators. Nobody else sees any.");

    public static Task On(SessionPlannedEvent e, MessageContext context) => context.Execute(
        """
        insert into training.sessions_v1 (id, course_id, organisation_id, held_on, place, trainer, version, last_seq)
        values (@StreamId, @CourseId, @OrganisationId, @HeldOn::date, @Place, @Trainer, @Version, @Sequence)
        on conflict (id) do nothing
        """,
        new
        {
            context.Source.StreamId,
            e.CourseId,
            e.OrganisationId,
            HeldOn = e.HeldOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            e.Place,
            e.Trainer,
            context.Source.Version,
            context.Sequence,
        });

    public static Task On(AttendanceRecordedEvent e, MessageContext context) => context.Execute(
        "update training.sessions_v1 set present = @Present, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { Present = e.Attendees.Count(a => a.Present), context.Source.Version, context.Sequence, context.Source.StreamId });

    public static Task On(CertificateIssuedEvent _, MessageContext context) => context.Execute(
        "update training.sessions_v1 set certificates_issued = certificates_issued + 1, version = @Version, last_seq = @Sequence where id = @StreamId and last_seq < @Sequence",
        new { context.Source.Version, context.Sequence, context.Source.StreamId });

    internal sealed class Handler(ModuleDatabase<TrainingModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(TrainingModule.SessionList, request.Position, cancellationToken);
            await subscriptions.ReadOwnWrite(TrainingModule.CourseList, request.Position, cancellationToken);
            var (everywhere, organisations) = TrainingAccess.Parameters(permit);
            await using var command = database.Source.CreateCommand(
                $"""
                select s.id, s.course_id, c.code, c.name_vi, c.name_en, s.organisation_id, s.held_on, s.place, s.trainer, s.present, s.certificates_issued, s.version
                from training.sessions_v1 s join training.courses_v1 c on c.id = s.course_id
                where {TrainingAccess.MaySeeSql} and (@organisation::uuid is null or s.organisation_id = @organisation)
                order by s.held_on desc, s.id
                """);
            command.Parameters.AddWithValue("everywhere", everywhere);
            command.Parameters.AddWithValue("organisations", organisations);
            command.Parameters.Add(new("organisation", NpgsqlDbType.Uuid) { Value = (object?)request.OrganisationId ?? DBNull.Value });
            var rows = new List<Row>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) rows.Add(await Read(reader, cancellationToken));
            return new Page<Row>(rows, Next: null);
        }

        private async Task<Row> Read(NpgsqlDataReader row, CancellationToken ct)
        {
            var organisation = row.GetGuid(5);
            return new Row(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), organisation,
                (await directory.Organisation(organisation, ct))?.Name ?? "", row.GetFieldValue<DateOnly>(6), row.GetString(7),
                row.IsDBNull(8) ? null : row.GetString(8), row.GetInt32(9), row.GetInt32(10), row.GetInt64(11));
        }
    }
}

/// <summary>One session with its list of attendance, folded from its record.</summary>
internal static class GetSession
{
    public sealed record AttendeeView(Guid PersonId, string? PersonName, bool Present, int? Hours);

    public sealed record Answer(
        Guid Id, Guid CourseId, string CourseCode, string CourseNameVi, string CourseNameEn, Guid OrganisationId, string OrganisationName,
        DateOnly HeldOn, string Place, string? Trainer, int Present, int CertificatesIssued, long Version, IReadOnlyList<AttendeeView> Attendees);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapGet("/sessions/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{answer.Version}\"");
            response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("getSession", "Xem buổi tập huấn / Read a session", "With the list of attendance. For trainers and principals of the organisation, and administrators.");

    internal sealed class Handler(Streams<Session> sessions, Streams<Course> courses, IDirectory directory, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await sessions.Load(request.Id, cancellationToken);
            if (loaded is null || !permit.Covers(loaded.State.OrganisationId)) throw new ProblemException(Problems.NotFound);
            var session = loaded.State;
            var planned = (SessionPlannedEvent)loaded.Events[0].Data!;
            var course = (CourseDefinedEvent)(await courses.Load(session.CourseId, cancellationToken))!.Events[0].Data!;
            var attendees = new List<AttendeeView>();
            foreach (var a in session.Attendees)
                attendees.Add(new AttendeeView(a.PersonId, (await directory.Person(a.PersonId, cancellationToken))?.DisplayName, a.Present, a.Hours));
            return new Answer(session.Id, session.CourseId, course.Code, course.NameVi, course.NameEn, session.OrganisationId,
                (await directory.Organisation(session.OrganisationId, cancellationToken))?.Name ?? "", session.HeldOn, planned.Place, planned.Trainer,
                session.Present.Count(), loaded.Events.Count(e => e.Data is CertificateIssuedEvent), loaded.Version, attendees);
        }
    }
}
