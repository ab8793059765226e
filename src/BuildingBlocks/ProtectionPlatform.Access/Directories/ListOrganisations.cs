using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Directories;

/// <summary>The organisations that exist on a day (today unless asked), with the successor of those that were replaced.</summary>
internal static class ListOrganisations
{
    public sealed record OrganisationRow(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, Guid? ReplacedById);

    public sealed record OrganisationList(IReadOnlyList<OrganisationRow> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/organisations", Handle)
        .Reads<OrganisationList>("ListOrganisations", "Organisations on a day",
            "`at` is a date, YYYY-MM-DD, today in Viet Nam when left out. `validTo` is the last valid day; `replacedById` the successor.");

    private static async Task<OrganisationList> Handle(string? at, HttpContext http, IDirectory directory, TimeProvider clock, CancellationToken ct)
    {
        var day = clock.Now().VietNamDay();
        if (at is not null && !DateOnly.TryParseExact(at, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            throw AccessRules.Invalid("at", Language.IsVietnamese(http) ? "Phải là ngày dạng YYYY-MM-DD." : "Must be a date such as YYYY-MM-DD.");
        var organisations = await directory.Organisations(ct);
        return new OrganisationList([.. organisations.Where(o => o.IsValidOn(day))
            .Select(o => new OrganisationRow(o.Id, o.Name, o.Kind, o.ParentId, o.ValidFrom, o.ValidTo, o.ReplacedById))]);
    }
}
