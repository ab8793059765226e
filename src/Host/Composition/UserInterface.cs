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
    /// Every path that is neither API nor file is a page of the UI. Not an endpoint: routing prefers any endpoint that fits
    /// to refusing by name, so that beside a fallback a wrong method, content type or path of the API would not be answered as what it is.
    /// </summary>
    public static void MapUserInterface(this WebApplication app)
    {
        if (!Directory.Exists(Folder(app))) return;
        app.MapWhen(IsPage, page => page
            .Use((http, next) =>
            {
                http.Request.Path = "/index.html";
                return next(http);
            })
            .UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Folder(app)),
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
            }));
    }

    private static bool IsPage(HttpContext http) =>
        http.GetEndpoint() is null
        && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && !http.Request.Path.StartsWithSegments("/api")
        && !Path.HasExtension(http.Request.Path);

    private static string Folder(WebApplication app) => Path.Combine(app.Environment.ContentRootPath, "wwwroot");
}
