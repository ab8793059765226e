using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy;

/// <summary>Named refusals of the registers. "[D]" marks a design rule of ours, not law.</summary>
internal static class PrivacyRules
{
    private const string Decree = "Nghị định 356/2025/NĐ-CP";

    public static readonly Rule RequestIsClosed = new("request-is-closed",
        "Yêu cầu này đã được trả lời hoặc từ chối.", "This request has been answered or refused already.", "[D] P-20",
        "Nếu có điều mới, ghi một yêu cầu mới.", "If something is new, record a new request.");

    public static readonly Rule AlreadyAcknowledged = new("already-acknowledged",
        "Đã phản hồi là đã nhận yêu cầu này.", "Receipt of this request has been acknowledged already.", Decree);

    public static readonly Rule CapacityNotProven = new("capacity-not-proven",
        "Chưa kiểm tra người yêu cầu có quyền yêu cầu hay không.", "Whether the applicant may ask for this has not been checked.", Decree,
        "Ghi cách đã kiểm tra trước khi trả lời.", "Record how it was checked before you answer.");

    public static readonly Rule ExtendedAlready = new("extended-already",
        "Chỉ gia hạn được một lần.", "The time may be extended only once.", Decree);

    public static readonly Rule ExtensionTooLong = new("extension-too-long",
        "Chỉ gia hạn tối đa {0} ngày.", "At most {0} days may be added.", Decree);

    public static readonly Rule ConflictNeedsPerson = new("conflict-needs-person",
        "Người đại diện đang có xung đột lợi ích: không trả lời qua hệ thống tự phục vụ.", "The representative is in conflict with the child: never answered by self-service.", "[D] P-05",
        "Trả lời trực tiếp hoặc bằng văn bản, sau khi cân nhắc an toàn của trẻ.", "Answer in person or by letter, once the child's safety was weighed.");

    public static readonly Rule ConflictKeepsFromRepresentative = new("conflict-keeps-from-representative",
        "Người đại diện đang có xung đột lợi ích: không cho xem dữ liệu của trẻ.", "The representative is in conflict with the child: the child's data are not shown.", "[D] P-05; Luật 91/2025/QH15, Điều 24",
        "Từ chối với căn cứ bảo vệ trẻ em, hoặc ghi yêu cầu của chính trẻ.", "Refuse on the ground of child protection, or record a request of the child's own.");

    public static readonly Rule RestrictInstead = new("restrict-instead-of-deletion",
        "Không xóa được vì căn cứ này thì phải hạn chế xử lý, và nói rõ vì sao.", "What cannot be deleted on this ground must be restricted instead, saying why.", "[D] P-21",
        "Đánh dấu hạn chế xử lý thay cho xóa.", "Mark it as restricted instead of deleted.");

    public static readonly Rule LegalHoldStopsDeletion = new("legal-hold-stops-deletion",
        "Ca này đang được giữ lại theo lệnh lưu giữ: không xóa được.", "The case is under legal hold: nothing is deleted.", "[D] P-25",
        "Từ chối, hạn chế xử lý thay cho xóa; hoặc gỡ lệnh lưu giữ trước.", "Refuse and restrict instead; or lift the hold first.");

    // ---- consents ----

    public static readonly Rule ConsentFileExists = new("consent-file-exists",
        "Ca này đã có sổ đồng ý.", "This case has a consent file already.", "[D] P-03", "Mở sổ đang có.", "Open the one there is.");

    public static readonly Rule ChildNotAskedYet = new("child-not-asked-yet",
        "Khi đó trẻ chưa đủ 7 tuổi: chỉ hỏi người đại diện.", "The child was not 7 yet on that day: only the representative is asked.", "Luật 91/2025/QH15, Điều 24");

    public static readonly Rule RepresentativeInConflict = new("representative-in-conflict",
        "Người đại diện đang có xung đột lợi ích: đồng ý của họ không có giá trị.", "The representative is in conflict with the child: their consent counts for nothing.", "[D] P-05");

    public static readonly Rule NothingToWithdraw = new("nothing-to-withdraw",
        "Không có đồng ý nào đang còn ở đây để rút.", "There is no consent here that could be withdrawn.", "[D] P-03");

    public static readonly Rule WithdrawnBeforeGiven = new("withdrawn-before-given",
        "Ngày rút không thể trước ngày đồng ý.", "It cannot be withdrawn before it was given.", "[D] P-03");

    public static readonly Rule NoDisagreement = new("no-disagreement",
        "Trẻ và người đại diện không bất đồng về mục đích này: không có gì để quyết định thay.", "Child and representative do not disagree about this purpose: there is nothing to decide for them.", "[D] P-04");

    public static readonly Rule PublicationNeedsBoth = new("publication-needs-both",
        "Đăng thông tin của trẻ từ 7 tuổi phải có đồng ý của cả trẻ và người đại diện: không ai quyết định thay được.", "Publishing about a child of 7 or older needs both the child's and the representative's consent: nobody can decide in their place.",
        "Luật 91/2025/QH15, Điều 24; Luật Trẻ em, Điều 6.11", "Không đăng; hoặc hỏi lại.", "Do not publish; or ask again.");

    public static readonly Rule NothingProposed = new("nothing-proposed",
        "Không có đề xuất nào đang chờ ở đây.", "Nothing that waits for a second person stands here.", "[D] P-04");

    public static readonly Rule SecondPersonNeeded = new("best-interest-needs-second-person",
        "Người đề xuất không tự đồng ý với đề xuất của mình.", "Whoever proposed it cannot agree to it as well.", "[D] P-04", "Nhờ đầu mối hoặc hiệu trưởng.", "Ask the focal person or the principal.");

    public static readonly Rule NotConsentedTo = new("not-consented-to",
        "Vào ngày đó chưa đủ đồng ý cho mục đích này.", "On that day not all who must agree had agreed to this purpose.", "Luật 91/2025/QH15",
        "Nêu căn cứ khác nếu có; nếu không, báo sự cố dữ liệu.", "Name another basis if there is one; otherwise report a data breach.");

    public static readonly Rule NotTouched = new("share-not-touched",
        "Phần chia sẻ này không chờ xử lý.", "This share does not wait to be looked after.", "[D] P-03");

    // ---- breaches ----

    public static readonly Rule BreachIsClosed = new("breach-is-closed",
        "Sự cố này đã kết thúc.", "This breach is closed.", "[D] P-27", "Nếu có điều mới, báo một sự cố mới.", "If something is new, report a new one.");

    public static readonly Rule BreachNotAssessed = new("breach-not-assessed",
        "Chưa đánh giá sự cố: chưa biết lộ gì, của bao nhiêu người.", "The breach is not assessed: what got out, about how many, is not known.", "[D] P-27", "Đánh giá trước.", "Assess it first.");

    public static readonly Rule BreachNotContained = new("breach-not-contained",
        "Chưa ghi việc nào để ngăn chặn.", "Nothing that contained it is recorded.", "[D] P-27", "Ghi việc đã làm để ngăn chặn.", "Record what was done to contain it.");

    public static readonly Rule AuthorityNotifiedAlready = new("authority-notified-already",
        "Đã ghi là đã báo cơ quan chuyên trách.", "It is recorded that the authority was notified.", "Luật 91/2025/QH15");

    public static readonly Rule AuthorityNotNotified = new("authority-not-notified",
        "Chưa báo cơ quan chuyên trách.", "The authority has not been notified.", "Luật 91/2025/QH15", "Báo, rồi ghi lại.", "Notify it, then record it.");

    public static readonly Rule PeopleNotDecided = new("people-not-decided",
        "Chưa ghi đã báo cho người liên quan, hay vì sao không.", "Whether people were told, or why not, is not recorded.", "[D] P-27");
}
