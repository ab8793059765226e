using Npgsql;
using NpgsqlTypes;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>How far a subscription has read, in <c>mt_event_progression</c>. Whoever holds the row is its only consumer until the transaction ends.</summary>
internal static class Positions
{
    /// <summary>Null when somebody else has it, or there is none yet.</summary>
    public static Task<long?> Take(NpgsqlConnection connection, Subscription subscription, CancellationToken ct) =>
        Locked(connection, "select * from ledger.take_position($1)", subscription, ct);

    /// <summary>Waits for whoever has it; null when there is none yet.</summary>
    public static Task<long?> Hold(NpgsqlConnection connection, Subscription subscription, CancellationToken ct) =>
        Locked(connection, "select * from ledger.hold_position($1)", subscription, ct);

    public static Task Store(NpgsqlConnection connection, Subscription subscription, long position, CancellationToken ct) =>
        Write(connection, "select ledger.store_position($1, $2)", subscription, position, ct);

    /// <summary>The first one; does nothing when there is one.</summary>
    public static Task Create(NpgsqlConnection connection, Subscription subscription, long position, CancellationToken ct) =>
        Write(connection, "select ledger.start_position($1, $2)", subscription, position, ct);

    private static async Task Write(NpgsqlConnection connection, string sql, Subscription subscription, long position, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = subscription.Name, NpgsqlDbType = NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<long?> Locked(NpgsqlConnection connection, string sql, Subscription subscription, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = subscription.Name, NpgsqlDbType = NpgsqlDbType.Varchar });
        return (long?)await command.ExecuteScalarAsync(ct);
    }
}
