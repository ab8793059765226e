using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.Extensions.Hosting;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.Indicators.Catalogue;

/// <summary>A row of ReferenceData/indicators.json.</summary>
internal sealed record CatalogueRow(
    string Code, string NameVi, string NameEn, string Unit, Direction Direction, IndicatorKind Kind, int Scale, string Frequency, string Source,
    Verification Verification, bool Computed, IReadOnlyList<CatalogueTarget> Targets, string? Formula = null, string? Note = null);

/// <param name="Part">Group the target is for, when a source sets several; empty otherwise.</param>
internal sealed record CatalogueTarget(int Year, Operator Operator, string Value, string Source, Verification Verification, string Part = "");

/// <summary>Makes the catalogue in the database equal to the file, at every start.</summary>
internal sealed class CatalogueLoader(ModuleDatabase<IndicatorsModule> database) : IHostedService
{
    private const long Lock = 0x50504341544C; // "PPCATL"

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    internal static IReadOnlyList<CatalogueRow> Read()
    {
        var assembly = typeof(CatalogueLoader).Assembly;
        using var file = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("indicators.json", StringComparison.Ordinal)))!;
        return JsonSerializer.Deserialize<IReadOnlyList<CatalogueRow>>(file, Json)!;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Load(Read(), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal async Task Load(IReadOnlyList<CatalogueRow> rows, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_xact_lock(@Lock)", new { Lock }, transaction);
        await connection.ExecuteAsync("delete from indicators.catalogue where not code = any (@codes)", new { codes = rows.Select(r => r.Code).ToArray() }, transaction);
        await connection.ExecuteAsync("""
            insert into indicators.catalogue (code, place, name_vi, name_en, unit, direction, kind, scale, frequency, source, verification, computed, formula, note)
            values (@Code, @Place, @NameVi, @NameEn, @Unit, @Direction, @Kind, @Scale, @Frequency, @Source, @Verification, @Computed, @Formula, @Note)
            on conflict (code) do update set place = excluded.place, name_vi = excluded.name_vi, name_en = excluded.name_en, unit = excluded.unit,
              direction = excluded.direction, kind = excluded.kind, scale = excluded.scale, frequency = excluded.frequency, source = excluded.source,
              verification = excluded.verification, computed = excluded.computed, formula = excluded.formula, note = excluded.note
            """, rows.Select((r, place) => new
        {
            r.Code,
            Place = place,
            r.NameVi,
            r.NameEn,
            r.Unit,
            Direction = r.Direction.ToString(),
            Kind = r.Kind.ToString(),
            r.Scale,
            r.Frequency,
            r.Source,
            Verification = r.Verification.ToString(),
            r.Computed,
            r.Formula,
            r.Note,
        }), transaction);
        await connection.ExecuteAsync("delete from indicators.catalogue_targets", transaction: transaction);
        await connection.ExecuteAsync("""
            insert into indicators.catalogue_targets (indicator_code, source, year, part, operator, value, verification)
            values (@Code, @Source, @Year, @Part, @Operator, @Value, @Verification)
            """, rows.SelectMany(r => r.Targets, (r, t) => new
        {
            r.Code,
            t.Source,
            t.Year,
            t.Part,
            Operator = t.Operator.ToString(),
            Value = decimal.Parse(t.Value, CultureInfo.InvariantCulture),
            Verification = t.Verification.ToString(),
        }), transaction);
        await transaction.CommitAsync(ct);
    }
}
