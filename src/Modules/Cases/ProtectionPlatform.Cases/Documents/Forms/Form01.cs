namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 01: what the receiving place writes down when it is told.</summary>
internal static class Form01
{
    private static readonly ConcernKind[] official =
        [ConcernKind.Abused, ConcernKind.AtRiskOfViolence, ConcernKind.AtRiskOfExploitation, ConcernKind.AtRiskOfAbandonment, ConcernKind.SpecialCircumstances];

    public static void Write(Draft paper)
    {
        var (file, child) = (paper.File, paper.Child);
        var form = file.Report.Report;
        paper.Head(Draft.Issuer.School, "f01.form", BuildingBlocks.Time.Clock.VietNamDay(file.OpenedAt));
        paper.Title("f01.title");
        paper.Choose("f01.kind", official, one => form.ConcernKind == one);

        paper.Heading("f01.source");
        paper.Choose("f01.channel", Enum.GetValues<ReportChannel>(), one => form.Channel == one);
        paper.Row(paper.Entry("f01.knownAt", Draft.Instant(form.KnownAt)), paper.Entry("f01.recordedAt", Draft.Instant(file.OpenedAt)));

        paper.Heading("f01.child");
        paper.Ask("c.child.name", child.FullName);
        paper.Row(paper.Entry("c.child.born", paper.Born), paper.Entry("c.child.sex", child.Sex is { } sex ? paper.Word(sex) : null));
        paper.Ask("f01.place", form.Place);
        paper.Ask("f01.what", form.WhatHappened, 3);
        paper.Ask("f01.state", child.PresentState, 2);
        paper.Ask("f01.consequences", child.PresumedConsequences, 2);
        Parent(paper, "f01.father", child.Father);
        Parent(paper, "f01.mother", child.Mother);
        paper.Ask("f01.family", child.FamilyCircumstances, 2);
        paper.Ask("f01.caregiver", child.Caregiver);
        paper.Ask("f01.given", child.SupportGiven, 2);

        if (form.Statements is { Count: > 0 } statements)
        {
            paper.Heading("f01.statements");
            paper.Statements(statements);
        }

        paper.Heading("f01.informant");
        paper.Ask("f01.informant.name", paper.Restricted("informant", form.Informant?.Name));
        if (form.Informant is not null || !file.Restricted.Contains("informant"))
        {
            paper.Row(paper.Entry("f01.informant.phone", form.Informant?.Phone), paper.Entry("f01.informant.address", form.Informant?.Address));
            paper.Ask("f01.informant.notes", form.Informant?.Notes);
        }

        paper.Heading("f01.school");
        paper.Row(paper.Entry("c.child.school", paper.SchoolName), paper.Entry("c.child.class", child.ClassName));
        paper.Ask("f01.occurredAt", Draft.Instant(form.OccurredAt));
        paper.Choose("f01.types", Enum.GetValues<IncidentType>(), one => form.IncidentTypes?.Contains(one) == true);
        paper.Choose(null, ("f01.danger", form.ImmediateDanger), ("f01.online", form.Online));
        paper.Ask("f01.suspected", form.SuspectedRelation);
        paper.Ask("f01.witnesses", form.Witnesses);
        paper.Ask("f01.told", form.ToldInPerson);
        paper.Sign(("f01.sign", file.Receiver?.Name));
    }

    private static void Parent(Draft paper, string key, ParentDetails? parent) => paper.Row(
        paper.Entry(key, parent?.Name), paper.Entry("f01.age", parent?.Age?.ToString(System.Globalization.CultureInfo.InvariantCulture)), paper.Entry("f01.occupation", parent?.Occupation));
}
