using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>What consent is needed for (P-02). Everything else rests on law, and never waits for consent.</summary>
internal enum ConsentPurpose
{
    CounsellingShare,
    ProviderReferral,
    Publication,
    Research,
    ParentPortal,
}

/// <summary>Who was asked. Each is asked alone.</summary>
internal enum ConsentGiver
{
    Child,
    Representative,
}

internal enum ConsentAnswer
{
    Agreed,
    Declined,
}

/// <summary>How the answer was given, so that it can be shown later.</summary>
internal enum ConsentForm
{
    Written,
    Electronic,
    SpokenBeforeWitness,
}

/// <summary>How it was checked that the representative is one.</summary>
internal enum RelationProof
{
    BirthCertificate,
    GuardianshipDecision,
    ResidenceRecord,
    CourtDecision,
}

/// <summary>On what a disclosure rests (P-01).</summary>
internal enum ShareBasis
{
    LegalDuty,
    VitalInterest,
    PublicTask,
    Consent,
}

/// <summary>Where the proof lies: the SHA-256 of a file, or where the paper is kept.</summary>
internal sealed record Evidence(string? Digest = null, [Personal(Whose.Applicant)] string? Location = null);

/// <summary>Consents about one child are kept together, one file a case; the subject is an opaque id.</summary>
/// <param name="BirthDate">Personal; null when not known, and then the child is asked as well.</param>
internal sealed record ConsentFileOpened(Guid CaseId, Guid SubjectId, Guid OrganisationId, [Personal] DateOnly? BirthDate);

/// <summary>One answer of one person to one purpose.</summary>
internal sealed record ConsentRecorded(
    Guid ConsentId, ConsentPurpose Purpose, string TextVersion, ConsentGiver Giver, RelationProof? RelationProof, ConsentAnswer Answer, ConsentForm Form,
    DateOnly GivenOn, DateOnly? ExpiresOn, Evidence Evidence);

/// <param name="TouchedShareIds">What had been shared on it: each is looked after by the data protection officer.</param>
internal sealed record ConsentWithdrawn(Guid ConsentId, DateOnly WithdrawnOn, IReadOnlyList<Guid> TouchedShareIds);

/// <summary>The representative is suspected, refuses what the child needs, or is not known (P-05): their consent counts for nothing while this stands.</summary>
internal sealed record RepresentativeConflictMarked([Personal(Whose.Applicant)] string Reason);

internal sealed record RepresentativeConflictCleared([Personal(Whose.Applicant)] string Reason);

/// <summary>Child and representative disagree; what is best for the child is proposed by one person.</summary>
/// <param name="CaseId">Whose file it is; older ones do not say.</param>
internal sealed record BestInterestProposed(Guid ProposalId, ConsentPurpose Purpose, bool Permit, [Personal] string Reason, Guid ProposedById, Guid? CaseId = null);

/// <summary>And agreed to by another.</summary>
internal sealed record BestInterestConfirmed(Guid ProposalId);

/// <param name="Recipient">Name of the organisation that received it.</param>
internal sealed record ShareNoted(Guid ShareId, ConsentPurpose Purpose, string Recipient, DateTimeOffset SharedAt, ShareBasis Basis);

/// <summary>What was done about something shared on a consent that was withdrawn.</summary>
internal sealed record TouchedShareSettled(Guid ShareId, [Personal] string Done);

/// <summary>
/// How a purpose stands from now on, noted whenever that changes, so that others who share something of the child can follow it without knowing who agreed.
/// </summary>
/// <param name="Until">The last day on which it permits as things are: a consent runs out, or a birthday asks somebody else as well.</param>
internal sealed record ConsentStandingNoted(Guid CaseId, ConsentPurpose Purpose, bool Permits, [Personal] DateOnly? Until);

internal sealed record Consent(ConsentRecorded Given, DateOnly? WithdrawnOn = null);

/// <param name="ProposedBy">Whoever is behind the proposal: who made it, and for whom.</param>
internal sealed record BestInterest(BestInterestProposed Proposal, IReadOnlyList<Guid> ProposedBy, bool IsConfirmed = false);

/// <summary>What a child and their representative agreed to, purpose by purpose.</summary>
internal sealed record ConsentFile(Guid Id, Guid CaseId, Guid SubjectId, Guid OrganisationId, DateOnly? BirthDate) : IState<ConsentFile>
{
    public ImmutableList<Consent> Consents { get; init; } = [];

    public ImmutableList<BestInterest> Decisions { get; init; } = [];

    public ImmutableList<ShareNoted> Shares { get; init; } = [];

    /// <summary>Shared on a consent that was withdrawn, and not looked after yet.</summary>
    public ImmutableHashSet<Guid> TouchedShares { get; init; } = [];

    public bool RepresentativeInConflict { get; init; }

    /// <summary>What was noted last of each purpose.</summary>
    public ImmutableDictionary<ConsentPurpose, ConsentStandingNoted> Standings { get; init; } = ImmutableDictionary<ConsentPurpose, ConsentStandingNoted>.Empty;

    public static Guid StreamOf(Guid caseId) => EventStore.Derived($"registers.consents/{caseId}");

    /// <summary>Opaque: tells of nobody to whoever does not hold the case.</summary>
    public static Guid SubjectOf(Guid caseId) => EventStore.Derived($"registers.subject/{caseId}");

    public Consent? Find(Guid consentId) => Consents.Find(c => c.Given.ConsentId == consentId);

    public static ConsentFile? Evolve(ConsentFile? before, RecordedEvent happened) => Apply(before, happened.StreamId, happened.Data, happened.Behind);

    /// <param name="behind">Who did it, and for whom.</param>
    public static ConsentFile? Apply(ConsentFile? before, Guid id, object? happened, IEnumerable<Guid>? behind = null) => happened switch
    {
        ConsentFileOpened e => new(id, e.CaseId, e.SubjectId, e.OrganisationId, e.BirthDate),
        // A new answer makes a decision about the old ones pointless.
        ConsentRecorded e => before! with { Consents = before.Consents.Add(new Consent(e)), Decisions = before.Decisions.RemoveAll(d => d.Proposal.Purpose == e.Purpose) },
        ConsentWithdrawn e => before! with
        {
            Consents = before.Consents.Replace(before.Find(e.ConsentId)!, before.Find(e.ConsentId)! with { WithdrawnOn = e.WithdrawnOn }),
            TouchedShares = before.TouchedShares.Union(e.TouchedShareIds),
        },
        RepresentativeConflictMarked => before! with { RepresentativeInConflict = true },
        RepresentativeConflictCleared => before! with { RepresentativeInConflict = false },
        BestInterestProposed e => before! with { Decisions = before.Decisions.RemoveAll(d => d.Proposal.Purpose == e.Purpose).Add(new BestInterest(e, [.. (behind ?? []).Union([e.ProposedById])])) },
        BestInterestConfirmed e => before! with { Decisions = [.. before.Decisions.Select(d => d.Proposal.ProposalId == e.ProposalId ? d with { IsConfirmed = true } : d)] },
        ShareNoted e => before! with { Shares = before.Shares.Add(e) },
        TouchedShareSettled e => before! with { TouchedShares = before.TouchedShares.Remove(e.ShareId) },
        ConsentStandingNoted e => before! with { Standings = before.Standings.SetItem(e.Purpose, e) },
        _ => before,
    };
}
