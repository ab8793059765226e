using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Directories;

/// <summary>The schools of today, for the public report form.</summary>
internal static class ListSchools
{
    public sealed record SchoolRow(Guid Id, string Name);

    public sealed record SchoolList(IReadOnlyList<SchoolRow> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/schools", async (IDirectory directory, TimeProvider clock, CancellationToken ct) =>
        {
            var today = clock.Now().VietNamDay();
            return TypedResults.Ok(new SchoolList([.. (await directory.Organisations(ct))
                .Where(o => o.Kind == OrganisationKind.School && o.IsValidOn(today))
                .Select(o => new SchoolRow(o.Id, o.Name))]));
        })
        .Reads<SchoolList>("ListSchools", "Schools to choose from when reporting a concern", "Public: id and name of every school that exists today.");
}
