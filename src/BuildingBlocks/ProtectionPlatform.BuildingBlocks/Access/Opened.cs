using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>Which cases the caller of this request opened in an emergency and may still read. About accounts only, as the exclusions are. Scoped.</summary>
public sealed class Opened(Databases databases, Actor actor, TimeProvider clock)
{
    private Guid[]? cases;

    public async ValueTask<Guid[]> Cases(CancellationToken ct)
    {
        if (cases is not null || actor.UserId is not { } me) return cases ??= [];
        await using var command = databases.Platform.CreateCommand("select case_id from walls.urgent_access where person_id = $1 and open_until > $2");
        command.Parameters.Add(new() { Value = me });
        command.Parameters.Add(new() { Value = clock.Now() });
        var found = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) found.Add(row.GetGuid(0));
        return cases = [.. found];
    }

    /// <summary>In the transaction of the event that says it.</summary>
    public static async Task Open(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid caseId, Guid person, DateTimeOffset until, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select ledger.open_urgently($1, $2, $3)", connection, transaction) { Parameters = { new() { Value = caseId }, new() { Value = person }, new() { Value = until } } };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc cref="Open"/>
    public static async Task Close(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid caseId, Guid person, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select ledger.close_urgently($1, $2)", connection, transaction) { Parameters = { new() { Value = caseId }, new() { Value = person } } };
        await command.ExecuteNonQueryAsync(ct);
    }
}
