namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>What a person may be at an organisation. A membership is always role@organisation.</summary>
public enum Role
{
    Reporter,
    SocialWorker,
    Counsellor,
    FocalPerson,
    Principal,
    CommuneOfficer,
    DepartmentOfficer,
    Partner,
    Trainer,
    CommunicationsOfficer,
    Auditor,
    DataProtectionOfficer,
    Administrator,

    /// <summary>A program with an API key, never a person.</summary>
    ApiClient,
}

/// <summary>A role held at one organisation.</summary>
public sealed record Membership(Role Role, Guid OrganisationId);

/// <summary>Whom somebody acts for while that person is away. Stands beside the actor of what is done by virtue of it.</summary>
public sealed record ActingFor(Guid Id, string Name);

/// <summary>A membership of somebody who is away, held for them for a time.</summary>
/// <param name="Restricted">The absent person said that it includes the restricted part of a case.</param>
/// <param name="NotCases">Cases the absent person is excluded from by name.</param>
public sealed record StandIn(ActingFor For, Membership Membership, bool Restricted, IReadOnlyCollection<Guid> NotCases);

/// <summary>Who is asking. Built once per request from the signed-in principal; anonymous callers have no id and no memberships.</summary>
public sealed record Actor(Guid? UserId, string DisplayName, IReadOnlyList<Membership> Memberships)
{
    /// <summary>A caller who has not signed in: may report a concern and follow it up, nothing else.</summary>
    public static Actor Anonymous { get; } = new(null, "", []);

    /// <summary>The platform itself, for acts no person did (clocks, reactions to messages).</summary>
    public static Actor Platform { get; } = new(null, "platform", []);

    /// <summary>Of a program with an API key: what the key is for (see <see cref="Policy.ApiScopes"/>). Null for people.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What they hold for others who are away. It is not among <see cref="Memberships"/>: whoever does not ask for it decides on what is the caller's own.</summary>
    public IReadOnlyList<StandIn> StandsIn { get; init; } = [];

    /// <summary>By virtue of what they act here; null when by themselves.</summary>
    public StandIn? By { get; init; }

    /// <inheritdoc cref="Access.ActingFor"/>
    public ActingFor? ActingFor => By?.For;

    /// <summary>Who stands behind what is done like this: the person, and whom they do it for. A second person is somebody who is behind none of the first one's doing.</summary>
    public IReadOnlyList<Guid> Behind => TwoPeople.Behind(UserId, ActingFor);

    /// <summary>The caller with one membership of somebody absent beside their own.</summary>
    public Actor StandingIn(StandIn held) => this with { Memberships = [.. Memberships, held.Membership], By = held };

    /// <summary>
    /// The case is closed to somebody the caller stands in for, so standing in for whomever does not open it: what one of them may not know
    /// is not learned through another. What the caller may by themselves is not touched.
    /// </summary>
    public bool StandsInForSomebodyKeptFrom(Guid caseId) => By is not null && StandsIn.Any(held => held.NotCases.Contains(caseId));

    public bool IsSignedIn => UserId is not null;

    /// <summary>The id of a signed-in caller; throws for anonymous ones, who must have been refused before.</summary>
    public Guid Id => UserId ?? throw new InvalidOperationException("The caller is not signed in.");

    /// <summary>Holds one of these roles at any organisation.</summary>
    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var membership in Memberships)
            if (roles.Contains(membership.Role)) return true;
        return false;
    }

    /// <summary>Holds one of these roles at this very organisation.</summary>
    public bool IsAt(Guid? organisationId, params ReadOnlySpan<Role> roles)
    {
        foreach (var membership in Memberships)
            if (membership.OrganisationId == organisationId && roles.Contains(membership.Role)) return true;
        return false;
    }

    /// <summary>The organisations at which the caller holds one of these roles.</summary>
    public Guid[] OrganisationsAs(params Role[] roles) =>
        [.. Memberships.Where(m => roles.Contains(m.Role)).Select(m => m.OrganisationId).Distinct()];
}

/// <summary>The rule of two people where one may act for another: nobody is behind both what was proposed and what is decided on it.</summary>
public static class TwoPeople
{
    public static IReadOnlyList<Guid> Behind(Guid? who, ActingFor? actingFor) =>
        (who, actingFor) switch { ({ } me, { } other) => [me, other.Id], ({ } me, null) => [me], (null, { } other) => [other.Id], _ => [] };

    /// <summary>Whether the same person is behind both.</summary>
    public static bool Share(IEnumerable<Guid> proposed, IEnumerable<Guid> decides) => proposed.Intersect(decides).Any();
}
