using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.ApiKeys;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>Who the caller is, and the token that changes need. The same answer after signing in and on asking.</summary>
/// <param name="SignedIn">False also while the sign-in is unfinished: then only finishing it is possible.</param>
/// <param name="Unfinished">What is missing to it.</param>
/// <param name="SecondFactorWaived">A demonstration account that works without the second factor its role needs.</param>
/// <param name="Roles">Their own and those they hold for others who are away.</param>
/// <param name="StandsIn">For whom they act at the moment.</param>
/// <param name="Scopes">Of a program with an API key: what the key is for. Null for people.</param>
internal sealed record Me(bool SignedIn, Unfinished? Unfinished, Guid? Id, string? UserName, string? DisplayName, string? Email, string? CsrfToken,
    bool SecondFactorWaived, IReadOnlyList<Me.MembershipView> Memberships, IReadOnlyList<Role> Roles, IReadOnlyList<string>? Scopes,
    IReadOnlyList<Me.StandInView> StandsIn)
{
    /// <summary>A role held for somebody who is away.</summary>
    public sealed record StandInView(Guid DelegationId, Guid ForId, string ForName, Role Role, Guid OrganisationId, string OrganisationName, DateTimeOffset Until, bool Restricted);

    public sealed record MembershipView(Role Role, Guid OrganisationId, string OrganisationName);

    public static Me Anonymous { get; } = new(false, null, null, null, null, null, null, false, [], [], null, []);

    public static Me Of(SignedIn signedIn, string? csrfToken) => signedIn.Unfinished is { } missing
        ? Anonymous with { Unfinished = missing, Id = signedIn.UserId, UserName = signedIn.UserName, DisplayName = signedIn.DisplayName, CsrfToken = csrfToken }
        : new(true, null, signedIn.UserId, signedIn.UserName, signedIn.DisplayName, signedIn.Email, csrfToken,
            signedIn is { SecondFactorWaived: true, NeedsSecondFactor: true, HasSecondFactor: false },
            [.. signedIn.Memberships.Select(held => new MembershipView(held.Role, held.OrganisationId, held.OrganisationName))],
            [.. signedIn.Memberships.Select(held => held.Role).Concat(signedIn.StandsIn.Select(held => held.StandIn.Membership.Role)).Distinct().Order()], Scopes: null,
            [.. signedIn.StandsIn.Select(held => new StandInView(held.DelegationId, held.StandIn.For.Id, held.StandIn.For.Name, held.StandIn.Membership.Role,
                held.StandIn.Membership.OrganisationId, held.OrganisationName, held.Until, held.StandIn.Restricted))]);

    public static Me Of(ApiKeyInUse key) => new(true, null, key.Id, null, key.Name, null, null, false,
        [new(Role.ApiClient, key.OrganisationId, key.OrganisationName)], [Role.ApiClient], key.Scopes, []);
}

/// <summary>Says who the caller is; an anonymous caller is an ordinary answer, not an error.</summary>
internal static class WhoAmI
{
    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/me", (HttpContext http, IAntiforgery antiforgery) => TypedResults.Ok(ApiKeyCheck.Of(http) is { } key ? Me.Of(key)
            : Sessions.OfAnyKind(http) is { } signedIn
            ? Me.Of(signedIn, antiforgery.GetAndStoreTokens(http).RequestToken)
            : Me.Anonymous))
        .WithTags("Access")
        .WithName("GetMe").WithSummary("Who am I")
        .WithDescription("The signed-in person with roles and the token for the X-CSRF-Token header, or signedIn false with what is missing to an unfinished sign-in.")
        .Produces<Me>();
}
