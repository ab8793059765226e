using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>An evidence bundle was made. Recorded before its first byte left the server.</summary>
/// <param name="Events">Every event in it, in the order of the log.</param>
/// <param name="Withheld">Those of them whose content is not in it.</param>
/// <param name="CheckpointSize">Size of the signed head everything in it is proved against.</param>
/// <param name="BundleSha256">Lower-case hex of SHA-256 over the file that was handed out.</param>
/// <param name="ManifestSha256">The same over its manifest, which lists the digest of every other file in it.</param>
/// <param name="Restricted">True when its chronology tells what needs a second permission.</param>
internal sealed record EvidenceExported(
    Guid CaseId, IReadOnlyList<Guid> Events, IReadOnlyList<Guid> Withheld, bool PersonalData, long CheckpointSize, string BundleSha256, string ManifestSha256, ReadPurpose Purpose, string? Reason, bool? Restricted = null);

/// <summary>One export, a stream of its own that belongs to the platform.</summary>
internal sealed record EvidenceExport(Guid CaseId) : IState<EvidenceExport>
{
    public static EvidenceExport? Evolve(EvidenceExport? before, RecordedEvent happened) =>
        happened.Data is EvidenceExported exported ? new EvidenceExport(exported.CaseId) : before;

    public static void Register(ModuleBuilder platform) => platform
        .Stream<EvidenceExport>("evidence_export")
        .Event<EvidenceExported>("evidence_exported", "Xuất gói bằng chứng", "Evidence exported")
        .Words(words => words
            .Field("caseId", "Ca", "Case")
            .Field("events", "Sự kiện trong gói", "Events in the bundle")
            .Field("withheld", "Sự kiện không kèm nội dung", "Events without their content")
            .Field("personalData", "Có dữ liệu cá nhân", "With personal data")
            .Field("checkpointSize", "Cỡ điểm chốt", "Size of the checkpoint")
            .Field("bundleSha256", "SHA-256 của gói", "SHA-256 of the bundle")
            .Field("manifestSha256", "SHA-256 của bảng kê", "SHA-256 of the manifest")
            .Field("purpose", "Mục đích", "Purpose")
            .Field("reason", "Lý do", "Reason")
            .Field("restricted", "Kèm phần hạn chế", "With the restricted part"));
}
