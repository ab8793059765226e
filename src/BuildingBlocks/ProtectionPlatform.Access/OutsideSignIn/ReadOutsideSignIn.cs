using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OutsideSignIn;

/// <summary>Whether there is an outside provider to sign in with, and whether the caller's account is linked to it.</summary>
internal static class ReadOutsideSignIn
{
    /// <param name="Provider">What people call it; null when there is none.</param>
    /// <param name="Linked">The caller's own account; false when nobody has signed in.</param>
    public sealed record Standing(string? Provider, bool Linked);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/outside-sign-in", Handle)
        .Reads<Standing>("readOutsideSignIn", "Đăng nhập qua nhà cung cấp ngoài / Signing in with an outside provider", "The provider's name, if this platform has one, and whether the caller's account is linked to it.");

    private static async Task<Standing> Handle(HttpContext http, OutsideProvider provider, UserManager<Account> users) =>
        new(provider.Name, provider.Name is not null && Sessions.Of(http) is { } session && (await users.GetLoginsAsync(await users.Of(session))).Count > 0);
}
