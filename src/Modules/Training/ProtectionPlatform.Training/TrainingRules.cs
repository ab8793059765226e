using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Training;

/// <summary>Named refusals of training. "[D]" marks a design rule of ours, not law.</summary>
internal static class TrainingRules
{
    private const string Design = "[D] docs/training";

    public static readonly Rule CourseCodeTaken = new("course-code-taken",
        "Mã khóa tập huấn này đã dùng.", "This course code is in use.", Design, "Chọn mã khác.", "Choose another code.");

    public static readonly Rule NotHeldYet = new("session-not-held-yet",
        "Buổi tập huấn chưa diễn ra ({0}): chưa điểm danh hay cấp chứng nhận được.", "The session has not been held yet ({0}): no attendance and no certificates before it.", Design);

    public static readonly Rule AttendeeUnknown = new("attendee-not-of-organisation",
        "Có người trong danh sách không thuộc tổ chức này.", "Somebody on the list does not belong to this organisation.", Design,
        "Chọn người trong danh sách của tổ chức.", "Choose people from the organisation's list.");

    public static readonly Rule AttendanceIsFixed = new("attendance-is-fixed",
        "Đã cấp chứng nhận: không sửa điểm danh được nữa.", "Certificates have been issued: attendance can no longer be corrected.", Design);

    public static readonly Rule TooManyHours = new("more-hours-than-course",
        "Khóa này chỉ có {0} giờ.", "The course has only {0} hours.", Design);

    public static readonly Rule NobodyPresent = new("nobody-present",
        "Chưa ghi nhận ai có mặt.", "Nobody is recorded as present.", Design, "Điểm danh trước.", "Record attendance first.");

    public static readonly Rule AlreadyIssued = new("certificates-already-issued",
        "Chứng nhận của buổi này đã được cấp.", "The certificates of this session have been issued already.", Design);
}
