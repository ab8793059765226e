using ProtectionPlatform.Privacy;
using ProtectionPlatform.Privacy.Requests;

namespace ProtectionPlatform.Specs.Privacy;

/// <summary>What data subjects ask: days due, and what may not be answered.</summary>
public sealed class RequestSpecs
{
    private static readonly Guid Id = new("01980000-0000-7000-8000-0000000000e1");
    private static readonly Guid CaseId = new("01980000-0000-7000-8000-0000000000e2");
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static RightsRequestReceived Received(RightKind kind, DateOnly? on = null, bool thirdParty = false, ApplicantKind by = ApplicantKind.Self, CapacityCheck capacity = CapacityCheck.IdentityDocument) =>
        (RightsRequestReceived)ReceiveRequest.Decide(Id, "YC-VIDU2-22222",
            new(kind, by, on ?? Today, "Cho tôi xem dữ liệu.", capacity, ["BT-VIDU2-22222"], PersonInCase.Child, ThirdPartyInvolved: thirdParty), [CaseId]).Events.Single();

    private static RightsRequest Request(params object[] events) => Spec.Fold<RightsRequest>(Id, events)!;

    [Theory]
    [InlineData(RightKind.Access, false, "2026-12-03")]
    [InlineData(RightKind.Rectify, false, "2026-12-03")]
    [InlineData(RightKind.Access, true, "2026-12-03")]
    [InlineData(RightKind.Delete, false, "2026-12-13")]
    [InlineData(RightKind.Restrict, false, "2026-12-08")]
    [InlineData(RightKind.Object, true, "2026-12-13")]
    [InlineData(RightKind.WithdrawConsent, false, "2026-12-08")]
    [InlineData(RightKind.WithdrawConsent, true, "2026-12-13")]
    internal void Is_due_by_its_kind_and_by_whether_others_must_act(RightKind kind, bool thirdParty, string due)
    {
        var received = Received(kind, thirdParty: thirdParty);
        received.DueOn.ShouldBe(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
        received.RuleVersion.ShouldBe("2026.1");
        received.RuleSource.ShouldContain("356/2025");
    }

    [Theory]
    [InlineData("2026-11-16", "2026-11-18")] // Monday
    [InlineData("2026-11-23", "2026-11-26")] // 24 November is a day off
    [InlineData("2026-11-27", "2026-12-01")] // Friday: over the weekend
    [InlineData("2026-04-29", "2026-05-05")] // 30 April, 1 May and the weekend are no working days
    public void Is_acknowledged_within_two_working_days(string received, string by) =>
        Received(RightKind.Access, DateOnly.Parse(received, System.Globalization.CultureInfo.InvariantCulture)).AcknowledgeBy
            .ShouldBe(DateOnly.Parse(by, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Every_kind_has_a_limit_with_source_and_version()
    {
        foreach (var kind in Enum.GetNames<RightKind>())
            TimeLimits.InForce(kind, Today).ShouldSatisfyAllConditions(limit => limit.Amount.ShouldBeGreaterThan(0), limit => limit.Source.ShouldNotBeEmpty(), limit => limit.Version.ShouldNotBeEmpty());
        TimeLimits.InForce("Access", new DateOnly(2025, 6, 1)).Version.ShouldBe("2026.1", "received before the first row: counted by it");
    }

    [Fact]
    public void Is_extended_once_by_at_most_fifteen_days()
    {
        var open = Request(Received(RightKind.Access));
        ExtendRequest.Decide(open, new(16, "Hồ sơ dài."), Today).Refusal!.Rule.ShouldBe(PrivacyRules.ExtensionTooLong);
        var extended = ExtendRequest.Decide(open, new(15, "Hồ sơ dài."), Today).Events.ShouldHaveSingleItem().ShouldBeOfType<RightsRequestExtended>();
        extended.DueOn.ShouldBe(new DateOnly(2026, 12, 18));
        ExtendRequest.Decide(Request(Received(RightKind.Access), extended), new(1, "Thêm."), Today).Refusal!.Rule.ShouldBe(PrivacyRules.ExtendedAlready);
    }

    [Fact]
    public void Is_acknowledged_once() =>
        AcknowledgeRequest.Decide(Request(Received(RightKind.Access), new RightsRequestAcknowledged(Today)), Today).Refusal!.Rule.ShouldBe(PrivacyRules.AlreadyAcknowledged);

    [Fact]
    public void Gives_nothing_away_before_the_applicant_was_checked()
    {
        AnswerRequest.Body letter = new(AnswerChannel.Letter, "Bản sao kèm theo.");
        AnswerRequest.Decide(Request(Received(RightKind.Access, capacity: CapacityCheck.NotChecked)), letter, held: false, Today).Refusal!.Rule.ShouldBe(PrivacyRules.CapacityNotProven);
        AnswerRequest.Decide(Request(Received(RightKind.Access, capacity: CapacityCheck.NotChecked), new ApplicantCapacityChecked(CapacityCheck.BirthCertificate)), letter, held: false, Today)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<RightsRequestAnswered>();
        AnswerRequest.Decide(Request(Received(RightKind.Complaint, capacity: CapacityCheck.NotChecked)), letter, held: false, Today).Refusal.ShouldBeNull();
    }

    [Fact]
    public void Of_a_representative_in_conflict_is_never_answered_by_self_service_nor_with_the_child_s_data()
    {
        AnswerRequest.Body online = new(AnswerChannel.SelfService, "Xem trên cổng."), letter = new(AnswerChannel.Letter, "Bản sao.");
        var conflict = new RepresentativeConflictSeen("Là người bị nghi vấn.");
        foreach (var kind in Enum.GetValues<RightKind>())
            AnswerRequest.Decide(Request(Received(kind, by: ApplicantKind.Representative), conflict), online, held: false, Today).Refusal!.Rule.ShouldBe(PrivacyRules.ConflictNeedsPerson);
        AnswerRequest.Decide(Request(Received(RightKind.Access, by: ApplicantKind.Representative), conflict), letter, held: false, Today).Refusal!.Rule.ShouldBe(PrivacyRules.ConflictKeepsFromRepresentative);
        AnswerRequest.Decide(Request(Received(RightKind.Access, by: ApplicantKind.Representative)), letter, held: false, Today).Refusal.ShouldBeNull();
        AnswerRequest.Decide(Request(Received(RightKind.Access, by: ApplicantKind.Child), conflict), letter, held: false, Today).Refusal.ShouldBeNull("the child's own request");
    }

    [Theory]
    [InlineData(RefusalGround.LegalDuty)]
    [InlineData(RefusalGround.Proceedings)]
    [InlineData(RefusalGround.ChildProtection)]
    internal void To_delete_what_must_be_kept_restricts_instead(RefusalGround ground)
    {
        RefuseRequest.Decide(Request(Received(RightKind.Delete)), new(ground, "Hồ sơ bảo vệ trẻ em phải giữ."), Today).Refusal!.Rule.ShouldBe(PrivacyRules.RestrictInstead);
        RefuseRequest.Decide(Request(Received(RightKind.Delete)), new(ground, "Hồ sơ bảo vệ trẻ em phải giữ.", RestrictedInstead: true), Today).Refusal.ShouldBeNull();
        RefuseRequest.Decide(Request(Received(RightKind.Access)), new(ground, "Đang điều tra."), Today).Refusal.ShouldBeNull();
    }

    [Fact]
    public void To_delete_is_not_done_under_a_legal_hold()
    {
        AnswerRequest.Body done = new(AnswerChannel.Letter, "Đã xóa.");
        AnswerRequest.Decide(Request(Received(RightKind.Delete)), done, held: true, Today).Refusal!.Rule.ShouldBe(PrivacyRules.LegalHoldStopsDeletion);
        AnswerRequest.Decide(Request(Received(RightKind.Delete)), done, held: false, Today).Refusal.ShouldBeNull();
        AnswerRequest.Decide(Request(Received(RightKind.Access)), done, held: true, Today).Refusal.ShouldBeNull();
    }
}
