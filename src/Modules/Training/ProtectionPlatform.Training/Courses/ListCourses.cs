using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Training.Courses;

/// <summary>The catalogue of courses, for everybody who has an account.</summary>
internal static class ListCourses
{
    public sealed record Row(
        Guid Id, string Code, string NameVi, string NameEn, Audience Audience, int Hours, IReadOnlyList<string> Competencies, int? CertificateValidMonths, long Version);

    public sealed record Query(long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapGet("/courses", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Row>>("listCourses", "Danh mục khóa tập huấn / List courses", "All courses by code.");

    public static Task On(CourseDefinedEvent e, MessageContext context) => context.Execute(
        """
        insert into training.courses_v1 (id, code, name_vi, name_en, audience, hours, competencies, certificate_valid_months, version, last_seq)
        values (@StreamId, @Code, @NameVi, @NameEn, @Audience, @Hours, @Competencies, @CertificateValidMonths, @Version, @Sequence)
        on conflict (id) do nothing
        """,
        new
        {
            context.Source.StreamId,
            e.Code,
            e.NameVi,
            e.NameEn,
            Audience = e.Audience.ToString(),
            e.Hours,
            Competencies = e.Competencies.ToArray(),
            e.CertificateValidMonths,
            context.Source.Version,
            context.Sequence,
        });

    internal sealed class Handler(ModuleDatabase<TrainingModule> database, SubscriptionRunner subscriptions) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(TrainingModule.CourseList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                "select id, code, name_vi, name_en, audience, hours, competencies, certificate_valid_months, version from training.courses_v1 order by code, id");
            var rows = new List<Row>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), Enum.Parse<Audience>(reader.GetString(4)),
                    reader.GetInt32(5), reader.GetFieldValue<string[]>(6), reader.IsDBNull(7) ? null : reader.GetInt32(7), reader.GetInt64(8)));
            return new Page<Row>(rows, Next: null);
        }
    }
}
