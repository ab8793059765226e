namespace ProtectionPlatform.Host;

/// <summary>A lock file held open: the system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Null when another process (or another holder in this one) has it.</summary>
    internal static FolderLock? TryTake(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    internal static async Task<FolderLock> WaitAsync(string path, ILogger log, CancellationToken ct)
    {
        for (var told = false; ; told = true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (!told)
            {
                log.LogInformation("Waiting for another process that holds {Lock}", path);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), ct);
        }
    }

    public void Dispose() => _file.Dispose();
}
