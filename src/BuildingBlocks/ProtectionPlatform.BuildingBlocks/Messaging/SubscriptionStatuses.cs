using Dapper;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>How a subscription stands.</summary>
public enum SubscriptionState
{
    /// <summary>It has handled everything there is.</summary>
    Running,

    /// <summary>There is something it has not handled yet.</summary>
    CatchingUp,

    /// <summary>It stands at a message it cannot handle.</summary>
    Stopped,
}

/// <summary>The message a subscription stands at; never what it says.</summary>
/// <param name="Sequence">Place in the log; 0 when it fails before any message.</param>
/// <param name="ErrorKind">Kind of error, such as a class name; never its words.</param>
/// <param name="Since">When it stopped there.</param>
/// <param name="Attempts">Failed attempts of the host that tried last.</param>
public sealed record StoppedAt(long Sequence, Guid? EventId, string? EventType, string ErrorKind, DateTimeOffset Since, int Attempts);

/// <summary>A rebuild under way, or the last one if it failed.</summary>
/// <param name="Position">How far it has come; 0 before it began.</param>
/// <param name="Head">The end of the log now.</param>
/// <param name="ErrorKind">Why it failed; null while it runs.</param>
/// <param name="FailedAt">Place in the log of the message that could not be handled.</param>
public sealed record RebuildProgress(DateTimeOffset StartedAt, long Position, long Head, string? ErrorKind, long? FailedAt);

/// <summary>How a subscription stands, whichever host runs it.</summary>
/// <param name="Position">It has handled everything up to here.</param>
/// <param name="LagEvents">Messages for it after its position.</param>
/// <param name="LagSeconds">Age of the oldest of them; 0 when there is none.</param>
public sealed record SubscriptionStatus(
    Subscription Subscription, long Position, long LagEvents, long LagSeconds, SubscriptionState State, StoppedAt? Stopped,
    int ParkedStreams, int ParkedMessages, RebuildProgress? Rebuild);

/// <summary>Reads from the database how subscriptions stand, so that every host says the same.</summary>
public sealed class SubscriptionStatuses(SubscriptionCatalog subscriptions, MessageFlow flow, Databases databases, TimeProvider clock)
{
    /// <summary>All of this platform, in the order of registration.</summary>
    public async Task<IReadOnlyList<SubscriptionStatus>> Read(CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await Read(connection, subscriptions.All, ct);
    }

    /// <summary>One; null when there is no such subscription.</summary>
    public async Task<SubscriptionStatus?> Read(string name, CancellationToken ct)
    {
        if (subscriptions.Find(name) is not { } subscription) return null;
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return (await Read(connection, [subscription], ct))[0];
    }

    private async Task<IReadOnlyList<SubscriptionStatus>> Read(NpgsqlConnection connection, IReadOnlyList<Subscription> asked, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            select coalesce(p.last_seq_id, 0) as Position, lag.events as LagEvents, lag.oldest as Oldest, g.last_seq as Head,
              s.sequence as StoppedSequence, e.id as EventId, e.type as EventType, s.error as ErrorKind, s.stopped_at as Since, coalesce(s.attempts, 0) as Attempts,
              k.streams as ParkedStreams, k.messages as ParkedMessages, r.started_at as RebuildStarted, coalesce(r.position, 0) as RebuildPosition, r.error as RebuildError, r.failed_at as RebuildFailedAt
            from unnest(@names, @types) with ordinality as a(name, types, place)
            cross join ledger.gate g
            left join events.mt_event_progression p on p.name = a.name || ':All'
            left join messaging.stopped_subscriptions s on s.name = a.name and (s.sequence = 0 or s.sequence > coalesce(p.last_seq_id, 0))
            left join events.mt_events e on e.seq_id = s.sequence
            left join messaging.rebuilds r on r.name = a.name
            cross join lateral (select count(*) as events, min(n.timestamp) as oldest from events.mt_events n
              where n.seq_id > coalesce(p.last_seq_id, 0) and n.type = any (string_to_array(a.types, ','))) lag
            cross join lateral (select count(distinct stream_id)::int as streams, count(*)::int as messages from messaging.parked m where m.name = a.name) k
            order by a.place
            """, new { names = asked.Select(s => s.Name).ToArray(), types = asked.Select(s => string.Join(',', flow.NamesFor(s))).ToArray() }, cancellationToken: ct));
        var now = clock.Now();
        return [.. asked.Zip(rows, (subscription, row) => new SubscriptionStatus(
            subscription, row.Position, row.LagEvents, row.Oldest is { } oldest ? Math.Max(0, (long)(now - Utc(oldest)).TotalSeconds) : 0,
            row.StoppedSequence is not null ? SubscriptionState.Stopped : row.LagEvents > 0 ? SubscriptionState.CatchingUp : SubscriptionState.Running,
            row.StoppedSequence is { } at ? new StoppedAt(at, row.EventId, row.EventType, row.ErrorKind!, Utc(row.Since!.Value), row.Attempts) : null,
            row.ParkedStreams, row.ParkedMessages,
            row.RebuildStarted is { } started ? new RebuildProgress(Utc(started), row.RebuildPosition, row.Head, row.RebuildError, row.RebuildFailedAt) : null))];
    }

    private static DateTimeOffset Utc(DateTime at) => new(at, TimeSpan.Zero);

    private sealed class Row
    {
        public long Position { get; init; }
        public long LagEvents { get; init; }
        public DateTime? Oldest { get; init; }
        public long Head { get; init; }
        public long? StoppedSequence { get; init; }
        public Guid? EventId { get; init; }
        public string? EventType { get; init; }
        public string? ErrorKind { get; init; }
        public DateTime? Since { get; init; }
        public int Attempts { get; init; }
        public int ParkedStreams { get; init; }
        public int ParkedMessages { get; init; }
        public DateTime? RebuildStarted { get; init; }
        public long RebuildPosition { get; init; }
        public string? RebuildError { get; init; }
        public long? RebuildFailedAt { get; init; }
    }
}
