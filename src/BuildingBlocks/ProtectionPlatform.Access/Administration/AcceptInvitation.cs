using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Administration;

/// <summary>The invited person chooses a password; then they sign in as everybody does.</summary>
internal static class AcceptInvitation
{
    public sealed record Body(Guid AccountId, string Token, string Password);

    /// <param name="UserName">To sign in with.</param>
    public sealed record Accepted(string UserName);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPost("/invitations/acceptance", Handle)
        .Acts<Accepted>("acceptInvitation", "Nhận lời mời / Accept an invitation", "Public: account and token as the link holds them, and the password to be. Works once.", StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> Handle(Json<Body> body, HttpContext http, UserManager<Account> users, CredentialCheck credentials, SecurityLog log)
    {
        var (id, token, password) = body.Value;
        Texts.Need(http, ("token", token, 2_000), ("password", password, Texts.Password));
        await credentials.Limit(http, name: null);
        if (await users.FindByIdAsync(id.ToString()) is not { DeactivatedAt: null } account
            || !await users.VerifyUserTokenAsync(account, TokenOptions.DefaultProvider, UserManager<Account>.ResetPasswordTokenPurpose, token))
            return AccessRules.Refused(AccessRules.InvitationVoid);
        if (await NewPassword.Fault(users, account, password, Language.IsVietnamese(http)) is { } fault) throw AccessRules.Invalid("password", fault);
        await log.Record(new InvitationAccepted(id), id);
        return (await users.ResetPasswordAsync(account, token, password)).Succeeded
            ? TypedResults.Ok(new Accepted(account.UserName!))
            : AccessRules.Refused(AccessRules.InvitationVoid);
    }
}
