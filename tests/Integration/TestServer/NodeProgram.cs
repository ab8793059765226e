using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace ProtectionPlatform.TestServer;

/// <summary>A small program of the tests that runs under Node, with the npm packages its lock file pins.</summary>
internal static class NodeProgram
{
    /// <summary>Starts it; it ends when its input is closed.</summary>
    /// <param name="folder">Where its package.json, package-lock.json and script lie.</param>
    public static async Task<Process> Start(string folder, string script, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("node", [Path.Combine(await Install(folder), script), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;

    /// <summary>Installs once per content, beside and not in the sources; another test process may do the same at this moment.</summary>
    private static async Task<string> Install(string source)
    {
        var files = Directory.GetFiles(source).Order(StringComparer.Ordinal).ToArray();
        var content = string.Concat(await Task.WhenAll(files.Select(file => File.ReadAllTextAsync(file))));
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
        var name = $"protectionplatform-{Path.GetFileName(source)}-";
        var ready = Path.Combine(Path.GetTempPath(), $"{name}{Environment.UserName}-{key}");
        if (Directory.Exists(ready)) return ready;

        var making = Directory.CreateTempSubdirectory(name).FullName;
        foreach (var file in files) File.Copy(file, Path.Combine(making, Path.GetFileName(file)));
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        {
            WorkingDirectory = making,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci failed: {string.Join('\n', said)}");
        try
        {
            Directory.Move(making, ready);
        }
        catch (IOException) when (Directory.Exists(ready))
        {
            Directory.Delete(making, recursive: true);
        }

        return ready;
    }
}
