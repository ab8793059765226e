using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ProtectionPlatform.Access.ApiKeys;

namespace ProtectionPlatform.Architecture;

/// <summary>Nothing in the repository opens anything: no private key, no API key of ours or of a cloud, no password of a database.</summary>
public sealed class No_secrets
{
    /// <summary>Files that must hold something of that look, and why.</summary>
    private static readonly Dictionary<string, string> meant = new()
    {
        ["tests/Architecture/No_secrets.cs"] = "what this test plants",
        ["tests/Integration/Sealing/Anchoring_checkpoints.cs"] = "an address that the settings refuse",
        ["tests/Integration/Platform/HardeningTests.cs"] = "addresses that are not called",
    };

    [Fact]
    public void Lie_in_a_tracked_file()
    {
        var files = Tracked();
        files.Count.ShouldBeGreaterThan(500);
        files.Except(meant.Keys).SelectMany(file => In(Text(file)).Select(kind => $"{file}: {kind}"))
            .ShouldBeEmpty("take it out and change it where it opens something: it stays in the history. What only looks like one is named in this test with its reason");
        meant.Keys.Except(files).ShouldBeEmpty("what is not there any more needs no exception");
    }

    [Fact]
    public void Are_found_when_somebody_leaves_one()
    {
        In($"key = \"{KeyText.Make()}\"").ShouldBe(["API key of this platform"]);
        In("pp_" + new string('a', 46)).ShouldBeEmpty("its last letters do not fit: no key");
        foreach (var kind in new[] { "", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH " }) In($"-----BEGIN {kind}PRIVATE KEY-----\nMIIE").ShouldBe(["private key"]);
        In("-----BEGIN PUBLIC KEY-----").ShouldBeEmpty();
        In("AKIA" + "ABCDEFGHIJKLMNOP").ShouldBe(["cloud access key"]);
        In("ghp_" + new string('a', 36)).ShouldBe(["access token"]);
        In("Host=db;Username=app;Password=Mat-khau-that").ShouldBe(["password of a connection"]);
        In("Host=db;Username=app;Password=${PASSWORD}").ShouldBeEmpty();
        In("postgres://app:mat-khau@db/platform").ShouldBe(["password in an address"]);
        In("https://example.org/a:b@c").ShouldBeEmpty();
    }

    private static IEnumerable<string> In(string text)
    {
        if (Regex.IsMatch(text, "-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")) yield return "private key";
        if (Regex.Matches(text, "pp_[0-9A-Za-z]{46}").Any(found => KeyText.IsOne(found.Value))) yield return "API key of this platform";
        if (Regex.IsMatch(text, @"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")) yield return "cloud access key";
        if (Regex.IsMatch(text, @"\b(?:gh[pousr]_[0-9A-Za-z]{36}|npm_[0-9A-Za-z]{36}|xox[abpr]-[0-9A-Za-z-]{20,})\b")) yield return "access token";
        if (Regex.IsMatch(text, @"(?:host|server|data source)=[^;\r\n]+;[^\r\n]*(?:password|pwd) *= *[^;""'\s{$<…]{3,}", RegexOptions.IgnoreCase)) yield return "password of a connection";
        if (Regex.IsMatch(text, @"\b[a-z][a-z+]+://[^\s/:@""'`{$<]+:[^\s/@""'`{$<]{3,}@")) yield return "password in an address";
    }

    private static List<string> Tracked()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "-c", $"safe.directory={Repository.Root}", "ls-files", "-z"]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var listed = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, "the tests run in a clone");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Repository.Root, file)))];
    }

    /// <summary>Letter by letter also where it is no text: a secret in a picture's comment is one, too.</summary>
    private static string Text(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Repository.Root, file)));
}
