using Microsoft.Extensions.FileProviders;

namespace ProtectionPlatform.Host;

/// <summary>Serves the built UI: hashed assets for ever, the page itself never from a cache.</summary>
internal static class UserInterface
{
    public static void UseUserInterface(this WebApplication app)
    {
        if (!Directory.Exists(Folder(app))) return;
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder(app)),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    /// <summary>
    /// Every path that is neither API nor file is a page of the UI. The API's paths are left without any fallback:
    /// with one, a wrong method or content type would be routed to it instead of answering 405 or 415.
    /// </summary>
    public static void MapUserInterface(this WebApplication app)
    {
        if (!Directory.Exists(Folder(app))) return;
        var page = new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder(app)),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        };
        app.MapFallbackToFile("/", "index.html", page);
        app.MapFallbackToFile(@"{*path:nonfile:regex(^(?!api(/|$)))}", "index.html", page);
    }

    private static string Folder(WebApplication app) => Path.Combine(app.Environment.ContentRootPath, "wwwroot");
}
