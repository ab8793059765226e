using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Indicators.Catalogue;

namespace ProtectionPlatform.Indicators.Measuring;

/// <summary>Enters a figure. A correction of an approved one is a new figure for the same period; the latest approved counts.</summary>
internal static class EnterMeasurement
{
    public sealed record Body(string IndicatorCode, Guid OrganisationId, string Period, Amount Numerator, Amount Denominator, string? Evidence = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapPost("/measurements", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("enterMeasurement", "Nhập số liệu / Enter a figure",
            "Numerator and denominator as decimal text (or numbers): at most 12 digits before and 4 after the point. A count has the denominator 1; yes is 1 of 1.", creates: true);

    internal sealed class Rules : AbstractValidator<Command>
    {
        public Rules()
        {
            RuleFor(c => c.Body.IndicatorCode).Words(60);
            RuleFor(c => c.Body.Evidence).Words(2_000);
            RuleFor(c => c.Body.Period).Must(p => Period.TryParse(p, out _)).Says("Phải là năm học như 2025-2026 hoặc năm như 2026.", "Must be a school year such as 2025-2026 or a year such as 2026.");
        }
    }

    internal sealed class Handler(Streams<Measurement> measurements, ModuleDatabase<IndicatorsModule> database, IndicatorAccess access, TimeProvider clock)
        : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            if (!await access.Reaches(body.OrganisationId, cancellationToken)) return Outcome.NotFound;
            IndicatorFacts? indicator;
            await using (var connection = await database.Open(cancellationToken))
                indicator = (await IndicatorCatalogue.Find(connection, [body.IndicatorCode], cancellationToken)).GetValueOrDefault(body.IndicatorCode);
            var id = clock.NewId();
            return await measurements.Start(id, Decide(id, body, indicator, clock.Now().VietNamDay()), cancellationToken, async (connection, transaction, _, ct) =>
            {
                if (await connection.ExecuteAsync(new CommandDefinition("""
                    insert into indicators.waiting_measurements (indicator_code, organisation_id, period, measurement_id)
                    values (@IndicatorCode, @OrganisationId, @Period, @id) on conflict (indicator_code, organisation_id, period) do nothing
                    """, new { body.IndicatorCode, body.OrganisationId, body.Period, id }, transaction, cancellationToken: ct)) == 0) throw new ProblemException(IndicatorRules.AlreadyWaiting);
            });
        }
    }

    internal static Decision Decide(Guid id, Body body, IndicatorFacts? indicator, DateOnly today)
    {
        if (indicator is null) return Decision.Refuse(IndicatorRules.UnknownIndicator);
        if (indicator.Computed) return Decision.Refuse(IndicatorRules.Computed);
        _ = Period.TryParse(body.Period, out var period);
        if (period.IsSchoolYear != indicator.IsBySchoolYear) return Decision.Refuse(IndicatorRules.WrongPeriod, indicator.IsBySchoolYear ? "năm học / school year" : "năm / calendar year");
        if (period.FirstDay > today) return Decision.Refuse(IndicatorRules.PeriodNotBegun);
        var (numerator, denominator) = (body.Numerator.Value, body.Denominator.Value);
        return indicator.Kind switch
        {
            IndicatorKind.YesNo when denominator != 1 || numerator is not (0 or 1) => Decision.Refuse(IndicatorRules.NotYesOrNo),
            IndicatorKind.Count or IndicatorKind.Median when denominator != 1 => Decision.Refuse(IndicatorRules.NotACount),
            IndicatorKind.Percent or IndicatorKind.Checklist when numerator > denominator => Decision.Refuse(IndicatorRules.NumeratorTooLarge),
            _ => Decision.Record(new MeasurementEnteredEvent(body.IndicatorCode, body.OrganisationId, body.Period, body.Numerator.ToString(), body.Denominator.ToString(), body.Evidence))
                .Creating($"/api/v1/indicators/measurements/{id}"),
        };
    }
}
