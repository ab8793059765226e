using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.AssessingRisk;

/// <summary>Records the meeting that settles support needs and measures (Decree 56/2017, Article 27.2): who came, who did not, what was said.</summary>
internal static class HoldNeedsMeeting
{
    /// <param name="Absent">Who was invited and did not come.</param>
    /// <param name="Dissent">Who did not agree, and with what.</param>
    /// <param name="Decisions">What was decided, with who does it until when.</param>
    public sealed record Body(
        DateTimeOffset HeldAt, IReadOnlyList<Attendee> Attendees, string Minutes, bool ChildHeard, IReadOnlyList<string>? Absent = null,
        string? Place = null, string? Chair = null, string? ChildWish = null, IReadOnlyList<MeetingDissent>? Dissent = null, IReadOnlyList<MeetingDecision>? Decisions = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/needs-meetings", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("holdNeedsMeeting", "Họp xác định nhu cầu / Needs meeting",
            "Needed before a plan.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.HeldAt).HasHappened(clock);
            RuleFor(c => c.Body.Minutes).Words(20_000);
            RuleFor(c => c.Body.Attendees).Must(a => a.Count is >= 1 and <= 50).Says("Cần từ 1 đến 50 người dự.", "Needs 1 to 50 attendees.");
            RuleForEach(c => c.Body.Attendees).ChildRules(a =>
            {
                a.RuleFor(x => x.Name).Words(200);
                a.RuleFor(x => x.Role).Words(200);
            });
            RuleFor(c => c.Body.Absent).Must(a => a is null || a.Count <= 50).Says("Tối đa 50 người.", "At most 50 people.");
            RuleForEach(c => c.Body.Absent).Words(200);
            RuleFor(c => c.Body.Place).Words(300);
            RuleFor(c => c.Body.Chair).Words(200);
            RuleFor(c => c.Body.ChildWish).Words(5_000);
            RuleFor(c => c.Body.Dissent).Must(d => d is null || d.Count <= 50).Says("Tối đa 50 ý kiến.", "At most 50 opinions.");
            RuleForEach(c => c.Body.Dissent).ChildRules(d =>
            {
                d.RuleFor(x => x.Name).Words(200);
                d.RuleFor(x => x.View).Words(2_000);
            });
            RuleFor(c => c.Body.Decisions).Must(d => d is null || d.Count <= 50).Says("Tối đa 50 quyết định.", "At most 50 decisions.");
            RuleForEach(c => c.Body.Decisions).ChildRules(d =>
            {
                d.RuleFor(x => x.Text).Words(2_000);
                d.RuleFor(x => x.Owner).Words(200);
                d.RuleFor(x => x.DueOn).PlausibleDay();
            });
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment _) =>
        file.State is not (CaseState.InitialAssessed or CaseState.Emergency or CaseState.DetailedAssessment or CaseState.UnderReview or CaseState.PlanDrafted)
            ? Decision.Refuse(CaseRules.StateForbids, file.State)
            : Decision.Record(new NeedsMeetingHeld(file.Meetings.Count + 1, command.Body.HeldAt, command.Body.Attendees, command.Body.Absent ?? [], command.Body.Minutes, command.Body.ChildHeard,
                command.Body.Place, command.Body.Chair, command.Body.ChildWish, command.Body.Dissent, command.Body.Decisions));
}
