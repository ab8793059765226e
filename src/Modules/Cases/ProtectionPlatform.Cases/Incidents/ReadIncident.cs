using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Incidents;

/// <summary>Tells which other children were in the incident of a case: those whose cases the caller may see, and no others, not even how many.</summary>
internal static class ReadIncident
{
    public sealed record Child(Guid CaseId, string Reference, string? ChildName, string? ClassName, IncidentRole Role, CaseState State, DateTimeOffset Since);

    /// <param name="Id">Null when the case belongs to no incident the caller may know of.</param>
    /// <param name="Role">What the child of this case had to do with it.</param>
    public sealed record Answer(Guid? Id, IncidentRole? Role, IReadOnlyList<Child> Others);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/incident", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readIncident", "Các trẻ trong vụ việc / Children of the incident", "Only those whose cases the caller may see.")
        .ShowsMany<Answer>("case", answer => answer.Others.Select(other => other.CaseId));

    internal sealed class Handler(Streams<Incident> incidents, Streams<CaseFile> cases, CaseDesk desk, Permit permit, ModuleDatabase<CasesModule> database) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            await desk.Read(request.CaseId, cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            if (await IncidentRows.Of(connection, request.CaseId, cancellationToken) is not { } id || await incidents.Load(id, cancellationToken) is not { } incident) return new Answer(null, null, []);
            var others = new List<Child>();
            foreach (var child in incident.State.Children.Where(c => c.CaseId != request.CaseId))
                if (await cases.Load(child.CaseId, cancellationToken) is { } loaded && CaseAccess.May(permit.Row, permit.Actor, loaded.State))
                    others.Add(new Child(child.CaseId, loaded.State.Reference, loaded.State.Report.Report.Child?.FullName, loaded.State.Report.Report.Child?.ClassName, child.Role, loaded.State.State, child.Since));
            return others.Count == 0 ? new Answer(null, null, []) : new Answer(id, incident.State.Children.First(c => c.CaseId == request.CaseId).Role, others);
        }
    }
}
