using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ProtectionPlatform.Access.Web;

/// <summary>What a refusal says to people, in both languages.</summary>
internal sealed record Wording(string TitleVi, string DetailVi, string TitleEn, string DetailEn);

/// <summary>The one place where this block writes a problem document (RFC 9457), in the language the caller asks for.</summary>
internal static class Refusal
{
    public static IResult Unauthenticated(HttpContext http) => Of(http, StatusCodes.Status401Unauthorized, "unauthenticated", new(
        "Cần đăng nhập", "Hãy đăng nhập để tiếp tục.",
        "Sign-in needed", "Please sign in to continue."));

    public static IResult Forbidden(HttpContext http) => Of(http, StatusCodes.Status403Forbidden, "forbidden", new(
        "Không có quyền", "Vai trò của bạn không cho phép thực hiện việc này.",
        "Not allowed", "Your roles do not allow this."));

    public static IResult SignInFailed(HttpContext http) => Of(http, StatusCodes.Status401Unauthorized, "sign-in-failed", new(
        "Không đăng nhập được", "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần. Hãy thử lại sau 15 phút.",
        "Sign-in failed", "The user name or password is wrong, or the account is paused after several wrong tries. Try again after 15 minutes."));

    public static IResult CsrfTokenMissing(HttpContext http) => Of(http, StatusCodes.Status403Forbidden, "csrf-token-missing", new(
        "Thiếu mã chống giả mạo", "Yêu cầu thay đổi phải kèm tiêu đề X-CSRF-Token với giá trị csrfToken lấy từ /api/v1/me. Hãy tải lại trang rồi thử lại.",
        "Anti-forgery token missing", "A change needs the header X-CSRF-Token with the csrfToken given by /api/v1/me. Reload the page and try again."));

    public static IResult Invalid(HttpContext http, string field, string reasonVi, string reasonEn) =>
        Invalid(http, new Dictionary<string, string[]> { [field] = [InEnglish(http) ? reasonEn : reasonVi] });

    public static IResult Invalid(HttpContext http, Dictionary<string, string[]> errors) => Of(http, StatusCodes.Status400BadRequest, "invalid-request", new(
        "Yêu cầu không hợp lệ", "Một số trường còn thiếu hoặc không đúng.",
        "Invalid request", "Some fields are missing or wrong."), errors);

    /// <summary>Vietnamese unless the caller prefers English.</summary>
    public static bool InEnglish(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value ?? "")
        .FirstOrDefault(language => Speaks(language, "vi") || Speaks(language, "en")) is { } chosen && Speaks(chosen, "en");

    private static bool Speaks(string tag, string language) =>
        tag.Equals(language, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult Of(HttpContext http, int status, string rule, Wording wording, Dictionary<string, string[]>? errors = null)
    {
        var english = InEnglish(http);
        var extensions = new Dictionary<string, object?> { ["traceId"] = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier };
        if (errors is not null) extensions["errors"] = errors;
        return TypedResults.Problem(
            type: $"/problems/{rule}",
            title: english ? wording.TitleEn : wording.TitleVi,
            detail: english ? wording.DetailEn : wording.DetailVi,
            statusCode: status,
            instance: http.Request.Path,
            extensions: extensions);
    }
}
