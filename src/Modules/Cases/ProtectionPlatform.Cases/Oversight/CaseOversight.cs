using ProtectionPlatform.BuildingBlocks.Audit.Oversight;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.Merging;

namespace ProtectionPlatform.Cases.Oversight;

/// <summary>Which decisions about a case an auditor watches: those not to act, and those that needed a second person.</summary>
internal static class CaseOversight
{
    public static void Register(ModuleBuilder module) => module
        .NotToAct<TriageClosureProposed>("TriageClosureProposed", (e, happened, story) => InCase(e.Reason, happened, story))
        .NotToAct<TriageClosureConfirmed>("TriageClosureConfirmed", (e, happened, story) => InCase(e.Reason, happened, story))
        .NotToAct<TriageClosureRejected>("TriageClosureRejected", (e, happened, story) => InCase(e.Reason, happened, story))
        .NotToAct<LowerRiskConfirmed>("LowerRiskConfirmed", (e, happened, story) => InCase(e.Reason, happened, story))
        .NotToAct<EmergencyDecided>("EmergencyNotNeeded", (e, happened, story) => e.Decision == EmergencyDecision.NotNeeded ? InCase(e.Reason, happened, story) : null)
        .NotToAct<ActionProgressed>("ActionNotDone", (e, happened, story) => e.Status == ActionStatus.NotDone ? InCase(e.Note, happened, story) : null)
        .NotToAct<DeadlineSettled>("DeadlineWaived", (e, happened, story) => WaiverAsked(e.DeadlineId, e.Waived, story) is not null ? InCase(e.Reason, happened, story) : null)
        .NotToAct<Deadlines.DeadlineMissed>("AuthorityNotNotifiedInTime", (e, _, _) => e.Code == Deadlines.DeadlineCodes.Report ? new(null, e.CaseId, e.Reference, e.SchoolId) : null)

        .SecondPerson<TriageClosureConfirmed>("TriageClosure", (_, story) => [story.Last<TriageClosureProposed>()])
        .SecondPerson<TriageClosureRejected>("TriageClosure", (_, story) => [story.Last<TriageClosureProposed>()])
        .SecondPerson<MergeConfirmed>("Merge", (_, story) => [story.Last<MergeProposed>()])
        .SecondPerson<MergeRejected>("Merge", (_, story) => [story.Last<MergeProposed>()])
        .SecondPerson<ErasureApproved>("Erasure", (_, story) => [story.Last<ErasureProposed>()])
        .SecondPerson<ErasureRejected>("Erasure", (_, story) => [story.Last<ErasureProposed>()])
        .SecondPerson<LowerRiskConfirmed>("LowerRisk", (e, story) => [story.Last<RiskAssessed>(a => a.Number == e.AssessmentNumber)])
        .SecondPerson<LowerRiskRejected>("LowerRisk", (e, story) => [story.Last<RiskAssessed>(a => a.Number == e.AssessmentNumber)])
        .SecondPerson<PlanApproved>("PlanDecision", (e, story) => Written(e.PlanNumber, story))
        .SecondPerson<PlanReturned>("PlanDecision", (e, story) => Written(e.PlanNumber, story))
        .SecondPerson<DeadlineSettled>("DeadlineWaiver", (e, story) => [WaiverAsked(e.DeadlineId, e.Waived, story)])
        .SecondPerson<DeadlineWaiverRejected>("DeadlineWaiver", (e, story) => [WaiverAsked(e.DeadlineId, true, story)])
        .SecondPerson<CaseClosed>("CaseClosure", (_, story) => [story.Last<CaseReviewed>(review => !review.Interim)]);

    private static NotActing InCase(string? reason, RecordedEvent happened, Story story)
    {
        var opened = story.LastData<ConcernReported>();
        return new(reason, happened.StreamId, opened?.Reference, story.LastData<SchoolSet>()?.SchoolId ?? opened?.SchoolId);
    }

    private static IEnumerable<RecordedEvent?> Written(int plan, Story story) =>
        [.. story.All<PlanDrafted>(e => e.PlanNumber == plan), .. story.All<PlanRevised>(e => e.PlanNumber == plan)];

    /// <summary>The request a waiver answers. A clock that ends with a case whose closure two persons agreed on was not asked for.</summary>
    private static RecordedEvent? WaiverAsked(Guid deadline, bool waived, Story story)
    {
        var asked = story.Last<DeadlineWaiverRequested>(e => e.DeadlineId == deadline);
        var rejected = story.Last<DeadlineWaiverRejected>(e => e.DeadlineId == deadline);
        return waived && asked is not null && (rejected is null || rejected.Version < asked.Version) ? asked : null;
    }
}
