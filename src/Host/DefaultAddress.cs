namespace ProtectionPlatform.Host;

/// <summary>The address the host listens on when nobody has named one.</summary>
internal static class DefaultAddress
{
    private const string Address = "http://localhost:5080";

    /// <summary>
    /// Not a setting in appsettings.json: that would win over ASPNETCORE_URLS, and a launch profile's would as well.
    /// </summary>
    internal static void UseDefaultAddress(this WebApplicationBuilder builder)
    {
        string[] ways = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        if (ways.All(way => string.IsNullOrEmpty(builder.Configuration[way])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Address);
        }
    }
}
