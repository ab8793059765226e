using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>
/// Signs a person in with user name, password and, where it is set up, a code of their authenticator or one of their recovery codes.
/// Never says which of name and password was wrong, nor that an account exists.
/// </summary>
internal static class SignIn
{
    /// <param name="Code">Six digits of the authenticator; asked for when the password was right.</param>
    /// <param name="RecoveryCode">Instead of the code, when the authenticator is not at hand. Each is good once.</param>
    public sealed record Credentials(string UserName, string Password, string? Code = null, string? RecoveryCode = null);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPost("/session", Handle)
        .WithMetadata(new WithoutCsrfToken())
        .WithName("SignIn").WithSummary("Sign in with user name and password")
        .WithDescription("Answers who has signed in and sets the session cookie. An account with a second factor is refused with second-factor-needed until the request " +
            "also brings `code` or `recoveryCode`. After six wrong tries an account is paused for 15 minutes.")
        .Produces<Me>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> Handle(Json<Credentials> body, HttpContext http, CredentialCheck credentials, SignInManager<Account> principals,
        Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (userName, password, code, recoveryCode) = body.Value;
        Texts.Need(http, ("userName", userName, Texts.Name), ("password", password, Texts.Password), ("code", code ?? "-", Texts.Code), ("recoveryCode", recoveryCode ?? "-", Texts.Code));
        var (account, by, refusal) = await credentials.Check(http, body.Value, ct);
        if (refusal is not null) return AccessRules.Refused(refusal);
        var signedIn = await sessions.Open(http, await principals.CreateUserPrincipalAsync(account!), by, ct);
        return TypedResults.Ok(Me.Of(signedIn, antiforgery.GetAndStoreTokens(http).RequestToken));
    }
}
