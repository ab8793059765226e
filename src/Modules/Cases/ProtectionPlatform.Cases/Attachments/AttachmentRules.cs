using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Attachments;

/// <summary>Limits of attachments, as data.</summary>
/// <param name="PieceBytes">Largest piece of an upload.</param>
/// <param name="UploadHours">An upload that is not finished by then is dropped.</param>
/// <param name="OpenUploads">Of one person in one case at the same time; of its reporter as many as they may add.</param>
/// <param name="PerReport">Attachments from the reporter of one case.</param>
internal sealed record AttachmentLimits(string Version, long LargestBytes, int PieceBytes, int UploadHours, int OpenUploads, int PerReport, int PerCase)
{
    public static AttachmentLimits Initial { get; } = ReferenceData.Read<AttachmentLimits>("attachment-rules.json");
}

/// <summary>Named refusals about attachments.</summary>
internal static class AttachmentRules
{
    private const string Checked = "[D] docs/attachments: tệp được kiểm tra trước khi lưu";

    public static readonly Rule TypeNotAccepted = new("attachment-type-not-accepted",
        "Không nhận loại tệp {0}.", "Files of type {0} are not accepted.", Checked,
        "Ảnh JPEG, PNG, WebP; tài liệu PDF, DOCX, TXT; ghi âm MP3, M4A, OGG, WAV.", "Pictures JPEG, PNG, WebP; documents PDF, DOCX, TXT; recordings MP3, M4A, OGG, WAV.", Status: 415);

    public static readonly Rule HeicNotAccepted = new("heic-not-accepted",
        "Chưa nhận ảnh HEIC, vì chưa kiểm tra và xóa vị trí trong ảnh này được.", "HEIC pictures are not accepted: they cannot be checked and cleared of their place here.", Checked,
        "Đổi sang JPEG (trên iPhone: Cài đặt › Camera › Định dạng › Tương thích nhất), rồi gửi lại.", "Turn it into JPEG (on an iPhone: Settings › Camera › Formats › Most Compatible) and send it again.", Status: 415);

    public static readonly Rule TooLarge = new("attachment-too-large",
        "Tệp lớn quá {0} MB.", "The file is larger than {0} MB.", Checked, "Chụp hoặc lưu ở cỡ nhỏ hơn.", "Take or save it smaller.", Status: 413);

    public static readonly Rule NotItsType = new("attachment-not-its-type",
        "Nội dung tệp không phải là {0}, hoặc tệp bị hỏng.", "The file is no whole {0}.", Checked, "Mở lại tệp, lưu đúng định dạng rồi gửi lại.", "Open it, save it in that format, and send it again.");

    public static readonly Rule HoldsSomethingElse = new("attachment-holds-something-else",
        "Trong tệp có nội dung thuộc loại khác.", "The file holds something of another kind.", Checked);

    public static readonly Rule CanRun = new("attachment-can-run",
        "Trong tệp có macro hoặc mã chạy được.", "The file holds macros or other code.", Checked, "Lưu tệp không có macro, hoặc in ra PDF.", "Save it without macros, or print it to PDF.");

    public static readonly Rule Locked = new("attachment-locked",
        "Tệp có mật khẩu nên không kiểm tra được.", "The file has a password, so it cannot be checked.", Checked, "Bỏ mật khẩu rồi gửi lại.", "Take the password away and send it again.");

    public static readonly Rule UnpacksTooLarge = new("attachment-unpacks-too-large",
        "Tệp bung ra quá lớn.", "The file unpacks to too much.", Checked);

    public static readonly Rule NoSuchUpload = new("no-such-upload",
        "Không có lần gửi tệp này, hoặc đã hết hạn.", "There is no such upload, or it has expired.", AllowedVi: "Gửi lại tệp từ đầu.", AllowedEn: "Send the file again.", Status: 404);

    public static readonly Rule PieceOutOfPlace = new("piece-out-of-place",
        "Phần tiếp theo bắt đầu ở byte {0}.", "The next piece begins at byte {0}.");

    public static readonly Rule NotWhole = new("upload-not-whole",
        "Mới nhận {0} trong {1} byte.", "Received {0} of {1} bytes.", AllowedVi: "Gửi phần còn lại.", AllowedEn: "Send the rest.");

    public static readonly Rule TooMany = new("too-many-attachments",
        "Đã đủ {0} tệp.", "There are {0} files already.", "[D] docs/attachments");

    public static readonly Rule NoSuchAttachment = new("no-such-attachment",
        "Không có tệp số {0}.", "There is no attachment {0}.", Status: 404);

    public static readonly Rule Removed = new("attachment-removed",
        "Tệp số {0} đã được gỡ.", "Attachment {0} was removed.");

    public static readonly Rule Held = new("case-held",
        "Hồ sơ đang được giữ theo yêu cầu pháp lý: không gỡ tệp.", "The file is under a legal hold: nothing is removed.", "[D] P-25");

    /// <summary>Its key is there and its digest is not what was recorded: somebody changed the rows.</summary>
    public static readonly Rule Damaged = new("attachment-damaged",
        "Tệp lưu không còn đúng dấu đã ghi. Hãy báo người vận hành.", "What is kept does not match the digest on record. Tell the operator.", Status: 500);

    public static readonly Rule Erased = new("attachment-erased",
        "Tệp đã được xóa cùng dữ liệu cá nhân.", "The file was erased with the personal data.");
}
