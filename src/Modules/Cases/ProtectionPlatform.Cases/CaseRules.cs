using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases;

/// <summary>Named refusals of the case procedure. "[D]" marks a design rule of ours, not law.</summary>
internal static class CaseRules
{
    private const string Machine = "[D] docs/procedure: sơ đồ trạng thái của ca";

    public static readonly Rule StateForbids = new("step-not-possible-now",
        "Ca đang ở trạng thái {0}, chưa (hoặc không còn) làm bước này được.", "The case is in state {0}; this step is not possible now.",
        Machine, "Xem GET /api/v1/cases/[id]/next-steps để biết bước có thể làm.", "See GET /api/v1/cases/[id]/next-steps for what can be done.");

    public static readonly Rule TriageFirst = new("triage-first",
        "Ca chưa được phân loại.", "The case has not been triaged.", Machine,
        "Phân loại ca, nêu lý do.", "Triage the case and give the reason.");

    public static readonly Rule TracksRequired = new("tracks-required",
        "Chọn ít nhất một nhóm quy trình khi tiếp tục.", "Choose at least one track to go on.", Machine);

    public static readonly Rule ChildProtectionRequired = new("child-protection-track-required",
        "Tin báo cho thấy nghi có xâm hại hoặc nguy cơ xâm hại trẻ em dưới 16 tuổi: phải theo quy trình bảo vệ trẻ em.",
        "The report suggests abuse, or a risk of it, of a child under 16: the child-protection track is required.",
        "Luật Trẻ em 102/2016/QH13, Điều 4.5; Nghị định 56/2017/NĐ-CP, Chương III",
        "Thêm nhóm ChildProtection.", "Add the track ChildProtection.");

    public static readonly Rule ConfirmationPending = new("confirmation-pending",
        "Đề nghị dừng ca đang chờ người thứ hai xác nhận.", "The proposal to take the case no further waits for a second person.", Machine,
        "Người thứ hai đồng ý hoặc không đồng ý.", "A second person agrees or disagrees.");

    public static readonly Rule NothingToConfirm = new("nothing-to-confirm",
        "Không có gì đang chờ xác nhận.", "Nothing waits for confirmation.", Machine);

    public static readonly Rule SecondPerson = new("second-person-required",
        "Việc này cần người thứ hai, không phải người đã đề nghị.", "This needs a second person, not the one who asked for it.",
        "[D] Nguyên tắc hai người", "Nhờ cán bộ đầu mối hoặc hiệu trưởng khác xác nhận.", "Ask the focal person or the principal to confirm.");

    private const string Kept = "[D] P-21, P-24, P-25: thời hạn lưu và xóa dữ liệu cá nhân";

    public static readonly Rule CaseNotEnded = new("case-not-ended",
        "Ca chưa kết thúc nên chưa xóa được dữ liệu.", "The case has not ended, so nothing of it can be erased.", Kept);

    public static readonly Rule StillRetained = new("still-retained",
        "Hồ sơ còn phải lưu đến hết ngày {0} nên chưa được xóa.", "The file has to be kept until the end of {0}, so it may not be erased yet.", Kept,
        "Hạn chế việc xử lý thay cho xóa, và nói rõ lý do với người yêu cầu.", "Restrict its processing instead, and tell who asked why.");

    public static readonly Rule LegalHold = new("legal-hold",
        "Hồ sơ đang được giữ theo yêu cầu pháp lý.", "The file is under a legal hold.", Kept, "Bỏ giữ hồ sơ trước, nếu không còn lý do.", "Lift the hold first, if there is no reason for it any more.");

    public static readonly Rule AlreadyHeld = new("already-held",
        "Hồ sơ đã được giữ theo yêu cầu pháp lý.", "The file is under a legal hold already.", Kept);

    public static readonly Rule NotHeld = new("not-held",
        "Hồ sơ không bị giữ.", "The file is not under a legal hold.", Kept);

    public static readonly Rule ErasurePending = new("erasure-pending",
        "Đã có đề nghị xóa đang chờ người thứ hai.", "A proposed erasure waits for a second person.", Kept);

    public static readonly Rule AlreadyErased = new("already-erased",
        "Dữ liệu này đã được xóa.", "These data are erased already.", Kept);

    public static readonly Rule NotifyByFocalPerson = new("notification-by-focal-person",
        "Cán bộ đầu mối hoặc hiệu trưởng thông báo; người khác chỉ khi cả hai vắng mặt hoặc có liên quan.",
        "The focal person or the principal notifies; others only when both are absent or involved.",
        "[D] Sơ đồ trạng thái: Intake → Reported", "Nêu absenceReason.", "Give absenceReason.");

    public static readonly Rule NotChildProtection = new("not-child-protection",
        "Ca không theo quy trình bảo vệ trẻ em.", "The case does not follow the child-protection track.",
        "Nghị định 56/2017/NĐ-CP, Chương III", "Chuyển sang quy trình bảo vệ trẻ em nếu nghi có xâm hại.", "Escalate to child protection if abuse is suspected.");

    public static readonly Rule NotifyFirst = new("notification-first",
        "Phải thông báo cho nơi có thẩm quyền trước.", "The authority must be notified first.",
        "Luật Trẻ em, Điều 51; Nghị định 56/2017/NĐ-CP, Điều 25.1", "Ghi nhận việc thông báo.", "Record the notification.");

    public static readonly Rule RecipientUnknown = new("no-such-recipient",
        "Không có cơ quan này vào thời điểm thông báo.", "There was no such authority at the time of the notification.",
        "[D] Cơ quan là dữ liệu có thời hạn", "Chọn cơ quan đang hoạt động, hoặc bỏ mã và ghi recipientName.", "Choose an authority of that time, or leave out the id and give recipientName.");

    public static readonly Rule OfficerReasonRequired = new("officer-level-needs-reason",
        "Mức độ của cán bộ khác mức tính được: cần nêu lý do.", "The officer's level differs from the computed one: a reason is needed.",
        "[D] docs/procedure: chấm điểm nguy cơ");

    public static readonly Rule UnknownRows = new("unknown-assessment-row",
        "Biểu mẫu không có dòng {0}.", "The form has no row {0}.", "Nghị định 56/2017/NĐ-CP, Mẫu số 02, 03, 06");

    public static readonly Rule EmergencyUndecided = new("emergency-decision-required",
        "Mẫu số 02 phải kết luận có cần can thiệp khẩn cấp hay không.", "Form 02 must say whether emergency measures are needed.",
        "Nghị định 56/2017/NĐ-CP, Điều 26.2, 26.3", "Nêu emergencyNeeded.", "Give emergencyNeeded.");

    public static readonly Rule SafetyNeedUnsettled = new("safety-need-unsettled",
        "Nhu cầu an toàn khẩn cấp chưa được quyết định.", "The need for emergency measures has not been settled.",
        "Nghị định 56/2017/NĐ-CP, Điều 26.3", "Ghi quyết định can thiệp khẩn cấp hoặc lý do không cần.", "Record the emergency decision, or why none is needed.");

    public static readonly Rule EmergencyReason = new("emergency-reason-required",
        "Cần nêu biện pháp đã áp dụng, hoặc lý do không cần.", "Give the measures taken, or the reason why none are needed.", "Nghị định 56/2017/NĐ-CP, Điều 26.3, 31");

    public static readonly Rule DetailedAssessmentFirst = new("detailed-assessment-first",
        "Cần có Mẫu số 03 trước khi lập kế hoạch.", "Form 03 is needed before a plan.", "Nghị định 56/2017/NĐ-CP, Điều 27.1");

    public static readonly Rule NeedsMeetingFirst = new("needs-meeting-first",
        "Cần ghi nhận cuộc họp xác định nhu cầu trước khi lập kế hoạch.", "The needs meeting must be recorded before a plan.", "Nghị định 56/2017/NĐ-CP, Điều 27.2");

    public static readonly Rule UnknownMeasure = new("unknown-measure-code",
        "Không có biện pháp mã {0}.", "There is no measure with code {0}.", "Luật Trẻ em, Điều 48, 49, 50");

    public static readonly Rule PlanNotDraft = new("plan-not-draft",
        "Kế hoạch không còn là bản thảo.", "The plan is no longer a draft.", Machine);

    public static readonly Rule PlanIncomplete = new("plan-incomplete",
        "Kế hoạch chưa đủ: {0}.", "The plan is incomplete: {0}.", "Nghị định 56/2017/NĐ-CP, Điều 28, Mẫu số 04; ý kiến của trẻ: Luật Trẻ em, Điều 74",
        "Bổ sung rồi trình lại.", "Complete it and submit again.");

    public static readonly Rule PlanNotSubmitted = new("plan-not-submitted",
        "Kế hoạch chưa được trình.", "The plan has not been submitted.", Machine);

    public static readonly Rule AuthorCannotApprove = new("author-cannot-approve",
        "Người lập không được tự phê duyệt.", "The author may not approve their own work.",
        "[D] Người phê duyệt khác người lập; Nghị định 56/2017/NĐ-CP, Điều 28", "Người có thẩm quyền khác phê duyệt.", "Somebody else with the authority decides.");

    public static readonly Rule CommuneDecides = new("commune-decides",
        "Kế hoạch bảo vệ trẻ em do Chủ tịch UBND cấp xã phê duyệt; nhà trường chỉ ghi lại quyết định nhận được.",
        "A child-protection plan is approved by the commune chair; the school only records the decision it received.",
        "Nghị định 56/2017/NĐ-CP, Điều 28; Mẫu số 05", "Nêu performedBy Commune, số, ngày và người ký quyết định.", "Give performedBy Commune with the number, date and signer of the decision.");

    public static readonly Rule DecisionIncomplete = new("decision-incomplete",
        "Quyết định phê duyệt phải có số, ngày và người ký.", "The decision needs its number, date and signer.",
        "Nghị định 56/2017/NĐ-CP, Mẫu số 05", "Nêu decisionNo, decidedOn và signer.", "Give decisionNo, decidedOn and signer.");

    public static readonly Rule ReturnReason = new("return-reason-required",
        "Trả lại kế hoạch cần nêu lý do.", "Returning a plan needs a reason.", Machine);

    public static readonly Rule NoSuchAction = new("no-such-action",
        "Kế hoạch đang thực hiện không có hoạt động số {0}.", "The plan in force has no action {0}.", Machine);

    public static readonly Rule ActionClosed = new("action-already-closed",
        "Hoạt động đã kết thúc.", "The action is already closed.", Machine);

    public static readonly Rule ReviewNotDue = new("review-not-due",
        "Chưa đến hạn rà soát và còn hoạt động chưa kết thúc.", "The review is not due and actions are still open.", Machine,
        "Ghi rà soát giữa kỳ (interim).", "Record an interim review.");

    public static readonly Rule ReviewFirst = new("review-first",
        "Cần có rà soát (Mẫu số 06) trước khi kết thúc.", "A review (Form 06) is needed before closing.", "Nghị định 56/2017/NĐ-CP, Điều 30");

    public static readonly Rule RiskRemains = new("risk-remains",
        "Rà soát còn dòng tổn hại Cao hoặc Trung bình, hoặc trẻ chưa ổn định.", "The review still has a High or Medium harm row, or the child is not stable.",
        "Nghị định 56/2017/NĐ-CP, Điều 30; ngưỡng [D]", "Lập kế hoạch tiếp theo.", "Draft the next plan.");

    public static readonly Rule ReferralOpen = new("referral-still-open",
        "Còn {0} chuyển gửi chưa kết thúc.", "{0} referral(s) are still open.", "[D] Sơ đồ trạng thái: mọi chuyển gửi đã đóng",
        "Chờ nơi nhận hoàn thành, hoặc hủy chuyển gửi.", "Wait for the provider to complete it, or cancel it.");

    public static readonly Rule NotEnded = new("case-not-ended",
        "Ca chưa kết thúc nên không thể mở lại.", "The case has not ended, so it cannot be reopened.", Machine);

    public static readonly Rule NotSchoolViolence = new("not-on-school-violence-track",
        "Ca không theo quy trình bạo lực học đường.", "The case is not on the school-violence track.", "Nghị định 80/2017/NĐ-CP, Điều 6");

    private const string Article32 = "Nghị định 56/2017/NĐ-CP, Điều 32";

    public static readonly Rule SeparationRuns = new("separation-in-force",
        "Trẻ đang được tạm thời cách ly.", "The child is separated for a time.", Article32, "Gia hạn hoặc kết thúc quyết định đang có hiệu lực.", "Extend or end the decision in force.");

    public static readonly Rule NoSeparation = new("no-separation-in-force",
        "Không có quyết định cách ly đang có hiệu lực.", "No separation is in force.", Article32);

    public static readonly Rule SeparationTooLong = new("separation-too-long",
        "Tạm thời cách ly tối đa {0} ngày, kể cả gia hạn, trừ khi cơ quan có thẩm quyền yêu cầu.", "A separation lasts {0} days at most, extensions included, unless a competent body requires more.",
        Article32, "Chọn ngày sớm hơn, hoặc nêu văn bản yêu cầu (competentOrder).", "Choose an earlier day, or name the order (competentOrder).");

    public static readonly Rule SeparationNotLonger = new("separation-not-longer",
        "Ngày mới phải sau {0}.", "The new day must be after {0}.", Article32);

    public static readonly Rule OneInterview = new("one-interview",
        "Trẻ đã được lấy lời khai một lần; hỏi lại cần nêu lý do.", "The child was interviewed already; asking again needs a reason.", "[D] Trẻ chỉ phải kể một lần",
        "Dùng biên bản đã có, hoặc nêu repeatReason.", "Use the record there is, or give repeatReason.");

    public static readonly Rule NoSuchEntry = new("no-such-entry",
        "Không có mục số {0} để đính chính.", "There is no entry {0} to correct.", Machine);

    public static readonly Rule OpinionOrReason = new("opinion-or-reason",
        "Ghi ý kiến của trẻ, hoặc lý do chưa hỏi được.", "Give the child's opinion, or why it could not be asked.", "Luật Trẻ em, Điều 74–78");

    public static readonly Rule OneReceiver = new("one-receiver",
        "Chọn một trường, hoặc ghi tên nơi nhận.", "Choose a school, or name the receiving body.", Machine);

    public static readonly Rule ConsentNamed = new("consent-named",
        "Chuyển theo sự đồng ý: ghi ai đã đồng ý, khi nào.", "Transferred by consent: say who agreed, and when.", "Luật 91/2025/QH15");

    public static readonly Rule OtherCaseUnknown = new("no-such-other-case",
        "Không có ca khác với mã này ở trường.", "There is no other case with this reference at the school.", Machine);

    public static readonly Rule IssuedForThePast = new("issued-for-the-past",
        "Bản mới chỉ có hiệu lực từ hôm nay trở đi: việc đã làm giữ bản cũ.", "A new version holds from today on at the earliest: what was done keeps the old one.",
        "[D] CAS-10: ca cũ giữ bản cũ", "Chọn ngày hiệu lực từ hôm nay.", "Choose a day from today on.");

    public static readonly Rule LocalFormKeepsRows = new("local-form-keeps-rows",
        "Biểu mẫu của địa phương không được bỏ dòng {0} của biểu mẫu chung.", "A local form may not leave out row {0} of the common one.",
        "Nghị định 56/2017/NĐ-CP, Mẫu số 02, 03, 06", "Thêm lại dòng đó.", "Put that row back.");

    private const string OneChildOneCase = "[D] docs/procedure: gộp ca trùng";

    public static readonly Rule Merged = new("merged-into-another",
        "Ca đã gộp vào ca {0}: làm việc tiếp ở đó.", "The case is merged into {0}: go on there.", OneChildOneCase,
        "Tách ca ra nếu là hai trẻ khác nhau.", "Part them if they are about two children.");

    public static readonly Rule NotMerged = new("not-merged",
        "Ca không được gộp vào ca nào.", "The case is not merged into another.", OneChildOneCase);

    public static readonly Rule MergePending = new("merge-pending",
        "Đã có đề nghị gộp ca đang chờ người thứ hai.", "A proposal to merge waits for a second person.", OneChildOneCase);

    public static readonly Rule NoMergeWaits = new("no-merge-waits",
        "Không có đề nghị gộp ca nào đang chờ.", "No proposal to merge waits.", OneChildOneCase);

    public static readonly Rule MergeChain = new("merge-target-not-open",
        "Ca được giữ phải đang mở, không nằm trong ca khác; ca này không được đang chứa ca khác.", "The case that goes on has to be open and in no other, and this one may hold no other.", OneChildOneCase,
        "Gộp thẳng vào ca đang được giữ.", "Merge straight into the one that goes on.");

    public static readonly Rule MergeTooLate = new("merge-too-late",
        "Ca đã có kế hoạch, quyết định cách ly, chuyển gửi hoặc đề nghị chuyển ca nên không gộp đi được.", "The case has a plan, a separation, an open referral or a transfer, so it cannot rest in another.", OneChildOneCase,
        "Gộp ca kia vào ca này.", "Merge the other case into this one.");

    public static readonly Rule MergeWaits = new("merge-while-something-waits",
        "Ca còn việc đang chờ người khác trả lời.", "Something in the case waits for somebody’s answer.", OneChildOneCase, "Trả lời việc đó trước.", "Answer that first.");

    public static readonly Rule MergeClockRuns = new("merge-loses-a-duty",
        "Thời hạn {0} đang chạy ở ca này mà ca kia không có, hoặc muộn hơn.", "The clock {0} runs here and the other case does not have it, or later.", OneChildOneCase,
        "Làm việc đó ở ca này trước khi gộp.", "Do that here before merging.");

    public static readonly Rule MergeTracks = new("merge-loses-a-track",
        "Ca kia không theo đủ các quy trình của ca này.", "The other case does not follow every track of this one.", OneChildOneCase,
        "Chuyển ca kia sang quy trình đó trước.", "Put the other case on that track first.");

    public static readonly Rule MergeAuthorities = new("merge-loses-an-authority",
        "Nơi đã được báo về ca này chưa được báo về ca kia.", "A body told of this case has not been told of the other.", OneChildOneCase,
        "Thông báo cho nơi đó ở ca kia trước.", "Notify that body in the other case first.");

    public static readonly Rule MergeExclusions = new("merge-opens-a-wall",
        "Hai ca không chặn cùng những người.", "The two cases do not keep out the same persons.", OneChildOneCase,
        "Chặn cho giống nhau ở cả hai ca trước.", "Keep the same persons out of both first.");

    public static readonly Rule InAnIncident = new("in-an-incident-already",
        "Ca kia đã thuộc một vụ việc.", "The other case belongs to an incident already.", Machine, "Sửa liên kết cũ trước.", "Correct that link first.");

    public static readonly Rule NoIncident = new("in-no-incident",
        "Ca không thuộc vụ việc nào.", "The case belongs to no incident.", Machine);

    public static readonly Rule NoSuchMark = new("no-such-mark",
        "Không có dấu vết số {0} trên sơ đồ.", "There is no mark {0} on the body map.", Machine);

    public static readonly Rule NoSuchGoal = new("no-such-goal",
        "Không có mục tiêu số {0} đang theo đuổi.", "There is no open goal {0}.", Machine);

    public static readonly Rule TransferPending = new("transfer-pending",
        "Đề nghị chuyển ca đang chờ nơi nhận trả lời.", "A transfer waits for the receiver's answer.", Machine, "Chờ trả lời, hoặc rút đề nghị.", "Wait for it, or withdraw the transfer.");

    public static readonly Rule NoTransfer = new("no-transfer-waits",
        "Không có đề nghị chuyển ca nào đang chờ.", "No transfer waits for an answer.", Machine);

    public static readonly Rule TransferNotInEmergency = new("transfer-not-in-emergency",
        "Chưa chuyển được: còn phải thông báo cho nơi có thẩm quyền hoặc quyết định can thiệp khẩn cấp.", "Not yet: the authority has to be told, or emergency measures decided on, first.",
        "[D] Không chuyển ca khi trẻ còn chờ can thiệp khẩn cấp");

    public static readonly Rule ReceiverAnswersItself = new("receiver-answers-itself",
        "Trường nhận tự trả lời trên hệ thống.", "The receiving school answers on the platform itself.", Machine);

    public static readonly Rule NoSuchDeadline = new("no-running-deadline",
        "Không có thời hạn đang chạy với mã này.", "There is no running deadline with this id.", Machine);

    public static readonly Rule DeadlinePaused = new("deadline-paused",
        "Thời hạn đang tạm dừng.", "The deadline is paused already.", Machine);

    public static readonly Rule DeadlineNotPaused = new("deadline-not-paused",
        "Thời hạn không tạm dừng.", "The deadline is not paused.", Machine);

    public static readonly Rule MayNotPause = new("deadline-may-not-pause",
        "Thời hạn này không được tạm dừng với lý do đó.", "This deadline may not be paused for that reason.", "[D] Thời hạn của luật không tạm dừng");

    public static readonly Rule WaiverPending = new("waiver-pending",
        "Đề nghị miễn thời hạn đang chờ xác nhận.", "A waiver of this deadline already waits for confirmation.", Machine);

    public static readonly Rule LocalLimitShorter = new("local-limit-may-only-be-shorter",
        "Thời hạn của địa phương chỉ được ngắn hơn mức toàn quốc ({0}).", "A local limit may only be shorter than the national one ({0}).",
        "[D] Mức toàn quốc là trần", "Chọn số nhỏ hơn hoặc bằng mức toàn quốc.", "Choose a number at most the national one.");

    public static readonly Rule StatutoryLimitIsCeiling = new("statutory-limit-is-ceiling",
        "Thời hạn không được dài hơn luật định ({0}).", "The limit may not be longer than the law's ({0}).", "Nghị định 56/2017/NĐ-CP, Điều 26, 28");

    public static readonly Rule AssigneeNotStaff = new("assignee-not-case-staff",
        "Người được giao không làm việc với ca ở trường này.", "The assignee does not work with cases at this school.", "[D] Đúng vai trò, đúng trường");

    public static readonly Rule AssignedSince = new("assigned-since",
        "Ca đã được giao hoặc đề nghị bàn giao lại sau lượt này, nên được giữ nguyên.", "The case was assigned, or its hand-over proposed, after this set, so it stays as it is.", "[D] Hoàn tác không ghi đè việc làm sau đó");

    public static readonly Rule TooLateToUndo = new("too-late-to-undo",
        "Chỉ hoàn tác được trong 10 phút.", "A set can be undone for ten minutes only.", "[D] Hoàn tác không ghi đè việc làm sau đó", "Giao lại từng ca.", "Assign the cases anew.");

    private const string HandOver = "[D] Bàn giao: người giao chịu trách nhiệm đến khi người nhận đồng ý";

    public static readonly Rule NobodyHasIt = new("nobody-has-the-case",
        "Ca chưa có người phụ trách nên không có gì để bàn giao.", "Nobody is responsible for the case yet, so there is nothing to hand over.", HandOver,
        "Giao ca cho một người.", "Assign the case to somebody.");

    public static readonly Rule NotYoursToHandOver = new("not-yours-to-hand-over",
        "Chỉ người phụ trách, cán bộ đầu mối hoặc hiệu trưởng bàn giao ca.", "Whoever has the case, the focal person or the principal hands it over.", HandOver);

    public static readonly Rule HandOverPending = new("hand-over-pending",
        "Đã có đề nghị bàn giao đang chờ trả lời.", "A hand-over waits for an answer already.", HandOver, "Chờ trả lời, hoặc rút đề nghị đó.", "Wait for the answer, or withdraw it.");

    public static readonly Rule NoHandOverPending = new("no-hand-over-pending",
        "Không có bàn giao nào đang chờ trả lời.", "No hand-over waits for an answer.", HandOver);

    public static readonly Rule NoHandOverForYou = new("no-hand-over-for-you",
        "Không có bàn giao nào đang chờ anh/chị trả lời.", "No hand-over waits for your answer.", HandOver);

    public static readonly Rule PersonUnknown = new("no-such-person",
        "Không có người này.", "There is no such person.", "[D] P-12", "Chọn một người có tài khoản.", "Choose somebody who has an account.");

    public static readonly Rule NotACounsellor = new("not-a-counsellor-here",
        "Chỉ chia sẻ ghi chép tham vấn với tư vấn học đường khác của trường này.", "A counselling note is shared only with other counsellors of this school.",
        "[D] Ghi chép tham vấn chỉ dành cho người tham vấn", "Chọn tư vấn học đường của trường.", "Choose counsellors of the school.");

    private const string Urgent = "[D] P-13: mở khẩn cấp có lý do, có hạn";

    public static readonly Rule AlreadyOpen = new("already-open-to-you",
        "Anh/chị đã xem được ca này.", "You can see this case already.", Urgent, "Mở ca từ danh sách.", "Open it from the list.");

    public static readonly Rule UrgentTooLong = new("urgent-access-too-long",
        "Mở khẩn cấp được từ 1 đến {0} giờ.", "Urgent access lasts 1 to {0} hours.", Urgent, "Chọn số giờ trong giới hạn.", "Choose hours within the limit.");

    public static readonly Rule NotOpenUrgently = new("not-open-urgently",
        "Người này không đang xem theo quyền khẩn cấp.", "This person has no urgent access now.", Urgent);

    public static readonly Rule AlreadyExcluded = new("already-excluded",
        "Người này đã không được biết ca.", "This person is excluded already.", "[D] P-12");

    public static readonly Rule NotExcluded = new("not-excluded",
        "Người này không bị chặn khỏi ca.", "This person is not excluded.", "[D] P-12");

    public static readonly Rule NobodyWouldRemain = new("nobody-would-remain",
        "Không còn ai làm việc được với ca.", "Nobody who can work with the case would remain.", "[D] Trẻ không bao giờ bị bỏ lại một mình",
        "Thông báo cho UBND cấp xã trước, để có người tiếp nhận.", "Notify the commune first, so that somebody takes over.");

    public static readonly Rule SchoolKnown = new("school-already-set",
        "Ca đã thuộc về một trường.", "The case already belongs to a school.", Machine);

    public static readonly Rule SchoolUnknown = new("no-such-school",
        "Không có trường này.", "There is no such school.", Machine);

    public static readonly Rule RouteFirst = new("school-first",
        "Ca chưa thuộc trường nào.", "The case does not belong to a school yet.", Machine, "Chuyển ca cho một trường.", "Give the case to a school.");

    public static readonly Rule PaperNotOfThisCase = new("paper-not-of-this-case",
        "Ca này không có giấy tờ loại này.", "There is no such paper of this case.", "[D] docs/documents: giấy tờ theo quy trình của ca",
        "Xem GET /api/v1/cases/[id]/documents để biết giấy tờ in được.", "See GET /api/v1/cases/[id]/documents for what can be printed.");

    public static readonly Rule TooManyViews = new("too-many-views",
        "Đã lưu {0} chế độ xem, là số nhiều nhất.", "There are {0} saved views already, which is the most.", Machine, "Xóa bớt một chế độ xem.", "Remove one.");

    public static readonly Rule NoFollowUp = new("reporter-cannot-be-reached",
        "Người báo tin không để lại kênh liên lạc ẩn danh.", "The reporter left no anonymous channel.", Machine);
}
