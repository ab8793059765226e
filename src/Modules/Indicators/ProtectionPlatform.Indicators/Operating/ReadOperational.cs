using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Indicators.Operating;

/// <summary>What the platform counts by itself for an organisation and a calendar year.</summary>
internal static class ReadOperational
{
    public sealed record Item(string IndicatorCode, string NameVi, string NameEn, string? Numerator, string? Denominator, string? Value, string? Target, FigureStatus Status);

    public sealed record Query(Guid? OrganisationId, int? Year, long? Position) : IRequest<Page<Item>>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/operational", (Guid? organisationId, int? year, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(organisationId, year, position), ct))
        .Reads<Page<Item>>("readOperational", "Chỉ số vận hành / Operational indicators",
            "OP-C03, OP-C04: clocks met in time ÷ started in the year. OP-R01: referrals accepted ÷ sent. OP-T01: persons trained ÷ workforce. Outside the organisation, figures with one to four of something are suppressed.");

    internal sealed class Rules : AbstractValidator<Query>
    {
        public Rules()
        {
            RuleFor(q => q.OrganisationId).NotNull().Says("Bắt buộc phải có.", "Required.");
            RuleFor(q => q.Year).Must(y => y is null or (>= 2000 and <= 2100)).Says("Từ 2000 đến 2100.", "From 2000 to 2100.");
        }
    }

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database, SubscriptionRunner subscriptions, IndicatorAccess access, Hidden hidden, TimeProvider clock) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(IndicatorsModule.OperationalSubscription, request.Position, cancellationToken);
            var organisation = request.OrganisationId!.Value;
            if (!await access.Reaches(organisation, cancellationToken)) throw new ProblemException(Problems.NotFound);
            var year = request.Year ?? clock.Now().VietNamDay().Year;
            await using var connection = await database.Open(cancellationToken);
            var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
                with counted (code, numerator, denominator) as (
                  select case k.code when 'DL-EMERG' then 'OP-C03' else 'OP-C04' end, count(*) filter (where k.met), count(*)
                  from indicators.clocks_v1 k where k.school_id = @organisation and k.year = @year and k.case_id <> all (@unseen) group by k.code
                  union all
                  select 'OP-R01', count(*) filter (where r.accepted), count(*) from indicators.referrals_v1 r where r.organisation_id = @organisation and r.year = @year and r.referral_id <> all (@unseenReferrals)
                  union all
                  select 'OP-T01', (select count(distinct person) from indicators.sessions_v1 s cross join unnest(s.person_ids) as person
                                    where s.organisation_id = @organisation and s.year = @year),
                    coalesce((select w.headcount from indicators.workforce_v1 w where w.organisation_id = @organisation and w.year = @year), 0)
                )
                select c.code, c.name_vi as NameVi, c.name_en as NameEn, coalesce(n.numerator, 0) as Numerator, coalesce(n.denominator, 0)::bigint as Denominator, t.operator as Op, t.value as Target
                from indicators.catalogue c
                left join counted n on n.code = c.code
                left join lateral (select operator, value from indicators.catalogue_targets where indicator_code = c.code order by year limit 1) t on true
                where c.computed order by c.place
                """, new { organisation, year, unseen = await hidden.Cases(cancellationToken), unseenReferrals = (await hidden.Streams(cancellationToken)).ToArray() }, cancellationToken: cancellationToken));
            var own = access.IsOwn(organisation);
            return new Page<Item>([.. rows.Select(r => Describe(r, year, own))], null);
        }

        private static Item Describe(Row r, int year, bool own)
        {
            var target = r.Op is null ? null : new YearTarget(year, Enum.Parse<Operator>(r.Op), r.Target!.Value);
            var shown = target is null ? null : Figures.Text(target.Value);
            if (!own && Figures.IsSmall(r.Numerator, r.Denominator)) return new Item(r.Code, r.NameVi, r.NameEn, null, null, null, shown, FigureStatus.Suppressed);
            return new Item(r.Code, r.NameVi, r.NameEn, Figures.Text(r.Numerator), Figures.Text(r.Denominator),
                Figures.Text(Figures.Value(r.Numerator, r.Denominator, 100)), shown, Figures.Status(r.Numerator, r.Denominator, 100, target));
        }

        private sealed record Row(string Code, string NameVi, string NameEn, long Numerator, long Denominator, string? Op, decimal? Target);
    }
}
