using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>A legal hold: proceedings or an investigation need the file, so nothing of it is erased until the hold is lifted ([D] P-25).</summary>
internal static class HoldCase
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, bool Holds, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapPost("/{id:guid}/legal-hold", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, true, body), ct))
            .Changes("holdCase", "Giữ hồ sơ theo yêu cầu pháp lý / Legal hold", "Nothing of the case is erased until the hold is lifted.");
        cases.MapPost("/{id:guid}/legal-hold/lifting", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, false, body), ct))
            .Changes("liftHold", "Bỏ giữ hồ sơ / Lift the legal hold", "The retention period counts again.");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Holds, command.Body), cancellationToken, whileResting: true);
    }

    internal static Decision Decide(CaseFile file, bool holds, Body body) =>
        file.IsHeld == holds ? Decision.Refuse(holds ? CaseRules.AlreadyHeld : CaseRules.NotHeld)
        : holds ? Decision.Record(new LegalHoldSet(body.Reason))
        : Decision.Record(new LegalHoldLifted(body.Reason));
}
