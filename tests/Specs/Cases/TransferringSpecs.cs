using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Transferring;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

public sealed class Transferring_a_case
{
    private static readonly Guid transfer = A.Id(60);

    private static Decision Propose(CaseFile file, Guid? to = null, params TransferPart[] parts) => ProposeTransfer.Decide(file, transfer,
        new(TransferCause.ChildChangesSchool, "Trẻ chuyển trường.", parts, TransferBasis.ProtectionDuty, to ?? A.OtherSchool), A.Moment(A.SocialWorker));

    private static Decision Answer(CaseFile file, bool accepted = true) =>
        AnswerTransfer.Decide(file, new(transfer, new(1), new(accepted, accepted ? null : "Trẻ không học ở đây.")), A.Id(61), "BT-CCCCC-DDDDD", A.Moment(A.PrincipalElsewhere));

    private static Spec Proposed(params TransferPart[] parts) => Given(A.ToInProgress).When(f => Propose(f, null, parts));

    [Fact]
    public void Changes_nothing_until_it_is_accepted() => Proposed().Then(typeof(TransferProposed)).ThenState(CaseState.InProgress);

    [Fact]
    public void Ends_the_file_when_accepted_and_drops_its_clocks() =>
        Given([.. A.ToInProgress, A.Clock("DL-REVIEW")]).When(f => Propose(f)).When(f => Answer(f)).Then(typeof(TransferAccepted), typeof(DeadlineSettled)).ThenState(CaseState.Transferred)
            .File.IsEnded.ShouldBeTrue();

    [Fact]
    public void Leaves_the_file_as_it_was_when_declined_or_withdrawn()
    {
        Proposed().When(f => Answer(f, accepted: false)).Then(new TransferDeclined(transfer, "Trẻ không học ở đây.")).ThenState(CaseState.InProgress).When(f => Propose(f)).Then(typeof(TransferProposed));
        Proposed().When(f => WithdrawTransfer.Decide(f, new("Trẻ ở lại."))).Then(new TransferWithdrawn(transfer, "Trẻ ở lại.")).When(f => Answer(f)).ThenRefused(CaseRules.NoTransfer);
    }

    [Fact]
    public void Waits_until_the_authority_knows_and_the_emergency_is_decided()
    {
        Given([.. A.ToInitialAssessed, A.Clock("DL-EMERG")]).When(f => Propose(f)).ThenRefused(CaseRules.TransferNotInEmergency);
        Given([.. A.Intake(), A.Clock("DL-REPORT")]).When(f => Propose(f)).ThenRefused(CaseRules.TransferNotInEmergency);
    }

    [Fact]
    public void Goes_to_another_school_that_there_is()
    {
        Given(A.ToInProgress).When(f => Propose(f, A.School)).ThenRefused(CaseRules.SchoolUnknown);
        Given(A.ToInProgress).When(f => Propose(f, A.Commune)).ThenRefused(CaseRules.SchoolUnknown);
        Given(A.ToClosed).When(f => Propose(f)).ThenRefused(CaseRules.StateForbids);
        Proposed().When(f => Propose(f)).ThenRefused(CaseRules.TransferPending);
    }

    [Fact]
    public void A_transferred_file_is_not_reopened_and_a_waiting_transfer_keeps_it_from_being_closed()
    {
        Proposed().When(f => Answer(f)).When(f => ReopenCase.Decide(f, new(A.CaseId, new(1), new("Tin mới.")), A.Moment(A.SocialWorker))).ThenRefused(CaseRules.StateForbids);
        Given(A.ToUnderReview).When(f => Propose(f)).When(f => CloseCase.Decide(f, new(A.CaseId, new(1), new("Ổn định.")), A.Moment(A.Principal))).ThenRefused(CaseRules.TransferPending);
    }

    [Fact]
    public void Only_who_has_no_platform_is_answered_for()
    {
        Proposed().When(f => MirrorTransfer.Decide(f, new(true, "Cán bộ nhận"), A.Moment(A.SocialWorker))).ThenRefused(CaseRules.ReceiverAnswersItself);
        ProposeTransfer.Body abroad = new(TransferCause.FamilyMoves, "Chuyển tỉnh.", [], TransferBasis.Consent, ToName: "UBND xã khác", Consent: "Mẹ đồng ý.");
        Given(A.ToInProgress).When(f => ProposeTransfer.Decide(f, transfer, abroad, A.Moment(A.SocialWorker)))
            .When(f => MirrorTransfer.Decide(f, new(true, "Cán bộ nhận"), A.Moment(A.SocialWorker))).Recorded<TransferAccepted>().NewCaseId.ShouldBeNull();
    }

    [Fact]
    public void The_receiver_opens_with_the_chosen_parts_and_the_digest_both_files_hold()
    {
        var spec = Proposed(TransferPart.Plans).When(f => Answer(f));
        var accepted = spec.Recorded<TransferAccepted>();
        var at = spec.Past.Single(e => e.Data is TransferAccepted);
        CaseFile? before = null;
        foreach (var happened in spec.Past.TakeWhile(e => e != at)) before = CaseFile.Evolve(before, happened);
        var opening = ReceiveTransfer.Opening(before!, before!.PendingTransfer!.Event, accepted, at);
        var received = opening.OfType<TransferReceived>().Single();
        received.CopySha256.ShouldBe(accepted.CopySha256);
        var copy = TransferCopy.Read(received.Copy)!;
        copy.Plans!.Count.ShouldBe(1);
        copy.Assessments.ShouldBeNull();
        copy.Report.ShouldBeNull();

        var file = Given(opening).File;
        file.SchoolId.ShouldBe(A.OtherSchool);
        file.State.ShouldBe(CaseState.Intake);
        file.Tracks.ShouldBe([Track.ChildProtection]);
        file.Running("DL-REVIEW")!.Event.Limit.ShouldBe("7d");
        JsonSerializer.Serialize(received, EventTypes.Json).ShouldNotContain("informant");
    }
}
