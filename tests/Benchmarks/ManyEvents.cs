using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Benchmarks;

/// <summary>Fills the log with many events of the shape of real ones, inside the database: streams of fifty.</summary>
internal static class ManyEvents
{
    private const int StreamLength = 50;

    public static async Task Fill(Ledgerbook book, int events)
    {
        var data = JsonSerializer.Serialize(Ledgerbook.Line(1), EventTypes.Json);
        const string headers = """{"actorId":"0190d0d0-0000-7000-8000-0000000000aa","actorName":"Nguyễn Văn Thử","correlationId":"4bf92f3577b34da6a3ce929d0e0e4736"}""";
        // As the owner with triggers off: the numbers are dense and in order, as the gate would have given them.
        await book.Owner($$"""
            set session_replication_role = replica;
            create temporary table made as
              select n as seq_id, gen_random_uuid() as id, (n - 1) / {{StreamLength}} as stream, (n - 1) % {{StreamLength}} + 1 as version from generate_series(1, {{events}}) n;
            create temporary table streams as select distinct stream, gen_random_uuid() as id from made;
            insert into events.mt_streams (id, type, version) select id, '{{LedgerbookModule.StreamType}}', {{StreamLength}} from streams;
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
              select m.seq_id, m.id, s.id, m.version, '{{data}}', 'book_line_written', now(), 'ProtectionPlatform.Benchmarks.LineWritten, ProtectionPlatform.Benchmarks'
              from made m join streams s using (stream) order by m.seq_id;
            insert into ledger.entries (event_id, entry, leaf_hash, headers, salt)
              select id, e, sha256('\x00'::bytea || e), '{{headers}}', decode(replace(gen_random_uuid()::text, '-', ''), 'hex')
              from (select m.seq_id, m.id, convert_to(format('{"actor":"0190d0d0-0000-7000-8000-0000000000aa","at":"2026-11-25T00:00:00.000000Z","event":"%s","payload":"%s","stream":"%s","type":"book_line_written","v":1,"version":%s}',
                m.id, encode(sha256(convert_to(m.id::text, 'UTF8')), 'hex'), s.id, m.version), 'UTF8') as e from made m join streams s using (stream)) x order by seq_id;
            select setval('events.mt_events_sequence', {{events}});
            update ledger.gate set last_seq = {{events}};
            drop table made, streams;
            set session_replication_role = origin;
            """);
        await book.Owner("vacuum analyze events.mt_events");
        await book.Owner("vacuum analyze ledger.entries");
    }
}
