using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>
/// A JSON body. Every fault of its shape (missing, unknown, wrong type, text PostgreSQL or UTF-8 cannot hold) is collected and
/// named by field, in the caller's language, before anything else happens.
/// </summary>
public sealed record Json<T>(T Value) : IBindableFromHttpContext<Json<T>>, IEndpointParameterMetadataProvider
{
    public static implicit operator T(Json<T> body) => body.Value;

    public static async ValueTask<Json<T>?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        new((T)await JsonBody.Read(context, typeof(T)));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}

internal static class JsonBody
{
    /// <summary>Larger than any form filled in by hand; attachments do not travel as JSON.</summary>
    internal const int LargestBody = 1024 * 1024;

    public static async Task<object> Read(HttpContext http, Type type)
    {
        var vi = Language.IsVietnamese(http);
        if (!http.Request.HasJsonContentType()) throw new ProblemException(Problems.UnsupportedMediaType);
        var bytes = await RequestBody.Read(http, LargestBody);

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = ApiJson.Options.MaxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NotJson(vi);
        }

        using (document)
        {
            var errors = new Dictionary<string, List<string>>();
            try
            {
                JsonShape.Check(document.RootElement, type, "", vi, errors);
            }
            catch (InvalidOperationException)
            {
                throw NotJson(vi); // A member's name holds a lone surrogate, which no text can.
            }

            if (errors.Count > 0)
                throw new ProblemException(Problems.InvalidRequest, errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
            try
            {
                return document.Deserialize(type, ApiJson.Options)
                    ?? throw Invalid("", vi ? "Nội dung trống." : "The body is empty.");
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
            {
                throw Invalid((e as JsonException)?.Path ?? "", vi ? "Giá trị không đọc được." : "The value cannot be read.");
            }
        }
    }

    private static ProblemException NotJson(bool vi) => Invalid("", vi ? "Nội dung không phải JSON hợp lệ." : "The body is no valid JSON.");

    private static ProblemException Invalid(string field, string reason) =>
        new(Problems.InvalidRequest, new Dictionary<string, string[]> { [field] = [reason] });
}

/// <summary>Walks a body beside the type it should have and collects what does not fit.</summary>
internal static class JsonShape
{
    public static void Check(JsonElement value, Type type, string path, bool vi, Dictionary<string, List<string>> errors)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = ApiJson.Options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when type != typeof(object):
                if (value.ValueKind != JsonValueKind.Object) Add(errors, path, vi ? "Phải là một đối tượng." : "Must be an object.");
                else CheckObject(value, info, path, vi, errors);
                break;
            case JsonTypeInfoKind.Enumerable:
                if (value.ValueKind != JsonValueKind.Array)
                {
                    Add(errors, path, vi ? "Phải là một danh sách." : "Must be a list.");
                    break;
                }

                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    var itemPath = $"{path}[{index++}]";
                    if (item.ValueKind == JsonValueKind.Null) Add(errors, itemPath, vi ? "Không được để trống." : "Must not be null.");
                    else Check(item, info.ElementType!, itemPath, vi, errors);
                }

                break;
            case JsonTypeInfoKind.Dictionary:
                if (value.ValueKind != JsonValueKind.Object)
                {
                    Add(errors, path, vi ? "Phải là một đối tượng." : "Must be an object.");
                    break;
                }

                foreach (var member in value.EnumerateObject()) Check(member.Value, info.ElementType!, Join(path, member.Name), vi, errors);
                break;
            default:
                CheckLeaf(value, type, path, vi, errors);
                break;
        }
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo info, string path, bool vi, Dictionary<string, List<string>> errors)
    {
        var known = info.Properties.ToDictionary(p => p.Name);
        var sent = new HashSet<string>();
        foreach (var member in value.EnumerateObject())
        {
            var memberPath = Join(path, member.Name);
            sent.Add(member.Name);
            if (!known.TryGetValue(member.Name, out var property))
                Add(errors, memberPath, vi ? "Trường này không có trong biểu mẫu." : "There is no such field.");
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable && property.AssociatedParameter is not { IsNullable: true })
                    Add(errors, memberPath, vi ? "Không được để trống." : "Must not be null.");
            }
            else Check(member.Value, property.PropertyType, memberPath, vi, errors);
        }

        foreach (var property in info.Properties.Where(p => p.IsRequired && !sent.Contains(p.Name)))
            Add(errors, Join(path, property.Name), vi ? "Bắt buộc phải có." : "Required.");
    }

    private static void CheckLeaf(JsonElement value, Type type, string path, bool vi, Dictionary<string, List<string>> errors)
    {
        if (value.ValueKind == JsonValueKind.String && Text(value) is var text && (text is null || text.Contains('\0')))
        {
            Add(errors, path, vi ? "Văn bản có ký tự không lưu được." : "The text holds a character that cannot be stored.");
            return;
        }

        try
        {
            value.Deserialize(type, ApiJson.Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            Add(errors, path, Expected(type, vi));
        }
    }

    /// <summary>Null when the text holds a lone surrogate.</summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            var text = value.GetString()!;
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return text;
        }
        catch (Exception e) when (e is InvalidOperationException or EncoderFallbackException)
        {
            return null;
        }
    }

    private static string Expected(Type type, bool vi) => type switch
    {
        { IsEnum: true } => (vi ? "Phải là một trong: " : "Must be one of: ") + string.Join(", ", Enum.GetNames(type)) + ".",
        _ when type == typeof(string) => vi ? "Phải là văn bản." : "Must be text.",
        _ when type == typeof(bool) => vi ? "Phải là true hoặc false." : "Must be true or false.",
        _ when type == typeof(int) || type == typeof(long) => vi ? "Phải là số nguyên." : "Must be a whole number.",
        _ when type == typeof(DateTimeOffset) => vi ? "Phải là thời điểm có múi giờ, ví dụ 2026-11-22T08:00:00+07:00." : "Must be an instant with an offset, such as 2026-11-22T08:00:00+07:00.",
        _ when type == typeof(DateOnly) => vi ? "Phải là ngày dạng YYYY-MM-DD." : "Must be a date such as YYYY-MM-DD.",
        _ when type == typeof(Guid) => vi ? "Phải là một mã định danh." : "Must be an id.",
        _ => vi ? "Giá trị không đọc được." : "The value cannot be read.",
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static void Add(Dictionary<string, List<string>> errors, string path, string reason)
    {
        if (!errors.TryGetValue(path, out var reasons)) errors[path] = reasons = [];
        if (!reasons.Contains(reason)) reasons.Add(reason);
    }
}
