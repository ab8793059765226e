using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Erasing;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Retention
{
    private static Retained? Of(params object[] events) => RetentionRules.Initial.Of(Given(events).File);

    private static object[] Closed(ReportForm form, params Track[] tracks) => [A.Report(form), A.Triaged(tracks), .. A.ToClosed.Skip(2)];

    [Fact]
    public void Does_not_run_while_the_case_is_open() => Of(A.ToUnderReview).ShouldBeNull();

    [Fact]
    public void Of_child_protection_ends_with_the_year_ten_years_after_the_eighteenth_birthday() =>
        Of(Closed(A.Form(born: new(2014, 5, 6)))).ShouldBe(new(new(2042, 12, 31), "RT-CHILD-PROTECTION"));

    [Fact]
    public void Never_begins_before_the_case_ended() =>
        Of(Closed(A.Form(kind: null, born: new(2005, 1, 1)), Track.SchoolSupport)).ShouldBe(new(new(2031, 12, 31), "RT-SCHOOL-SUPPORT"));

    [Fact]
    public void Takes_a_child_of_unknown_age_to_be_as_young_as_it_can_be()
    {
        Of(Closed(A.Form()))!.Until.ShouldBe(new(2026 + 18 + 10, 12, 31));
        Of(Closed(A.Form(age: 8)))!.Until.ShouldBe(new(2026 - 8 + 18 + 10, 12, 31));
    }

    [Fact]
    public void Is_the_longest_of_its_tracks() =>
        Of(Closed(A.Form(born: new(2014, 5, 6)), Track.SchoolViolence, Track.ChildProtection))!.RuleCode.ShouldBe("RT-CHILD-PROTECTION");

    [Theory]
    [InlineData(TriageDecision.Unfounded, 2028)]
    [InlineData(TriageDecision.NoFurtherAction, 2027)]
    internal void Of_what_went_no_further_is_short(TriageDecision decision, int year) =>
        Of(A.Report(), A.Proposed(decision), new Told(new TriageClosureConfirmed(decision, "Đúng."), A.FocalPerson))!.Until.ShouldBe(new(year, 12, 31));
}

public sealed class Erasing
{
    private static readonly Actor officer = new(new("01990000-0000-7000-8000-000000000099"), "Người bảo vệ dữ liệu", [new(Role.DataProtectionOfficer, A.Department)]);

    private static readonly object[] unfounded = [A.Report(), A.Proposed(), new Told(new TriageClosureConfirmed(TriageDecision.Unfounded, "Đúng."), A.FocalPerson)];

    /// <summary>The first day after the two years.</summary>
    private static readonly DateTimeOffset due = A.At("2029-01-01 00:00");

    private static Told Proposed(ErasureScope scope = ErasureScope.Everybody) => new Told(new ErasureProposed(scope, ErasureGround.RetentionEnded, "Hết hạn.", null, "RT-UNFOUNDED"), officer);

    private static ProtectionPlatform.BuildingBlocks.EventStore.Decision Propose(CaseFile file, ErasureScope scope = ErasureScope.Everybody, DateTimeOffset? at = null) =>
        ProposeErasure.Decide(file, new(scope, ErasureGround.RetentionEnded, "Hết hạn."), RetentionRules.Initial, at ?? due);

    private static ProtectionPlatform.BuildingBlocks.EventStore.Decision Decide(CaseFile file, Actor by, bool agree = true, DateTimeOffset? at = null) =>
        DecideErasure.Decide(file, new(agree, "Đã xem."), RetentionRules.Initial, A.Moment(by, at ?? due));

    [Fact]
    public void Is_possible_the_day_after_the_retention_period_and_not_before()
    {
        Given(unfounded).When(f => Propose(f, at: due.AddTicks(-10))).ThenRefused(CaseRules.StillRetained);
        Given(unfounded).When(f => Propose(f)).Then(new ErasureProposed(ErasureScope.Everybody, ErasureGround.RetentionEnded, "Hết hạn.", null, "RT-UNFOUNDED"));
    }

    [Fact]
    public void Of_the_informant_is_possible_once_the_case_ended()
    {
        Given(A.ToUnderReview).When(f => Propose(f, ErasureScope.Informant)).ThenRefused(CaseRules.CaseNotEnded);
        Given(A.ToClosed).When(f => Propose(f, ErasureScope.Informant, A.Now)).Then(typeof(ErasureProposed));
    }

    [Fact]
    public void Needs_a_second_person()
    {
        Given([.. unfounded, Proposed()]).When(f => Decide(f, officer)).ThenRefused(CaseRules.SecondPerson);
        Given([.. unfounded, Proposed()]).When(f => Decide(f, A.Principal)).Then(new ErasureApproved(ErasureScope.Everybody));
        Given([.. unfounded, Proposed()]).When(f => Decide(f, A.Principal, agree: false)).Then(typeof(ErasureRejected));
        Given(unfounded).When(f => Decide(f, A.Principal)).ThenRefused(CaseRules.NothingToConfirm);
        Given([.. unfounded, Proposed()]).When(f => Propose(f)).ThenRefused(CaseRules.ErasurePending);
        Given([.. unfounded, Proposed(), new Told(new ErasureRejected("Không."), A.Principal)]).When(f => Propose(f)).Then(typeof(ErasureProposed));
    }

    [Fact]
    public void Waits_while_a_legal_hold_stands_even_when_it_was_proposed_before()
    {
        Given([.. unfounded, new LegalHoldSet("Tòa án yêu cầu.")]).When(f => Propose(f)).ThenRefused(CaseRules.LegalHold);
        Given([.. unfounded, Proposed(), new LegalHoldSet("Tòa án yêu cầu.")]).When(f => Decide(f, A.Principal)).ThenRefused(CaseRules.LegalHold);
        Given([.. unfounded, Proposed(), new LegalHoldSet("Tòa án yêu cầu."), new LegalHoldLifted("Xong.")]).When(f => Decide(f, A.Principal)).Then(typeof(ErasureApproved));
        Given([.. unfounded, new LegalHoldSet("x")]).When(f => HoldCase.Decide(f, true, new("y"))).ThenRefused(CaseRules.AlreadyHeld);
        Given(unfounded).When(f => HoldCase.Decide(f, false, new("y"))).ThenRefused(CaseRules.NotHeld);
    }

    [Fact]
    public void Stops_when_the_case_was_reopened_in_between() =>
        Given([.. A.ToClosed, Proposed(ErasureScope.Informant), new CaseReopened("Tin mới.", A.School)]).When(f => Decide(f, A.Principal)).ThenRefused(CaseRules.CaseNotEnded);

    [Fact]
    public void Is_done_once()
    {
        object[] erased = [.. unfounded, Proposed(ErasureScope.Informant), new Told(new ErasureApproved(ErasureScope.Informant), A.Principal), new PersonalDataErased(ErasureScope.Informant)];
        Given(erased).When(f => Propose(f, ErasureScope.Informant)).ThenRefused(CaseRules.AlreadyErased);
        Given(erased).When(f => Propose(f)).Then(typeof(ErasureProposed));
    }
}
