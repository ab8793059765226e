using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Web;

/// <summary>Counting within a window of time that slides. Each host counts for itself.</summary>
internal static class RateWindows
{
    public static PartitionedRateLimiter<string> Of(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(who => Partition(who, permits, window));

    public static RateLimitPartition<TKey> Partition<TKey>(TKey who, int permits, TimeSpan window) =>
        RateLimitPartition.GetSlidingWindowLimiter(who, _ => new() { PermitLimit = permits, Window = window, SegmentsPerWindow = 6 });

    /// <returns>When to try again; null when it may be done now, which then counts.</returns>
    public static TimeSpan? Wait<T>(this PartitionedRateLimiter<T> limiter, T who)
    {
        using var lease = limiter.AttemptAcquire(who);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    /// <summary>429, and when to come again.</summary>
    public static ProblemException TooMany(HttpContext http, TimeSpan wait, Rule? rule = null)
    {
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new(rule ?? Problems.TooManyRequests);
    }
}
