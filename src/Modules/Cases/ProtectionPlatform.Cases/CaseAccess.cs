using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Cases;

/// <summary>
/// Who may know that a case exists, in one place: as a predicate on the file and as the SQL condition on the case list.
/// A test compares the two.
/// </summary>
internal static class CaseAccess
{
    /// <summary>Roles that work with every case of their school.</summary>
    public static readonly Role[] SchoolRoles = [Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal];

    public static bool MaySee(Actor actor, CaseFile file) =>
        MayWork(actor, file) || actor.IsAny(Role.Auditor);

    /// <summary>May change the case; auditors only read.</summary>
    public static bool MayWork(Actor actor, CaseFile file) =>
        (file.SchoolId is { } school && actor.IsAt(school, SchoolRoles))
        || file.Authorities.Any(authority => actor.IsAt(authority, Role.CommuneOfficer))
        || (file.SchoolId is null && actor.IsAny(Role.DepartmentOfficer));

    /// <summary>The same for rows of <c>cases.caseload_v1</c> named <c>c</c>, with the parameters of <see cref="Parameters"/>.</summary>
    public const string MaySeeSql =
        "(c.school_id = any (@schools) or c.authority_ids && @authorities or (c.school_id is null and @department) or @auditor)";

    public static (Guid[] Schools, Guid[] Authorities, bool Department, bool Auditor) Parameters(Actor actor) =>
        (actor.OrganisationsAs(SchoolRoles), actor.OrganisationsAs(Role.CommuneOfficer), actor.IsAny(Role.DepartmentOfficer), actor.IsAny(Role.Auditor));

    /// <summary>Works for the commune that was notified of this case.</summary>
    public static bool IsCommuneOf(Actor actor, CaseFile file) => file.Authorities.Any(a => actor.IsAt(a, Role.CommuneOfficer));

    public static bool IsPrincipalOf(Actor actor, CaseFile file) => actor.IsAt(file.SchoolId, Role.Principal);

    public static bool IsFocalOrPrincipalOf(Actor actor, CaseFile file) => actor.IsAt(file.SchoolId, Role.FocalPerson, Role.Principal);
}
