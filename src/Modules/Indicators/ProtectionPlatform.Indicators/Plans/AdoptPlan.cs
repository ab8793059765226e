using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Indicators.Catalogue;

namespace ProtectionPlatform.Indicators.Plans;

/// <summary>Takes up a plan: targets of one organisation for indicators of the catalogue, each for a year and from a source.</summary>
internal static class AdoptPlan
{
    public sealed record Target(int Year, Operator Operator, Amount Value, string Source);

    public sealed record IndicatorTargets(string IndicatorCode, IReadOnlyList<Target> Targets);

    public sealed record Body(string Code, string NameVi, string NameEn, Guid OrganisationId, string Period, IReadOnlyList<IndicatorTargets> Targets);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapPost("/plans", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("adoptPlan", "Thêm kế hoạch / Adopt a plan", "By the administrator, the organisation's principal or its department. Values are decimal text; yes is 1, no is 0.", creates: true);

    internal sealed class Rules : AbstractValidator<Command>
    {
        public Rules()
        {
            RuleFor(c => c.Body.Code).Words(60);
            RuleFor(c => c.Body.NameVi).Words(300);
            RuleFor(c => c.Body.NameEn).Words(300);
            RuleFor(c => c.Body.Period).Must(IsPeriod).Says("Phải là một năm hoặc hai năm như 2021-2030.", "Must be a year, or two such as 2021-2030.");
            RuleFor(c => c.Body.Targets).Must(t => t.Count is >= 1 and <= 100).Says("Cần từ 1 đến 100 chỉ tiêu.", "Needs 1 to 100 indicators.");
            RuleFor(c => c.Body.Targets).Must(t => t.DistinctBy(i => i.IndicatorCode).Count() == t.Count).Says("Mỗi chỉ tiêu chỉ một lần.", "Each indicator only once.");
            RuleForEach(c => c.Body.Targets).ChildRules(indicator =>
            {
                indicator.RuleFor(i => i.Targets).Must(t => t.Count is >= 1 and <= 40 && t.DistinctBy(x => (x.Year, x.Source)).Count() == t.Count)
                    .Says("Từ 1 đến 40 mục tiêu, mỗi năm và nguồn một lần.", "1 to 40 targets, one per year and source.");
                indicator.RuleForEach(i => i.Targets).ChildRules(target =>
                {
                    target.RuleFor(t => t.Year).Must(y => y is >= 2000 and <= 2100).Says("Từ 2000 đến 2100.", "From 2000 to 2100.");
                    target.RuleFor(t => t.Source).Words(100);
                });
            });
        }

        private static bool IsPeriod(string text)
        {
            var years = text.Split('-');
            return years.Length is 1 or 2 && years.All(y => Indicators.Period.TryParse(y, out _)) && string.CompareOrdinal(years[0], years[^1]) <= 0;
        }
    }

    internal sealed class Handler(Streams<ActionPlan> plans, ModuleDatabase<IndicatorsModule> database, IDirectory directory, IndicatorAccess access, TimeProvider clock)
        : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            if (!await access.Reaches(body.OrganisationId, cancellationToken)) return Outcome.NotFound;
            var organisation = await directory.Organisation(body.OrganisationId, cancellationToken);
            IReadOnlyDictionary<string, IndicatorFacts> known;
            await using (var connection = await database.Open(cancellationToken))
                known = await IndicatorCatalogue.Find(connection, [.. body.Targets.Select(t => t.IndicatorCode)], cancellationToken);
            var id = clock.NewId();
            return await plans.Start(id, Decide(id, body, organisation is not null, known), cancellationToken, async (connection, transaction, _, ct) =>
            {
                if (await connection.ExecuteAsync(new CommandDefinition(
                    "insert into indicators.plan_codes (organisation_id, code, plan_id) values (@OrganisationId, @Code, @id) on conflict (organisation_id, code) do nothing",
                    new { body.OrganisationId, body.Code, id }, transaction, cancellationToken: ct)) == 0) throw new ProblemException(IndicatorRules.PlanCodeTaken);
            });
        }
    }

    internal static Decision Decide(Guid id, Body body, bool organisationExists, IReadOnlyDictionary<string, IndicatorFacts> known) =>
        !organisationExists ? Decision.Refuse(IndicatorRules.UnknownOrganisation)
        : body.Targets.Any(t => !known.ContainsKey(t.IndicatorCode)) ? Decision.Refuse(IndicatorRules.UnknownIndicator)
        : Decision.Record(new PlanAdoptedEvent(body.Code, body.NameVi, body.NameEn, body.OrganisationId, body.Period,
            [.. body.Targets.SelectMany(i => i.Targets, (i, t) => new PlannedTarget(i.IndicatorCode, t.Year, t.Operator, t.Value.ToString(), t.Source))]))
            .Creating($"/api/v1/indicators/plans/{id}");
}
