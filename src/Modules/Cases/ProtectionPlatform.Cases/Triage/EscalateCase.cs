using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>Abuse is suspected after all: adds the child-protection track at any time and starts its clocks, from now, when the school learned of it.</summary>
internal static class EscalateCase
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/escalation", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("escalateCase", "Chuyển sang bảo vệ trẻ em / Escalate to child protection", "Possible in every open state.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment) =>
        file.IsEnded || file.IsChildProtection ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : file.Triage is null ? Decision.Refuse(CaseRules.TriageFirst)
        : Decision.Record([new EscalatedToChildProtection(body.Reason), .. TriageCase.ChildProtectionClocks(file, moment, learnedAt: moment.Now)]);
}
