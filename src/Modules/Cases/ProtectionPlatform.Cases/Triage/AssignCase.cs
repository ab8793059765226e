using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>Gives a case to the person responsible for it.</summary>
internal static class AssignCase
{
    public sealed record Body(Guid AssigneeId);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/assignment", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("assignCase", "Giao ca / Assign", "To somebody who works with cases at the same school.");

    internal sealed class Handler(CaseDesk desk, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var assignee = await directory.Person(command.Body.AssigneeId, cancellationToken);
            return await desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, assignee), cancellationToken);
        }
    }

    /// <param name="setId">Of cases assigned together.</param>
    internal static Decision Decide(CaseFile file, Person? assignee, Guid? setId = null) =>
        file.IsEnded ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : !IsCaseStaff(assignee, file) ? Decision.Refuse(CaseRules.AssigneeNotStaff)
        : Decision.Record(new CaseAssigned(assignee!.Id, assignee.DisplayName, setId));

    public static bool IsCaseStaff(Person? person, CaseFile file) =>
        person is not null && !file.Excludes(person.Id) && person.Memberships.Any(m => m.OrganisationId == file.SchoolId && CaseAccess.SchoolRoles.Contains(m.Role));
}
