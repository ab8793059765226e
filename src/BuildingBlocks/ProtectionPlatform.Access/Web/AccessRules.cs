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

    public static readonly Rule CsrfTokenMissing = new("csrf-token-missing",
        "Thiếu tiêu đề X-CSRF-Token hoặc giá trị của nó không đúng.",
        "The header X-CSRF-Token is missing or its value is wrong.",
        AllowedVi: "Lấy csrfToken từ /api/v1/me rồi gửi lại.", AllowedEn: "Take csrfToken from /api/v1/me and send the request again.", Status: 403);

    public static Outcome Refused(Rule rule) => Outcome.Refused(new Refusal(rule, []));

    public static ProblemException Invalid(string field, string reason) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [reason] });
}
