using System.ComponentModel;
using System.Reflection;
using System.Security.Cryptography;

namespace ProtectionPlatform.Host;

/// <summary>
/// Programs that npm ships, brought once per version into a folder of the cache. Versions and digests are pinned by the
/// package.json and package-lock.json embedded in an assembly.
/// </summary>
internal static class NpmFolder
{
    private const UnixFileMode EnterableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] Manifests = ["package.json", "package-lock.json"];

    /// <summary>The folder that holds node_modules, installed if it was missing.</summary>
    /// <param name="resources">Assembly with the manifests as resources named "prefix/package.json".</param>
    /// <param name="prefix">See <paramref name="resources"/>; in lower case also the folder's name.</param>
    /// <param name="finish">What is to be done with a fresh install, given its folder, before others see it.</param>
    /// <exception cref="BringException">npm is missing or failed; says why.</exception>
    internal static async Task<string> BringAsync(Assembly resources, string prefix, Func<string, CancellationToken, Task> finish, ILogger log, CancellationToken ct)
    {
        var cache = PlatformFolders.CacheFolder();
        var home = Path.Combine(cache, $"{prefix.ToLowerInvariant()}-{Fingerprint(resources, prefix)}");
        if (Directory.Exists(home))
        {
            return home;
        }

        try
        {
            Directory.CreateDirectory(cache);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BringException($"The cache folder {cache} cannot be made: {failure.Message}", failure);
        }

        // Several test processes and a host may all find the cache empty at the same moment.
        using var turn = await FolderLock.WaitAsync($"{home}.lock", log, ct);
        if (Directory.Exists(home))
        {
            return home;
        }

        log.LogInformation("Bringing {What} into {Folder} (once)", prefix, home);
        var making = $"{home}.making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        Directory.CreateDirectory(making);
        foreach (var manifest in Manifests)
        {
            await using var content = Manifest(resources, prefix, manifest);
            await using var file = File.Create(Path.Combine(making, manifest));
            await content.CopyToAsync(file, ct);
        }

        // Install scripts are switched off whatever npm's version thinks of them; those that matter are run by name.
        await RunAsync("npm", ["ci", "--ignore-scripts", "--include=optional", "--no-engine-strict", "--no-audit", "--no-fund", "--no-update-notifier"], making, ct);
        await finish(making, ct);
        if (OperatingSystem.IsLinux() && PlatformFolders.IsLinuxRoot)
        {
            // The unprivileged user who runs the server must be able to read this, whatever root's umask is.
            await Command.RunAsync("chmod", ["-R", "a+rX", making], making, null, ct);
            File.SetUnixFileMode(cache, EnterableByAll);
        }

        Directory.Move(making, home);
        return home;
    }

    /// <summary>Runs npm or node and turns every failure into a message for the operator.</summary>
    internal static async Task RunAsync(string program, string[] arguments, string folder, CancellationToken ct)
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
            throw new BringException($"'{program}' was not found: Node.js 20 or later with npm is needed.", failure);
        }

        if (result.ExitCode != 0)
        {
            throw new BringException($"'{program} {string.Join(' ', arguments)}' failed in {folder}. Can this machine reach its npm registry?\n{result.Output}");
        }
    }

    private static string Fingerprint(Assembly resources, string prefix)
    {
        using var content = Manifest(resources, prefix, "package-lock.json");
        return Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    }

    private static Stream Manifest(Assembly resources, string prefix, string name) =>
        resources.GetManifestResourceStream($"{prefix}/{name}") ?? throw new InvalidOperationException($"{prefix}/{name} is not embedded in {resources.GetName().Name}.");
}
