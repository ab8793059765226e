using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Reporting;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Reporting
{
    private static Decision Decide(ReportForm form, Actor by, string? code = null) => ReportConcern.Decide(A.CaseId, Guid.Empty, form, "BT-AAAAA-BBBBB", code, A.Moment(by));

    [Fact]
    public void Suspected_abuse_starts_three_clocks_at_once_each_from_its_own_moment()
    {
        var clocks = Decide(A.Form(), A.SocialWorker).Events.OfType<DeadlineStarted>().ToList();
        clocks.Select(c => (c.Code, c.StartedAt)).ShouldBe([("DL-REPORT", A.Form().KnownAt), ("DL-EMERG", A.Now), ("DL-INIT", A.Now)]);
    }

    [Fact]
    public void Nothing_but_what_happened_is_needed_and_then_no_clock_runs() =>
        Decide(new ReportForm(ReportChannel.Online, "Có chuyện.", A.Start), Actor.Anonymous, "CODE").Events.ShouldHaveSingleItem()
            .ShouldBeOfType<ConcernReported>().ShouldSatisfyAllConditions(e => e.Anonymous.ShouldBeTrue(), e => e.SchoolId.ShouldBeNull(), e => e.Receiver.ShouldBeNull());

    [Fact]
    public void No_clock_of_child_protection_runs_for_who_was_sixteen() => Decide(A.Form(age: 16), A.SocialWorker).Events.Count.ShouldBe(1);

    [Fact]
    public void Staff_are_the_receivers_of_what_they_write_down_for_their_own_school()
    {
        ((ConcernReported)Decide(A.Form(), A.SocialWorker).Events[0]).ShouldSatisfyAllConditions(e => e.SchoolId.ShouldBe(A.School), e => e.Receiver!.Id.ShouldBe(A.SocialWorker.UserId));
        ((ConcernReported)Decide(A.Form() with { SchoolId = A.OtherSchool }, A.SocialWorker).Events[0]).ShouldSatisfyAllConditions(e => e.SchoolId.ShouldBe(A.OtherSchool), e => e.Receiver.ShouldBeNull());
    }

    [Fact]
    public void A_school_that_is_none_is_refused() => Decide(A.Form() with { SchoolId = A.Commune }, Actor.Anonymous).Refusal!.Rule.ShouldBe(CaseRules.SchoolUnknown);

    [Fact]
    public void The_code_of_an_anonymous_reporter_is_kept_as_a_digest_only() =>
        ((ConcernReported)Decide(A.Form(), Actor.Anonymous, "ABCD").Events[0]).FollowUpCodeHash.ShouldBe(OpaqueCodes.Hash(" abcd "));
}
