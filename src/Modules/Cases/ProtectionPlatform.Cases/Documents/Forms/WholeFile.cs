using System.Globalization;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>The whole file on paper: a cover, every form of which the file holds one, and what no form holds. Never what was said to a counsellor.</summary>
internal static class WholeFile
{
    private static readonly DocumentKind[] parts =
    [
        DocumentKind.Form01, DocumentKind.IncidentLog, DocumentKind.Form02, DocumentKind.Form03, DocumentKind.NeedsMinutes, DocumentKind.Form04, DocumentKind.Form05, DocumentKind.Form06, DocumentKind.Form07,
        DocumentKind.ParentNotification,
    ];

    public static void Write(Draft paper)
    {
        var file = paper.File;
        var held = parts.Select(Papers.Of).Where(part => part.Belongs(file))
            .SelectMany(part => part.Numbers is null ? [(part, (int?)null)] : part.Numbers(file).Select(made => (part, (int?)made.Number))).ToList();

        paper.Head(Draft.Issuer.School, null, paper.Today);
        paper.Title("all.title", file.Reference);
        paper.AboutTheChild();
        paper.Row(paper.Entry("all.state", paper.Word(file.State)), paper.Entry("all.risk", file.Risk is { } risk ? paper.Word(risk) : null));
        paper.Ask("all.tracks", string.Join("; ", file.Tracks.Order().Select(paper.Word)));
        paper.Row(paper.Entry("all.opened", Draft.Instant(file.OpenedAt)), paper.Entry("all.assignee", file.Assignee?.Name));
        paper.Heading("all.contents");
        paper.Table([("c.no", 8, Align.Center), ("all.paper", 72, Align.Left), ("all.number", 20, Align.Center)],
            [.. held.Select((it, i) => new Row([Draft.At(i), paper[$"name.{it.part.Kind}"], it.Item2?.ToString(CultureInfo.InvariantCulture) ?? ""])),
                new Row([Draft.At(held.Count), paper["all.rest"], ""])]);

        foreach (var (part, number) in held)
        {
            paper.NewSheet();
            paper.Add(paper.Another(part, number));
        }

        paper.NewSheet();
        paper.Title("all.rest");
        Rest(paper, file);
    }

    private static void Rest(Draft paper, CaseFile file)
    {
        if (file.Triage is { } triage)
        {
            paper.Heading("all.triage");
            paper.Say(paper.Fill("all.triage.text", paper.Word(triage.Decision), triage.By.Name, Draft.Instant(triage.At), triage.Reason));
        }

        Listed("all.notifications", file.Notifications.Select(n => paper.Fill("all.notification", n.Event.RecipientName, Draft.Instant(n.Event.OccurredAt), paper.Word(n.Event.Channel), n.Event.PersonSpokenTo, n.By.Name)));
        Listed("all.emergencies", file.Emergencies.Select(e => paper.Fill("all.emergency", paper.Word(e.Event.Decision), Draft.Instant(e.Event.OccurredAt), paper.Word(e.Event.PerformedBy), string.Join("; ", e.Event.Measures.Append(e.Event.Reason).OfType<string>()))));
        if (paper.Restricted("shelterAddress", file.Emergencies.LastOrDefault(e => e.Event.ShelterAddress is not null)?.Event.ShelterAddress) is { } shelter) paper.Ask("f07.place", shelter);

        foreach (var plan in file.Plans.Where(plan => plan.Progress.Count > 0))
        {
            paper.Heading("all.progress");
            paper.Table([("all.action", 12, Align.Center), ("f06.status", 20, Align.Left), ("all.at", 24, Align.Left), ("all.by", 20, Align.Left), ("all.note", 24, Align.Left)],
                plan.Progress.OrderBy(it => it.Key).SelectMany(it => it.Value.Select(step => new Row(
                    [it.Key.ToString(CultureInfo.InvariantCulture), paper.Word(step.Status), Draft.Instant(step.OccurredAt), step.By.Name, step.Note]))));
        }

        if (file.Referrals.Count > 0)
        {
            paper.Heading("all.referrals");
            paper.Table([("all.provider", 46, Align.Left), ("all.action", 12, Align.Center), ("all.state", 20, Align.Left), ("all.at", 22, Align.Left)],
                file.Referrals.Select(r => new Row([paper.NameOf(r.ProviderId), r.ActionNumber?.ToString(CultureInfo.InvariantCulture), paper.Word(r.State), Draft.Instant(r.ChangedAt)])));
        }

        if (file.Deadlines.Count > 0)
        {
            paper.Heading("all.deadlines");
            paper.Table([("all.deadline", 34, Align.Left), ("all.due", 22, Align.Left), ("all.status", 20, Align.Left), ("all.source", 24, Align.Left)],
                file.Deadlines.Select(d => new Row([paper.DeadlineName(d.Event.Code), Draft.Instant(d.Event.DueAt), paper.StatusOf(d), d.Event.Source.Replace("[D]", paper["all.source.ours"], StringComparison.Ordinal)])));
        }

        if (file.CounsellingNotes.Count > 0) paper.Say(paper.Fill("all.counselling", file.CounsellingNotes.Count));
        if (file.Messages.Count > 0)
        {
            paper.Heading("all.messages");
            foreach (var message in file.Messages)
                paper.Say(paper.Fill("all.message", paper.Word(message.From), Draft.Instant(message.At), message.From == MessageFrom.School ? message.Text : paper["all.message.withheld"]));
        }

        if (file.Closure is { } closure)
        {
            paper.Heading("all.closure");
            paper.Say(paper.Fill("all.closure.text", closure.By.Name, Draft.Instant(closure.At), closure.Summary));
        }

        Listed("all.opinions", file.ChildOpinions.Select(o => paper.Fill("all.opinion", Draft.Instant(o.Event.OccurredAt), o.Event.About, o.Event.Opinion ?? o.Event.NotHeardReason)));
        Listed("all.goals", file.Goals.Select(g => paper.Fill("all.goal", g.Event.Goal, paper.Word(g.Standing))));
        Listed("all.marks", file.BodyMarks.Where(m => !m.IsMistaken).Select(m => paper.Fill("all.mark", Draft.Instant(m.Event.OccurredAt), paper.Word(m.Event.Kind), m.Event.Description)));
        Listed("all.justice", file.JusticeEvents.Select(j => paper.Fill("all.justice.one", Draft.Instant(j.Event.OccurredAt), paper.Word(j.Event.Kind), j.Event.Authority, j.Event.Note)));
        Listed("all.follow", file.FollowUps.Select(f => paper.Fill("all.follow.one", Draft.Instant(f.Event.OccurredAt), f.Event.Note)));
        Listed("all.transfers", file.Transfers.Select(t => paper.Fill("all.transfer", Draft.Instant(t.At), t.Event.ToName, paper.Word(t.Status))));
        Listed("all.corrections", file.Corrections.Select(c => paper.Fill("all.correction", c.Event.EntryVersion, c.Event.Text, c.Event.Reason, c.By.Name, Draft.Instant(c.At))));
        Listed("all.reopenings", file.Reopenings.Select(r => paper.Fill("all.reopening", r.By.Name, Draft.Instant(r.At), r.Reason)));

        void Listed(string heading, IEnumerable<string> lines)
        {
            var all = lines.ToList();
            if (all.Count == 0) return;
            paper.Heading(heading);
            foreach (var line in all) paper.Say(line);
        }
    }
}
