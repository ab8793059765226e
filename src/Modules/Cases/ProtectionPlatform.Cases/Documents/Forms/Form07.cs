using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases.Separating;

namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>Form 07: the commune's decision to separate a child for a time. Without a decision on file it is prepared for the chair to write.</summary>
internal static class Form07
{
    public static void Write(Draft paper)
    {
        var separation = paper.File.Separations.LastOrDefault(s => s.Order.Number == paper.Number);
        var order = separation?.Order;
        var taken = paper.File.Emergencies.LastOrDefault(e => e.Event.Decision == EmergencyDecision.Taken)?.Event;
        paper.Head(Draft.Issuer.Commune, "f07.form", order?.DecidedOn, order?.DecisionNo);
        paper.Title("f07.title", paper["f07.beneath"]);
        paper.Say(paper["f05.chair.line"], Look.Centered);
        foreach (var basis in new[] { "f05.basis.law", "f07.basis.decree", "f07.basis.request" }) paper.Say(paper[basis]);
        bool For(SeparationGround ground) => order?.Grounds.Contains(ground) == true;
        paper.Choose("f07.grounds", ("f07.ground.abused", For(SeparationGround.AbusedByCaregiver)), ("f07.ground.refused", For(SeparationGround.PlanRefused)), ("f07.ground.again", For(SeparationGround.MayAbuseAgain)));
        if (order is not null) paper.Ask("f07.reason", order.Reason);

        paper.Say(paper["f05.decides"], Look.Centered);
        paper.Say(paper.Fill("f07.article1", paper.Child.FullName ?? "……………………………………", paper.Born ?? "……………………", paper.File.Reference));
        paper.Ask("f07.from", order is null ? null : string.Join("; ", order.SeparatedFrom), 2);
        paper.Ask("f07.receiver", order?.ReceivedBy);
        paper.Ask("f07.place", paper.Restricted("shelterAddress", order?.ShelterAddress ?? taken?.ShelterAddress));
        paper.Row(paper.Entry("f07.start", Draft.Instant(order?.StartsAt)), paper.Entry("f07.end", Draft.Day(separation?.Until)));
        paper.Row(paper.Entry("f07.extension", separation?.Extensions.Count.ToString(CultureInfo.InvariantCulture)),
            paper.Entry("f07.total", separation is null ? null : (separation.Until.DayNumber - separation.Order.StartsAt.VietNamDay().DayNumber).ToString(CultureInfo.InvariantCulture)));
        foreach (var extension in separation?.Extensions ?? [])
            paper.Say(paper.Fill("f07.extended", extension.Extension, extension.DecisionNo, Draft.Day(extension.DecidedOn), Draft.Day(extension.Until), string.Join("; ", new[] { extension.Reason, extension.CompetentOrder }.OfType<string>())));
        paper.Say(paper["f07.limit"], Look.Note);
        if (taken is not null) paper.Ask("f07.measures", string.Join("; ", taken.Measures));
        paper.Say(paper["f07.article2"]);
        paper.Ask("f07.responsible", order is null ? null : string.Join("; ", order.Responsible), 2);
        paper.Say(paper["f07.article3"]);
        if (separation?.End is { } end) paper.Say(paper.Fill("f07.ended", end.DecisionNo ?? "……", Draft.Instant(end.OccurredAt), end.Reason));
        paper.SignAndSeal("f05.chair", order?.Signer, [paper["f07.to.receiver"], paper["f07.to.parents"], paper.SchoolName, .. order?.Recipients ?? []]);
    }
}
