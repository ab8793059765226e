using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>
/// Hands checkpoints to parties who do not take orders from our administrator. Only what they hold shows a history rewritten with database
/// and key together. Intents are stored first, so that none is lost; a target that does not answer is tried again, ever more rarely.
/// </summary>
internal sealed class Anchoring(Databases databases, LedgerSettings settings, AnchorDelivery delivery, TimeProvider clock, ILogger<Anchoring> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>One at work on a checkpoint has it for so long; dies it, another takes it up.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Seals || settings.Anchors.Count == 0) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Poll;
            try
            {
                await Request(settings.AnchorEvery, stoppingToken);
                while (await DeliverNext(stoppingToken)) { }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.Log(PostgresErrors.IsBusy(e) ? LogLevel.Warning : LogLevel.Error, e, "Anchoring failed; trying again");
                pause = AfterFailure;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Notes the newest checkpoint for every target that got none for so long.</summary>
    /// <returns>Targets that will get it.</returns>
    internal async Task<int> Request(TimeSpan after, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand("""
            insert into ledger.anchors (target, kind, size, state, requested_at, next_attempt)
            select wanted.target, wanted.kind, newest.size, 'Pending', $3, $3
            from unnest($1, $2) with ordinality as wanted(target, kind, place), (select max(size) size from ledger.checkpoints) newest
            where newest.size is not null and not exists (select 1 from ledger.anchors a where a.target = wanted.target and a.requested_at > $4)
            order by wanted.place
            on conflict (target, size) do nothing
            """);
        command.Parameters.Add(new() { Value = settings.Anchors.Select(a => a.Name).ToArray() });
        command.Parameters.Add(new() { Value = settings.Anchors.Select(a => a.Kind.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = clock.Now() });
        command.Parameters.Add(new() { Value = after == TimeSpan.Zero ? DateTimeOffset.MaxValue.TruncateToMicroseconds() : clock.Now() - after });
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <returns>False when nothing is due.</returns>
    internal async Task<bool> DeliverNext(CancellationToken ct)
    {
        await using var connection = await databases.Ledger.OpenConnectionAsync(ct);
        await using var take = new NpgsqlCommand("""
            update ledger.anchors set attempts = attempts + 1, next_attempt = $2 where id = (
                select id from ledger.anchors where state <> 'Sent' and next_attempt <= $1 and target = any ($3) order by next_attempt limit 1 for update skip locked)
            returning id, target, size, attempts
            """, connection);
        take.Parameters.Add(new() { Value = clock.Now() });
        take.Parameters.Add(new() { Value = clock.Now() + Lease });
        take.Parameters.Add(new() { Value = settings.Anchors.Select(a => a.Name).ToArray() });
        (long Id, string Target, long Size, int Attempts) due;
        await using (var row = await take.ExecuteReaderAsync(ct))
        {
            if (!await row.ReadAsync(ct)) return false;
            due = (row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3));
        }

        var checkpoint = (await connection.Checkpoints("where size = $1", ct, due.Size)).Single();
        try
        {
            var countersignature = await delivery.Deliver(settings.Anchors.First(a => a.Name == due.Target), checkpoint, ct);
            await using var done = new NpgsqlCommand("update ledger.anchors set state = 'Sent', sent_at = $2, error = null, countersignature = $3 where id = $1", connection);
            done.Parameters.Add(new() { Value = due.Id });
            done.Parameters.Add(new() { Value = clock.Now() });
            done.Parameters.Add(new() { Value = (object?)countersignature ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            await done.ExecuteNonQueryAsync(ct);
        }
        catch (AnchorException e)
        {
            log.LogWarning("Checkpoint {Size} did not reach {Target}: {Reason}", due.Size, due.Target, e.Message);
            var pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 10 * Math.Pow(2, Math.Min(due.Attempts, 20) - 1)));
            await using var failed = new NpgsqlCommand("update ledger.anchors set state = 'Failed', error = $2, next_attempt = $3 where id = $1", connection);
            failed.Parameters.Add(new() { Value = due.Id });
            failed.Parameters.Add(new() { Value = e.Message });
            failed.Parameters.Add(new() { Value = clock.Now() + pause });
            await failed.ExecuteNonQueryAsync(ct);
        }

        return true;
    }

    // ---- on demand ----------------------------------------------------------------------------------------------------

    private static readonly Rule NoTarget = new("no-anchor-configured",
        "Chưa cấu hình bên ngoài nào để gửi điểm chốt.", "No outside party is configured to get checkpoints.",
        AllowedVi: "Người vận hành đặt Ledger__Anchors trong cấu hình.", AllowedEn: "The operator configures Ledger__Anchors.");

    /// <summary>Checkpoints are on their way.</summary>
    /// <param name="Requested">Targets that will get the newest checkpoint and had not got it yet.</param>
    public sealed record Answer(int Requested);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/audit/anchors", async (Anchoring anchoring, LedgerSettings settings, CancellationToken ct) =>
        {
            if (settings.Anchors.Count == 0) return Outcome.Refused(new Refusal(NoTarget, []));
            return Results.Accepted("/api/v1/audit/ledger", new Answer(await anchoring.Request(TimeSpan.Zero, ct)));
        })
        .WithTags("Audit").WithName("requestAnchors").WithSummary("Gửi điểm chốt ra ngoài / Hand out the newest checkpoint")
        .WithDescription("For auditors and administrators: sends the newest checkpoint to every outside party configured. 202; how it goes is to be seen in /audit/ledger.")
        .Produces<Answer>(StatusCodes.Status202Accepted).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(503);
}
