using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

/// <summary>Marks an endpoint whose answer is recorded as a read before it is sent.</summary>
/// <param name="SubjectKind">What it shows, as streams are named.</param>
public sealed record ShowsContent(string SubjectKind);

/// <summary>What an endpoint says of itself when it shows content.</summary>
public static class ContentEndpoints
{
    private const int LongestFilter = 300;

    /// <summary>Query parameters that page through an answer and ask for nothing.</summary>
    private static readonly HashSet<string> paging = new(["limit", "after", "position", "count", "sort"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Shows one thing: that of the route's <c>id</c>, or the one the handler names in <see cref="RequestContext.SubjectId"/>.
    /// Its read is durable before the first byte of the answer leaves; a refused one is recorded as a denied attempt.
    /// </summary>
    public static RouteHandlerBuilder Shows(this RouteHandlerBuilder route, string subjectKind) =>
        route.Recorded(subjectKind, (read, _) => read);

    /// <summary>Shows a list or the result of a search: recorded with what was asked for and what was shown.</summary>
    /// <param name="shown">Ids of what the rows are about, in their order.</param>
    public static RouteHandlerBuilder ShowsMany<TAnswer>(this RouteHandlerBuilder route, string subjectKind, Func<TAnswer, IEnumerable<Guid>> shown) =>
        route.Recorded(subjectKind, (read, answer) =>
        {
            var ids = shown((TAnswer)answer!).ToList();
            return read with { Found = ids.Count, Shown = [.. ids.Distinct()] };
        });

    private static RouteHandlerBuilder Recorded(this RouteHandlerBuilder route, string subjectKind, Func<Read, object?, Read> withAnswer) => route
        .WithMetadata(new ShowsContent(subjectKind))
        .AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            var log = http.RequestServices.GetRequiredService<ReadLog>();
            var request = http.RequestServices.GetRequiredService<RequestContext>();
            var read = ReadOf(http, subjectKind);
            object? result;
            try
            {
                result = await next(call);
            }
            catch (ProblemException refused) when (refused.Refusal.Rule.Status is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
            {
                await log.RecordDenied(About(read, request), refused.Refusal.Rule, http.RequestAborted);
                throw;
            }

            var recording = log.Record(withAnswer(About(read, request), result is IValueHttpResult { Value: var value } ? value : result), http.RequestAborted);
            var answer = Serialized(result);
            await recording;
            return answer;
        });

    /// <summary>An answer that is a value becomes JSON while its read is being recorded: both take time, and neither needs the other.</summary>
    private static object? Serialized(object? result) => result is IValueHttpResult { Value: { } value } and IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK }
        ? TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), ApiJson.Options), "application/json; charset=utf-8")
        : result;

    /// <summary>What the request at hand asks to read, as far as its address tells.</summary>
    internal static Read ReadOf(HttpContext http, string subjectKind) =>
        new(http.GetEndpoint()!.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName, subjectKind, RouteId(http)) { Filters = Filters(http) };

    private static Read About(Read read, RequestContext request) => read with
    {
        SubjectId = read.SubjectId ?? request.SubjectId,
        Filters = request.Details.Count == 0 ? read.Filters : new Dictionary<string, string>([.. (read.Filters ?? new Dictionary<string, string>()).Where(asked => !request.Details.ContainsKey(asked.Key)), .. request.Details]),
    };

    private static Guid? RouteId(HttpContext http) => Guid.TryParse(http.GetRouteValue("id")?.ToString(), out var id) ? id : null;

    private static Dictionary<string, string>? Filters(HttpContext http)
    {
        var asked = new Dictionary<string, string>();
        foreach (var (name, value) in http.Request.Query)
            if (!paging.Contains(name) && value.ToString() is { Length: > 0 } text) asked[Storable(name)] = Storable(text);
        // Which of several things of the one that is named by its id.
        if (http.GetRouteValue("number") is { } number) asked["number"] = Storable(number.ToString()!);
        return asked.Count > 0 ? asked : null;
    }

    /// <summary>What somebody wrote in an address, as the record can hold it.</summary>
    private static string Storable(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Length > LongestFilter ? text[..LongestFilter] : text)).Replace('\0', '\uFFFD').Normalize();
}
