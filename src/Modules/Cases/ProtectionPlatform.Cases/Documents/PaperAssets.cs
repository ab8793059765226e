namespace ProtectionPlatform.Cases.Documents;

/// <summary>The style of the papers and the letters they fall back on, as files of the module.</summary>
internal static class PaperAssets
{
    /// <summary>Where browsers find them.</summary>
    public const string Folder = "/api/v1/cases/document-assets";

    public sealed record Asset(byte[] Bytes, string ContentType);

    private static readonly Dictionary<string, Asset> files = Load();

    public static Asset? Find(string name) => files.GetValueOrDefault(name);

    private static Dictionary<string, Asset> Load()
    {
        const string prefix = "Documents/Assets/";
        var assembly = typeof(PaperAssets).Assembly;
        var found = new Dictionary<string, Asset>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var name = resource[prefix.Length..];
            found[name] = new Asset(bytes.ToArray(), Path.GetExtension(name) switch { ".css" => "text/css", ".woff2" => "font/woff2", _ => "text/plain" });
        }

        return found;
    }
}
