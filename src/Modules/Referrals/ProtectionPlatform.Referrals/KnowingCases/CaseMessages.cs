using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.Cases.Contracts;
using ProtectionPlatform.Privacy.Contracts;

namespace ProtectionPlatform.Referrals.KnowingCases;

// What this module keeps of cases: whose they are, whether they are open, and which measures were approved.

public static class ConcernReportedHandler
{
    public static Task Handle(ConcernReported message, MessageContext context) => CaseCopy.Note(context, message.CaseId, message.SchoolId, isClosed: false);
}

public static class CaseSchoolSetHandler
{
    public static Task Handle(CaseSchoolSet message, MessageContext context) => CaseCopy.Note(context, message.CaseId, message.SchoolId);
}

public static class CaseClosedHandler
{
    public static Task Handle(CaseClosed message, MessageContext context) => CaseCopy.Note(context, message.CaseId, message.SchoolId, isClosed: true);
}

public static class CaseReopenedHandler
{
    public static Task Handle(CaseReopened message, MessageContext context) => CaseCopy.Note(context, message.CaseId, message.SchoolId, isClosed: false);
}

/// <summary>A newly approved plan replaces the one before: only its actions may be referred.</summary>
public static class PlanApprovedHandler
{
    public static async Task Handle(PlanApproved message, MessageContext context)
    {
        await CaseCopy.Note(context, message.CaseId, message.SchoolId, approvedPlan: message.PlanNumber);
        foreach (var action in message.Actions)
            await context.Execute(
                """
                insert into referrals.plan_actions_v1 (case_id, plan_number, action_number, measure_code)
                values (@CaseId, @PlanNumber, @Number, @MeasureCode)
                on conflict (case_id, plan_number, action_number) do update set measure_code = excluded.measure_code
                """,
                new { message.CaseId, message.PlanNumber, action.Number, action.MeasureCode });
    }
}

/// <summary>Whether the consent register permits to refer the child to somebody. The last day stays sealed: it may be the one before a birthday.</summary>
public static class ConsentStandingSetHandler
{
    internal const string Until = "consents.until";

    public static async Task Handle(ConsentStandingSet message, MessageContext context)
    {
        if (message.Purpose != ConsentPurpose.ProviderReferral) return;
        await context.Execute(
            """
            insert into referrals.consents_v1 as c (case_id, permits, until, last_seq) values (@CaseId, @Permits, @Sealed, @Sequence)
            on conflict (case_id) do update set permits = excluded.permits, until = excluded.until, last_seq = excluded.last_seq where c.last_seq < excluded.last_seq
            """,
            new
            {
                message.CaseId,
                message.Permits,
                Sealed = message.Until is { } until ? await context.Personal.Seal(message.CaseId, Whose.Child, Until, until.ToString("O", CultureInfo.InvariantCulture), context.Cancelled) : null,
                context.Sequence,
            });
    }
}

internal static class CaseCopy
{
    /// <summary>Writes what a message tells; what it does not tell stays.</summary>
    public static Task Note(MessageContext context, Guid caseId, Guid? schoolId, bool? isClosed = null, int? approvedPlan = null) => context.Execute(
        """
        insert into referrals.cases_v1 as c (case_id, school_id, is_closed, approved_plan, last_seq)
        values (@caseId, @schoolId, coalesce(@isClosed, false), @approvedPlan, @Sequence)
        on conflict (case_id) do update set
          school_id = coalesce(excluded.school_id, c.school_id),
          is_closed = coalesce(@isClosed, c.is_closed),
          approved_plan = coalesce(@approvedPlan, c.approved_plan),
          last_seq = excluded.last_seq
        where c.last_seq < excluded.last_seq
        """,
        new { caseId, schoolId, isClosed, approvedPlan, context.Sequence });
}
