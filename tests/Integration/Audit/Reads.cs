using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>What the record holds about who read, as the tests of it look at it.</summary>
internal static class Reads
{
    /// <summary>Everything recorded in the streams of reads after a place in the log, in order: stored name, content, author.</summary>
    public static async Task<List<(string Type, JsonObject Data, string Actor)>> RecordedReads(this Platform platform, long after = 0)
    {
        await using var connection = await platform.Open();
        await using var command = connection.Command("""
            select e.type, e.data::text, coalesce(l.headers ->> 'actorId', '') from events.mt_events e join events.mt_streams s on s.id = e.stream_id join ledger.entries l on l.event_id = e.id
            where s.type = 'read_log' and e.seq_id > $1 order by e.seq_id
            """, after);
        await using var reader = await command.ExecuteReaderAsync();
        var reads = new List<(string, JsonObject, string)>();
        while (await reader.ReadAsync()) reads.Add((reader.GetString(0), JsonNode.Parse(reader.GetString(1))!.AsObject(), reader.GetString(2)));
        return reads;
    }

    public static async Task<long> Head(this Platform platform)
    {
        await using var connection = await platform.Open();
        return await connection.Scalar<long>("select last_seq from ledger.gate");
    }

    /// <summary>As the owner of the database.</summary>
    public static async Task<NpgsqlConnection> Open(this Platform platform)
    {
        var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static string? Text(this JsonNode? node, string member) => node?[member]?.ToString();
}
