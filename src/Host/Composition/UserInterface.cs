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

    /// <summary>Every path that is neither API nor file is a page of the UI.</summary>
    public static void MapUserInterface(this WebApplication app)
    {
        if (!Directory.Exists(Folder(app))) return;
        app.MapFallbackToFile("{*path:nonfile}", "index.html", new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Folder(app)),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }

    private static string Folder(WebApplication app) => Path.Combine(app.Environment.ContentRootPath, "wwwroot");
}
