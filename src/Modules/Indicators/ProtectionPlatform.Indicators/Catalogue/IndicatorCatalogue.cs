using Dapper;
using Npgsql;

namespace ProtectionPlatform.Indicators.Catalogue;

/// <summary>The catalogue as decisions need it.</summary>
internal static class IndicatorCatalogue
{
    public static async Task<IReadOnlyDictionary<string, IndicatorFacts>> Find(NpgsqlConnection connection, string[] codes, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            "select code, kind, direction, scale, frequency = 'SchoolYear' as BySchoolYear, computed from indicators.catalogue where code = any (@codes)",
            new { codes }, cancellationToken: ct));
        return rows.ToDictionary(r => r.Code, r => new IndicatorFacts(r.Code, Enum.Parse<IndicatorKind>(r.Kind), Enum.Parse<Direction>(r.Direction), r.Scale, r.BySchoolYear, r.Computed));
    }

    private sealed record Row(string Code, string Kind, string Direction, int Scale, bool BySchoolYear, bool Computed);
}
