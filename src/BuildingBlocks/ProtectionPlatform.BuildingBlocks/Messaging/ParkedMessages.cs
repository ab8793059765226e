using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>
/// Messages that were put aside: one that could not be handled, and behind it the later ones of its stream, so that their order holds while
/// other streams flow. Everything here happens under the lock of the subscription's position, so nothing slips past a stream being parked or freed.
/// </summary>
public sealed class ParkedMessages(MessageFlow flow, Databases databases, EventStore.EventStore store, IServiceScopeFactory scopes, TimeProvider clock)
{
    public static async Task<HashSet<Guid>> Streams(NpgsqlConnection connection, Subscription subscription, CancellationToken ct) =>
        [.. await connection.QueryAsync<Guid>(new CommandDefinition("select * from ledger.parked_streams(@Name)", new { subscription.Name }, cancellationToken: ct))];

    /// <summary>The stream's message comes before this one and waits, so this one waits too.</summary>
    public Task AddBehind(NpgsqlConnection connection, Subscription subscription, RecordedEvent happened, CancellationToken ct) =>
        Add(connection, subscription, happened.Sequence, error: null, attempts: 0, ct);

    /// <summary>Puts a message aside that could not be handled; nothing when it was handled elsewhere meanwhile.</summary>
    public async Task Park(Subscription subscription, long sequence, Exception e, int attempts, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Positions.Hold(connection, subscription, ct) is not { } position || position >= sequence) return;
        await Add(connection, subscription, sequence, e.GetType().Name, attempts, ct);
        await Positions.Store(connection, subscription, sequence, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Messages of one stream that wait.</summary>
    public async Task<int> Count(Subscription subscription, Guid stream, CancellationToken ct)
    {
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from messaging.parked where name = @Name and stream_id = @stream",
            new { subscription.Name, stream }, cancellationToken: ct));
    }

    /// <summary>Handles a parked stream's messages in order, each in a transaction of its own, until one fails or none is left and the stream flows again.</summary>
    /// <returns>How many were handled.</returns>
    public async Task<int> Retry(Subscription subscription, Guid stream, CancellationToken ct)
    {
        var handled = 0;
        while (await Next(subscription, stream, ct) is { } done)
        {
            if (!done) return handled;
            handled++;
        }

        return handled;
    }

    /// <returns>Whether the first one could be handled; null when there is none.</returns>
    private async Task<bool?> Next(Subscription subscription, Guid stream, CancellationToken ct)
    {
        await using var connection = await databases.ForModule(subscription.Module).OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Positions.Hold(connection, subscription, ct);
        var first = await connection.QuerySingleOrDefaultAsync<long?>(new CommandDefinition(
            "select ledger.first_parked(@Name, @stream)", new { subscription.Name, stream }, cancellationToken: ct));
        if (first is not { } sequence) return null;
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var append = await flow.Handle(subscription, await flow.Read(sequence, ct), connection, transaction, shadow: null, scope.ServiceProvider, ct);
            await connection.ExecuteAsync(new CommandDefinition("select ledger.unpark(@Name, @sequence)", new { subscription.Name, sequence }, cancellationToken: ct));
            if (append is not null && !await append()) return await NotNow(); // another writer was faster: the next attempt decides on what it left
            await transaction.CommitAsync(ct);
            if (append is not null) store.Committed();
            return true;
        }
        catch (Exception e) when (!PostgresErrors.IsBusy(e) && e is not OperationCanceledException)
        {
            await transaction.RollbackAsync(ct);
            await connection.ExecuteAsync(new CommandDefinition("select ledger.keep_parked(@Name, @sequence, @error)",
                new { subscription.Name, sequence, error = e.GetType().Name }, cancellationToken: ct));
            return false;
        }

        async Task<bool> NotNow()
        {
            await transaction.RollbackAsync(ct);
            return false;
        }
    }

    private Task<int> Add(NpgsqlConnection connection, Subscription subscription, long sequence, string? error, int attempts, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition("select ledger.park(@Name, @sequence, @error, @attempts, @now)",
            new { subscription.Name, sequence, error, attempts, now = clock.Now() }, cancellationToken: ct));
}
