using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Directories;

/// <summary>The people of one of the caller's own organisations, to pick an assignee or the owner of an action; of any for those who look into who did what.</summary>
internal static class ListPeople
{
    public sealed record PersonRow(Guid Id, string DisplayName, IReadOnlyList<Role> Roles);

    public sealed record PersonList(IReadOnlyList<PersonRow> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/people", Handle)
        .Reads<PersonList>("ListPeople", "People of an own organisation",
            "Name and roles of everybody who holds a role at `organisationId`; only for people who hold one there themselves, for auditors and data protection officers.");

    private static async Task<IResult> Handle(string? organisationId, HttpContext http, Permit permit, IDirectory directory, CancellationToken ct)
    {
        if (!Guid.TryParse(organisationId, out var id))
            throw AccessRules.Invalid("organisationId", Language.IsVietnamese(http) ? "Phải là mã của một tổ chức." : "Must be the id of an organisation.");
        var everyRole = Enum.GetValues<Role>();
        if (!permit.Covers(id)) return AccessRules.Refused(Problems.Forbidden);
        var people = await directory.PeopleAt(id, everyRole, ct);
        return TypedResults.Ok(new PersonList([.. people.Select(person => new PersonRow(person.Id, person.DisplayName,
            [.. person.Memberships.Where(m => m.OrganisationId == id).Select(m => m.Role).Order()]))]));
    }
}
