using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>The files an import begins with: an empty one, the register as it is, and the provinces before and after July 2025.</summary>
internal static class ServeFiles
{
    internal static void Map(IEndpointRouteBuilder organisations)
    {
        organisations.MapGet("/import/template", IResult (HttpContext http) => Csv(OrganisationFile.Write([], Language.IsVietnamese(http)), "mau-to-chuc.csv"))
            .Serves("readOrganisationTemplate", "Tệp mẫu / Template", "The headings, in the caller's language. Either language's are understood.");
        organisations.MapGet("/import/provinces-2025", IResult () => Csv(Provinces2025(), "tinh-thanh-2025.csv"))
            .Serves("readProvinces2025", "63 và 34 tỉnh, thành / The 63 and 34 provinces",
                "The provincial People's Committees before and after 1 July 2025 with their successors, ready to import. The notes above the headings say where it is from and how sure it is.");
        organisations.MapGet("/export", Export)
            .Serves("exportOrganisations", "Xuất danh mục / Export the register", "Every line there is, as the import reads it: importing it again changes nothing.");
    }

    internal static byte[] Provinces2025()
    {
        using var file = typeof(ServeFiles).Assembly.GetManifestResourceStream($"{typeof(ServeFiles).Namespace}.Data.provinces-2025.csv")!;
        using var bytes = new MemoryStream();
        bytes.Write(System.Text.Encoding.UTF8.Preamble); // Excel takes the file for UTF-8 only with it
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static async Task<IResult> Export(HttpContext http, AccessDatabase database, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var register = await OrganisationStore.Read(connection, ct);
        return Csv(OrganisationFile.Write(register.All.OrderBy(history => history.Code, StringComparer.Ordinal).SelectMany(history => history.Lines), Language.IsVietnamese(http)), "to-chuc.csv");
    }

    private static FileContentHttpResult Csv(byte[] bytes, string name) => TypedResults.File(bytes, "text/csv; charset=utf-8", name);

    private static void Serves(this RouteHandlerBuilder route, string id, string summary, string description) =>
        route.WithName(id).WithSummary(summary).WithDescription(description).Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
}
