using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OwnSessions;

/// <summary>
/// Locks the session while nobody is at it, and opens it again with the password of the same person. The page asks for it; the server
/// locks by itself what makes no request for as long.
/// </summary>
internal static class LockSession
{
    public sealed record Opening(string Password);

    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapPost("/session/lock", Lock)
            .WithName("lockSession").WithSummary("Khóa phiên / Lock the session")
            .WithDescription("Until it is opened again, every request of this session that needs a sign-in is refused with session-locked.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        access.MapPost("/session/opening", Open).WithMetadata(new WithoutCsrfToken())
            .Acts<Me>("openSession", "Mở khóa phiên / Open a locked session",
                "Takes the password of the person whose session it is. A second factor given at sign-in is not asked for again.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> Lock(HttpContext http, Sessions sessions, CancellationToken ct)
    {
        await sessions.Lock(http, locked: true, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Open(Json<Opening> body, HttpContext http, UserManager<Account> users, SignInManager<Account> principals,
        CredentialCheck credentials, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (Sessions.OfAnyKind(http) is not { } session) return AccessRules.Refused(Problems.Unauthenticated);
        Texts.Need(http, ("password", body.Value.Password, Texts.Password));
        var account = await users.Of(session);
        if (session.Locked && !await credentials.IsPasswordOf(http, account, body.Value.Password, ct)) throw AccessRules.WrongPassword(http, "password");
        var opened = await sessions.Lock(http, locked: false, ct);
        http.User = opened.Unfinished is null ? await principals.CreateUserPrincipalAsync(account) : http.User; // the token is for whom the next request will be
        return TypedResults.Ok(Me.Of(opened, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
