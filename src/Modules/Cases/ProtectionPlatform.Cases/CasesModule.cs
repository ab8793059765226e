using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Cases.BodyMaps;
using ProtectionPlatform.Cases.CarryingOut;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Correcting;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Documents;
using ProtectionPlatform.Cases.DropoutRisks;
using ProtectionPlatform.Cases.Erasing;
using ProtectionPlatform.Cases.Excluding;
using ProtectionPlatform.Cases.HandingOver;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.HearingChildren;
using ProtectionPlatform.Cases.Incidents;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Justice;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.Notifying;
using ProtectionPlatform.Cases.Oversight;
using ProtectionPlatform.Cases.Planning;
using ProtectionPlatform.Cases.ProcedureLibrary;
using ProtectionPlatform.Cases.Reacting;
using ProtectionPlatform.Cases.ReadingCases;
using ProtectionPlatform.Cases.Reporting;
using ProtectionPlatform.Cases.Reviewing;
using ProtectionPlatform.Cases.Separating;
using ProtectionPlatform.Cases.SpecialCircumstances;
using ProtectionPlatform.Cases.Transferring;
using ProtectionPlatform.Cases.Triage;
using ProtectionPlatform.Cases.UrgentAccess;
using ProtectionPlatform.Referrals.Contracts;

namespace ProtectionPlatform.Cases;

/// <summary>Cases: from a reported concern to a closed file, with the clocks of the law. The body is the table of contents.</summary>
public sealed class CasesModule : IModule
{
    /// <summary>The case learns of its referrals through this subscription.</summary>
    internal const string ReferralsSubscription = "cases.referrals";

    public void Register(ModuleBuilder module)
    {
        module
            .Stream<CaseFile>("case")
            .Event<ConcernReported>("concern_reported", "Nhận tin báo", "Report received")
            .Event<SchoolSet>("case_school_set", "Giao ca về trường", "Routed to a school")
            .Event<ReportReceived>("report_received", "Nhà trường đã nhận tin", "Report taken in")
            .Event<CaseAssigned>("case_assigned", "Phân công người phụ trách", "Case assigned")
            .Event<AssignmentUndone>("assignment_undone", "Hoàn tác phân công", "Assignment undone")
            .Event<HandOverProposed>("hand_over_proposed", "Đề nghị bàn giao ca", "Hand-over proposed")
            .Event<HandOverAccepted>("hand_over_accepted", "Nhận bàn giao ca", "Hand-over accepted")
            .Event<HandOverDeclined>("hand_over_declined", "Từ chối nhận bàn giao", "Hand-over declined")
            .Event<HandOverWithdrawn>("hand_over_withdrawn", "Rút đề nghị bàn giao", "Hand-over withdrawn")
            .Event<CaseTriaged>("case_triaged", "Phân loại tin", "Report triaged")
            .Event<TriageClosureProposed>("triage_closure_proposed", "Đề nghị dừng sau phân loại", "Stopping after triage proposed")
            .Event<TriageClosureConfirmed>("triage_closure_confirmed", "Đồng ý dừng sau phân loại", "Stopping after triage agreed")
            .Event<TriageClosureRejected>("triage_closure_rejected", "Không đồng ý dừng sau phân loại", "Stopping after triage not agreed")
            .Event<EscalatedToChildProtection>("escalated_to_child_protection", "Chuyển sang bảo vệ trẻ em", "Escalated to child protection")
            .Event<AuthorityNotified>("authority_notified", "Thông báo cho nơi tiếp nhận", "Authority notified")
            .Event<RiskAssessed>("risk_assessed", "Đánh giá nguy cơ", "Risk assessed")
            .Event<LowerRiskConfirmed>("lower_risk_confirmed", "Đồng ý mức nguy cơ thấp hơn", "Lower risk level agreed")
            .Event<LowerRiskRejected>("lower_risk_rejected", "Không đồng ý mức nguy cơ thấp hơn", "Lower risk level not agreed")
            .Event<EmergencyDecided>("emergency_decided", "Quyết định về can thiệp khẩn cấp", "Emergency measures decided on")
            .Event<NeedsMeetingHeld>("needs_meeting_held", "Họp xác định nhu cầu", "Needs meeting held")
            .Event<PlanDrafted>("plan_drafted", "Lập dự thảo kế hoạch", "Plan drafted")
            .Event<PlanRevised>("plan_revised", "Sửa dự thảo kế hoạch", "Plan draft changed")
            .Event<PlanSubmitted>("plan_submitted", "Trình kế hoạch", "Plan submitted")
            .Event<PlanApproved>("plan_approved", "Phê duyệt kế hoạch", "Plan approved")
            .Event<PlanReturned>("plan_returned", "Trả lại kế hoạch", "Plan returned")
            .Event<ActionProgressed>("action_progressed", "Ghi tiến độ hoạt động", "Action progress recorded")
            .Event<CaseReviewed>("case_reviewed", "Rà soát, đánh giá", "Case reviewed")
            .Event<CaseClosed>("case_closed", "Kết thúc ca", "Case closed")
            .Event<CaseReopened>("case_reopened", "Mở lại ca", "Case reopened")
            .Event<ReporterWrote>("reporter_wrote", "Người báo tin nhắn thêm", "Informant wrote")
            .Event<SchoolAnsweredReporter>("school_answered_reporter", "Nhà trường trả lời người báo tin", "School answered the informant")
            .Event<PersonExcluded>("person_excluded", "Không cho một người biết ca", "Person excluded")
            .Event<ExclusionLifted>("exclusion_lifted", "Cho một người xem lại ca", "Exclusion lifted")
            .Event<UrgentAccessTaken>("urgent_access_taken", "Mở ca khẩn cấp", "Case opened in an emergency")
            .Event<UrgentAccessEnded>("urgent_access_ended", "Kết thúc quyền xem khẩn cấp", "Urgent access ended")
            .Event<CounsellingNoteWritten>("counselling_note_written", "Ghi chép tham vấn", "Counselling note written")
            .Event<LegalHoldSet>("legal_hold_set", "Giữ hồ sơ theo yêu cầu pháp lý", "Legal hold set")
            .Event<LegalHoldLifted>("legal_hold_lifted", "Bỏ giữ hồ sơ", "Legal hold lifted")
            .Event<ErasureProposed>("erasure_proposed", "Đề nghị xóa dữ liệu cá nhân", "Erasure proposed")
            .Event<ErasureRejected>("erasure_rejected", "Không đồng ý xóa", "Erasure not agreed")
            .Event<ErasureApproved>("erasure_approved", "Đồng ý xóa dữ liệu cá nhân", "Erasure agreed")
            .Event<PersonalDataErased>("personal_data_erased", "Đã xóa dữ liệu cá nhân", "Personal data erased")
            .Event<ReferralNoted>("referral_noted", "Chuyển gửi có tin mới", "News of a referral")
            .Event<DeadlineStarted>("deadline_started", "Bắt đầu tính thời hạn", "Deadline started")
            .Event<DeadlineSettled>("deadline_settled", "Hoàn thành việc có thời hạn", "Deadline settled")
            .Event<DeadlineWaiverRequested>("deadline_waiver_requested", "Xin miễn thời hạn", "Waiver requested")
            .Event<DeadlineWaiverRejected>("deadline_waiver_rejected", "Không đồng ý miễn thời hạn", "Waiver not agreed")
            .Event<AttachmentAdded>("attachment_added", "Thêm tệp đính kèm", "Attachment added")
            .Event<AttachmentRemoved>("attachment_removed", "Gỡ tệp đính kèm", "Attachment removed")
            .Event<BodyMarkNoted>("body_mark_noted", "Ghi dấu vết trên cơ thể", "Body mark noted")
            .Event<BodyMarkLookedAt>("body_mark_looked_at", "Xem lại dấu vết", "Body mark looked at again")
            .Event<PupilGoalSet>("pupil_goal_set", "Học sinh đặt mục tiêu", "Pupil set a goal")
            .Event<PupilGoalProgressed>("pupil_goal_progressed", "Học sinh tự đánh giá mục tiêu", "Pupil looked at its goal")
            .Event<ParentsInformed>("parents_informed", "Báo cho cha mẹ", "Parents informed")
            .Event<ParentsNotInformed>("parents_not_informed", "Chưa báo cho cha mẹ", "Parents not informed")
            .Event<ViolenceStepTaken>("violence_step_taken", "Xử lý bạo lực học đường", "School violence handled")
            .Event<SeparationOrdered>("separation_ordered", "Quyết định tạm thời cách ly trẻ", "Temporary separation ordered")
            .Event<SeparationExtended>("separation_extended", "Gia hạn cách ly", "Separation extended")
            .Event<SeparationEnded>("separation_ended", "Kết thúc cách ly", "Separation ended")
            .Event<JusticeEventRecorded>("justice_event_recorded", "Việc với công an, tòa án", "Justice event recorded")
            .Event<ChildHeard>("child_heard", "Hỏi ý kiến của trẻ", "Child heard")
            .Event<FollowUpNoted>("follow_up_noted", "Theo dõi sau kết thúc", "Follow-up noted")
            .Event<EntryCorrected>("entry_corrected", "Đính chính", "Entry corrected")
            .Event<TransferProposed>("transfer_proposed", "Đề nghị chuyển ca", "Transfer proposed")
            .Event<TransferWithdrawn>("transfer_withdrawn", "Rút đề nghị chuyển ca", "Transfer withdrawn")
            .Event<TransferDeclined>("transfer_declined", "Nơi nhận từ chối", "Transfer declined")
            .Event<TransferAccepted>("transfer_accepted", "Nơi nhận đã nhận ca", "Transfer accepted")
            .Event<TransferReceived>("transfer_received", "Nhận ca chuyển đến", "Case received by transfer")
            .Event<MergeProposed>("merge_proposed", "Đề nghị gộp ca", "Merge proposed")
            .Event<MergeConfirmed>("merge_confirmed", "Đồng ý gộp ca", "Merge agreed")
            .Event<MergeRejected>("merge_rejected", "Không gộp ca", "Merge not agreed")
            .Event<MergeUndone>("merge_undone", "Tách ca đã gộp", "Merged cases parted")
            .Event<DeadlinePaused>("deadline_paused", "Tạm dừng thời hạn", "Deadline paused")
            .Event<DeadlineResumed>("deadline_resumed", "Tiếp tục thời hạn", "Deadline resumed")
            .Stream<DeadlineClock>("deadline_clock")
            .Event<DeadlineWarned>("deadline_warned", "Sắp hết thời hạn", "Deadline coming near")
            .Event<DeadlineMissed>("deadline_missed", "Quá hạn", "Deadline missed")
            .Event<DeadlineEscalated>("deadline_escalated", "Quá hạn, báo lên trên", "Deadline missed and escalated")
            .Stream<DeadlineRules>("deadline_rules")
            .Event<DeadlineLimitChanged>("deadline_limit_changed", "Đổi thời hạn", "Deadline limit changed")
            .Stream<Library>("procedure_library")
            .Event<AssessmentFormIssued>("assessment_form_issued", "Ban hành biểu mẫu đánh giá", "Assessment form issued")
            .Event<PaperWordsIssued>("paper_words_issued", "Ban hành lời văn giấy tờ", "Wording of papers issued")
            .Stream<Incident>("incident")
            .Event<IncidentOpened>("incident_opened", "Mở vụ việc có nhiều trẻ", "Incident with several children opened")
            .Event<IncidentChildJoined>("incident_child_joined", "Thêm trẻ vào vụ việc", "Child added to the incident")
            .Event<IncidentRoleCorrected>("incident_role_corrected", "Sửa vai của trẻ trong vụ việc", "Child’s role in the incident corrected")
            .Event<IncidentChildRemoved>("incident_child_removed", "Bỏ trẻ khỏi vụ việc", "Child taken out of the incident")
            .Stream<Circumstance>("circumstance")
            .Event<CircumstanceEntered>("circumstance_entered", "Ghi học sinh vào sổ hoàn cảnh đặc biệt", "Pupil entered in the register of special circumstances")
            .Event<CircumstancePupilCorrected>("circumstance_pupil_corrected", "Sửa thông tin học sinh trong sổ", "Pupil’s details in the register corrected")
            .Event<CircumstanceListed>("circumstance_listed", "Ghi học sinh vào nhóm hoàn cảnh", "Pupil listed under a group")
            .Event<CircumstanceListingEnded>("circumstance_listing_ended", "Kết thúc một nhóm hoàn cảnh", "Listing under a group ended")
            .Event<CircumstanceSupportRecorded>("circumstance_support_recorded", "Ghi hỗ trợ cho học sinh", "Support for a pupil recorded")
            .Event<CircumstanceSupportGiven>("circumstance_support_given", "Đã thực hiện hỗ trợ dự kiến", "Planned support given")
            .Event<CircumstanceSupportDropped>("circumstance_support_dropped", "Không thực hiện hỗ trợ dự kiến", "Planned support not given")
            .Event<CircumstanceCaseLinked>("circumstance_case_linked", "Nối học sinh trong sổ với một ca", "Pupil in the register linked to a case")
            .Stream<Disaster>("disaster")
            .Event<DisasterDeclared>("disaster_declared", "Khai báo thiên tai, dịch bệnh", "Disaster declared")
            .Event<DisasterEnded>("disaster_ended", "Thiên tai, dịch bệnh đã qua", "Disaster ended")
            .Stream<Dropout>("dropout")
            .Event<DropoutOpened>("dropout_opened", "Bắt đầu theo dõi nguy cơ bỏ học", "Pupil watched for dropping out")
            .Event<DropoutPupilCorrected>("dropout_pupil_corrected", "Sửa thông tin học sinh được theo dõi", "Details of a watched pupil corrected")
            .Event<DropoutSignalsRecorded>("dropout_signals_recorded", "Ghi dấu hiệu bỏ học", "Signals of dropping out recorded")
            .Event<DropoutOwnerSet>("dropout_owner_set", "Giao người giúp em đến trường", "Owner for a watched pupil set")
            .Event<ReturnActionPlanned>("return_action_planned", "Lập việc giúp em đến trường", "Return-to-school action planned")
            .Event<ReturnActionProgressed>("return_action_progressed", "Ghi tiến độ việc giúp em đến trường", "Return-to-school action progressed")
            .Event<DropoutOutcomeRecorded>("dropout_outcome_recorded", "Ghi kết quả theo dõi bỏ học", "Outcome for a watched pupil recorded")
            .Stream<DropoutRules>("dropout_rules")
            .Event<DropoutThresholdsChanged>("dropout_thresholds_changed", "Đổi ngưỡng cảnh báo bỏ học", "Thresholds of the dropout warning changed")
            .Words(CaseWords.Tell)
            .Words(RegisterWords.Tell)
            .TellsOfCase<ConcernReported>((_, at) => at.StreamId)
            .TellsOfCase<IncidentOpened>((e, _) => e.CaseId)
            .TellsOfCase<IncidentChildJoined>((e, _) => e.CaseId)
            .TellsOfCase<DeadlineWarned>((e, _) => e.CaseId)
            .TellsOfCase<DeadlineMissed>((e, _) => e.CaseId)
            .TellsOfCase<DeadlineEscalated>((e, _) => e.CaseId);

        module
            .Publishes<ConcernReported, Contracts.ConcernReported>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.Report.ImmediateDanger, at.RecordedAt))
            .Publishes<SchoolSet, Contracts.CaseSchoolSet>((e, at) => new(at.StreamId, e.SchoolId))
            .Publishes<CaseAssigned, Contracts.CaseAssigned>((e, at) => new(at.StreamId, e.AssigneeId))
            .Publishes<AssignmentUndone, Contracts.AssignmentUndone>((e, at) => new(at.StreamId, e.AssigneeId))
            .Publishes<HandOverProposed, Contracts.HandOverProposed>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.FromId, e.ToId))
            .Publishes<HandOverAccepted, Contracts.HandOverAccepted>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.FromId, e.ToId))
            .Publishes<HandOverDeclined, Contracts.HandOverDeclined>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.FromId, e.ToId))
            .Publishes<TriageClosureProposed, Contracts.TriageClosureProposed>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, at.ActorId ?? Guid.Empty))
            .Publishes<DeadlineStarted, Contracts.DeadlineStarted>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.DeadlineId, e.Code, e.StartedAt, e.WarnAt, e.DueAt, e.AssigneeId))
            .Publishes<DeadlineSettled, Contracts.DeadlineSettled>((e, at) => new(at.StreamId, e.SchoolId, e.DeadlineId, e.Code, e.SettledAt, e.Late, e.Waived))
            .Publishes<DeadlineWarned, Contracts.DeadlineWarned>((e, at) => new(e.CaseId, e.Reference, e.SchoolId, at.StreamId, e.Code, e.DueAt, e.AssigneeId))
            .Publishes<DeadlineMissed, Contracts.DeadlineMissed>((e, at) => new(e.CaseId, e.Reference, e.SchoolId, at.StreamId, e.Code, e.DueAt, e.AssigneeId))
            .Publishes<DeadlineEscalated, Contracts.DeadlineEscalated>((e, at) => new(e.CaseId, e.Reference, e.SchoolId, at.StreamId, e.Code, e.DueAt))
            .Publishes<TransferProposed, Contracts.TransferOffered>((e, at) => new(at.StreamId, e.ToSchoolId))
            .Publishes<TransferAccepted, Contracts.TransferAccepted>((e, at) => new(at.StreamId))
            .Publishes<TransferDeclined, Contracts.TransferDeclined>((e, at) => new(at.StreamId))
            .Publishes<PlanSubmitted, Contracts.PlanSubmitted>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.PlanNumber, e.AuthorId, e.ChildProtection, e.AuthorityId))
            .Publishes<PlanApproved, Contracts.PlanApproved>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.PlanNumber,
                [.. e.Actions.Select(a => new Contracts.PlanActionSummary(a.Number, a.MeasureCode, a.DueOn))]))
            .Publishes<UrgentAccessTaken, Contracts.UrgentAccessTaken>((e, at) => new(at.StreamId, e.Reference, e.SchoolId, e.PersonId, e.Until))
            .Publishes<DeadlineWaiverRequested, Contracts.WaiverRequested>((_, at) => new(at.StreamId, at.ActorId))
            .Publishes<RiskAssessed, Contracts.LowerRiskProposed>((e, at) => e.OfficerLevel < e.ComputedLevel ? new(at.StreamId, at.ActorId) : null)
            .Publishes<MergeProposed, Contracts.MergeProposed>((_, at) => new(at.StreamId, at.ActorId))
            .Publishes<ErasureProposed, Contracts.ErasureProposed>((_, at) => new(at.StreamId, at.ActorId))
            .Publishes<CaseClosed, Contracts.CaseClosed>((e, at) => new(at.StreamId, e.SchoolId, at.RecordedAt))
            .Publishes<CaseReopened, Contracts.CaseReopened>((e, at) => new(at.StreamId, e.SchoolId))
            .Publishes<LegalHoldSet, Contracts.LegalHoldSet>((_, at) => new(at.StreamId))
            .Publishes<LegalHoldLifted, Contracts.LegalHoldLifted>((_, at) => new(at.StreamId))
            .Publishes<PersonalDataErased, Contracts.PersonalDataErased>((e, at) => new(at.StreamId, e.Scope == ErasureScope.Everybody, at.RecordedAt));

        module
            // Parks: the rows of a case follow from its own events, and one that cannot be shown must not hide the others.
            .Subscribes(Caseload.Name, SubscriptionStart.Beginning, ("Danh sách ca, các thời hạn và việc đang mở", "List of cases, their clocks and open actions"), on => on
                .Event<ConcernReported>(Caseload.On).Event<SchoolSet>(Caseload.On).Event<ReportReceived>(Caseload.On).Event<CaseAssigned>(Caseload.On).Event<AssignmentUndone>(Caseload.On)
                .Event<HandOverProposed>(Caseload.On).Event<HandOverAccepted>(Caseload.On).Event<HandOverDeclined>(Caseload.On).Event<HandOverWithdrawn>(Caseload.On)
                .Event<CaseTriaged>(Caseload.On).Event<TriageClosureProposed>(Caseload.On).Event<TriageClosureConfirmed>(Caseload.On).Event<TriageClosureRejected>(Caseload.On)
                .Event<EscalatedToChildProtection>(Caseload.On).Event<AuthorityNotified>(Caseload.On).Event<RiskAssessed>(Caseload.On)
                .Event<LowerRiskConfirmed>(Caseload.On).Event<LowerRiskRejected>(Caseload.On).Event<EmergencyDecided>(Caseload.On).Event<NeedsMeetingHeld>(Caseload.On)
                .Event<PlanDrafted>(Caseload.On).Event<PlanRevised>(Caseload.On).Event<PlanSubmitted>(Caseload.On).Event<PlanApproved>(Caseload.On).Event<PlanReturned>(Caseload.On)
                .Event<ActionProgressed>(Caseload.On).Event<CaseReviewed>(Caseload.On).Event<CaseClosed>(Caseload.On).Event<CaseReopened>(Caseload.On)
                .Event<PersonExcluded>(Caseload.On).Event<ExclusionLifted>(Caseload.On)
                .Event<UrgentAccessTaken>(Caseload.On).Event<UrgentAccessEnded>(Caseload.On).Event<CounsellingNoteWritten>(Caseload.On)
                .Event<LegalHoldSet>(Caseload.On).Event<LegalHoldLifted>(Caseload.On).Event<ErasureProposed>(Caseload.On).Event<ErasureRejected>(Caseload.On)
                .Event<ErasureApproved>(Caseload.On).Event<PersonalDataErased>(Caseload.On)
                .Event<ReporterWrote>(Caseload.On).Event<SchoolAnsweredReporter>(Caseload.On).Event<ReferralNoted>(Caseload.On)
                .Event<DeadlineStarted>(Caseload.On).Event<DeadlineSettled>(Caseload.On).Event<DeadlineWaiverRequested>(Caseload.On).Event<DeadlineWaiverRejected>(Caseload.On)
                .Event<AttachmentAdded>(Caseload.On).Event<AttachmentRemoved>(Caseload.On)
                .Event<BodyMarkNoted>(Caseload.On)
                .Event<BodyMarkLookedAt>(Caseload.On)
                .Event<PupilGoalSet>(Caseload.On)
                .Event<PupilGoalProgressed>(Caseload.On)
                .Event<ParentsInformed>(Caseload.On)
                .Event<ParentsNotInformed>(Caseload.On)
                .Event<ViolenceStepTaken>(Caseload.On)
                .Event<SeparationOrdered>(Caseload.On)
                .Event<SeparationExtended>(Caseload.On)
                .Event<SeparationEnded>(Caseload.On)
                .Event<JusticeEventRecorded>(Caseload.On)
                .Event<ChildHeard>(Caseload.On)
                .Event<FollowUpNoted>(Caseload.On)
                .Event<EntryCorrected>(Caseload.On)
                .Event<TransferProposed>(Caseload.On)
                .Event<TransferWithdrawn>(Caseload.On)
                .Event<TransferDeclined>(Caseload.On)
                .Event<TransferAccepted>(Caseload.On)
                .Event<TransferReceived>(Caseload.On)
                .Event<MergeProposed>(Caseload.On).Event<MergeConfirmed>(Caseload.On).Event<MergeRejected>(Caseload.On).Event<MergeUndone>(Caseload.On)
                .Event<DeadlinePaused>(Caseload.On)
                .Event<DeadlineResumed>(Caseload.On)
                .Event<DeadlineWarned>(Caseload.OnWarned).Event<DeadlineMissed>(Caseload.OnMissed).Event<DeadlineEscalated>(Caseload.OnEscalated),
                tables: ["cases.caseload_v1", "cases.deadlines_v1", "cases.clock_signals_v1", "cases.open_actions_v1"], parksStreams: true)
            .Subscribes(CircumstanceProjection.Name, SubscriptionStart.Beginning, ("Sổ học sinh có hoàn cảnh đặc biệt", "Register of pupils in special circumstances"), on => on
                .Event<CircumstanceEntered>(CircumstanceProjection.On).Event<CircumstancePupilCorrected>(CircumstanceProjection.On)
                .Event<CircumstanceListed>(CircumstanceProjection.On).Event<CircumstanceListingEnded>(CircumstanceProjection.On)
                .Event<CircumstanceSupportRecorded>(CircumstanceProjection.On).Event<CircumstanceSupportGiven>(CircumstanceProjection.On).Event<CircumstanceSupportDropped>(CircumstanceProjection.On)
                .Event<CircumstanceCaseLinked>(CircumstanceProjection.On),
                tables: ["cases.circumstances_v1", "cases.circumstance_listings_v1", "cases.circumstance_supports_v1"], parksStreams: true)
            .Subscribes(DropoutProjection.Name, SubscriptionStart.Beginning, ("Học sinh có nguy cơ bỏ học", "Pupils who may drop out"), on => on
                .Event<DropoutOpened>(DropoutProjection.On).Event<DropoutPupilCorrected>(DropoutProjection.On).Event<DropoutSignalsRecorded>(DropoutProjection.On)
                .Event<DropoutOwnerSet>(DropoutProjection.On).Event<ReturnActionPlanned>(DropoutProjection.On).Event<ReturnActionProgressed>(DropoutProjection.On)
                .Event<DropoutOutcomeRecorded>(DropoutProjection.On), tables: ["cases.dropouts_v1"], parksStreams: true)
            .Subscribes(ListDisasters.Name, SubscriptionStart.Beginning, ("Các đợt thiên tai, dịch bệnh", "Disasters that were declared"), on => on
                .Event<DisasterDeclared>(ListDisasters.On).Event<DisasterEnded>(ListDisasters.On), tables: ["cases.disasters_v1"], parksStreams: true)
            .Subscribes(CarryOutErasure.Name, SubscriptionStart.Beginning, ("Xóa dữ liệu cá nhân hai người đã đồng ý xóa", "Erases the personal data two persons agreed to erase"),
                on => on.Event<ErasureApproved>(CarryOutErasure.On), parksStreams: true)
            .Subscribes(ReceiveTransfer.Name, SubscriptionStart.Beginning, ("Mở hồ sơ ở trường nhận ca chuyển đến", "Opens the file of a school that accepted a transfer"),
                on => on.Event<TransferAccepted>(ReceiveTransfer.On), parksStreams: true)
            .Subscribes(ExcludeFromResting.Name, SubscriptionStart.Beginning, ("Ghi việc chặn một người vào các ca đã gộp", "Notes an exclusion in the cases merged into the case"),
                on => on.Event<PersonExcluded>(ExcludeFromResting.On), parksStreams: true)
            // Does not park: closing a case waits until this one has read everything, so that no open referral is overlooked.
            .Subscribes(ReferralsSubscription, SubscriptionStart.Beginning, ("Ghi vào hồ sơ ca những gì xảy ra với giấy chuyển gửi", "Notes in the case file what becomes of its referrals"), on => on
                .Message<ReferralSent>(ReferralSentHandler.Handle).Message<ReferralAcknowledged>(ReferralAcknowledgedHandler.Handle)
                .Message<ReferralAccepted>(ReferralAcceptedHandler.Handle).Message<ReferralDeclined>(ReferralDeclinedHandler.Handle)
                .Message<ReferralServiceStarted>(ReferralServiceStartedHandler.Handle).Message<ReferralCompleted>(ReferralCompletedHandler.Handle)
                .Message<ReferralCancelled>(ReferralCancelledHandler.Handle));

        CaseOversight.Register(module);
        module.Services.AddScoped<CaseDesk>().AddScoped<OtherCase>().AddScoped<AddToReport.Desk>().AddScoped<Uploading>();
        module.Services.AddSingleton<Uploads>().AddSingleton<AttachmentContent>().AddHostedService<ExpireUploads>();
        module.Services.AddScoped<CaseRows>().AddScoped<CircumstanceRows>().AddScoped<DropoutDesk>();
        module.Services.AddSingleton(_ => new OpaqueCodes(RandomNumberGenerator.Create()));
        module.Services.AddSingleton<PaperPrinter>();
        module.Services.AddSingleton<ClockWorker>();
        module.Services.AddHostedService(s => s.GetRequiredService<ClockWorker>());
    }

    public void Map(IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("Cases");
        ReportConcern.Map(cases);
        FollowUpReport.Map(cases);
        ListCases.Map(cases);
        ExportCases.Map(cases);
        SavedViews.Map(cases);
        ReadCaseload.Map(cases);
        ReadToday.Map(cases);
        ReadReferenceData.Map(cases);
        ChangeDeadlineRule.Map(cases);
        ReadCase.Map(cases);
        ReadNextSteps.Map(cases);
        ReadHistory.Map(cases);
        ReadDifference.Map(cases);
        ReadRestricted.Map(cases);
        ListDocuments.Map(cases);
        ReadDocument.Map(cases);
        RouteCase.Map(cases);
        TriageCase.Map(cases);
        ConfirmTriage.Map(cases);
        AssignCase.Map(cases);
        AssignCases.Map(cases);
        HandOverCase.Map(cases);
        AnswerHandOver.Map(cases);
        WithdrawHandOver.Map(cases);
        ExcludePerson.Map(cases);
        LiftExclusion.Map(cases);
        TakeUrgentAccess.Map(cases);
        EndUrgentAccess.Map(cases);
        WriteCounselling.Map(cases);
        ReadCounselling.Map(cases);
        EscalateCase.Map(cases);
        NotifyAuthority.Map(cases);
        AssessRisk.Map(cases);
        ConfirmLowerRisk.Map(cases);
        DecideEmergency.Map(cases);
        HoldNeedsMeeting.Map(cases);
        DraftPlan.Map(cases);
        RevisePlan.Map(cases);
        SubmitPlan.Map(cases);
        DecidePlan.Map(cases);
        ProgressAction.Map(cases);
        ReviewCase.Map(cases);
        CloseCase.Map(cases);
        ReopenCase.Map(cases);
        ListRetention.Map(cases);
        HoldCase.Map(cases);
        JoinIncident.Map(cases);
        CorrectIncident.Map(cases);
        ReadIncident.Map(cases);
        InformParents.Map(cases);
        RecordViolenceStep.Map(cases);
        OrderSeparation.Map(cases);
        ExtendSeparation.Map(cases);
        EndSeparation.Map(cases);
        RecordJusticeEvent.Map(cases);
        HearChild.Map(cases);
        AddAttachment.Map(cases);
        AddToReport.Map(cases);
        ReadAttachment.Map(cases);
        RemoveAttachment.Map(cases);
        NoteBodyMark.Map(cases);
        LookAtBodyMark.Map(cases);
        SetGoal.Map(cases);
        ProgressGoal.Map(cases);
        NoteFollowUp.Map(cases);
        CorrectEntry.Map(cases);
        ProposeTransfer.Map(cases);
        WithdrawTransfer.Map(cases);
        MirrorTransfer.Map(cases);
        ListTransfers.Map(cases);
        AnswerTransfer.Map(cases);
        ReadLibrary.Map(cases);
        IssueAssessmentForm.Map(cases);
        IssuePaperWords.Map(cases);
        FindDuplicates.Map(cases);
        ProposeMerge.Map(cases);
        ConfirmMerge.Map(cases);
        UndoMerge.Map(cases);
        ReadMerges.Map(cases);
        PauseDeadline.Map(cases);
        ResumeDeadline.Map(cases);
        ProposeErasure.Map(cases);
        DecideErasure.Map(cases);
        ReadErasures.Map(cases);
        RequestWaiver.Map(cases);
        ConfirmWaiver.Map(cases);
        DeclareDisaster.Map(cases);
        EndDisaster.Map(cases);
        ListDisasters.Map(cases);

        var circumstances = cases.MapGroup("/circumstances");
        ReadCircumstanceCodes.Map(circumstances);
        ListCircumstances.Map(circumstances);
        CountCircumstances.Map(circumstances);
        ExportCircumstances.Map(circumstances);
        EnterCircumstance.Map(circumstances);
        ReadCircumstance.Map(circumstances);
        CorrectCircumstancePupil.Map(circumstances);
        ListUnderGroup.Map(circumstances);
        EndListing.Map(circumstances);
        RecordSupport.Map(circumstances);
        SettleSupport.Map(circumstances);
        LinkCase.Map(circumstances);

        var dropouts = cases.MapGroup("/dropout-risks");
        ListDropoutRisks.Map(dropouts);
        CountDropoutRisks.Map(dropouts);
        WatchPupil.Map(dropouts);
        ListDropoutRules.Map(dropouts);
        ChangeDropoutThresholds.Map(dropouts);
        ImportPupils.Map(dropouts);
        ReadDropoutRisk.Map(dropouts);
        RecordSignals.Map(dropouts);
        CorrectDropoutPupil.Map(dropouts);
        SetDropoutOwner.Map(dropouts);
        PlanReturnAction.Map(dropouts);
        ProgressReturnAction.Map(dropouts);
        RecordDropoutOutcome.Map(dropouts);
    }
}
