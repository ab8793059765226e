using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Says that a case is about the same pupil. The case file does not change; the link stands in the register.</summary>
internal static class LinkCase
{
    public sealed record Body(Guid CaseId);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/{id:guid}/cases", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("linkCircumstanceCase", "Nối học sinh với một ca / Link a pupil to a case", "A case of the same school that the caller may see. Nobody sees the link who may not see the case.");

    internal sealed class Handler(Streams<Circumstance> entries, Streams<CaseFile> cases, Permit permit, Actor actor, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var found = await cases.Load(command.Body.CaseId, cancellationToken);
            var school = found is not null && CaseAccess.MaySee(actor, found.State, clock.Now()) ? found.State.SchoolId : null;
            return await entries.Change(command.Id, command.Version, entry => permit.Covers(entry.SchoolId), entry => Decide(entry, command.Body.CaseId, school), cancellationToken);
        }
    }

    /// <param name="school">Of the case, where the caller may see it.</param>
    internal static Decision Decide(Circumstance entry, Guid caseId, Guid? school) =>
        school != entry.SchoolId ? Decision.Refuse(RegisterRules.CaseUnknown)
        : entry.CaseIds.Contains(caseId) ? Decision.Refuse(RegisterRules.CaseLinked)
        : Decision.Record(new CircumstanceCaseLinked(caseId));
}
