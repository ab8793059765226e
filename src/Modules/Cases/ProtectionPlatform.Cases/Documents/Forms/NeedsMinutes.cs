using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Minutes of the meeting that settles needs and measures (Decree 56/2017, Article 27.2).</summary>
internal static class NeedsMinutes
{
    public static void Write(Draft paper)
    {
        var meeting = paper.File.Meetings.LastOrDefault(m => m.Event.Number == paper.Number)?.Event;
        paper.Head(paper.IssuerOf(null), null, meeting?.HeldAt.VietNamDay());
        paper.Title("min.title", paper["min.beneath"]);
        paper.Row(paper.Entry("min.at", meeting is null ? null : Draft.Instant(meeting.HeldAt)), paper.Entry("min.place", meeting?.Place));
        paper.Row(paper.Entry("min.chair", meeting?.Chair), paper.Entry("min.secretary", null));

        paper.Heading("min.child");
        paper.AboutTheChild();

        paper.Heading("min.present");
        paper.Table([("c.no", 8, Align.Center), ("min.name", 36, Align.Left), ("min.role", 36, Align.Left), ("min.signature", 20, Align.Left)],
            (meeting?.Attendees ?? []).Select((one, i) => new Row([Draft.At(i), one.Name, one.Role, ""])), blanks: 6);
        paper.Ask("min.absent", meeting is null ? null : meeting.Absent.Count > 0 ? string.Join("; ", meeting.Absent) : paper["c.none"]);

        paper.Heading("min.content");
        paper.Choose(null, ("min.heard", meeting?.ChildHeard == true), ("min.unheard", meeting?.ChildHeard == false));
        if (meeting?.ChildWish is { } wish) paper.Ask("min.wish", wish);
        paper.Ask("min.text", meeting?.Minutes, 10);
        if (meeting?.Decisions is { Count: > 0 } decisions)
            paper.Table([("c.no", 8, Align.Center), ("min.decision", 52, Align.Left), ("f04.owner", 22, Align.Left), ("f05.due", 18, Align.Center)],
                decisions.Select((one, i) => new Row([Draft.At(i), one.Text, one.Owner, Draft.Day(one.DueOn)])));
        foreach (var other in meeting?.Dissent ?? []) paper.Say(paper.Fill("min.dissent", other.Name, other.View));
        paper.Say(paper["min.end"]);
        paper.Sign(("min.sign.secretary", null), ("min.sign.chair", meeting?.Chair));
    }
}
