using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ProtectionPlatform.Ledger.Evidence;
using Xunit.Abstractions;

namespace ProtectionPlatform.Specs.Ledger.Evidence;

/// <summary>Both verifiers on every good and every tampered bundle: the one here, the other in Node, which looks at a folder of all of them.</summary>
public sealed partial class EvidenceBundleSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task Both_verifiers_pass_whole_bundles_and_name_what_was_done_to_others()
    {
        var cases = await Tampering.All();
        var folder = Directory.CreateTempSubdirectory("bundles-");
        try
        {
            var wrong = new List<string>();
            var here = new Dictionary<string, HashSet<(int?, string)>>();
            foreach (var (bundle, i) in cases.Select((c, i) => (c, i)))
            {
                var name = $"{i:00000}.zip";
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), bundle.Zip);
                if (bundle.Older is not null) await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i:00000}.checkpoint"), bundle.Older);
                if (bundle.Key is not null) await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i:00000}.pem"), bundle.Key.ExportSubjectPublicKeyInfoPem());
                var report = BundleVerifier.Verify(new MemoryStream(bundle.Zip), bundle.Older, bundle.Key?.ExportSubjectPublicKeyInfo());
                here[name] = [.. report.Findings.Select(f => (f.Entry, f.Code))];
                var named = bundle.Code is null ? report.IsWhole : here[name].Any(f => bundle.Code.Split('|').Contains(f.Item2) && (bundle.Entry is null || f.Item1 == bundle.Entry));
                if (!named) wrong.Add($"{bundle.Name}: expected {bundle.Code ?? "whole"} of {bundle.Entry}, found {Text(here[name])}");
            }

            wrong.ShouldBeEmpty();
            var there = Node(folder.FullName, cases.Count);
            foreach (var (bundle, i) in cases.Select((c, i) => (c, i)))
                if (!there[$"{i:00000}.zip"].SetEquals(here[$"{i:00000}.zip"]))
                    wrong.Add($"{bundle.Name}: .NET found {Text(here[$"{i:00000}.zip"])}, Node {Text(there[$"{i:00000}.zip"])}");
            wrong.ShouldBeEmpty();
            output.WriteLine($"{cases.Count(c => c.Code is null)} whole and {cases.Count(c => c.Code is not null)} tampered bundles");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_same_bundle_has_the_same_bytes()
    {
        var bundle = await SampleLog.Of().Bundle();
        SampleLog.Zip(bundle).ShouldBe(SampleLog.Zip(bundle));
        Should.Throw<ArgumentException>(() => SampleLog.Zip(bundle with { ExtraFiles = new Dictionary<string, byte[]> { ["../x"] = [] } }));
        Should.Throw<ArgumentException>(() => SampleLog.Zip(bundle with { ExtraFiles = new Dictionary<string, byte[]> { ["checkpoint"] = [] } }));
    }

    [Fact]
    public async Task Whatever_bytes_a_zip_has_the_verifier_answers()
    {
        var zip = (await SampleLog.Of().Unpacked()).Zip();
        var random = new Random(6962);
        for (var i = 0; i < 400; i++)
        {
            var broken = zip.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => BundleVerifier.Verify(new MemoryStream(random.Next(3) == 0 ? broken[..random.Next(broken.Length)] : broken), "x"));
        }
    }

    [Fact]
    public async Task The_command_says_what_it_found_in_the_language_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("bundle-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            var log = SampleLog.Of();
            await File.WriteAllBytesAsync(At("good.zip"), SampleLog.Zip(await log.Bundle()));
            await File.WriteAllTextAsync(At("old"), log.Sign(100).ToText());
            await File.WriteAllTextAsync(At("key.pem"), SampleLog.Key.ExportSubjectPublicKeyInfoPem());
            var fingerprint = Convert.ToHexStringLower(SHA256.HashData(SampleLog.Key.ExportSubjectPublicKeyInfo()));

            var (code, text) = Run("--lang", "en", At("good.zip"));
            code.ShouldBe(0);
            text.ShouldContain("12/1/2/1");
            text.ShouldContain(fingerprint);
            text.ShouldContain("says nothing about who signed");
            text.ShouldNotContain("Nguyên vẹn");
            (code, text) = Run(At("good.zip"), "--older", At("old"), "--key", At("key.pem"), "--lang", "vi");
            code.ShouldBe(0);
            text.ShouldContain("Nguyên vẹn: HN-2026-0001");
            text.ShouldNotContain("--key");

            var tampered = await log.Unpacked();
            tampered.Set(Unpacked.FilesOf(4)[1], """{"data":{},"salt":""}""");
            await File.WriteAllBytesAsync(At("bad.zip"), tampered.Reseal().Zip());
            (code, text) = Run(At("bad.zip"), "--lang", "en");
            code.ShouldBe(1);
            text.ShouldContain($"entry 4 (case_noted, version 3 of stream {SampleLog.CaseId}): payload differs from its digest [payload]");

            Run().Code.ShouldBe(2);
            Run(At("none.zip")).Code.ShouldBe(2);
            Run(At("good.zip"), "--key", At("old")).Code.ShouldBe(2);
            Run(At("good.zip"), "--lang", "fr").Code.ShouldBe(2);
            Run(At("good.zip"), "--what").Code.ShouldBe(2);
            Run(folder.FullName, "--lang", "en").Code.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>In a log of a million entries. How long it took is reported, not asserted: machines differ (docs/performance.md).</summary>
    [Fact]
    public async Task A_bundle_of_500_events_in_a_log_of_a_million_passes_in_both()
    {
        var zip = SampleLog.Zip(await SampleLog.Of(1_000_000, 500).Bundle());
        var folder = Directory.CreateTempSubdirectory("bundle-");
        try
        {
            var clock = Stopwatch.StartNew();
            BundleVerifier.Verify(new MemoryStream(zip)).IsWhole.ShouldBeTrue();
            var (here, path) = (clock.Elapsed, Path.Combine(folder.FullName, "00000.zip"));
            await File.WriteAllBytesAsync(path, zip);
            clock.Restart();
            using var node = Process.Start(new ProcessStartInfo("node", [Script, "verify", path]) { RedirectStandardOutput = true })!;
            await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            output.WriteLine($"{zip.Length:N0} bytes; .NET {here.TotalMilliseconds:N0} ms, Node with its start {clock.Elapsed.TotalMilliseconds:N0} ms");
            node.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, string Text) Run(params string[] args)
    {
        using var text = new StringWriter();
        return (VerifyCommand.Run(args, text), text.ToString());
    }

    /// <summary>Findings of the second verifier by bundle.</summary>
    private static Dictionary<string, HashSet<(int?, string)>> Node(string folder, int count)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Script, "verify", folder, "--lang", "en"]) { RedirectStandardOutput = true })!;
        var lines = node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        node.WaitForExit();
        node.ExitCode.ShouldBe(1, string.Join('\n', lines.TakeLast(3)));
        var found = lines.Select(line => FindingLine().Match(line)).ToList();
        found.ShouldAllBe(match => match.Success);
        var byBundle = found.GroupBy(m => m.Groups["bundle"].Value).ToDictionary(
            g => g.Key, g => g.Where(m => m.Groups["code"].Success).Select(m => (m.Groups["entry"].Success ? int.Parse(m.Groups["entry"].Value, null) : (int?)null, m.Groups["code"].Value)).ToHashSet());
        byBundle.Count.ShouldBe(count);
        return byBundle;
    }

    internal static string SourceFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProtectionPlatform.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }

    private static string Script => Path.Combine(SourceFolder(), "src", "BuildingBlocks", "ProtectionPlatform.LedgerVerifier", "verify.mjs");

    private static string Text(IEnumerable<(int?, string)> findings) => string.Join(' ', findings.Select(f => $"{f.Item2}:{f.Item1}").Order());

    [GeneratedRegex(@"^(?<bundle>\d+\.zip): (?:whole|(?:entry (?<entry>\d+)\b)?.*\[(?<code>[a-z-]+)\])$")]
    private static partial Regex FindingLine();
}
