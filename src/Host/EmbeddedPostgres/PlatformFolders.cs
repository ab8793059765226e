using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.Host;

/// <summary>Where the platform keeps things when nobody has said otherwise. Never inside the clone.</summary>
internal static class PlatformFolders
{
    private const string Name = "protectionplatform";

    /// <summary>Folder of the embedded database when <c>Platform__DataFolder</c> is not set: one per clone, the same at every start.</summary>
    /// <param name="contentRoot">The host's content root; any folder inside the clone gives the same answer.</param>
    internal static string DefaultDataFolder(string contentRoot)
    {
        var clone = CloneRoot(contentRoot);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(clone)))[..10];
        return Path.Combine(DataRoot(), $"{Path.GetFileName(clone)}-{hash}");
    }

    /// <summary>Downloaded programs that may be deleted at any time: they are brought again when needed.</summary>
    internal static string CacheFolder() =>
        IsLinuxRoot ? Path.Combine("/var/cache", Name)
      : OperatingSystem.IsWindows() ? Path.Combine(LocalData(), Name, "cache")
      : OperatingSystem.IsMacOS() ? Path.Combine(Home(), "Library", "Caches", Name)
      : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache) ? Path.Combine(cache, Name)
      : Path.Combine(Home(), ".cache", Name);

    /// <summary>PostgreSQL refuses to run as root and is then run as another user, who must be able to enter its folder.</summary>
    internal static bool IsLinuxRoot => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    private static string DataRoot() => IsLinuxRoot ? Path.Combine("/var/lib", Name) : Path.Combine(LocalData(), Name);

    private static string CloneRoot(string contentRoot)
    {
        var start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(contentRoot));
        for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "ProtectionPlatform.sln")))
            {
                return folder;
            }
        }

        return start;
    }

    private static string LocalData() => Known(Environment.SpecialFolder.LocalApplicationData);

    private static string Home() => Known(Environment.SpecialFolder.UserProfile);

    private static string Known(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } path
            ? path
            : throw new BringException("This user has no home folder. Set HOME, or set Platform__DataFolder and XDG_CACHE_HOME to folders this user may write.");
}
