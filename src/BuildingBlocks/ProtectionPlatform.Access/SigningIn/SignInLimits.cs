using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.Access.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>How often signing in may be tried, from one address and under one name.</summary>
internal sealed class SignInLimits(AccessSettings settings) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> addresses = RateWindows.Of(settings.TriesPerAddress, Window);
    private readonly PartitionedRateLimiter<string> names = RateWindows.Of(settings.TriesPerAccount, Window);

    /// <param name="name">Normalised name of the account, or null where the person is not known yet.</param>
    /// <returns>When to try again; null when this try may be made.</returns>
    public TimeSpan? Refuse(HttpContext http, string? name) =>
        addresses.Wait(http.Connection.RemoteIpAddress?.ToString() ?? "") ?? (name is null ? null : names.Wait(name));

    public void Dispose()
    {
        addresses.Dispose();
        names.Dispose();
    }
}
