using System.Globalization;
using System.Security.Cryptography;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>The command line of the verifier: <c>verify &lt;bundle.zip|folder&gt; [--older &lt;checkpoint&gt;] [--key &lt;pem&gt;] [--lang vi|en]</c>.</summary>
public static class VerifyCommand
{
    private const string Usage = """
        verify <bundle.zip|folder> [--older <checkpoint>] [--key <public key.pem>] [--lang vi|en]

          --older   a checkpoint kept from earlier: is it a beginning of the bundle's log?
                    điểm chốt đã giữ từ trước: sổ trong gói có chỉ tăng thêm từ đó không?
          --key     the key that must have signed, from a source you trust
                    khóa phải là khóa đã ký, lấy từ nguồn tin cậy
          folder    every .zip in it, each with name.checkpoint and name.pem beside it where they exist
                    mọi tệp .zip trong thư mục, kèm name.checkpoint và name.pem bên cạnh nếu có

        0 whole / nguyên vẹn, 1 findings / có sai lệch, 2 usage / sai cú pháp
        """;

    /// <summary>Runs it.</summary>
    /// <param name="args">What follows the word <c>verify</c>.</param>
    /// <param name="output">Where findings and summary go.</param>
    /// <returns>0 whole, 1 findings, 2 bad usage.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        var options = new Dictionary<string, string>();
        string? path = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--older" or "--key" or "--lang" && i + 1 < args.Count) options[args[i]] = args[++i];
            else if (path is null && !args[i].StartsWith("--", StringComparison.Ordinal)) path = args[i];
            else return Refuse(output, args[i]);
        }

        if (path is null || options.GetValueOrDefault("--lang") is not (null or "vi" or "en")) return Refuse(output, path ?? "");
        try
        {
            var speaks = new Speaker(output, options.GetValueOrDefault("--lang") ?? Environment.GetEnvironmentVariable("LANG"));
            if (!Directory.Exists(path)) return One(path, options.GetValueOrDefault("--older"), options.GetValueOrDefault("--key"), speaks);
            var codes = Directory.GetFiles(path, "*.zip").Order(StringComparer.Ordinal).Select(zip => Folded(zip, speaks)).ToList();
            return codes.Count == 0 ? Refuse(output, path) : codes.Max();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return Refuse(output, e.Message);
        }
    }

    private static int Refuse(TextWriter output, string what)
    {
        if (what.Length > 0) output.WriteLine($"? {what}\n");
        output.WriteLine(Usage);
        return 2;
    }

    private static int One(string path, string? older, string? key, Speaker speaks)
    {
        var report = Verify(path, older, key);
        foreach (var finding in report.Findings) speaks.Say(finding.ToText(false), finding.ToText(true));
        if (report.IsWhole && report.Summary is { } whole) Summarise(whole, older is not null, key is not null, speaks);
        else speaks.Say($"{report.Findings.Count} finding(s): do not rely on this bundle.", $"{report.Findings.Count} sai lệch: không nên dựa vào gói này.");
        return report.IsWhole ? 0 : 1;
    }

    private static int Folded(string path, Speaker speaks)
    {
        string? Beside(string ending) => Path.ChangeExtension(path, ending) is var file && File.Exists(file) ? file : null;
        var report = Verify(path, Beside(".checkpoint"), Beside(".pem"));
        var name = Path.GetFileName(path);
        foreach (var finding in report.Findings) speaks.Say($"{name}: {finding.ToText(false)}", $"{name}: {finding.ToText(true)}");
        if (report.IsWhole) speaks.Say($"{name}: whole", $"{name}: nguyên vẹn");
        return report.IsWhole ? 0 : 1;
    }

    private static BundleReport Verify(string path, string? older, string? key)
    {
        using var bundle = File.OpenRead(path);
        return BundleVerifier.Verify(bundle, older is null ? null : File.ReadAllText(older), key is null ? null : PublicKey(key));
    }

    private static byte[] PublicKey(string path)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        var der = key.ExportSubjectPublicKeyInfo();
        _ = new NoteVerifier("key", der); // throws unless it is P-256
        return der;
    }

    private static void Summarise(BundleSummary whole, bool withOlder, bool withKey, Speaker speaks)
    {
        var counts = string.Create(CultureInfo.InvariantCulture, $"{whole.Events}/{whole.Withheld}/{whole.Streams}/{whole.Attachments}");
        speaks.Say($"Whole: {whole.CaseReference}", $"Nguyên vẹn: {whole.CaseReference}");
        speaks.Say($"  events/withheld/streams/attachments: {counts}", $"  sự kiện/giữ lại/luồng/tài liệu đính kèm: {counts}");
        speaks.Say($"  log: {whole.Checkpoint.Origin}", $"  sổ: {whole.Checkpoint.Origin}");
        speaks.Say($"  size: {whole.Checkpoint.Size}", $"  số lá: {whole.Checkpoint.Size}");
        speaks.Say($"  root: {Convert.ToBase64String(whole.Checkpoint.Root)}", $"  gốc: {Convert.ToBase64String(whole.Checkpoint.Root)}");
        if (whole.SignedAt is { } at) speaks.Say($"  signed at: {at} (says the platform)", $"  ký lúc: {at} (theo lời hệ thống)");
        foreach (var fingerprint in whole.KeyFingerprints) speaks.Say($"  key SHA-256: {fingerprint}", $"  SHA-256 của khóa: {fingerprint}");
        speaks.Say($"  manifest SHA-256: {whole.ManifestSha256}", $"  SHA-256 của bản kê: {whole.ManifestSha256}");
        if (!withKey) speaks.Say(
            "  The key came with the bundle and says nothing about who signed: compare its SHA-256 with one from a source you trust, or give --key.",
            "  Khóa nằm trong chính gói nên không cho biết ai đã ký: hãy so SHA-256 của khóa với nguồn tin cậy, hoặc dùng --key.");
        if (!withOlder) speaks.Say(
            "  No older checkpoint was given: that history only grew was shown for the checkpoints in the bundle only.",
            "  Không có điểm chốt cũ để đối chiếu: mới chỉ kiểm tra sổ chỉ tăng thêm so với các điểm chốt trong gói.");
    }

    /// <summary>Vietnamese or English by the beginning of a locale; both when it is neither.</summary>
    private sealed class Speaker(TextWriter output, string? locale)
    {
        public void Say(string english, string vietnamese)
        {
            if (locale?.StartsWith("en", StringComparison.Ordinal) != true) output.WriteLine(vietnamese);
            if (locale?.StartsWith("vi", StringComparison.Ordinal) != true) output.WriteLine(english);
        }
    }
}
