namespace ProtectionPlatform.Referrals;

internal enum ReferralState
{
    Sent,
    Acknowledged,
    Accepted,
    Declined,
    InService,
    Completed,
    Cancelled,
}

internal enum Urgency
{
    Normal,
    High,
}

/// <summary>On what ground personal data is disclosed to the provider (privacy requirement P-01).</summary>
internal enum DisclosureBasis
{
    LegalDuty,
    VitalInterest,
    Consent,
    PublicTask,
}

internal enum ProviderKind
{
    Health,
    MentalHealth,
    SocialWorkCentre,
    LegalAid,
    Police,
    Shelter,
    EducationSupport,
    Welfare,
    ChildProtectionNgo,
    Hotline,
}

/// <summary>One piece of information the sender chose to share, as sent.</summary>
internal sealed record SharedField(string Field, string Value);

/// <summary>What may be shared, each field chosen for itself; none is preselected (privacy requirement P-07).</summary>
internal static class SharedFields
{
    public static readonly IReadOnlyList<string> All =
    [
        "child.fullName", "child.dateOfBirth", "child.sex", "child.className", "child.address",
        "caregiver.name", "caregiver.phone", "situation", "risk.level", "request", "contact.name", "contact.phone",
    ];
}
