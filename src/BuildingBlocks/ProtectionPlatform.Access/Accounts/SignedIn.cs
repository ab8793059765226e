using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>What the database says, at this request, about the person behind a session.</summary>
internal sealed record SignedIn(Guid SessionId, Guid UserId, string UserName, string DisplayName, string? Email, string SecurityStamp, IReadOnlyList<SignedIn.Held> Memberships)
{
    public sealed record Held(Role Role, Guid OrganisationId, string OrganisationName);

    public Actor ToActor() => new(UserId, DisplayName, [.. Memberships.Select(held => new Membership(held.Role, held.OrganisationId))]);
}
