using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Contracts;

namespace ProtectionPlatform.Referrals.Reading;

/// <summary>What the list keeps of a child goes with the child's other data.</summary>
public static class PersonalDataErasedHandler
{
    public static Task Handle(PersonalDataErased message, MessageContext context) => message.Everybody
        ? context.Execute("update referrals.list_v1 set need = null where case_id = @CaseId", new { message.CaseId })
        : Task.CompletedTask;
}

/// <summary>Referrals as they are listed. Shared fields are not copied here: they stay in the record.</summary>
internal static class ReferralList
{
    public const string Need = "list.need";

    public static async Task On(ReferralSentEvent e, MessageContext context) => await context.Execute(
        """
        insert into referrals.list_v1 (id, reference, state, urgency, need, measure_code, provider_id, provider_name, sender_organisation_id,
          sender_organisation_name, case_id, sent_at, answer_due_at, changed_at, search_text, version, first_seq, last_seq)
        values (@StreamId, @Reference, 'Sent', @Urgency, @Need, @MeasureCode, @ProviderId, @ProviderName, @SenderOrganisationId,
          @SenderOrganisationName, @CaseId, @SentAt, @AnswerDueAt, @RecordedAt, @SearchText, @Version, @Sequence, @Sequence)
        on conflict (id) do nothing
        """,
        new
        {
            context.Source.StreamId,
            e.Reference,
            Urgency = e.Urgency.ToString(),
            Need = await context.Personal.Seal(e.CaseId, Whose.Child, $"{Need}/{context.Source.StreamId}", e.Need, context.Cancelled),
            e.MeasureCode,
            e.ProviderId,
            e.ProviderName,
            e.SenderOrganisationId,
            e.SenderOrganisationName,
            e.CaseId,
            e.SentAt,
            e.AnswerDueAt,
            context.RecordedAt,
            SearchText = SearchText.Fold(e.Reference, e.ProviderName, e.SenderOrganisationName),
            context.Source.Version,
            context.Sequence,
        });

    /// <summary>Any later event: the state it leads to, if it changes one, and the version.</summary>
    public static Task On(object e, MessageContext context) => context.Execute(
        """
        update referrals.list_v1 set state = coalesce(@State, state), changed_at = @RecordedAt, version = @Version, last_seq = @Sequence
        where id = @StreamId and last_seq < @Sequence
        """,
        new { State = Referral.StateAfter(e)?.ToString(), context.RecordedAt, context.Source.Version, context.Sequence, context.Source.StreamId });
}
