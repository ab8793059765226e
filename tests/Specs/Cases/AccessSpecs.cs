using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Excluding;
using ProtectionPlatform.Cases.ReadingCases;
using ProtectionPlatform.Cases.UrgentAccess;
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
        CaseAccess.MaySee(A.PrincipalElsewhere, file, A.Now).ShouldBeTrue("as a social worker here");
    }

    [Fact]
    public void Reaches_the_commune_once_it_is_notified_and_the_department_while_no_school_is_named()
    {
        CaseAccess.MaySee(A.CommuneOfficer, Given(A.Intake()).File, A.Now).ShouldBeFalse();
        CaseAccess.MaySee(A.CommuneOfficer, Given(A.ToReported).File, A.Now).ShouldBeTrue();
        CaseAccess.MaySee(A.DepartmentOfficer, Given(A.Intake()).File, A.Now).ShouldBeFalse();
        CaseAccess.MaySee(A.DepartmentOfficer, Given(A.ReportWithoutSchool()).File, A.Now).ShouldBeTrue();
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
        CaseAccess.MaySee(A.Principal, file, A.Now).ShouldBeFalse();
        CaseAccess.May("decidePlan", A.Principal, file).ShouldBeFalse();
        ReadNextSteps.For(file, A.Principal).ShouldBeEmpty();
        CaseAccess.MaySee(A.SocialWorker, file, A.Now).ShouldBeTrue();
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
        CaseAccess.MaySee(A.Principal, file, A.Now).ShouldBeTrue();
        Given(A.Intake()).When(f => LiftExclusion.Decide(f, A.Principal.Id, new("?"))).ThenRefused(CaseRules.NotExcluded);
    }
}

/// <summary>A case opened in an emergency by somebody no role lets see it.</summary>
public sealed class Urgent_access
{
    /// <summary>A colleague at another school of the same commune.</summary>
    private static readonly Actor near = new(Guid.Parse("0190d0d0-0000-7000-8000-0000000000aa"), "Nhân viên CTXH trường B", [new(Role.SocialWorker, A.OtherSchool)]);

    private static readonly TakeUrgentAccess.Body body = new("BT-AAAAA-BBBBB", "Trẻ đang ở trường chúng tôi.");

    private static Moment Of(Actor actor, DateTimeOffset? at = null) => A.Moment(actor, at);

    private static UrgentAccessTaken Taken(int hours = 4) => new(near.Id, near.DisplayName, "Trẻ đang ở trường chúng tôi.", A.Now.AddHours(hours), "BT-AAAAA-BBBBB", A.School);

    [Fact]
    public void Shows_the_case_until_its_time_and_lets_nothing_be_changed()
    {
        var file = Given(A.Intake()).When(f => TakeUrgentAccess.Decide(f, body, Of(near))).Then(typeof(UrgentAccessTaken)).File;
        CaseAccess.MaySee(near, file, A.Now).ShouldBeTrue();
        CaseAccess.MaySee(near, file, A.Now.AddHours(4)).ShouldBeFalse("it ends by itself");
        foreach (var step in new[] { "triageCase", "excludePerson", "readRestricted", "writeCounsellingNote" }) CaseAccess.May(step, near, file).ShouldBeFalse(step);
        ReadNextSteps.For(file, near).ShouldBeEmpty();
        CaseAccess.MaySee(near with { Memberships = [] }, file, A.Now).ShouldBeFalse("who left works with no child");
    }

    [Fact]
    public void Is_for_those_under_the_same_department_only()
    {
        var file = Given(A.Intake()).File;
        foreach (var actor in new[] { near, A.CommuneOfficer, A.DepartmentOfficer }) TakeUrgentAccess.Reaches(file, Of(actor)).ShouldBeTrue(actor.DisplayName);
        foreach (var membership in new Membership[] { new(Role.SocialWorker, A.CaseId), new(Role.Trainer, A.OtherSchool), new(Role.Reporter, A.School) })
            TakeUrgentAccess.Reaches(file, Of(near with { Memberships = [membership] })).ShouldBeFalse(membership.ToString());
    }

    [Fact]
    public void Never_opens_to_somebody_excluded_by_name()
    {
        var excluded = new PersonExcluded(near.Id, near.DisplayName, ExclusionGround.Relative, "Người thân.");
        TakeUrgentAccess.Reaches(Given([.. A.Intake(), excluded]).File, Of(near)).ShouldBeFalse();
        CaseAccess.MaySee(near, Given([.. A.Intake(), Taken(), excluded]).File, A.Now).ShouldBeFalse("nor does it stay open to one excluded later");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public void Lasts_one_to_twenty_four_hours(int hours) => Given(A.Intake()).When(f => TakeUrgentAccess.Decide(f, body with { Hours = hours }, Of(near))).ThenRefused(CaseRules.UrgentTooLong);

    [Fact]
    public void Is_not_for_who_sees_the_case_already()
    {
        Given(A.Intake()).When(f => TakeUrgentAccess.Decide(f, body, Of(A.SocialWorker))).ThenRefused(CaseRules.AlreadyOpen);
        Given([.. A.Intake(), Taken()]).When(f => TakeUrgentAccess.Decide(f, body, Of(near))).ThenRefused(CaseRules.AlreadyOpen);
    }

    [Fact]
    public void Is_ended_early_once()
    {
        var ended = Given([.. A.Intake(), Taken()]).When(f => EndUrgentAccess.Decide(f, near.Id, new("Đã xong việc."), A.Now)).Then(new UrgentAccessEnded(near.Id, "Đã xong việc."));
        CaseAccess.MaySee(near, ended.File, A.Now).ShouldBeFalse();
        ended.When(f => EndUrgentAccess.Decide(f, near.Id, new("?"), A.Now)).ThenRefused(CaseRules.NotOpenUrgently);
    }
}
