using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Cases.BodyMaps;
using ProtectionPlatform.Cases.Counselling;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.HandlingViolence;
using ProtectionPlatform.Cases.Incidents;
using ProtectionPlatform.Cases.InformingParents;
using ProtectionPlatform.Cases.Justice;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.Separating;
using ProtectionPlatform.Cases.Transferring;

namespace ProtectionPlatform.Cases;

/// <summary>What the codes of a case file are called. A test holds it complete.</summary>
internal static class CaseCodeWords
{
    public static void Tell(WordsBuilder words) => words
        .Codes<CaseState>((CaseState.New, "Mới tiếp nhận", "New"), (CaseState.Intake, "Đã lập phiếu", "Intake"), (CaseState.Reported, "Đã thông báo", "Reported"),
            (CaseState.InitialAssessed, "Đã đánh giá ban đầu", "Initially assessed"), (CaseState.Emergency, "Can thiệp khẩn cấp", "Emergency"),
            (CaseState.DetailedAssessment, "Đánh giá cụ thể", "Detailed assessment"), (CaseState.PlanDrafted, "Dự thảo kế hoạch", "Plan drafted"),
            (CaseState.PlanSubmitted, "Trình phê duyệt", "Plan submitted"), (CaseState.PlanApproved, "Đã phê duyệt", "Plan approved"),
            (CaseState.InProgress, "Đang thực hiện", "In progress"), (CaseState.UnderReview, "Đang rà soát", "Under review"), (CaseState.Closed, "Kết thúc", "Closed"),
            (CaseState.Unfounded, "Không xác thực", "Unfounded"), (CaseState.NoFurtherAction, "Không cần xử lý tiếp", "No further action"), (CaseState.Reopened, "Mở lại", "Reopened"), (CaseState.Transferred, "Chuyển nơi khác", "Transferred"))
        .Codes<Track>((Track.ChildProtection, "Bảo vệ trẻ em", "Child protection"), (Track.SchoolViolence, "Bạo lực học đường", "School violence"),
            (Track.SchoolSupport, "Tư vấn – công tác xã hội", "Counselling – social work"))
        .Codes<RiskLevel>((RiskLevel.Low, "Thấp", "Low"), (RiskLevel.Medium, "Trung bình", "Medium"), (RiskLevel.High, "Cao", "High"))
        .Codes<PerformedBy>((PerformedBy.School, "Nhà trường", "School"), (PerformedBy.Commune, "UBND cấp xã", "Commune People’s Committee"),
            (PerformedBy.Hotline, "Tổng đài 111", "Hotline 111"), (PerformedBy.Police, "Công an", "Police"), (PerformedBy.Provider, "Cơ sở cung cấp dịch vụ", "Service provider"))
        .Codes<ReportChannel>((ReportChannel.Phone, "Điện thoại", "Phone"), (ReportChannel.InPerson, "Trực tiếp", "In person"), (ReportChannel.ThroughPerson, "Qua người khác", "Through another person"),
            (ReportChannel.Online, "Trực tuyến", "Online"), (ReportChannel.Paper, "Thư, giấy", "Letter, paper"), (ReportChannel.Hotline, "Tổng đài 111", "Hotline 111"))
        .Codes<StatementKind>((StatementKind.Seen, "Tận mắt thấy", "Seen with own eyes"), (StatementKind.Heard, "Nghe người khác kể", "Heard from someone"),
            (StatementKind.SaidByChild, "Trẻ nói", "Said by the child"), (StatementKind.Opinion, "Suy nghĩ của người báo", "The informant’s own opinion"))
        .Codes<ConcernKind>((ConcernKind.Abused, "Trẻ em bị xâm hại", "Child suffers abuse"), (ConcernKind.AtRiskOfViolence, "Có nguy cơ bị bạo lực", "At risk of violence"),
            (ConcernKind.AtRiskOfExploitation, "Có nguy cơ bị bóc lột", "At risk of exploitation"), (ConcernKind.AtRiskOfAbandonment, "Có nguy cơ bị bỏ rơi, bỏ mặc", "At risk of abandonment or neglect"),
            (ConcernKind.SpecialCircumstances, "Có hoàn cảnh đặc biệt", "In special circumstances"), (ConcernKind.Other, "Khó khăn khác", "Another difficulty"))
        .Codes<IncidentType>((IncidentType.Violence, "Bạo lực", "Violence"), (IncidentType.Exploitation, "Bóc lột", "Exploitation"), (IncidentType.SexualAbuse, "Xâm hại tình dục", "Sexual abuse"),
            (IncidentType.Trafficking, "Mua bán", "Trafficking"), (IncidentType.Neglect, "Bỏ rơi, bỏ mặc", "Abandonment, neglect"), (IncidentType.SchoolViolence, "Bạo lực học đường", "School violence"),
            (IncidentType.Bullying, "Bắt nạt", "Bullying"), (IncidentType.Cyberbullying, "Bắt nạt trên mạng", "Cyberbullying"), (IncidentType.Other, "Việc khác", "Something else"))
        .Codes<Sex>((Sex.Male, "Nam", "Male"), (Sex.Female, "Nữ", "Female"), (Sex.Unknown, "Chưa rõ", "Not known"))
        .Codes<TriageDecision>((TriageDecision.Proceed, "Xử lý tiếp", "Proceed"), (TriageDecision.NoFurtherAction, "Không cần xử lý tiếp", "No further action"), (TriageDecision.Unfounded, "Không xác thực", "Unfounded"))
        .Codes<RecipientKind>((RecipientKind.Commune, "UBND cấp xã", "Commune People’s Committee"), (RecipientKind.Police, "Công an", "Police"), (RecipientKind.Hotline111, "Tổng đài 111", "Hotline 111"),
            (RecipientKind.ChildCareAgency, "Cơ quan chăm sóc, bảo vệ trẻ em", "Child-care agency"))
        .Codes<NotificationChannel>((NotificationChannel.Phone, "Điện thoại", "Phone"), (NotificationChannel.InPerson, "Trực tiếp", "In person"), (NotificationChannel.Document, "Văn bản", "Letter"),
            (NotificationChannel.Email, "Thư điện tử", "E-mail"))
        .Codes<AssessmentForm>((AssessmentForm.Form02, "Mẫu số 02", "Form 02"), (AssessmentForm.Form03, "Mẫu số 03", "Form 03"), (AssessmentForm.Form06, "Mẫu số 06", "Form 06"))
        .Codes<EmergencyDecision>((EmergencyDecision.Taken, "Đã quyết định can thiệp khẩn cấp", "Emergency measures decided"), (EmergencyDecision.NotNeeded, "Không cần can thiệp khẩn cấp", "Emergency measures not needed"))
        .Codes<PlanStatus>((PlanStatus.Draft, "Dự thảo", "Draft"), (PlanStatus.Submitted, "Chờ phê duyệt", "Waiting for approval"), (PlanStatus.Approved, "Đã phê duyệt", "Approved"),
            (PlanStatus.Returned, "Trả lại", "Returned"), (PlanStatus.Superseded, "Đã thay thế", "Superseded"))
        .Codes<HandOverState>((HandOverState.Proposed, "Chờ trả lời", "Waiting for an answer"), (HandOverState.Accepted, "Đã nhận", "Accepted"), (HandOverState.Declined, "Không nhận", "Declined"),
            (HandOverState.Withdrawn, "Đã rút", "Withdrawn"), (HandOverState.Lapsed, "Không còn hiệu lực", "Lapsed"))
        .Codes<PlanOutcome>((PlanOutcome.Approved, "Phê duyệt", "Approved"), (PlanOutcome.Returned, "Trả lại để sửa", "Returned for changes"))
        .Codes<CaregiverAgreement>((CaregiverAgreement.Agreed, "Đồng ý", "Agree"), (CaregiverAgreement.Refused, "Từ chối", "Refuse"), (CaregiverAgreement.NotAsked, "Chưa hỏi, vì an toàn của trẻ", "Not asked, for the child’s safety"))
        .Codes<ActionStatus>((ActionStatus.Planned, "Chưa bắt đầu", "Not started"), (ActionStatus.Started, "Đang làm", "Under way"), (ActionStatus.Done, "Đã xong", "Done"), (ActionStatus.NotDone, "Không thực hiện được", "Could not be done"))
        .Codes<ReviewConclusion>((ReviewConclusion.Close, "Đề nghị kết thúc ca", "Propose closing the case"), (ReviewConclusion.Continue, "Tiếp tục với kế hoạch mới", "Continue with a new plan"))
        .Codes<ReferralState>((ReferralState.Sent, "Đã gửi", "Sent"), (ReferralState.Acknowledged, "Đã nhận được", "Received"), (ReferralState.Accepted, "Đã nhận lời", "Accepted"), (ReferralState.Declined, "Từ chối", "Declined"),
            (ReferralState.InService, "Đang hỗ trợ", "In service"), (ReferralState.Completed, "Hoàn thành", "Completed"), (ReferralState.Cancelled, "Đã rút", "Withdrawn"))
        .Codes<ExclusionGround>((ExclusionGround.SuspectedPerson, "Người bị nghi vấn", "Suspected person"), (ExclusionGround.Relative, "Người thân của người bị nghi vấn", "Relative of a suspected person"),
            (ExclusionGround.ConflictOfInterest, "Có xung đột lợi ích", "Conflict of interest"))
        .Codes<CounsellingForm>((CounsellingForm.Individual, "Riêng với trẻ", "With the child alone"), (CounsellingForm.Group, "Theo nhóm", "In a group"), (CounsellingForm.WithFamily, "Cùng gia đình", "With the family"),
            (CounsellingForm.Crisis, "Hỗ trợ khủng hoảng", "In a crisis"))
        .Codes<ErasureScope>((ErasureScope.Informant, "Người cung cấp thông tin", "The informant"), (ErasureScope.Everybody, "Trẻ và mọi người trong ca", "The child and everybody in the case"))
        .Codes<ErasureGround>((ErasureGround.RetentionEnded, "Hết thời hạn lưu", "Retention period over"), (ErasureGround.DataSubjectRequest, "Có người yêu cầu", "Somebody asked for it"))
        .Codes<MessageFrom>((MessageFrom.Reporter, "Người báo tin", "Informant"), (MessageFrom.School, "Nhà trường", "The school"))
        .Codes<DeadlineStatus>((DeadlineStatus.Pending, "Đang tính", "Running"), (DeadlineStatus.Met, "Đúng hạn", "In time"), (DeadlineStatus.MetLate, "Xong muộn", "Late"), (DeadlineStatus.Overdue, "Quá hạn", "Overdue"),
            (DeadlineStatus.Waived, "Được miễn", "Waived"), (DeadlineStatus.Paused, "Tạm dừng", "Paused"))
        .Codes<DeadlineCalendar>((DeadlineCalendar.Elapsed, "tính liên tục", "elapsed time"), (DeadlineCalendar.WorkingDays, "ngày làm việc", "working days"), (DeadlineCalendar.CalendarDays, "ngày theo lịch", "calendar days"))
        .Codes("code", ("DL-REPORT", "Thông báo cho nơi tiếp nhận", "Notify the authority"), ("DL-EMERG", "Quyết định can thiệp khẩn cấp", "Decide on emergency measures"),
            ("DL-INIT", "Đánh giá nguy cơ ban đầu", "Initial risk assessment"), ("DL-PLAN", "Phê duyệt kế hoạch", "Plan approved"), ("DL-REVIEW", "Rà soát, đánh giá", "Review"),
            ("DL-VIOL-PARENT", "Báo cho cha mẹ về bạo lực học đường", "Inform the parents of school violence"), ("DL-SEP", "Tạm thời cách ly tối đa 15 ngày", "Temporary separation, 15 days at most"),
            ("DL-ACTION", "Hoạt động trong kế hoạch", "Action of the plan"), ("DL-REF-ACK", "Nơi nhận trả lời chuyển gửi", "Provider answers the referral"),
            ("DL-FOLLOW-30", "Theo dõi 30 ngày sau kết thúc", "Follow-up 30 days after closing"), ("DL-FOLLOW-90", "Theo dõi 90 ngày sau kết thúc", "Follow-up 90 days after closing"),
            ("DL-FOLLOW-180", "Theo dõi 180 ngày sau kết thúc", "Follow-up 180 days after closing"))
        .Codes<ParentsNotInformedGround>((ParentsNotInformedGround.SuspectedPerson, "Cha, mẹ là người bị nghi vấn", "A parent is suspected"),
            (ParentsNotInformedGround.WouldEndangerChild, "Báo sẽ làm trẻ gặp nguy hiểm", "Telling them would endanger the child"), (ParentsNotInformedGround.NotReached, "Chưa liên lạc được", "Not reached yet"))
        .Codes<ViolenceStep>((ViolenceStep.RiskDetected, "Phát hiện học sinh có nguy cơ", "Risk detected"), (ViolenceStep.RiskAssessed, "Đánh giá mức độ, hình thức nguy cơ", "Risk assessed"),
            (ViolenceStep.PupilsCounselled, "Tư vấn cho học sinh có nguy cơ", "Pupils at risk counselled"), (ViolenceStep.KeptApart, "Theo dõi, tách riêng", "Watched, kept apart"),
            (ViolenceStep.Stopped, "Ngăn chặn hành vi", "Violence stopped"), (ViolenceStep.HarmAssessed, "Đánh giá sơ bộ tổn hại", "Harm assessed"), (ViolenceStep.MedicalCare, "Sơ cứu, chăm sóc y tế", "First aid, medical care"),
            (ViolenceStep.VictimSupported, "Theo dõi, hỗ trợ học sinh bị bạo lực", "Pupil who suffered it supported"), (ViolenceStep.PupilEducated, "Hỗ trợ, giáo dục học sinh gây bạo lực", "Pupil who did it supported and educated"),
            (ViolenceStep.OutsideHelp, "Vượt khả năng: báo công an, UBND, y tế", "Beyond the school: police, commune, medical body called"))
        .Codes<SeparationGround>((SeparationGround.AbusedByCaregiver, "Bị cha, mẹ, người chăm sóc xâm hại hoặc có nguy cơ", "Abused, or at risk of it, by parent or caregiver"),
            (SeparationGround.PlanRefused, "Cha, mẹ, người chăm sóc từ chối kế hoạch", "They refuse the plan"), (SeparationGround.MayAbuseAgain, "Có khả năng tiếp tục xâm hại trẻ", "They may abuse the child again"))
        .Codes<JusticeKind>((JusticeKind.PoliceReport, "Trình báo công an", "Report to the police"), (JusticeKind.Interview, "Lấy lời khai của trẻ", "Interview with the child"),
            (JusticeKind.ForensicExamination, "Giám định", "Forensic examination"), (JusticeKind.Prosecution, "Khởi tố, truy tố", "Prosecution"), (JusticeKind.CourtHearing, "Phiên tòa", "Court hearing"),
            (JusticeKind.Judgment, "Bản án, quyết định", "Judgment"), (JusticeKind.LegalAid, "Trợ giúp pháp lý", "Legal aid"), (JusticeKind.CourtRequest, "Đề nghị tòa án hạn chế quyền của cha, mẹ", "Court asked to restrict parental rights"))
        .Codes<GoalStanding>((GoalStanding.NotYet, "Chưa bắt đầu được", "Not yet"), (GoalStanding.PartWay, "Được một phần", "Part of the way"), (GoalStanding.Reached, "Đã đạt", "Reached"), (GoalStanding.GivenUp, "Thôi theo đuổi", "Given up"))
        .Codes<TransferCause>((TransferCause.ChildChangesSchool, "Trẻ chuyển trường", "The child changes school"), (TransferCause.FamilyMoves, "Gia đình chuyển nơi ở", "The family moves"),
            (TransferCause.OtherBodyCompetent, "Thuộc thẩm quyền nơi khác", "Another body is competent"))
        .Codes<TransferBasis>((TransferBasis.ProtectionDuty, "Nghĩa vụ bảo vệ trẻ em", "Duty to protect the child"), (TransferBasis.Consent, "Trẻ và người đại diện đồng ý", "Consent of child and representative"))
        .Codes<TransferPart>((TransferPart.Report, "Tin báo", "Report"), (TransferPart.Assessments, "Đánh giá nguy cơ", "Risk assessments"), (TransferPart.Meetings, "Biên bản họp", "Minutes"), (TransferPart.Plans, "Kế hoạch", "Plans"),
            (TransferPart.Reviews, "Rà soát", "Reviews"), (TransferPart.Separations, "Quyết định cách ly", "Separations"), (TransferPart.JusticeEvents, "Việc với công an, tòa án", "Justice events"), (TransferPart.Goals, "Mục tiêu của học sinh", "The pupil’s goals"))
        .Codes<TransferStatus>((TransferStatus.Proposed, "Chờ nơi nhận trả lời", "Waits for the receiver"), (TransferStatus.Accepted, "Đã nhận", "Accepted"), (TransferStatus.Declined, "Từ chối", "Declined"), (TransferStatus.Withdrawn, "Đã rút", "Withdrawn"))
        .Codes<MergeStatus>((MergeStatus.Proposed, "Chờ người thứ hai", "Waits for a second person"), (MergeStatus.Confirmed, "Đã gộp", "Merged"), (MergeStatus.Rejected, "Không gộp", "Not merged"), (MergeStatus.Undone, "Đã tách lại", "Parted again"))
        .Codes<PauseReason>((PauseReason.ChildInHospital, "Trẻ nằm viện", "The child is in hospital"), (PauseReason.ChildAway, "Trẻ đi vắng", "The child is away"), (PauseReason.SchoolClosed, "Trường đóng cửa vì thiên tai, dịch bệnh", "School closed by disaster or epidemic"))
        .Codes<AttachmentKind>((AttachmentKind.Photo, "Ảnh", "Picture"), (AttachmentKind.Document, "Tài liệu", "Document"), (AttachmentKind.Audio, "Ghi âm", "Recording"))
        .Codes<BodySide>((BodySide.Front, "Trước", "Front"), (BodySide.Back, "Sau", "Back"))
        .Codes<MarkKind>((MarkKind.Bruise, "Bầm tím", "Bruise"), (MarkKind.Cut, "Vết cắt, xước", "Cut, graze"), (MarkKind.Burn, "Bỏng", "Burn"), (MarkKind.Swelling, "Sưng", "Swelling"),
            (MarkKind.Scar, "Sẹo", "Scar"), (MarkKind.Pain, "Đau", "Pain"), (MarkKind.Other, "Khác", "Other"))
        .Codes<MarkCourse>((MarkCourse.Unchanged, "Như cũ", "Unchanged"), (MarkCourse.Larger, "Lớn hơn", "Larger"), (MarkCourse.Smaller, "Nhỏ đi", "Smaller"), (MarkCourse.Healed, "Đã lành", "Healed"),
            (MarkCourse.Mistaken, "Ghi nhầm", "Noted by mistake"))
        .Codes<CounsellingTopic>((CounsellingTopic.Learning, "Học tập", "Learning"), (CounsellingTopic.GenderAndRelations, "Giới tính, quan hệ xã hội", "Gender and social relations"),
            (CounsellingTopic.Psychology, "Tâm lý", "Psychology"), (CounsellingTopic.LifeSkills, "Kỹ năng sống", "Life skills"), (CounsellingTopic.Career, "Hướng nghiệp, việc làm, khởi nghiệp", "Career, employment, start-up"),
            (CounsellingTopic.PolicyAndLaw, "Chính sách, pháp luật", "Policy and law"), (CounsellingTopic.SocialWorkServices, "Dịch vụ công tác xã hội", "Social-work services"))
        .Codes<IncidentRole>((IncidentRole.Affected, "Bị ảnh hưởng", "Affected"), (IncidentRole.Caused, "Gây ra", "Caused it"), (IncidentRole.Witness, "Chứng kiến", "Witness"))
        .Codes<IncidentCorrectionGround>((IncidentCorrectionGround.WrongChild, "Nhầm trẻ", "Wrong child"), (IncidentCorrectionGround.WrongRole, "Nhầm vai", "Wrong role"), (IncidentCorrectionGround.NotInvolved, "Không liên quan", "Not involved"));
}
