using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Indicators.Catalogue;

/// <summary>The catalogue, for everybody signed in. Rows tagged M are unverified.</summary>
internal static class ListIndicators
{
    public sealed record Item(
        string Code, string NameVi, string NameEn, string Unit, Direction Direction, IndicatorKind Kind, string Frequency, string Source,
        Verification Verification, bool Computed, string? Formula, string? Note);

    public sealed record Query : IRequest<Page<Item>>;

    public static void Map(IEndpointRouteBuilder indicators) => indicators
        .MapGet("/", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<Page<Item>>("listIndicators", "Danh mục chỉ tiêu / Catalogue of indicators",
            "All rows at once. `verification`: V read at the source, S second-hand, M unverified, D our own design.");

    internal sealed class Handler(ModuleDatabase<IndicatorsModule> database) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query request, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
                select code, name_vi as NameVi, name_en as NameEn, unit, direction, kind, frequency, source, verification, computed, formula, note
                from indicators.catalogue order by place
                """, cancellationToken: cancellationToken));
            return new Page<Item>([.. rows.Select(r => new Item(r.Code, r.NameVi, r.NameEn, r.Unit, Enum.Parse<Direction>(r.Direction), Enum.Parse<IndicatorKind>(r.Kind),
                r.Frequency, r.Source, Enum.Parse<Verification>(r.Verification), r.Computed, r.Formula, r.Note))], null);
        }

        private sealed record Row(string Code, string NameVi, string NameEn, string Unit, string Direction, string Kind, string Frequency, string Source, string Verification, bool Computed, string? Formula, string? Note);
    }
}
