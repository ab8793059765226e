using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Closing;

/// <summary>Somebody looked after the child again after the case had ended.</summary>
/// <param name="Safe">The child is safe; if not, the case should be reopened.</param>
internal sealed record FollowUpNoted(int Number, bool Safe, [Personal] string Note, [Personal(Whose.Others)] string? ContactWith, [Personal] string? ChildOpinion, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Notes how the child fares 30, 90 and 180 days after the case ended (DL-FOLLOW-30, -90, -180).</summary>
internal static class NoteFollowUp
{
    /// <param name="ContactWith">Whom one talked with besides the child.</param>
    public sealed record Body(DateTimeOffset OccurredAt, bool Safe, string Note, string? ContactWith = null, string? ChildOpinion = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/follow-ups", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("noteFollowUp", "Theo dõi sau kết thúc / Follow up after closing", "Of a closed case. Settles the earliest follow-up clock that runs.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Note).Words(5_000);
            RuleFor(c => c.Body.ContactWith).Words(300);
            RuleFor(c => c.Body.ChildOpinion).Words(5_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body)
    {
        if (file.State != CaseState.Closed) return Decision.Refuse(CaseRules.StateForbids, file.State);
        var next = file.Deadlines.Where(d => d.IsRunning && DeadlineCodes.IsFollowUp(d.Event.Code)).MinBy(d => d.Event.DueAt);
        return Decision.Record(
        [
            new FollowUpNoted(file.FollowUps.Count + 1, body.Safe, body.Note, body.ContactWith, body.ChildOpinion, body.OccurredAt),
            .. next is null ? [] : file.Settle(next.Event.Code, body.OccurredAt),
        ]);
    }
}
