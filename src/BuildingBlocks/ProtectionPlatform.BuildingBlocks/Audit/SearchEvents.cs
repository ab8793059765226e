using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit;

/// <summary>The auditor's search over everything that was recorded: who, what, when, in which request. Never what it says: content is read in its own case.</summary>
public static class SearchEvents
{
    /// <summary>One event, without its content.</summary>
    /// <param name="Sequence">Place in the log.</param>
    /// <param name="External">Appended by a foreign program: its entry was made by the sealer, and no author is known.</param>
    public sealed record Row(
        long Sequence, Guid EventId, Guid Stream, string? StreamType, long Version, string Type, DateTimeOffset RecordedAt,
        Person Actor, string? CorrelationId, Guid? CausationId, bool External);

    /// <summary>Who did it, as named then.</summary>
    public sealed record Person(Guid? Id, string Name);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/events", Search).WithTags("Audit")
        .Reads<Page<Row>>("searchEvents", "Tìm sự kiện / Search events",
            "For auditors. Newest first. Filters: actor (account), organisation (school named in the event), type (stored name), from, to (record time), correlation (trace id), stream.");

    private static async Task<IResult> Search(
        Guid? actor, Guid? organisation, string? type, string? from, string? to, string? correlation, Guid? stream, int? limit, long? after,
        Actor caller, Databases databases, CancellationToken ct)
    {
        if (!caller.IsSignedIn) throw new ProblemException(Problems.Unauthenticated);
        if (!caller.IsAny(Role.Auditor)) throw new ProblemException(Problems.Forbidden);
        var most = Math.Clamp(limit ?? 50, 1, 200);
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand("""
            select e.seq_id, e.id, e.stream_id, s.type, e.version, e.type, e.timestamp, l.headers::text
            from events.mt_events e join events.mt_streams s on s.id = e.stream_id left join ledger.entries l on l.event_id = e.id
            where ($1::bigint is null or e.seq_id < $1) and ($2::uuid is null or l.headers ->> 'actorId' = $2::text) and ($3::varchar is null or e.type = $3)
              and ($4::timestamptz is null or e.timestamp >= $4) and ($5::timestamptz is null or e.timestamp <= $5)
              and ($6::varchar is null or l.headers ->> 'correlationId' = $6) and ($7::uuid is null or e.stream_id = $7)
              and ($8::uuid is null or e.data ->> 'schoolId' = $8::text or e.data ->> 'organisationId' = $8::text)
            order by e.seq_id desc limit $9
            """, connection);
        Add(command, after, NpgsqlDbType.Bigint);
        Add(command, actor, NpgsqlDbType.Uuid);
        Add(command, Plain(type), NpgsqlDbType.Varchar);
        Add(command, QueryInstant.Read(nameof(from), from), NpgsqlDbType.TimestampTz);
        Add(command, QueryInstant.Read(nameof(to), to), NpgsqlDbType.TimestampTz);
        Add(command, Plain(correlation), NpgsqlDbType.Varchar);
        Add(command, stream, NpgsqlDbType.Uuid);
        Add(command, organisation, NpgsqlDbType.Uuid);
        Add(command, most + 1, NpgsqlDbType.Integer);

        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var metadata = EventMetadata.Read(reader.IsDBNull(7) ? null : reader.GetString(7));
            rows.Add(new Row(reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt64(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6), new Person(metadata?.ActorId, metadata?.ActorName ?? ""), metadata?.CorrelationId, metadata?.CausationId, External: metadata is null));
        }

        var page = rows.Take(most).ToList();
        return TypedResults.Ok(new Page<Row>(page, rows.Count > most ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? null : text.Trim();
}
