using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>How often signing in may be tried, from one address and under one name. Counted by each host for itself.</summary>
internal sealed class SignInLimits(AccessSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> addresses = Limiter(settings.TriesPerAddress);
    private readonly PartitionedRateLimiter<string> names = Limiter(settings.TriesPerAccount);

    /// <param name="name">Normalised name of the account, or null where the person is not known yet.</param>
    /// <returns>When to try again; null when this try may be made.</returns>
    public TimeSpan? Refuse(HttpContext http, string? name) =>
        Wait(addresses, http.Connection.RemoteIpAddress?.ToString() ?? "") ?? (name is null ? null : Wait(names, name));

    public void Dispose()
    {
        addresses.Dispose();
        names.Dispose();
    }

    private static TimeSpan? Wait(PartitionedRateLimiter<string> limiter, string who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    private static PartitionedRateLimiter<string> Limiter(int tries) => PartitionedRateLimiter.Create<string, string>(who =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new() { PermitLimit = tries, Window = TimeSpan.FromMinutes(5), SegmentsPerWindow = 5 }));
}
