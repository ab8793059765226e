namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>An event that records a file by its digest: a bundle of evidence lists it, so that whoever holds the file can compare.</summary>
public interface IAttaches
{
    Guid AttachmentId { get; }

    /// <summary>Bytes.</summary>
    long Size { get; }

    /// <summary>Lower-case hex.</summary>
    string Sha256 { get; }
}
