using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.AssessingRisk;

/// <summary>A second person agrees, or not, with an officer's level that is lower than the computed one. Until then the computed level counts.</summary>
internal static class ConfirmLowerRisk
{
    public sealed record Body(bool Agree, string Reason);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/assessments/{number:int}/confirmation", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("confirmLowerRisk", "Xác nhận hạ mức nguy cơ / Confirm a lower risk level",
            "By somebody else than the assessor.");

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
        var assessment = file.Assessments.FirstOrDefault(a => a.Event.Number == command.Number);
        if (assessment is not { LevelPending: true }) return Decision.Refuse(CaseRules.NothingToConfirm);
        if (moment.IsBehind(assessment.By)) return Decision.Refuse(CaseRules.SecondPerson);
        return Decision.Record(command.Body.Agree
            ? new LowerRiskConfirmed(command.Number, assessment.Event.OfficerLevel, command.Body.Reason)
            : new LowerRiskRejected(command.Number, command.Body.Reason));
    }
}
