using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Counselling;

/// <summary>How far the pupil thinks it has come.</summary>
internal enum GoalStanding
{
    NotYet,
    PartWay,
    Reached,
    GivenUp,
}

/// <summary>The pupil said how it goes.</summary>
/// <param name="ChildSays">In the pupil's words.</param>
internal sealed record PupilGoalProgressed(int Number, GoalStanding Standing, [Personal] string? ChildSays, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record GoalProgress(GoalStanding Standing, string? ChildSays, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

internal sealed record GoalRecord(PupilGoalSet Event, PersonRef By, DateTimeOffset RecordedAt, IReadOnlyList<GoalProgress> Progress)
{
    public GoalStanding Standing => Progress.Count > 0 ? Progress[^1].Standing : GoalStanding.NotYet;

    public bool IsOpen => Standing is GoalStanding.NotYet or GoalStanding.PartWay;
}

/// <summary>Writes down how the pupil sees the progress of its own goal.</summary>
internal static class ProgressGoal
{
    public sealed record Body(GoalStanding Standing, DateTimeOffset OccurredAt, string? ChildSays = null);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/goals/{number:int}/progress", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("progressGoal", "Tiến triển của mục tiêu / Progress of a goal", "As the pupil sees it.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.ChildSays).Words(2_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command) => file.IsEnded ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : file.Goals.FirstOrDefault(g => g.Event.Number == command.Number) is not { IsOpen: true } ? Decision.Refuse(CaseRules.NoSuchGoal, command.Number)
        : Decision.Record(new PupilGoalProgressed(command.Number, command.Body.Standing, command.Body.ChildSays, command.Body.OccurredAt));
}
