using Microsoft.AspNetCore.Identity;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>A person's account. What the person may do is not here: see the memberships.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";
}
