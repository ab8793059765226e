using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>What happened and what the school did about it, step by step (Decree 80/2017, Article 6).</summary>
internal static class IncidentLog
{
    private static readonly string[] steps = ["stop", "harm", "aid", "family", "support", "educate", "report"];

    public static void Write(Draft paper)
    {
        var (file, form) = (paper.File, paper.File.Report.Report);
        paper.Head(Draft.Issuer.School, null, file.OpenedAt.VietNamDay());
        paper.Title("log.title", paper["log.beneath"]);
        paper.AboutTheChild();

        paper.Heading("log.incident");
        paper.Row(paper.Entry("f01.occurredAt", Draft.Instant(form.OccurredAt)), paper.Entry("f01.knownAt", Draft.Instant(form.KnownAt)));
        paper.Ask("f01.place", form.Place);
        paper.Choose("f01.types", Enum.GetValues<IncidentType>().Where(Papers.IsSchoolViolence), one => form.IncidentTypes?.Contains(one) == true);
        paper.Choose("log.acts", ("log.act.body", false), ("log.act.honour", false), ("log.act.isolation", false), ("log.act.online", form.Online));
        paper.Ask("f01.what", form.WhatHappened, 4);
        paper.Statements(form.Statements ?? []);
        paper.Ask("f01.witnesses", form.Witnesses);
        paper.Ask("log.others", form.SuspectedRelation);

        paper.Heading("log.steps");
        var told = string.Join("\n", file.Notifications.Select(n => $"{n.Event.RecipientName}, {Draft.Instant(n.Event.OccurredAt)}"));
        paper.Table([("c.no", 6, Align.Center), ("log.step", 38, Align.Left), ("log.done", 10, Align.Center), ("log.when", 24, Align.Left), ("log.who", 22, Align.Left)],
            steps.Select((step, i) => new Row(
            [
                Draft.At(i), paper[$"log.step.{step}"], new Cell(null, step == "report" && told.Length > 0), step == "report" && told.Length > 0 ? told : null,
                step == "report" ? file.Notifications.LastOrDefault()?.By.Name : null,
            ])));
        paper.Ask("log.follow", null, 3);
        paper.Sign(("log.sign", file.Assignee?.Name ?? file.Receiver?.Name), ("f05.principal", null));
    }
}
