using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
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
    /// <param name="ActingFor">Whom they did it for, when that person's role alone allowed it.</param>
    public sealed record Person(Guid? Id, string Name, ActingFor? ActingFor = null)
    {
        internal static Person Of(RecordedEvent happened) => new(happened.ActorId, happened.ActorName, happened.ActingFor);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/events", Search).WithTags("Audit")
        .Reads<Page<Row>>("searchEvents", "Tìm sự kiện / Search events",
            "For auditors. Newest first. Filters: actor (account), organisation (school named in the event), type (stored name), from, to (record time), correlation (trace id), stream, " +
            "case (the case's own stream and those that began for it: referrals, clocks). Reads have a list of their own; reads=true shows their events here too.")
        .ShowsMany<Page<Row>>("event", page => page.Items.Select(row => row.Stream));

    private static async Task<IResult> Search(
        Guid? actor, Guid? organisation, string? type, string? from, string? to, string? correlation, Guid? stream, [FromQuery(Name = "case")] Guid? caseId, bool? reads, int? limit, long? after,
        Databases databases, Hidden hidden, IDirectory directory, CancellationToken ct)
    {
        var most = Math.Clamp(limit ?? 50, 1, 200);
        await using var connection = await databases.Platform.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand { Connection = connection };
        // Only what is asked for becomes a condition: a plan that must serve every combination walks the whole log.
        var about = new List<string> { "true" };
        Ask("e.seq_id < {0}", after, NpgsqlDbType.Bigint);
        Ask("e.type = {0}", Plain(type), NpgsqlDbType.Varchar);
        Ask("e.timestamp >= {0}", QueryInstant.Read(nameof(from), from), NpgsqlDbType.TimestampTz);
        Ask("e.timestamp <= {0}", QueryInstant.Read(nameof(to), to), NpgsqlDbType.TimestampTz);
        Ask("e.stream_id = {0}", stream, NpgsqlDbType.Uuid);
        Ask("(e.data ->> 'schoolId' = {0} or e.data ->> 'organisationId' = {0})", organisation?.ToString(), NpgsqlDbType.Text);
        // What a stream is about stands in its first event.
        Ask("""
            e.stream_id = any (array(select {0} union all select s.id from events.mt_streams s join events.mt_events f on f.stream_id = s.id and f.version = 1
              where s.type <> 'read_log' and f.data ->> 'caseId' = {0}::text))
            """, caseId, NpgsqlDbType.Uuid);
        if (await hidden.Streams(ct) is { Count: > 0 } unseen) Ask("e.stream_id <> all ({0})", unseen.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        if (reads != true && type is null) about.Add("s.type is distinct from 'read_log'");
        var by = new List<string>();
        Ask("l.headers ->> 'actorId' = {0}", actor?.ToString(), NpgsqlDbType.Text, by);
        Ask("l.headers ->> 'correlationId' = {0}", Plain(correlation), NpgsqlDbType.Text, by);
        // From a person's entries to their events by stream and version, which the entry holds: the log has no index by event id.
        var source = by.Count == 0
            ? "events.mt_events e left join ledger.entries l on l.event_id = e.id"
            : $"""
              (select l.event_id, l.headers, convert_from(l.entry, 'UTF8')::jsonb as said from ledger.entries l where {string.Join(" and ", by)} offset 0) l
              join events.mt_events e on e.stream_id = (l.said ->> 'stream')::uuid and e.version = (l.said ->> 'version')::bigint and e.id = l.event_id
              """;
        command.CommandText = $"""
            select e.seq_id, e.id, e.stream_id, s.type, e.version, e.type, e.timestamp, l.headers::text
            from {source} join events.mt_streams s on s.id = e.stream_id
            where {string.Join(" and ", about)} order by e.seq_id desc limit {most + 1}
            """;

        void Ask(string condition, object? value, NpgsqlDbType valueType, List<string>? conditions = null)
        {
            if (value is null) return;
            command.Parameters.Add(new() { Value = value, NpgsqlDbType = valueType });
            (conditions ?? about).Add(string.Format(CultureInfo.InvariantCulture, condition, $"${command.Parameters.Count}"));
        }

        var rows = new List<Row>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var metadata = EventMetadata.Read(reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7));
            rows.Add(new Row(reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt64(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6), new Person(metadata?.ActorId, metadata?.ActorName ?? "", metadata?.ActingFor), metadata?.CorrelationId, metadata?.CausationId, External: metadata is null));
        }

        var page = rows.Take(most).ToList();
        // The security log keeps ids only: the name is looked up for whoever may see it here.
        for (var i = 0; i < page.Count; i++)
            if (page[i].Actor is { Id: { } id, Name: "" } && await directory.Person(id, ct) is { } person) page[i] = page[i] with { Actor = new(id, person.DisplayName) };
        return TypedResults.Ok(new Page<Row>(page, rows.Count > most ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? null : text.Trim();
}
