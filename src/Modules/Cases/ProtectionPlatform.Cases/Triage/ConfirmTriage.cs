using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>The second person agrees, or not, that a concern goes no further. The record is kept either way.</summary>
internal static class ConfirmTriage
{
    public sealed record Body(bool Agree, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/triage/confirmation", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("confirmTriage", "Xác nhận dừng ca / Confirm that it goes no further", "By the focal person or the principal, never by who proposed it.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment)
    {
        if (file.Triage is not { Pending: true } proposed) return Decision.Refuse(CaseRules.NothingToConfirm);
        if (moment.IsBehind(proposed.By)) return Decision.Refuse(CaseRules.SecondPerson);
        if (!body.Agree) return Decision.Record(new TriageClosureRejected(body.Reason));
        // Two persons found that nothing has to follow: what still runs is waived with that reason.
        var waived = file.Deadlines.Where(d => d.IsRunning)
            .Select(d => new DeadlineSettled(d.Event.DeadlineId, d.Event.Code, moment.Now, Late: false, Waived: true, body.Reason, file.SchoolId));
        return Decision.Record([new TriageClosureConfirmed(proposed.Decision, body.Reason), .. waived]);
    }
}
