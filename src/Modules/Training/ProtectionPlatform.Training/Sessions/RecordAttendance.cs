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

/// <summary>Records who attended: always the whole list, so that a correction is the same act. Fixed once certificates are issued.</summary>
internal static class RecordAttendance
{
    public sealed record Body(IReadOnlyList<Attendee> Attendees);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder training) => training
        .MapPost("/sessions/{id:guid}/attendance", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordAttendance", "Điểm danh / Record attendance", "The whole list; a later one replaces it until certificates are issued.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Attendees).Must(all => all.Count <= 2000).Says("Tối đa 2000 người.", "At most 2000 people.");
            RuleFor(c => c.Body.Attendees).Must(all => all.DistinctBy(a => a.PersonId).Count() == all.Count).Says("Mỗi người chỉ một lần.", "Each person only once.");
            RuleForEach(c => c.Body.Attendees).ChildRules(a =>
                a.RuleFor(x => x.Hours).Must(hours => hours is null or >= 0).Says("Không được âm.", "Must not be negative."));
        }
    }

    internal sealed class Handler(Streams<Session> sessions, Streams<Course> courses, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await sessions.Load(request.Id, cancellationToken) is not { State: var session } || !permit.Covers(session.OrganisationId)) return Outcome.NotFound;
            var course = (await courses.Load(session.CourseId, cancellationToken))!.State;
            var people = (await directory.PeopleAt(session.OrganisationId, Enum.GetValues<Role>(), cancellationToken)).Select(p => p.Id).ToHashSet();
            return await sessions.Change(request.Id, request.Version, s => permit.Covers(s.OrganisationId),
                s => Decide(s, course, request.Body, people, clock.Now().VietNamDay()), cancellationToken);
        }
    }

    /// <param name="people">Who belongs to the organisation today. Whoever was accepted on an earlier list may stay on it.</param>
    internal static Decision Decide(Session session, Course course, Body body, IReadOnlySet<Guid> people, DateOnly today) =>
        session.CertificatesIssued ? Decision.Refuse(TrainingRules.AttendanceIsFixed)
        : session.HeldOn > today ? Decision.Refuse(TrainingRules.NotHeldYet, session.HeldOn.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture))
        : body.Attendees.Any(a => a.Hours > course.Hours) ? Decision.Refuse(TrainingRules.TooManyHours, course.Hours)
        : body.Attendees.Any(a => !people.Contains(a.PersonId) && session.Attendees.All(known => known.PersonId != a.PersonId)) ? Decision.Refuse(TrainingRules.AttendeeUnknown)
        : Decision.Record(new AttendanceRecordedEvent(session.OrganisationId, session.CourseId, session.HeldOn, body.Attendees));
}
