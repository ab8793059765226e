namespace ProtectionPlatform.Host;

/// <summary>Headers every answer carries. No inline script or style: what is not in our own files does not run.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
        "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The API's reader draws with inline styles; it shows no data of anybody.</summary>
    private static readonly string PolicyOfTheReader = Policy.Replace("style-src 'self'", "style-src 'self' 'unsafe-inline'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs") ? PolicyOfTheReader : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // Said over plain http it would count for nothing, and a trial on this machine is none.
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        if (http.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return next(http);
    }
}
