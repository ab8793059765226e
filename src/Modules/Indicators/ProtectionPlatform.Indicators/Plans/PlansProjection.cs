using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.Indicators.Plans;

internal static class PlansProjection
{
    public static async Task On(PlanAdoptedEvent e, MessageContext context)
    {
        var plan = context.Source.StreamId;
        await context.Execute("""
            insert into indicators.plans_v1 as known (id, code, name_vi, name_en, organisation_id, period, version, last_seq)
            values (@plan, @Code, @NameVi, @NameEn, @OrganisationId, @Period, @Version, @Sequence)
            on conflict (id) do update set code = excluded.code, name_vi = excluded.name_vi, name_en = excluded.name_en,
              organisation_id = excluded.organisation_id, period = excluded.period, version = excluded.version, last_seq = excluded.last_seq
            where known.last_seq < excluded.last_seq
            """, new { plan, e.Code, e.NameVi, e.NameEn, e.OrganisationId, e.Period, context.Source.Version, context.Sequence });
        await context.Execute("""
            insert into indicators.plan_targets_v1 (plan_id, place, organisation_id, indicator_code, year, operator, value, source)
            values (@plan, @place, @OrganisationId, @IndicatorCode, @Year, @Operator, @Value, @Source)
            on conflict (plan_id, indicator_code, year, source) do nothing
            """, e.Targets.Select((t, place) => new
        {
            plan,
            place,
            e.OrganisationId,
            t.IndicatorCode,
            t.Year,
            Operator = t.Operator.ToString(),
            Value = decimal.Parse(t.Value, CultureInfo.InvariantCulture),
            t.Source,
        }));
    }
}
