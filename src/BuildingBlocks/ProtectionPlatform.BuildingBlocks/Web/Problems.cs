using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>Refusals every module shares. Module rules stand beside the module's state.</summary>
public static class Problems
{
    public static readonly Rule InvalidRequest = new("invalid-request",
        "Dữ liệu gửi lên chưa đúng. Xem lý do ở từng trường.", "The request is not valid. See the reason at each field.", Status: 400);
    public static readonly Rule Unauthenticated = new("unauthenticated",
        "Bạn cần đăng nhập.", "You need to sign in.", Status: 401);
    public static readonly Rule Forbidden = new("forbidden",
        "Vai trò của bạn không được làm việc này.", "Your role may not do this.", Status: 403);
    public static readonly Rule NotFound = new("not-found",
        "Không có ở đây.", "It is not here.", Status: 404);
    public static readonly Rule ChangedMeanwhile = new("changed-meanwhile",
        "Có người đã thay đổi trong lúc bạn làm. Phiên bản hiện tại là {0}.", "Somebody changed it meanwhile. The current version is {0}.",
        AllowedVi: "Tải lại, xem thay đổi, rồi làm lại việc của bạn.", AllowedEn: "Reload, see what changed, then do it again.", Status: 412);
    public static readonly Rule VersionRequired = new("version-required",
        "Thiếu tiêu đề If-Match với phiên bản bạn đang xem.", "The header If-Match with the version you are looking at is missing.", Status: 428);
    public static readonly Rule KeyReused = new("key-reused",
        "Idempotency-Key này đã dùng cho một yêu cầu khác.", "This Idempotency-Key was used for another request.", Status: 422);
    public static readonly Rule TooLarge = new("too-large",
        "Nội dung gửi lên quá lớn.", "The body is too large.", Status: 413);
    public static readonly Rule UnsupportedMediaType = new("unsupported-media-type",
        "Chỉ nhận application/json.", "Only application/json is accepted.", Status: 415);
    public static readonly Rule MethodNotAllowed = new("method-not-allowed",
        "Không dùng phương thức này ở đây.", "This method is not allowed here.", Status: 405);
    public static readonly Rule TooManyRequests = new("too-many-requests",
        "Quá nhiều yêu cầu. Hãy thử lại sau.", "Too many requests. Try again later.", Status: 429);
    public static readonly Rule Busy = new("busy",
        "Hệ thống đang bận. Hãy thử lại sau giây lát.", "The system is busy. Try again in a moment.", Status: 503);
    public static readonly Rule Unexpected = new("unexpected",
        "Có lỗi ngoài dự kiến. Chưa có gì được ghi. Hãy báo mã theo dõi cho người vận hành.", "An unexpected error. Nothing was recorded. Tell the operator the trace id.", Status: 500);
    public static readonly Rule Archived = new("archived",
        "Hồ sơ đã lưu trữ, không thay đổi được.", "The file is archived and cannot change.");

    public static readonly Rule PersonErased = new("person-erased",
        "Dữ liệu cá nhân của hồ sơ này đã được xóa; không ghi thêm được về người đó.", "The personal data of this file are erased; nothing more can be written about that person.");

    /// <summary>The rule whose status the server itself answered with, for bare status codes.</summary>
    public static Rule ForStatus(int status) => status switch
    {
        400 => InvalidRequest,
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => Busy,
        _ => Unexpected,
    };

    private static readonly object unfinished = new();

    /// <summary>The caller brings a sign-in that does not count yet: where one is needed, the answer says what is missing to it.</summary>
    public static void SignInIsUnfinished(HttpContext http, Rule why) => http.Items[unfinished] = why;

    /// <summary>A refusal in the language of the request at hand, where it is told beside others.</summary>
    public static string Words(Refusal refusal) => Words(refusal, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en");

    private static string Words(Refusal refusal, bool vi) => string.Format(CultureInfo.InvariantCulture, vi ? refusal.Rule.Vi : refusal.Rule.En, [.. refusal.Facts]);

    /// <summary>Writes the problem document in the caller's language (<c>Accept-Language</c>: vi unless en is preferred).</summary>
    /// <param name="errors">Reasons per field, for invalid requests.</param>
    /// <param name="extensions">Further members, such as <c>currentVersion</c>.</param>
    public static async Task Write(HttpContext http, Refusal refusal,
        IReadOnlyDictionary<string, string[]>? errors = null, IReadOnlyDictionary<string, object?>? extensions = null)
    {
        if (refusal.Rule == Unauthenticated && http.Items[unfinished] is Rule why) refusal = new Refusal(why, []);
        var rule = refusal.Rule;
        var vi = Language.IsVietnamese(http);
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        var detail = Words(refusal, vi);
        var body = new Dictionary<string, object?>
        {
            ["type"] = rule.Type,
            ["title"] = detail,
            ["status"] = rule.Status,
            ["detail"] = detail,
            ["instance"] = $"urn:trace:{traceId}",
            ["traceId"] = traceId,
        };
        if (errors is { Count: > 0 }) body["errors"] = errors;
        if (rule.Source is { } source) body["source"] = source;
        if ((vi ? rule.AllowedVi : rule.AllowedEn) is { } allowed) body["allowed"] = new[] { allowed };
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>()) body[name] = value;

        if (rule.Status == StatusCodes.Status404NotFound) await NotFoundTime.Wait(http);
        http.Response.StatusCode = rule.Status;
        if (rule.Status is 503 or 429 && http.Response.Headers.RetryAfter.Count == 0) http.Response.Headers.RetryAfter = "2";
        http.Response.Headers.ContentLanguage = vi ? "vi" : "en";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(body, ApiJson.Options, "application/problem+json");
    }
}

/// <summary>The caller's language: Vietnamese unless English is preferred.</summary>
public static class Language
{
    public static bool IsVietnamese(HttpContext http)
    {
        foreach (var accepted in http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            if (accepted.Value.StartsWith("vi", StringComparison.OrdinalIgnoreCase)) return true;
            if (accepted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }
}

/// <summary>Ends a request early with a problem document. For the edge of a request only; decisions return refusals.</summary>
public sealed class ProblemException(Rule rule, IReadOnlyDictionary<string, string[]>? errors = null, params object[] facts)
    : Exception(rule.Code)
{
    public Refusal Refusal { get; } = new(rule, facts);

    public IReadOnlyDictionary<string, string[]>? Errors { get; } = errors;
}

/// <summary>Turns exceptions and bare status codes into problem documents; never a stack trace.</summary>
public sealed class ProblemMiddleware(RequestDelegate next, Microsoft.Extensions.Logging.ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (ProblemException problem) when (!http.Response.HasStarted)
        {
            await Answer(http, problem.Refusal, problem.Errors);
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await Answer(http, new Refusal(Problems.ForStatus(bad.StatusCode), []), Unreadable(http, bad));
            return;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted && EventStore.PostgresErrors.IsBusy(e))
        {
            await Answer(http, new Refusal(Problems.Busy, []), null);
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            // The route pattern, not the path: ids and codes of reporters stay out of the log.
            Microsoft.Extensions.Logging.LoggerExtensions.LogError(log, e, "Unexpected error at {Method} {Route}", http.Request.Method,
                (http.GetEndpoint() as Microsoft.AspNetCore.Routing.RouteEndpoint)?.RoutePattern.RawText);
            await Answer(http, new Refusal(Problems.Unexpected, []), null);
            return;
        }

        if (!http.Response.HasStarted && http.Response.StatusCode >= 400
            && http.Response.ContentLength is null or 0 && http.Response.ContentType is null
            && http.Request.Path.StartsWithSegments("/api"))
            await Problems.Write(http, new Refusal(Problems.ForStatus(http.Response.StatusCode), []));
    }

    private static Task Answer(HttpContext http, Refusal refusal, IReadOnlyDictionary<string, string[]>? errors)
    {
        http.Features.Get<IHttpResponseFeature>()?.Headers.Remove("ETag");
        return Problems.Write(http, refusal, errors);
    }

    /// <summary>A query or route value of the wrong type: the framework names the parameter in its message between quotes.</summary>
    private static Dictionary<string, string[]>? Unreadable(HttpContext http, BadHttpRequestException bad)
    {
        var parts = bad.Message.Split('"');
        if (bad.StatusCode != 400 || parts.Length < 3) return null;
        var parameter = JsonNamingPolicy.CamelCase.ConvertName(parts[1].Split(' ')[^1]);
        return new() { [parameter] = [Language.IsVietnamese(http) ? "Giá trị không đọc được." : "The value cannot be read."] };
    }
}
