using System.Diagnostics;
using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Web;

/// <summary>A request that changes something. Answers an <see cref="Outcome"/>.</summary>
public interface ICommand : IRequest<Outcome>;

/// <summary>Spans of slices and of subscription batches.</summary>
public static class Tracing
{
    public static ActivitySource Source { get; } = new("ProtectionPlatform");
}

/// <summary>One span a slice.</summary>
internal sealed class TracingBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        using var activity = Tracing.Source.StartActivity(typeof(TRequest).DeclaringType?.Name ?? typeof(TRequest).Name);
        return await next();
    }
}

/// <summary>Shape of values (length, range). Shape of JSON was checked when the body was read; meaning is checked by the decision.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = new List<FluentValidation.Results.ValidationFailure>();
        foreach (var validator in validators)
            failures.AddRange((await validator.ValidateAsync(request, cancellationToken)).Errors);
        if (failures.Count == 0) return await next();
        throw new ProblemException(Problems.InvalidRequest, failures
            .GroupBy(f => FieldOf(f.PropertyName))
            .ToDictionary(g => g.Key, g => g.Select(f => f.ErrorMessage).Distinct().ToArray()));
    }

    private static string FieldOf(string property)
    {
        var parts = property.Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && parts[0] is "Body" or "Filter") parts = parts[1..];
        return string.Join('.', parts.Select(p => char.ToLowerInvariant(p[0]) + p[1..]));
    }
}

/// <summary>The same key and the same request give the first answer again; the answer itself is stored by the append.</summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(Databases databases, RequestContext context, Actor actor, Hidden hidden) : IPipelineBehavior<TRequest, TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is ICommand && context.IdempotencyKey is not null
            && await Idempotency.Find(databases, actor.UserId?.ToString() ?? "anonymous", context, hidden, cancellationToken) is TResponse earlier)
            return earlier;
        return await next();
    }
}

/// <summary>Fills the request's context: idempotency key, device time, route, language and purpose.</summary>
public sealed class RequestContextMiddleware(RequestDelegate next)
{
    private const int LongestKey = 200;

    public Task InvokeAsync(HttpContext http, RequestContext context)
    {
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || key.Any(c => c is < '!' or > '~'))
            throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]>
            {
                ["Idempotency-Key"] = [Language.IsVietnamese(http) ? "Tối đa 200 ký tự ASCII, không có dấu cách." : "At most 200 ASCII characters without spaces."],
            });
        if (key.Length > 0 && (HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPut(http.Request.Method))) context.IdempotencyKey = key;
        context.DeviceTime = DeviceTime.Read(http);
        (context.Purpose, context.PurposeReason) = PurposeHeaders.Read(http);
        context.Target = $"{http.Request.Method} {http.Request.Path}";
        context.CorrelationId = Activity.Current?.TraceId.ToString();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Language.IsVietnamese(http) ? "vi" : "en");
        return next(http);
    }
}

/// <summary>Remembered answers are kept seven days.</summary>
internal sealed class IdempotencyCleanup(Databases databases, TimeProvider clock, ILogger<IdempotencyCleanup> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var command = databases.Platform.CreateCommand("delete from ledger.idempotency where recorded_at < $1");
                command.Parameters.Add(new() { Value = clock.GetUtcNow().AddDays(-7) });
                await command.ExecuteNonQueryAsync(stoppingToken);
                await Task.Delay(TimeSpan.FromHours(1), clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Npgsql.NpgsqlException e)
            {
                log.LogWarning(e, "Old answers could not be cleared; trying again");
                await Task.Delay(TimeSpan.FromMinutes(1), clock, CancellationToken.None).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
