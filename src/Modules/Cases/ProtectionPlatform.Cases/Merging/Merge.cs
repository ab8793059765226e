using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Merging;

internal enum MergeStatus
{
    Proposed,
    Confirmed,
    Rejected,
    Undone,
}

/// <summary>Somebody found that this file is about the same child as another one, which goes on; this one would rest.</summary>
internal sealed record MergeProposed(Guid IntoId, string IntoReference, [Personal] string Reason);

/// <summary>
/// A second person agreed. Nothing moves: both files keep their own history, this one rests, and whoever may see the other may see it.
/// The other file gets no entry, so that parting them again leaves it as if nothing had been.
/// </summary>
/// <param name="GainedSight">Bodies that could not see this file before, and may while it rests in the other.</param>
internal sealed record MergeConfirmed(Guid IntoId, string IntoReference, [Personal] string Reason, IReadOnlyList<Guid> GainedSight);

internal sealed record MergeRejected([Personal] string Reason);

/// <summary>The files part again: this one stands exactly as it did, with all its clocks, and what it gained in sight is gone.</summary>
internal sealed record MergeUndone(Guid IntoId, string IntoReference, [Personal] string Reason);

/// <summary>A merge as the file that rests tells it.</summary>
internal sealed record MergeRecord(MergeProposed Event, PersonRef By, DateTimeOffset At, MergeStatus Status = MergeStatus.Proposed)
{
    public IReadOnlyList<Guid> GainedSight { get; init; } = [];
    public string? Answer { get; init; }
    public PersonRef? AnsweredBy { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
    public string? UndoneBecause { get; init; }
    public PersonRef? UndoneBy { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }
}

/// <summary>Which files rest in which; written with the confirmation and with the parting.</summary>
internal static class MergeRows
{
    public static async Task<IReadOnlyList<Guid>> RestingIn(NpgsqlConnection connection, Guid caseId, CancellationToken ct, NpgsqlTransaction? transaction = null)
    {
        await using var command = new NpgsqlCommand("select case_id from cases.merges where into_id = $1 order by case_id", connection, transaction) { Parameters = { new() { Value = caseId } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        var found = new List<Guid>();
        while (await row.ReadAsync(ct)) found.Add(row.GetGuid(0));
        return found;
    }

    /// <summary>One merge at a time, and none while somebody is being excluded: what was decided on the two files still holds when it is written.</summary>
    /// <param name="stillHolds">Whether the other file is as it was when the decision was taken.</param>
    /// <exception cref="ProblemException">Something changed meanwhile.</exception>
    public static InlineWrite Keep(Guid caseId, Guid intoId, Func<CancellationToken, Task<bool>> stillHolds) => async (connection, transaction, _, ct) =>
    {
        await Lock(connection, transaction, ct);
        await using var command = new NpgsqlCommand("""
            insert into cases.merges (case_id, into_id) select $1, $2
            where not exists (select from cases.merges where case_id = $2 or into_id = $1)
            """, connection, transaction)
        { Parameters = { new() { Value = caseId }, new() { Value = intoId } } };
        if (await command.ExecuteNonQueryAsync(ct) == 0 || !await stillHolds(ct)) throw new ProblemException(Problems.Busy);
    };

    public static InlineWrite Drop(Guid caseId) => async (connection, transaction, _, ct) =>
    {
        await using var command = new NpgsqlCommand("delete from cases.merges where case_id = $1", connection, transaction) { Parameters = { new() { Value = caseId } } };
        await command.ExecuteNonQueryAsync(ct);
    };

    /// <summary>Until the end of the transaction nobody merges or excludes.</summary>
    private static async Task Lock(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('cases.merges', 0))", connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Keeps a person out of a file and of every file that rests in it, from the same commit on.</summary>
    public static InlineWrite Exclude(Guid caseId, Guid person) => async (connection, transaction, _, ct) =>
    {
        await Lock(connection, transaction, ct);
        foreach (var file in (IEnumerable<Guid>)[caseId, .. await RestingIn(connection, caseId, ct, transaction)])
            await Exclusions.Exclude(connection, transaction, file, person, ct);
    };
}

/// <summary>Writes an exclusion into the history of the files that rest in the case; the person was kept out of them from the first moment (<see cref="MergeRows.Exclude"/>).</summary>
internal static class ExcludeFromResting
{
    public const string Name = "cases.merged_exclusions";

    public static async Task On(PersonExcluded excluded, MessageContext context)
    {
        // A message appends to one stream: each entry brings the next file of the same family its turn.
        foreach (var resting in await context.Query<Guid>("""
            select case_id from cases.merges where into_id = coalesce((select into_id from cases.merges where case_id = @StreamId), @StreamId) order by case_id
            """, new { context.Source.StreamId }))
        {
            if ((await context.Fold<CaseFile>(resting, long.MaxValue))?.Excludes(excluded.PersonId) != false) continue;
            context.Append<CaseFile>(resting, file => file!.Excludes(excluded.PersonId) ? Decision.Record() : Decision.Record(excluded));
            return;
        }
    }
}
