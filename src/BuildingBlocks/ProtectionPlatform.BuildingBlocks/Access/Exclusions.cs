using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.BuildingBlocks.Access;

/// <summary>
/// Who is excluded from which case by name: a suspected person, a relative of one, somebody with a conflict of interest. For them the case does not exist.
/// Like the directory, the one thing every module may ask without a message, because it is about accounts and tells nothing of a child.
/// </summary>
public sealed class Exclusions(Databases databases)
{
    /// <summary>Cases that do not exist for this person.</summary>
    public Task<Guid[]> CasesHiddenFrom(Guid person, CancellationToken ct) => Read("select case_id from walls.exclusions where person_id = $1", person, ct);

    /// <summary>People for whom this case does not exist.</summary>
    public Task<Guid[]> PeopleKeptFrom(Guid caseId, CancellationToken ct) => Read("select person_id from walls.exclusions where case_id = $1", caseId, ct);

    /// <summary>In the transaction of the event that says it: from its commit on, nothing shows the case to that person.</summary>
    public static Task Exclude(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid caseId, Guid person, CancellationToken ct) =>
        Write("select ledger.exclude($1, $2)", connection, transaction, caseId, person, ct);

    /// <inheritdoc cref="Exclude"/>
    public static Task Readmit(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid caseId, Guid person, CancellationToken ct) =>
        Write("select ledger.readmit($1, $2)", connection, transaction, caseId, person, ct);

    private async Task<Guid[]> Read(string sql, Guid id, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        var found = new List<Guid>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) found.Add(row.GetGuid(0));
        return [.. found];
    }

    private static async Task Write(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, Guid caseId, Guid person, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.Add(new() { Value = caseId });
        command.Parameters.Add(new() { Value = person });
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>What does not exist for the caller of this request. Asked of the database once a request. Scoped.</summary>
public sealed class Hidden(Exclusions exclusions, Databases databases, Actor actor)
{
    private Guid[]? cases;
    private HashSet<Guid>? streams;

    /// <summary>Cases the caller is excluded from.</summary>
    public async ValueTask<Guid[]> Cases(CancellationToken ct) =>
        cases ??= actor.UserId is { } me ? await exclusions.CasesHiddenFrom(me, ct) : [];

    /// <summary>Every stream that tells of one of them: its own, its referrals and clocks, exports of it.</summary>
    public async ValueTask<IReadOnlySet<Guid>> Streams(CancellationToken ct)
    {
        if (streams is not null) return streams;
        var hidden = await Cases(ct);
        var found = new HashSet<Guid>(hidden);
        if (hidden.Length > 0)
        {
            // What a stream is about stands in its first event; an incident is about the case of every child that was ever in it.
            await using var command = databases.Platform.CreateCommand("""
                select s.id from events.mt_streams s join events.mt_events f on f.stream_id = s.id and (f.version = 1 or s.type = 'incident')
                where s.type <> 'read_log' and (f.data ->> 'caseId' = any ($1) or f.data -> 'caseIds' ?| $1)
                """);
            command.Parameters.Add(new() { Value = hidden.Select(id => id.ToString()).ToArray() });
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) found.Add(row.GetGuid(0));
        }

        return streams = found;
    }
}
