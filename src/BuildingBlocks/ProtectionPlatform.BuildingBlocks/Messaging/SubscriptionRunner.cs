using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>
/// Runs every subscription: lock the position, read what comes after it in order, hand each to its handler in the same transaction,
/// write the new position, commit. Numbers in the log rise in commit order (the gate), so "after my position" misses nothing.
/// </summary>
public sealed class SubscriptionRunner(
    SubscriptionCatalog subscriptions, MessageFlow flow, StoppedSubscriptions notes, ParkedMessages parked, EventStore.EventStore store, Databases databases,
    IServiceScopeFactory scopes, LogSignal signal, TimeProvider clock, ILogger<SubscriptionRunner> log) : BackgroundService
{
    private const int Attempts = 5;

    /// <summary>A position is written at least this often (events of the log), so that nobody has to search far after it.</summary>
    private const int PositionEvery = 5_000;

    /// <summary>As often as that, but not all at once: where many pass over the same events, each writes at another time.</summary>
    private static int PositionEveryFor(Subscription subscription) => (PositionEvery / 2) + (int)((uint)subscription.Name.GetHashCode(StringComparison.Ordinal) % (PositionEvery / 2));

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StoppedRetry = TimeSpan.FromMinutes(1);

    /// <summary>Everything up to here was handled or does not concern the subscription. Kept in memory: a position is written only with an effect.</summary>
    private readonly ConcurrentDictionary<string, long> read = new();

    /// <summary>The positions as they were last found or written in the database.</summary>
    private readonly ConcurrentDictionary<string, long> kept = new();
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> names = new();
    private readonly LogTail tail = new(databases);
    private readonly ConcurrentDictionary<string, long> stopped = new();
    private readonly ConcurrentDictionary<string, LogSignal> wakes = new();
    private readonly LogSignal progress = new();
    private long head;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await Task.WhenAll([WatchHead(stoppingToken), .. subscriptions.All.Select(s => Run(s, stoppingToken))]);

    /// <summary>A stopped subscription of this host tries again at once instead of at its next minute.</summary>
    public void Wake(string name) => WakeOf(name).Raise();

    private LogSignal WakeOf(string name) => wakes.GetOrAdd(name, _ => new LogSignal());

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
    public async Task<long> Head(CancellationToken ct) => (await Look(ct)).Head;

    private async Task<LogTail.Seen> Look(CancellationToken ct)
    {
        var seen = await tail.Look(ct);
        InterlockedMax(seen.Head);
        return seen;
    }

    public override void Dispose()
    {
        tail.Dispose();
        base.Dispose();
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
        public int Failed { get; private set; }

        /// <summary>The message that failed last.</summary>
        private long FailedAt { get; set; }

        /// <summary>The message being handled; 0 before the first one.</summary>
        public long Handling { get; set; }

        /// <summary>Others of the same batch came before it.</summary>
        public bool HasForerunners { get; set; }

        /// <summary>A message that failed: what comes before it is handled and committed without it.</summary>
        public long? StopBefore { get; set; }

        public void Fails()
        {
            Failed = FailedAt == Handling ? Failed + 1 : 1;
            FailedAt = Handling;
        }
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
                    if (stopped.TryRemove(subscription.Name, out _) || mayBeNotedAsStopped) await notes.Forget(subscription, read.GetValueOrDefault(subscription.Name), ct);
                    mayBeNotedAsStopped = false;
                }

                if (end != BatchEnd.More) await WaitForNews(news, Poll, ct);
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
                trial.Fails();
                log.LogError(e, "Subscription {Subscription} failed at {Sequence}, attempt {Attempt}", subscription.Name, trial.Handling, trial.Failed);
                if (trial.Failed < Attempts) await Pause(TimeSpan.FromMilliseconds(100 * Math.Pow(3, trial.Failed)), ct);
                else await GiveUp(subscription, e, trial, ct);
            }
        }
    }

    /// <summary>After the last attempt: the message is put aside with its stream, or the subscription stops at it until it is woken or a minute has passed.</summary>
    private async Task GiveUp(Subscription subscription, Exception e, Trial trial, CancellationToken ct)
    {
        try
        {
            if (subscription.ParksStreams && trial.Handling > 0)
            {
                await parked.Park(subscription, trial.Handling, e, trial.Failed, ct);
                return;
            }

            stopped[subscription.Name] = trial.Handling;
            var wake = WakeOf(subscription.Name).Next;
            await notes.Note(subscription, trial.Handling, e, trial.Failed, clock.Now(), ct);
            await WaitForNews(wake, StoppedRetry, ct);
        }
        catch (NpgsqlException storing)
        {
            log.LogError(storing, "Subscription {Subscription} cannot handle {Sequence}, and that could not be stored", subscription.Name, trial.Handling);
            await Pause(Poll, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task WaitForNews(Task news, TimeSpan atMost, CancellationToken ct)
    {
        try
        {
            await news.WaitAsync(atMost, clock, ct);
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

    private IReadOnlySet<string> NamesFor(Subscription subscription) => names.GetOrAdd(subscription.Name, _ => flow.NamesFor(subscription).ToHashSet());

    private async Task<BatchEnd> Batch(Subscription subscription, Trial trial, CancellationToken ct)
    {
        (trial.Handling, trial.HasForerunners) = (0, false);
        // The head is read before the events: everything up to it is visible to the query that follows.
        var looked = await Look(ct);
        var upTo = trial.StopBefore is { } failing ? Math.Min(looked.Head, failing - 1) : looked.Head;
        if (read.TryGetValue(subscription.Name, out var seen))
        {
            if (seen >= upTo) return BatchEnd.UpToDate;
            if (upTo - kept.GetValueOrDefault(subscription.Name) < PositionEveryFor(subscription) && !looked.MayHold(NamesFor(subscription), seen))
            {
                read[subscription.Name] = upTo;
                progress.Raise();
                return BatchEnd.UpToDate;
            }
        }

        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Positions.Take(connection, subscription, ct) is not { } stored)
        {
            await transaction.RollbackAsync(ct);
            if (!read.ContainsKey(subscription.Name))
            {
                await Positions.Create(connection, subscription, subscription.Start == SubscriptionStart.Now ? upTo : 0, ct);
                signal.Raise();
            }

            return BatchEnd.NotOurs;
        }

        kept[subscription.Name] = stored;
        var position = Math.Max(stored, seen);
        var waiting = subscription.ParksStreams ? await ParkedMessages.Streams(connection, subscription, ct) : [];
        var (events, all) = await flow.ReadAfter(subscription, position, upTo, [], waiting, sequence => trial.Handling = sequence, ct);
        var last = position;
        Func<Task<bool>>? append = null;
        await using var scope = scopes.CreateAsyncScope();
        foreach (var happened in events)
        {
            (trial.HasForerunners, trial.Handling) = (last > position, happened.Sequence);
            if (waiting.Contains(happened.StreamId)) await parked.AddBehind(connection, subscription, happened, ct);
            else append = await flow.Handle(subscription, happened, connection, transaction, shadow: null, scope.ServiceProvider, ct);
            last = happened.Sequence;
            if (append is not null) break; // the append is the last act of a transaction
        }

        var complete = append is null && all;
        var reached = complete ? upTo : last;
        if (events.Count > 0 || reached - stored >= PositionEveryFor(subscription))
        {
            await Positions.Store(connection, subscription, reached, ct);
            if (append is not null && !await append())
            {
                await transaction.RollbackAsync(ct);
                return BatchEnd.More;
            }

            await transaction.CommitAsync(ct);
            kept[subscription.Name] = reached;
            if (append is not null) store.Committed();
        }

        read[subscription.Name] = reached;
        progress.Raise();
        return complete ? BatchEnd.UpToDate : BatchEnd.More;
    }
}
