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
        row.Permits(actor, referral.Key.SenderOrganisationId, [referral.ProviderId]) && !hidden.Contains(referral.Key.CaseId);

    public static bool IsSender(Actor actor, Referral referral) => actor.IsAt(referral.Key.SenderOrganisationId, [.. Reading.RolesAs(Relation.OwnOrganisation)]);

    /// <summary>The same for rows of <c>referrals.list_v1</c> named <c>r</c>: what came to the caller's organisation.</summary>
    public const string InboxSql = "(r.provider_id = any (@partnerOf) and r.case_id <> all (@hidden))";

    /// <summary>What the caller's organisation sent.</summary>
    public const string SentSql = "(r.sender_organisation_id = any (@senderAt) and r.case_id <> all (@hidden))";
}
