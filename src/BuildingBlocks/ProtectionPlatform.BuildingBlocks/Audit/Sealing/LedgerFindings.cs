using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.BuildingBlocks.Audit.Sealing;

/// <summary>Something about the record is not as it was sealed.</summary>
/// <param name="Code">What, for programs; see <see cref="LedgerFindings"/>.</param>
/// <param name="Subject">Which row: <c>event:4711</c> (sequence), <c>leaf:12</c>, <c>tile:0/3</c>, <c>checkpoint:512</c>, <c>entry:{id}</c> or <c>log</c>.</param>
/// <param name="Facts">Sequence, event id, type, field: never content.</param>
/// <param name="LastFound">By the check that saw it last.</param>
public sealed record LedgerFinding(string Code, string Subject, JsonObject Facts, DateTimeOffset FirstFound, DateTimeOffset LastFound);

/// <summary>What checks found, kept until a later full check no longer finds it.</summary>
internal sealed class LedgerFindings(Databases databases, TimeProvider clock)
{
    public const string EventMissing = "event-missing";
    public const string EventDiffers = "event-differs";
    public const string EventUnsealed = "event-unsealed";
    public const string EventIdTwice = "event-id-twice";
    public const string PayloadDiffers = "payload-differs";
    public const string HeadersDiffer = "headers-differ";
    public const string EntryMissing = "entry-missing";
    public const string EntryDiffers = "entry-differs";
    public const string EntryHashDiffers = "entry-hash-differs";
    public const string EntryWithoutEvent = "entry-without-event";
    public const string LeafMissing = "leaf-missing";
    public const string LeafDiffers = "leaf-differs";
    public const string TileMissing = "tile-missing";
    public const string TileDiffers = "tile-differs";
    public const string CheckpointMissing = "checkpoint-missing";
    public const string CheckpointDiffers = "checkpoint-differs";
    public const string Refused = "signing-refused";

    public async Task Report(long? checkId, string code, string subject, JsonObject facts, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand("""
            insert into ledger.findings (code, subject, facts, first_found, last_found, check_id) values ($1, $2, $3, $4, $4, $5)
            on conflict (code, subject) do update set facts = excluded.facts, last_found = excluded.last_found, check_id = excluded.check_id, cleared_at = null
            """);
        command.Parameters.Add(new() { Value = code });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = facts.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = clock.Now() });
        command.Parameters.Add(new() { Value = (object?)checkId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>One that no longer holds.</summary>
    public async Task Clear(string code, string subject, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand("update ledger.findings set cleared_at = $3 where code = $1 and subject = $2 and cleared_at is null");
        command.Parameters.Add(new() { Value = code });
        command.Parameters.Add(new() { Value = subject });
        command.Parameters.Add(new() { Value = clock.Now() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>After a full check: what it did not see any more.</summary>
    public async Task ClearAllBut(long checkId, CancellationToken ct)
    {
        await using var command = databases.Ledger.CreateCommand(
            "update ledger.findings set cleared_at = $2 where check_id is not null and check_id < $1 and cleared_at is null");
        command.Parameters.Add(new() { Value = checkId });
        command.Parameters.Add(new() { Value = clock.Now() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What holds now, oldest first.</summary>
    public static async Task<IReadOnlyList<LedgerFinding>> Open(NpgsqlDataSource source, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select code, subject, facts::text, first_found, last_found from ledger.findings where cleared_at is null order by id limit $1");
        command.Parameters.Add(new() { Value = limit });
        var found = new List<LedgerFinding>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            found.Add(new LedgerFinding(row.GetString(0), row.GetString(1), JsonNode.Parse(row.GetString(2))!.AsObject(),
                row.GetFieldValue<DateTimeOffset>(3), row.GetFieldValue<DateTimeOffset>(4)));
        return found;
    }

    /// <summary>One line for people.</summary>
    public static string Text(string code, string subject, JsonObject facts, bool vi)
    {
        var of = facts["sequence"] is { } sequence
            ? $"{(vi ? "sự kiện" : "event")} {sequence}{(facts["type"] is { } type ? $" ({type}, {facts["event"]})" : "")}"
            : subject;
        var field = facts["field"]?.ToString();
        return of + ": " + code switch
        {
            EventMissing => vi ? "dòng đã niêm phong không còn" : "the row that was sealed is gone",
            EventDiffers => vi ? $"{field} khác với mục trong sổ" : $"{field} differs from its entry",
            EventUnsealed => vi ? "được chèn vào giữa các sự kiện đã niêm phong" : "was slipped in among sealed events",
            EventIdTwice => vi ? "mã đã được một sự kiện trước đó dùng" : "its id was used by an earlier event",
            PayloadDiffers => vi ? "nội dung khác với dấu vân tay của nó" : "payload differs from its digest",
            HeadersDiffer => vi ? "người thực hiện hoặc yêu cầu khác với dấu vân tay" : "who did it, in which request, differs from its digest",
            EntryMissing => vi ? "không còn mục trong sổ" : "its entry is gone",
            EntryDiffers => vi ? "mục trong sổ khác với lá đã niêm phong" : "its entry differs from the leaf that was sealed",
            EntryHashDiffers => vi ? "giá trị băm cạnh mục khác với mục" : "the hash beside its entry differs from the entry",
            EntryWithoutEvent => vi ? "có mục trong sổ mà không có sự kiện" : "there is an entry and no event",
            LeafMissing => vi ? "không còn lá" : "the leaf is gone",
            LeafDiffers => vi ? $"{field} của lá đã bị đổi" : $"{field} of the leaf was changed",
            TileMissing => vi ? "mảnh cây không còn hoặc bị cắt ngắn" : "the tile is gone or cut short",
            TileDiffers => vi ? "mảnh cây khác với các lá" : "the tile differs from the leaves",
            CheckpointMissing => vi ? "điểm chốt không còn" : "the checkpoint is gone",
            CheckpointDiffers => vi ? $"{field} của điểm chốt khác với các lá hoặc chữ ký" : $"{field} of the checkpoint differs from the leaves or its signature",
            Refused => vi ? $"không ký: {facts["text"]}" : $"not signed: {facts["text"]}",
            _ => code,
        };
    }
}
