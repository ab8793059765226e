using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Directories;

/// <summary>The organisations that exist on a day (today unless asked), with the successor of those that were replaced.</summary>
internal static class ListOrganisations
{
    public sealed record OrganisationRow(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, Guid? ReplacedById);

    public sealed record OrganisationList(IReadOnlyList<OrganisationRow> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/organisations", Handle).RequireAuthorization()
        .WithName("ListOrganisations").WithSummary("Organisations on a day")
        .WithDescription("`at` is a date, YYYY-MM-DD, today in Viet Nam when left out. `validTo` is the last valid day; `replacedById` the successor.")
        .Produces<OrganisationList>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> Handle(string? at, HttpContext http, IDirectory directory, TimeProvider clock, CancellationToken ct)
    {
        var day = VietnamCalendar.Today(clock);
        if (at is not null && !DateOnly.TryParseExact(at, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return Refusal.Invalid(http, "at", "Ngày phải có dạng YYYY-MM-DD.", "A date in the form YYYY-MM-DD is needed.");
        var organisations = await directory.Organisations(ct);
        return TypedResults.Ok(new OrganisationList([.. organisations.Where(o => o.IsValidOn(day))
            .Select(o => new OrganisationRow(o.Id, o.Name, o.Kind, o.ParentId, o.ValidFrom, o.ValidTo, o.ReplacedById))]));
    }
}
