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

    /// <summary>A membership of somebody who is away, held for them. The second factor is the holder's own: without one it does not count.</summary>
    public sealed record HeldForAnother(Guid DelegationId, string OrganisationName, DateTimeOffset Until, StandIn StandIn);

    /// <summary>What counts of what they hold for others.</summary>
    public IReadOnlyList<HeldForAnother> StandsIn
    {
        get;
        init => field = [.. value.Where(held => Delegations.Delegations.CanBeHeldForAnother(held.StandIn.Membership.Role) && (HasSecondFactor || SecondFactorWaived || !CaseRoles.IsAmong([held.StandIn.Membership.Role])))];
    } = [];

    public bool NeedsSecondFactor => CaseRoles.IsAmong(Memberships.Select(held => held.Role));

    /// <summary>Null when it counts.</summary>
    public Unfinished? Unfinished =>
        Locked ? Accounts.Unfinished.Locked
        : NeedsSecondFactor && !HasSecondFactor && !SecondFactorWaived ? Accounts.Unfinished.SecondFactorMissing
        : null;

    public Actor ToActor() => new(UserId, DisplayName, [.. Memberships.Select(held => new Membership(held.Role, held.OrganisationId))])
    {
        StandsIn = [.. StandsIn.Select(held => held.StandIn)],
    };
}
