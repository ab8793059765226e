using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Indicators.Measuring;

/// <summary>Figures as entered, newest first. Outside the organisation small cells are left out.</summary>
internal static class ListMeasurements
{
    public sealed record By(Guid? Id, string Name);

    /// <param name="Suppressed">Numerator, denominator, value and evidence are left out because the cell is small.</param>
    public sealed record Item(
        Guid Id, string IndicatorCode, string NameVi, string NameEn, Guid OrganisationId, string Period, string? Numerator, string? Denominator, string? Value, bool Suppressed,
        MeasurementStatus Status, string? Evidence, By EnteredBy, DateTimeOffset EnteredAt, By? ApprovedBy, DateTimeOffset? DecidedAt, string? Reason, long Version);

    public sealed record Query(Guid? OrganisationId, string? IndicatorCode, string? Status, int? Limit, string? After, long? Position) : IRequest<Page<Item>>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/measurements", (Guid? organisationId, string? indicatorCode, string? status, int? limit, string? after, long? position, IMediator send, CancellationToken ct) =>
            send.Send(new Query(organisationId, indicatorCode, status, limit, after, position), ct))
        .Reads<Page<Item>>("listMeasurements", "Số liệu / Figures", "Newest first. `after` is the next page, `position` a log position (read your own write).");

    internal sealed class Rules : AbstractValidator<Query>
    {
        public Rules()
        {
            RuleFor(q => q.Status).Must(s => s is null || Enum.GetNames<MeasurementStatus>().Contains(s))
                .Says("Phải là một trong: Entered, Approved, Returned.", "Must be one of: Entered, Approved, Returned.");
            RuleFor(q => q.IndicatorCode).Must(c => c is null || (c.Length <= 60 && !c.Contains('\0'))).Says("Mã không đọc được.", "The code cannot be read.");
            RuleFor(q => q.Limit).Must(n => n is null or (>= 1 and <= 200)).Says("Từ 1 đến 200.", "From 1 to 200.");
            RuleFor(q => q.After).Must(c => c is null || long.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Says("Vị trí trang không đọc được.", "The cursor cannot be read.");
        }
    }

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database, SubscriptionRunner subscriptions, IndicatorAccess access) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(IndicatorsModule.MeasurementsSubscription, request.Position, cancellationToken);
            var limit = request.Limit ?? 50;
            var own = access.Own;
            await using var connection = await database.Open(cancellationToken);
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
                select m.id, m.number, m.indicator_code as IndicatorCode, coalesce(c.name_vi, '') as NameVi, coalesce(c.name_en, '') as NameEn,
                  coalesce(c.kind, 'Percent') as Kind, coalesce(c.scale, 100) as Scale, m.organisation_id as OrganisationId, m.period, m.numerator, m.denominator,
                  m.evidence, m.status, m.entered_by as EnteredBy, m.entered_by_name as EnteredByName, m.entered_at as EnteredAt,
                  m.decided_by as DecidedBy, m.decided_by_name as DecidedByName, m.decided_at as DecidedAt, m.reason, m.version
                from indicators.measurements_v1 m left join indicators.catalogue c on c.code = m.indicator_code
                where m.organisation_id = any (@organisations) and (@OrganisationId is null or m.organisation_id = @OrganisationId)
                  and (@IndicatorCode is null or m.indicator_code = @IndicatorCode) and (@Status is null or m.status = @Status) and (@Before is null or m.number < @Before)
                order by m.number desc limit @Take
                """, new
            {
                organisations = await access.Reached(cancellationToken),
                request.OrganisationId,
                request.IndicatorCode,
                request.Status,
                Before = request.After is null ? (long?)null : long.Parse(request.After, CultureInfo.InvariantCulture),
                Take = limit + 1,
            }, cancellationToken: cancellationToken))).AsList();
            return new Page<Item>([.. rows.Take(limit).Select(r => Describe(r, own))], rows.Count > limit ? rows[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
        }

        private static Item Describe(Row r, Guid[] own)
        {
            var hidden = !own.Contains(r.OrganisationId) && Figures.CountsPeople(Enum.Parse<IndicatorKind>(r.Kind)) && Figures.IsSmall(r.Numerator, r.Denominator);
            return new Item(r.Id, r.IndicatorCode, r.NameVi, r.NameEn, r.OrganisationId, r.Period,
                hidden ? null : new Amount(r.Numerator).ToString(), hidden ? null : new Amount(r.Denominator).ToString(),
                hidden ? null : Figures.Text(Figures.Value(r.Numerator, r.Denominator, r.Scale)), hidden,
                Enum.Parse<MeasurementStatus>(r.Status), hidden ? null : r.Evidence, new By(r.EnteredBy, r.EnteredByName), r.EnteredAt,
                r.DecidedAt is null ? null : new By(r.DecidedBy, r.DecidedByName ?? ""), r.DecidedAt, r.Reason, r.Version);
        }

        private sealed record Row(
            Guid Id, long Number, string IndicatorCode, string NameVi, string NameEn, string Kind, int Scale, Guid OrganisationId, string Period, decimal Numerator, decimal Denominator,
            string? Evidence, string Status, Guid? EnteredBy, string EnteredByName, DateTime EnteredAt, Guid? DecidedBy, string? DecidedByName, DateTime? DecidedAt, string? Reason, long Version);
    }
}
