using System.Globalization;

namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>One thing that is wrong with a bundle.</summary>
/// <param name="Code">What it is: a key of the table in docs/audit.md.</param>
/// <param name="Entry">Number of the entry in the bundle it is about, if it is about one.</param>
/// <param name="About">The entry's event and stream, or the name of a file or list; empty for the bundle as a whole.</param>
public sealed record Finding(string Code, int? Entry, string About)
{
    /// <summary>One line for people, the code in brackets at its end.</summary>
    /// <param name="vietnamese">Otherwise English.</param>
    public string ToText(bool vietnamese)
    {
        var what = Entry is { } number ? string.Create(CultureInfo.InvariantCulture, $"{(vietnamese ? "mục" : "entry")} {number}{(About.Length > 0 ? $" ({About})" : "")}")
            : About.Length > 0 ? About : vietnamese ? "gói" : "bundle";
        var (english, vi) = FindingTexts.All[Code];
        return $"{what}: {(vietnamese ? vi : english)} [{Code}]";
    }
}

/// <summary>What a check of a bundle gave.</summary>
/// <param name="Findings">Everything that is wrong; none when the bundle is whole.</param>
/// <param name="Summary">What the bundle says it is; null when its manifest or checkpoint cannot be read.</param>
public sealed record BundleReport(IReadOnlyList<Finding> Findings, BundleSummary? Summary)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsWhole => Findings.Count == 0;
}

/// <summary>What a bundle says it is.</summary>
/// <param name="CaseReference">The reference people know the case by.</param>
/// <param name="Events">Events in it, withheld ones too.</param>
/// <param name="Withheld">Events without their data.</param>
/// <param name="Streams">Streams they are of.</param>
/// <param name="Attachments">Digests of documents.</param>
/// <param name="Checkpoint">Origin, size and root that everything was proved under.</param>
/// <param name="SignedAt">When it was signed, as the platform says.</param>
/// <param name="KeyFingerprints">SHA-256 of each public key whose signature is right.</param>
/// <param name="ManifestSha256">Digest of the manifest, to compare with the recorded export.</param>
public sealed record BundleSummary(
    string CaseReference, long Events, long Withheld, long Streams, long Attachments, Checkpoint Checkpoint, string? SignedAt, IReadOnlyList<string> KeyFingerprints, string ManifestSha256);

internal static class FindingTexts
{
    /// <summary>English and Vietnamese by code.</summary>
    public static readonly IReadOnlyDictionary<string, (string English, string Vietnamese)> All = new Dictionary<string, (string, string)>
    {
        ["unreadable"] = ("no zip that can be read", "không phải tệp zip đọc được"),
        ["too-large"] = ("larger than a bundle may be", "lớn hơn mức cho phép của một gói"),
        ["file-name"] = ("a file name is unsafe or stands twice", "có tên tệp không an toàn hoặc bị lặp"),
        ["manifest"] = ("is missing or not in its form", "bị thiếu hoặc sai dạng"),
        ["manifest-digest"] = ("differs from the digest beside it", "khác với mã băm ghi kèm"),
        ["file-missing"] = ("is missing", "bị thiếu"),
        ["file-unlisted"] = ("is not listed in the manifest", "không có trong bản kê"),
        ["file-differs"] = ("differs from its digest in the manifest", "khác với mã băm trong bản kê"),
        ["file-unexpected"] = ("belongs to no entry, key or document of the bundle", "không thuộc mục, khóa hay tài liệu nào của gói"),
        ["case"] = ("is the id of the case, but no entry is of its stream", "là mã hồ sơ nhưng không mục nào thuộc luồng của nó"),
        ["counts"] = ("the count in the manifest is wrong", "số đếm trong bản kê không đúng"),
        ["key"] = ("is no P-256 public key in PEM", "không phải khóa công khai P-256 dạng PEM"),
        ["checkpoint"] = ("is no signed checkpoint", "không phải điểm chốt có chữ ký"),
        ["signature"] = ("is not signed by a known key, or its signature is wrong", "không do khóa đã biết ký, hoặc chữ ký sai"),
        ["order"] = ("its number, leaf index or sequence does not rise", "số thứ tự, vị trí lá hoặc trình tự không tăng"),
        ["duplicate"] = ("the same event stands before", "sự kiện này đã có ở trước"),
        ["version"] = ("versions of its stream are missing before it, or repeated", "thiếu hoặc lặp phiên bản của luồng ở trước mục này"),
        ["entry-missing"] = ("its entry is missing", "thiếu nội dung mục"),
        ["entry-form"] = ("its entry is not in the canonical form", "nội dung mục không ở dạng chuẩn"),
        ["entry-manifest"] = ("its entry names another event, stream or version than the manifest", "nội dung mục ghi sự kiện, luồng hoặc phiên bản khác với bản kê"),
        ["proof-missing"] = ("its proof is missing", "thiếu bằng chứng"),
        ["proof-form"] = ("its proof is not in the form of a tlog-proof", "bằng chứng không đúng dạng tlog-proof"),
        ["proof"] = ("is not proved to be in the log at its index", "không chứng minh được là có trong sổ ở vị trí của nó"),
        ["payload-missing"] = ("its payload is missing though it is not withheld", "thiếu dữ liệu dù không được giữ lại"),
        ["payload-withheld"] = ("its payload is there though it is withheld", "có dữ liệu dù được ghi là giữ lại"),
        ["payload-form"] = ("its payload is not in the canonical form", "dữ liệu không ở dạng chuẩn"),
        ["payload"] = ("payload differs from its digest", "dữ liệu khác với mã băm của nó"),
        ["disclosed"] = ("a disclosed value is not what was recorded", "giá trị được mở không phải là điều đã ghi"),
        ["consistency"] = ("does not show that the log only grew since", "không chứng minh được sổ chỉ tăng thêm từ đó"),
        ["consistency-signature"] = ("the older checkpoint in it is not signed by a known key", "điểm chốt cũ trong đó không do khóa đã biết ký"),
        ["older-form"] = ("is no signed checkpoint", "không phải điểm chốt có chữ ký"),
        ["older-origin"] = ("is of another log", "thuộc về một sổ khác"),
        ["older-signature"] = ("is not signed by a known key, or its signature is wrong", "không do khóa đã biết ký, hoặc chữ ký sai"),
        ["older-cut"] = ("is larger than the bundle's: history was cut", "lớn hơn điểm chốt của gói: lịch sử đã bị cắt"),
        ["older-fork"] = ("is no beginning of the bundle's log: history was changed", "không phải phần đầu của sổ trong gói: lịch sử đã bị sửa"),
        ["older-missing"] = ("the consistency proof from it is missing", "thiếu bằng chứng nhất quán từ điểm chốt này"),
        ["attachments"] = ("is not in its form", "sai dạng"),
        ["attachment"] = ("differs from its digest, or its event does not hold the digest", "khác với mã băm, hoặc sự kiện không ghi mã băm đó"),
    };
}
