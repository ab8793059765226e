using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Separating;

/// <summary>Ends a separation: cancelled because the parents were assessed as safe, or over (Decree 56/2017, Article 32).</summary>
internal static class EndSeparation
{
    public sealed record Body(string Reason, DateTimeOffset OccurredAt, string? DecisionNo = null, PerformedBy PerformedBy = PerformedBy.Commune);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/separation-end", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("endSeparation", "Kết thúc cách ly / End the separation", "Settles DL-SEP.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.DecisionNo).Words(100);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body) => file.RunningSeparation is not { } running
        ? Decision.Refuse(CaseRules.NoSeparation)
        : Decision.Record(
        [
            new SeparationEnded(running.Order.Number, body.DecisionNo, body.Reason, body.PerformedBy, body.OccurredAt),
            .. file.Settle(DeadlineCodes.Separation, body.OccurredAt),
        ]);
}
