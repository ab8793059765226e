using Microsoft.AspNetCore.Http;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Web;

/// <summary>What this block refuses by name; the rest are the platform's shared refusals.</summary>
internal static class AccessRules
{
    /// <summary>One answer for a wrong password, an unknown name and a paused account: which of them it was is nobody's business.</summary>
    public static readonly Rule SignInFailed = new("sign-in-failed",
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần.",
        "The user name or password is wrong, or the account is paused after several wrong tries.",
        AllowedVi: "Kiểm tra lại rồi thử lại; nếu đã sai nhiều lần, hãy chờ 15 phút.",
        AllowedEn: "Check both and try again; after several wrong tries wait 15 minutes.", Status: 401);

    public static readonly Rule SecondFactorNeeded = new("second-factor-needed",
        "Cần thêm mã từ ứng dụng xác thực.", "The code of the authenticator is needed as well.",
        AllowedVi: "Gửi lại kèm mã sáu chữ số, hoặc một mã dự phòng.", AllowedEn: "Send it again with the six digits, or with a recovery code.", Status: 401);

    public static readonly Rule CodeWrong = new("code-wrong",
        "Mã không đúng, đã dùng hoặc đã hết hạn.", "The code is wrong, was used already or has expired.",
        AllowedVi: "Chờ ứng dụng hiện mã mới rồi nhập lại; đồng hồ điện thoại phải đúng giờ.", AllowedEn: "Wait for the next code and enter that; the telephone's clock must be right.", Status: 401);

    public static readonly Rule InvitationVoid = new("invitation-void",
        "Đường dẫn này đã dùng, đã quá 72 giờ hoặc không còn hiệu lực.", "This link was used, is older than 72 hours or does not count any more.",
        AllowedVi: "Nhờ người quản trị mời lại.", AllowedEn: "Ask the administrator to invite you again.");

    /// <summary>One answer for a key that is unknown, expired, replaced or taken back: which of them it was stands in the log.</summary>
    public static readonly Rule ApiKeyRefused = new("api-key-refused",
        "Khóa API này không đúng, đã hết hạn, đã được thay hoặc đã bị thu hồi.", "This API key is wrong, has expired, was replaced or was revoked.",
        AllowedVi: "Hỏi người quản trị đã cấp khóa.", AllowedEn: "Ask the administrator who gave it to you.", Status: 401);

    public static readonly Rule TooManyReports = new("too-many-reports",
        "Đang có quá nhiều tin gửi đến cùng lúc. Tin của bạn chưa được nhận.", "Too many reports are coming in at the moment. Yours was not taken yet.",
        AllowedVi: "Nếu trẻ đang gặp nguy hiểm, hãy gọi 111 hoặc 113 ngay. Nếu không, hãy gửi lại sau ít phút.",
        AllowedEn: "If a child is in danger, call 111 or 113 now. Otherwise send it again in a few minutes.", Status: 429);

    public static readonly Rule ApiKeyEnded = new("api-key-ended",
        "Khóa này đã hết hạn hoặc đã bị thu hồi.", "This key has expired or was revoked.",
        AllowedVi: "Cấp một khóa mới.", AllowedEn: "Make a new key.");

    public static readonly Rule NotOneself = new("not-oneself",
        "Không tự làm việc này với tài khoản của mình.", "Nobody does this to their own account.",
        AllowedVi: "Nhờ một người quản trị khác.", AllowedEn: "Ask another administrator.");

    public static readonly Rule PasskeyRefused = new("passkey-refused",
        "Khóa truy cập này không được nhận: không thuộc tài khoản này, đã bị bỏ, hoặc câu hỏi đã quá năm phút.", "This passkey is not accepted: it is not of this account, was removed, or the question is older than five minutes.",
        AllowedVi: "Thử lại, hoặc dùng tên đăng nhập và mật khẩu.", AllowedEn: "Try again, or use user name and password.", Status: 401);

    public static readonly Rule TooManyPasskeys = new("too-many-passkeys",
        "Mỗi người có tối đa mười khóa truy cập.", "Nobody has more than ten passkeys.",
        AllowedVi: "Bỏ một khóa không dùng nữa.", AllowedEn: "Remove one that is no longer used.");

    public static readonly Rule OutsideNotLinked = new("outside-not-linked",
        "Tài khoản ở nhà cung cấp này chưa liên kết với tài khoản nào ở đây.", "This account at the provider is not linked to any account here.",
        AllowedVi: "Đăng nhập bằng tên và mật khẩu rồi liên kết ở trang Tài khoản của tôi. Chưa có tài khoản thì nhờ người quản trị mời.",
        AllowedEn: "Sign in with name and password and link it under My account. Who has no account asks the administrator for an invitation.", Status: 401);

    public static readonly Rule AccountNotOpen = new("account-not-open",
        "Tài khoản này đã ngừng, hoặc đang tạm khóa vì nhập sai nhiều lần.", "This account was closed, or is paused after several wrong tries.",
        AllowedVi: "Chờ 15 phút rồi thử lại; vẫn không được thì hỏi người quản trị.", AllowedEn: "Wait 15 minutes and try again; after that ask the administrator.", Status: 401);

    public static readonly Rule OutsideAnswerMissing = new("outside-answer-missing",
        "Lần đăng nhập ở nhà cung cấp đã quá năm phút, đã dùng rồi hoặc bắt đầu từ nơi khác.", "The sign-in at the provider is older than five minutes, was used already or was begun elsewhere.",
        AllowedVi: "Bắt đầu lại từ trang này.", AllowedEn: "Begin again from this page.", Status: 401);

    public static readonly Rule OutsideUnreachable = new("outside-unreachable",
        "Hiện không kết nối được với nhà cung cấp.", "The provider cannot be reached at the moment.",
        AllowedVi: "Đăng nhập bằng tên và mật khẩu, hoặc thử lại sau.", AllowedEn: "Sign in with name and password, or try again later.", Status: 503);

    public static readonly Rule OutsideLinkedAlready = new("outside-linked-already",
        "Tài khoản của anh/chị đã liên kết.", "Your account is linked already.",
        AllowedVi: "Bỏ liên kết trước khi liên kết tài khoản khác.", AllowedEn: "Take the link away before you link another.");

    public static readonly Rule OutsideLinkedElsewhere = new("outside-linked-elsewhere",
        "Tài khoản ở nhà cung cấp này đã liên kết với một tài khoản khác ở đây.", "This account at the provider is linked to another account here.",
        AllowedVi: "Dùng tài khoản của chính anh/chị ở nhà cung cấp.", AllowedEn: "Use your own account at the provider.");

    public static readonly Rule SessionLocked = new("session-locked",
        "Phiên làm việc đang khóa vì không có ai dùng một lúc.", "The session is locked because nobody used it for a while.",
        Source: "[D] P-16", AllowedVi: "Nhập lại mật khẩu để mở.", AllowedEn: "Enter the password again to open it.", Status: 401);

    public static readonly Rule SecondFactorMissing = new("second-factor-missing",
        "Vai trò này cần lớp xác thực thứ hai. Hãy bật trước khi làm việc khác.", "This role needs a second factor. Set it up before anything else.",
        Source: "[D] P-16", Status: 401);

    public static readonly Rule SecondFactorIsOn = new("second-factor-is-on",
        "Lớp xác thực thứ hai đang bật.", "The second factor is on.",
        AllowedVi: "Tắt bằng một mã mới rồi bật lại để chuyển sang điện thoại khác.", AllowedEn: "Switch it off with a fresh code and on again to move to another telephone.");

    public static readonly Rule SecondFactorIsOff = new("second-factor-is-off",
        "Lớp xác thực thứ hai chưa bật.", "The second factor is not on.");

    /// <summary>Why a sign-in does not count yet, as a refusal.</summary>
    public static Rule Of(Unfinished unfinished) => unfinished == Unfinished.Locked ? SessionLocked : SecondFactorMissing;

    public static readonly Rule CsrfTokenMissing = new("csrf-token-missing",
        "Thiếu tiêu đề X-CSRF-Token hoặc giá trị của nó không đúng.",
        "The header X-CSRF-Token is missing or its value is wrong.",
        AllowedVi: "Lấy csrfToken từ /api/v1/me rồi gửi lại.", AllowedEn: "Take csrfToken from /api/v1/me and send the request again.", Status: 403);

    public static Outcome Refused(Rule rule) => Outcome.Refused(new Refusal(rule, []));

    public static ProblemException Invalid(string field, string reason) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [reason] });

    /// <summary>Named at its field: the person is known, only whether it is really they is not.</summary>
    public static ProblemException WrongPassword(HttpContext http, string field) => Invalid(field, Language.IsVietnamese(http)
        ? "Mật khẩu không đúng, hoặc tài khoản đang tạm khóa 15 phút vì nhập sai nhiều lần."
        : "The password is wrong, or the account is paused for 15 minutes after several wrong tries.");
}
