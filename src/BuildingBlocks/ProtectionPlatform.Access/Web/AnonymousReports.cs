using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Web;

/// <summary>
/// How often a concern may be reported, or a file added to a report, without signing in: so often that a whole school behind one address never notices, and not so often that a program
/// buries the real reports. The address is counted in memory for ten minutes and written nowhere (P-06).
/// </summary>
internal sealed class AnonymousReports(RequestDelegate next, AccessSettings settings) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> addresses = RateWindows.Of(settings.AnonymousReportsPerAddress, Window);
    private readonly PartitionedRateLimiter<string> all = RateWindows.Of(settings.AnonymousReports, Window);

    public Task InvokeAsync(HttpContext http, RequestContext request, Actor actor)
    {
        if (request.Operation is not ("reportConcern" or "startReportAttachment") || actor.IsSignedIn) return next(http);
        if ((addresses.Wait(Network(http.Connection.RemoteIpAddress)) ?? all.Wait("")) is not { } wait) return next(http);
        throw RateWindows.TooMany(http, wait, AccessRules.TooManyReports);
    }

    public void Dispose()
    {
        addresses.Dispose();
        all.Dispose();
    }

    /// <summary>Whoever has one address of version 6 has the 2^64 beside it.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address?.ToString() ?? "";
    }
}
