using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 06: how the child is after the plan was carried out.</summary>
internal static class Form06
{
    public static void Write(Draft paper)
    {
        var made = paper.File.Reviews.LastOrDefault(r => r.Event.Number == paper.Number);
        var done = made?.Event;
        // Whose officer it was the file does not say; an official form is not signed for by whoever typed it in.
        var from = paper.IssuerOf(null);
        var officer = from == Draft.Issuer.School ? made?.By.Name : null;
        paper.Head(from, "f06.form", done?.OccurredAt.VietNamDay());
        paper.Title("f06.title", done?.Interim == true ? paper["f06.interim"] : null);
        paper.AboutTheChild();
        paper.Row(paper.Entry("f06.officer", officer), paper.Entry("f02.at", done is null ? null : Draft.Instant(done.OccurredAt)));
        if (made is not null) paper.Ask("c.recordedBy", made.By.Name);

        paper.Heading("f06.risk");
        paper.RiskTables(AssessmentForm.Form06, done?.TemplateVersion, done?.Answers, done?.Totals);
        paper.Choose("c.level", Enum.GetValues<RiskLevel>().Reverse(), one => done?.ComputedLevel == one);

        paper.Heading("f06.results");
        var actions = paper.File.Plans.LastOrDefault(plan => done is null || plan.Decision?.At <= made!.RecordedAt);
        paper.Table([("c.no", 8, Align.Center), ("f04.action", 40, Align.Left), ("f06.status", 18, Align.Left), ("f06.result", 34, Align.Left)],
            (actions?.Content.Actions ?? []).Select(action => new Row(
            [
                action.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), action.Description, paper.Word(actions!.StatusOf(action.Number)),
                done?.ActionResults.LastOrDefault(result => result.Number == action.Number)?.Result,
            ])), blanks: 4);

        paper.Heading("f06.state");
        paper.Ask("f03.physical", done?.ChildState.Physical, 2);
        paper.Ask("f03.psychological", done?.ChildState.Psychological, 2);
        paper.Ask("f06.cognitive", done?.ChildState.Cognitive, 2);
        paper.Ask("f03.emotional", done?.ChildState.Emotional, 2);
        paper.Add("f06.environment", done?.ChildState.Environment);
        paper.Choose("f06.safe", ("c.yes", done?.EnvironmentSafe == true), ("c.no.answer", done?.EnvironmentSafe == false));
        paper.Choose("f06.stable", ("c.yes", done?.Stable == true), ("c.no.answer", done?.Stable == false));

        paper.Heading("f06.conclusion");
        paper.Choose(null, Enum.GetValues<ReviewConclusion>(), one => done?.Conclusion == one);
        paper.Heading("f06.opinions");
        paper.Ask("f04.child", done?.ChildOpinion, 2);
        paper.Ask("f04.caregiver", done?.CaregiverOpinion, 2);
        paper.Sign(("f06.sign", officer));
    }
}
