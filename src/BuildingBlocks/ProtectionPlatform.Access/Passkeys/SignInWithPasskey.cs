using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Passkeys;

/// <summary>Signs in, or opens a locked session, with a passkey alone: the device that holds it has verified the person.</summary>
internal static class SignInWithPasskey
{
    /// <param name="Credential">What navigator.credentials answered, as JSON text.</param>
    public sealed record Answer(Guid Challenge, string Credential);

    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapPost("/passkeys/challenge", Ask).WithMetadata(new WithoutCsrfToken())
            .Acts<PasskeyCheck.Question>("askForPasskey", "Hỏi khóa truy cập / Ask for a passkey", "A question that a passkey of this platform answers, once and within five minutes.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        access.MapPost("/session/passkey", SignIn).WithMetadata(new WithoutCsrfToken())
            .Acts<Me>("signInWithPasskey", "Đăng nhập bằng khóa truy cập / Sign in with a passkey", "Answers who has signed in and sets the session cookie. No password and no code are asked for.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        access.MapPost("/session/opening/passkey", Open).WithMetadata(new WithoutCsrfToken())
            .Acts<Me>("openSessionWithPasskey", "Mở khóa phiên bằng khóa truy cập / Open a locked session with a passkey", "Takes a passkey of the person whose session it is.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> Ask(HttpContext http, PasskeyCheck passkeys, CredentialCheck credentials, CancellationToken ct)
    {
        await credentials.Limit(http, name: null);
        return TypedResults.Ok(await passkeys.Ask(http, ct));
    }

    private static async Task<IResult> SignIn(Json<Answer> body, HttpContext http, CredentialCheck credentials, SignInManager<Account> principals,
        Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (challenge, credential) = body.Value;
        Texts.Need(http, ("credential", credential, Texts.Credential));
        var (account, by, refusal) = await credentials.CheckPasskey(http, challenge, credential, of: null, ct);
        if (refusal is not null) return AccessRules.Refused(refusal);
        var signedIn = await sessions.Open(http, await principals.CreateUserPrincipalAsync(account!), by, ct);
        return TypedResults.Ok(Me.Of(signedIn, antiforgery.GetAndStoreTokens(http).RequestToken));
    }

    private static async Task<IResult> Open(Json<Answer> body, HttpContext http, CredentialCheck credentials, SignInManager<Account> principals,
        Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (challenge, credential) = body.Value;
        Texts.Need(http, ("credential", credential, Texts.Credential));
        if (Sessions.OfAnyKind(http) is not { } session) return AccessRules.Refused(Problems.Unauthenticated);
        var (account, _, refusal) = await credentials.CheckPasskey(http, challenge, credential, session.UserId, ct);
        if (refusal is not null) return AccessRules.Refused(refusal);
        var opened = await sessions.Lock(http, locked: false, ct);
        http.User = opened.Unfinished is null ? await principals.CreateUserPrincipalAsync(account!) : http.User; // the token is for whom the next request will be
        return TypedResults.Ok(Me.Of(opened, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
