using ProtectionPlatform.Cases.Documents.Forms;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>The papers a case gives.</summary>
internal enum DocumentKind
{
    /// <summary>Official forms of Decree 56/2017: intake report.</summary>
    Form01,

    /// <summary>Initial risk and temporary safety.</summary>
    Form02,

    /// <summary>Information and detailed risk.</summary>
    Form03,

    /// <summary>Minutes of the meeting that settles needs.</summary>
    NeedsMinutes,

    /// <summary>Support and intervention plan.</summary>
    Form04,

    /// <summary>Decision on the plan.</summary>
    Form05,

    /// <summary>Review.</summary>
    Form06,

    /// <summary>Decision on temporary separation.</summary>
    Form07,

    /// <summary>How the family was told.</summary>
    ParentNotification,

    /// <summary>To a provider, about an action of the plan.</summary>
    ReferralLetter,

    /// <summary>Log of an incident of school violence.</summary>
    IncidentLog,

    WholeFile,
}

/// <summary>One of several the file holds: an assessment, a plan, a review.</summary>
/// <param name="What">Told besides the number where that says too little.</param>
internal sealed record Made(int Number, DateTimeOffset? At, string? What = null);

/// <summary>When a paper can be made, of what, and what stands in it.</summary>
/// <param name="Belongs">The case is one in which there is such a paper.</param>
/// <param name="Numbers">Those the file holds; null when there is one such paper in a case. Without any the form is printed blank.</param>
/// <param name="Restricted">Keys of restricted values that can stand in it.</param>
internal sealed record PaperKind(DocumentKind Kind, Func<CaseFile, bool> Belongs, Func<CaseFile, IReadOnlyList<Made>>? Numbers, IReadOnlyList<string> Restricted, Action<Draft> Write);

internal static class Papers
{
    private static readonly string[] nothing = [], informant = ["informant"], shelter = ["shelterAddress"];

    public static IReadOnlyList<PaperKind> All { get; } =
    [
        new(DocumentKind.Form01, _ => true, null, informant, Form01.Write),
        new(DocumentKind.Form02, file => IsOfficial(file) || Assessed(file, AssessmentForm.Form02).Count > 0, file => Assessed(file, AssessmentForm.Form02), nothing, Form02.Write),
        new(DocumentKind.Form03, file => IsOfficial(file) || Assessed(file, AssessmentForm.Form03).Count > 0, file => Assessed(file, AssessmentForm.Form03), nothing, Form03.Write),
        new(DocumentKind.NeedsMinutes, file => IsOfficial(file) || file.Meetings.Count > 0, file => [.. file.Meetings.Select(m => new Made(m.Event.Number, m.Event.HeldAt))], nothing, NeedsMinutes.Write),
        new(DocumentKind.Form04, file => IsOfficial(file) || file.Plans.Count > 0, file => [.. file.Plans.Select(p => new Made(p.Number, p.SubmittedAt))], nothing, Form04.Write),
        new(DocumentKind.Form05, file => file.Plans.Any(IsForDecision), file => [.. file.Plans.Where(IsForDecision).Select(p => new Made(p.Number, p.Decision?.At))], nothing, Form05.Write),
        new(DocumentKind.Form06, file => IsOfficial(file) || file.Reviews.Count > 0, file => [.. file.Reviews.Select(r => new Made(r.Event.Number, r.Event.OccurredAt))], nothing, Form06.Write),
        new(DocumentKind.Form07, IsOfficial, file => [.. file.Separations.Select(s => new Made(s.Order.Number, s.Order.StartsAt))], shelter, Form07.Write),
        new(DocumentKind.ParentNotification, _ => true, file => [.. file.ParentNotices.Select(n => new Made(n.Number, n.RecordedAt))], nothing, ParentNotification.Write),
        new(DocumentKind.ReferralLetter, file => PlanToCarryOut(file) is not null, file => [.. (PlanToCarryOut(file)?.Content.Actions ?? []).Select(a => new Made(a.Number, null, a.Description))], nothing, ReferralLetter.Write),
        new(DocumentKind.IncidentLog, file => file.Tracks.Contains(Track.SchoolViolence) || (file.Report.Report.IncidentTypes ?? []).Any(IsSchoolViolence), null, nothing, IncidentLog.Write),
        new(DocumentKind.WholeFile, _ => true, null, ["informant", "shelterAddress"], WholeFile.Write),
    ];

    public static PaperKind Of(DocumentKind kind) => All.Single(paper => paper.Kind == kind);

    public static IReadOnlyList<Block> Write(PaperKind kind, PaperOf of)
    {
        var draft = new Draft(of);
        kind.Write(draft);
        return draft.Blocks;
    }

    /// <summary>The plan whose actions others are asked to take part in.</summary>
    public static PlanRecord? PlanToCarryOut(CaseFile file) => (file.ApprovedPlan ?? file.CurrentPlan) is { Content.Actions.Count: > 0 } plan ? plan : null;

    public static bool IsSchoolViolence(IncidentType type) => type is IncidentType.SchoolViolence or IncidentType.Bullying or IncidentType.Cyberbullying;

    private static bool IsOfficial(CaseFile file) => file.IsChildProtection;

    private static bool IsForDecision(PlanRecord plan) => plan.Status == PlanStatus.Submitted || plan.Decision?.Outcome == PlanOutcome.Approved;

    private static IReadOnlyList<Made> Assessed(CaseFile file, AssessmentForm form) => [.. file.Assessments.Where(a => a.Event.Form == form).Select(a => new Made(a.Event.Number, a.Event.OccurredAt))];
}
