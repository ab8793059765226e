using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Delegations;

/// <summary>Somebody who will be away names who acts for them; whoever was named sees it and may refuse.</summary>
internal static class DelegateWhileAway
{
    /// <param name="Until">At most 60 days after it begins.</param>
    /// <param name="Restricted">Include the restricted part of cases.</param>
    public sealed record Body(Role Role, Guid OrganisationId, Guid DelegateId, DateTimeOffset From, DateTimeOffset Until, string Reason, bool Restricted = false);

    public sealed record Given(Guid Id);

    /// <param name="Given">For me, while I am away.</param>
    /// <param name="Held">By me, for others.</param>
    /// <param name="Roles">Which roles can be held for another.</param>
    public sealed record OwnDelegations(IReadOnlyList<DelegationRow> Given, IReadOnlyList<DelegationRow> Held, IReadOnlyList<Role> Roles);

    internal static void Map(IEndpointRouteBuilder delegations)
    {
        delegations.MapGet("/", List)
            .Reads<OwnDelegations>("listOwnDelegations", "Vắng mặt và người thay / Away, and who acts for whom", "Who acts for the caller, and for whom the caller acts; also what is over.");
        delegations.MapPost("/", Give)
            .Acts<Given>("giveDelegation", "Nhờ người thay / Name who acts for me",
                "One of the caller's own roles, to somebody of the same organisation, for at most 60 days. The restricted part of cases only when said so; counselling notes never.", StatusCodes.Status201Created);
        delegations.MapDelete("/{id:guid}", End)
            .Acts<object>("endDelegation", "Kết thúc hoặc từ chối thay / End or refuse it", "By the absent person, or by who was to act for them.", StatusCodes.Status204NoContent);
    }

    private static async Task<OwnDelegations> List(Actor actor, Delegations delegations, CancellationToken ct)
    {
        var all = await delegations.Of(actor.Id, ct);
        return new([.. all.Where(row => row.AbsentId == actor.Id)], [.. all.Where(row => row.DelegateId == actor.Id)], [.. Enum.GetValues<Role>().Where(Delegations.CanBeHeldForAnother)]);
    }

    private static async Task<IResult> Give(Json<Body> body, HttpContext http, Actor actor, Delegations delegations, CancellationToken ct)
    {
        var it = body.Value;
        var id = await delegations.Give(new(actor.Id, it.Role, it.OrganisationId, it.DelegateId, it.From, it.Until, it.Reason, it.Restricted), actor.Id, http, ct);
        return TypedResults.Created((string?)null, new Given(id));
    }

    private static async Task<IResult> End(Guid id, Actor actor, Delegations delegations, CancellationToken ct)
    {
        if ((await delegations.Of(actor.Id, ct)).Find(row => row.Id == id) is not { } found) return AccessRules.Refused(Problems.NotFound);
        await delegations.End(found, found.AbsentId == actor.Id ? DelegationEnd.EndedByAbsent : DelegationEnd.Refused, actor.Id, ct);
        return TypedResults.NoContent();
    }
}
