using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Incidents;

/// <summary>Says that two children's cases are of one incident: opens it with the case at hand, or adds the other case to it.</summary>
internal static class JoinIncident
{
    /// <param name="Role">What the other child had to do with it.</param>
    /// <param name="RoleHere">What the child of this case had to do with it; only read when the incident is opened by this.</param>
    public sealed record Body(string Reference, IncidentRole Role, IncidentRole RoleHere = IncidentRole.Affected);

    /// <param name="Id">The incident.</param>
    public sealed record Answer(Guid Id, long Version, long Position) : Changed(Id, Version, Position);

    public sealed record Command(Guid CaseId, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/incident", (Guid id, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, body), ct))
        .Changes<Answer>("joinIncident", "Nhiều trẻ trong một vụ việc / Several children in one incident",
            "reference is that of the other child's case at the same school. Neither case file changes: the link stands in the incident.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reference).Words(20);
    }

    internal sealed class Handler(Streams<Incident> incidents, Streams<CaseFile> cases, CaseDesk desk, Permit permit, ModuleDatabase<CasesModule> database, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var here = (await desk.Read(command.CaseId, cancellationToken)).State;
            if (!CaseAccess.May(permit.Row, permit.Actor, here)) throw new ProblemException(Problems.Forbidden);
            if (await Other(command.Body.Reference, cancellationToken) is not { } other || other.SchoolId != here.SchoolId || other.Id == here.Id || here.SchoolId is null)
                return Outcome.Refused(new Refusal(CaseRules.OtherCaseUnknown, []));

            await using var connection = await database.Open(cancellationToken);
            if (await IncidentRows.Of(connection, other.Id, cancellationToken) is not null) return Outcome.Refused(new Refusal(CaseRules.InAnIncident, []));
            if (await IncidentRows.Of(connection, here.Id, cancellationToken) is { } incident)
                return await incidents.Change(incident, null, _ => true, state => Join(state, other.Id, command.Body.Role), cancellationToken, IncidentRows.Keep(incident, other.Id));
            var opened = clock.NewId();
            return await incidents.Start(opened,
                Decision.Record(new IncidentOpened(here.Id, here.SchoolId.Value, command.Body.RoleHere), new IncidentChildJoined(other.Id, command.Body.Role)).Answering(c => new Answer(opened, c.Version, c.Position)),
                cancellationToken, async (open, transaction, events, ct) =>
                {
                    await IncidentRows.Keep(opened, here.Id)(open, transaction, events, ct);
                    await IncidentRows.Keep(opened, other.Id)(open, transaction, events, ct);
                });
        }

        /// <summary>Another case the caller may see; for anybody else there is none.</summary>
        private async Task<CaseFile?> Other(string reference, CancellationToken ct)
        {
            await using var connection = await database.Open(ct);
            await using var command = new NpgsqlCommand("select case_id from cases.report_references where reference = $1", connection) { Parameters = { new() { Value = reference } } };
            return await command.ExecuteScalarAsync(ct) is Guid id && await cases.Load(id, ct) is { } loaded && CaseAccess.May(permit.Row, permit.Actor, loaded.State) ? loaded.State : null;
        }
    }

    internal static Decision Join(Incident incident, Guid caseId, IncidentRole role) => incident.Has(caseId)
        ? Decision.Refuse(CaseRules.InAnIncident)
        : Decision.Record(new IncidentChildJoined(caseId, role)).Answering(c => new Answer(incident.Id, c.Version, c.Position));
}
