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

namespace ProtectionPlatform.Access.OutsideSignIn;

/// <summary>
/// Links the caller's account to theirs at the provider, by issuer and subject, and takes the link away. Only the person themselves links,
/// while signed in here and with everything they sign in with: an equal e-mail address proves nothing.
/// </summary>
internal static class LinkOutside
{
    private const string Page = "/tai-khoan";

    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapPost("/outside-sign-in/link", Start)
            .Acts<OutsideProvider.Way>("startOutsideLink", "Bắt đầu liên kết tài khoản / Begin linking the account",
                "Needs the password and, where the second factor is on, a fresh code; or a passkey. Answers the provider's address for the browser to go to.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        access.MapPost("/outside-sign-in/link/completion", Complete)
            .Acts<object>("completeOutsideLink", "Hoàn tất liên kết tài khoản / Complete linking the account",
                "With what the provider answered in the last five minutes to the session that began it.", StatusCodes.Status204NoContent);
        access.MapDelete("/outside-sign-in/link", Remove)
            .Acts<Me>("removeOutsideLink", "Bỏ liên kết tài khoản / Take the link away", "Ends the caller's other sessions. The password goes on.", StatusCodes.Status200OK);
    }

    private static async Task<IResult> Start(Json<Confirmation> body, HttpContext http, OutsideProvider provider, UserManager<Account> users, CredentialCheck credentials, CancellationToken ct)
    {
        body.Value.NeedShape(http);
        if (provider.Name is null) return AccessRules.Refused(Problems.NotFound);
        var session = Sessions.Of(http)!;
        var account = await users.Of(session);
        if ((await users.GetLoginsAsync(account)).Count > 0) return AccessRules.Refused(AccessRules.OutsideLinkedAlready);
        if (await credentials.Confirm(http, account, body.Value, ct) is { } refusal) return AccessRules.Refused(refusal);
        return await provider.Begin(http, Page, then: null, session.SessionId);
    }

    private static async Task<IResult> Complete(HttpContext http, OutsideProvider provider, UserManager<Account> users, SecurityLog log)
    {
        if (provider.Name is null) return AccessRules.Refused(Problems.NotFound);
        var session = Sessions.Of(http)!;
        if (await OutsideProvider.Answered(http, session.SessionId) is not { } vouched) return AccessRules.Refused(AccessRules.OutsideAnswerMissing);
        await OutsideProvider.Forget(http);
        var account = await users.Of(session);
        if ((await users.GetLoginsAsync(account)).Count > 0) return AccessRules.Refused(AccessRules.OutsideLinkedAlready);
        if (await users.FindByLoginAsync(vouched.Issuer, vouched.Subject) is not null) return AccessRules.Refused(AccessRules.OutsideLinkedElsewhere);
        await log.Record(new OutsideAccountLinked(account.Id), account.Id);
        await users.AddLoginAsync(account, new(vouched.Issuer, vouched.Subject, null));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Remove(HttpContext http, OutsideProvider provider, UserManager<Account> users, SignInManager<Account> principals,
        Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        var account = await users.Of(Sessions.Of(http)!);
        if ((await users.GetLoginsAsync(account)).Count == 0) return AccessRules.Refused(Problems.NotFound);
        await log.Record(new OutsideAccountUnlinked(account.Id), account.Id);
        await users.ForgetOutsideAccounts(account);
        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
