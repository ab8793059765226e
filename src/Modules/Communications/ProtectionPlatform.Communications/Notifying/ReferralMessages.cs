using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>A referral went out: the provider's people learn of it.</summary>
public static class ReferralSentHandler
{
    public static async Task Handle(ReferralSent message, MessageContext context)
    {
        var people = await Recipients.For(context).OfProvider(message.ProviderId);
        await context.Tell(people, new Notice(NoticeKind.ReferralReceived, message.Reference, message.CaseId, Notice.ToReferral(message.ReferralId), DueAt: message.AnswerDueAt));
    }
}

/// <summary>The provider takes it on.</summary>
public static class ReferralAcceptedHandler
{
    public static Task Handle(ReferralAccepted message, MessageContext context) =>
        ReferralAnswer.Tell(context, message.SentBy, message.SenderOrganisationId, message.CaseId, message.ReferralId, message.Reference, "Accepted");
}

/// <summary>The provider declines.</summary>
public static class ReferralDeclinedHandler
{
    public static Task Handle(ReferralDeclined message, MessageContext context) =>
        ReferralAnswer.Tell(context, message.SentBy, message.SenderOrganisationId, message.CaseId, message.ReferralId, message.Reference, "Declined");
}

/// <summary>The provider finished.</summary>
public static class ReferralCompletedHandler
{
    public static Task Handle(ReferralCompleted message, MessageContext context) =>
        ReferralAnswer.Tell(context, message.SentBy, message.SenderOrganisationId, message.CaseId, message.ReferralId, message.Reference, "Completed");
}

internal static class ReferralAnswer
{
    /// <summary>Whoever sent the referral, or acts for them, is told how it was answered.</summary>
    public static async Task Tell(MessageContext context, Guid sentBy, Guid senderOrganisationId, Guid caseId, Guid referralId, string reference, string answer)
    {
        var people = await Recipients.For(context).OneAt(sentBy, senderOrganisationId);
        await context.Tell(people, new Notice(NoticeKind.ReferralAnswered, reference, caseId, Notice.ToReferral(referralId), answer));
    }
}
