using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Training.Courses;

/// <summary>Puts a course into the catalogue.</summary>
internal static class DefineCourse
{
    public sealed record Body(
        string Code, string NameVi, string NameEn, Audience Audience, int Hours, IReadOnlyList<string> Competencies, int? CertificateValidMonths = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapPost("/courses", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("defineCourse", "Thêm khóa tập huấn / Define a course", "By trainers and administrators. The code is unique, whatever its case.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Code).Matches("^[A-Za-z0-9][A-Za-z0-9._-]{0,29}$").Says("Tối đa 30 chữ không dấu, số, dấu chấm, gạch.", "At most 30 letters without marks, digits, dots and dashes.");
            RuleFor(c => c.Body.NameVi).Words(300);
            RuleFor(c => c.Body.NameEn).Words(300);
            RuleFor(c => c.Body.Hours).InclusiveBetween(1, 1000).Says("Phải từ 1 đến 1000 giờ.", "Must be from 1 to 1000 hours.");
            RuleFor(c => c.Body.Competencies).Must(competencies => competencies.Count <= 50).Says("Tối đa 50 năng lực.", "At most 50 competencies.");
            RuleForEach(c => c.Body.Competencies).Words(200);
            RuleFor(c => c.Body.CertificateValidMonths).Must(months => months is null or (>= 1 and <= 600)).Says("Phải từ 1 đến 600 tháng.", "Must be from 1 to 600 months.");
        }
    }

    internal sealed class Handler(Streams<Course> courses, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var id = clock.NewId();
            return courses.Start(id, Decide(request.Body), cancellationToken, TakeCode(id, request.Body.Code));
        }

        private static InlineWrite TakeCode(Guid id, string code) => async (connection, transaction, _, ct) =>
        {
            await using var command = new NpgsqlCommand("insert into training.course_codes (code, course_id) values ($1, $2) on conflict do nothing", connection, transaction);
            command.Parameters.Add(new() { Value = code.ToUpperInvariant() });
            command.Parameters.Add(new() { Value = id });
            if (await command.ExecuteNonQueryAsync(ct) == 0) throw new ProblemException(TrainingRules.CourseCodeTaken);
        };
    }

    internal static Decision Decide(Body body) => Decision
        .Record(new CourseDefinedEvent(body.Code.ToUpperInvariant(), body.NameVi, body.NameEn, body.Audience, body.Hours, body.Competencies, body.CertificateValidMonths))
        .Creating("/api/v1/training/courses");
}
