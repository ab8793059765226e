using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 02: initial risk, and what keeps the child safe meanwhile.</summary>
internal static class Form02
{
    public static void Write(Draft paper)
    {
        var made = paper.File.Assessments.LastOrDefault(a => a.Event.Form == AssessmentForm.Form02 && a.Event.Number == paper.Number);
        var done = made?.Event;
        paper.Head(paper.IssuerOf(done?.PerformedBy), "f02.form", done?.OccurredAt.VietNamDay());
        paper.Title("f02.title");
        paper.AboutTheChild();
        paper.Row(paper.Entry("f02.assessor", done?.PerformedBy is PerformedBy.School ? made!.By.Name : null), paper.Entry("f02.at", done is null ? null : Draft.Instant(done.OccurredAt)));
        if (done is not null) paper.Row(paper.Entry("c.performedBy", paper.Word(done.PerformedBy)), paper.Entry("c.recordedBy", made!.By.Name));

        paper.Heading("f02.risk");
        paper.RiskTables(AssessmentForm.Form02, done?.TemplateVersion, done?.Answers, done?.Totals);
        Conclusion(paper, made);
        paper.Choose(null, ("f02.serious", done?.SeriousHarm == true));

        paper.Heading("f02.safety");
        paper.Table([("c.no", 6, Align.Center), ("f02.need", 26, Align.Left), ("f02.action", 32, Align.Left), ("f02.provider", 20, Align.Left), ("f02.time", 16, Align.Left)],
            (done?.SafetyNeeds ?? []).Select((need, i) => new Row([Draft.At(i), need.Need, need.Action, need.Provider, need.Time])), blanks: 4);

        paper.Heading("f02.decision");
        paper.Choose(null, ("f02.emergency.yes", done?.EmergencyNeeded == true), ("f02.emergency.no", done?.EmergencyNeeded == false));
        paper.Sign(("f02.sign", done?.PerformedBy is PerformedBy.School ? made!.By.Name : null));
    }

    /// <summary>The level the rule gives, the officer's own, and why they differ; a lower one that nobody has agreed to does not count.</summary>
    public static void Conclusion(Draft paper, AssessmentRecord? made)
    {
        paper.Choose("c.level", Enum.GetValues<RiskLevel>().Reverse(), one => made?.EffectiveLevel == one);
        if (made is null) return;
        paper.Ask("c.level.computed", paper.Word(made.Event.ComputedLevel));
        if (made.Event.OfficerReason is { } reason) paper.Ask("c.level.reason", reason);
        if (made.LevelPending) paper.Say(paper.Fill("c.level.pending", paper.Word(made.Event.OfficerLevel)), Look.Note);
    }
}
