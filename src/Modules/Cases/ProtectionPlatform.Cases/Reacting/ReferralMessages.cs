using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Cases.Reacting;

/// <summary>The case notes what Referrals says of its referrals.</summary>
public static class ReferralSentHandler
{
    public static Task Handle(ReferralSent message, MessageContext context) =>
        context.NoteReferral(message.CaseId, new ReferralNoted(message.ReferralId, ReferralState.Sent, message.ProviderId, message.ActionNumber, message.SentAt));
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralAcknowledgedHandler
{
    public static Task Handle(ReferralAcknowledged message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.Acknowledged, message.At);
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralAcceptedHandler
{
    public static Task Handle(ReferralAccepted message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.Accepted, message.At);
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralDeclinedHandler
{
    public static Task Handle(ReferralDeclined message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.Declined, message.At);
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralServiceStartedHandler
{
    public static Task Handle(ReferralServiceStarted message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.InService, message.At);
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralCompletedHandler
{
    public static Task Handle(ReferralCompleted message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.Completed, message.At);
}

/// <inheritdoc cref="ReferralSentHandler"/>
public static class ReferralCancelledHandler
{
    public static Task Handle(ReferralCancelled message, MessageContext context) => context.NoteReferral(message.CaseId, message.ReferralId, ReferralState.Cancelled, message.At);
}

internal static class ReferralNotes
{
    public static Task NoteReferral(this MessageContext context, Guid caseId, Guid referralId, ReferralState state, DateTimeOffset at) =>
        context.NoteReferral(caseId, new ReferralNoted(referralId, state, null, null, at));

    /// <summary>Notes it; the provider's time to answer runs from sending, and ends when it says yes or no, or nobody asks any more.</summary>
    public static async Task NoteReferral(this MessageContext context, Guid caseId, ReferralNoted note)
    {
        var rules = await context.Fold<DeadlineRules>(DeadlineRules.StreamId, long.MaxValue) ?? DeadlineRules.Initial;
        var moment = new Moment(Actor.Platform, context.RecordedAt, rules, await context.Services.GetRequiredService<IDirectory>().Organisations(context.Cancelled));
        context.Append<CaseFile>(caseId, file => file is null ? Decision.Record() : Decision.Record([note, .. Clock(file, note, moment)]));
    }

    internal static IEnumerable<object> Clock(CaseFile file, ReferralNoted note, Moment moment) => note.State switch
    {
        ReferralState.Sent when !file.IsEnded => moment.StartClock(file, DeadlineCodes.ReferralAnswer, note.OccurredAt, file.Risk, note.ReferralId.ToString()),
        ReferralState.Accepted or ReferralState.Declined or ReferralState.InService or ReferralState.Completed => file.Settle(DeadlineCodes.ReferralAnswer, note.OccurredAt, note.ReferralId.ToString()),
        ReferralState.Cancelled => file.Drop(d => d.Event.Code == DeadlineCodes.ReferralAnswer && d.Event.About == note.ReferralId.ToString(), note.OccurredAt),
        _ => [],
    };
}
