using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Integration.Communications;

/// <summary>
/// Delivers a message to a module's real handlers, as the subscription does: one transaction under the module's own role. For messages whose
/// senders would need a long story first, and for deliveries no healthy platform makes (the same one twice).
/// </summary>
internal static class Delivering
{
    private static long _sequence = 1_000_000;

    public static async Task<Guid> Deliver<TMessage>(this TestServer.Platform platform, string module, TMessage message, Func<TMessage, MessageContext, Task> handle,
        Guid? id = null, long? sequence = null)
    {
        var clock = platform.Services.GetRequiredService<TimeProvider>();
        var happened = new RecordedEvent(sequence ?? Interlocked.Increment(ref _sequence), id ?? clock.NewId(), clock.NewId(), 1, "delivered", message, clock.Now(), null);
        await using var scope = platform.Services.CreateAsyncScope();
        await using var connection = await platform.Services.GetRequiredService<Databases>().ForModule(module).OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await handle(message, new MessageContext(happened, connection, transaction, scope.ServiceProvider, CancellationToken.None));
        await transaction.CommitAsync();
        return happened.Id;
    }

    public static async Task<T> Ask<T>(this TestServer.Platform platform, string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!; // null only where the caller asks for nothing
    }

    public static async Task<IReadOnlyList<T>> Rows<T>(this TestServer.Platform platform, string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }
}
