using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 03: what was found out, and the risk in detail.</summary>
internal static class Form03
{
    public static void Write(Draft paper)
    {
        var made = paper.File.Assessments.LastOrDefault(a => a.Event.Form == AssessmentForm.Form03 && a.Event.Number == paper.Number);
        var (done, facts) = (made?.Event, made?.Event.Facts);
        paper.Head(paper.IssuerOf(done?.PerformedBy), "f03.form", done?.OccurredAt.VietNamDay());
        paper.Title("f03.title");
        paper.AboutTheChild();
        paper.Row(paper.Entry("f02.assessor", done?.PerformedBy is PerformedBy.School ? made!.By.Name : null), paper.Entry("f02.at", done is null ? null : Draft.Instant(done.OccurredAt)));
        if (done is not null) paper.Row(paper.Entry("c.performedBy", paper.Word(done.PerformedBy)), paper.Entry("c.recordedBy", made!.By.Name));

        paper.Heading("f03.facts");
        paper.Ask("f03.physical", facts?.Physical, 2);
        paper.Ask("f03.psychological", facts?.Psychological, 2);
        paper.Ask("f03.emotional", facts?.Emotional, 2);
        paper.Ask("f03.behaviour", facts?.Behaviour, 2);
        paper.Ask("f03.learning", facts?.Learning, 2);
        paper.Ask("f03.incident", facts?.Incident, 3);
        paper.Add("f03.frequency", facts?.IncidentFrequency);
        paper.Add("f03.suspect", facts?.SuspectedPerson);
        paper.Add("f03.suspect.access", facts?.SuspectedPersonAccess);
        paper.Heading("f03.family");
        paper.Ask("f03.family.text", facts?.Family, 3);
        paper.Add("f03.economy", facts?.FamilyEconomy);
        paper.Add("f03.protective", facts?.ProtectiveCapacity);
        paper.Add("f03.familyrisk", facts?.FamilyRiskFactors);
        paper.Heading("f03.environment");
        paper.Ask("f03.environment.text", facts?.Environment, 3);
        paper.Add("f03.school", facts?.School);
        paper.Add("f03.community", facts?.Community);
        paper.Add("f03.services", facts?.ServicesAvailable);

        paper.Heading("f03.risk");
        paper.RiskTables(AssessmentForm.Form03, done?.TemplateVersion, done?.Answers, done?.Totals);
        Form02.Conclusion(paper, made);

        paper.Heading("f03.needs");
        paper.Table([("c.no", 8, Align.Center), ("f03.need", 68, Align.Left), ("f03.priority", 24, Align.Center)],
            (done?.Needs ?? []).Select((need, i) => new Row([Draft.At(i), need.Description, paper.Word(need.Priority)])), blanks: 4);

        paper.Heading("f03.account");
        paper.Ask("f03.account.text", facts?.ChildAccount, 3);
        paper.Add("f03.wishes", facts?.ChildWishes);
        paper.Heading("f03.sources");
        paper.Ask("f03.sources.text", facts?.Sources, 2);
        paper.Heading("f03.conclusion");
        paper.Ask("f03.conclusion.text", facts?.Conclusion, 3);
        paper.Add("f03.proposal", facts?.Proposal);
        paper.Sign(("f02.sign", done?.PerformedBy is PerformedBy.School ? made!.By.Name : null));
    }
}
