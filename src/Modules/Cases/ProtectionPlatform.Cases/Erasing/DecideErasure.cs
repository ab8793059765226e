using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>The second person agrees to an erasure, or not ([D] P-25). Agreed, it cannot be taken back: the keys are destroyed at once.</summary>
internal static class DecideErasure
{
    public sealed record Body(bool Agree, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/erasure/confirmation", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("decideErasure", "Quyết định việc xóa / Decide on an erasure", "By another person than who proposed it. What is agreed to cannot be undone.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, RetentionRules.Initial, moment), cancellationToken, whileResting: true);
    }

    internal static Decision Decide(CaseFile file, Body body, RetentionRules rules, Moment moment)
    {
        if (file.Erasure is not { IsPending: true } proposed) return Decision.Refuse(CaseRules.NothingToConfirm);
        if (moment.IsBehind(proposed.By)) return Decision.Refuse(CaseRules.SecondPerson);
        if (!body.Agree) return Decision.Record(new ErasureRejected(body.Reason));
        return ProposeErasure.Refusal(file, proposed.Scope, rules, moment.Now) ?? Decision.Record(new ErasureApproved(proposed.Scope));
    }
}
