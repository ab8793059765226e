using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.UrgentAccess;

/// <summary>
/// Breaks the glass: somebody who works with children under the same department opens a case no role lets them see, to read, for a reason and a
/// limited time ([D] P-13). They must know which case; for who is excluded from it by name there is none. Others are told at once.
/// </summary>
internal static class TakeUrgentAccess
{
    private const int LongestHours = 24;

    /// <param name="Case">The case's reference or id, exactly.</param>
    public sealed record Body(string Case, string Reason, int Hours = 4);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/urgent-access", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("takeUrgentAccess", "Mở ca khẩn cấp / Open a case in an emergency",
            "Reading only, 4 hours unless said otherwise, at most 24; every read under it is marked. The focal person and the data protection officers are told at once. A case that is not there and one that must not be known answer alike.")
        .Shows("case");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Case).Words(100);
            RuleFor(c => c.Body.Reason).Words(2_000);
        }
    }

    internal sealed class Handler(CaseDesk desk, Streams<CaseFile> cases, ModuleDatabase<CasesModule> database, RequestContext request) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var moment = await desk.Moment(cancellationToken);
            var caseId = Guid.TryParse(command.Body.Case, out var id) ? id : await CaseReferences.Find(database, command.Body.Case, cancellationToken) ?? Guid.Empty;
            request.SubjectId = caseId;
            var outcome = await cases.Change(caseId, version: null, file => Reaches(file, moment), file => Decide(file, command.Body, moment), cancellationToken, Keep(caseId));
            // Thrown, so that a refused attempt is recorded as the refused read it is.
            return outcome.Refusal is { } refusal ? throw new ProblemException(refusal.Rule, facts: [.. refusal.Facts]) : outcome;
        }

        private static InlineWrite Keep(Guid caseId) => async (connection, transaction, events, ct) =>
        {
            foreach (var taken in events.OfType<UrgentAccessTaken>())
                await Opened.Open(connection, transaction, caseId, taken.PersonId, taken.Until, ct);
        };
    }

    /// <summary>Works under the department of the case's school. Who sees it otherwise but may not do this is told so; for anybody else there is no such case.</summary>
    internal static bool Reaches(CaseFile file, Moment moment) =>
        !file.Excludes(moment.Actor.UserId) && (IsNear(file, moment) || (CaseAccess.MaySee(moment.Actor, file, moment.Now) ? throw new ProblemException(Problems.Forbidden) : false));

    private static bool IsNear(CaseFile file, Moment moment) =>
        moment.DepartmentOf(file.SchoolId) is { } department
        && AccessPolicy.For("takeUrgentAccess").OrganisationsAs(Relation.SameDepartment, moment.Actor).Any(place => moment.DepartmentOf(place) == department);

    internal static Decision Decide(CaseFile file, Body body, Moment moment) =>
        body.Hours is < 1 or > LongestHours ? Decision.Refuse(CaseRules.UrgentTooLong, LongestHours)
        : CaseAccess.MaySee(moment.Actor, file, moment.Now) ? Decision.Refuse(CaseRules.AlreadyOpen)
        : Decision.Record(new UrgentAccessTaken(moment.Actor.Id, moment.Actor.DisplayName, body.Reason, moment.Now.AddHours(body.Hours), file.Reference, file.SchoolId));
}
