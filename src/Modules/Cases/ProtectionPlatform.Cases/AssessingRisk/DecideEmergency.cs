using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.AssessingRisk;

/// <summary>Records the decision on emergency measures or temporary safety (Decree 56/2017, Articles 26.3 and 31), or why none are needed.</summary>
internal static class DecideEmergency
{
    /// <param name="ShelterAddress">Where the child is sheltered: kept behind a second permission and printed nowhere. Not to be repeated among the measures.</param>
    public sealed record Body(
        EmergencyDecision Decision, DateTimeOffset OccurredAt, string? DecisionNo = null, IReadOnlyList<string>? Measures = null,
        string? Reason = null, PerformedBy PerformedBy = PerformedBy.Commune, string? ShelterAddress = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/emergency-measures", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("decideEmergency", "Can thiệp khẩn cấp / Emergency measures",
            "Settles DL-EMERG. Measures are needed when taken, a reason when not needed.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.DecisionNo).Words(100);
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.Measures).Must(m => m is null || m.Count <= 20).Says("Tối đa 20 biện pháp.", "At most 20 measures.");
            RuleForEach(c => c.Body.Measures).Words(2_000);
            RuleFor(c => c.Body.ShelterAddress).Words(500);
            RuleFor(c => c.Body.ShelterAddress).Null().When(c => c.Body.Decision == EmergencyDecision.NotNeeded)
                .Says("Chỉ ghi nơi tạm lánh khi có can thiệp.", "A shelter belongs to measures that are taken.");
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command, Moment moment)
    {
        var body = command.Body;
        // Measures may come before any paper: a child in danger does not wait for Form 02.
        if (file.IsEnded || file.State == CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (!file.IsChildProtection) return Decision.Refuse(file.Triage is null ? CaseRules.TriageFirst : CaseRules.NotChildProtection);
        var measures = body.Measures ?? [];
        if (body.Decision == EmergencyDecision.Taken ? measures.Count == 0 : body.Reason is null) return Decision.Refuse(CaseRules.EmergencyReason);
        return Decision.Record(
        [
            new EmergencyDecided(file.Emergencies.Count + 1, body.Decision, body.DecisionNo, measures, body.PerformedBy, body.Reason, body.OccurredAt, body.ShelterAddress),
            .. file.Settle(DeadlineCodes.Emergency, body.OccurredAt),
        ]);
    }
}
