using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Indicators.Catalogue;

namespace ProtectionPlatform.Indicators.Measuring;

/// <summary>The approved figures of an indicator over the years, beside its targets.</summary>
internal static class ReadTrend
{
    public sealed record Point(string Period, string? Value, FigureStatus Status);

    public sealed record Target(int Year, Operator Operator, string Value, string Source);

    public sealed record Answer(string IndicatorCode, IReadOnlyList<Point> Points, IReadOnlyList<Target> Targets);

    public sealed record Query(string Code, Guid? OrganisationId, string? Source) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/{code}/trend", (string code, Guid? organisationId, string? source, IMediator send, CancellationToken ct) => send.Send(new Query(code, organisationId, source), ct))
        .Reads<Answer>("readTrend", "Diễn biến / Trend", "Targets are those of the organisation's plans, of one `source` when it is named; an organisation without a plan is shown the source's own.");

    internal sealed class Rules : AbstractValidator<Query>
    {
        public Rules()
        {
            RuleFor(q => q.OrganisationId).NotNull().Says("Bắt buộc phải có.", "Required.");
            RuleFor(q => q.Code).Must(c => c.Length <= 60 && !c.Contains('\0')).Says("Mã không đọc được.", "The code cannot be read.");
            RuleFor(q => q.Source).Must(c => c is null || (c.Length <= 100 && !c.Contains('\0'))).Says("Nguồn không đọc được.", "The source cannot be read.");
        }
    }

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database, IndicatorAccess access) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var organisation = request.OrganisationId!.Value;
            if (!await access.Reaches(organisation, cancellationToken)) throw new ProblemException(Problems.NotFound);
            await using var connection = await database.Open(cancellationToken);
            if ((await IndicatorCatalogue.Find(connection, [request.Code], cancellationToken)).GetValueOrDefault(request.Code) is not { } indicator) throw new ProblemException(Problems.NotFound);
            var targets = (await connection.QueryAsync<TargetRow>(new CommandDefinition("""
                select distinct year, operator as Op, value, source from indicators.plan_targets_v1
                where organisation_id = @organisation and indicator_code = @Code and (@Source is null or source = @Source) order by year
                """, new { organisation, request.Code, request.Source }, cancellationToken: cancellationToken))).AsList();
            if (targets.Count == 0)
                targets = (await connection.QueryAsync<TargetRow>(new CommandDefinition("""
                    select year, operator as Op, value, source from indicators.catalogue_targets
                    where indicator_code = @Code and part = '' and (@Source is null or source = @Source) order by year
                    """, new { request.Code, request.Source }, cancellationToken: cancellationToken))).AsList();
            List<YearTarget> years = [.. targets.Select(t => new YearTarget(t.Year, Enum.Parse<Operator>(t.Op), t.Value))];
            var hide = !access.IsOwn(organisation) && Figures.CountsPeople(indicator.Kind);
            return new Answer(request.Code,
                [.. (await ApprovedFigures.Of(connection, organisation, [request.Code], cancellationToken)).Select(f => hide && Figures.IsSmall(f.Numerator, f.Denominator)
                    ? new Point(f.Period.ToString(), null, FigureStatus.Suppressed)
                    : new Point(f.Period.ToString(), Figures.Text(Figures.Value(f.Numerator, f.Denominator, indicator.Scale)),
                        Figures.Status(f.Numerator, f.Denominator, indicator.Scale, Figures.InForce(years, f.Period.TargetYear))))],
                [.. targets.Select(t => new Target(t.Year, Enum.Parse<Operator>(t.Op), new Amount(t.Value).ToString(), t.Source))]);
        }

        private sealed record TargetRow(int Year, string Op, decimal Value, string Source);
    }
}
