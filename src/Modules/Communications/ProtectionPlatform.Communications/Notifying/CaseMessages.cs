using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Cases.Contracts;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>A report arrived: those who must triage it learn of it.</summary>
public static class ConcernReportedHandler
{
    public static async Task Handle(ConcernReported message, MessageContext context)
    {
        await CaseFacts.Keep(context, message.CaseId, message.Reference, message.SchoolId);
        var people = await Recipients.For(context).OfReport(message.SchoolId, message.ImmediateDanger);
        await context.Tell(people, new Notice(NoticeKind.NewReport, message.Reference, message.CaseId, Notice.ToCase(message.CaseId)));
    }
}

/// <summary>A report was given to a school: for its people it is a new report.</summary>
public static class CaseSchoolSetHandler
{
    public static async Task Handle(CaseSchoolSet message, MessageContext context)
    {
        await CaseFacts.Keep(context, message.CaseId, schoolId: message.SchoolId);
        var reference = (await CaseFacts.Of(context, message.CaseId)).Reference ?? "";
        var people = await Recipients.For(context).OfReport(message.SchoolId, immediateDanger: false);
        await context.Tell(people, new Notice(NoticeKind.NewReport, reference, message.CaseId, Notice.ToCase(message.CaseId)));
    }
}

/// <summary>Remembers who is responsible, for the clocks to come.</summary>
public static class CaseAssignedHandler
{
    public static Task Handle(CaseAssigned message, MessageContext context) =>
        CaseFacts.Keep(context, message.CaseId, assigneeId: message.AssigneeId);
}

/// <summary>Remembers that it is somebody else again, or nobody.</summary>
public static class AssignmentUndoneHandler
{
    public static Task Handle(AssignmentUndone message, MessageContext context) => CaseFacts.PutBack(context, message.CaseId, message.AssigneeId);
}

/// <summary>Somebody is to take a case over: they are asked. Whoever stands in for them cannot answer, so is not.</summary>
public static class HandOverProposedHandler
{
    public static async Task Handle(HandOverProposed message, MessageContext context) =>
        await context.Tell(await Recipients.For(context).Only(message.ToId), new Notice(NoticeKind.HandOverToAccept, message.Reference, message.CaseId, Notice.ToCase(message.CaseId)));
}

/// <summary>Somebody took a case over: whoever gave it learns of it.</summary>
public static class HandOverAcceptedHandler
{
    public static Task Handle(HandOverAccepted message, MessageContext context) => HandOverAnswer.Tell(context, message.FromId, message.SchoolId, message.CaseId, message.Reference, "Accepted");
}

/// <summary>Somebody did not.</summary>
public static class HandOverDeclinedHandler
{
    public static Task Handle(HandOverDeclined message, MessageContext context) => HandOverAnswer.Tell(context, message.FromId, message.SchoolId, message.CaseId, message.Reference, "Declined");
}

internal static class HandOverAnswer
{
    /// <summary>Whoever gave the case, and whoever acts for them, learns what came of it.</summary>
    public static async Task Tell(MessageContext context, Guid fromId, Guid? schoolId, Guid caseId, string reference, string answer) =>
        await context.Tell(await Recipients.For(context).OneAt(fromId, schoolId), new Notice(NoticeKind.HandOverAnswered, reference, caseId, Notice.ToCase(caseId), answer));
}

/// <summary>A second person has to agree, so not the one who proposed.</summary>
public static class TriageClosureProposedHandler
{
    public static async Task Handle(TriageClosureProposed message, MessageContext context)
    {
        var school = message.SchoolId ?? (await CaseFacts.Of(context, message.CaseId)).SchoolId;
        var people = await Recipients.For(context).OfTriage(school);
        await context.Tell(people, new Notice(NoticeKind.TriageToConfirm, message.Reference, message.CaseId, Notice.ToCase(message.CaseId)), except: message.ProposedBy);
    }
}

/// <summary>Most of a clock's time is used.</summary>
public static class DeadlineWarnedHandler
{
    public static async Task Handle(DeadlineWarned message, MessageContext context)
    {
        var facts = await CaseFacts.Of(context, message.CaseId);
        var people = await Recipients.For(context).OfClock(message.CaseId, message.SchoolId ?? facts.SchoolId, message.AssigneeId ?? facts.AssigneeId, overdue: false);
        await context.Tell(people, new Notice(NoticeKind.ClockWarning, message.Reference, message.CaseId, Notice.ToCase(message.CaseId), message.Code, message.DueAt));
    }
}

/// <summary>A clock ran out.</summary>
public static class DeadlineMissedHandler
{
    public static async Task Handle(DeadlineMissed message, MessageContext context)
    {
        var facts = await CaseFacts.Of(context, message.CaseId);
        var people = await Recipients.For(context).OfClock(message.CaseId, message.SchoolId ?? facts.SchoolId, message.AssigneeId ?? facts.AssigneeId, overdue: true);
        await context.Tell(people, new Notice(NoticeKind.ClockOverdue, message.Reference, message.CaseId, Notice.ToCase(message.CaseId), message.Code, message.DueAt));
    }
}

/// <summary>It ran out a while ago and nobody has acted: the principal once more, and the department, which phones the school. It does not see the case.</summary>
public static class DeadlineEscalatedHandler
{
    public static async Task Handle(DeadlineEscalated message, MessageContext context)
    {
        var school = message.SchoolId ?? (await CaseFacts.Of(context, message.CaseId)).SchoolId;
        var recipients = Recipients.For(context);
        await context.Tell(await recipients.OfPrincipal(school), new Notice(NoticeKind.ClockEscalated, message.Reference, message.CaseId, Notice.ToCase(message.CaseId), message.Code, message.DueAt));
        await context.Tell(await recipients.Above(school), new Notice(NoticeKind.ClockEscalated, message.Reference, message.CaseId, Notice.Own, message.Code, message.DueAt));
    }
}

/// <summary>The receiving school is asked to take a case over.</summary>
public static class TransferOfferedHandler
{
    public static async Task Handle(TransferOffered message, MessageContext context)
    {
        if (message.ToSchoolId is { } school) await context.Tell(await Recipients.For(context).OfSecondPerson(school, Role.FocalPerson, Role.Principal), new Notice(NoticeKind.TransferOffered, "", message.CaseId, Notice.Transfers));
    }
}

/// <summary>It took the case: the school that offered it learns of it.</summary>
public static class TransferAcceptedHandler
{
    public static Task Handle(TransferAccepted message, MessageContext context) => TransferAnswer.Tell(context, message.CaseId, "Accepted");
}

/// <summary>It did not.</summary>
public static class TransferDeclinedHandler
{
    public static Task Handle(TransferDeclined message, MessageContext context) => TransferAnswer.Tell(context, message.CaseId, "Declined");
}

internal static class TransferAnswer
{
    public static async Task Tell(MessageContext context, Guid caseId, string answer)
    {
        var facts = await CaseFacts.Of(context, caseId);
        var people = await Recipients.For(context).OfSecondPerson(facts.SchoolId, Role.SocialWorker, Role.FocalPerson, Role.Principal);
        await context.Tell(people, new Notice(NoticeKind.TransferAnswered, facts.Reference ?? "", caseId, Notice.ToCase(caseId), answer));
    }
}

/// <summary>A plan waits for a decision, which its author may not take.</summary>
public static class PlanSubmittedHandler
{
    public static async Task Handle(PlanSubmitted message, MessageContext context)
    {
        var school = message.SchoolId ?? (await CaseFacts.Of(context, message.CaseId)).SchoolId;
        var people = await Recipients.For(context).OfPlan(school, message.AuthorityId);
        await context.Tell(people, new Notice(NoticeKind.PlanToDecide, message.Reference, message.CaseId, Notice.ToCase(message.CaseId)), except: message.AuthorId);
    }
}

/// <summary>Somebody broke the glass: the focal person sees it in the case, the data protection officers in the record of reads.</summary>
public static class UrgentAccessTakenHandler
{
    public static async Task Handle(UrgentAccessTaken message, MessageContext context)
    {
        var recipients = Recipients.For(context);
        var focal = await recipients.OfUrgentAccess(message.SchoolId);
        await context.Tell(focal, new Notice(NoticeKind.UrgentAccess, message.Reference, message.CaseId, Notice.ToCase(message.CaseId)), except: message.PersonId);
        await context.Tell(await recipients.DataProtectionOfficers(), new Notice(NoticeKind.UrgentAccess, message.Reference, message.CaseId, Notice.ToReadsOf(message.CaseId)), except: message.PersonId);
    }
}
