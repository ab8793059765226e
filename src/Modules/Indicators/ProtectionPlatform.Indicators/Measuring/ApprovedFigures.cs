using Dapper;
using Npgsql;

namespace ProtectionPlatform.Indicators.Measuring;

internal sealed record ApprovedFigure(string IndicatorCode, Period Period, decimal Numerator, decimal Denominator);

/// <summary>The approved figures of an organisation, one per indicator and period: the one approved last.</summary>
internal static class ApprovedFigures
{
    public static async Task<IReadOnlyList<ApprovedFigure>> Of(NpgsqlConnection connection, Guid organisationId, string[] codes, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select distinct on (indicator_code, period) indicator_code as IndicatorCode, period, numerator, denominator
            from indicators.measurements_v1
            where organisation_id = @organisationId and indicator_code = any (@codes) and status = 'Approved'
            order by indicator_code, period, last_seq desc
            """, new { organisationId, codes }, cancellationToken: ct));
        return [.. rows.Select(r => new ApprovedFigure(r.IndicatorCode, Period.TryParse(r.Period, out var period) ? period : default, r.Numerator, r.Denominator))];
    }

    private sealed record Row(string IndicatorCode, string Period, decimal Numerator, decimal Denominator);
}
