using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>Signs a person in with user name and password. Never says which of the two was wrong, nor that an account exists.</summary>
internal static class SignIn
{
    private const int LongestUserName = 256, LongestPassword = 256;

    public sealed record Credentials(string UserName, string Password);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapPost("/session", Handle)
        .WithMetadata(new WithoutCsrfToken())
        .WithName("SignIn").WithSummary("Sign in with user name and password")
        .WithDescription("Answers who has signed in and sets the session cookie. After six wrong tries an account is paused for 15 minutes.")
        .Produces<Me>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> Handle(Json<Credentials> body, HttpContext http, PasswordCheck passwords, Sessions sessions, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (userName, password) = body.Value;
        var faults = Faults(body, Language.IsVietnamese(http));
        if (faults.Count > 0) throw new ProblemException(Problems.InvalidRequest, faults);
        if (await passwords.Check(userName, password, ct) is not { } principal) return AccessRules.Refused(AccessRules.SignInFailed);
        var signedIn = await sessions.Open(http, principal, ct);
        return TypedResults.Ok(Me.Of(signedIn, antiforgery.GetAndStoreTokens(http).RequestToken));
    }

    private static Dictionary<string, string[]> Faults(Credentials body, bool vi)
    {
        var faults = new Dictionary<string, string[]>();
        if (Reason(body.UserName, LongestUserName) is { } name) faults["userName"] = [name];
        if (Reason(body.Password, LongestPassword) is { } password) faults["password"] = [password];
        return faults;

        string? Reason(string text, int longest) =>
            !string.IsNullOrWhiteSpace(text) && text.Length <= longest ? null
            : vi ? $"Cần có chữ, tối đa {longest} ký tự." : $"Needs text, at most {longest} characters.";
    }
}

/// <summary>Checks a password so that an unknown name, a paused account and a wrong password answer alike and take about as long.</summary>
internal sealed class PasswordCheck(UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher)
{
    // Tries on one account queue up here: Identity counts tries made at the same moment as one, which would be a way round the pause.
    private static readonly SemaphoreSlim[] Queues = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    private static string? decoy;

    public async Task<ClaimsPrincipal?> Check(string userName, string password, CancellationToken ct)
    {
        var queue = Queues[(uint)users.NormalizeName(userName).GetHashCode(StringComparison.Ordinal) % Queues.Length];
        await queue.WaitAsync(ct);
        try
        {
            var account = await users.FindByNameAsync(userName);
            if (account is not null && !await users.IsLockedOutAsync(account))
            {
                var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
                return result.Succeeded ? await signIn.CreateUserPrincipalAsync(account) : null;
            }
        }
        finally
        {
            queue.Release();
        }
        decoy ??= hasher.HashPassword(new Account(), Guid.CreateVersion7().ToString());
        hasher.VerifyHashedPassword(new Account(), decoy, password);
        return null;
    }
}
