using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Privacy.Contracts;

namespace ProtectionPlatform.Communications.Notifying;

// Steps that wait for a second person: whoever may be the one learns of it, never who asked.

/// <summary>A clock to be waived.</summary>
public static class WaiverRequestedHandler
{
    public static Task Handle(WaiverRequested message, MessageContext context) => SecondPerson.Tell(context, message.CaseId, message.RequestedBy, "Waiver", Notice.ToCase(message.CaseId));
}

/// <summary>A risk judged lower than computed.</summary>
public static class LowerRiskProposedHandler
{
    public static Task Handle(LowerRiskProposed message, MessageContext context) => SecondPerson.Tell(context, message.CaseId, message.ProposedBy, "LowerRisk", Notice.ToCase(message.CaseId));
}

/// <summary>Two files that may be about one child.</summary>
public static class MergeProposedHandler
{
    public static Task Handle(MergeProposed message, MessageContext context) => SecondPerson.Tell(context, message.CaseId, message.ProposedBy, "Merge", Notice.ToCase(message.CaseId));
}

/// <summary>What is best for a child whose representative sees it otherwise.</summary>
public static class BestInterestProposedHandler
{
    public static Task Handle(BestInterestProposed message, MessageContext context) => SecondPerson.Tell(context, message.CaseId, message.ProposedBy, "BestInterest", Notice.ToConsents(message.ConsentFileId));
}

/// <summary>Personal data to be erased: the principal for the controller, or another data protection officer.</summary>
public static class ErasureProposedHandler
{
    public static async Task Handle(ErasureProposed message, MessageContext context) =>
        await SecondPerson.Tell(context, message.CaseId, message.ProposedBy, "Erasure", Notice.Erasures, [Role.Principal], await Recipients.For(context).DataProtectionOfficers());
}

internal static class SecondPerson
{
    /// <param name="roles">Who may be the one at the school of the case; the focal person or the principal unless said otherwise.</param>
    public static async Task Tell(MessageContext context, Guid caseId, Guid? askedBy, string step, string link, Role[]? roles = null, IReadOnlyList<Recipient>? beside = null)
    {
        var facts = await CaseFacts.Of(context, caseId);
        var people = await Recipients.For(context).OfSecondPerson(facts.SchoolId, roles ?? [Role.FocalPerson, Role.Principal]);
        await context.Tell([.. people, .. beside ?? []], new Notice(NoticeKind.SecondPerson, facts.Reference ?? "", caseId, link, step), except: askedBy);
    }
}
