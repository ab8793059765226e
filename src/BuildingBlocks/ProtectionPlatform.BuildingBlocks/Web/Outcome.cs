using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>What came of a change: an answer with the version as ETag, or a problem document.</summary>
public sealed class Outcome : IResult
{
    private readonly int status;
    private readonly object? body;
    private readonly long version;
    private readonly string? location;
    private readonly IReadOnlyDictionary<string, object?>? extensions;

    private Outcome(int status, object? body, long version, string? location, Refusal? refusal, IReadOnlyDictionary<string, object?>? extensions)
    {
        this.status = status;
        this.body = body;
        this.version = version;
        this.location = location;
        this.extensions = extensions;
        Refusal = refusal;
    }

    /// <summary>Set when the change was refused.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer of an accepted change, as it would be serialised.</summary>
    public object? Body => body;

    public static Outcome Done(Changed answer, string? location) => new(location is null ? 200 : 201, answer, answer.Version, location, null, null);

    /// <summary>The answer given to the same request before.</summary>
    public static Outcome Again(int status, JsonElement answer, long version, string? location) => new(status, answer, version, location, null, null);

    public static Outcome Refused(Refusal refusal, IReadOnlyDictionary<string, object?>? extensions = null) =>
        new(refusal.Rule.Status, null, 0, null, refusal, extensions);

    public static Outcome NotFound { get; } = Refused(new Refusal(Problems.NotFound, []));

    public static Outcome Stale(long currentVersion, IReadOnlyList<string> changedSince) => Refused(
        new Refusal(Problems.ChangedMeanwhile, [currentVersion]),
        new Dictionary<string, object?> { ["currentVersion"] = currentVersion, ["changedSince"] = changedSince });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Refusal is not null) return Problems.Write(httpContext, Refusal, null, extensions);
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        httpContext.Response.Headers.CacheControl = "no-store";
        if (location is not null) httpContext.Response.Headers.Location = location;
        return httpContext.Response.WriteAsJsonAsync(body, body?.GetType() ?? typeof(object), ApiJson.Options, "application/json");
    }
}
