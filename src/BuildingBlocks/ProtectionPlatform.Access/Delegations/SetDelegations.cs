using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Administration;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Delegations;

/// <summary>The administrator names who acts for somebody who is absent and could not do it themselves; and sees all that run.</summary>
internal static class SetDelegations
{
    /// <param name="Until">At most 60 days after it begins.</param>
    public sealed record Body(Guid AbsentId, Role Role, Guid OrganisationId, Guid DelegateId, DateTimeOffset From, DateTimeOffset Until, string Reason);

    public sealed record DelegationList(IReadOnlyList<DelegationRow> Items);

    internal static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapGet("/delegations", List)
            .Reads<DelegationList>("listDelegations", "Ai đang thay ai / Who acts for whom", "For administrators: at their organisation and beneath it; also what is over.");
        accounts.MapPost("/delegations", Set)
            .Acts<DelegateWhileAway.Given>("setDelegation", "Đặt người thay / Name who acts for somebody absent",
                "By administrators, never for themselves to hold. It never includes the restricted part of cases: only the absent person can say that.", StatusCodes.Status201Created);
        accounts.MapDelete("/delegations/{id:guid}", End)
            .Acts<object>("endDelegationOf", "Kết thúc việc thay / End it", "By administrators, for everybody at once.", StatusCodes.Status204NoContent);
    }

    private static async Task<DelegationList> List(Reach reach, Delegations delegations, CancellationToken ct) =>
        new(await delegations.At(await reach.Organisations(ct), ct));

    private static async Task<IResult> Set(Json<Body> body, HttpContext http, Actor actor, Reach reach, Delegations delegations, CancellationToken ct)
    {
        var it = body.Value;
        var id = await delegations.Give(new(it.AbsentId, it.Role, it.OrganisationId, it.DelegateId, it.From, it.Until, it.Reason, Restricted: false), actor.Id, http, ct, await reach.Organisations(ct));
        return TypedResults.Created((string?)null, new DelegateWhileAway.Given(id));
    }

    private static async Task<IResult> End(Guid id, Actor actor, Reach reach, Delegations delegations, CancellationToken ct)
    {
        if ((await delegations.At(await reach.Organisations(ct), ct)).Find(row => row.Id == id) is not { } found) return AccessRules.Refused(Problems.NotFound);
        await delegations.End(found, DelegationEnd.EndedByAdministrator, actor.Id, ct);
        return TypedResults.NoContent();
    }
}
