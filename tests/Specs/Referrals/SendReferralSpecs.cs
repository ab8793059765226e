using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Referrals.Providers;
using ProtectionPlatform.Referrals.Sending;

namespace ProtectionPlatform.Specs.Referrals;

public class SendReferralSpecs
{
    private static readonly Guid School = new("01980000-0000-7000-8000-0000000000a1");
    private static readonly Guid Centre = new("01980000-0000-7000-8000-0000000000a2");
    private static readonly Guid Case = new("01980000-0000-7000-8000-0000000000a3");
    private static readonly Guid Id = new("01980000-0000-7000-8000-0000000000a4");
    private static readonly Actor SocialWorker = new(new Guid("01980000-0000-7000-8000-0000000000a5"), "Người Ví Dụ", [new(Role.SocialWorker, School)]);

    // Monday 23 November 2026, 15:00 in Viet Nam.
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly SendReferral.CaseFacts Known = new(School, "Trường Ví Dụ", IsClosed: false, "50.a", ConsentInForce: true);
    private static readonly ProviderEntry Provider = new(Centre, "Trung tâm Ví Dụ", ProviderKind.SocialWorkCentre, new(2015, 1, 1), null);

    private static readonly SendReferral.Body Body = new(
        Case, 1, 2, Centre, "Tư vấn tâm lý", "50.a", Urgency.Normal, DisclosureBasis.LegalDuty, [new("child.className", "6A"), new("situation", "Cần người lắng nghe.")]);

    private static Decision Decide(SendReferral.Body? body = null, SendReferral.CaseFacts? known = null, ProviderEntry? provider = null, DateTimeOffset? now = null) =>
        SendReferral.Decide(Id, body ?? Body, known ?? Known, provider ?? Provider, "CG-22222-33333", SocialWorker, now ?? Now, WorkingCalendar.VietNam);

    private static ReferralSentEvent Sent(Decision decision) => decision.Events.ShouldHaveSingleItem().ShouldBeOfType<ReferralSentEvent>();

    [Fact]
    public void Is_sent_with_the_chosen_fields_and_no_others()
    {
        var decision = Decide();
        var sent = Sent(decision);
        sent.Shared.ShouldBe(Body.Shared);
        sent.ShouldSatisfyAllConditions(
            () => sent.CaseId.ShouldBe(Case),
            () => sent.SenderOrganisationId.ShouldBe(School),
            () => sent.SentBy.ShouldBe(SocialWorker.Id),
            () => sent.ProviderName.ShouldBe("Trung tâm Ví Dụ"),
            () => sent.SentAt.ShouldBe(Now));
        decision.Location.ShouldBe($"/api/v1/referrals/{Id}");
    }

    [Fact]
    public void May_share_nothing_at_all() => Sent(Decide(Body with { Shared = [] })).Shared.ShouldBeEmpty();

    [Fact]
    public void Rests_on_a_consent_only_while_the_register_holds_it_in_force()
    {
        var body = Body with { Basis = DisclosureBasis.Consent, BasisNote = "Mẹ và em, hôm nay" };
        Sent(Decide(body)).Basis.ShouldBe(DisclosureBasis.Consent);
        Decide(body, Known with { ConsentInForce = false }).Refusal!.Rule.ShouldBe(ReferralRules.ConsentNotInForce);
        Sent(Decide(known: Known with { ConsentInForce = false })).Basis.ShouldBe(DisclosureBasis.LegalDuty, "a legal duty waits for nobody's consent");
    }

    [Fact]
    public void Goes_without_consent_in_an_emergency_that_is_explained()
    {
        var known = Known with { ConsentInForce = false };
        Decide(Body with { Basis = DisclosureBasis.VitalInterest }, known).Refusal!.Rule.ShouldBe(ReferralRules.EmergencyNotExplained);
        Sent(Decide(Body with { Basis = DisclosureBasis.VitalInterest, BasisNote = "Em cần cấp cứu ngay." }, known)).BasisNote.ShouldBe("Em cần cấp cứu ngay.");
    }

    [Fact]
    public void Is_refused_when_the_case_is_closed() => Decide(known: Known with { IsClosed = true }).Refusal!.Rule.ShouldBe(ReferralRules.CaseIsClosed);

    [Fact]
    public void Is_refused_when_the_action_is_not_in_the_approved_plan() =>
        Decide(known: Known with { MeasureCode = null }).Refusal!.Rule.ShouldBe(ReferralRules.ActionNotApproved);

    [Fact]
    public void Is_refused_when_the_measure_differs() => Decide(Body with { MeasureCode = "50.b" }).Refusal!.Rule.ShouldBe(ReferralRules.MeasureDiffers);

    [Theory]
    [InlineData("2026-11-24", null)]
    [InlineData("2015-01-01", "2026-11-22")]
    public void Is_refused_when_the_provider_is_not_valid_today(string from, string? to) =>
        Decide(provider: Provider with { ValidFrom = Day(from), ValidTo = to is null ? null : Day(to) })
            .Refusal!.Rule.ShouldBe(ReferralRules.ProviderNotValid);

    [Fact]
    public void Goes_to_a_provider_on_its_last_day_counted_in_Viet_Nam() =>
        Decide(provider: Provider with { ValidTo = new(2026, 11, 23) }, now: new(2026, 11, 23, 16, 59, 0, TimeSpan.Zero)).Refusal.ShouldBeNull();

    [Fact]
    public void Is_refused_when_nobody_knows_the_provider() =>
        SendReferral.Decide(Id, Body, Known, null, "CG-22222-33333", SocialWorker, Now, WorkingCalendar.VietNam).Refusal!.Rule.ShouldBe(ReferralRules.ProviderNotValid);

    [Fact]
    public void By_consent_says_whose_consent()
    {
        Decide(Body with { Basis = DisclosureBasis.Consent }).Refusal!.Rule.ShouldBe(ReferralRules.ConsentNotDescribed);
        Sent(Decide(Body with { Basis = DisclosureBasis.Consent, BasisNote = "Mẹ và em đồng ý, 22/11, bằng văn bản" })).BasisNote.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("LegalDuty", false)]
    [InlineData("PublicTask", false)]
    [InlineData("VitalInterest", true)]
    [InlineData("Consent", true)]
    public void To_a_non_state_organisation_needs_consent_or_an_emergency(string basis, bool allowed)
    {
        var decision = Decide(Body with { Basis = Enum.Parse<DisclosureBasis>(basis), BasisNote = "Ghi chú" }, provider: Provider with { Kind = ProviderKind.ChildProtectionNgo });
        if (allowed) decision.Refusal.ShouldBeNull();
        else decision.Refusal!.Rule.ShouldBe(ReferralRules.ConsentNeeded);
    }

    [Theory]
    [InlineData("2026-11-16T08:00:00Z", "2026-11-17T17:00:00Z")] // Monday: the end of Tuesday in Viet Nam
    [InlineData("2026-11-23T08:00:00Z", "2026-11-25T17:00:00Z")] // Tuesday 24 November is a public holiday
    [InlineData("2026-11-27T08:00:00Z", "2026-11-30T17:00:00Z")] // Friday: the end of Monday
    [InlineData("2026-11-15T18:00:00Z", "2026-11-17T17:00:00Z")] // Sunday evening in UTC is Monday in Viet Nam
    public void Is_to_be_answered_by_the_end_of_the_next_working_day(string sent, string due) =>
        SendReferral.AnswerDue(Urgency.Normal, At(sent), WorkingCalendar.VietNam).ShouldBe(At(due));

    [Fact]
    public void Over_new_year_the_holiday_does_not_count() =>
        // Thursday 31 December 2026; 1 January 2027 is a holiday, then a week-end.
        SendReferral.AnswerDue(Urgency.Normal, new(2026, 12, 31, 3, 0, 0, TimeSpan.Zero), WorkingCalendar.VietNam)
            .ShouldBe(new DateOnly(2027, 1, 4).EndInVietNam());

    [Fact]
    public void Urgently_is_to_be_answered_within_four_hours_day_and_night() =>
        SendReferral.AnswerDue(Urgency.High, new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero), WorkingCalendar.VietNam)
            .ShouldBe(new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void References_are_opaque_and_differ()
    {
        var references = Enumerable.Range(0, 500).Select(_ => ReferenceCodes.Next()).ToList();
        references.ShouldAllBe(r => System.Text.RegularExpressions.Regex.IsMatch(r, "^CG-[2-9A-HJKMNP-TV-Z]{5}-[2-9A-HJKMNP-TV-Z]{5}$"));
        references.Distinct().Count().ShouldBe(500);
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
