namespace ProtectionPlatform.BuildingBlocks.Access.Policy;

/// <summary>How a caller must stand to what an operation is about.</summary>
public enum Relation
{
    /// <summary>Nobody needs to sign in.</summary>
    Anyone,

    /// <summary>Whoever is signed in, because it is the same for everybody.</summary>
    SignedIn,

    /// <summary>Whoever is signed in, for what is their own and nothing else.</summary>
    Self,

    /// <summary>Whoever is signed in may ask; without another grant of the same row the list is empty, and the one thing is not there.</summary>
    Nothing,

    /// <summary>Holds the role at the organisation it belongs to.</summary>
    OwnOrganisation,

    /// <summary>Holds the role at the organisation it belongs to, and it is assigned to them by name.</summary>
    Assigned,

    /// <summary>Holds the role at the body a case was notified to, or the provider a referral was sent to.</summary>
    BodySentTo,

    /// <summary>Holds the role at an organisation above the one it belongs to, or at that one.</summary>
    OrganisationAbove,

    /// <summary>Holds the role at an organisation under the same province department as the one it belongs to, or at that department.</summary>
    SameDepartment,

    /// <summary>Holds the role anywhere, as long as it belongs to no organisation yet.</summary>
    NoOrganisationYet,

    /// <summary>Holds the role anywhere.</summary>
    AnyOrganisation,
}

/// <summary>One way to be allowed: these roles, standing like this. Relations that need no role name none.</summary>
public sealed record Grant(Relation Relation, IReadOnlyList<Role> Roles);

/// <summary>A line of the policy table: operations, who may use them, and why.</summary>
/// <param name="Operations">Names of endpoints.</param>
/// <param name="Vi">Why, in Vietnamese.</param>
/// <param name="En">Why, in English.</param>
public sealed record PolicyRow(IReadOnlyList<string> Operations, string Vi, string En, params IReadOnlyList<Grant> Grants)
{
    /// <summary>Needs nobody to sign in.</summary>
    public bool IsPublic => Grants.Any(grant => grant.Relation == Relation.Anyone);

    /// <summary>Whoever holds this may knock; which things then open is decided where the thing is known.</summary>
    public bool MayKnock(Actor actor) =>
        IsPublic || (actor.IsSignedIn && Grants.Any(grant => grant.Roles.Count == 0 || actor.IsAny([.. grant.Roles])));

    /// <summary>Roles that are allowed when standing like this.</summary>
    public IReadOnlyList<Role> RolesAs(Relation relation) => [.. Grants.Where(grant => grant.Relation == relation).SelectMany(grant => grant.Roles)];

    /// <summary>Organisations at which the caller holds a role that is allowed when standing like this.</summary>
    public Guid[] OrganisationsAs(Relation relation, Actor actor) => actor.OrganisationsAs([.. RolesAs(relation)]);

    /// <summary>Holds, anywhere, a role that is allowed when standing like this.</summary>
    public bool IsAnywhere(Relation relation, Actor actor) => actor.IsAny([.. RolesAs(relation)]);

    /// <summary>Whether the caller may do it with this very thing. What lies below an organisation is for those to ask who know the tree.</summary>
    /// <param name="organisation">To which it belongs; null when to none yet.</param>
    /// <param name="sentTo">Bodies it was sent to.</param>
    /// <param name="assignee">To whom it is assigned, for things that are.</param>
    public bool Permits(Actor actor, Guid? organisation, IEnumerable<Guid> sentTo, Guid? assignee = null) =>
        (organisation is not null && actor.IsAt(organisation, [.. RolesAs(Relation.OwnOrganisation)]))
        || (organisation is not null && assignee is not null && assignee == actor.UserId && actor.IsAt(organisation, [.. RolesAs(Relation.Assigned)]))
        || (organisation is null && IsAnywhere(Relation.NoOrganisationYet, actor))
        || IsAnywhere(Relation.AnyOrganisation, actor)
        || sentTo.Any(body => actor.IsAt(body, [.. RolesAs(Relation.BodySentTo)]));
}

/// <summary>What the policy table says of the operation at hand, for the caller at hand. Scoped.</summary>
public sealed class Permit(PolicyRow row, Actor actor)
{
    public PolicyRow Row => row;

    public Actor Actor => actor;

    /// <inheritdoc cref="PolicyRow.Permits"/>
    public bool Covers(Guid? organisation) => row.Permits(actor, organisation, []);

    /// <inheritdoc cref="PolicyRow.OrganisationsAs"/>
    public Guid[] OrganisationsAs(Relation relation) => row.OrganisationsAs(relation, actor);

    /// <inheritdoc cref="PolicyRow.IsAnywhere"/>
    public bool IsAnywhere(Relation relation) => row.IsAnywhere(relation, actor);
}
