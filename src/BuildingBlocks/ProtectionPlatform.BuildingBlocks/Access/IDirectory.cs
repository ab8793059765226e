namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>Kinds of organisation in the tree.</summary>
public enum OrganisationKind
{
    Ministry,

    /// <summary>The province department of education and training.</summary>
    ProvinceDepartment,

    /// <summary>The province department of health; before March 2025 the labour department looked after children.</summary>
    HealthDepartment,

    /// <summary>The People's Committee of a province or a city under the central government.</summary>
    ProvinceCommittee,
    CommuneCommittee,

    /// <summary>An office of a commune People's Committee, such as that for culture and society.</summary>
    CommuneOffice,

    /// <summary>The district education office. There is none after 30 June 2025.</summary>
    DistrictOffice,
    School,
    Provider,
    Police,
    Hotline,
}

/// <summary>
/// An organisation as it was on a day: authorities are reorganised and renamed, and an old record keeps the old name.
/// It exists from <paramref name="ValidFrom"/> up to and including <paramref name="ValidTo"/>; one that ended has successors, several after a split.
/// </summary>
/// <param name="Name">On the day that was asked for.</param>
/// <param name="ParentId">Under whom it stood on that day.</param>
public sealed record Organisation(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<Guid> SuccessorIds)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>These organisations and all beneath them.</summary>
    public static HashSet<Guid> WithAllBeneath(IEnumerable<Guid> these, IReadOnlyList<Organisation> all)
    {
        var beneath = all.Where(o => o.ParentId is not null).ToLookup(o => o.ParentId!.Value, o => o.Id);
        var found = new HashSet<Guid>();
        var toLookAt = new Stack<Guid>(these);
        while (toLookAt.TryPop(out var one))
            if (found.Add(one))
                foreach (var child in beneath[one]) toLookAt.Push(child);
        return found;
    }
}

/// <summary>A person with an account. E-mail is for the platform's own notices only.</summary>
public sealed record Person(Guid Id, string DisplayName, string? Email, IReadOnlyList<Membership> Memberships);

/// <summary>Somebody who holds a membership for another at the moment.</summary>
public sealed record StandInFor(Guid AbsentId, Membership Membership, Person Person);

/// <summary>
/// Who and what exists: people and organisations. The one thing every module may ask without a message,
/// because it is about accounts and the organisation tree, never about a child. Implemented by the Access building block.
/// </summary>
public interface IDirectory
{
    /// <summary>As it is today; one that ended as it was on its last day.</summary>
    ValueTask<Organisation?> Organisation(Guid id, CancellationToken ct);

    /// <summary>All there ever were, ordered by name: as they are today, those that ended as they were on their last day.</summary>
    ValueTask<IReadOnlyList<Organisation>> Organisations(CancellationToken ct);

    /// <summary>Those that existed on a day, with the name and the parent of that day, ordered by name.</summary>
    ValueTask<IReadOnlyList<Organisation>> Organisations(DateOnly day, CancellationToken ct);

    ValueTask<Person?> Person(Guid id, CancellationToken ct);

    /// <summary>People holding any of the roles at the organisation, ordered by name.</summary>
    ValueTask<IReadOnlyList<Person>> PeopleAt(Guid organisationId, IReadOnlyCollection<Role> roles, CancellationToken ct);

    /// <summary>Who holds any of the roles at the organisation for somebody who is away. They are not among <see cref="PeopleAt"/>.</summary>
    ValueTask<IReadOnlyList<StandInFor>> StandInsAt(Guid organisationId, IReadOnlyCollection<Role> roles, CancellationToken ct);

    /// <summary>People holding any of the roles at whatever organisation, ordered by name.</summary>
    ValueTask<IReadOnlyList<Person>> PeopleAnywhere(IReadOnlyCollection<Role> roles, CancellationToken ct);
}
