using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Training.Courses;

namespace ProtectionPlatform.Training.Sessions;

/// <summary>Plans a session of a course at an organisation, or notes one that was held.</summary>
internal static class PlanSession
{
    public sealed record Body(Guid CourseId, Guid OrganisationId, DateOnly HeldOn, string Place, string? Trainer = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapPost("/sessions", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("planSession", "Thêm buổi tập huấn / Plan a session", "By a trainer of the organisation, or an administrator.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => (DateOnly?)c.Body.HeldOn).PlausibleDay().OverridePropertyName("Body.HeldOn");
            RuleFor(c => c.Body.Place).Words(300);
            RuleFor(c => c.Body.Trainer).Words(200);
        }
    }

    internal sealed class Handler(Streams<Session> sessions, Streams<Course> courses, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            if (!permit.Covers(body.OrganisationId)
                || await directory.Organisation(body.OrganisationId, cancellationToken) is null
                || await courses.Load(body.CourseId, cancellationToken) is null) return Outcome.NotFound;
            var id = clock.NewId();
            return await sessions.Start(id, Decide(id, body), cancellationToken);
        }
    }

    internal static Decision Decide(Guid id, Body body) => Decision
        .Record(new SessionPlannedEvent(body.CourseId, body.OrganisationId, body.HeldOn, body.Place, body.Trainer))
        .Creating($"/api/v1/training/sessions/{id}");
}
