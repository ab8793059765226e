using System.Diagnostics;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Specs.Ledger.Evidence;

/// <summary>The commands of docs/audit.md, run as they are written there.</summary>
public sealed class OpensslSpecs
{
    [Fact]
    public async Task A_checkpoint_is_checked_with_openssl_alone()
    {
        if (!Installed("openssl")) return; // the commands need it; nothing of the platform does
        var folder = Directory.CreateTempSubdirectory("openssl-");
        try
        {
            var log = SampleLog.Of(40, 1);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "checkpoint"), log.Sign(40).ToText());
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), SampleLog.Key.ExportSubjectPublicKeyInfoPem() + "\n");
            var commands = DocumentedCommands();
            Shell(commands, folder.FullName).ShouldContain("Verified OK");
            Shell(commands, folder.FullName).ShouldContain(new NoteVerifier(SampleLog.Origin, SampleLog.Key.ExportSubjectPublicKeyInfo()).KeyId.ToString("x8", null));

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "checkpoint"), log.Sign(40).ToText().Replace("\n40\n", "\n41\n", StringComparison.Ordinal));
            Shell(commands, folder.FullName).ShouldContain("Verification failure", Case.Insensitive);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The first shell block of the document that names openssl.</summary>
    private static string DocumentedCommands() =>
        File.ReadAllText(Path.Combine(EvidenceBundleSpecs.SourceFolder(), "docs", "audit.md")).Split("```").First(block => block.StartsWith("sh\n", StringComparison.Ordinal) && block.Contains("openssl dgst", StringComparison.Ordinal))[3..];

    private static bool Installed(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string Shell(string commands, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec 2>&1\n{commands}"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return said;
    }
}
