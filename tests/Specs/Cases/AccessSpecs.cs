using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Excluding;
using ProtectionPlatform.Cases.ReadingCases;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>The policy table as it meets a case: a role counts at the organisation of the case, not at another.</summary>
public sealed class Access_to_a_case
{
    [Theory]
    [InlineData("confirmTriage")]
    [InlineData("confirmLowerRisk")]
    [InlineData("confirmWaiver")]
    [InlineData("decidePlan")]
    [InlineData("closeCase")]
    public void Lets_the_second_person_be_the_principal_here_not_other_staff_nor_a_principal_elsewhere(string step)
    {
        var file = Given(A.ToReported).File;
        CaseAccess.May(step, A.Principal, file).ShouldBeTrue();
        CaseAccess.May(step, A.Counsellor, file).ShouldBeFalse();
        CaseAccess.May(step, A.PrincipalElsewhere, file).ShouldBeFalse();
        CaseAccess.MaySee(A.PrincipalElsewhere, file).ShouldBeTrue("as a social worker here");
    }

    [Fact]
    public void Reaches_the_commune_once_it_is_notified_and_the_department_while_no_school_is_named()
    {
        CaseAccess.MaySee(A.CommuneOfficer, Given(A.Intake()).File).ShouldBeFalse();
        CaseAccess.MaySee(A.CommuneOfficer, Given(A.ToReported).File).ShouldBeTrue();
        CaseAccess.MaySee(A.DepartmentOfficer, Given(A.Intake()).File).ShouldBeFalse();
        CaseAccess.MaySee(A.DepartmentOfficer, Given(A.ReportWithoutSchool()).File).ShouldBeTrue();
    }
}

/// <summary>A person kept away from a case by name.</summary>
public sealed class Excluding_a_person
{
    private static readonly Guid[] able = [A.SocialWorker.Id, A.Principal.Id];

    private static Person Somebody(Actor actor) => new(actor.Id, actor.DisplayName, null, actor.Memberships);

    private static PersonExcluded Excluded(Actor actor) => new(actor.Id, actor.DisplayName, ExclusionGround.SuspectedPerson, "Trẻ kể.");

    private static ProtectionPlatform.BuildingBlocks.EventStore.Decision Exclude(CaseFile file, Actor actor) =>
        ExcludePerson.Decide(file, new ExcludePerson.Body(actor.Id, ExclusionGround.SuspectedPerson, "Trẻ kể."), Somebody(actor), able);

    [Fact]
    public void Takes_the_case_from_their_sight_whatever_their_role()
    {
        var file = Given(A.Intake()).When(f => Exclude(f, A.Principal)).Then(Excluded(A.Principal)).File;
        CaseAccess.MaySee(A.Principal, file).ShouldBeFalse();
        CaseAccess.May("decidePlan", A.Principal, file).ShouldBeFalse();
        ReadNextSteps.For(file, A.Principal).ShouldBeEmpty();
        CaseAccess.MaySee(A.SocialWorker, file).ShouldBeTrue();
    }

    [Fact]
    public void Takes_the_case_from_them_when_it_was_theirs()
    {
        var assigned = new CaseAssigned(A.Principal.Id, A.Principal.DisplayName);
        Given([.. A.Intake(), assigned]).When(f => Exclude(f, A.Principal)).File.Assignee.ShouldBeNull();
        ProtectionPlatform.Cases.Triage.AssignCase.IsCaseStaff(Somebody(A.Principal), Given([.. A.Intake(), Excluded(A.Principal)]).File).ShouldBeFalse();
    }

    [Fact]
    public void Never_leaves_the_child_alone() =>
        Given([.. A.Intake(), Excluded(A.Principal)]).When(f => Exclude(f, A.SocialWorker)).ThenRefused(CaseRules.NobodyWouldRemain);

    [Fact]
    public void Is_done_once_and_only_to_somebody_there_is()
    {
        Given([.. A.Intake(), Excluded(A.Principal)]).When(f => Exclude(f, A.Principal)).ThenRefused(CaseRules.AlreadyExcluded);
        Given(A.Intake()).When(f => ExcludePerson.Decide(f, new ExcludePerson.Body(A.CaseId, ExclusionGround.Relative, "?"), null, able)).ThenRefused(CaseRules.PersonUnknown);
    }

    [Fact]
    public void Ends_with_a_reason_when_the_ground_fell_away()
    {
        var file = Given([.. A.Intake(), Excluded(A.Principal)]).When(f => LiftExclusion.Decide(f, A.Principal.Id, new("Đã xác minh."))).Then(new ExclusionLifted(A.Principal.Id, "Đã xác minh.")).File;
        CaseAccess.MaySee(A.Principal, file).ShouldBeTrue();
        Given(A.Intake()).When(f => LiftExclusion.Decide(f, A.Principal.Id, new("?"))).ThenRefused(CaseRules.NotExcluded);
    }
}
