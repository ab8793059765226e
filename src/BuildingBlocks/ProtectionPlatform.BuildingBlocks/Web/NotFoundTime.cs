using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>
/// "Not yours" and "not there" take equally long. To find out that a case is not the caller's it has to be read, and a long one takes a millisecond longer;
/// so every 404 leaves at the next step of a grid of time that is much coarser than that, counted from when its request arrived.
/// </summary>
internal static class NotFoundTime
{
    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(20);
    private static readonly object arrived = new();

    public static void Begin(HttpContext http) => http.Items[arrived] = Stopwatch.GetTimestamp();

    public static async Task Wait(HttpContext http)
    {
        if (http.Items[arrived] is not long began) return;
        var taken = Stopwatch.GetElapsedTime(began);
        await Task.Delay(step * Math.Ceiling(taken / step) - taken, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
