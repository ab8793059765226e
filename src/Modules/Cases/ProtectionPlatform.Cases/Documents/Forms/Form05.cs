namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 05: the decision that approves the plan.</summary>
internal static class Form05
{
    public static void Write(Draft paper)
    {
        var plan = paper.File.Plans.LastOrDefault(p => p.Number == paper.Number);
        var decision = plan?.Decision is { Outcome: PlanOutcome.Approved } approved ? approved : null;
        var (from, office) = paper.IssuerOf(decision?.PerformedBy ?? (paper.File.IsChildProtection ? PerformedBy.Commune : PerformedBy.School)) == Draft.Issuer.School
            ? (Draft.Issuer.School, "f05.principal") : (Draft.Issuer.Commune, "f05.chair");
        paper.Head(from, "f05.form", decision?.DecidedOn, decision?.DecisionNo);
        paper.Title("f05.title", paper["f05.beneath"]);
        paper.Say(paper[office + ".line"], Look.Centered);
        foreach (var basis in new[] { "f05.basis.law", "f05.basis.decree" }) paper.Say(paper[basis]);
        paper.Say(paper.Fill("f05.basis.plan", plan?.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "…", plan?.Author.Name ?? "……………………"));

        paper.Say(paper["f05.decides"], Look.Centered);
        paper.Say(paper.Fill("f05.article1", paper.Child.FullName ?? "……………………………………", paper.Born ?? "……………………", paper.File.Reference));
        paper.Say(paper["f05.article2"]);
        paper.Table([("c.no", 8, Align.Center), ("f04.action", 46, Align.Left), ("f05.responsible", 28, Align.Left), ("f05.due", 18, Align.Center)],
            (plan?.Content.Actions ?? []).Select((action, i) => new Row([Draft.At(i), action.Description, action.Owner, Draft.Day(action.DueOn)])), blanks: 4);
        if (decision?.Responsible is { Count: > 0 } responsible) paper.Ask("f05.responsible", string.Join("; ", responsible));
        if (decision?.EffectiveOn is { } effective) paper.Ask("f05.effective", Draft.Day(effective));
        if (decision?.Reason is { } reason) paper.Ask("f05.reason", reason);
        paper.Say(paper["f05.article3"]);
        paper.SignAndSeal(office, decision?.Signer, [paper["f05.to.article3"], paper.SchoolName, .. decision?.Recipients ?? []]);
    }
}
