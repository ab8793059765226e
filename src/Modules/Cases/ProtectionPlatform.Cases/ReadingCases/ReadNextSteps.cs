using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.HandingOver;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>A step of the procedure a caller may take now.</summary>
internal enum CaseStep
{
    Routing,
    Triage,
    TriageConfirmation,
    Assignment,
    Notification,
    Escalation,
    Form02,
    LowerRiskConfirmation,
    Emergency,
    Form03,
    NeedsMeeting,
    PlanDraft,
    PlanEdit,
    PlanSubmission,
    PlanDecision,
    ActionProgress,
    Referral,
    Review,
    Closure,
    Reopening,
    Message,
    WaiverRequest,
    WaiverConfirmation,
    Exclusion,
    ExclusionLifting,
    RestrictedReading,
    CounsellingNote,
    CounsellingReading,
    UrgentAccessEnding,
    ParentNotice,
    ViolenceStep,
    Separation,
    SeparationExtension,
    SeparationEnd,
    JusticeEvent,
    ChildOpinion,
    Attachment,
    AttachmentRemoval,
    BodyMark,
    BodyMarkLook,
    Goal,
    GoalProgress,
    FollowUp,
    Correction,
    Transfer,
    TransferWithdrawal,
    TransferAnswer,
    Incident,
    DeadlinePause,
    DeadlineResumption,
    HandOver,
    HandOverAnswer,
    HandOverWithdrawal,
    Merge,
    MergeConfirmation,
    MergeUndoing,
}

/// <summary>Tells what the caller may do with a case now, so that a page offers only what will be accepted.</summary>
internal static class ReadNextSteps
{
    public sealed record Step(CaseStep Kind, int? Number = null, Guid? DeadlineId = null);

    public sealed record Answer(IReadOnlyList<Step> Steps);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/next-steps", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readNextSteps", "Bước tiếp theo / Next steps", "number is the plan's or the assessment's; deadlineId names a clock.")
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, Actor actor, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var file = (await desk.Read(request.CaseId, cancellationToken)).State;
            IEnumerable<Actor> standings = [actor with { StandsIn = [] }, .. actor.StandsIn.Select(actor.StandingIn)];
            return new Answer([.. standings.SelectMany(standing => For(file, standing)).Distinct(), .. file.UrgentAccess.Any(taken => taken.IsOpenAt(clock.Now())) && CaseAccess.May("endUrgentAccess", actor, file) ? [new Step(CaseStep.UrgentAccessEnding)] : (Step[])[]]);
        }
    }

    internal static IEnumerable<Step> For(CaseFile file, Actor actor)
    {
        if (file.RestsIn is not null)
        {
            foreach (var step in WhileResting(file, actor)) yield return step;
            yield break;
        }

        foreach (var step in OfProcedure(file, actor)) yield return step;
        if (CaseAccess.May("excludePerson", actor, file)) yield return new(CaseStep.Exclusion);
        if (file.Exclusions.Count > 0 && CaseAccess.May("liftExclusion", actor, file)) yield return new(CaseStep.ExclusionLifting);
        if (file.Restricted.Count > 0 && CaseAccess.May("readRestricted", actor, file)) yield return new(CaseStep.RestrictedReading);
        if (file.State != CaseState.Transferred && CaseAccess.May("startAttachment", actor, file)) yield return new(CaseStep.Attachment);
        if (!file.IsHeld && CaseAccess.May("removeAttachment", actor, file))
            foreach (var attachment in file.Attachments.Where(a => a.Removal is null)) yield return new(CaseStep.AttachmentRemoval, attachment.Event.Number);
        if (CaseAccess.May("correctEntry", actor, file)) yield return new(CaseStep.Correction);
        if (CaseAccess.May("joinIncident", actor, file)) yield return new(CaseStep.Incident);
        if (file.Triage is not null && CaseAccess.May("recordJusticeEvent", actor, file)) yield return new(CaseStep.JusticeEvent);
        if (CaseAccess.May("writeCounsellingNote", actor, file)) yield return new(CaseStep.CounsellingNote);
        if (file.CounsellingNotes.Any(note => ReadCounselling.IsFor(note, actor, file))) yield return new(CaseStep.CounsellingReading);
    }

    /// <summary>Everything else is done in the file it rests in.</summary>
    private static IEnumerable<Step> WhileResting(CaseFile file, Actor actor)
    {
        if (CaseAccess.May("undoMerge", actor, file)) yield return new(CaseStep.MergeUndoing);
        if (file.Exclusions.Count > 0 && CaseAccess.May("liftExclusion", actor, file)) yield return new(CaseStep.ExclusionLifting);
        if (file.Restricted.Count > 0 && CaseAccess.May("readRestricted", actor, file)) yield return new(CaseStep.RestrictedReading);
        if (file.CounsellingNotes.Any(note => ReadCounselling.IsFor(note, actor, file))) yield return new(CaseStep.CounsellingReading);
    }

    private static IEnumerable<Step> OfProcedure(CaseFile file, Actor actor)
    {
        bool May(string operation) => CaseAccess.May(operation, actor, file);
        bool IsMine(IEnumerable<Guid> behind) => TwoPeople.Share(behind, actor.Behind);

        if (file.SchoolId is null && May("routeCase")) yield return new(CaseStep.Routing);
        if (file.IsEnded)
        {
            if (file.State != CaseState.Transferred && May("reopenCase")) yield return new(CaseStep.Reopening);
            if (file.State == CaseState.Closed && May("noteFollowUp")) yield return new(CaseStep.FollowUp);
            yield break;
        }

        if (file.PendingMerge is { } merge && May("confirmMerge") && !IsMine(merge.By.Behind)) yield return new(CaseStep.MergeConfirmation);
        if (file.PendingMerge is null && file.Plans.Count == 0 && file.SchoolId is not null && May("proposeMerge")) yield return new(CaseStep.Merge);

        if (file.Triage is { Pending: true } pending)
        {
            if (May("confirmTriage") && !IsMine(pending.By.Behind)) yield return new(CaseStep.TriageConfirmation);
            yield break;
        }

        if (May("triageCase") && (file.State is CaseState.New or CaseState.Intake || (file.State == CaseState.Reopened && file.Triage is null))) yield return new(CaseStep.Triage);
        if (file.Triage is not null)
        {
            if (file.IsChildProtection && May("notifyAuthority")) yield return new(CaseStep.Notification);
            if (!file.IsChildProtection && May("escalateCase")) yield return new(CaseStep.Escalation);
            var mayAssess = May("assessRisk") && (!file.IsChildProtection || file.Notifications.Count > 0);
            if (mayAssess && (file.IsChildProtection || file.State is CaseState.Intake or CaseState.Reported or CaseState.InitialAssessed or CaseState.Reopened)) yield return new(CaseStep.Form02);

            if (file.IsChildProtection && May("decideEmergency")) yield return new(CaseStep.Emergency);
            if (file.RunningSeparation is not null)
            {
                if (May("extendSeparation")) yield return new(CaseStep.SeparationExtension);
                if (May("endSeparation")) yield return new(CaseStep.SeparationEnd);
            }
            else if (file.IsChildProtection && May("orderSeparation")) yield return new(CaseStep.Separation);

            if (file.Tracks.Contains(Track.SchoolViolence) && May("recordViolenceStep")) yield return new(CaseStep.ViolenceStep);
            if (May("setGoal")) yield return new(CaseStep.Goal);
            if (May("progressGoal"))
                foreach (var goal in file.Goals.Where(g => g.IsOpen)) yield return new(CaseStep.GoalProgress, goal.Event.Number);
            if (file.PendingTransfer is { } transfer)
            {
                if (May("withdrawTransfer")) yield return new(CaseStep.TransferWithdrawal);
                if (transfer.Event.ToSchoolId is null && May("mirrorTransfer")) yield return new(CaseStep.TransferAnswer);
            }
            else if (file.State != CaseState.New && May("proposeTransfer")) yield return new(CaseStep.Transfer);
            if (file.State is CaseState.InitialAssessed or CaseState.Emergency or CaseState.DetailedAssessment && May("assessRisk")) yield return new(CaseStep.Form03);
            if (file.State is CaseState.InitialAssessed or CaseState.Emergency or CaseState.DetailedAssessment or CaseState.UnderReview && May("holdNeedsMeeting")) yield return new(CaseStep.NeedsMeeting);
            if (file.State is CaseState.DetailedAssessment or CaseState.UnderReview && file.Meetings.Count > 0 && May("draftPlan")) yield return new(CaseStep.PlanDraft);
        }

        foreach (var assessment in file.Assessments.Where(a => a.LevelPending && !IsMine(a.By.Behind) && May("confirmLowerRisk")))
            yield return new(CaseStep.LowerRiskConfirmation, assessment.Event.Number);
        if (file.CurrentPlan is { Status: PlanStatus.Draft or PlanStatus.Returned } draft)
        {
            if (May("revisePlan")) yield return new(CaseStep.PlanEdit, draft.Number);
            if (May("submitPlan")) yield return new(CaseStep.PlanSubmission, draft.Number);
        }

        if (file.CurrentPlan is { Status: PlanStatus.Submitted } submitted && May("decidePlan") && !IsMine(submitted.WrittenBy)) yield return new(CaseStep.PlanDecision, submitted.Number);
        if (file.ApprovedPlan is { } plan && file.State is CaseState.PlanApproved or CaseState.InProgress or CaseState.UnderReview)
        {
            if (!file.ApprovedPlan!.AllActionsClosed && May("progressAction")) yield return new(CaseStep.ActionProgress, file.ApprovedPlan.Number);
            if (May("sendReferral")) yield return new(CaseStep.Referral, file.ApprovedPlan.Number);
            if (May("reviewCase")) yield return new(CaseStep.Review);
        }

        if (file.State == CaseState.UnderReview && May("closeCase") && file.DecidingReview is { } review && !IsMine(review.By.Behind)) yield return new(CaseStep.Closure);
        if (file.Report.Anonymous && May("messageAboutReport")) yield return new(CaseStep.Message);
        if (May("assignCase")) yield return new(CaseStep.Assignment);
        if (May("noteBodyMark")) yield return new(CaseStep.BodyMark);
        if (May("lookAtBodyMark"))
            foreach (var mark in file.BodyMarks.Where(m => !m.IsMistaken)) yield return new(CaseStep.BodyMarkLook, mark.Event.Number);
        if (file.State != CaseState.New && May("informParents")) yield return new(CaseStep.ParentNotice);
        if (file.State != CaseState.New && May("hearChild")) yield return new(CaseStep.ChildOpinion);
        if (file.PendingHandOver is { } waiting)
        {
            if (waiting.To.Id == actor.UserId && May("answerHandOver")) yield return new(CaseStep.HandOverAnswer);
            if (May("withdrawHandOver") && HandOverCase.IsTheirs(file, actor)) yield return new(CaseStep.HandOverWithdrawal);
        }
        else if (May("proposeHandOver") && file.Assignee is not null && HandOverCase.IsTheirs(file, actor)) yield return new(CaseStep.HandOver);
        foreach (var deadline in file.Deadlines.Where(d => d.IsRunning))
        {
            if (deadline.PausedAt is not null)
            {
                if (May("resumeDeadline")) yield return new(CaseStep.DeadlineResumption, DeadlineId: deadline.Event.DeadlineId);
            }
            else if (DeadlineRules.PausesOf(deadline.Event.Code).Count > 0 && May("pauseDeadline")) yield return new(CaseStep.DeadlinePause, DeadlineId: deadline.Event.DeadlineId);

            if (deadline.Waiver is not { Pending: true } waiver)
            {
                if (May("requestWaiver")) yield return new(CaseStep.WaiverRequest, DeadlineId: deadline.Event.DeadlineId);
            }
            else if (!IsMine(waiver.RequestedBy.Behind) && May("confirmWaiver")) yield return new(CaseStep.WaiverConfirmation, DeadlineId: deadline.Event.DeadlineId);
        }
    }
}
