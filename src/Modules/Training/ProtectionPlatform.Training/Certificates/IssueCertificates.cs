using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Training.Courses;
using ProtectionPlatform.Training.Sessions;

namespace ProtectionPlatform.Training.Certificates;

/// <summary>Issues a certificate to each person who was present, once, and thereby fixes the attendance.</summary>
internal static class IssueCertificates
{
    public sealed record Body;

    public sealed record Command(Guid Id, IfMatch Version) : ICommand;

    public sealed record Answer(Guid Id, long Version, long Position, int Issued) : Changed(Id, Version, Position);

    /// <summary>Id and number for one certificate, drawn before the decision.</summary>
    public sealed record Blank(Guid Id, string Number);

    public static void Map(IEndpointRouteBuilder training) => training
        .MapPost("/sessions/{id:guid}/certificates", (Guid id, IfMatch version, Json<Body> _, IMediator send, CancellationToken ct) => send.Send(new Command(id, version), ct))
        .Changes<Answer>("issueCertificates", "Cấp chứng nhận / Issue certificates", "To each person present. Valid from today for the months the course says; validTo is the last day.");

    internal sealed class Handler(Streams<Session> sessions, Streams<Course> courses, ModuleDatabase<TrainingModule> database, Permit permit, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await sessions.Load(request.Id, cancellationToken) is not { State: var session } || !permit.Covers(session.OrganisationId)) return Outcome.NotFound;
            var course = (await courses.Load(session.CourseId, cancellationToken))!.State;
            var today = clock.Now().VietNamDay();
            var blanks = await Draw(session.Present.Count(), today, cancellationToken);
            return await sessions.Change(request.Id, request.Version, s => permit.Covers(s.OrganisationId), s => Decide(s, course, blanks, today), cancellationToken, KeepNumbers);
        }

        /// <summary>A number that is drawn and not used leaves a gap, which means nothing.</summary>
        private async Task<List<Blank>> Draw(int count, DateOnly today, CancellationToken ct)
        {
            await using var command = database.Source.CreateCommand("select nextval('training.certificate_number') from generate_series(1, $1)");
            command.Parameters.Add(new() { Value = count });
            var blanks = new List<Blank>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                blanks.Add(new Blank(clock.NewId(), string.Create(CultureInfo.InvariantCulture, $"CN-{today.Year}-{reader.GetInt64(0):D6}")));
            return blanks;
        }

        private static async Task KeepNumbers(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<object> events, CancellationToken ct)
        {
            var issued = events.OfType<CertificateIssuedEvent>().ToList();
            await using var command = new NpgsqlCommand("insert into training.certificate_numbers (number, certificate_id) select * from unnest($1, $2)", connection, transaction);
            command.Parameters.Add(new() { Value = issued.Select(c => c.Number).ToArray() });
            command.Parameters.Add(new() { Value = issued.Select(c => c.CertificateId).ToArray() });
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    internal static Decision Decide(Session session, Course course, IReadOnlyList<Blank> blanks, DateOnly today)
    {
        if (session.CertificatesIssued) return Decision.Refuse(TrainingRules.AlreadyIssued);
        var present = session.Present.ToList();
        if (present.Count == 0) return Decision.Refuse(TrainingRules.NobodyPresent);
        var validTo = course.CertificateValidMonths is { } months ? today.AddMonths(months).AddDays(-1) : (DateOnly?)null;
        return Decision
            .Record(present.Zip(blanks, (person, blank) => new CertificateIssuedEvent(blank.Id, blank.Number, person, session.OrganisationId, session.CourseId, today, validTo)))
            .Answering(c => new Answer(c.Id, c.Version, c.Position, present.Count));
    }
}
