using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Justice;

/// <summary>What happens to a child in proceedings.</summary>
internal enum JusticeKind
{
    PoliceReport,
    Interview,
    ForensicExamination,
    Prosecution,
    CourtHearing,
    Judgment,
    LegalAid,

    /// <summary>The court is asked to restrict parental rights or to order separation (Law on Children, Article 52.3).</summary>
    CourtRequest,
}

/// <summary>An event of proceedings, handled with the child in mind.</summary>
/// <param name="Authority">Police, court, legal-aid centre.</param>
/// <param name="Contact">Investigator, lawyer, clerk: whom to ask.</param>
/// <param name="AdultChosenByChild">Who the child wanted beside it.</param>
/// <param name="SharedWith">Who works with the record of this one interview, so that the child tells it once.</param>
/// <param name="RepeatReason">Why the child had to be asked again.</param>
internal sealed record JusticeEventRecorded(
    int Number, JusticeKind Kind, [Personal] string Authority, [Personal(Whose.Others)] string? Contact, [Personal] string Note, [Personal(Whose.Others)] string? AdultChosenByChild,
    [Personal] IReadOnlyList<string> SharedWith, [Personal] string? RepeatReason, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Records an event with police, court or legal aid, child-friendly: the adult the child chose, one interview shared by those who need it.</summary>
internal static class RecordJusticeEvent
{
    /// <param name="Authority">Police, court, legal-aid centre.</param>
    /// <param name="RepeatReason">Needed from the second interview on.</param>
    public sealed record Body(
        JusticeKind Kind, string Authority, string Note, DateTimeOffset OccurredAt, string? Contact = null, string? AdultChosenByChild = null,
        IReadOnlyList<string>? SharedWith = null, string? RepeatReason = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/justice-events", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordJusticeEvent", "Tư pháp thân thiện với trẻ / Child-friendly justice", "An interview after the first needs repeatReason: the child should tell it once.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.Authority).Words(300);
            RuleFor(c => c.Body.Note).Words(10_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Contact).Words(300);
            RuleFor(c => c.Body.AdultChosenByChild).Words(200);
            RuleFor(c => c.Body.RepeatReason).Words(2_000);
            RuleFor(c => c.Body.SharedWith).Must(s => s is null || s.Count <= 20).Says("Tối đa 20.", "At most 20.");
            RuleForEach(c => c.Body.SharedWith).Words(300);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    /// <summary>Proceedings often go on when the case has long been closed.</summary>
    internal static Decision Decide(CaseFile file, Body body)
    {
        if (file.Triage is null) return Decision.Refuse(CaseRules.TriageFirst);
        if (body is { Kind: JusticeKind.Interview, RepeatReason: null } && file.JusticeEvents.Any(e => e.Event.Kind == JusticeKind.Interview)) return Decision.Refuse(CaseRules.OneInterview);
        return Decision.Record(new JusticeEventRecorded(file.JusticeEvents.Count + 1, body.Kind, body.Authority, body.Contact, body.Note, body.AdultChosenByChild, body.SharedWith ?? [],
            body.RepeatReason, body.OccurredAt));
    }
}
