namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>How parents or caregiver were told, or why they were not. Written by whoever talked with them.</summary>
internal static class ParentNotification
{
    public static void Write(Draft paper)
    {
        var child = paper.Child;
        paper.Head(Draft.Issuer.School, null, null);
        paper.Title("par.title");
        paper.Say(paper["par.caution"], Look.Note);
        paper.AboutTheChild();

        paper.Heading("par.whom");
        paper.Row(paper.Entry("f01.father", child.Father?.Name), paper.Entry("f01.mother", child.Mother?.Name));
        paper.Ask("f01.caregiver", child.Caregiver);
        paper.Row(paper.Entry("par.person", null), paper.Entry("par.relation", null));
        paper.Row(paper.Entry("par.at", null), paper.Entry("par.by", null));
        paper.Choose("par.how", ("par.how.person", false), ("par.how.phone", false), ("par.how.letter", false));

        paper.Heading("par.content");
        paper.Ask("par.text", null, 3);
        paper.Ask("par.answer", null, 2);
        paper.Ask("par.agreed", null);

        paper.Heading("par.not");
        paper.Choose(null, ("par.not.suspected", false), ("par.not.danger", false), ("par.not.unreached", false));
        paper.Ask("par.not.reason", null);
        paper.Sign(("par.sign.parent", null), ("par.sign.staff", null));
    }
}
