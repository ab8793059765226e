using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OutsideSignIn;

/// <summary>
/// Signs in the person whose account is linked to the one at the provider. Nobody gets an account by it. Our own second factor is asked for
/// unless the provider said that it asked for one.
/// </summary>
internal static class SignInOutside
{
    public const string Page = "/dang-nhap";

    /// <param name="ReturnTo">Where the page leads on to; a path of this platform.</param>
    public sealed record Beginning(string? ReturnTo = null);

    public sealed record Completion(string? Code = null, string? RecoveryCode = null);

    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapPost("/outside-sign-in", Start)
            .Acts<OutsideProvider.Way>("startOutsideSignIn", "Bắt đầu đăng nhập qua nhà cung cấp / Begin signing in with the provider",
                "Answers the provider's address for the browser to go to. It comes back to the sign-in page, which asks for the completion.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        access.MapPost("/outside-sign-in/completion", Complete)
            .Acts<Me>("completeOutsideSignIn", "Hoàn tất đăng nhập qua nhà cung cấp / Complete signing in with the provider",
                "With what the provider answered to this browser in the last five minutes. Refused with second-factor-needed until `code` or `recoveryCode` is there, " +
                "unless the provider said it asked for two factors.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static Task<IResult> Start(Json<Beginning> body, HttpContext http, OutsideProvider provider)
    {
        var then = body.Value.ReturnTo ?? "/";
        if (!IsOurs(then)) throw AccessRules.Invalid("returnTo", Language.IsVietnamese(http) ? "Phải là đường dẫn của trang này." : "Must be a path of this platform.");
        return provider.Begin(http, Page, then, session: null);
    }

    private static async Task<IResult> Complete(Json<Completion> body, HttpContext http, OutsideProvider provider, CredentialCheck credentials,
        SignInManager<Account> principals, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (code, recoveryCode) = body.Value;
        Texts.Need(http, ("code", code ?? "-", Texts.Code), ("recoveryCode", recoveryCode ?? "-", Texts.Code));
        if (provider.Name is null) return AccessRules.Refused(Problems.NotFound);
        if (await OutsideProvider.Answered(http, session: null) is not { } vouched) return AccessRules.Refused(AccessRules.OutsideAnswerMissing);
        var (account, by, refusal) = await credentials.CheckVouched(http, vouched, code, recoveryCode, ct);
        // A code may be entered again; whatever else is refused will not get better by asking again.
        if (refusal != AccessRules.SecondFactorNeeded && refusal != AccessRules.CodeWrong) await OutsideProvider.Forget(http);
        if (refusal is not null) return AccessRules.Refused(refusal);
        var signedIn = await sessions.Open(http, await principals.CreateUserPrincipalAsync(account!), by, ct);
        return TypedResults.Ok(Me.Of(signedIn, antiforgery.GetAndStoreTokens(http).RequestToken));
    }

    /// <summary>A path beginning with one slash; browsers read a second one, or a backslash, as another host.</summary>
    private static bool IsOurs(string path) =>
        path.Length is > 0 and <= 2_000 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(char.IsControl);
}
