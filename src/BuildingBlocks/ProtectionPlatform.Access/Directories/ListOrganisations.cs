using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Directories;

/// <summary>The organisations that exist on a day (today unless asked), as they were called on it.</summary>
internal static class ListOrganisations
{
    public sealed record OrganisationRow(Guid Id, string Code, string Name, OrganisationKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<Guid> SuccessorIds, string? Phone, string? Email);

    public sealed record OrganisationList(IReadOnlyList<OrganisationRow> Items);

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/", Handle)
        .Reads<OrganisationList>("ListOrganisations", "Organisations on a day",
            "`on` is a date, YYYY-MM-DD, today in Viet Nam when left out; name and parent are those of that day. `q` looks in name and code, without diacritics. "
            + "`validTo` is the last valid day; `successorIds` who came after.");

    private static async Task<OrganisationList> Handle(string? on, OrganisationKind? kind, string? q, HttpContext http, PlatformDirectory directory, TimeProvider clock, CancellationToken ct)
    {
        var day = clock.Now().VietNamDay();
        if (on is not null && !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            throw AccessRules.Invalid("on", Language.IsVietnamese(http) ? "Phải là ngày dạng YYYY-MM-DD." : "Must be a date such as YYYY-MM-DD.");
        var sought = SearchText.Fold(q?.Trim());
        var register = await directory.Register(ct);
        return new OrganisationList([.. register.All
            .Where(it => kind is null || it.Kind == kind)
            .Select(it => (Of: it, Line: it.On(day)))
            .Where(it => it.Line is not null && (sought.Length == 0 || SearchText.Fold(it.Line.Name, it.Of.Code).Contains(sought, StringComparison.Ordinal)))
            .OrderBy(it => it.Line!.Name, PlatformDirectory.ByName)
            .Select(it => new OrganisationRow(it.Of.Id, it.Of.Code, it.Line!.Name, it.Of.Kind, register.Find(it.Line.Parent)?.Id, it.Of.From, it.Of.To,
                [.. it.Of.Successors.Select(code => register.Find(code)!.Id)], it.Line.Phone, it.Line.Email))]);
    }
}
