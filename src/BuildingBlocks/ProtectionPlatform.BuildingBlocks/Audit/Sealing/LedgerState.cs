using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>How the ledger stands, for the host's health.</summary>
/// <param name="SealedSize">Events covered by the newest checkpoint.</param>
/// <param name="Unsealed">Events that wait for theirs.</param>
/// <param name="WaitingSince">When the oldest of them was recorded.</param>
/// <param name="Findings">Open findings of checks, a refusal to sign among them.</param>
public sealed record LedgerStanding(long SealedSize, long SealedSequence, long Unsealed, DateTimeOffset? WaitingSince, long Findings, bool IsLate)
{
    /// <summary>Counts no further than this: behind by so much, the number itself says nothing more.</summary>
    private const int MostCounted = 100_000;

    public static async Task<LedgerStanding> Read(Databases databases, LedgerSettings settings, TimeProvider clock, CancellationToken ct)
    {
        await using var command = databases.Platform.CreateCommand("""
            with sealed as (select coalesce(max(signed_size), 0) size from ledger.log),
                 last as (select coalesce((select l.seq_id from ledger.leaves l where l.leaf_index = sealed.size - 1), 0) seq from sealed),
                 waiting as (select e.timestamp from events.mt_events e, last where e.seq_id > last.seq order by e.seq_id limit $1)
            select sealed.size, last.seq, (select count(*) from waiting),
                   (select e.timestamp from events.mt_events e where e.seq_id > last.seq and isfinite(e.timestamp) order by e.seq_id limit 1),
                   (select count(*) from ledger.findings where cleared_at is null)
            from sealed, last
            """);
        command.Parameters.Add(new() { Value = MostCounted });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        DateTimeOffset? since = await row.IsDBNullAsync(3, ct) ? null : row.GetFieldValue<DateTimeOffset>(3);
        return new LedgerStanding(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), since, row.GetInt64(4),
            IsLate: since is { } waiting && clock.Now() - waiting > settings.LateAfter);
    }
}
