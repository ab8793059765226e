using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Incidents;

/// <summary>Corrects what the child of this case had to do with its incident, or takes it out of it. The case file holds no word of it before or after.</summary>
internal static class CorrectIncident
{
    /// <param name="Role">The right role; null takes the child out of the incident.</param>
    public sealed record Body(IncidentCorrectionGround Ground, IncidentRole? Role = null);

    public sealed record Command(Guid CaseId, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/incident/correction", (Guid id, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, body), ct))
        .Changes("correctIncident", "Sửa liên kết vụ việc / Correct a link to an incident", "Of the child of this case. Without role the child is taken out.");

    internal sealed class Handler(Streams<Incident> incidents, CaseDesk desk, Permit permit, ModuleDatabase<CasesModule> database) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var here = (await desk.Read(command.CaseId, cancellationToken)).State;
            if (!CaseAccess.May(permit.Row, permit.Actor, here)) throw new ProblemException(Problems.Forbidden);
            await using var connection = await database.Open(cancellationToken);
            return await IncidentRows.Of(connection, here.Id, cancellationToken) is { } incident
                ? await incidents.Change(incident, null, _ => true, state => Decide(state, here.Id, command.Body), cancellationToken, command.Body.Role is null ? IncidentRows.Drop(incident, here.Id) : null)
                : Outcome.Refused(new Refusal(CaseRules.NoIncident, []));
        }
    }

    internal static Decision Decide(Incident incident, Guid caseId, Body body) => !incident.Has(caseId)
        ? Decision.Refuse(CaseRules.NoIncident)
        : Decision.Record(body.Role is { } role ? new IncidentRoleCorrected(caseId, role, body.Ground) : new IncidentChildRemoved(caseId, body.Ground));
}
