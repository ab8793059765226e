using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Merging;

namespace ProtectionPlatform.Cases.Excluding;

/// <summary>
/// Keeps a person away from a case by name: suspected, a relative of somebody suspected, or with a conflict of interest. From then on the case
/// does not exist for them, whatever their role (Law on Children, Article 6.11: no disclosure against the child's interest; [D] P-12).
/// </summary>
internal static class ExcludePerson
{
    public sealed record Body(Guid PersonId, ExclusionGround Ground, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/exclusions", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("excludePerson", "Không cho một người biết ca / Exclude a person",
            "For them the case stops existing: in lists, searches, notices, exports and audit pages. Somebody who can work with it has to remain.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk, Streams<CaseFile> cases, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var person = await directory.Person(command.Body.PersonId, cancellationToken);
            var able = await AbleToWork(command.CaseId, cancellationToken);
            return await desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body, person, able), cancellationToken,
                MergeRows.Exclude(command.CaseId, command.Body.PersonId));
        }

        /// <summary>Everybody whose role lets them work with the case.</summary>
        private async Task<IReadOnlyList<Guid>> AbleToWork(Guid caseId, CancellationToken ct)
        {
            if ((await cases.Load(caseId, ct))?.State is not { } file) return [];
            var people = new List<Person>();
            if (file.SchoolId is { } school) people.AddRange(await directory.PeopleAt(school, CaseAccess.SchoolRoles, ct));
            foreach (var authority in file.Authorities) people.AddRange(await directory.PeopleAt(authority, CaseAccess.Reading.RolesAs(Relation.BodySentTo), ct));
            if (file.SchoolId is null) people.AddRange(await directory.PeopleAnywhere(CaseAccess.Reading.RolesAs(Relation.NoOrganisationYet), ct));
            return [.. people.Select(p => p.Id).Distinct()];
        }
    }

    internal static Decision Decide(CaseFile file, Body body, Person? person, IReadOnlyList<Guid> able) =>
        person is null ? Decision.Refuse(CaseRules.PersonUnknown)
        : file.Excludes(person.Id) ? Decision.Refuse(CaseRules.AlreadyExcluded)
        : able.All(id => id == person.Id || file.Excludes(id)) ? Decision.Refuse(CaseRules.NobodyWouldRemain)
        : Decision.Record(new PersonExcluded(person.Id, person.DisplayName, body.Ground, body.Reason));
}
