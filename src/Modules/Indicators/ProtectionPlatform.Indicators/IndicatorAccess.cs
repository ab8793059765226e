using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;

namespace ProtectionPlatform.Indicators;

/// <summary>The policy table applied to the organisation tree: whose figures the operation at hand reaches. Asked before the query; the query then names the organisations.</summary>
internal sealed class IndicatorAccess(Permit permit, IDirectory directory)
{
    /// <summary>Organisations whose own people the caller is one of: figures as they are.</summary>
    public Guid[] Own => permit.OrganisationsAs(Relation.OwnOrganisation);

    public bool IsOwn(Guid organisationId) => Own.Contains(organisationId);

    public async Task<bool> Reaches(Guid organisationId, CancellationToken ct) => await Standing(organisationId, ct) is not null;

    /// <summary>The caller as they reach it, by themselves or for somebody absent; null when they do not.</summary>
    public async Task<Actor?> Standing(Guid organisationId, CancellationToken ct)
    {
        var all = await directory.Organisations(ct);
        return all.All(o => o.Id != organisationId) ? null : permit.Standing(standing => permit.Row.IsAnywhere(Relation.AnyOrganisation, standing)
            || permit.Row.OrganisationsAs(Relation.OwnOrganisation, standing).Contains(organisationId)
            || Organisation.WithAllBeneath(permit.Row.OrganisationsAs(Relation.OrganisationAbove, standing), all).Contains(organisationId));
    }

    /// <summary>Own organisations, those below one the caller supervises (there without small cells), or all of them.</summary>
    public async Task<Guid[]> Reached(CancellationToken ct)
    {
        var all = await directory.Organisations(ct);
        if (permit.IsAnywhere(Relation.AnyOrganisation)) return [.. all.Select(o => o.Id)];
        return [.. Own.Union(Organisation.WithAllBeneath(permit.OrganisationsAs(Relation.OrganisationAbove), all))];
    }
}
