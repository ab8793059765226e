using Dapper;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>The note that a subscription stopped: at which message, since when, after how many attempts, and which kind of error; never its words, they could quote data.</summary>
public sealed class StoppedSubscriptions(Databases databases)
{
    public async Task Note(Subscription subscription, long sequence, Exception e, int attempts, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into messaging.stopped_subscriptions as s (name, sequence, error, attempts, stopped_at) values (@Name, @sequence, @error, @attempts, @now)
            on conflict (name) do update set sequence = excluded.sequence, error = excluded.error, attempts = excluded.attempts,
              stopped_at = case when s.sequence = excluded.sequence then s.stopped_at else excluded.stopped_at end
            """, new { subscription.Name, sequence, error = e.GetType().Name, attempts, now }, cancellationToken: ct));
    }

    /// <summary>It has read up to here, so a note of an earlier message is history.</summary>
    public async Task Forget(Subscription subscription, long position, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("delete from messaging.stopped_subscriptions where name = @Name and sequence <= @position",
            new { subscription.Name, position }, cancellationToken: ct));
    }
}
