using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals;

/// <summary>Named refusals of referrals and of the provider directory. "[D]" marks a design rule of ours, not law.</summary>
internal static class ReferralRules
{
    private const string Flow = "[D] docs/procedure: các bước chuyển gửi";
    private const string Plan = "Luật Trẻ em 102/2016/QH13, Điều 52; Nghị định 56/2017/NĐ-CP, Điều 28, 29";
    private const string DataLaw = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 19, 24";

    public static readonly Rule CaseIsClosed = new("case-is-closed",
        "Ca đã kết thúc: không chuyển gửi được nữa.", "The case is closed: nothing more can be referred.",
        "[D] docs/procedure: sơ đồ trạng thái của ca", "Mở lại ca nếu có thông tin mới.", "Reopen the case if there is new information.");

    public static readonly Rule ActionNotApproved = new("action-not-in-approved-plan",
        "Hoạt động này không có trong kế hoạch đang được phê duyệt của ca.", "This action is not in the case's approved plan.",
        Plan, "Đưa hoạt động vào kế hoạch và trình phê duyệt.", "Put the action into the plan and have it approved.");

    public static readonly Rule MeasureDiffers = new("measure-differs-from-plan",
        "Mã biện pháp khác với hoạt động đã phê duyệt ({0}).", "The measure code differs from the approved action's ({0}).",
        Plan, "Dùng mã biện pháp của hoạt động, hoặc sửa kế hoạch.", "Use the action's measure code, or change the plan.");

    public static readonly Rule ProviderNotValid = new("provider-not-valid",
        "Cơ sở này không có trong danh bạ cung cấp dịch vụ vào ngày hôm nay.", "This provider is not in the directory of providers today.",
        "Luật Trẻ em 102/2016/QH13, Điều 55", "Chọn cơ sở khác trong danh bạ.", "Choose another provider of the directory.");

    public static readonly Rule ConsentNotDescribed = new("consent-not-described",
        "Chia sẻ theo sự đồng ý thì phải ghi ai đồng ý, khi nào và bằng cách nào.", "Sharing by consent needs a note: who consented, when and how.",
        DataLaw, "Điền basisNote, hoặc chọn căn cứ khác nếu pháp luật cho phép.", "Fill in basisNote, or choose another basis if the law allows it.");

    public static readonly Rule ConsentNotInForce = new("consent-not-in-force",
        "Sổ đồng ý chưa có sự đồng ý còn hiệu lực của những người phải hỏi cho mục đích chuyển gửi.", "The consent register holds no consent in force, of all who must be asked, for referring this child.",
        DataLaw, "Ghi sự đồng ý vào sổ đồng ý của ca, hoặc chọn VitalInterest và nêu lý do khi khẩn cấp.", "Record the consent in the case's consent file, or use VitalInterest with a reason in an emergency.");

    public static readonly Rule EmergencyNotExplained = new("emergency-not-explained",
        "Chia sẻ vì tính mạng, sức khỏe của trẻ thì phải nêu vì sao cấp bách.", "Sharing to protect the child's life or health needs a note: why it is urgent.",
        DataLaw, "Điền basisNote.", "Fill in basisNote.");

    public static readonly Rule ConsentNeeded = new("consent-needed",
        "Chuyển gửi cho tổ chức ngoài nhà nước khi không khẩn cấp cần có sự đồng ý.", "Referring to a non-state organisation outside an emergency needs consent.",
        DataLaw, "Xin sự đồng ý, hoặc chọn căn cứ VitalInterest khi khẩn cấp.", "Obtain consent, or use VitalInterest in an emergency.");

    public static readonly Rule AlreadyAcknowledged = new("referral-already-acknowledged",
        "Chuyển gửi này đã được xác nhận là đã nhận.", "This referral has been acknowledged already.", Flow);

    public static readonly Rule AlreadyAnswered = new("referral-already-answered",
        "Chuyển gửi này đã được trả lời ({0}).", "This referral has been answered already ({0}).", Flow);

    public static readonly Rule NotAccepted = new("referral-not-accepted",
        "Chuyển gửi này chưa được tiếp nhận ({0}).", "This referral has not been accepted ({0}).", Flow,
        "Tiếp nhận chuyển gửi trước.", "Accept the referral first.");

    public static readonly Rule ServiceAlreadyStarted = new("service-already-started",
        "Dịch vụ đã được ghi nhận là đã bắt đầu.", "The service is recorded as started already.", Flow,
        "Ghi tiến độ, không đánh dấu bắt đầu lần nữa.", "Note progress without marking the start again.");

    public static readonly Rule Finished = new("referral-finished",
        "Chuyển gửi này đã kết thúc ({0}).", "This referral has ended ({0}).", Flow,
        "Gửi một chuyển gửi mới nếu còn cần.", "Send a new referral if one is still needed.");

    public static readonly Rule ProviderAlreadyRegistered = new("provider-already-registered",
        "Cơ sở này đã có trong danh bạ.", "This provider is in the directory already.");

    public static readonly Rule ProviderNotAnOrganisation = new("provider-not-an-organisation",
        "Không có tổ chức nào có mã này.", "There is no organisation of this id.",
        AllowedVi: "Thêm tổ chức trước.", AllowedEn: "Add the organisation first.");

    public static readonly Rule ProviderDatesReversed = new("provider-dates-reversed",
        "Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.", "The last day of validity must not be before the first.");
}
