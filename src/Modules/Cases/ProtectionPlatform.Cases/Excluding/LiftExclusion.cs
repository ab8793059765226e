using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Excluding;

/// <summary>Ends an exclusion when its ground fell away. The record of both stays.</summary>
internal static class LiftExclusion
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, Guid PersonId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/exclusions/{personId:guid}/lifting", (Guid id, Guid personId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, personId, version, body), ct))
        .Changes("liftExclusion", "Cho xem lại / Lift an exclusion", "With a reason. The person's role counts again.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.PersonId, command.Body), cancellationToken,
                (connection, transaction, _, ct) => Exclusions.Readmit(connection, transaction, command.CaseId, command.PersonId, ct), whileResting: true);
    }

    internal static Decision Decide(CaseFile file, Guid person, Body body) => file.Excludes(person)
        ? Decision.Record(new ExclusionLifted(person, body.Reason))
        : Decision.Refuse(CaseRules.NotExcluded);
}
