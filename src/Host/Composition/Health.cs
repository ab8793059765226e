using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Host;

/// <summary>The database answers.</summary>
internal sealed class DatabaseHealth(Databases databases) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = databases.Platform.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

/// <summary>Every subscription runs, on whichever host; one that stopped at a message or put some aside is named.</summary>
internal sealed class SubscriptionHealth(SubscriptionStatuses statuses) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var all = await statuses.Read(cancellationToken);
            var data = all.ToDictionary(s => s.Subscription.Name, s => (object)new
            {
                s.Position,
                lag = s.LagEvents,
                s.LagSeconds,
                stopped = s.State == SubscriptionState.Stopped,
                parked = s.ParkedMessages,
            });
            var inTrouble = all.Where(s => s.State == SubscriptionState.Stopped).Select(s => $"{s.Subscription.Name} stopped")
                .Concat(all.Where(s => s.ParkedMessages > 0).Select(s => $"{s.Subscription.Name} parked {s.ParkedStreams}")).ToList();
            return inTrouble.Count == 0
                ? HealthCheckResult.Healthy(data: data)
                : HealthCheckResult.Degraded($"{string.Join(", ", inTrouble)}.", data: data);
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

/// <summary>What is recorded gets sealed, and is as it was sealed.</summary>
internal sealed class LedgerHealth(Databases databases, LedgerSettings settings, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var standing = await LedgerStanding.Read(databases, settings, clock, cancellationToken);
            var data = new Dictionary<string, object> { ["sealedSize"] = standing.SealedSize, ["unsealed"] = standing.Unsealed, ["findings"] = standing.Findings };
            // Degraded, not unhealthy: whoever damaged the record must not thereby keep people from reporting a child in danger.
            return standing.Findings > 0 ? HealthCheckResult.Degraded("The record is not as it was sealed, or cannot be signed. The auditor's ledger page names what.", data: data)
                : standing.IsLate ? HealthCheckResult.Degraded("Events wait too long to be sealed.", data: data)
                : HealthCheckResult.Healthy(data: data);
        }
        catch (NpgsqlException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.");
        }
    }
}

internal static class HealthReports
{
    public static Task Write(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        dependencies = report.Entries.ToDictionary(e => e.Key, e => new { status = e.Value.Status.ToString(), e.Value.Description, e.Value.Data }),
    }, ApiJson.Options);
}
