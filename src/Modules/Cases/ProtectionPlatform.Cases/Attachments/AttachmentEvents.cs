using ProtectionPlatform.BuildingBlocks.Audit.Evidence;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Cases.Attachments;

internal enum AttachmentKind
{
    Photo,
    Document,
    Audio,
}

/// <summary>What people call a file and say of it.</summary>
/// <param name="TakenAt">When it was taken or recorded, as who adds it says.</param>
internal sealed record AttachmentLabel(string FileName, string? Caption, DateTimeOffset? TakenAt);

/// <summary>A file was added to the case. Its bytes lie beside the record, sealed under the child's key.</summary>
/// <param name="AttachmentId">The upload it came by.</param>
/// <param name="Size">Bytes kept, in clear form.</param>
/// <param name="Sha256">Of what is kept, in clear form: after metadata were taken out.</param>
/// <param name="UploadedSha256">Of what was sent.</param>
/// <param name="Restricted">Needs the second permission and a reason to open.</param>
/// <param name="FromReporter">Came from who reported, not from who works with the case.</param>
/// <param name="ClosedLabel">The label of a restricted one: its name may say what it shows.</param>
internal sealed record AttachmentAdded(
    int Number, Guid AttachmentId, AttachmentKind Kind, string MediaType, long Size, string Sha256, string UploadedSha256, bool Restricted, bool FromReporter,
    [Personal] AttachmentLabel? Label, [Personal(Behind = Wall.SecondPermission)] AttachmentLabel? ClosedLabel) : IAttaches;

/// <summary>The bytes of an attachment were taken away; that it was there, and its digests, stay.</summary>
internal sealed record AttachmentRemoved(int Number, [Personal] string Reason);

/// <summary>An attachment with what became of it.</summary>
internal sealed record AttachmentRecord(AttachmentAdded Event, PersonRef By, DateTimeOffset AddedAt, AttachmentRemoval? Removal = null);

internal sealed record AttachmentRemoval(PersonRef By, DateTimeOffset At, string Reason);
