using Microsoft.AspNetCore.Identity;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>A person's account. What the person may do is not here: see the memberships.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    /// <summary>A demonstration account, which may work without a second factor where the settings say so.</summary>
    public bool SecondFactorWaived { get; set; }

    /// <summary>When it was closed; null while it is in use.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }
}

/// <summary>Who needs a second factor (P-16): everybody whose role opens case files or oversees those who do.</summary>
internal static class CaseRoles
{
    private static readonly Role[] All =
    [
        Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal, Role.CommuneOfficer, Role.DepartmentOfficer,
        Role.Auditor, Role.DataProtectionOfficer, Role.Administrator,
    ];

    public static bool IsAmong(IEnumerable<Role> roles) => roles.Any(All.Contains);
}
