using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.HandingOver;
using ProtectionPlatform.Cases.ReadingCases;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>A case passes from one worker to another.</summary>
public sealed class Handing_a_case_over
{
    private static readonly Guid Id = new("01990000-0000-7000-8000-000000000201");

    private static readonly object[] Assigned = [.. A.Intake(), new CaseAssigned(A.SocialWorker.Id, A.SocialWorker.DisplayName)];

    private static readonly Person receiver = new(A.Counsellor.Id, A.Counsellor.DisplayName, null, A.Counsellor.Memberships);

    private static readonly HandOverProposed proposed =
        new(Id, null, A.SocialWorker.Id, A.SocialWorker.DisplayName, A.Counsellor.Id, A.Counsellor.DisplayName, "Gọi lại cho bà ngày mai.", "BT-AAAAA-BBBBB", A.School);

    private static Decision Propose(CaseFile file, Actor by, Person? to = null) =>
        HandOverCase.Decide(file, new(A.Counsellor.Id, "Gọi lại cho bà ngày mai."), to ?? receiver, Id, A.Moment(by));

    private static Decision Answer(CaseFile file, Actor by, bool accept = true) => AnswerHandOver.Decide(file, new(accept, accept ? null : "Đang phụ trách quá nhiều ca."), A.Moment(by));

    [Fact]
    public void Leaves_the_giver_responsible_until_the_other_accepts()
    {
        var spec = Given(Assigned).When(f => Propose(f, A.SocialWorker)).Then(proposed);
        spec.File.Assignee!.Id.ShouldBe(A.SocialWorker.Id);
        spec.File.PendingHandOver!.To.Id.ShouldBe(A.Counsellor.Id);

        spec.When(f => Answer(f, A.Counsellor)).Then(typeof(HandOverAccepted), new CaseAssigned(A.Counsellor.Id, A.Counsellor.DisplayName));
        spec.File.Assignee!.Id.ShouldBe(A.Counsellor.Id);
        spec.File.PendingHandOver.ShouldBeNull();
        spec.File.HandOvers.Single().State.ShouldBe(HandOverState.Accepted);
    }

    [Fact]
    public void Starts_no_deadline_anew()
    {
        var before = Given([.. Assigned, A.Clock("DL-REPORT")]);
        var due = before.File.Deadlines.Select(d => d.Event).ToList();
        before.When(f => Propose(f, A.SocialWorker)).When(f => Answer(f, A.Counsellor)).File.Deadlines.Select(d => d.Event).ShouldBe(due);
    }

    [Fact]
    public void Is_declined_with_a_reason_and_then_may_be_proposed_again()
    {
        var spec = Given([.. Assigned, proposed]).When(f => Answer(f, A.Counsellor, accept: false)).Then(typeof(HandOverDeclined));
        (spec.File.Assignee!.Id, spec.File.HandOvers.Single().Reason).ShouldBe((A.SocialWorker.Id, "Đang phụ trách quá nhiều ca."));
        spec.When(f => Propose(f, A.SocialWorker)).Then(typeof(HandOverProposed));
    }

    [Fact]
    public void Is_answered_by_whoever_was_named_only()
    {
        Given([.. Assigned, proposed]).When(f => Answer(f, A.Principal)).ThenRefused(CaseRules.NoHandOverForYou);
        Given(Assigned).When(f => Answer(f, A.Counsellor)).ThenRefused(CaseRules.NoHandOverForYou);
        var forTheCounsellor = A.FocalPerson with { StandsIn = [new(new(A.Counsellor.Id, A.Counsellor.DisplayName), A.Counsellor.Memberships[0], false, [])] };
        CaseAccess.May("answerHandOver", forTheCounsellor.StandingIn(forTheCounsellor.StandsIn[0]), Given([.. Assigned, proposed]).File).ShouldBeFalse("responsibility is not taken for another");
    }

    [Fact]
    public void Is_proposed_by_whoever_has_it_or_leads_or_acts_for_them()
    {
        Given(Assigned).When(f => Propose(f, A.FocalPerson)).Then(typeof(HandOverProposed));
        Given(Assigned).When(f => Propose(f, A.Counsellor)).ThenRefused(CaseRules.NotYoursToHandOver);
        var forTheWorker = A.Counsellor.StandingIn(new(new(A.SocialWorker.Id, A.SocialWorker.DisplayName), A.SocialWorker.Memberships[0], false, []));
        Given(Assigned).When(f => Propose(f, forTheWorker)).Then(typeof(HandOverProposed));
        Given(A.Intake()).When(f => Propose(f, A.FocalPerson)).ThenRefused(CaseRules.NobodyHasIt);
    }

    [Fact]
    public void To_somebody_excluded_is_refused_as_to_somebody_who_does_not_work_here()
    {
        var excluded = Given([.. Assigned, new PersonExcluded(A.Counsellor.Id, A.Counsellor.DisplayName, ExclusionGround.ConflictOfInterest, "Họ hàng.")]).When(f => Propose(f, A.SocialWorker)).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(Assigned).When(f => Propose(f, A.SocialWorker, A.Colleague(Role.Counsellor, A.OtherSchool))).ThenRefused(CaseRules.AssigneeNotStaff);
        Given(Assigned).When(f => Propose(f, A.FocalPerson, new(A.SocialWorker.Id, "", null, A.SocialWorker.Memberships))).ThenRefused(CaseRules.AssigneeNotStaff);
        excluded.File.HandOvers.ShouldBeEmpty();
    }

    [Fact]
    public void Is_taken_back_while_it_waits()
    {
        var spec = Given([.. Assigned, proposed]).When(f => WithdrawHandOver.Decide(f, A.Moment(A.SocialWorker))).Then(new HandOverWithdrawn(Id));
        spec.When(f => WithdrawHandOver.Decide(f, A.Moment(A.SocialWorker))).ThenRefused(CaseRules.NoHandOverPending);
        Given([.. Assigned, proposed]).When(f => WithdrawHandOver.Decide(f, A.Moment(A.Counsellor))).ThenRefused(CaseRules.NotYoursToHandOver);
        Given([.. Assigned, proposed]).When(f => Propose(f, A.FocalPerson)).ThenRefused(CaseRules.HandOverPending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lapses_when_the_case_goes_another_way(bool assigned)
    {
        var file = Given([.. Assigned, proposed, assigned ? new CaseAssigned(A.FocalPerson.Id, A.FocalPerson.DisplayName)
            : new PersonExcluded(A.Counsellor.Id, A.Counsellor.DisplayName, ExclusionGround.ConflictOfInterest, "Họ hàng.")]).File;
        file.PendingHandOver.ShouldBeNull();
        file.HandOvers.Single().State.ShouldBe(HandOverState.Lapsed);
    }

    [Fact]
    public void Is_offered_to_those_who_can_take_the_step()
    {
        CaseStep[] Of(object[] events, Actor actor) => [.. ReadNextSteps.For(Given(events).File, actor).Select(step => step.Kind).Where(kind => kind is CaseStep.HandOver or CaseStep.HandOverAnswer or CaseStep.HandOverWithdrawal)];
        Of(Assigned, A.SocialWorker).ShouldBe([CaseStep.HandOver]);
        Of(Assigned, A.Counsellor).ShouldBeEmpty();
        Of([.. Assigned, proposed], A.SocialWorker).ShouldBe([CaseStep.HandOverWithdrawal]);
        Of([.. Assigned, proposed], A.Counsellor).ShouldBe([CaseStep.HandOverAnswer]);
    }
}
