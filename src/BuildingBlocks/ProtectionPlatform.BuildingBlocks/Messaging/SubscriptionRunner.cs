using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>How a subscription stands.</summary>
/// <param name="Position">It has handled everything up to here.</param>
/// <param name="Lag">Events of the log after its position, at most.</param>
/// <param name="Error">Why it stopped; null when it runs.</param>
public sealed record SubscriptionStatus(string Name, long Position, long Lag, string? Error);

/// <summary>
/// Runs every subscription: lock the position, read what comes after it in order, hand each to its handler in the same transaction,
/// write the new position, commit. Numbers in the log rise in commit order (the gate), so "after my position" misses nothing.
/// </summary>
public sealed class SubscriptionRunner(
    SubscriptionCatalog subscriptions, Publications publications, EventTypes types, EventStore.EventStore store, Databases databases,
    IServiceScopeFactory scopes, LogSignal signal, TimeProvider clock, ILogger<SubscriptionRunner> log) : BackgroundService
{
    private const int BatchSize = 200;
    private const int Attempts = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoppedRetry = TimeSpan.FromMinutes(1);

    /// <summary>Everything up to here was handled or does not concern the subscription. Kept in memory: a position is written only with an effect.</summary>
    private readonly ConcurrentDictionary<string, long> read = new();
    private readonly ConcurrentDictionary<string, string> stopped = new();
    private readonly LogSignal progress = new();
    private long head;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll([WatchHead(stoppingToken), .. subscriptions.All.Select(s => Run(s, stoppingToken))]);

    public IReadOnlyList<SubscriptionStatus> Statuses =>
        [.. subscriptions.All.Select(s => new SubscriptionStatus(s.Name, read.GetValueOrDefault(s.Name), Math.Max(0, Interlocked.Read(ref head) - read.GetValueOrDefault(s.Name)), stopped.GetValueOrDefault(s.Name)))];

    /// <summary>Waits until the subscription has handled everything up to a position; false when that takes too long.</summary>
    public async Task<bool> WaitFor(string name, long position, TimeSpan atMost, CancellationToken ct)
    {
        var until = clock.GetTimestamp() + (long)(atMost.TotalSeconds * clock.TimestampFrequency);
        if (read.GetValueOrDefault(name) < position) signal.Raise(); // reads are appended without waking anybody
        while (true)
        {
            var change = progress.Next;
            if (read.GetValueOrDefault(name) >= position) return true;
            var left = clock.GetElapsedTime(clock.GetTimestamp(), until);
            if (left <= TimeSpan.Zero || stopped.ContainsKey(name)) return false;
            try
            {
                await change.WaitAsync(left < Poll ? left : Poll, ct);
            }
            catch (TimeoutException)
            {
                // Look again: another host may have moved the position.
            }
        }
    }

    /// <summary>The end of the log as of now: every committed event has a number up to this one.</summary>
    public async Task<long> Head(CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select last_seq from ledger.gate");
        var found = (long)(await command.ExecuteScalarAsync(ct))!;
        InterlockedMax(found);
        return found;
    }

    /// <summary>Waits until every subscription that runs has reached the end of the log as it is now.</summary>
    public async Task<bool> Settle(TimeSpan atMost, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < atMost)
        {
            var target = await Head(ct);
            signal.Raise();
            foreach (var subscription in subscriptions.All)
                if (!await WaitFor(subscription.Name, target, atMost, ct)) return false;
            if (await Head(ct) == target) return true; // reactions append too
        }

        return false;
    }

    private void InterlockedMax(long found)
    {
        for (var seen = Interlocked.Read(ref head); seen < found; seen = Interlocked.Read(ref head))
            if (Interlocked.CompareExchange(ref head, found, seen) == seen) return;
    }

    /// <summary>One poll a second for all subscriptions, besides the signal of this host's own commits.</summary>
    private async Task WatchHead(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var before = Interlocked.Read(ref head);
                if (await Head(ct) > before) signal.Raise();
                await Task.Delay(Poll, clock, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The end of the log cannot be read; trying again");
                await Pause(Poll, ct);
            }
        }
    }

    /// <summary>What one consumer of a subscription remembers between its batches.</summary>
    private sealed class Trial
    {
        /// <summary>Attempts at the message at hand that failed.</summary>
        public int Failed { get; set; }

        /// <summary>The message being handled; 0 before the first one.</summary>
        public long Handling { get; set; }

        /// <summary>Others of the same batch came before it.</summary>
        public bool HasForerunners { get; set; }

        /// <summary>A message that failed: what comes before it is handled and committed without it.</summary>
        public long? StopBefore { get; set; }
    }

    private enum BatchEnd
    {
        /// <summary>There may be more to read at once.</summary>
        More,
        UpToDate,
        /// <summary>Another host has the subscription: how that goes is not known here.</summary>
        NotOurs,
    }

    private async Task Run(Subscription subscription, CancellationToken ct)
    {
        var trial = new Trial();
        var mayBeNotedAsStopped = true; // by this host before it was started again
        while (!ct.IsCancellationRequested)
        {
            var news = signal.Next;
            try
            {
                var end = await Batch(subscription, trial, ct);
                if (trial.StopBefore is not null)
                {
                    trial.StopBefore = null;
                    continue; // now the message that failed, first in its batch
                }

                if (end != BatchEnd.NotOurs)
                {
                    trial.Failed = 0;
                    if (stopped.TryRemove(subscription.Name, out _) || mayBeNotedAsStopped) await Forget(subscription, ct);
                    mayBeNotedAsStopped = false;
                }

                if (end != BatchEnd.More) await WaitForNews(news, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (PostgresErrors.IsBusy(e))
            {
                log.LogWarning(e, "Subscription {Subscription} found the database busy; trying again", subscription.Name);
                await Pause(Poll, ct); // nothing to do with the message
            }
            catch (Exception e) when (trial.HasForerunners)
            {
                log.LogDebug(e, "Subscription {Subscription} failed at {Sequence}; what comes before it is handled first", subscription.Name, trial.Handling);
                trial.StopBefore = trial.Handling;
            }
            catch (Exception e)
            {
                trial.StopBefore = null;
                trial.Failed++;
                log.LogError(e, "Subscription {Subscription} failed at {Sequence}, attempt {Attempt}", subscription.Name, trial.Handling, trial.Failed);
                if (trial.Failed >= Attempts) await Stop(subscription, e, trial, ct);
                await Pause(trial.Failed >= Attempts ? StoppedRetry : TimeSpan.FromMilliseconds(100 * Math.Pow(3, trial.Failed)), ct);
            }
        }
    }

    private async Task WaitForNews(Task news, CancellationToken ct)
    {
        try
        {
            await news.WaitAsync(Poll, clock, ct);
        }
        catch (TimeoutException)
        {
            // The poll is the truth.
        }
    }

    private async Task Pause(TimeSpan time, CancellationToken ct)
    {
        try
        {
            await Task.Delay(time, clock, ct);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task<BatchEnd> Batch(Subscription subscription, Trial trial, CancellationToken ct)
    {
        var name = subscription.ProgressionName;
        (trial.Handling, trial.HasForerunners) = (0, false);
        // The head is read before the events: everything up to it is visible to the query that follows.
        var upTo = await Head(ct);
        if (trial.StopBefore is { } failing) upTo = Math.Min(upTo, failing - 1);
        if (read.TryGetValue(subscription.Name, out var seen) && seen >= upTo) return BatchEnd.UpToDate;

        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakePosition(connection, name, ct) is not { } position)
        {
            await transaction.RollbackAsync(ct);
            if (!read.ContainsKey(subscription.Name)) await CreatePosition(subscription, upTo, ct);
            return BatchEnd.NotOurs;
        }

        position = Math.Max(position, seen);
        var (events, all) = await ReadAfter(position, upTo, subscription, trial, ct);
        var last = position;
        Func<Task<bool>>? append = null;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var happened in events)
        {
            (trial.HasForerunners, trial.Handling) = (last > position, happened.Sequence);
            append = await Handle(subscription, happened, connection, transaction, scope.ServiceProvider, ct);
            last = happened.Sequence;
            if (append is not null) break; // the append is the last act of a transaction
        }

        var complete = append is null && all;
        if (events.Count > 0)
        {
            await StorePosition(connection, name, complete ? upTo : last, ct);
            if (append is not null && !await append())
            {
                await transaction.RollbackAsync(ct);
                return BatchEnd.More;
            }

            await transaction.CommitAsync(ct);
            if (append is not null) store.Committed();
        }

        read[subscription.Name] = complete ? upTo : last;
        progress.Raise();
        return complete ? BatchEnd.UpToDate : BatchEnd.More;
    }

    private async Task<Func<Task<bool>>?> Handle(Subscription subscription, RecordedEvent happened, NpgsqlConnection connection, NpgsqlTransaction transaction, IServiceProvider services, CancellationToken ct)
    {
        using var activity = Tracing.Source.StartActivity($"{subscription.Name} {happened.Type}", ActivityKind.Consumer);
        var request = services.GetRequiredService<RequestContext>();
        request.CorrelationId = happened.Metadata?.CorrelationId;
        request.CausationId = happened.Id;
        var context = new MessageContext(happened, connection, transaction, services, ct);
        if (subscription.EventHandlers.TryGetValue(happened.Data!.GetType(), out var handle)) await handle(happened.Data, context);
        foreach (var (message, map) in publications.From(happened.Data.GetType()))
            if (subscription.MessageHandlers.TryGetValue(message, out var handleMessage)) await handleMessage(map(happened), context);
        return context.StagedAppend;
    }

    /// <returns>Events after the position, and whether these are all up to the end asked for.</returns>
    private async Task<(List<RecordedEvent> Events, bool All)> ReadAfter(long position, long upTo, Subscription subscription, Trial trial, CancellationToken ct)
    {
        var names = subscription.EventHandlers.Keys
            .Concat(subscription.MessageHandlers.Keys.SelectMany(publications.EventsBehind))
            .Distinct().SelectMany(types.NamesOf).ToArray();
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id
            where e.seq_id > $1 and e.seq_id <= $2 and e.type = any ($3) order by e.seq_id limit $4
            """, connection);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = BatchSize });
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            trial.Handling = reader.GetInt64(0);
            try
            {
                events.Add(store.Read(reader));
            }
            catch (Exception) when (events.Count > 0)
            {
                return (events, false); // a body nobody can read: what comes before it is handled without it
            }
        }

        return (events, events.Count < BatchSize);
    }

    private static async Task<long?> TakePosition(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select * from ledger.take_position($1)", connection);
        command.Parameters.Add(new() { Value = name, NpgsqlDbType = NpgsqlDbType.Varchar });
        return (long?)await command.ExecuteScalarAsync(ct);
    }

    private async Task CreatePosition(Subscription subscription, long upTo, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("select ledger.start_position($1, $2)");
        command.Parameters.Add(new() { Value = subscription.ProgressionName, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = subscription.Start == SubscriptionStart.Now ? upTo : 0L });
        await command.ExecuteNonQueryAsync(ct);
        signal.Raise();
    }

    private static async Task StorePosition(NpgsqlConnection connection, string name, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select ledger.store_position($1, $2)", connection);
        command.Parameters.Add(new() { Value = name, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Stop(Subscription subscription, Exception e, Trial trial, CancellationToken ct)
    {
        stopped[subscription.Name] = e.Message;
        try
        {
            await using var command = databases.Platform.CreateCommand("""
                insert into messaging.stopped_subscriptions (name, sequence, error, attempts, stopped_at) values ($1, $2, $3, $4, $5)
                on conflict (name) do update set sequence = excluded.sequence, error = excluded.error, attempts = excluded.attempts
                """);
            command.Parameters.Add(new() { Value = subscription.Name });
            command.Parameters.Add(new() { Value = trial.Handling });
            command.Parameters.Add(new() { Value = e.GetType().Name }); // the message could quote data
            command.Parameters.Add(new() { Value = trial.Failed });
            command.Parameters.Add(new() { Value = clock.Now() });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException storing)
        {
            log.LogError(storing, "Subscription {Subscription} stopped, and that could not be stored", subscription.Name);
        }
    }

    private async Task Forget(Subscription subscription, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("delete from messaging.stopped_subscriptions where name = $1");
        command.Parameters.Add(new() { Value = subscription.Name });
        await command.ExecuteNonQueryAsync(ct);
    }
}
