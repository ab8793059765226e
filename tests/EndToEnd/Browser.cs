using System.ComponentModel;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using ProtectionPlatform.Host;

namespace ProtectionPlatform.EndToEnd;

/// <summary>
/// One Chromium for the whole run: the one named by CHROMIUM_PATH, else one of the machine, else the headless one that npm
/// ships with the libraries it needs (Linux x64, no root needed), else, as root on Debian, Debian's own.
/// </summary>
internal static class Browser
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    private static readonly string[] Names = ["chromium", "google-chrome", "google-chrome-stable", "chrome-headless-shell"];

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    /// <summary>A fresh profile: no cookies, no cache, a window of the given size in CSS pixels.</summary>
    internal static async Task<IBrowserContext> NewContextAsync(int width = 1440, int height = 900, string locale = "vi-VN") =>
        await (await Started.Value).NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            TimezoneId = "Asia/Ho_Chi_Minh",
        });

    private static async Task<IBrowser> StartAsync()
    {
        var program = await FindAsync();
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = program?.Path,
            Channel = program is null ? "chrome" : null,
            Args = Flags,
            Env = program?.Environment,
        });
    }

    /// <summary>A program that is this browser, for a host that makes PDFs with it; null where the host finds one by itself.</summary>
    internal static async Task<string?> AsProgram()
    {
        if (await FindAsync() is not { } program || OperatingSystem.IsWindows()) return null;
        var script = Path.Combine(Directory.CreateTempSubdirectory("protectionplatform-browser-").FullName, "browser");
        var environment = (program.Environment ?? []).Where(it => it.Key is "LD_LIBRARY_PATH" or "FONTCONFIG_FILE").Select(it => $"export {it.Key}='{it.Value}'\n");
        // A test machine seldom lets a browser build its sandbox.
        await File.WriteAllTextAsync(script, $"#!/bin/sh\n{string.Concat(environment)}exec '{program.Path}' --no-sandbox \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return script;
    }

    private sealed record Program(string Path, Dictionary<string, string>? Environment = null);

    private static async Task<Program?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named)
        {
            return new(named);
        }

        if (!OperatingSystem.IsLinux())
        {
            return null; // Playwright knows where Chrome is installed there.
        }

        if (await OfTheMachineAsync() is { } present)
        {
            return present;
        }

        BringException? missing = null;
        try
        {
            if (RuntimeInformation.OSArchitecture == Architecture.X64)
            {
                return await FromNpmAsync();
            }
        }
        catch (BringException failure)
        {
            missing = failure;
        }

        return await FromDebianAsync()
            ?? throw new InvalidOperationException("No Chromium for the browser tests: install one, or name one with CHROMIUM_PATH.", missing);
    }

    private static async Task<Program?> OfTheMachineAsync()
    {
        foreach (var name in Names)
        {
            try
            {
                // A name alone proves nothing: Ubuntu's is a script that asks for a snap.
                if ((await Command.RunAsync(name, ["--version"], "/", null, CancellationToken.None)).ExitCode == 0)
                {
                    return new((await Command.RunAsync("which", [name], "/", null, CancellationToken.None)).Output);
                }
            }
            catch (Win32Exception)
            {
                // Not on this machine.
            }
        }

        return null;
    }

    private static async Task<Program> FromNpmAsync()
    {
        var home = await NpmFolder.BringAsync(typeof(Browser).Assembly, "Chromium", UnpackAsync, NullLogger.Instance, CancellationToken.None);
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        environment["LD_LIBRARY_PATH"] = Path.Combine(home, "lib");
        environment["FONTCONFIG_FILE"] = await FontsAsync(home);
        return new(Path.Combine(home, "chromium"), environment);
    }

    private static async Task UnpackAsync(string folder, CancellationToken ct)
    {
        var packed = Path.Combine(folder, "node_modules", "@sparticuz", "chromium", "bin");
        foreach (var archive in (string[])["al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"])
        {
            await using var tar = new BrotliStream(File.OpenRead(Path.Combine(packed, archive)), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(tar, folder, overwriteFiles: true, ct);
        }

        var program = Path.Combine(folder, "chromium");
        await using (var packedProgram = new BrotliStream(File.OpenRead(Path.Combine(packed, "chromium.br")), CompressionMode.Decompress))
        await using (var file = File.Create(program))
        {
            await packedProgram.CopyToAsync(file, ct);
        }

        await Command.RunAsync("chmod", ["+x", program], folder, null, ct);
        Directory.Delete(Path.Combine(folder, "node_modules"), recursive: true);
    }

    /// <summary>The package's own font list names folders of another machine.</summary>
    private static async Task<string> FontsAsync(string home)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("protectionplatform-fonts-").FullName, "fonts.conf");
        await File.WriteAllTextAsync(path, $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>{Path.Combine(home, "fonts")}</dir>
              <dir>/usr/share/fonts</dir>
              <cachedir>{Path.GetDirectoryName(path)}</cachedir>
            </fontconfig>
            """);
        return path;
    }

    private static async Task<Program?> FromDebianAsync()
    {
        if (!PlatformFolders.IsLinuxRoot || !File.Exists("/usr/bin/apt-get"))
        {
            return null;
        }

        foreach (var arguments in (string[][])[["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-dejavu-core"]])
        {
            await Command.RunAsync("apt-get", arguments, "/", environment => environment["DEBIAN_FRONTEND"] = "noninteractive", CancellationToken.None);
        }

        return await OfTheMachineAsync();
    }
}
