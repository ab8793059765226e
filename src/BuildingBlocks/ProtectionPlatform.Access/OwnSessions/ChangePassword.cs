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

namespace ProtectionPlatform.Access.OwnSessions;

/// <summary>Changes the caller's own password, with the one they have. Their other sessions end.</summary>
internal static class ChangePassword
{
    public sealed record Body(string Current, string New);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPut("/password", Handle)
        .Acts<Me>("changePassword", "Đổi mật khẩu / Change the password", "At least twelve characters; no rules about their kind. Ends the caller's other sessions.", StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> Handle(Json<Body> body, HttpContext http, UserManager<Account> users, SignInManager<Account> principals,
        CredentialCheck credentials, Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (current, chosen) = body.Value;
        Texts.Need(http, ("current", current, Texts.Password), ("new", chosen, Texts.Password));
        var account = await users.Of(Sessions.Of(http)!);
        if (await NewPassword.Fault(users, account, chosen, Language.IsVietnamese(http)) is { } fault) throw AccessRules.Invalid("new", fault);
        if (!await credentials.IsPasswordOf(http, account, current, ct)) throw AccessRules.WrongPassword(http, "current");
        await log.Record(new PasswordChanged(account.Id), account.Id);
        await users.ChangePasswordAsync(account, current, chosen);
        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
