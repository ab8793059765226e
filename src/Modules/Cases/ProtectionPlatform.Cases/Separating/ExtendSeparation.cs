using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Separating;

/// <summary>Extends a separation, within 15 days in all unless a competent body requires more (Decree 56/2017, Article 32).</summary>
internal static class ExtendSeparation
{
    /// <param name="CompetentOrder">Number, date and body of the order that requires more than 15 days in all.</param>
    public sealed record Body(string DecisionNo, DateOnly DecidedOn, DateOnly Until, string Reason, string? CompetentOrder = null, PerformedBy PerformedBy = PerformedBy.Commune);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/separation-extensions", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("extendSeparation", "Gia hạn cách ly / Extend the separation", "Of the separation in force. With competentOrder it may pass 15 days in all, and DL-SEP is met.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.DecisionNo).Words(100);
            RuleFor(c => (DateOnly?)c.Body.DecidedOn).PlausibleDay().OverridePropertyName("decidedOn");
            RuleFor(c => c.Body.DecidedOn).Must(day => day <= clock.Now().VietNamDay()).Says("Không ở tương lai.", "Must not be in the future.");
            RuleFor(c => (DateOnly?)c.Body.Until).PlausibleDay().OverridePropertyName("until");
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.CompetentOrder).Words(500);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment)
    {
        if (file.RunningSeparation is not { } running) return Decision.Refuse(CaseRules.NoSeparation);
        if (body.Until <= running.Until) return Decision.Refuse(CaseRules.SeparationNotLonger, running.Until.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        if (body.Until > SeparationRecord.LastDay(running.Order.StartsAt) && body.CompetentOrder is null) return Decision.Refuse(CaseRules.SeparationTooLong, SeparationRecord.MostDays);
        return Decision.Record(
        [
            new SeparationExtended(running.Order.Number, running.Extensions.Count + 1, body.DecisionNo, body.DecidedOn, body.Until, body.Reason, body.CompetentOrder, body.PerformedBy),
            .. body.CompetentOrder is null ? [] : file.Settle(DeadlineCodes.Separation, moment.Now),
        ]);
    }
}
