using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Counselling;

/// <summary>Writes down a counselling talk. Everybody who works with the case sees that there was one; what was said is for the counsellors who may read it.</summary>
internal static class WriteCounselling
{
    /// <param name="SharedWith">Other counsellors of the school who may read it too.</param>
    /// <param name="Text">What was said: for the counsellors who may read it.</param>
    /// <param name="Summary">What everybody who works with the case may know; no clinical detail.</param>
    public sealed record Body(
        CounsellingForm Form, string Text, DateTimeOffset OccurredAt, IReadOnlyList<Guid>? SharedWith = null, CounsellingTopic? Topic = null, string? Summary = null, string? NextStep = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/counselling-notes", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("writeCounsellingNote", "Ghi chép tham vấn / Write a counselling note",
            "Read only by its author, the counsellors it is shared with, and the counsellor in charge of the case. In the case file, the chronology and for auditors it is there without its text.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Text).Words(10_000);
            RuleFor(c => c.Body.Summary).Words(2_000);
            RuleFor(c => c.Body.NextStep).Words(2_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.SharedWith).Must(people => people is null || people.Count <= 20).Says("Tối đa 20 người.", "At most 20 people.");
        }
    }

    internal sealed class Handler(CaseDesk desk, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var people = new List<Person?>();
            foreach (var id in (command.Body.SharedWith ?? []).Distinct()) people.Add(await directory.Person(id, cancellationToken));
            return await desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body, people), cancellationToken);
        }
    }

    /// <param name="sharedWith">The people it is to be shared with, as far as there are any by these ids.</param>
    internal static Decision Decide(CaseFile file, Body body, IReadOnlyList<Person?> sharedWith) =>
        sharedWith.Any(person => person is null || file.Excludes(person.Id) || !person.Memberships.Contains(new(Role.Counsellor, file.SchoolId ?? Guid.Empty)))
            ? Decision.Refuse(CaseRules.NotACounsellor)
            : Decision.Record(new CounsellingNoteWritten(file.CounsellingNotes.Count + 1, body.Form, body.Text, [.. sharedWith.Select(person => person!.Id)], body.OccurredAt,
                body.Topic, body.Summary, body.NextStep));
}
