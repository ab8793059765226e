using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>
/// Makes the PDF of a paper: a browser of the server prints the same page a person would. Without one the page can still be printed by whoever
/// has it open. One at a time: a browser is large, a paper small.
/// </summary>
internal sealed class PaperPrinter(IConfiguration configuration, ILogger<PaperPrinter> log) : IDisposable
{
    public static readonly Rule NoBrowser = new("no-browser-for-pdf",
        "Máy chủ không có trình duyệt để tạo PDF. Hãy mở bản in và in từ trình duyệt của anh/chị, hoặc tải DOCX.",
        "The server has no browser to make a PDF. Open the print view and print from your own browser, or take the DOCX.",
        AllowedVi: "format=html hoặc format=docx", AllowedEn: "format=html or format=docx", Status: 503);

    public static readonly Rule Failed = new("pdf-not-made",
        "Chưa tạo được PDF. Hãy mở bản in và in từ trình duyệt của anh/chị.", "The PDF could not be made. Open the print view and print from your own browser.",
        AllowedVi: "format=html hoặc format=docx", AllowedEn: "format=html or format=docx", Status: 503);

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private readonly Lazy<string?> browser = new(() => configuration["Documents:Browser"] switch
    {
        null or "" => Installed(),
        "none" => null,
        var named => named,
    });

    private readonly SemaphoreSlim turn = new(1);

    public bool CanPrint => browser.Value is not null;

    /// <param name="page">Self-contained: the browser is offline.</param>
    /// <exception cref="ProblemException">There is no browser, or it failed (503).</exception>
    public async Task<byte[]> Print(string page, CancellationToken ct)
    {
        var program = browser.Value ?? throw new ProblemException(NoBrowser);
        await turn.WaitAsync(ct);
        var folder = Workplace();
        try
        {
            var (input, output) = (Path.Combine(folder, "paper.html"), Path.Combine(folder, "paper.pdf"));
            await File.WriteAllTextAsync(input, page, ct);
            await Run(program, Arguments(folder, input, output), ct);
            return await File.ReadAllBytesAsync(output, ct);
        }
        catch (Exception e) when (e is IOException or Win32Exception or UnauthorizedAccessException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogWarning(e, "The browser {Browser} made no PDF", program);
            throw new ProblemException(Failed);
        }
        finally
        {
            await Remove(folder);
            turn.Release();
        }
    }

    private static List<string> Arguments(string folder, string input, string output) =>
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
        // Nothing of the page is fetched from anywhere: every name is unknown.
        "--host-resolver-rules=MAP * ~NOTFOUND",
        $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={output}",
        // Chromium refuses to run sandboxed as root. The page is our own and holds no script.
        .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
        new Uri(input).AbsoluteUri,
    ];

    private static async Task Run(string program, List<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }) ?? throw new IOException("It did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token), process.WaitForExitAsync(limit.Token));
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        if (process.ExitCode != 0) throw new IOException($"It ended with {process.ExitCode}.");
    }

    /// <summary>For this user only, and in memory where the machine has a place for that: a child's file is not left on a disk.</summary>
    private static string Workplace()
    {
        const string memory = "/dev/shm";
        var folder = Path.Combine(Directory.Exists(memory) ? memory : Path.GetTempPath(), $"protectionplatform-paper-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    private async Task Remove(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A helper process of the browser may still be writing its profile.
                if (attempt == 5)
                {
                    log.LogError(e, "The folder of a printed paper could not be removed: {Folder}", folder);
                    return;
                }

                await Task.Delay(50 * attempt);
            }
        }
    }

    private static string? Installed()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var programs = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).Concat(
        [
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application", "chrome.exe"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "Microsoft", "Edge", "Application", "msedge.exe"),
        ]);
        return programs.FirstOrDefault(File.Exists);
    }

    public void Dispose() => turn.Dispose();
}
