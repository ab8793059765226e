using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>What every endpoint says of itself in the OpenAPI document, and small parts queries share.</summary>
public static class Endpoints
{
    /// <summary>Describes a change: its answer and every problem it can give.</summary>
    public static RouteHandlerBuilder Changes<TAnswer>(this RouteHandlerBuilder route, string id, string summary, string description, bool creates = false)
        where TAnswer : Changed =>
        route.WithName(id).WithSummary(summary).WithDescription(description)
            .Produces<TAnswer>(creates ? StatusCodes.Status201Created : StatusCodes.Status200OK)
            .Problem(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503);

    /// <inheritdoc cref="Changes{TAnswer}"/>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route, string id, string summary, string description, bool creates = false) =>
        route.Changes<Changed>(id, summary, description, creates);

    /// <summary>Describes an act that records nothing of its own, and what it answers.</summary>
    public static RouteHandlerBuilder Acts<TAnswer>(this RouteHandlerBuilder route, string id, string summary, string description, int status) =>
        route.WithName(id).WithSummary(summary).WithDescription(description).Produces<TAnswer>(status).Problem(400, 401, 403, 404, 409, 503);

    /// <summary>Describes a read.</summary>
    public static RouteHandlerBuilder Reads<TAnswer>(this RouteHandlerBuilder route, string id, string summary, string description) =>
        route.WithName(id).WithSummary(summary).WithDescription(description).Produces<TAnswer>().Problem(400, 401, 403, 404, 503);

    private static RouteHandlerBuilder Problem(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.ProducesProblem(status);
        return route;
    }

    /// <summary>Waits up to a second for a projection, so that a caller can read what it just wrote.</summary>
    public static async Task ReadOwnWrite(this SubscriptionRunner subscriptions, string projection, long? position, CancellationToken ct)
    {
        if (position is { } wanted) await subscriptions.WaitFor(projection, Math.Min(wanted, await subscriptions.Head(ct)), TimeSpan.FromSeconds(1), ct);
    }
}

/// <summary>A page of a list.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
/// <param name="Total">All that match, when asked with <c>count=true</c>.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long? Total = null);

/// <summary>Rules of shape that many requests share, in both languages.</summary>
public static class ValidationRules
{
    private static string Text(string vi, string en) =>
        System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? en : vi;

    /// <summary>Text a person wrote: not blank, at most <paramref name="most"/> characters.</summary>
    public static IRuleBuilderOptions<T, string?> Words<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Must(text => text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= most))
            .WithMessage(_ => Text($"Cần có chữ, tối đa {most} ký tự.", $"Needs text, at most {most} characters."));

    /// <summary>An instant people can mean: since 1990, and not in the future (two minutes for clocks that differ).</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset> HasHappened<T>(this IRuleBuilder<T, DateTimeOffset> rule, TimeProvider clock) =>
        rule.Must(at => at.Year >= 1990 && at <= clock.GetUtcNow().AddMinutes(2))
            .WithMessage(_ => Text("Thời điểm phải sau năm 1990 và không ở tương lai.", "Must be after 1990 and not in the future."));

    /// <inheritdoc cref="HasHappened{T}(IRuleBuilder{T, DateTimeOffset}, TimeProvider)"/>
    public static IRuleBuilderOptions<T, DateTimeOffset?> HasHappened<T>(this IRuleBuilder<T, DateTimeOffset?> rule, TimeProvider clock) =>
        rule.Must(at => at is null || (at.Value.Year >= 1990 && at <= clock.GetUtcNow().AddMinutes(2)))
            .WithMessage(_ => Text("Thời điểm phải sau năm 1990 và không ở tương lai.", "Must be after 1990 and not in the future."));

    /// <summary>A day a plan can mean: 2000 to 2100.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> PlausibleDay<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(day => day is null or { Year: >= 2000 and <= 2100 })
            .WithMessage(_ => Text("Ngày phải từ năm 2000 đến 2100.", "Must be between 2000 and 2100."));

    /// <summary>A child's day of birth: within the last 25 years and not in the future.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> ChildBirthday<T>(this IRuleBuilder<T, DateOnly?> rule, TimeProvider clock) =>
        rule.Must(day => day is null || (day <= clock.Now().VietNamDay() && day > clock.Now().VietNamDay().AddYears(-25)))
            .WithMessage(_ => Text("Ngày sinh phải trong 25 năm qua.", "Must be within the last 25 years."));

    /// <summary>A message in the caller's language.</summary>
    public static IRuleBuilderOptions<T, TValue> Says<T, TValue>(this IRuleBuilderOptions<T, TValue> rule, string vi, string en) =>
        rule.WithMessage(_ => Text(vi, en));
}
