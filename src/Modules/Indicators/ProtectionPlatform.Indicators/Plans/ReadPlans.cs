using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Indicators.Measuring;

namespace ProtectionPlatform.Indicators.Plans;

/// <summary>The plans of the organisations the caller may read.</summary>
internal static class ListPlans
{
    public sealed record Item(Guid Id, string Code, string NameVi, string NameEn, Guid OrganisationId, string Period);

    public sealed record Query(long? Position) : IRequest<Page<Item>>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/plans", (long? position, IMediator send, CancellationToken ct) => send.Send(new Query(position), ct))
        .Reads<Page<Item>>("listPlans", "Các kế hoạch / Plans", "Of the caller's organisations; a department's officer sees those of all below it.");

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database, SubscriptionRunner subscriptions, IndicatorAccess access) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(IndicatorsModule.PlansSubscription, request.Position, cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            return new Page<Item>([.. await connection.QueryAsync<Item>(new CommandDefinition("""
                select id, code, name_vi as NameVi, name_en as NameEn, organisation_id as OrganisationId, period
                from indicators.plans_v1 where organisation_id = any (@organisations) order by name_vi, id
                """, new { organisations = await access.Reached(cancellationToken) }, cancellationToken: cancellationToken))], null);
        }
    }
}

/// <summary>One plan: each indicator with its targets by year, the latest approved figure and whether it is on the way.</summary>
internal static class ReadPlan
{
    public sealed record Target(int Year, Operator Operator, string Value, string Source);

    public sealed record Latest(string Period, string? Value, string? Numerator, string? Denominator, FigureStatus Status, bool? OnTrack);

    public sealed record Item(string IndicatorCode, string NameVi, string NameEn, string Unit, Direction Direction, IReadOnlyList<Target> Targets, Latest? Latest);

    public sealed record Answer(Guid Id, string Code, string NameVi, string NameEn, Guid OrganisationId, string Period, long Version, IReadOnlyList<Item> Targets);

    public sealed record Query(Guid Id, long? Position) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/plans/{id:guid}", (Guid id, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(id, position), ct))
        .Reads<Answer>("readPlan", "Một kế hoạch / A plan",
            "`status`: against the target that holds in the year. `onTrack`: on or better than the straight line from the first approved figure to the next target. A school year is held against the target of the year it ends in.");

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database, SubscriptionRunner subscriptions, IndicatorAccess access) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(IndicatorsModule.PlansSubscription, request.Position, cancellationToken);
            await subscriptions.ReadOwnWrite(IndicatorsModule.MeasurementsSubscription, request.Position, cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            var plan = await connection.QuerySingleOrDefaultAsync<PlanRow>(new CommandDefinition("""
                select id, code, name_vi as NameVi, name_en as NameEn, organisation_id as OrganisationId, period, version
                from indicators.plans_v1 where id = @Id and organisation_id = any (@organisations)
                """, new { request.Id, organisations = await access.Reached(cancellationToken) }, cancellationToken: cancellationToken))
                ?? throw new ProblemException(Problems.NotFound);
            var targets = (await connection.QueryAsync<TargetRow>(new CommandDefinition("""
                select t.indicator_code as IndicatorCode, coalesce(c.name_vi, '') as NameVi, coalesce(c.name_en, '') as NameEn, coalesce(c.unit, '') as Unit,
                  coalesce(c.direction, 'Watch') as Direction, coalesce(c.kind, 'Percent') as Kind, coalesce(c.scale, 100) as Scale,
                  t.year, t.operator as Op, t.value, t.source
                from indicators.plan_targets_v1 t left join indicators.catalogue c on c.code = t.indicator_code
                where t.plan_id = @Id order by t.place
                """, new { request.Id }, cancellationToken: cancellationToken))).AsList();
            var figures = (await ApprovedFigures.Of(connection, plan.OrganisationId, [.. targets.Select(t => t.IndicatorCode).Distinct()], cancellationToken)).ToLookup(f => f.IndicatorCode);
            var own = access.IsOwn(plan.OrganisationId);
            return new Answer(plan.Id, plan.Code, plan.NameVi, plan.NameEn, plan.OrganisationId, plan.Period, plan.Version,
                [.. targets.GroupBy(t => t.IndicatorCode).Select(indicator => Describe([.. indicator], [.. figures[indicator.Key]], own))]);
        }

        private static Item Describe(IReadOnlyList<TargetRow> rows, IReadOnlyList<ApprovedFigure> figures, bool own)
        {
            var it = rows[0];
            var direction = Enum.Parse<Direction>(it.Direction);
            List<YearTarget> targets = [.. rows.Select(t => new YearTarget(t.Year, Enum.Parse<Operator>(t.Op), t.Value))];
            return new Item(it.IndicatorCode, it.NameVi, it.NameEn, it.Unit, direction,
                [.. rows.OrderBy(t => t.Year).Select(t => new Target(t.Year, Enum.Parse<Operator>(t.Op), new Amount(t.Value).ToString(), t.Source))],
                figures.Count == 0 ? null : Figure(figures, it, direction, targets, own));
        }

        private static Latest Figure(IReadOnlyList<ApprovedFigure> figures, TargetRow it, Direction direction, List<YearTarget> targets, bool own)
        {
            var last = figures[^1];
            if (!own && Figures.CountsPeople(Enum.Parse<IndicatorKind>(it.Kind)) && Figures.IsSmall(last.Numerator, last.Denominator))
                return new Latest(last.Period.ToString(), null, null, null, FigureStatus.Suppressed, null);
            var year = last.Period.TargetYear;
            var value = Figures.Value(last.Numerator, last.Denominator, it.Scale);
            var first = figures.FirstOrDefault(f => f.Denominator != 0);
            (int, decimal)? baseline = first is null ? null : (first.Period.TargetYear, Figures.Value(first.Numerator, first.Denominator, it.Scale)!.Value);
            return new Latest(last.Period.ToString(), Figures.Text(value), new Amount(last.Numerator).ToString(), new Amount(last.Denominator).ToString(),
                Figures.Status(last.Numerator, last.Denominator, it.Scale, Figures.InForce(targets, year)), Figures.OnTrack(baseline, year, value, targets, direction));
        }

        private sealed record PlanRow(Guid Id, string Code, string NameVi, string NameEn, Guid OrganisationId, string Period, long Version);

        private sealed record TargetRow(string IndicatorCode, string NameVi, string NameEn, string Unit, string Direction, string Kind, int Scale, int Year, string Op, decimal Value, string Source);
    }
}
