using ProtectionPlatform.Cases.InformingParents;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>How parents or caregiver were told, or why they were not. Written by whoever talked with them.</summary>
internal static class ParentNotification
{
    public static void Write(Draft paper)
    {
        var child = paper.Child;
        var notice = paper.File.ParentNotices.LastOrDefault(n => n.Number == paper.Number);
        var (told, not) = (notice?.Informed, notice?.NotInformed);
        paper.Head(Draft.Issuer.School, null, null);
        paper.Title("par.title");
        paper.Say(paper["par.caution"], Look.Note);
        paper.AboutTheChild();

        paper.Heading("par.whom");
        paper.Row(paper.Entry("f01.father", child.Father?.Name), paper.Entry("f01.mother", child.Mother?.Name));
        paper.Ask("f01.caregiver", child.Caregiver);
        paper.Row(paper.Entry("par.person", told?.Who), paper.Entry("par.relation", null));
        paper.Row(paper.Entry("par.at", Draft.Instant(told?.OccurredAt ?? not?.OccurredAt)), paper.Entry("par.by", notice?.By.Name));
        paper.Choose("par.how", ("par.how.person", told?.Channel == NotificationChannel.InPerson), ("par.how.phone", told?.Channel == NotificationChannel.Phone),
            ("par.how.letter", told?.Channel is NotificationChannel.Document or NotificationChannel.Email));

        paper.Heading("par.content");
        paper.Ask("par.text", told?.Note, 3);
        paper.Ask("par.answer", null, 2);
        paper.Ask("par.agreed", null);

        paper.Heading("par.not");
        paper.Choose(null, ("par.not.suspected", not?.Ground == ParentsNotInformedGround.SuspectedPerson), ("par.not.danger", not?.Ground == ParentsNotInformedGround.WouldEndangerChild),
            ("par.not.unreached", not?.Ground == ParentsNotInformedGround.NotReached));
        paper.Ask("par.not.reason", not?.Reason);
        paper.Sign(("par.sign.parent", null), ("par.sign.staff", notice?.By.Name));
    }
}
