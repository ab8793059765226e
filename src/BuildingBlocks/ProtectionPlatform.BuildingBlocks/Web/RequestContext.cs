using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>What the pipeline and the event store need to know of the request at hand. Scoped.</summary>
public sealed class RequestContext
{
    /// <summary>The caller's own key for this intention; the same key with the same body is answered from memory for seven days.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>Name of the endpoint, by which the policy table knows it.</summary>
    public string? Operation { get; set; }

    /// <summary>Method and route with its values: the same key must not serve two different routes.</summary>
    public string Target { get; set; } = "";

    /// <summary>SHA-256 of the body as sent.</summary>
    public byte[] BodyHash { get; set; } = [];

    /// <summary>The clock of the caller's device when they pressed the button, as the device said; null when it did not.</summary>
    public string? DeviceTime { get; set; }

    /// <summary>Trace id of the request or of the message being handled.</summary>
    public string? CorrelationId { get; set; } = Activity.Current?.TraceId.ToString();

    /// <summary>What the caller says it is for; null when they do not say.</summary>
    public ReadPurpose? Purpose { get; set; }

    /// <summary>The caller's own words about it.</summary>
    public string? PurposeReason { get; set; }

    /// <summary>What a read turned out to be about, when the route does not name it; set by the handler as soon as it knows.</summary>
    public Guid? SubjectId { get; set; }

    /// <summary>The caller sees what is read only because they opened it in an emergency; set by the handler as soon as it knows.</summary>
    public bool Urgent { get; set; }

    /// <summary>The caller reads as an informant who is not named, so the record of the read does not name them either; set by the handler as soon as it knows.</summary>
    public bool AsInformant { get; set; }

    /// <summary>Whom the caller does this for, when their own role would not let them; set where that is decided.</summary>
    public ActingFor? ActingFor { get; set; }

    /// <summary>What the record of a read tells besides what was asked for, such as which paper was printed; set by the handler. Nothing about a person.</summary>
    public Dictionary<string, string> Details { get; } = [];

    /// <summary>Event that is being reacted to.</summary>
    public Guid? CausationId { get; set; }
}

/// <summary>The version the caller is looking at, from <c>If-Match: "7"</c>. Missing: 428. Unreadable: 400.</summary>
public sealed record IfMatch(long Version) : IBindableFromHttpContext<IfMatch>, IEndpointParameterMetadataProvider
{
    public static ValueTask<IfMatch?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (string.IsNullOrWhiteSpace(header)) throw new ProblemException(Problems.VersionRequired);
        var text = header.Trim();
        if (text.StartsWith("W/", StringComparison.Ordinal)) text = text[2..];
        if (!long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]>
            {
                ["If-Match"] = [Language.IsVietnamese(context) ? "Phải là một số phiên bản trong dấu ngoặc kép." : "Must be one version number in quotes."],
            });
        return ValueTask.FromResult<IfMatch?>(new IfMatch(version));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new NeedsIfMatch());
}

/// <summary>Marks an endpoint that needs If-Match, for the OpenAPI document.</summary>
public sealed record NeedsIfMatch;
