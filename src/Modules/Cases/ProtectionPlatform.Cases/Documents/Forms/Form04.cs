using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 04: the plan to support the child and to intervene.</summary>
internal static class Form04
{
    public static void Write(Draft paper)
    {
        var plan = paper.File.Plans.LastOrDefault(p => p.Number == paper.Number);
        var content = plan?.Content;
        paper.Head(paper.IssuerOf(plan?.Decision?.PerformedBy), "f04.form", plan?.SubmittedAt?.VietNamDay());
        paper.Title("f04.title", plan is null ? null : paper.Fill("f04.beneath", plan.Number, paper.Word(plan.Status)));
        paper.AboutTheChild();

        paper.Heading("f04.basis");
        paper.Say(paper["f04.basis.text"]);
        foreach (var made in paper.File.Assessments)
            paper.Say(paper.Fill("f04.basis.assessment", paper.Word(made.Event.Form), made.Event.Number, Draft.Instant(made.Event.OccurredAt), paper.Word(made.EffectiveLevel)));
        foreach (var met in paper.File.Meetings) paper.Say(paper.Fill("f04.basis.meeting", Draft.Instant(met.Event.HeldAt)));
        paper.Add("f04.basis.other", content?.Basis);

        paper.Heading("f04.problem");
        paper.Ask("f04.problem.text", content?.ProblemSummary, 3);
        paper.Heading("f04.goals");
        paper.Ask("f04.goal", content?.OverallGoal, 2);
        paper.Table([("c.no", 8, Align.Center), ("f04.need", 42, Align.Left), ("f04.need.goal", 50, Align.Left)],
            (content?.Goals ?? []).Select((goal, i) => new Row([Draft.At(i), goal.Need, goal.Goal])));

        paper.Heading("f04.actions");
        paper.Table([("c.no", 6, Align.Center), ("f04.action", 24, Align.Left), ("f04.measure", 17, Align.Left), ("f04.owner", 18, Align.Left), ("f04.time", 14, Align.Center), ("f04.result", 21, Align.Left)],
            (content?.Actions ?? []).Select(action => new Row(
            [
                action.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), action.Description, Draft.Measure(action.MeasureCode),
                action.Collaborators is { } others ? paper.Fill("f04.with", action.Owner, others) : action.Owner,
                paper.Fill("f04.from.to", Draft.Day(action.StartOn) ?? "…", Draft.Day(action.DueOn) ?? "…"),
                string.Join("; ", new[] { action.Cost is { } cost ? paper.Fill("f04.result.cost", action.ExpectedResult, cost).TrimStart() : action.ExpectedResult, action.Resources }.OfType<string>()),
            ])), blanks: 5);

        paper.Heading("f04.monitoring");
        paper.Ask("f04.monitoring.text", content?.Monitoring, 2);
        paper.Heading("f04.opinions");
        paper.Ask("f04.child", content?.ChildOpinion ?? (content?.ChildOpinionMissingReason is { } reason ? paper.Fill("f04.child.missing", reason) : null), 2);
        paper.Choose("f04.caregiver.agreement", Enum.GetValues<CaregiverAgreement>(), one => content?.CaregiverAgreement == one);
        paper.Ask("f04.caregiver", content?.CaregiverOpinion, 2);
        paper.Sign(("f04.sign.caregiver", null), ("f04.sign.author", plan?.Author.Name));
    }
}
