using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Deadlines;

/// <summary>Changes a limit from a day on, for the country or a locality. Never longer than the law's; a local one only shorter. Running clocks keep their rule.</summary>
internal static class ChangeDeadlineRule
{
    /// <param name="Amount">In the unit of the rule: hours, working days or calendar days.</param>
    public sealed record Body(string Code, DateOnly ValidFrom, int Amount, string Reason, Guid? OrganisationId = null, int? HighRiskAmount = null);

    public sealed record Answer(Guid Id, long Version, long Position, string RuleVersion) : Changed(Id, Version, Position);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/deadline-rules", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes<Answer>("changeDeadlineRule", "Đổi thời hạn / Change a limit", "A new dated row of the rule table.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Code).Must(code => DeadlineRules.Initial.All.Any(r => r.Code == code)).Says("Không có thời hạn này.", "There is no such deadline.");
            RuleFor(c => c.Body.Amount).InclusiveBetween(1, 365);
            RuleFor(c => c.Body.HighRiskAmount).InclusiveBetween(1, 365);
            RuleFor(c => (DateOnly?)c.Body.ValidFrom).PlausibleDay().OverridePropertyName("validFrom");
            RuleFor(c => c.Body.Reason).Words(2_000);
        }
    }

    internal sealed class Handler(Streams<DeadlineRules> rules, CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var moment = await desk.Moment(cancellationToken);
            return await rules.Load(DeadlineRules.StreamId, cancellationToken) is null
                ? await rules.Start(DeadlineRules.StreamId, Decide(DeadlineRules.Initial, command.Body, moment), cancellationToken)
                : await rules.Change(DeadlineRules.StreamId, version: null, _ => true, table => Decide(table, command.Body, moment), cancellationToken);
        }
    }

    internal static Decision Decide(DeadlineRules table, Body body, Moment moment)
    {
        var law = DeadlineRules.Initial.All.First(r => r.Code == body.Code);
        if (body.OrganisationId is not null)
        {
            if (moment.Find(body.OrganisationId) is null) return Decision.Refuse(Problems.NotFound);
            var national = table.InForce(body.Code, body.ValidFrom > moment.Now.VietNamDay() ? body.ValidFrom : moment.Now.VietNamDay(), []);
            if (body.Amount > national.Limit.Amount) return Decision.Refuse(CaseRules.LocalLimitShorter, national.Limit);
            if (body.HighRiskAmount > HighRisk(national).Amount) return Decision.Refuse(CaseRules.LocalLimitShorter, HighRisk(national));
        }

        if (body.Amount > law.Limit.Amount) return Decision.Refuse(CaseRules.StatutoryLimitIsCeiling, law.Limit);
        if (body.HighRiskAmount > HighRisk(law).Amount) return Decision.Refuse(CaseRules.StatutoryLimitIsCeiling, HighRisk(law));
        var version = $"{body.ValidFrom:yyyy-MM-dd}.{table.All.Count(r => r.Code == body.Code)}";
        return Decision.Record(new DeadlineLimitChanged(body.Code, version, body.ValidFrom, body.OrganisationId, body.Amount, body.HighRiskAmount, body.Reason))
            .Creating("/api/v1/cases/deadline-rules")
            .Answering(c => new Answer(c.Id, c.Version, c.Position, version));
    }

    private static Limit HighRisk(DeadlineRule rule) => rule.HighRiskLimit ?? rule.Limit;
}
