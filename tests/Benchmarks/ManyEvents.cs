using System.Text;
using System.Text.Json;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.Benchmarks;

/// <summary>
/// Fills the log with copies of a stream, inside the database: a million events in a minute. Each has the entry the append would have given it,
/// so that the sealer seals it and its check finds nothing.
/// </summary>
internal static class ManyEvents
{
    /// <summary>How ids begin in a model that are to be other ones in each copy.</summary>
    private const string OwnIds = "00000000-0000-7000-8000-";

    public static Guid OwnId(int number) => Guid.Parse($"{OwnIds}{number:d12}");

    /// <summary>Streams of fifty lines.</summary>
    public static Task Fill(Ledgerbook book, int events) => Fill(book, LedgerbookModule.StreamType, [.. Enumerable.Range(1, 50).Select(Ledgerbook.Line)], events / 50);

    /// <param name="stream">The model, recorded an event a minute until now.</param>
    /// <returns>One of the new streams.</returns>
    public static async Task<Guid> Fill(Ledgerbook book, string streamType, IReadOnlyList<object> stream, int copies)
    {
        var types = stream.Select(e => e.GetType()).ToList();
        var actor = (Actor)book.Services.GetService(typeof(Actor))!;
        var metadata = new EventMetadata(actor.UserId, actor.DisplayName, "4bf92f3577b34da6a3ce929d0e0e4736", null);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(book.ConnectionString) { Pooling = false, CommandTimeout = 1200 }.ConnectionString);
        await connection.OpenAsync();
        // As the owner with triggers off: the numbers are dense and in order, as the gate would have given them.
        await Run("set session_replication_role = replica");
        await Run("""
            create temporary table model as
            select place, type, clr, data, now() - ($4 - place) * interval '1 minute' as at from unnest($1, $2, $3) with ordinality as m(type, clr, data, place)
            """, types.Select(book.Types.NameOf).ToArray(), types.Select(t => $"{t.FullName}, {t.Assembly.GetName().Name}").ToArray(),
            stream.Select(Canonical).ToArray(), stream.Count);
        await Run("create temporary table copies as select n as copy, gen_random_uuid() as stream from generate_series(1, $1) n", copies);
        // Ids in the order of time (UUIDv7), as the platform gives them.
        await Run("""
            create temporary table made as
            select seq_id, (substr(n, 1, 8) || '-' || substr(n, 9) || '-7' || substr(gen_random_uuid()::text, 16))::uuid as id, uuid_send(gen_random_uuid()) as salt, stream, place
            from (select seq_id, lpad(to_hex($2 + seq_id), 12, '0') as n, stream, place
                  from (select g.last_seq + (c.copy - 1) * $1 + m.place as seq_id, c.stream, m.place from ledger.gate g, copies c, model m) numbered) named
            """, stream.Count, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await Run("insert into events.mt_streams (id, type, version) select stream, $1, $2 from copies", streamType, stream.Count);
        await Run("""
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            select made.seq_id, made.id, made.stream, m.place, replace(m.data, $1, left(made.stream::text, 24))::jsonb, m.type, m.at, m.clr
            from made join model m using (place) order by made.seq_id
            """, OwnIds);
        await Run("""
            insert into ledger.entries (event_id, entry, leaf_hash, headers, salt)
            select id, entry, sha256('\x00'::bytea || entry), $2::jsonb, salt
            from (select made.seq_id, made.id, made.salt, convert_to(format('{"actor":"%s","at":"%s","event":"%s","headers":"%s","payload":"%s","stream":"%s","type":"%s","v":2,"version":%s}',
                    $3, to_char(m.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), made.id, encode(sha256(made.salt || convert_to($2, 'UTF8')), 'hex'),
                    encode(sha256(made.salt || convert_to(replace(m.data, $1, left(made.stream::text, 24)), 'UTF8')), 'hex'), made.stream, m.type, m.place), 'UTF8') as entry
                  from made join model m using (place)) made
            order by seq_id
            """, OwnIds, Canonical(metadata), metadata.LedgerActor);
        await Run("select setval('events.mt_events_sequence', max(seq_id)) from made");
        await Run("update ledger.gate set last_seq = (select max(seq_id) from made)");
        var one = (Guid)(await Run("select stream from copies where copy = 1"))!;
        await Run("vacuum analyze events.mt_events");
        await Run("vacuum analyze ledger.entries");
        // What filling left to write must not be written while somebody measures.
        await Run("checkpoint");
        return one;

        async Task<object?> Run(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            return await command.ExecuteScalarAsync();
        }
    }

    private static string Canonical(object value) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), EventTypes.Json)));
}
