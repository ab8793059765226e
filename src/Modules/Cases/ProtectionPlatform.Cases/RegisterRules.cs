using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases;

/// <summary>Named refusals of the school's registers of pupils. All are design rules of ours.</summary>
internal static class RegisterRules
{
    private const string Source = "[D] docs/registers";

    public static readonly Rule PupilEntered = new("pupil-entered-already",
        "Học sinh mang mã này đã có trong sổ.", "A pupil of this code stands in the register already.", Source, "Tìm em trong sổ và thêm vào đó.", "Find the pupil in the register and add to that entry.");

    public static readonly Rule AlreadyListed = new("already-listed",
        "Em đang có trong nhóm này rồi.", "The pupil is listed under this group already.", Source, "Kết thúc lần ghi cũ trước.", "End the earlier listing first.");

    public static readonly Rule NoSuchGroup = new("no-such-group",
        "Không có nhóm này.", "There is no such group.", Source, "Chọn một nhóm trong danh mục.", "Choose a group of the list.");

    public static readonly Rule NoSuchSubType = new("no-such-sub-type",
        "Nhóm này không có phân nhóm đó.", "The group has no such sub-type.", Source, "Chọn phân nhóm của nhóm.", "Choose a sub-type of the group.");

    public static readonly Rule NoSuchSupportKind = new("no-such-support-kind",
        "Không có loại hỗ trợ này.", "There is no such kind of support.", Source, "Chọn một loại trong danh mục.", "Choose a kind of the list.");

    public static readonly Rule NoProgress = new("no-progress",
        "Chọn đang làm, đã làm hoặc không làm.", "Started, done or not done.", Source);

    public static readonly Rule NoSuchListing = new("no-such-listing",
        "Không có lần ghi nhóm đang mở mang số này.", "There is no open listing of this number.", Source);

    public static readonly Rule DisasterNeeded = new("disaster-needed",
        "Cần chọn đúng một đợt thiên tai, dịch bệnh của trường hoặc cấp trên; nhóm khác thì không.",
        "Needs one disaster of the school or of those above it; other groups need none.", Source, "Khai báo đợt thiên tai trước.", "Declare the disaster first.");

    public static readonly Rule EndsBeforeItBegins = new("ends-before-it-begins",
        "Ngày kết thúc không được trước ngày bắt đầu.", "The end must not be before the beginning.", Source);

    public static readonly Rule NoSuchSupport = new("no-such-support",
        "Không có hỗ trợ dự kiến nào mang số này.", "There is no planned support of this number.", Source);

    public static readonly Rule CaseLinked = new("case-linked-already",
        "Ca này đã được nối rồi.", "This case is linked already.", Source);

    public static readonly Rule CaseUnknown = new("case-not-of-this-school",
        "Trường anh/chị không có ca này, hoặc anh/chị không được xem.", "Your school has no such case, or you may not see it.", Source);

    public static readonly Rule AlreadyEnded = new("already-ended",
        "Đã kết thúc rồi.", "It has ended already.", Source);

    public static readonly Rule PupilGone = new("pupil-gone",
        "Em đã bỏ học hoặc chuyển trường trong năm học này, hoặc sổ của em đã quá dài.", "The pupil left or moved in this school year, or its file is too long.", Source);

    public static readonly Rule NoOpenAction = new("no-open-return-action",
        "Không có việc đang mở mang số này.", "There is no open action of this number.", Source);

    public static readonly Rule OwnerAndActionFirst = new("owner-and-action-first",
        "Em đang được cảnh báo: cần có người phụ trách và ít nhất một việc trước khi ghi kết quả.", "The pupil is flagged: it needs an owner and at least one action before an outcome is recorded.", Source,
        "Giao người phụ trách và lập một việc.", "Name an owner and plan an action.");
}
