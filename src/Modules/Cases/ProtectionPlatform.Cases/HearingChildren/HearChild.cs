using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.HearingChildren;

/// <summary>The child was asked what it thinks and wants; or why it could not be.</summary>
internal sealed record ChildHeard(
    int Number, [Personal] string About, [Personal] string? Opinion, [Personal] string? NotHeardReason, [Personal(Whose.Others)] string? AdultChosenByChild,
    DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Writes down the child's opinion in the child's words, with the adult it chose to have beside it (Law on Children, Articles 74 to 78).</summary>
internal static class HearChild
{
    /// <param name="Opinion">In the child's words; null only with <paramref name="NotHeardReason"/>.</param>
    public sealed record Body(string About, DateTimeOffset OccurredAt, string? Opinion = null, string? NotHeardReason = null, string? AdultChosenByChild = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/child-opinions", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("hearChild", "Ý kiến của trẻ / The child's opinion", "Either opinion, or notHeardReason.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.About).Words(500);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Opinion).Words(10_000);
            RuleFor(c => c.Body.NotHeardReason).Words(2_000);
            RuleFor(c => c.Body.AdultChosenByChild).Words(200);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body) => file.State == CaseState.New || file.IsEnded
        ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : body.Opinion is null == body.NotHeardReason is null ? Decision.Refuse(CaseRules.OpinionOrReason)
        : Decision.Record(new ChildHeard(file.ChildOpinions.Count + 1, body.About, body.Opinion, body.NotHeardReason, body.AdultChosenByChild, body.OccurredAt));
}
