using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Privacy.Breaches;
using ProtectionPlatform.Privacy.Confidentiality;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>Breaches and their clock; the yearly duty of confidentiality.</summary>
public sealed class BreachSpecs
{
    private static readonly Guid Id = new("01980000-0000-7000-8000-0000000000d1");
    private static readonly DateTimeOffset Discovered = new(2026, 11, 27, 18, 30, 0, TimeSpan.Zero); // a Friday night: the clock runs over the weekend
    private static readonly BreachReported Reported = (BreachReported)ReportBreach.Decide(Id, "SC-VIDU2-22222", new("Gửi nhầm danh sách lớp.", Discovered)).Events.Single();
    private static readonly AssessBreach.Body Assessment = new([DataClass.Identity], 12, 10, false, false, BreachSeverity.Medium, "Gửi nhầm địa chỉ.", "Có thể bị trêu chọc.");
    private static readonly BreachStepTaken Contained = new(BreachStepKind.Containment, "Đã gọi người nhận xóa.");
    private static readonly BreachAuthorityNotified Notified = new(Discovered.AddHours(20), "A05-1");

    private static Breach Breach(params object[] events) => Spec.Fold<Breach>(Id, [Reported, .. events])!;

    private static BreachAssessed Assessed(AssessBreach.Body? body = null) => (BreachAssessed)AssessBreach.Decide(body ?? Assessment).Events.Single();

    [Fact]
    public void The_clock_of_seventy_two_wall_hours_runs_from_discovery()
    {
        Reported.DueAt.ShouldBe(Discovered.AddHours(72));
        Reported.WarnAt.ShouldBe(Discovered.AddHours(57.6));
        BreachClock At(double hours, DateTimeOffset? notified = null, BreachOutcome? outcome = null) => BreachClocks.At(Discovered.AddHours(hours), Reported.WarnAt, Reported.DueAt, notified, outcome);
        At(57.5).ShouldBe(BreachClock.Running);
        At(57.6).ShouldBe(BreachClock.Soon);
        At(72).ShouldBe(BreachClock.Soon);
        At(72.1).ShouldBe(BreachClock.Overdue);
        At(100, Discovered.AddHours(72)).ShouldBe(BreachClock.Met);
        At(100, Discovered.AddHours(73)).ShouldBe(BreachClock.MetLate);
        At(100, null, BreachOutcome.NotABreach).ShouldBe(BreachClock.NotNeeded);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_protected_child_s_place_or_an_informant_s_name_is_always_of_top_severity(bool place, bool informant) =>
        Assessed(Assessment with { PlaceOfProtectedChild = place, InformantNamed = informant, Severity = BreachSeverity.Low }).Severity.ShouldBe(BreachSeverity.Top);

    [Fact]
    public void Otherwise_the_officer_judges() => Assessed().Severity.ShouldBe(BreachSeverity.Medium);

    [Fact]
    public void Is_closed_only_after_everything_the_law_asks_for()
    {
        CloseBreach.Body close = new(BreachOutcome.Breach, "Kiểm tra người nhận hai lần.");
        CloseBreach.Decide(Breach(), close).Refusal!.Rule.ShouldBe(PrivacyRules.BreachNotAssessed);
        CloseBreach.Decide(Breach(Assessed()), close).Refusal!.Rule.ShouldBe(PrivacyRules.BreachNotContained);
        CloseBreach.Decide(Breach(Assessed(), Contained), close).Refusal!.Rule.ShouldBe(PrivacyRules.AuthorityNotNotified);
        CloseBreach.Decide(Breach(Assessed(), Contained, Notified), close).Refusal!.Rule.ShouldBe(PrivacyRules.PeopleNotDecided);
        var told = DecideBreachPeople.Decide(new(false, "Báo mẹ sẽ gây nguy hiểm cho con.", Ground: NotToldGround.RepresentativeInConflict)).Events.Single();
        CloseBreach.Decide(Breach(Assessed(), Contained, Notified, told), close).Refusal.ShouldBeNull();
        CloseBreach.Decide(Breach(), close with { Outcome = BreachOutcome.NotABreach }).Refusal.ShouldBeNull("a false alarm needs nothing");
    }

    [Fact]
    public void The_authority_is_told_what_got_out_and_once()
    {
        NotifyBreachAuthority.Body notice = new(Discovered.AddHours(20));
        NotifyBreachAuthority.Decide(Breach(), notice).Refusal!.Rule.ShouldBe(PrivacyRules.BreachNotAssessed);
        NotifyBreachAuthority.Decide(Breach(Assessed()), notice).Refusal.ShouldBeNull();
        NotifyBreachAuthority.Decide(Breach(Assessed(), Notified), notice).Refusal!.Rule.ShouldBe(PrivacyRules.AuthorityNotifiedAlready);
    }

    [Fact]
    public void The_notice_says_what_is_recorded_and_what_is_not_known_yet()
    {
        string Notice(params object[] events) => string.Join('\n', BreachNotice.Of(Loaded([Reported, .. events])).Select(p => $"{p.Heading}: {p.Text}"));
        Notice().ShouldContain("Số người bị ảnh hưởng: Chưa xác định");
        var known = Notice(Assessed(), Contained, new BreachPeopleTold(12, "Gọi điện từng nhà."));
        known.ShouldContain("Thời điểm phát hiện: 01:30 ngày 28/11/2026");
        known.ShouldContain("Hạn thông báo (72 giờ): 01:30 ngày 01/12/2026");
        known.ShouldContain("12 người, trong đó 10 trẻ em");
        known.ShouldContain("Họ tên, ngày sinh, giấy tờ");
        known.ShouldContain("– Đã gọi người nhận xóa.");
        known.ShouldContain("Đã thông báo cho 12 người: Gọi điện từng nhà.");
    }

    [Fact]
    public void Confidentiality_is_accepted_for_twelve_months_and_again_when_the_text_changes()
    {
        var today = new DateOnly(2026, 11, 23);
        var accepted = (ConfidentialityAccepted)AcceptConfidentiality.Decide(null, Id, today).Events.Single();
        accepted.DueAgainOn.ShouldBe(new DateOnly(2027, 11, 23));
        Acceptance.IsDue(accepted.TextVersion, accepted.DueAgainOn, new DateOnly(2027, 11, 22)).ShouldBeFalse();
        Acceptance.IsDue(accepted.TextVersion, accepted.DueAgainOn, new DateOnly(2027, 11, 23)).ShouldBeTrue();
        Acceptance.IsDue("2025.9", accepted.DueAgainOn, today).ShouldBeTrue("another text");
        Acceptance.IsDue(null, null, today).ShouldBeTrue("never accepted");
        AcceptConfidentiality.Decide(Spec.Fold<Acceptance>(Acceptance.StreamOf(Id), accepted), Id, today).Events.ShouldBeEmpty("twice is once");
    }

    private static Loaded<Breach> Loaded(object[] events) =>
        new(Spec.Fold<Breach>(Id, events)!, events.Length, [.. events.Select((e, i) => new RecordedEvent(i + 1, Guid.Empty, Id, i + 1, "", e, default, null))]);
}
