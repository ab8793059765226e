using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Counselling;

/// <summary>The pupil set itself a goal.</summary>
/// <param name="Goal">In the pupil's words.</param>
/// <param name="FirstStep">What the pupil does first.</param>
/// <param name="HelpWanted">Help the pupil asks for.</param>
internal sealed record PupilGoalSet(int Number, [Personal] string Goal, [Personal] string? FirstStep, [Personal] string? HelpWanted, DateOnly? LookAgainOn, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Writes down a goal the pupil set itself, in the pupil's words: children become able to solve their own problems (CAS-07).</summary>
internal static class SetGoal
{
    public sealed record Body(string Goal, DateTimeOffset OccurredAt, string? FirstStep = null, string? HelpWanted = null, DateOnly? LookAgainOn = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/goals", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("setGoal", "Mục tiêu của học sinh / The pupil's own goal", "In the pupil's words, with the first step it takes itself.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Goal).Words(2_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.FirstStep).Words(2_000);
            RuleFor(c => c.Body.HelpWanted).Words(2_000);
            RuleFor(c => c.Body.LookAgainOn).PlausibleDay();
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body) => file.Triage is null ? Decision.Refuse(CaseRules.TriageFirst)
        : file.IsEnded ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : Decision.Record(new PupilGoalSet(file.Goals.Count + 1, body.Goal, body.FirstStep, body.HelpWanted, body.LookAgainOn, body.OccurredAt));
}
