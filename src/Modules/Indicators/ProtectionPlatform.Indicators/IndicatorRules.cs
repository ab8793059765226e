using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Indicators;

/// <summary>Named refusals of this module.</summary>
internal static class IndicatorRules
{
    public static readonly Rule ApproverEntered = new("measurement-approver-entered-it",
        "Người nhập số liệu không được tự phê duyệt.", "Whoever entered a figure may not approve it.", Source: "[D] hai người",
        AllowedVi: "Nhờ hiệu trưởng hoặc cán bộ Sở khác phê duyệt.", AllowedEn: "Ask another principal or department officer.");
    public static readonly Rule AlreadyDecided = new("measurement-already-decided",
        "Số liệu này đã được phê duyệt hoặc trả lại.", "This figure was approved or returned already.",
        AllowedVi: "Nhập số liệu mới cho cùng kỳ nếu cần sửa.", AllowedEn: "Enter a new figure for the same period to correct it.");
    public static readonly Rule ReasonNeeded = new("measurement-return-needs-reason",
        "Trả lại số liệu phải nêu lý do.", "Returning a figure needs a reason.");
    public static readonly Rule AlreadyWaiting = new("measurement-already-waiting",
        "Số liệu của chỉ tiêu này trong kỳ này đang chờ phê duyệt.", "A figure of this indicator and period waits for approval already.",
        AllowedVi: "Phê duyệt hoặc trả lại số liệu đang chờ trước.", AllowedEn: "Approve or return the waiting one first.");
    public static readonly Rule Computed = new("indicator-is-computed",
        "Chỉ tiêu này được tính tự động, không nhập tay.", "This indicator is computed, not entered.");
    public static readonly Rule UnknownIndicator = new("unknown-indicator",
        "Không có chỉ tiêu mang mã này.", "There is no indicator with this code.");
    public static readonly Rule WrongPeriod = new("period-not-of-this-indicator",
        "Chỉ tiêu này tính theo {0}.", "This indicator is measured by another kind of period ({0}).", Source: "[D]",
        AllowedVi: "Năm học viết như 2025-2026, năm dương lịch viết như 2026.", AllowedEn: "A school year is written 2025-2026, a calendar year 2026.");
    public static readonly Rule PeriodNotBegun = new("period-not-begun",
        "Kỳ này chưa bắt đầu.", "This period has not begun.");
    public static readonly Rule NumeratorTooLarge = new("numerator-over-denominator",
        "Tử số không được lớn hơn mẫu số.", "The numerator must not exceed the denominator.");
    public static readonly Rule NotYesOrNo = new("figure-not-yes-or-no",
        "Chỉ tiêu có/không: tử số là 0 hoặc 1, mẫu số là 1.", "A yes/no indicator: numerator 0 or 1, denominator 1.");
    public static readonly Rule NotACount = new("count-needs-no-denominator",
        "Chỉ tiêu đếm: mẫu số là 1.", "A count: the denominator is 1.");
    public static readonly Rule PlanCodeTaken = new("plan-code-taken",
        "Đơn vị đã có kế hoạch mang mã này.", "The organisation has a plan with this code.");
    public static readonly Rule UnknownOrganisation = new("unknown-organisation",
        "Không có đơn vị này.", "There is no such organisation.");
}
