using System.Net;
using System.Net.Sockets;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>
/// How the platform calls addresses that stand in its configuration (witnesses, the provider to sign in with). By https, or by http on this machine;
/// no redirect is followed, for it would choose another party than the one configured; and no name, nor what a name server says of it at that moment,
/// leads to where clouds and networks keep their own secrets. Addresses of private networks are meant: a ministry's services are there.
/// </summary>
public static class OutsideCalls
{
    private static readonly IPAddress[] metadata =
        [IPAddress.Parse("fd00:ec2::254"), IPAddress.Parse("100.100.100.200"), IPAddress.Parse("168.63.129.16"), IPAddress.Parse("192.0.0.192")];

    /// <summary>Whether an address may stand in the configuration.</summary>
    public static bool IsFit(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) && address.UserInfo.Length == 0;

    /// <summary>For one client that calls outside.</summary>
    /// <param name="throughProxy">Whether a proxy of the environment may be used; it then looks names up itself.</param>
    public static HttpMessageHandler Handler(bool throughProxy) => new OnlyFit(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = throughProxy,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = Connect,
    });

    /// <summary>Looked up now and connected to what was looked at: no name can mean one thing when it is checked and another when it is used.</summary>
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = (IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct)).Where(IsOutside).ToArray();
        if (addresses.Length == 0) throw new HttpRequestException($"{host} leads only to addresses that no outside party has.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsOutside(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return !(address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || metadata.Contains(address)
            || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..] or [0, ..] or [>= 224, ..]));
    }

    private sealed class OnlyFit(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } to && IsFit(to) ? base.SendAsync(request, cancellationToken) : throw new HttpRequestException("Only https addresses are called, or this machine.");
    }
}
