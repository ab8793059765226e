using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>
/// Builds read models anew beside the live ones, with the same handlers, and lets the new tables take the place of the old in one transaction.
/// How far it came stands in the database with the rows themselves: whoever takes the row next, after a crash or on another host, goes on from there.
/// </summary>
public sealed class Rebuilds(
    SubscriptionCatalog subscriptions, MessageFlow flow, EventStore.EventStore store, Databases databases, IServiceScopeFactory scopes,
    TimeProvider clock, ILogger<Rebuilds> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private readonly LogSignal asked = new();

    /// <summary>Writes down that a read model is to be rebuilt, in the transaction of the operator's own record.</summary>
    /// <returns>False when a rebuild of it is under way.</returns>
    public async Task<bool> Ask(NpgsqlConnection connection, Subscription subscription, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into messaging.rebuilds as r (name, started_at) values (@Name, @now)
            on conflict (name) do update set position = null, started_at = excluded.started_at, error = null, failed_at = null where r.error is not null
            """, new { subscription.Name, now = clock.Now() }, cancellationToken: ct)) == 1;

    /// <summary>A rebuild was asked for and committed.</summary>
    public void Asked() => asked.Raise();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var news = asked.Next;
            try
            {
                foreach (var subscription in await UnderWay(stoppingToken))
                    while (await Step(subscription, stoppingToken))
                    {
                        // On to the next batch.
                    }

                await news.WaitAsync(Poll, clock, stoppingToken);
            }
            catch (TimeoutException)
            {
                // Look again: another host may have been asked, or may have died.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "Rebuilding read models cannot go on now; trying again");
                await Task.Delay(Poll, clock, CancellationToken.None).WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<IReadOnlyList<Subscription>> UnderWay(CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var names = await connection.QueryAsync<string>(new CommandDefinition("select name from messaging.rebuilds where error is null order by started_at", cancellationToken: ct));
        return [.. names.Select(subscriptions.Find).OfType<Subscription>().Where(s => s.IsRebuildable)];
    }

    /// <summary>One batch into the tables beside, or, when little is left, the rest and the switch.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    private async Task<bool> Step(Subscription subscription, CancellationToken ct)
    {
        long handling = 0;
        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var taken = (await connection.QueryAsync<long?>(new CommandDefinition(
                "select * from ledger.take_rebuild(@Name)", new { subscription.Name }, cancellationToken: ct))).ToList();
            if (taken.Count == 0) return false; // another host is at it
            if (taken[0] is not { } position)
            {
                await connection.ExecuteAsync(new CommandDefinition("select ledger.begin_rebuild(@Name)", new { subscription.Name }, cancellationToken: ct));
                await transaction.CommitAsync(ct);
                return true;
            }

            var skipped = await SubscriptionRecord.Load(store, connection, subscription.Name, ct);
            var (last, all) = await Build(position, await flow.Head(ct), transaction, skipped);
            if (!all)
            {
                await connection.ExecuteAsync(new CommandDefinition("select ledger.advance_rebuild(@Name, @last)", new { subscription.Name, last }, cancellationToken: ct));
                await transaction.CommitAsync(ct);
                return true;
            }

            // Nearly there: the live one stands still now, so what it has, the new one has too when it takes its place.
            if (await Positions.Hold(connection, subscription, ct) is null) return false;
            var end = await flow.Head(ct);
            while (!all || last < end) (last, all) = await Build(last, end, transaction, skipped);
            await connection.ExecuteAsync(new CommandDefinition("select ledger.finish_rebuild(@Name, @end)", new { subscription.Name, end }, cancellationToken: ct));
            await transaction.CommitAsync(ct);
            log.LogInformation("{Subscription} was rebuilt up to {Sequence}", subscription.Name, end);
            return false;
        }
        catch (Exception e) when (handling > 0 && !PostgresErrors.IsBusy(e) && e is not OperationCanceledException)
        {
            log.LogError(e, "Rebuilding {Subscription} failed at {Sequence}; the live one is as it was", subscription.Name, handling);
            await GiveUp(subscription, handling, e, ct);
            return false;
        }

        // A message an operator skipped stays skipped: the rebuilt rows are those the live ones should be.
        async Task<(long Last, bool All)> Build(long position, long upTo, NpgsqlTransaction transaction, SubscriptionRecord? record)
        {
            var (events, all) = await flow.ReadAfter(subscription, position, upTo, record?.Skipped ?? [], new HashSet<Guid>(), sequence => handling = sequence, ct);
            var shadow = new ShadowTables(subscription);
            await using var scope = scopes.CreateAsyncScope();
            foreach (var happened in events)
            {
                handling = happened.Sequence;
                await flow.Handle(subscription, happened, connection, transaction, shadow, scope.ServiceProvider, ct);
            }

            handling = 0;
            return (all ? upTo : events[^1].Sequence, all);
        }
    }

    private async Task GiveUp(Subscription subscription, long sequence, Exception e, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("select ledger.fail_rebuild(@Name, @error, @sequence)",
            new { subscription.Name, error = e.GetType().Name, sequence }, cancellationToken: ct));
    }
}
