using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Training.Sessions;

namespace ProtectionPlatform.Training.Certificates;

/// <summary>Certificates: everybody's own, and all of an organisation for its trainers and principal.</summary>
internal static class ListCertificates
{
    /// <param name="Valid">On the day asked for, otherwise today.</param>
    public sealed record Row(
        Guid Id, string Number, Guid PersonId, string PersonName, string CourseCode, string CourseNameVi, string CourseNameEn, DateOnly IssuedOn, DateOnly? ValidTo, bool Valid);

    public sealed record Query(Guid? PersonId, DateOnly? ValidOn, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapGet("/certificates", (Guid? personId, DateOnly? validOn, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(personId, validOn, position), ct))
        .Reads<Page<Row>>("listCertificates", "Chứng nhận / List certificates", "One's own; trainers and principals see all of their organisation. validOn keeps those valid on that day.");

    public static Task On(CertificateIssuedEvent e, MessageContext context) => context.Execute(
        """
        insert into training.certificates_v1 (id, number, person_id, organisation_id, course_id, issued_on, valid_to, last_seq)
        values (@CertificateId, @Number, @PersonId, @OrganisationId, @CourseId, @IssuedOn::date, @ValidTo::date, @Sequence)
        on conflict (id) do nothing
        """,
        new
        {
            e.CertificateId,
            e.Number,
            e.PersonId,
            e.OrganisationId,
            e.CourseId,
            IssuedOn = e.IssuedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ValidTo = e.ValidTo?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            context.Sequence,
        });

    internal sealed class Handler(ModuleDatabase<TrainingModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(TrainingModule.CertificateList, request.Position, cancellationToken);
            await subscriptions.ReadOwnWrite(TrainingModule.CourseList, request.Position, cancellationToken);
            var (everywhere, organisations) = TrainingAccess.Parameters(permit);
            await using var command = database.Source.CreateCommand(
                $"""
                select t.id, t.number, t.person_id, c.code, c.name_vi, c.name_en, t.issued_on, t.valid_to,
                  @day between t.issued_on and coalesce(t.valid_to, 'infinity')
                from training.certificates_v1 t join training.courses_v1 c on c.id = t.course_id
                where (t.person_id = @me or {TrainingAccess.MaySeeSql})
                  and (@person::uuid is null or t.person_id = @person)
                  and (not @onlyValid or @day between t.issued_on and coalesce(t.valid_to, 'infinity'))
                order by t.issued_on desc, t.number desc
                """);
            command.Parameters.AddWithValue("me", permit.Actor.Id);
            command.Parameters.AddWithValue("everywhere", everywhere);
            command.Parameters.AddWithValue("organisations", organisations);
            command.Parameters.AddWithValue("onlyValid", request.ValidOn is not null);
            command.Parameters.Add(new("day", NpgsqlDbType.Date) { Value = request.ValidOn ?? clock.Now().VietNamDay() });
            command.Parameters.Add(new("person", NpgsqlDbType.Uuid) { Value = (object?)request.PersonId ?? DBNull.Value });
            var rows = new List<Row>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var person = reader.GetGuid(2);
                rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), person, (await directory.Person(person, cancellationToken))?.DisplayName ?? "",
                    reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetFieldValue<DateOnly>(6),
                    reader.IsDBNull(7) ? null : reader.GetFieldValue<DateOnly>(7), reader.GetBoolean(8)));
            }

            return new Page<Row>(rows, Next: null);
        }
    }
}
