namespace ProtectionPlatform.Privacy.Contracts;

/// <summary>What children and representatives are asked to agree to.</summary>
public enum ConsentPurpose
{
    CounsellingShare,
    ProviderReferral,
    Publication,
    Research,
    ParentPortal,
}

/// <summary>Child and representative disagree, and somebody proposes what is best for the child; a second person decides.</summary>
public sealed record BestInterestProposed(Guid CaseId, Guid ConsentFileId, Guid ProposedBy);

/// <summary>How a purpose stands in the consent register from now on: the last such message of a case and purpose holds.</summary>
/// <param name="Permits">All who must agree do.</param>
/// <param name="Until">The last day on which that is so as things are; null without end. It may tell a child's birthday: keep it sealed.</param>
public sealed record ConsentStandingSet(Guid CaseId, ConsentPurpose Purpose, bool Permits, DateOnly? Until);
