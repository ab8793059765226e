using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;

namespace ProtectionPlatform.Referrals;

/// <summary>Who may know that a referral exists, in one place: the policy table applied to the referral, and the same as the SQL condition on its row.</summary>
internal static class ReferralAccess
{
    /// <summary>Who may know of a referral is who may read it.</summary>
    public static PolicyRow Reading => AccessPolicy.For("getReferral");

    /// <param name="hidden">Cases the caller is excluded from: what was sent for one of them does not exist for them either.</param>
    public static bool May(PolicyRow row, Actor actor, Referral referral, params IEnumerable<Guid> hidden) =>
        row.Standings(actor).Any(standing => MayAs(row, standing, referral, hidden));

    /// <summary>By themselves or for somebody absent; what is then done is recorded so.</summary>
    /// <inheritdoc cref="May(PolicyRow, Actor, Referral, IEnumerable{Guid})"/>
    public static bool May(Permit permit, Referral referral, IEnumerable<Guid> hidden) => permit.Standing(standing => MayAs(permit.Row, standing, referral, hidden)) is not null;

    private static bool MayAs(PolicyRow row, Actor standing, Referral referral, IEnumerable<Guid> hidden) =>
        row.Permits(standing, referral.Key.SenderOrganisationId, [referral.ProviderId]) && !hidden.Contains(referral.Key.CaseId) && !standing.StandsInForSomebodyKeptFrom(referral.Key.CaseId);

    public static bool IsSender(Actor actor, Referral referral) =>
        Reading.Standings(actor).Any(standing => standing.IsAt(referral.Key.SenderOrganisationId, [.. Reading.RolesAs(Relation.OwnOrganisation)]) && !standing.StandsInForSomebodyKeptFrom(referral.Key.CaseId));

    /// <summary>The same for rows of <c>referrals.list_v1</c> named <c>r</c>: what came to the caller's organisation.</summary>
    public const string InboxSql = "(r.provider_id = any (@partnerOf) and r.case_id <> all (@hidden) and (r.provider_id <> all (@partnerOnlyFor) or r.case_id <> all (@heldHidden)))";

    /// <summary>What the caller's organisation sent.</summary>
    public const string SentSql = "(r.sender_organisation_id = any (@senderAt) and r.case_id <> all (@hidden) and (r.sender_organisation_id <> all (@senderOnlyFor) or r.case_id <> all (@heldHidden)))";
}
