using static ProtectionPlatform.BuildingBlocks.Access.Policy.Relation;
using static ProtectionPlatform.BuildingBlocks.Access.Role;

namespace ProtectionPlatform.BuildingBlocks.Access.Policy;

/// <summary>
/// Who may use what, as one table: every endpoint by its name, the roles that may use it, how they must stand to what it is about, and why.
/// Endpoints take their decision from here. What is not granted is refused; a person excluded from a case by name is refused whatever stands here.
/// Further conditions of the procedure (its state, the second person) stand with the steps themselves.
/// Printed for people in docs/access-policy.md.
/// </summary>
public static class AccessPolicy
{
    /// <summary>Those who work with every case of their school.</summary>
    private static readonly Role[] SchoolStaff = [SocialWorker, Counsellor, FocalPerson, Principal];

    private static readonly Role[] Everybody = [.. Enum.GetValues<Role>().Where(role => role != ApiClient)];

    public static IReadOnlyList<PolicyRow> Table { get; } =
    [
        // ---- without signing in ----
        new(["SignIn", "askForPasskey", "signInWithPasskey", "SignOut", "GetMe"],
            "Ai cũng phải đăng nhập, đăng xuất và biết mình là ai được.", "Everybody must be able to sign in, sign out and see who they are.",
            To(Anyone)),
        new(["readOutsideSignIn", "startOutsideSignIn", "completeOutsideSignIn"],
            "Đăng nhập qua nhà cung cấp ngoài: lời xác nhận của nơi đó là bằng chứng, và phải có tài khoản đã liên kết.",
            "Signing in with an outside provider: what it vouches for is the proof, and there must be an account linked to it.",
            To(Anyone)),
        new(["acceptInvitation"],
            "Người được mời chưa có mật khẩu; đường dẫn một lần là bằng chứng.", "Who was invited has no password yet; the one-time link is the proof.",
            To(Anyone)),
        new(["openSession", "openSessionWithPasskey", "startSecondFactor", "setSecondFactor", "beginPasskey", "addPasskey"],
            "Người đang đăng nhập dở: phiên bị khóa, hoặc chưa có lớp thứ hai. Không có phiên nào thì bị từ chối.",
            "Whose sign-in is not complete: the session is locked, or the second factor is not there yet. Without any session it is refused.",
            To(Anyone)),
        new(["healthLive", "healthReady", "openApi"],
            "Người vận hành và người tích hợp; không chứa dữ liệu của ai.", "For operators and integrators; holds nobody's data.",
            To(Anyone)),
        new(["reportConcern", "ListSchools"],
            "Ai cũng có quyền báo tin, kể cả ẩn danh (Luật Trẻ em, Điều 51).", "Everybody may report a concern, also without a name (Law on Children, Article 51).",
            To(Anyone)),
        new(["followUpReport"],
            "Người báo tin bằng mã theo dõi hoặc bằng tài khoản đã báo; và những người được xem ca.", "The informant, by the follow-up code or the account that reported; and those who may see the case.",
            To(Anyone), To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer), To(AnyOrganisation, Auditor)),
        new(["messageAboutReport"],
            "Người báo tin nhắn thêm; trường, hoặc nơi đang giữ tin, trả lời.", "The informant writes; the school, or whoever holds the report, answers.",
            To(Anyone), To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer)),
        new(["readCheckpoint", "readLogCheckpoint", "readLogKey", "readLogTile"],
            "Ai cũng kiểm tra được sổ: chỉ có dấu băm và chữ ký.", "Anybody may check the log: hashes and signatures only.",
            To(Anyone)),

        // ---- the same for everybody who is signed in ----
        new(["ListOrganisations", "readOrganisation", "readReferenceData", "listDeadlineRules", "listProviders", "listCourses", "listIndicators", "listEventTypes", "readPrivacyReference"],
            "Danh mục dùng chung, không nói về ai.", "Shared reference data that tells of nobody.",
            To(SignedIn)),
        new(["listNotices", "markNoticeRead", "markAllNoticesRead"],
            "Thông báo của chính mình.", "One's own notices.",
            To(Self)),
        new(["readSecondFactor", "removeSecondFactor", "replaceRecoveryCodes", "listOwnSessions", "endOwnSession", "endOtherSessions", "changePassword", "lockSession", "startOutsideLink", "completeOutsideLink", "removeOutsideLink", "listPasskeys", "removePasskey"],
            "Tài khoản và phiên của chính mình.", "One's own account and sessions.",
            To(Self)),
        new(["ListPeople"],
            "Để chọn người phụ trách ở tổ chức của mình; người kiểm tra và người bảo vệ dữ liệu cần biết ai là ai.", "To pick somebody at one's own organisation; auditors and data protection officers need to know who is who.",
            To(OwnOrganisation, Everybody), To(AnyOrganisation, Auditor, DataProtectionOfficer)),

        // ---- cases ----
        new(["listCases", "searchCases", "listDeadlines"],
            "Chỉ những ca được xem; người khác nhận danh sách rỗng.", "Only the cases one may see; others get an empty list.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer), To(AnyOrganisation, Auditor), To(Nothing)),
        new(["readToday"],
            "Việc phải làm hôm nay; người kiểm tra chỉ xem nên không có việc.", "What has to be done today; an auditor only reads, so has nothing to do.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer), To(Nothing)),
        new(["readCase", "readHistory", "readDifference", "readNextSteps"],
            "Cần biết để làm việc: người phụ trách ca của trường, cấp xã đã được thông báo, Sở khi tin chưa thuộc trường nào; người kiểm tra chỉ xem.",
            "Need to know: case staff of the school, the commune that was notified, the department while no school is named; auditors only read.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer), To(AnyOrganisation, Auditor), To(Nothing)),
        new(["routeCase"],
            "Tin không nêu trường: Sở giao về một trường.", "A report that named no school: the department gives it to one.",
            To(NoOrganisationYet, DepartmentOfficer)),
        new(["triageCase", "assignCase", "escalateCase", "notifyAuthority"],
            "Việc của nhà trường khi nhận tin (Nghị định 56/2017/NĐ-CP, Điều 25).", "What the school does with a report (Decree 56/2017, Article 25).",
            To(OwnOrganisation, SchoolStaff)),
        new(["confirmTriage"],
            "Người thứ hai đồng ý dừng: đầu mối hoặc hiệu trưởng.", "The second person who agrees to stop: focal person or principal.",
            To(OwnOrganisation, FocalPerson, Principal)),
        new(["assessRisk", "decideEmergency", "holdNeedsMeeting", "draftPlan", "revisePlan", "submitPlan", "progressAction", "reviewCase", "reopenCase", "requestWaiver"],
            "Nhà trường và cấp xã cùng làm quy trình (Nghị định 56/2017/NĐ-CP, Điều 26–30).", "School and commune carry out the procedure together (Decree 56/2017, Articles 26 to 30).",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer)),
        new(["confirmLowerRisk", "confirmWaiver"],
            "Người thứ hai: đầu mối, hiệu trưởng hoặc cấp xã.", "The second person: focal person, principal or commune.",
            To(OwnOrganisation, FocalPerson, Principal), To(BodySentTo, CommuneOfficer)),
        new(["decidePlan", "closeCase"],
            "Người có thẩm quyền quyết định: hiệu trưởng, hoặc cấp xã với ca bảo vệ trẻ em (Luật Trẻ em, Điều 52).", "Who has the power to decide: the principal, or the commune in child protection (Law on Children, Article 52).",
            To(OwnOrganisation, Principal), To(BodySentTo, CommuneOfficer)),
        new(["excludePerson"],
            "Ai làm việc với ca cũng phải chặn được người bị nghi vấn, người thân của họ hoặc người có xung đột lợi ích.", "Whoever works with a case must be able to keep out a suspected person, their relative, or somebody with a conflict of interest.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer)),
        new(["liftExclusion"],
            "Cho xem lại là việc của đầu mối, hiệu trưởng, cấp xã hoặc Sở.", "Letting somebody in again is for the focal person, the principal, the commune or the department.",
            To(OwnOrganisation, FocalPerson, Principal), To(BodySentTo, CommuneOfficer), To(NoOrganisationYet, DepartmentOfficer)),
        new(["changeDeadlineRule"],
            "Thời hạn là dữ liệu của nền tảng, trong giới hạn của luật.", "Limits are data of the platform, within those of the law.",
            To(AnyOrganisation, Administrator)),

        new(["holdCase", "liftHold", "listRetention", "decideErasure", "readErasures"],
            "Lưu và xóa dữ liệu: người bảo vệ dữ liệu, và hiệu trưởng thay mặt bên kiểm soát dữ liệu; không thấy nội dung ca.",
            "Keeping and erasing data: the data protection officer, and the principal for the controller; shows no case content.",
            To(OwnOrganisation, Principal), To(AnyOrganisation, DataProtectionOfficer)),
        new(["makeAccessCopy"],
            "Bản sao cho trẻ hoặc người đại diện: người bảo vệ dữ liệu đọc trước khi trao.", "The copy for the child or the representative: the data protection officer reads it before it is handed out.",
            To(AnyOrganisation, DataProtectionOfficer)),
        new(["proposeErasure"],
            "Người bảo vệ dữ liệu đề nghị; người thứ hai quyết định.", "The data protection officer proposes; a second person decides.",
            To(AnyOrganisation, DataProtectionOfficer)),

        // ---- referrals ----
        new(["listReferrals"],
            "Nơi gửi và nơi nhận; người khác nhận danh sách rỗng.", "Sender and provider; others get an empty list.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, Partner, ApiClient), To(Nothing)),
        new(["getReferral"],
            "Nơi gửi và nơi nhận; không ai khác biết có giấy chuyển gửi.", "Sender and provider; nobody else learns that it exists.",
            To(OwnOrganisation, SchoolStaff), To(BodySentTo, Partner, ApiClient), To(Nothing)),
        new(["sendReferral", "cancelReferral"],
            "Trường chuyển gửi, và rút lại được.", "The school refers, and may withdraw.",
            To(OwnOrganisation, SchoolStaff)),
        new(["acknowledgeReferral", "acceptReferral", "declineReferral", "noteReferralProgress", "completeReferral"],
            "Cơ sở được gửi tới trả lời và báo kết quả.", "The provider it was sent to answers and tells what came of it.",
            To(BodySentTo, Partner, ApiClient)),
        new(["registerProvider", "listDeliveries"],
            "Quản trị nền tảng; không thấy nội dung ca.", "Keeping the platform running; sees no case content.",
            To(AnyOrganisation, Administrator)),

        // ---- training ----
        new(["defineCourse"],
            "Danh mục khóa tập huấn là chung.", "The catalogue of courses is shared.",
            To(AnyOrganisation, Trainer, Administrator)),
        new(["planSession", "recordAttendance", "issueCertificates", "countWorkforce"],
            "Người phụ trách tập huấn của tổ chức.", "The organisation's own training officer.",
            To(OwnOrganisation, Trainer), To(AnyOrganisation, Administrator)),
        new(["getSession", "getWorkforce"],
            "Người phụ trách tập huấn và người đứng đầu.", "The training officer and who leads the organisation.",
            To(OwnOrganisation, Trainer, Principal), To(AnyOrganisation, Administrator), To(Nothing)),
        new(["listSessions"],
            "Của tổ chức mình; người khác nhận danh sách rỗng.", "Of one's own organisation; others get an empty list.",
            To(OwnOrganisation, Trainer, Principal), To(AnyOrganisation, Administrator), To(Nothing)),
        new(["listCertificates"],
            "Ai cũng xem được của mình.", "Everybody sees their own.",
            To(OwnOrganisation, Trainer, Principal), To(AnyOrganisation, Administrator), To(Self)),

        // ---- indicators ----
        new(["listMeasurements"],
            "Số liệu của tổ chức mình; Sở xem các tổ chức bên dưới, không có ô nhỏ.", "Figures of one's own organisation; a department those below it, without small cells.",
            To(OwnOrganisation, FigureReaders), To(OrganisationAbove, DepartmentOfficer, ApiClient), To(Nothing)),
        new(["readTrend"],
            "Như danh sách số liệu.", "As the list of figures.",
            To(OwnOrganisation, FigureReaders), To(OrganisationAbove, DepartmentOfficer, ApiClient), To(Nothing)),
        new(["readOperational"],
            "Số liệu đang chạy, chưa ai duyệt, chỉ cho người.", "Running figures nobody has approved are for people only.",
            To(OwnOrganisation, FigureReaders), To(OrganisationAbove, DepartmentOfficer), To(Nothing)),
        new(["listPlans"],
            "Kế hoạch nêu chỉ tiêu, không nêu người: người nhập cũng xem được.", "Plans name targets, not people: who enters them also sees them.",
            To(OwnOrganisation, FigureReaders), To(OrganisationAbove, DepartmentOfficer), To(AnyOrganisation, Administrator), To(Nothing)),
        new(["readPlan"],
            "Như danh sách kế hoạch.", "As the list of plans.",
            To(OwnOrganisation, FigureReaders), To(OrganisationAbove, DepartmentOfficer), To(AnyOrganisation, Administrator), To(Nothing)),
        new(["adoptPlan"],
            "Người đứng đầu, Sở, hoặc quản trị nhập giúp.", "Who leads, the department, or the administrator who enters it for them.",
            To(OwnOrganisation, Principal), To(OrganisationAbove, DepartmentOfficer), To(AnyOrganisation, Administrator)),
        new(["enterMeasurement"],
            "Người làm việc ở trường nhập số liệu của trường.", "Who works at the school enters its figures.",
            To(OwnOrganisation, Principal, FocalPerson, SocialWorker)),
        new(["approveMeasurement"],
            "Người thứ hai: hiệu trưởng hoặc Sở.", "The second person: principal or department.",
            To(OwnOrganisation, Principal), To(OrganisationAbove, DepartmentOfficer)),

        // ---- data protection registers ----
        new(["listRightsRequests", "readRightsRequest"],
            "Người bảo vệ dữ liệu làm việc với sổ; người kiểm tra chỉ xem.", "The data protection officer works with the registers; auditors only read.",
            To(AnyOrganisation, DataProtectionOfficer, Auditor)),
        new(["receiveRightsRequest", "acknowledgeRightsRequest", "checkApplicantCapacity", "markRequestConflict", "extendRightsRequest", "answerRightsRequest", "refuseRightsRequest"],
            "Yêu cầu của chủ thể dữ liệu do người bảo vệ dữ liệu giải quyết (Luật 91/2025/QH15).", "Requests of data subjects are dealt with by the data protection officer (Law 91/2025).",
            To(AnyOrganisation, DataProtectionOfficer)),
        new(["listConsents", "readConsents"],
            "Người ghi đồng ý ở trường và hiệu trưởng; người bảo vệ dữ liệu và người kiểm tra xem.", "Those who record consents at the school, and its principal; the data protection officer and auditors read.",
            To(OwnOrganisation, SocialWorker, FocalPerson, Principal), To(AnyOrganisation, DataProtectionOfficer, Auditor)),
        new(["openConsentFile", "recordConsent", "setRepresentativeConflict", "proposeBestInterest", "noteShare"],
            "Nhân viên công tác xã hội hoặc đầu mối hỏi trẻ và người đại diện, và ghi lại.", "The social worker or the focal person asks child and representative, and records it.",
            To(OwnOrganisation, SocialWorker, FocalPerson)),
        new(["withdrawConsent"],
            "Rút phải dễ như đồng ý: ở trường, hoặc qua người bảo vệ dữ liệu.", "Withdrawing is as easy as giving: at the school, or through the data protection officer.",
            To(OwnOrganisation, SocialWorker, FocalPerson), To(AnyOrganisation, DataProtectionOfficer)),
        new(["confirmBestInterest"],
            "Người thứ hai: đầu mối hoặc hiệu trưởng.", "The second person: focal person or principal.",
            To(OwnOrganisation, FocalPerson, Principal)),
        new(["settleTouchedShare"],
            "Sau khi rút đồng ý, người bảo vệ dữ liệu lo phần đã chia sẻ.", "After a withdrawal the data protection officer looks after what was shared.",
            To(AnyOrganisation, DataProtectionOfficer)),
        new(["reportBreach"],
            "Ai thấy dữ liệu có thể đã lộ cũng báo được ngay.", "Whoever notices that data may have got out can report it at once.",
            To(SignedIn)),
        new(["listBreaches", "readBreach"],
            "Người bảo vệ dữ liệu xử lý; người kiểm tra chỉ xem.", "The data protection officer deals with them; auditors only read.",
            To(AnyOrganisation, DataProtectionOfficer, Auditor)),
        new(["assessBreach", "takeBreachStep", "notifyBreachAuthority", "decideBreachPeople", "closeBreach"],
            "Người bảo vệ dữ liệu báo cơ quan chuyên trách trong 72 giờ (Luật 91/2025/QH15).", "The data protection officer notifies the authority within 72 hours (Law 91/2025).",
            To(AnyOrganisation, DataProtectionOfficer)),
        new(["readConfidentiality", "acceptConfidentiality"],
            "Cam kết của chính mình.", "One's own undertaking.",
            To(Self)),
        new(["listConfidentiality"],
            "Quản trị nhắc người ở tổ chức mình và bên dưới; người bảo vệ dữ liệu thấy tất cả.", "The administrator reminds people of their own organisation and those beneath; the data protection officer sees everybody.",
            To(OrganisationAbove, Administrator), To(AnyOrganisation, DataProtectionOfficer)),

        // ---- audit ----
        new(["searchEvents", "listDecidedNotToAct", "findSelfApprovals", "exportEvidence", "proveInclusion", "proveConsistency", "readLogEntries", "requestLedgerCheck"],
            "Kiểm tra độc lập; mỗi lần xem đều được ghi.", "Independent audit; every look is recorded.",
            To(AnyOrganisation, Auditor)),
        new(["listReads"],
            "Trả lời câu hỏi ai đã xem hồ sơ của trẻ.", "Answers who looked at a child's file.",
            To(AnyOrganisation, Auditor, DataProtectionOfficer)),
        new(["readLedger", "listCheckpoints", "requestAnchors"],
            "Tình trạng của sổ, không có nội dung.", "How the ledger stands, without content.",
            To(AnyOrganisation, Auditor, Administrator)),
        new(["rotateLedgerKey"],
            "Thay khóa là việc kỹ thuật; người kiểm tra không tự giữ khóa.", "Changing the key is technical; an auditor does not hold it.",
            To(AnyOrganisation, Administrator)),

        // ---- operation of the platform ----
        new(["listAccounts", "inviteAccount", "inviteAccountAgain", "deactivateAccount", "liftPause"],
            "Quản trị lo tài khoản ở tổ chức mình và các tổ chức bên dưới.", "The administrator looks after accounts of their own organisation and those beneath it.",
            To(OrganisationAbove, Administrator)),
        new(["listApiKeys", "makeApiKey", "rotateApiKey", "revokeApiKey"],
            "Quản trị cấp và thu hồi khóa API ở tổ chức mình và các tổ chức bên dưới. Khóa chỉ mở những việc trong phạm vi của nó, và không việc nào trong bảng này ngoài các phạm vi đó.",
            "The administrator gives and takes API keys at their own organisation and those beneath it. A key opens the operations of its scopes and no other of this table.",
            To(OrganisationAbove, Administrator)),
        new(["importOrganisations", "exportOrganisations", "readOrganisationTemplate", "readProvinces2025"],
            "Danh mục tổ chức chung cho cả nền tảng; ai xếp tổ chức nào dưới tổ chức nào thì quyết định ai xem được gì, nên chỉ quản trị.",
            "One register for the whole platform; who stands under whom decides who sees what, so administrators only.",
            To(AnyOrganisation, Administrator)),
        new(["listSubscriptions", "readSubscription"],
            "Việc nền đi tới đâu; không có nội dung.", "How far background work has come; without content.",
            To(AnyOrganisation, Administrator, Auditor)),
        new(["retrySubscription", "retryParkedStream", "skipMessage", "rebuildReadModel"],
            "Quản trị làm việc nền chạy tiếp.", "The administrator gets background work going again.",
            To(AnyOrganisation, Administrator)),
    ];

    /// <summary>Those who see figures of their own organisation.</summary>
    private static Role[] FigureReaders => [SocialWorker, Counsellor, FocalPerson, Principal, Trainer, CommunicationsOfficer, CommuneOfficer, DepartmentOfficer];

    private static readonly Dictionary<string, PolicyRow> byOperation = Table.SelectMany(row => row.Operations, (row, operation) => (row, operation)).ToDictionary(it => it.operation, it => it.row);

    /// <returns>Null for an operation nobody has thought about: it is refused.</returns>
    public static PolicyRow? Find(string? operation) => operation is null ? null : byOperation.GetValueOrDefault(operation);

    /// <summary>The row of an operation there is.</summary>
    public static PolicyRow For(string? operation) => Find(operation) ?? throw new InvalidOperationException($"{nameof(AccessPolicy)} has no row for {operation}.");

    private static Grant To(Relation relation, params Role[] roles) => new(relation, roles);
}
