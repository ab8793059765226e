using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Indicators;

/// <summary>Whose figures a caller may reach. Asked before the query; the query then names the organisations.</summary>
internal sealed class IndicatorAccess(Actor actor, IDirectory directory)
{
    private static readonly Role[] Readers =
        [Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal, Role.Trainer, Role.CommunicationsOfficer, Role.CommuneOfficer, Role.DepartmentOfficer];

    /// <summary>Organisations whose own people the caller is one of: figures as they are.</summary>
    public Guid[] Own => actor.OrganisationsAs(Readers);

    public bool IsOwn(Guid organisationId) => Own.Contains(organisationId);

    /// <summary>Own organisations, and for a department's officer all below it (there without small cells).</summary>
    public async Task<Guid[]> Readable(CancellationToken ct) => [.. Own.Union(await Below(ct))];

    /// <summary>Plans name targets, not people: who keeps the platform running enters them, so also sees them.</summary>
    public async Task<Guid[]> ReadablePlans(CancellationToken ct) =>
        actor.IsAny(Role.Administrator) ? [.. (await directory.Organisations(ct)).Select(o => o.Id)] : await Readable(ct);

    public bool MayEnter(Guid organisationId) => actor.IsAt(organisationId, Role.Principal, Role.FocalPerson, Role.SocialWorker);

    public async Task<bool> MayDecide(Guid organisationId, CancellationToken ct) =>
        actor.IsAt(organisationId, Role.Principal) || (await Below(ct)).Contains(organisationId);

    public async Task<bool> MayPlan(Guid organisationId, CancellationToken ct) =>
        actor.IsAny(Role.Administrator) || await MayDecide(organisationId, ct);

    /// <summary>The department and everything under it in the tree.</summary>
    private async Task<HashSet<Guid>> Below(CancellationToken ct)
    {
        var found = actor.OrganisationsAs(Role.DepartmentOfficer).ToHashSet();
        if (found.Count == 0) return found;
        var all = await directory.Organisations(ct);
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            found.UnionWith(all.Where(o => o.ParentId is { } parent && found.Contains(parent)).Select(o => o.Id));
        }

        return found;
    }
}
