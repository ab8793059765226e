using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SecondFactor;

/// <summary>
/// Takes the authenticator away, with a fresh code of it or a recovery code only. Somebody whose role needs one sets up the next before
/// they go on: that is also the way to a new telephone.
/// </summary>
internal static class RemoveAuthenticator
{
    /// <param name="Code">Six digits of the authenticator, or a recovery code.</param>
    public sealed record Body(string Code);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPost("/second-factor/removal", Handle)
        .Acts<Me>("removeSecondFactor", "Tắt lớp thứ hai / Remove the second factor",
            "Needs a code that was not used before. Ends the caller's other sessions; the old recovery codes are void.", StatusCodes.Status200OK);

    private static async Task<IResult> Handle(Json<Body> body, HttpContext http, UserManager<Account> users, SignInManager<Account> principals,
        CredentialCheck credentials, Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        Texts.Need(http, ("code", body.Value.Code, Texts.Code));
        var account = await users.Of(Sessions.Of(http)!);
        if (!await users.HasAuthenticator(account)) return AccessRules.Refused(AccessRules.SecondFactorIsOff);
        if (await credentials.CheckCode(http, account, body.Value.Code, ct) is { } refusal) return AccessRules.Refused(refusal);
        await log.Record(new SecondFactorRemoved(account.Id, Factor.Authenticator), account.Id);
        await users.RemoveAuthenticator(account);
        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
