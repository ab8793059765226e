namespace ProtectionPlatform.Cases.Documents.Forms;

/// <summary>
/// A letter that asks a provider to take part in an action of the plan. It names no child by itself: what the provider must know, and no more, the
/// sender writes in ([D] P-07).
/// </summary>
internal static class ReferralLetter
{
    public static void Write(Draft paper)
    {
        var action = Papers.PlanToCarryOut(paper.File)?.Content.Actions.FirstOrDefault(one => one.Number == paper.Number);
        var referral = paper.File.Referrals.LastOrDefault(one => one.ActionNumber == paper.Number);
        paper.Head(Draft.Issuer.School, null, paper.Today, null);
        paper.Title("ref.title");
        paper.Ask("ref.to", paper.NameOf(referral?.ProviderId));
        paper.Say(paper.Fill("ref.opening", paper.SchoolName, paper.File.Reference));

        paper.Heading("ref.what");
        paper.Ask("ref.action", action?.Description);
        paper.Ask("ref.measure", action is null ? null : Draft.Measure(action.MeasureCode));
        paper.Row(paper.Entry("ref.start", Draft.Day(action?.StartOn)), paper.Entry("ref.due", Draft.Day(action?.DueOn)));
        paper.Ask("ref.expected", action?.ExpectedResult);
        paper.Choose("ref.basis", ("ref.basis.consent", false), ("ref.basis.duty", false), ("ref.basis.vital", false));

        paper.Heading("ref.child");
        paper.Say(paper["ref.child.note"], Look.Note);
        paper.Row(paper.Entry("c.child.name", null), paper.Entry("c.child.born", null));
        paper.Ask("ref.shared", null, 4);
        paper.Row(paper.Entry("ref.contact", paper.File.Assignee?.Name), paper.Entry("ref.phone", null));
        paper.Say(paper["ref.closing"]);
        paper.SignAndSeal("f05.principal", null, paper["ref.to.addressee"]);

        // A sheet of its own: it goes back.
        paper.NewSheet();
        paper.Title("ref.reply");
        paper.Ask("ref.reply.to", paper.SchoolName);
        paper.Row(paper.Entry("c.child.reference", paper.File.Reference), paper.Entry("ref.reply.provider", paper.NameOf(referral?.ProviderId)));
        paper.Choose(null, ("ref.reply.yes", false), ("ref.reply.no", false));
        paper.Ask("ref.reply.reason", null, 3);
        paper.Row(paper.Entry("ref.reply.appointment", null), paper.Entry("ref.reply.person", null));
        paper.Sign(("ref.reply.sign", null));
    }
}
