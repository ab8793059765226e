using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ProtectionPlatform.Access.Web;

/// <summary>
/// Over https our cookies are called <c>__Host-platform.…</c>: browsers take one of that name only from this very host, by https and for all its paths,
/// so that no neighbour under the same domain can plant one. One without the prefix is then none of ours. The rest of the platform knows the short names.
/// </summary>
internal sealed class HostCookies(RequestDelegate next)
{
    private const string Ours = "platform.", Prefix = "__Host-";

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.IsHttps) return next(http);
        var headers = http.Request.Headers;
        if (headers.Cookie.Count > 0) headers.Cookie = string.Join("; ", Sent(headers.Cookie));
        http.Response.OnStarting(() =>
        {
            var set = http.Response.Headers.SetCookie;
            if (set.Count > 0) http.Response.Headers.SetCookie = new StringValues([.. set.Select(cookie => IsOurs(cookie!) ? Prefix + cookie : cookie)]);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private static IEnumerable<string> Sent(StringValues headers) =>
        from cookie in headers.SelectMany(header => header!.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        where !IsOurs(cookie)
        select cookie.StartsWith(Prefix + Ours, StringComparison.Ordinal) ? cookie[Prefix.Length..] : cookie;

    private static bool IsOurs(string cookie) => cookie.StartsWith(Ours, StringComparison.Ordinal);
}
