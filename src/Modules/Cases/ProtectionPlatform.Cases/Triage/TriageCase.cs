using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Triage;

/// <summary>
/// Decides what becomes of a report, always with a reason. Going on opens tracks; "no further action" and "unfounded" are
/// only proposals until a second person agrees. Suspected abuse forces the child-protection track.
/// </summary>
internal static class TriageCase
{
    public sealed record Body(TriageDecision Decision, string Reason, IReadOnlyList<Track>? Tracks = null, Guid? AssigneeId = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/triage", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("triageCase", "Phân loại / Triage", "Decision with reason. NoFurtherAction and Unfounded wait for a second person's confirmation.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.Tracks).Must(t => t is null || t.Distinct().Count() == t.Count).Says("Không lặp lại.", "Without repetition.");
        }
    }

    internal sealed class Handler(CaseDesk desk, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var assignee = command.Body.AssigneeId is { } id ? await directory.Person(id, cancellationToken) : null;
            return await desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, assignee, moment), cancellationToken);
        }
    }

    internal static Decision Decide(CaseFile file, Body body, Person? assignee, Moment moment)
    {
        if (file.Triage is { Pending: true }) return Decision.Refuse(CaseRules.ConfirmationPending);
        if (file.SchoolId is null) return Decision.Refuse(CaseRules.RouteFirst);
        var reopenedUntriaged = file.State == CaseState.Reopened && file.Triage is null;
        var beforeAssessment = file.State is CaseState.New or CaseState.Intake || reopenedUntriaged;
        if (!beforeAssessment && !(file.State == CaseState.Reported && body.Decision != TriageDecision.Proceed))
            return Decision.Refuse(CaseRules.StateForbids, file.State);

        List<object> events = file.State == CaseState.New ? [new ReportReceived(moment.By)] : [];
        if (body.Decision != TriageDecision.Proceed)
            return Decision.Record([.. events, new TriageClosureProposed(body.Decision, body.Reason, file.Reference, file.SchoolId)]);

        var tracks = body.Tracks ?? [];
        if (tracks.Count == 0) return Decision.Refuse(CaseRules.TracksRequired);
        if (file.Report.Report is { SuggestsAbuse: true, ChildIsSixteen: false } && !tracks.Contains(Track.ChildProtection))
            return Decision.Refuse(CaseRules.ChildProtectionRequired);
        events.Add(new CaseTriaged(tracks, body.Reason));
        if (body.AssigneeId is not null)
        {
            if (!AssignCase.IsCaseStaff(assignee, file)) return Decision.Refuse(CaseRules.AssigneeNotStaff);
            events.Add(new CaseAssigned(assignee!.Id, assignee.DisplayName));
        }

        if (tracks.Contains(Track.ChildProtection)) events.AddRange(ChildProtectionClocks(file, moment));
        // Told of in the report, it runs since then already.
        if (tracks.Contains(Track.SchoolViolence) && file.Deadlines.All(d => d.Event.Code != DeadlineCodes.ParentsInformed) && file.ParentNotices.Count == 0)
            events.AddRange(moment.StartClock(file, DeadlineCodes.ParentsInformed, moment.Now));
        return Decision.Record(events);
    }

    /// <summary>Clocks of Decree 56; those that started with the report go on. A clock waived when the case was stopped starts anew.</summary>
    /// <param name="learnedAt">When the suspicion arose, if not with the report.</param>
    public static IEnumerable<object> ChildProtectionClocks(CaseFile file, Moment moment, DateTimeOffset? learnedAt = null)
    {
        var since = learnedAt ?? file.Reopenings.LastOrDefault()?.At;
        return new[]
            {
                (Code: DeadlineCodes.Report, Start: since ?? file.Report.Report.KnownAt),
                (Code: DeadlineCodes.Emergency, Start: since ?? file.OpenedAt),
                (Code: DeadlineCodes.InitialAssessment, Start: since ?? file.OpenedAt),
            }
            .Where(clock => !file.Deadlines.Any(d => d.Event.Code == clock.Code && d.Settled is not { Waived: true }))
            .SelectMany(clock => moment.StartClock(file, clock.Code, clock.Start));
    }
}
