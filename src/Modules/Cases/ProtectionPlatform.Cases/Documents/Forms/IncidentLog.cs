using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.HandlingViolence;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>What happened and what the school did about it, step by step (Decree 80/2017, Article 6).</summary>
internal static class IncidentLog
{
    /// <summary>Steps of the paper, and which of those the school recorded stand in each.</summary>
    private static readonly (string Key, ViolenceStep[] Steps)[] steps =
    [
        ("stop", [ViolenceStep.Stopped, ViolenceStep.KeptApart]), ("harm", [ViolenceStep.HarmAssessed, ViolenceStep.RiskDetected, ViolenceStep.RiskAssessed]), ("aid", [ViolenceStep.MedicalCare]), ("family", []),
        ("support", [ViolenceStep.VictimSupported]), ("educate", [ViolenceStep.PupilEducated, ViolenceStep.PupilsCounselled]), ("report", [ViolenceStep.OutsideHelp]),
    ];

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
        paper.Table([("c.no", 6, Align.Center), ("log.step", 38, Align.Left), ("log.done", 10, Align.Center), ("log.when", 24, Align.Left), ("log.who", 22, Align.Left)],
            steps.Select((step, i) =>
            {
                var done = Done(file, step.Key, step.Steps).OrderBy(it => it.At).ToList();
                return new Row(
                [
                    Draft.At(i), paper[$"log.step.{step.Key}"], new Cell(null, done.Count > 0), done.Count > 0 ? string.Join("\n", done.Select(it => $"{Draft.Instant(it.At)}: {it.What}")) : null,
                    done.Count > 0 ? string.Join("\n", done.Select(it => it.By).Distinct()) : null,
                ]);
            }));
        paper.Ask("log.follow", null, 3);
        paper.Sign(("log.sign", file.Assignee?.Name ?? file.Receiver?.Name), ("f05.principal", null));
    }

    private static IEnumerable<(DateTimeOffset At, string What, string By)> Done(CaseFile file, string step, ViolenceStep[] recorded) =>
    [
        .. file.ViolenceSteps.Where(s => recorded.Contains(s.Event.Step)).Select(s => (s.Event.OccurredAt, s.Event.Note, s.By.Name)),
        .. step == "family" ? file.ParentNotices.Where(n => n.Informed is not null).Select(n => (n.Informed!.OccurredAt, n.Informed.Who, n.By.Name)) : [],
        .. step == "report" ? file.Notifications.Select(n => (n.Event.OccurredAt, n.Event.RecipientName, n.By.Name)) : [],
    ];
}
