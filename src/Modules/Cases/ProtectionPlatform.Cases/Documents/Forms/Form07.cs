namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 07: the commune's decision to separate a child for a time. Prepared from the file; who is separated from whom, and until when, the chair writes.</summary>
internal static class Form07
{
    public static void Write(Draft paper)
    {
        var taken = paper.File.Emergencies.LastOrDefault(e => e.Event.Decision == EmergencyDecision.Taken)?.Event;
        paper.Head(Draft.Issuer.Commune, "f07.form", null, null);
        paper.Title("f07.title", paper["f07.beneath"]);
        paper.Say(paper["f05.chair.line"], Look.Centered);
        foreach (var basis in new[] { "f05.basis.law", "f07.basis.decree", "f07.basis.request" }) paper.Say(paper[basis]);
        paper.Choose("f07.grounds", ("f07.ground.abused", false), ("f07.ground.refused", false), ("f07.ground.again", false));

        paper.Say(paper["f05.decides"], Look.Centered);
        paper.Say(paper.Fill("f07.article1", paper.Child.FullName ?? "……………………………………", paper.Born ?? "……………………", paper.File.Reference));
        paper.Ask("f07.from", null, 2);
        paper.Ask("f07.receiver", null);
        paper.Ask("f07.place", paper.Restricted("shelterAddress", taken?.ShelterAddress));
        paper.Row(paper.Entry("f07.start", null), paper.Entry("f07.end", null));
        paper.Row(paper.Entry("f07.extension", null), paper.Entry("f07.total", null));
        paper.Say(paper["f07.limit"], Look.Note);
        if (taken is not null) paper.Ask("f07.measures", string.Join("; ", taken.Measures));
        paper.Say(paper["f07.article2"]);
        paper.Ask("f07.responsible", null, 2);
        paper.Say(paper["f07.article3"]);
        paper.SignAndSeal("f05.chair", null, paper["f07.to.receiver"], paper["f07.to.parents"], paper.SchoolName);
    }
}
