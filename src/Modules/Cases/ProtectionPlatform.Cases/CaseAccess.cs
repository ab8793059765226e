using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;

namespace ProtectionPlatform.Cases;

/// <summary>
/// Who may know that a case exists, and who may do what with it, in one place: the policy table applied to a file, and the same as the SQL condition
/// on the case list. For a person excluded by name there is no such case. A test compares the two.
/// </summary>
internal static class CaseAccess
{
    /// <summary>Roles that work with every case of their school.</summary>
    public static readonly IReadOnlyList<Role> SchoolRoles = Reading.RolesAs(Relation.OwnOrganisation);

    /// <summary>Who may know of a case is who may read it.</summary>
    public static PolicyRow Reading => AccessPolicy.For("readCase");

    public static bool MaySee(Actor actor, CaseFile file) => May(Reading, actor, file);

    /// <param name="operation">Name of the endpoint.</param>
    public static bool May(string operation, Actor actor, CaseFile file) => May(AccessPolicy.For(operation), actor, file);

    public static bool May(PolicyRow row, Actor actor, CaseFile file) => !file.Excludes(actor.UserId) && row.Permits(actor, file.SchoolId, file.Authorities, file.Assignee?.Id);

    /// <summary>The same for rows of <c>cases.caseload_v1</c> named <c>c</c>, with the parameters of <see cref="Parameters"/>.</summary>
    public const string MaySeeSql =
        "((c.school_id = any (@schools) or c.authority_ids && @authorities or (c.school_id is null and @unrouted) or @everywhere) and c.case_id <> all (@hidden))";

    public sealed record SqlParameters(Guid[] Schools, Guid[] Authorities, bool Unrouted, bool Everywhere, Guid[] Hidden);

    /// <param name="hidden">Cases the caller is excluded from.</param>
    public static SqlParameters Parameters(PolicyRow row, Actor actor, Guid[] hidden) => new(
        row.OrganisationsAs(Relation.OwnOrganisation, actor), row.OrganisationsAs(Relation.BodySentTo, actor),
        row.IsAnywhere(Relation.NoOrganisationYet, actor), row.IsAnywhere(Relation.AnyOrganisation, actor), hidden);

    /// <summary>Works for the commune that was notified of this case.</summary>
    public static bool IsCommuneOf(Actor actor, CaseFile file) => file.Authorities.Any(a => actor.IsAt(a, Role.CommuneOfficer));

    public static bool IsFocalOrPrincipalOf(Actor actor, CaseFile file) => actor.IsAt(file.SchoolId, Role.FocalPerson, Role.Principal);
}
