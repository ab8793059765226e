using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Referrals;

/// <summary>Who may know that a referral exists, in one place: as a predicate on the referral and as the SQL condition on its row.</summary>
internal static class ReferralAccess
{
    /// <summary>Roles that refer, and follow referrals, for their organisation.</summary>
    public static readonly Role[] SenderRoles = [Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal];

    public static bool IsSender(Actor actor, Referral referral) => actor.IsAt(referral.Key.SenderOrganisationId, SenderRoles);

    public static bool IsProvider(Actor actor, Referral referral) => actor.IsAt(referral.ProviderId, Role.Partner);

    public static bool MaySee(Actor actor, Referral referral) => IsSender(actor, referral) || IsProvider(actor, referral);

    /// <summary>The same for rows of <c>referrals.list_v1</c> named <c>r</c>: what came to the caller's organisation.</summary>
    public const string InboxSql = "r.provider_id = any (@partnerOf)";

    /// <summary>What the caller's organisation sent.</summary>
    public const string SentSql = "r.sender_organisation_id = any (@senderAt)";

    public static Guid[] PartnerOf(Actor actor) => actor.OrganisationsAs(Role.Partner);

    public static Guid[] SenderAt(Actor actor) => actor.OrganisationsAs(SenderRoles);
}
