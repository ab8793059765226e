using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>Why a clock stands still. The rule table says which clocks may, and for which of these.</summary>
internal enum PauseReason
{
    ChildInHospital,
    ChildAway,

    /// <summary>Disaster or epidemic.</summary>
    SchoolClosed,
}

/// <summary>A clock stands still from now on.</summary>
internal sealed record DeadlinePaused(Guid DeadlineId, PauseReason Ground, [Personal] string Reason);

/// <summary>It runs again; its ends have moved by as long as it stood.</summary>
internal sealed record DeadlineResumed(Guid DeadlineId, DateTimeOffset WarnAt, DateTimeOffset DueAt);

/// <summary>Stops a clock for a reason its rule allows. The clocks of the law know none: a child in danger does not wait.</summary>
internal static class PauseDeadline
{
    public sealed record Body(PauseReason Ground, string Reason);

    public sealed record Command(Guid CaseId, Guid DeadlineId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/deadlines/{deadlineId:guid}/pause", (Guid id, Guid deadlineId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, deadlineId, version, body), ct))
        .Changes("pauseDeadline", "Tạm dừng thời hạn / Pause a deadline", "Only where its rule allows it.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command)
    {
        if (file.Deadlines.FirstOrDefault(d => d.Event.DeadlineId == command.DeadlineId) is not { IsRunning: true } running) return Decision.Refuse(CaseRules.NoSuchDeadline);
        if (running.PausedAt is not null) return Decision.Refuse(CaseRules.DeadlinePaused);
        return DeadlineRules.PausesOf(running.Event.Code).Contains(command.Body.Ground)
            ? Decision.Record(new DeadlinePaused(command.DeadlineId, command.Body.Ground, command.Body.Reason))
            : Decision.Refuse(CaseRules.MayNotPause);
    }
}

/// <summary>Lets a paused clock run again: what was left when it was stopped is left now.</summary>
internal static class ResumeDeadline
{
    public sealed record Body;

    public sealed record Command(Guid CaseId, Guid DeadlineId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/deadlines/{deadlineId:guid}/resumption", (Guid id, Guid deadlineId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, deadlineId, version, body), ct))
        .Changes("resumeDeadline", "Tiếp tục thời hạn / Resume a deadline", "Moves its end by as long as it stood still.");

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        if (file.Deadlines.FirstOrDefault(d => d.Event.DeadlineId == command.DeadlineId) is not { IsRunning: true, PausedAt: { } since } paused) return Decision.Refuse(CaseRules.DeadlineNotPaused);
        var stood = moment.Now - since;
        return Decision.Record(new DeadlineResumed(command.DeadlineId, paused.Event.WarnAt + stood, paused.Event.DueAt + stood));
    }
}
