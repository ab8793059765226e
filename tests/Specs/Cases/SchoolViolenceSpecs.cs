using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Reporting;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Decree 80/2017, Article 6.</summary>
public sealed class School_violence
{
    private static readonly object[] known = [.. A.Intake(Track.SchoolViolence), A.Clock("DL-VIOL-PARENT")];

    private static Decision Inform(CaseFile file, ParentsNotInformedGround? not = null) => InformParents.Decide(file,
        not is null ? new(A.Now, "Mẹ trẻ", NotificationChannel.Phone) : new(A.Now, NotInformed: not, Reason: "Lý do."));

    [Fact]
    public void Told_of_in_the_report_starts_the_clock_of_telling_the_parents()
    {
        var decision = ReportConcern.Decide(A.CaseId, A.Id(30), A.Form(kind: null, types: [IncidentType.SchoolViolence]), "BT-AAAAA-BBBBB", null, A.Moment(A.SocialWorker));
        decision.Events.OfType<DeadlineStarted>().Single().ShouldSatisfyAllConditions(c => c.Code.ShouldBe("DL-VIOL-PARENT"), c => c.DueAt.ShouldBe(A.Now.AddHours(2)));
    }

    [Fact]
    public void The_clock_is_met_once_the_parents_are_told() => Given(known).When(f => Inform(f)).Then(typeof(ParentsInformed), typeof(DeadlineSettled));

    [Theory]
    [InlineData(ParentsNotInformedGround.SuspectedPerson, true)]
    [InlineData(ParentsNotInformedGround.WouldEndangerChild, true)]
    [InlineData(ParentsNotInformedGround.NotReached, false)]
    internal void Or_with_a_reason_not_to_but_not_by_a_call_nobody_took(ParentsNotInformedGround ground, bool met)
    {
        var spec = Given(known).When(f => Inform(f, ground));
        if (met) spec.Then(typeof(ParentsNotInformed), typeof(DeadlineSettled));
        else spec.Then(typeof(ParentsNotInformed));
    }

    [Fact]
    public void Its_steps_are_logged_on_its_track_only()
    {
        RecordViolenceStep.Body step = new(ViolenceStep.Stopped, "Đã tách hai em.", A.Now);
        Given(known).When(f => RecordViolenceStep.Decide(f, step)).Then(new ViolenceStepTaken(1, ViolenceStep.Stopped, PerformedBy.School, "Đã tách hai em.", A.Now));
        Given(A.Intake(Track.SchoolSupport)).When(f => RecordViolenceStep.Decide(f, step)).ThenRefused(CaseRules.NotSchoolViolence);
        Given(A.Report()).When(f => RecordViolenceStep.Decide(f, step)).ThenRefused(CaseRules.TriageFirst);
    }
}
