using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SecondFactor;

/// <summary>How the caller's own second factor stands.</summary>
internal static class ReadSecondFactor
{
    /// <param name="On">A password alone is not enough.</param>
    /// <param name="Authenticator">It is an authenticator; else passkeys only.</param>
    /// <param name="Needed">The caller's role needs one.</param>
    /// <param name="Waived">It may be done without: a demonstration account.</param>
    public sealed record Standing(bool On, bool Authenticator, bool Needed, bool Waived, int RecoveryCodesLeft);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/second-factor", Handle)
        .Reads<Standing>("readSecondFactor", "Lớp xác thực thứ hai của tôi / My second factor", "Whether it is on, whether the caller's role needs it, and how many recovery codes are left.");

    private static async Task<Standing> Handle(HttpContext http, UserManager<Account> users)
    {
        var session = Sessions.Of(http)!;
        var account = await users.Of(session);
        return new(session.HasSecondFactor, await users.HasAuthenticator(account), session.NeedsSecondFactor, session.SecondFactorWaived, await users.CountRecoveryCodesAsync(account));
    }
}
