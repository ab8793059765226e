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

/// <summary>Who is asking. Built once per request from the signed-in principal; anonymous callers have no id and no memberships.</summary>
public sealed record Actor(Guid? UserId, string DisplayName, IReadOnlyList<Membership> Memberships)
{
    /// <summary>A caller who has not signed in: may report a concern and follow it up, nothing else.</summary>
    public static Actor Anonymous { get; } = new(null, "", []);

    /// <summary>The platform itself, for acts no person did (clocks, reactions to messages).</summary>
    public static Actor Platform { get; } = new(null, "platform", []);

    /// <summary>Of a program with an API key: what the key is for (see <see cref="Policy.ApiScopes"/>). Null for people.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

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
