using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Ledger;

namespace ProtectionPlatform.BuildingBlocks.EventStore;

/// <summary>What became of one append.</summary>
internal readonly record struct Written(long? Position, PostgresException? Refused);

/// <summary>An append as the database takes it: events and ledger entries in their stored form.</summary>
internal sealed record AppendRow(
    Appending Append, string[] Names, string[] ClrNames, string[] Data, byte[][] Entries, string[] Headers, byte[][] Salts)
{
    /// <param name="sealedData">The events as JSON, with what is personal sealed: the ledger commits to the ciphertext.</param>
    public static AppendRow Of(Appending append, byte[][] sealedData, EventTypes types)
    {
        var count = append.Events.Count;
        var row = new AppendRow(append, new string[count], new string[count], new string[count], new byte[count][], new string[count], new byte[count][]);
        for (var i = 0; i < count; i++)
        {
            var type = append.Events[i].GetType();
            row.Names[i] = types.NameOf(type);
            row.ClrNames[i] = $"{type.FullName}, {type.Assembly.GetName().Name}";
            var canonical = CanonicalJson.Canonicalize(sealedData[i]);
            row.Data[i] = Encoding.UTF8.GetString(canonical);
            row.Salts[i] = RandomNumberGenerator.GetBytes(LedgerEntry.SaltLength);
            var metadata = append.MetadataOfEach?[i] ?? append.Metadata;
            var header = CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(metadata, EventTypes.Json));
            row.Entries[i] = LedgerEntry.Build(metadata.LedgerActor, append.At, append.EventIds[i],
                LedgerEntry.PayloadDigest(row.Salts[i], canonical), append.Stream, row.Names[i], append.ExpectedVersion + i + 1,
                headersDigest: LedgerEntry.PayloadDigest(row.Salts[i], header));
            row.Headers[i] = Encoding.UTF8.GetString(header);
        }

        return row;
    }

    /// <summary>Within the caller's transaction, whose commit is flushed later; a refusal is thrown and ends that transaction.</summary>
    public NpgsqlCommand Call(NpgsqlTransaction transaction)
    {
        var command = new NpgsqlCommand(OneCallFlushedLater, transaction.Connection, transaction);
        AddOne(command.Parameters);
        return command;
    }

    /// <summary>In a transaction of its own, on disk when it is committed: nobody waits behind it.</summary>
    private static async Task<Written> WriteAlone(NpgsqlConnection connection, AppendRow row)
    {
        await using var command = new NpgsqlCommand(OneCall, connection);
        row.AddOne(command.Parameters);
        try
        {
            return new((long)(await command.ExecuteScalarAsync())!, null);
        }
        catch (PostgresException refused)
        {
            return new(null, refused);
        }
    }

    /// <summary>
    /// Several streams of one type, each taken or refused by itself, in the order given. Two transactions in one round trip: the appends
    /// leave the gate without waiting for the disk, the flush waits for it outside.
    /// </summary>
    public static async Task<IReadOnlyList<Written>> Write(NpgsqlConnection connection, IReadOnlyList<AppendRow> rows)
    {
        if (rows is [var alone]) return [await WriteAlone(connection, alone)];
        await using var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true };
        var append = new NpgsqlBatchCommand(ManyCall);
        AddMany(append.Parameters, rows);
        batch.BatchCommands.Add(append);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(EventStore.FlushCall));
        await using var reader = await batch.ExecuteReaderAsync();
        var written = new List<Written>();
        while (await reader.ReadAsync())
            written.Add(reader.IsDBNull(1)
                ? new(reader.GetInt64(0), null)
                : new(null, new PostgresException(reader.GetString(2), "ERROR", "ERROR", reader.GetString(1), tableName: reader.GetString(3))));
        await reader.NextResultAsync(); // the flush
        return written;
    }

    private const string OneCall = "select ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private const string OneCallFlushedLater = "select ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, true)";

    private const string ManyCall = "select * from ledger.append_each($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

    private void AddOne(NpgsqlParameterCollection parameters)
    {
        var answer = Append.Answer;
        Add(parameters, NpgsqlDbType.Uuid, Append.Stream);
        Add(parameters, NpgsqlDbType.Varchar, Append.StreamType);
        Add(parameters, NpgsqlDbType.Bigint, Append.ExpectedVersion);
        Add(parameters, NpgsqlDbType.TimestampTz, Append.At);
        AddEvents(parameters, Append.EventIds, Names, ClrNames, Data, Entries, Headers, Salts);
        Add(parameters, NpgsqlDbType.Varchar, answer?.Caller);
        Add(parameters, NpgsqlDbType.Varchar, answer?.Key);
        Add(parameters, NpgsqlDbType.Bytea, answer?.RequestHash);
        Add(parameters, NpgsqlDbType.Integer, answer?.Status);
        Add(parameters, NpgsqlDbType.Jsonb, answer?.Body);
        Add(parameters, NpgsqlDbType.Varchar, answer?.Location);
    }

    private static void AddMany(NpgsqlParameterCollection parameters, IReadOnlyList<AppendRow> rows)
    {
        const NpgsqlDbType array = NpgsqlDbType.Array;
        Add(parameters, NpgsqlDbType.Varchar, rows[0].Append.StreamType);
        Add(parameters, array | NpgsqlDbType.Uuid, rows.Select(r => r.Append.Stream).ToArray());
        Add(parameters, array | NpgsqlDbType.Bigint, rows.Select(r => r.Append.ExpectedVersion).ToArray());
        Add(parameters, array | NpgsqlDbType.TimestampTz, rows.Select(r => r.Append.At).ToArray());
        Add(parameters, array | NpgsqlDbType.Integer, rows.Select(r => r.Names.Length).ToArray());
        AddEvents(parameters, All(r => r.Append.EventIds), All(r => r.Names), All(r => r.ClrNames), All(r => r.Data), All(r => r.Entries), All(r => r.Headers), All(r => r.Salts));
        Add(parameters, array | NpgsqlDbType.Varchar, rows.Select(r => r.Append.Answer?.Caller).ToArray());
        Add(parameters, array | NpgsqlDbType.Varchar, rows.Select(r => r.Append.Answer?.Key).ToArray());
        Add(parameters, array | NpgsqlDbType.Bytea, rows.Select(r => r.Append.Answer?.RequestHash).ToArray());
        Add(parameters, array | NpgsqlDbType.Integer, rows.Select(r => r.Append.Answer?.Status).ToArray());
        Add(parameters, array | NpgsqlDbType.Jsonb, rows.Select(r => r.Append.Answer?.Body).ToArray());
        Add(parameters, array | NpgsqlDbType.Varchar, rows.Select(r => r.Append.Answer?.Location).ToArray());

        T[] All<T>(Func<AppendRow, T[]> of) => [.. rows.SelectMany(of)];
    }

    private static void AddEvents(NpgsqlParameterCollection parameters, Guid[] ids, string[] names, string[] clrNames, string[] data, byte[][] entries, string[] headers, byte[][] salts)
    {
        const NpgsqlDbType array = NpgsqlDbType.Array;
        Add(parameters, array | NpgsqlDbType.Uuid, ids);
        Add(parameters, array | NpgsqlDbType.Varchar, names);
        Add(parameters, array | NpgsqlDbType.Varchar, clrNames);
        Add(parameters, array | NpgsqlDbType.Jsonb, data);
        Add(parameters, array | NpgsqlDbType.Bytea, entries);
        Add(parameters, array | NpgsqlDbType.Jsonb, headers);
        Add(parameters, array | NpgsqlDbType.Bytea, salts);
    }

    private static void Add(NpgsqlParameterCollection parameters, NpgsqlDbType type, object? value) =>
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
