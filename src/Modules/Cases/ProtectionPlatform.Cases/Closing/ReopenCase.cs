using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Closing;

/// <summary>Opens an ended case again on new information; both endings and their reasons stay.</summary>
internal static class ReopenCase
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/reopening", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("reopenCase", "Mở lại ca / Reopen",
            "From Closed, Unfounded or NoFurtherAction.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        if (!file.IsEnded) return Decision.Refuse(CaseRules.NotEnded);
        if (file.State == CaseState.Transferred) return Decision.Refuse(CaseRules.StateForbids, file.State);
        // New information about a protected child is received now; a concern that was stopped at triage is triaged again first.
        var clocks = file is { State: CaseState.Closed, IsChildProtection: true }
            ? new[] { DeadlineCodes.Emergency, DeadlineCodes.InitialAssessment }.SelectMany(code => moment.StartClock(file, code, moment.Now))
            : [];
        return Decision.Record([new CaseReopened(command.Body.Reason, file.SchoolId), .. file.Drop(d => DeadlineCodes.IsFollowUp(d.Event.Code), moment.Now), .. clocks]);
    }
}
