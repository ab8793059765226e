using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.UrgentAccess;

/// <summary>Ends somebody's urgent access before its time. It ends by itself anyway.</summary>
internal static class EndUrgentAccess
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, Guid PersonId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/urgent-access/{personId:guid}/ending", (Guid id, Guid personId, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, personId, version, body), ct))
        .Changes("endUrgentAccess", "Kết thúc quyền xem khẩn cấp / End urgent access", "With a reason. What was read stays on record.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.PersonId, command.Body, moment.Now), cancellationToken,
                (connection, transaction, _, ct) => Opened.Close(connection, transaction, command.CaseId, command.PersonId, ct), whileResting: true);
    }

    internal static Decision Decide(CaseFile file, Guid person, Body body, DateTimeOffset now) => file.UrgentAccess.Any(taken => taken.Person.Id == person && taken.IsOpenAt(now))
        ? Decision.Record(new UrgentAccessEnded(person, body.Reason))
        : Decision.Refuse(CaseRules.NotOpenUrgently);
}
