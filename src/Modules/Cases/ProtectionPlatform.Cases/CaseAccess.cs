using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;

namespace ProtectionPlatform.Cases;

/// <summary>
/// Who may know that a case exists, and who may do what with it, in one place: the policy table applied to a file, and the same as an SQL condition
/// on the case list. For a person excluded by name there is no such case. A test compares the two.
/// </summary>
internal static class CaseAccess
{
    /// <summary>Roles that work with every case of their school.</summary>
    public static readonly IReadOnlyList<Role> SchoolRoles = Reading.RolesAs(Relation.OwnOrganisation);

    /// <summary>Who may know of a case is who may read it.</summary>
    public static PolicyRow Reading => AccessPolicy.For("readCase");

    /// <summary>Allowed to read by role, or by having opened the case in an emergency.</summary>
    public static bool MaySee(Actor actor, CaseFile file, DateTimeOffset now) => May(Reading, actor, file) || SeesUrgently(actor, file, now);

    /// <summary>Reading only, as long as it lasts and the caller still works with children; whoever is excluded by name never.</summary>
    private static bool SeesUrgently(Actor actor, CaseFile file, DateTimeOffset now) =>
        MayOpenUrgently(actor) && !file.Excludes(actor.UserId) && file.UrgentAccess.Any(taken => taken.Person.Id == actor.UserId && taken.IsOpenAt(now));

    private static bool MayOpenUrgently(Actor actor) => actor.IsSignedIn && AccessPolicy.For("takeUrgentAccess").IsAnywhere(Relation.SameDepartment, actor);

    /// <param name="operation">Name of the endpoint.</param>
    public static bool May(string operation, Actor actor, CaseFile file) => May(AccessPolicy.For(operation), actor, file);

    /// <summary>By themselves or for somebody absent.</summary>
    public static bool May(PolicyRow row, Actor actor, CaseFile file) => row.Standings(actor).Any(standing => MayAs(row, standing, file));

    /// <summary>In one standing of the caller.</summary>
    public static bool MayAs(PolicyRow row, Actor standing, CaseFile file) => !file.Excludes(standing) && row.Permits(standing, file.SchoolId, file.Authorities, file.Assignee?.Id);

    /// <param name="HeldSchools">Schools, bodies and reports without a school the caller reaches for others who are away.</param>
    /// <param name="HeldHidden">Cases that standing in for others does not open: one of those is excluded from them.</param>
    /// <param name="ActingFor">The first for whom the caller reaches more than by themselves.</param>
    public sealed record SqlParameters(
        Guid[] Schools, Guid[] Authorities, bool Unrouted, bool Everywhere, Guid[] Hidden, Guid[] Opened,
        Guid[] HeldSchools, Guid[] HeldAuthorities, bool HeldUnrouted, Guid[] HeldHidden, ActingFor? ActingFor)
    {
        /// <summary>
        /// The same for rows of <c>cases.caseload_v1</c> named <c>c</c>, with these parameters. What opens nothing for the caller is left out:
        /// then the database finds their rows by its indexes instead of asking each row of the province.
        /// </summary>
        public string MaySee
        {
            get
            {
                var held = Any((HeldSchools.Length > 0, "c.school_id = any (@heldSchools)"), (HeldAuthorities.Length > 0, "c.authority_ids && @heldAuthorities"), (HeldUnrouted, "c.school_id is null"));
                var sees = Everywhere ? "true" : Any((Schools.Length > 0, "c.school_id = any (@schools)"), (Authorities.Length > 0, "c.authority_ids && @authorities"), (Unrouted, "c.school_id is null"),
                    (Opened.Length > 0, "c.case_id = any (@opened)"), (held != Nothing, $"{held} and c.case_id <> all (@heldHidden)"));
                return Hidden.Length > 0 ? $"({sees} and c.case_id <> all (@hidden))" : sees;
            }
        }

        private const string Nothing = "false";

        private static string Any(params (bool Opens, string Condition)[] ways) =>
            ways.Where(way => way.Opens).Select(way => way.Condition).ToList() is { Count: > 0 } open ? $"({string.Join(" or ", open)})" : Nothing;
    }

    /// <param name="hidden">Cases the caller is excluded from.</param>
    /// <param name="opened">Cases the caller opened in an emergency: for lists to read, not for work to do.</param>
    public static SqlParameters Parameters(PolicyRow row, Actor actor, Guid[] hidden, Guid[]? opened = null)
    {
        var own = (Schools: row.OrganisationsAs(Relation.OwnOrganisation, actor), Bodies: row.OrganisationsAs(Relation.BodySentTo, actor), Unrouted: row.IsAnywhere(Relation.NoOrganisationYet, actor));
        var held = row.Standings(actor).Where(standing => standing.By is not null).ToList();
        return new(own.Schools, own.Bodies, own.Unrouted, row.IsAnywhere(Relation.AnyOrganisation, actor), hidden, MayOpenUrgently(actor) ? opened ?? [] : [],
            [.. held.SelectMany(standing => row.OrganisationsAs(Relation.OwnOrganisation, standing))], [.. held.SelectMany(standing => row.OrganisationsAs(Relation.BodySentTo, standing))],
            held.Any(standing => row.IsAnywhere(Relation.NoOrganisationYet, standing)), [.. actor.StandsIn.SelectMany(one => one.NotCases).Distinct()],
            held.Find(standing => row.OrganisationsAs(Relation.OwnOrganisation, standing).Except(own.Schools).Any() || row.OrganisationsAs(Relation.BodySentTo, standing).Except(own.Bodies).Any()
                || (row.IsAnywhere(Relation.NoOrganisationYet, standing) && !own.Unrouted))?.ActingFor);
    }

    /// <summary>Works for the commune that was notified of this case.</summary>
    public static bool IsCommuneOf(Actor actor, CaseFile file) => file.Authorities.Any(a => actor.IsAt(a, Role.CommuneOfficer));

    public static bool IsFocalOrPrincipalOf(Actor actor, CaseFile file) => actor.IsAt(file.SchoolId, Role.FocalPerson, Role.Principal);
}
