using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>Gives a report that named no school to one. Until then only the department sees it.</summary>
internal static class RouteCase
{
    public sealed record Body(Guid SchoolId);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/school", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("routeCase", "Chuyển tin cho trường / Give the report to a school", "For a report that named no school.");

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment) =>
        file.SchoolId is not null ? Decision.Refuse(CaseRules.SchoolKnown)
        : moment.Find(body.SchoolId) is not { Kind: OrganisationKind.School } ? Decision.Refuse(CaseRules.SchoolUnknown)
        : Decision.Record(new SchoolSet(body.SchoolId));
}
