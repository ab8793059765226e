namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>Kinds of organisation in the tree.</summary>
public enum OrganisationKind
{
    Ministry,
    ProvinceDepartment,
    HealthDepartment,
    CommuneCommittee,
    DistrictOffice,
    School,
    Provider,
    Police,
    Hotline,
}

/// <summary>
/// An organisation as dated data: authorities are reorganised, and an old record keeps the old name.
/// Valid from <paramref name="ValidFrom"/> up to and including <paramref name="ValidTo"/>; <paramref name="ReplacedById"/> is its successor.
/// </summary>
public sealed record Organisation(Guid Id, string Name, OrganisationKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo, Guid? ReplacedById)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>A person with an account. E-mail is for the platform's own notices only.</summary>
public sealed record Person(Guid Id, string DisplayName, string? Email, IReadOnlyList<Membership> Memberships);

/// <summary>
/// Who and what exists: people and organisations. The one thing every module may ask without a message,
/// because it is about accounts and the organisation tree, never about a child. Implemented by the Access building block.
/// </summary>
public interface IDirectory
{
    ValueTask<Organisation?> Organisation(Guid id, CancellationToken ct);

    ValueTask<IReadOnlyList<Organisation>> Organisations(CancellationToken ct);

    ValueTask<Person?> Person(Guid id, CancellationToken ct);

    /// <summary>People holding any of the roles at the organisation, ordered by name.</summary>
    ValueTask<IReadOnlyList<Person>> PeopleAt(Guid organisationId, IReadOnlyCollection<Role> roles, CancellationToken ct);
}
