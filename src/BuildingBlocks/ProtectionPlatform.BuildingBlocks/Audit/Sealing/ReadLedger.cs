using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>How the ledger stands, for the auditor's page: what is sealed, what waits, what checks found, who got checkpoints.</summary>
internal static class ReadLedger
{
    /// <summary>How the ledger stands.</summary>
    /// <param name="Origin">Name of the log; null before it begins.</param>
    /// <param name="SealedSize">Events covered by the newest checkpoint.</param>
    /// <param name="SealedSequence">Number of the last of them.</param>
    /// <param name="Unsealed">Events that wait for their checkpoint (counted up to 100,000).</param>
    /// <param name="ExternalEvents">Sealed events of foreign programs.</param>
    /// <param name="UnusedNumbers">How many sequence numbers up to the last sealed one belong to no event.</param>
    /// <param name="Gaps">The last hundred ranges of such numbers: drawn by an append that was rolled back, so no event ever had them.</param>
    public sealed record Answer(
        string? Origin, long SealedSize, long SealedSequence, long Unsealed, Checkpoint? LastCheckpoint, IReadOnlyList<Key> Keys, long ExternalEvents,
        long UnusedNumbers, IReadOnlyList<Gap> Gaps, Checks Checks, IReadOnlyList<Finding> Findings, IReadOnlyList<Anchor> Anchors);

    /// <summary>A signed head.</summary>
    /// <param name="Root">Base64.</param>
    /// <param name="KeyIds">Keys that signed it.</param>
    /// <param name="PreviousSize">Of the checkpoint it was proved to extend.</param>
    public sealed record Checkpoint(long Size, string Root, DateTimeOffset SignedAt, IReadOnlyList<string> KeyIds, long PreviousSize);

    /// <summary>A public key of the log.</summary>
    /// <param name="Fingerprint">Hex of SHA-256 over the key's SubjectPublicKeyInfo, to compare by phone or on paper.</param>
    /// <param name="To">When it stops signing; null for the one that goes on.</param>
    public sealed record Key(string KeyId, string Fingerprint, DateTimeOffset From, DateTimeOffset? To);

    /// <summary>Sequence numbers without an event, both ends included.</summary>
    public sealed record Gap(long From, long To);

    /// <summary>The last checks.</summary>
    public sealed record Checks(Incremental? LastIncremental, Full? LastFull, Full? Running);

    /// <summary>The check that follows sealing.</summary>
    /// <param name="UpTo">Events compared so far.</param>
    /// <param name="Findings">All it ever found.</param>
    public sealed record Incremental(DateTimeOffset At, long UpTo, long Findings);

    /// <summary>A check of the whole log.</summary>
    /// <param name="At">When it ended; null while it runs or waits for its turn.</param>
    /// <param name="From">First leaf.</param>
    /// <param name="To">Leaf after the last one compared so far.</param>
    /// <param name="Entries">Events compared.</param>
    public sealed record Full(long Id, DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? At, long From, long To, long Entries, long Findings);

    /// <summary>Something that is not as it was sealed, and holds still.</summary>
    /// <param name="Code">What, for programs.</param>
    /// <param name="Subject">Which row, such as <c>event:4711</c> or <c>checkpoint:512</c>.</param>
    /// <param name="Text">The same for people, in the caller's language.</param>
    public sealed record Finding(string Code, string Subject, string Text, long? Sequence, DateTimeOffset FirstFound, DateTimeOffset LastFound);

    /// <summary>A checkpoint handed to an outside party.</summary>
    /// <param name="State">Pending, Sent or Failed (and tried again).</param>
    /// <param name="Countersigned">The party gave its own signature, which is kept.</param>
    public sealed record Anchor(string Target, string Kind, long Size, string State, DateTimeOffset RequestedAt, DateTimeOffset? SentAt, int Attempts, string? Error, bool Countersigned);

    /// <summary>A check was asked for.</summary>
    public sealed record Asked(long Id);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/audit/ledger", Read).WithTags("Audit").Reads<Answer>("readLedger", "Tình trạng sổ / How the ledger stands",
            "For auditors and administrators: what is sealed and what waits, keys, gaps, checks and what they found, anchors.");
        api.MapGet("/audit/checkpoints", List).WithTags("Audit").Reads<Page<Checkpoint>>("listCheckpoints", "Các điểm chốt / Checkpoints",
            "For auditors and administrators. Smallest first; after is a size.");
        api.MapPost("/audit/checks", Ask).WithTags("Audit").WithName("requestLedgerCheck").WithSummary("Kiểm tra toàn bộ / Check everything")
            .WithDescription("For auditors: compares the whole log with the record again. 202; how it goes is to be seen in /audit/ledger. One at a time: a second request joins the first.")
            .Produces<Asked>(StatusCodes.Status202Accepted).ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
    }

    private static async Task<IResult> Read(SealedLog log, Databases databases, LedgerSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var standing = await LedgerStanding.Read(databases, settings, clock, ct);
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        var external = await Count(connection, "select count(*) from ledger.entries where headers = '{\"actorName\": \"external\"}'", ct);
        return TypedResults.Ok(new Answer(await log.Origin(ct), standing.SealedSize, standing.SealedSequence, standing.Unsealed,
            await log.Latest(ct) is { } latest ? Shown(latest) : null,
            [.. (await connection.Keys(ct)).Select(key => new Key(key.Id, Convert.ToHexStringLower(SHA256.HashData(key.PublicKey)), key.From, key.To))],
            external, standing.SealedSequence - standing.SealedSize, await Gaps(connection, standing, ct), await ReadChecks(connection, ct),
            [.. (await LedgerFindings.Open(databases.Platform, 200, ct)).Select(Shown)], await Anchors(connection, ct)));
    }

    private static async Task<IResult> List(long? after, int? limit, SealedLog log, CancellationToken ct)
    {
        var most = Math.Clamp(limit ?? 50, 1, 200);
        var found = await log.Checkpoints(Math.Max(0, after ?? 0), most + 1, ct);
        var page = found.Take(most).Select(Shown).ToList();
        return TypedResults.Ok(new Page<Checkpoint>(page, found.Count > most ? page[^1].Size.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static async Task<IResult> Ask(Actor caller, Databases databases, TimeProvider clock, CancellationToken ct)
    {
        return TypedResults.Accepted("/api/v1/audit/ledger", new Asked(await FullLedgerCheck.Request(databases, clock.Now(), caller.Id, ct)));
    }

    private static Checkpoint Shown(SealedCheckpoint signed) => new(signed.Size, Convert.ToBase64String(signed.Root), signed.SignedAt, signed.KeyIds, signed.PreviousSize);

    private static Finding Shown(LedgerFinding found) => new(found.Code, found.Subject, LedgerFindings.Text(found.Code, found.Subject, found.Facts, LedgerAccess.InVietnamese),
        found.Facts["sequence"]?.GetValue<long>(), found.FirstFound, found.LastFound);

    private static async Task<IReadOnlyList<Gap>> Gaps(NpgsqlConnection connection, LedgerStanding standing, CancellationToken ct)
    {
        if (standing.SealedSequence == standing.SealedSize) return [];
        await using var command = new NpgsqlCommand("""
            select before + 1, seq_id - 1 from (select seq_id, lag(seq_id, 1, 0::bigint) over (order by seq_id) before from ledger.leaves where leaf_index < $1) numbers
            where seq_id > before + 1 order by seq_id desc limit 100
            """, connection);
        command.Parameters.Add(new() { Value = standing.SealedSize });
        var gaps = new List<Gap>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) gaps.Add(new Gap(row.GetInt64(0), row.GetInt64(1)));
        return gaps;
    }

    private static async Task<Checks> ReadChecks(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            (select id, kind, requested_at, started_at, ended_at, from_leaf, up_to_leaf, entries, findings from ledger.checks where kind = 'Incremental')
            union all (select id, kind, requested_at, started_at, ended_at, from_leaf, up_to_leaf, entries, findings from ledger.checks where kind = 'Full' and ended_at is null)
            union all (select id, kind, requested_at, started_at, ended_at, from_leaf, up_to_leaf, entries, findings from ledger.checks where kind = 'Full' and ended_at is not null order by id desc limit 1)
            """, connection);
        var checks = new Checks(null, null, null);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            DateTimeOffset? started = row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3);
            DateTimeOffset? ended = row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4);
            if (row.GetString(1) == "Incremental")
            {
                checks = checks with { LastIncremental = new Incremental(ended ?? row.GetFieldValue<DateTimeOffset>(2), row.GetInt64(6), row.GetInt32(8)) };
                continue;
            }

            var full = new Full(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(2), started, ended, row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt32(8));
            checks = ended is null ? checks with { Running = full } : checks with { LastFull = full };
        }

        return checks;
    }

    private static async Task<IReadOnlyList<Anchor>> Anchors(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select target, kind, size, state, requested_at, sent_at, attempts, error, countersignature is not null from ledger.anchors order by id desc limit 50", connection);
        var anchors = new List<Anchor>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            anchors.Add(new Anchor(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4),
                row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6), row.IsDBNull(7) ? null : row.GetString(7), row.GetBoolean(8)));
        return anchors;
    }

    private static async Task<long> Count(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
