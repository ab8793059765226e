using ProtectionPlatform.BuildingBlocks.Web;

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

/// <summary>Whether somebody who stands in for an absent person may do it by virtue of that.</summary>
public enum Passing
{
    /// <summary>It goes with the role.</summary>
    WithTheRole,

    /// <summary>Only when the absent person said so: a second permission is given to a person, not to a role.</summary>
    WhenSaidSo,

    /// <summary>Never: it needs a qualification of one's own, or is a deed of one's own.</summary>
    Never,
}

/// <summary>One way to be allowed: these roles, standing like this. Relations that need no role name none.</summary>
public sealed record Grant(Relation Relation, IReadOnlyList<Role> Roles);

/// <summary>A line of the policy table: operations, who may use them, and why.</summary>
/// <param name="Operations">Names of endpoints.</param>
/// <param name="Vi">Why, in Vietnamese.</param>
/// <param name="En">Why, in English.</param>
public sealed record PolicyRow(IReadOnlyList<string> Operations, string Vi, string En, params IReadOnlyList<Grant> Grants)
{
    public Passing Passing { get; init; }

    /// <summary>
    /// The ways in which the caller may be here: by themselves first, then for each absent person whose role they hold and may use for this.
    /// Each is an actor like any other; what is decided on one of them is done in that standing.
    /// </summary>
    public IReadOnlyList<Actor> Standings(Actor actor) =>
        actor.By is { } already ? Passes(already) ? [actor] : []
        : actor.StandsIn.Count == 0 ? [actor]
        : [actor with { StandsIn = [] }, .. actor.StandsIn.Where(Passes).Select(actor.StandingIn)];

    private bool Passes(StandIn held) => Passing == Passing.WithTheRole || (Passing == Passing.WhenSaidSo && held.Restricted);

    /// <summary>Needs nobody to sign in.</summary>
    public bool IsPublic => Grants.Any(grant => grant.Relation == Relation.Anyone);

    /// <summary>Whoever holds this may knock; which things then open is decided where the thing is known.</summary>
    public bool MayKnock(Actor actor) =>
        IsPublic || (actor.IsSignedIn && Standings(actor).Any(standing => Grants.Any(grant => grant.Roles.Count == 0 || standing.IsAny([.. grant.Roles]))));

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
        || (organisation is not null && assignee is { } person && actor.Behind.Contains(person) && actor.IsAt(organisation, [.. RolesAs(Relation.Assigned)]))
        || (organisation is null && IsAnywhere(Relation.NoOrganisationYet, actor))
        || IsAnywhere(Relation.AnyOrganisation, actor)
        || sentTo.Any(body => actor.IsAt(body, [.. RolesAs(Relation.BodySentTo)]));
}

/// <summary>
/// What the policy table says of the operation at hand, for the caller at hand: by themselves, or else for somebody absent, and then what follows is
/// recorded as done for them. Scoped.
/// </summary>
public sealed class Permit(PolicyRow row, Actor actor, RequestContext request)
{
    public PolicyRow Row => row;

    public Actor Actor => actor;

    /// <summary>The caller in the first standing that may; null when none does.</summary>
    public Actor? Standing(Func<Actor, bool> may)
    {
        if (row.Standings(actor).FirstOrDefault(may) is not { } standing) return null;
        request.ActingFor = standing.ActingFor;
        return standing;
    }

    /// <inheritdoc cref="PolicyRow.Permits"/>
    /// <param name="caseId">The case it is about, where it is about one.</param>
    public bool Covers(Guid? organisation, Guid? caseId = null) =>
        Standing(standing => row.Permits(standing, organisation, []) && !(caseId is { } it && standing.StandsInForSomebodyKeptFrom(it))) is not null;

    /// <summary>By themselves or for somebody absent.</summary>
    /// <inheritdoc cref="PolicyRow.OrganisationsAs" path="/summary"/>
    public Guid[] OrganisationsAs(Relation relation)
    {
        var found = new HashSet<Guid>();
        foreach (var standing in row.Standings(actor))
            foreach (var organisation in row.OrganisationsAs(relation, standing))
                if (found.Add(organisation)) request.ActingFor ??= standing.ActingFor;
        return [.. found];
    }

    /// <summary>What the caller reaches only for somebody absent, from which cases those are left out that are closed to somebody they stand in for.</summary>
    public (Guid[] Organisations, Guid[] NotCases) OnlyForOthers(Relation relation) =>
        ([.. OrganisationsAs(relation).Except(row.Standings(actor).Where(standing => standing.By is null).SelectMany(own => row.OrganisationsAs(relation, own)))],
            [.. actor.StandsIn.SelectMany(held => held.NotCases).Distinct()]);

    /// <inheritdoc cref="PolicyRow.IsAnywhere"/>
    public bool IsAnywhere(Relation relation) => row.Standings(actor).Any(standing => row.IsAnywhere(relation, standing));
}
