using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.ReadingCases;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Merging_a_duplicate
{
    private static readonly Guid other = A.Id(70);

    /// <summary>The file that goes on, of the same school.</summary>
    private static CaseFile Other(params object[] events) => Given(events).File with { Id = other };

    private static CaseFile Same => Other(A.ToReported);

    private static Decision Propose(CaseFile file, CaseFile? into, bool holds = false) => ProposeMerge.Decide(file, into, holds, new(other, "Cùng ngày sinh, cùng lớp, cùng việc."));

    private static Decision Confirm(CaseFile file, CaseFile? into, bool agree = true, BuildingBlocks.Access.Actor? by = null) =>
        ConfirmMerge.Decide(file, into, holds: false, new(agree, "Đã xem cả hai ca."), A.Moment(by ?? A.FocalPerson));

    private static Spec Merged(CaseFile into, params object[] events) => Given(events).When(f => Propose(f, into)).When(f => Confirm(f, into));

    [Fact]
    public void Takes_two_people_and_leaves_the_state_as_it_was()
    {
        var spec = Given(A.Intake()).When(f => Propose(f, Same)).Then(typeof(MergeProposed));
        spec.When(f => Confirm(f, Same, by: A.SocialWorker)).ThenRefused(CaseRules.SecondPerson);
        spec.When(f => Confirm(f, Same)).Then(typeof(MergeConfirmed)).ThenState(CaseState.Intake).File.IsEnded.ShouldBeTrue();
        spec.File.RestsIn.ShouldNotBeNull().Event.IntoId.ShouldBe(other);
    }

    [Fact]
    public void Is_given_up_when_the_second_person_sees_two_children() =>
        Given(A.Intake()).When(f => Propose(f, Same)).When(f => Confirm(f, Same, agree: false)).Then(typeof(MergeRejected)).When(f => Confirm(f, Same)).ThenRefused(CaseRules.NoMergeWaits)
            .File.IsEnded.ShouldBeFalse();

    [Fact]
    public void Undone_gives_exactly_the_file_there_was()
    {
        object[] before = [.. A.Intake(), A.Clock("DL-EMERG"), A.Clock("DL-REVIEW", number: 2)];
        var into = Other([.. A.ToReported, A.Clock("DL-EMERG")]);
        var untouched = Digest(Given(before).File);
        var spec = Merged(into, before);
        Digest(spec.File).ShouldNotBe(untouched);
        spec.When(f => UndoMerge.Decide(f, new("Hai trẻ khác nhau."))).Then(typeof(MergeUndone));
        Digest(spec.File).ShouldBe(untouched);
        spec.When(f => UndoMerge.Decide(f, new("Lần nữa."))).ThenRefused(CaseRules.NotMerged);
    }

    [Fact]
    public void Tells_which_bodies_gained_sight_and_takes_it_back()
    {
        var spec = Merged(Same, A.Intake());
        spec.Recorded<MergeConfirmed>().GainedSight.ShouldBe([A.Commune]);
        CaseAccess.MaySee(A.CommuneOfficer, spec.File, A.Now).ShouldBeTrue();
        spec.When(f => UndoMerge.Decide(f, new("Hai trẻ khác nhau.")));
        CaseAccess.MaySee(A.CommuneOfficer, spec.File, A.Now).ShouldBeFalse();
    }

    [Fact]
    public void Loses_no_duty_of_the_law()
    {
        var late = A.Clock("DL-REPORT", A.Start.AddMinutes(30));
        Given([.. A.Intake(), A.Clock("DL-REPORT")]).When(f => Propose(f, Other(A.Intake()))).ThenRefused(CaseRules.MergeClockRuns);
        Given([.. A.Intake(), A.Clock("DL-REPORT")]).When(f => Propose(f, Other([.. A.Intake(), late]))).ThenRefused(CaseRules.MergeClockRuns);
        Given([.. A.Intake(), late]).When(f => Propose(f, Other([.. A.Intake(), A.Clock("DL-REPORT")]))).Then(typeof(MergeProposed));
        Given(A.Intake()).When(f => Propose(f, Other(A.Intake(Track.SchoolSupport)))).ThenRefused(CaseRules.MergeTracks);
        Given(A.ToReported).When(f => Propose(f, Other(A.Intake()))).ThenRefused(CaseRules.MergeAuthorities);
    }

    [Fact]
    public void A_duty_that_arose_after_it_was_last_done_is_not_done()
    {
        object Settled(DateTimeOffset at) => new DeadlineSettled(((DeadlineStarted)A.Clock("DL-REPORT")).DeadlineId, "DL-REPORT", at, false, false, null, A.School);
        object[] file = [.. A.Intake(), A.Clock("DL-REPORT", A.Start.AddDays(3))];
        Given(file).When(f => Propose(f, Other([.. A.ToReported, A.Clock("DL-REPORT"), Settled(A.Start.AddDays(1))]))).ThenRefused(CaseRules.MergeClockRuns);
        Given(file).When(f => Propose(f, Other([.. A.ToReported, A.Clock("DL-REPORT"), Settled(A.Start.AddDays(4))]))).Then(typeof(MergeProposed));
    }

    [Fact]
    public void Opens_no_wall()
    {
        object kept = new PersonExcluded(A.Counsellor.Id, "Tư vấn viên", ExclusionGround.SuspectedPerson, "Bị nghi vấn.");
        Given([.. A.Intake(), kept]).When(f => Propose(f, Same)).ThenRefused(CaseRules.MergeExclusions);
        Given(A.Intake()).When(f => Propose(f, Other([.. A.ToReported, kept]))).ThenRefused(CaseRules.MergeExclusions);
        Given([.. A.Intake(), kept]).When(f => Propose(f, Other([.. A.ToReported, kept]))).Then(typeof(MergeProposed));
    }

    [Fact]
    public void Is_decided_on_both_files_as_they_are_when_it_is_confirmed() =>
        Given(A.Intake()).When(f => Propose(f, Same)).When(f => Confirm(f, Other(A.ToClosed))).ThenRefused(CaseRules.MergeChain).When(f => Confirm(f, null)).ThenRefused(CaseRules.OtherCaseUnknown);

    [Fact]
    public void Comes_early_in_the_procedure_within_one_school_and_never_in_a_chain()
    {
        Given(A.ToDrafted).When(f => Propose(f, Same)).ThenRefused(CaseRules.MergeTooLate);
        Given(A.ToClosed).When(f => Propose(f, Same)).ThenRefused(CaseRules.StateForbids);
        Given([.. A.Intake(), A.Referred()]).When(f => Propose(f, Same)).ThenRefused(CaseRules.MergeTooLate);
        Given([A.Report(), A.Proposed()]).When(f => Propose(f, Same)).ThenRefused(CaseRules.MergeWaits);
        Given(A.Intake()).When(f => Propose(f, Same with { SchoolId = A.OtherSchool })).ThenRefused(CaseRules.OtherCaseUnknown);
        Given(A.Intake()).When(f => Propose(f, Same with { Id = A.CaseId })).ThenRefused(CaseRules.OtherCaseUnknown);
        Given(A.Intake()).When(f => Propose(f, Same, holds: true)).ThenRefused(CaseRules.MergeChain);
        Given(A.Intake()).When(f => Propose(f, Merged(Same, A.Intake()).File with { Id = other })).ThenRefused(CaseRules.MergeChain);
        Given(A.Intake()).When(f => Propose(f, Same)).When(f => Propose(f, Same)).ThenRefused(CaseRules.MergePending);
    }

    /// <summary>The file as pages show it, without its version and what is told of the merge itself.</summary>
    private static string Digest(CaseFile file) => JsonSerializer.Serialize(CaseView.Of(file with { Merges = file.RestsIn is null ? [] : file.Merges }, 0, _ => null, A.Now), EventTypes.Json)
        + string.Join(' ', ReadNextSteps.For(file, A.FocalPerson));
}

public sealed class Telling_namesakes_apart
{
    private static readonly DateOnly born = new(2014, 5, 6);

    private static Likeness? Of(FindDuplicates.Child asked, string name, DateOnly? on = null, string? className = null)
    {
        var (names, births, classes) = FindDuplicates.Compare(asked, new ListedChild(name, on, className));
        return FindDuplicates.LikenessOf(names, births, classes);
    }

    [Theory]
    [InlineData("Lê Thị Ví Dụ", "le thi vi du")]
    [InlineData("Đỗ Ví Dụ", "DO VI DU")]
    [InlineData("Lê Thị Ví Dụ", "Ví Dụ Lê Thị")]
    [InlineData("Le\u0302 Thi\u0323 Vi\u0301 Du\u0323", "Lê Thị Ví Dụ")]
    public void One_child_however_the_name_is_written(string one, string other) => Of(new(one, born, "6A"), other, born, "6 a").ShouldBe(Likeness.SameChild);

    [Fact]
    public void The_same_name_on_another_birthday_is_a_namesake_even_in_one_class() => Of(new("Lê Thị Ví Dụ", born, "6A"), "Lê Thị Ví Dụ", born.AddDays(40), "6A").ShouldBe(Likeness.Namesake);

    [Fact]
    public void A_birthday_not_known_leaves_it_to_the_class()
    {
        Of(new("Lê Thị Ví Dụ", null, "6A"), "Lê Thị Ví Dụ", born, "6A").ShouldBe(Likeness.SameChild);
        Of(new("Lê Thị Ví Dụ", null, "6A"), "Lê Thị Ví Dụ", born, "7B").ShouldBe(Likeness.Possible);
        Of(new("Lê Thị Ví Dụ"), "Lê Thị Ví Dụ").ShouldBe(Likeness.Possible);
    }

    [Fact]
    public void A_slip_of_the_pen_stays_possible()
    {
        Of(new("Lê Thị Ví Dụ", new(2014, 6, 5)), "Lê Thị Ví Dụ", born).ShouldBe(Likeness.Possible);
        Of(new("Lê Ví Dụ", born), "Lê Thị Ví Dụ", born).ShouldBe(Likeness.Possible);
        Of(new("Dụ", null, "6A"), "Lê Thị Ví Dụ", born, "6A").ShouldBe(Likeness.Possible);
    }

    [Fact]
    public void A_family_name_alone_is_no_likeness()
    {
        Of(new("Lê Văn Khác", born), "Lê Thị Ví Dụ", born).ShouldBeNull();
        Of(new("Lê", null, "6A"), "Lê Thị Ví Dụ", born, "6A").ShouldBeNull();
    }
}
