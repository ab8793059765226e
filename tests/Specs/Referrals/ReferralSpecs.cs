using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Referrals.Answering;
using ProtectionPlatform.Referrals.Reading;
using ProtectionPlatform.Referrals.Sending;
using ProtectionPlatform.Referrals.Serving;

namespace ProtectionPlatform.Specs.Referrals;

public class ReferralSpecs
{
    private static readonly Guid Id = new("01980000-0000-7000-8000-0000000000b1");
    private static readonly Guid School = new("01980000-0000-7000-8000-0000000000b2");
    private static readonly Guid Centre = new("01980000-0000-7000-8000-0000000000b3");
    private static readonly Guid Case = new("01980000-0000-7000-8000-0000000000b4");
    private static readonly Guid Sender = new("01980000-0000-7000-8000-0000000000b5");
    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private static readonly ReferralSentEvent Sent = new(
        "CG-22222-33333", Case, 1, 2, "50.a", School, "Trường Ví Dụ", Sender, Centre, "Trung tâm Ví Dụ", "Tư vấn tâm lý", Urgency.Normal,
        DisclosureBasis.LegalDuty, null, [new("child.className", "6A")], At, At.AddHours(33));

    private static readonly ReferralKey Key = new(Sent.Reference, Case, School, Sender);

    private static Loaded<Referral> Record(params object[] events)
    {
        Referral? state = null;
        var recorded = events.Select((e, i) => new RecordedEvent(i + 10, Guid.CreateVersion7(At), Id, i + 1, e.GetType().Name, e, At.AddMinutes(i), new EventMetadata(Sender, "Người Ví Dụ", null, null))).ToList();
        foreach (var happened in recorded) state = Referral.Evolve(state, happened);
        return new Loaded<Referral>(state!, recorded.Count, recorded);
    }

    private static Referral In(ReferralState state) => Record([Sent, .. Path(state)]).State;

    private static object[] Path(ReferralState state) => state switch
    {
        ReferralState.Sent => [],
        ReferralState.Acknowledged => [new ReferralAcknowledgedEvent(Key)],
        ReferralState.Accepted => [new ReferralAcknowledgedEvent(Key), new ReferralAcceptedEvent(Key, null, null, null)],
        ReferralState.Declined => [new ReferralDeclinedEvent(Key, "Hết chỗ")],
        ReferralState.InService => [.. Path(ReferralState.Accepted), new ReferralServiceStartedEvent(Key, At), new ReferralProgressNotedEvent(Key, "Buổi đầu", At)],
        ReferralState.Completed => [.. Path(ReferralState.InService), new ReferralCompletedEvent(Key, "Ổn định", At)],
        _ => [new ReferralCancelledEvent(Key, "Không cần nữa")],
    };

    private static Decision Do(string step, Referral referral) => step switch
    {
        "acknowledge" => AcknowledgeReferral.Decide(referral),
        "accept" => AcceptReferral.Decide(referral, new()),
        "decline" => DeclineReferral.Decide(referral, new("Hết chỗ")),
        "note" => NoteProgress.Decide(referral, new("Đã gặp", At)),
        "start" => NoteProgress.Decide(referral, new("Đã gặp", At, Started: true)),
        "complete" => CompleteReferral.Decide(referral, new("Ổn định", At)),
        _ => CancelReferral.Decide(referral, new("Không cần nữa")),
    };

    /// <summary>The whole state machine: from each state, each step leads on or is refused by a named rule.</summary>
    [Theory]
    [InlineData("acknowledge", "Sent", "Acknowledged")]
    [InlineData("acknowledge", "Acknowledged", "referral-already-acknowledged")]
    [InlineData("acknowledge", "Accepted", "referral-already-acknowledged")]
    [InlineData("acknowledge", "InService", "referral-already-acknowledged")]
    [InlineData("acknowledge", "Declined", "referral-finished")]
    [InlineData("acknowledge", "Completed", "referral-finished")]
    [InlineData("acknowledge", "Cancelled", "referral-finished")]
    [InlineData("accept", "Sent", "Accepted")]
    [InlineData("accept", "Acknowledged", "Accepted")]
    [InlineData("accept", "Accepted", "referral-already-answered")]
    [InlineData("accept", "Declined", "referral-already-answered")]
    [InlineData("accept", "InService", "referral-already-answered")]
    [InlineData("accept", "Completed", "referral-already-answered")]
    [InlineData("accept", "Cancelled", "referral-already-answered")]
    [InlineData("decline", "Sent", "Declined")]
    [InlineData("decline", "Acknowledged", "Declined")]
    [InlineData("decline", "Accepted", "referral-already-answered")]
    [InlineData("decline", "InService", "referral-already-answered")]
    [InlineData("decline", "Completed", "referral-already-answered")]
    [InlineData("decline", "Cancelled", "referral-already-answered")]
    [InlineData("note", "Sent", "referral-not-accepted")]
    [InlineData("note", "Acknowledged", "referral-not-accepted")]
    [InlineData("note", "Accepted", "Accepted")]
    [InlineData("note", "InService", "InService")]
    [InlineData("note", "Declined", "referral-finished")]
    [InlineData("note", "Completed", "referral-finished")]
    [InlineData("note", "Cancelled", "referral-finished")]
    [InlineData("start", "Sent", "referral-not-accepted")]
    [InlineData("start", "Accepted", "InService")]
    [InlineData("start", "InService", "service-already-started")]
    [InlineData("start", "Completed", "referral-finished")]
    [InlineData("complete", "Sent", "referral-not-accepted")]
    [InlineData("complete", "Acknowledged", "referral-not-accepted")]
    [InlineData("complete", "Accepted", "Completed")]
    [InlineData("complete", "InService", "Completed")]
    [InlineData("complete", "Declined", "referral-finished")]
    [InlineData("complete", "Completed", "referral-finished")]
    [InlineData("cancel", "Sent", "Cancelled")]
    [InlineData("cancel", "Acknowledged", "Cancelled")]
    [InlineData("cancel", "Accepted", "Cancelled")]
    [InlineData("cancel", "InService", "Cancelled")]
    [InlineData("cancel", "Declined", "referral-finished")]
    [InlineData("cancel", "Completed", "referral-finished")]
    [InlineData("cancel", "Cancelled", "referral-finished")]
    public void Goes_on_or_is_refused(string step, string from, string expected)
    {
        var state = Enum.Parse<ReferralState>(from);
        var decision = Do(step, In(state));
        if (Enum.TryParse<ReferralState>(expected, out var next))
        {
            decision.Refusal.ShouldBeNull();
            Record([Sent, .. Path(state), .. decision.Events]).State.State.ShouldBe(next);
        }
        else
        {
            decision.Refusal!.Rule.Code.ShouldBe(expected);
            decision.Events.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Is_known_to_its_sender_and_its_provider_only()
    {
        var referral = In(ReferralState.Sent);
        Guid other = new("01980000-0000-7000-8000-0000000000ff");
        Role[] senderRoles = [Role.SocialWorker, Role.Counsellor, Role.FocalPerson, Role.Principal];
        static bool MayRead(Actor actor, Referral referral) => ReferralAccess.May(ReferralAccess.Reading, actor, referral);
        MayRead(Who(Role.Partner, Centre), referral).ShouldBeTrue();
        foreach (var role in senderRoles) MayRead(Who(role, School), referral).ShouldBeTrue();
        MayRead(Who(Role.Partner, other), referral).ShouldBeFalse();
        MayRead(Who(Role.Partner, School), referral).ShouldBeFalse();
        MayRead(Who(Role.Principal, other), referral).ShouldBeFalse();
        MayRead(Who(Role.Principal, Centre), referral).ShouldBeFalse();
        foreach (var role in Enum.GetValues<Role>().Except([.. senderRoles, Role.Partner, Role.ApiClient]))
            MayRead(new Actor(Sender, "", [new(role, School), new(role, Centre)]), referral).ShouldBeFalse(role.ToString());
        MayRead(Actor.Anonymous, referral).ShouldBeFalse();
        ReferralAccess.May(ReferralAccess.Reading, Who(Role.Partner, Centre), referral, Case).ShouldBeFalse("excluded from the case it was sent for");
    }

    [Fact]
    public void Shows_the_case_to_the_sender_and_not_to_the_provider()
    {
        var loaded = Record([Sent, .. Path(ReferralState.Completed)]);
        GetReferral.View(loaded, forSender: true, At).CaseId.ShouldBe(Case);
        var forProvider = GetReferral.View(loaded, forSender: false, At);
        forProvider.CaseId.ShouldBeNull();
        System.Text.Json.JsonSerializer.Serialize(forProvider, ApiJson.Options).ShouldNotContain(Case.ToString());
    }

    [Fact]
    public void Shows_what_happened_in_its_order()
    {
        var view = GetReferral.View(Record([Sent, .. Path(ReferralState.Completed)]), forSender: true, At);
        view.History.Select(h => h.State).ShouldBe([ReferralState.Sent, ReferralState.Acknowledged, ReferralState.Accepted, ReferralState.InService, ReferralState.Completed]);
        view.Progress.ShouldHaveSingleItem().Note.ShouldBe("Buổi đầu");
        view.Outcome.ShouldBe("Ổn định");
        view.Shared.ShouldBe(Sent.Shared);
        view.Appointment.ShouldBeNull();
    }

    [Fact]
    public void Is_overdue_only_while_unanswered()
    {
        GetReferral.View(Record(Sent), true, Sent.AnswerDueAt.AddMinutes(-1)).Overdue.ShouldBeFalse();
        GetReferral.View(Record(Sent), true, Sent.AnswerDueAt.AddMinutes(1)).Overdue.ShouldBeTrue();
        GetReferral.View(Record([Sent, .. Path(ReferralState.Acknowledged)]), true, Sent.AnswerDueAt.AddMinutes(1)).Overdue.ShouldBeTrue();
        GetReferral.View(Record([Sent, .. Path(ReferralState.Accepted)]), true, Sent.AnswerDueAt.AddDays(9)).Overdue.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Trung tâm ĐẶC BIỆT", "trung tam dac biet")]
    [InlineData("a\0b", "ab")]
    public void Is_searched_without_case_and_diacritics(string text, string folded) => SearchText.Fold(text).ShouldBe(folded);

    [Fact]
    public void Every_rule_speaks_both_languages()
    {
        var rules = typeof(ReferralRules).GetFields().Where(f => f.FieldType == typeof(Rule)).Select(f => (Rule)f.GetValue(null)!).ToList();
        rules.Count.ShouldBeGreaterThan(10);
        rules.Select(r => r.Code).Distinct().Count().ShouldBe(rules.Count);
        rules.ShouldAllBe(r => r.Vi.Length > 5 && r.En.Length > 5 && r.Vi != r.En && (r.AllowedVi == null) == (r.AllowedEn == null));
    }

    private static Actor Who(Role role, Guid organisation) => new(Sender, "Người Ví Dụ", [new(role, organisation)]);
}
