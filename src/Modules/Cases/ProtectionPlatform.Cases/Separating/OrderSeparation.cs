using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Separating;

/// <summary>Records the decision to separate a child for a time from parent or caregiver (Form 07; Decree 56/2017, Article 32): made by the commune's chair, mirrored by the school from the paper.</summary>
internal static class OrderSeparation
{
    public sealed record Body(
        string DecisionNo, DateOnly DecidedOn, string Signer, IReadOnlyList<SeparationGround> Grounds, string Reason, IReadOnlyList<string> SeparatedFrom, string ReceivedBy,
        DateTimeOffset StartsAt, DateOnly Until, string? ShelterAddress = null, IReadOnlyList<string>? Responsible = null, IReadOnlyList<string>? Recipients = null,
        PerformedBy PerformedBy = PerformedBy.Commune);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/separations", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("orderSeparation", "Tạm thời cách ly trẻ (Mẫu số 07) / Temporary separation",
            "Settles DL-EMERG and starts DL-SEP. 15 days at most, extensions included.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.DecisionNo).Words(100);
            RuleFor(c => (DateOnly?)c.Body.DecidedOn).PlausibleDay().OverridePropertyName("decidedOn");
            RuleFor(c => c.Body.DecidedOn).Must(day => day <= clock.Now().VietNamDay()).Says("Không ở tương lai.", "Must not be in the future.");
            RuleFor(c => c.Body.Signer).Words(200);
            RuleFor(c => c.Body.Grounds).Must(g => g.Count is >= 1 and <= 3 && g.Distinct().Count() == g.Count).Says("Chọn ít nhất một căn cứ, không lặp lại.", "Choose at least one ground, without repetition.");
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.SeparatedFrom).Must(p => p.Count is >= 1 and <= 10).Says("Ghi từ 1 đến 10 người.", "Name 1 to 10 people.");
            RuleForEach(c => c.Body.SeparatedFrom).Words(200);
            RuleFor(c => c.Body.ReceivedBy).Words(300);
            RuleFor(c => c.Body.ShelterAddress).Words(500);
            RuleFor(c => c.Body.StartsAt).HasHappened(clock);
            RuleFor(c => (DateOnly?)c.Body.Until).PlausibleDay().OverridePropertyName("until");
            RuleFor(c => c.Body.Responsible).Must(p => p is null || p.Count <= 20).Says("Tối đa 20.", "At most 20.");
            RuleForEach(c => c.Body.Responsible).Words(300);
            RuleFor(c => c.Body.Recipients).Must(p => p is null || p.Count <= 20).Says("Tối đa 20.", "At most 20.");
            RuleForEach(c => c.Body.Recipients).Words(300);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment)
    {
        if (file.IsEnded || file.State == CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (!file.IsChildProtection) return Decision.Refuse(file.Triage is null ? CaseRules.TriageFirst : CaseRules.NotChildProtection);
        if (file.RunningSeparation is not null) return Decision.Refuse(CaseRules.SeparationRuns);
        if (body.PerformedBy == PerformedBy.School) return Decision.Refuse(CaseRules.CommuneDecides);
        if (body.Until < body.StartsAt.VietNamDay()) return Decision.Refuse(CaseRules.SeparationNotLonger, body.StartsAt.VietNamDay().ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        if (body.Until > SeparationRecord.LastDay(body.StartsAt)) return Decision.Refuse(CaseRules.SeparationTooLong, SeparationRecord.MostDays);
        return Decision.Record(
        [
            new SeparationOrdered(file.Separations.Count + 1, body.DecisionNo, body.DecidedOn, body.Signer, body.Grounds, body.Reason, body.SeparatedFrom, body.ReceivedBy, body.ShelterAddress,
                body.StartsAt, body.Until, body.Responsible ?? [], body.Recipients ?? [], body.PerformedBy),
            .. file.Settle(DeadlineCodes.Emergency, body.StartsAt),
            .. moment.StartClock(file, DeadlineCodes.Separation, body.StartsAt),
        ]);
    }
}
