using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>
/// By what a person recognises a session of theirs: the browser and system in words, and the network without the part that names a machine.
/// Neither the header nor the whole address is kept.
/// </summary>
internal sealed record WhereFrom(string Device, string Network)
{
    // The first that is named wins: every browser also names those it descends from.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static WhereFrom Of(HttpContext http) => new(Words(http.Request.Headers.UserAgent.ToString()), Shortened(http.Connection.RemoteIpAddress));

    internal static string Words(string userAgent) => string.Join(" · ", new[] { Named(Browsers, userAgent), Named(Systems, userAgent) }.OfType<string>());

    internal static string Shortened(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return "127.0.0.x";
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x"
            : $"{new IPAddress([.. bytes[..6], .. new byte[10]])}x";
    }

    private static string? Named((string Mark, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
