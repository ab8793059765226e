using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.LegalHolds;

/// <summary>Orders that nothing of a case is erased.</summary>
internal static class SetLegalHold
{
    public sealed record Body(string CaseReference, string Reason);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/legal-holds", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("setLegalHold", "Ra lệnh lưu giữ / Set a legal hold", "Nothing of the case is erased until the hold is lifted.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.CaseReference).Words(Shapes.Short);
            RuleFor(c => c.Body.Reason).Words(Shapes.Long);
        }
    }

    internal sealed class Handler(Streams<LegalHold> holds, KnownCases cases) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await cases.ByReference([request.Body.CaseReference], cancellationToken) is not [var known])
                throw Shapes.Wrong("caseReference", "Không có ca mang mã này.", "There is no case of this reference.");
            var id = LegalHold.StreamOf(known.Id);
            return await holds.StartOrChange(id, null, hold => Decide(hold, id, known.Id, request.Body), cancellationToken);
        }
    }

    internal static Decision Decide(LegalHold? hold, Guid id, Guid caseId, Body body) =>
        hold is { IsSet: true } ? Decision.Refuse(PrivacyRules.HeldAlready)
        : Decision.Record(new LegalHoldSet(caseId, body.Reason)).Creating($"/api/v1/privacy/legal-holds/{id}");
}

/// <summary>Ends a hold.</summary>
internal static class LiftLegalHold
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/legal-holds/{id:guid}/lifting", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("liftLegalHold", "Gỡ lệnh lưu giữ / Lift a legal hold", "With a reason. The case may then be erased when its time comes.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(Shapes.Long);
    }

    internal sealed class Handler(Streams<LegalHold> holds, KnownCases cases) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            await holds.Load(request.Id, cancellationToken) is { State: var hold } && await cases.MaySee([hold.CaseId], cancellationToken)
                ? await holds.Change(request.Id, request.Version, _ => true, state => Decide(state, request.Body), cancellationToken)
                : Outcome.NotFound;
    }

    internal static Decision Decide(LegalHold hold, Body body) =>
        hold.IsSet ? Decision.Record(new LegalHoldLifted(body.Reason)) : Decision.Refuse(PrivacyRules.NotHeld);
}
