using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>Why a sign-in does not count yet.</summary>
internal enum Unfinished
{
    /// <summary>Nobody was at it for a while, or somebody locked it: the password opens it again.</summary>
    Locked,

    /// <summary>The person's role needs a second factor, which is to be set up first.</summary>
    SecondFactorMissing,
}

/// <summary>What the database says, at this request, about the person behind a session.</summary>
internal sealed record SignedIn(Guid SessionId, Guid UserId, string UserName, string DisplayName, string? Email, bool HasSecondFactor, bool SecondFactorWaived,
    bool Locked, IReadOnlyList<SignedIn.Held> Memberships)
{
    public sealed record Held(Role Role, Guid OrganisationId, string OrganisationName);

    public bool NeedsSecondFactor => CaseRoles.IsAmong(Memberships.Select(held => held.Role));

    /// <summary>Null when it counts.</summary>
    public Unfinished? Unfinished =>
        Locked ? Accounts.Unfinished.Locked
        : NeedsSecondFactor && !HasSecondFactor && !SecondFactorWaived ? Accounts.Unfinished.SecondFactorMissing
        : null;

    public Actor ToActor() => new(UserId, DisplayName, [.. Memberships.Select(held => new Membership(held.Role, held.OrganisationId))]);
}
