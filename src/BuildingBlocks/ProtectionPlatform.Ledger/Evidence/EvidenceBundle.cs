namespace ProtectionPlatform.Ledger.Evidence;

/// <summary>What goes into an evidence bundle; <see cref="EvidenceBundleWriter"/> makes the zip of it. The format: docs/audit.md.</summary>
public sealed record EvidenceBundle
{
    /// <summary>Id of the case.</summary>
    public required Guid CaseId { get; init; }

    /// <summary>The reference people know the case by.</summary>
    public required string CaseReference { get; init; }

    /// <summary>When the bundle was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>What for, in the words of who asked.</summary>
    public required string Purpose { get; init; }

    /// <summary>The signed checkpoint that all proofs lead to.</summary>
    public required SignedNote Checkpoint { get; init; }

    /// <summary>When the checkpoint was signed, if known. The platform's word: the signature does not cover it.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>SubjectPublicKeyInfo of every key that signed the checkpoint or an older one in here.</summary>
    public required IReadOnlyList<byte[]> Keys { get; init; }

    /// <summary>All events of all streams of the case from version 1, in any order.</summary>
    public required IReadOnlyList<EvidenceEvent> Events { get; init; }

    /// <summary>Older checkpoints, at least every one that was sent to an outside party.</summary>
    public IReadOnlyList<OlderCheckpoint> OlderCheckpoints { get; init; } = [];

    /// <summary>Digests of documents that events speak of.</summary>
    public IReadOnlyList<EvidenceAttachment> Attachments { get; init; } = [];

    /// <summary>The case for people to read and print: HTML in Vietnamese.</summary>
    public required string ChronologyVi { get; init; }

    /// <summary>The same in English.</summary>
    public required string ChronologyEn { get; init; }

    /// <summary>Anything else, by its name in the zip: ASCII letters, digits, <c>._-</c>, folders by <c>/</c>. A document of <see cref="Attachments"/> is <c>attachments/</c> and its id.</summary>
    public IReadOnlyDictionary<string, byte[]> ExtraFiles { get; init; } = new Dictionary<string, byte[]>();
}

/// <summary>One event. Without salt and data it is withheld: still counted and proved.</summary>
/// <param name="Entry">The exact bytes of the ledger entry.</param>
/// <param name="LeafIndex">0-based leaf index.</param>
/// <param name="Sequence">Sequence of the event in the store.</param>
/// <param name="Proof">Inclusion proof under the bundle's checkpoint.</param>
/// <param name="Salt">The salt before the data in the payload digest; null when withheld.</param>
/// <param name="Data">The event's data as JSON, in any form; null when withheld.</param>
public sealed record EvidenceEvent(byte[] Entry, long LeafIndex, long Sequence, IReadOnlyList<byte[]> Proof, byte[]? Salt, byte[]? Data)
{
    /// <summary>Values that lie sealed in the data, each with its own key: whoever has the bundle can see that they are what was recorded.</summary>
    public IReadOnlyList<DisclosedValue> Disclosed { get; init; } = [];
}

/// <summary>A value that is disclosed without giving away any other: its key opens this one ciphertext.</summary>
/// <param name="Path">Where in the data it stands.</param>
/// <param name="Sealed">The ciphertext as it stands there: base64 of a nonce of 12 bytes, AES-256-GCM and a tag of 16.</param>
/// <param name="Key">32 bytes.</param>
/// <param name="Value">What it says, as JSON.</param>
public sealed record DisclosedValue(string Path, string Sealed, byte[] Key, byte[] Value);

/// <summary>A head the log had before, and why the bundle's head only added to it.</summary>
/// <param name="Size">Leaves then.</param>
/// <param name="Root">Root then.</param>
/// <param name="Note">The checkpoint as it was signed, if it was kept.</param>
/// <param name="Proof">Consistency proof from then to the bundle's checkpoint.</param>
public sealed record OlderCheckpoint(long Size, byte[] Root, SignedNote? Note, IReadOnlyList<byte[]> Proof);

/// <summary>Digest of a document. The event's data must hold the digest as text: that is what ties the document to the log.</summary>
/// <param name="Event">The event that recorded it.</param>
/// <param name="Id">Id of the document: ASCII letters, digits, <c>._-</c>.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Size">Bytes.</param>
public sealed record EvidenceAttachment(Guid Event, string Id, string Sha256, long Size);
