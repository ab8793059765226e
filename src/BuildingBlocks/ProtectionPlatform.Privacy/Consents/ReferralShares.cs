using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>A referral is a share like any other; this module hears of it and keeps that it happened.</summary>
public static class ReferralSentHandler
{
    public static Task Handle(ReferralSent message, MessageContext context) => context.Execute(
        """
        insert into registers.referral_shares_v1 (referral_id, case_id, provider_id, reference, shared_at, on_consent)
        values (@ReferralId, @CaseId, @ProviderId, @Reference, @SentAt, @OnConsent) on conflict (referral_id) do nothing
        """,
        new { message.ReferralId, message.CaseId, message.ProviderId, message.Reference, message.SentAt, message.OnConsent });
}

/// <summary>Something of a child went to somebody else.</summary>
/// <param name="Reference">Of the referral it went with; null when it was noted here.</param>
internal sealed record Share(Guid Id, ConsentPurpose Purpose, string Recipient, DateTimeOffset SharedAt, bool OnConsent, string? Reference);

/// <summary>All shares of a case: those noted in its consent file and its referrals.</summary>
internal sealed class CaseShares(ModuleDatabase<RegistersModule> database, IDirectory directory)
{
    public async Task<IReadOnlyList<Share>> Of(ConsentFile file, CancellationToken ct)
    {
        var shares = file.Shares.Select(s => new Share(s.ShareId, s.Purpose, s.Recipient, s.SharedAt, s.Basis == ShareBasis.Consent, null)).ToList();
        await using var command = database.Source.CreateCommand("select referral_id, provider_id, reference, shared_at, on_consent from registers.referral_shares_v1 where case_id = $1");
        command.Parameters.Add(new() { Value = file.CaseId });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            shares.Add(new Share(row.GetGuid(0), ConsentPurpose.ProviderReferral, (await directory.Organisation(row.GetGuid(1), ct))?.Name ?? "", row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4), row.GetString(2)));
        return [.. shares.OrderBy(share => share.SharedAt)];
    }
}
