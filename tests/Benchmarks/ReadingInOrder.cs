using System.Globalization;
using Npgsql;

namespace ProtectionPlatform.Benchmarks;

/// <summary>A million events in the order of the log: into typed events, by a plain reader of the same rows, and by COPY TO.</summary>
internal static class ReadingInOrder
{
    private const int Events = 1_000_000;

    public static async Task Run(Table table)
    {
        await using var book = await Ledgerbook.Open();
        await ManyEvents.Fill(book, Events);
        var (ours, floor) = await Timing.Paired(3, _ => Typed(book), _ => Plain(book), warmUp: 1);
        table.Add("1,000,000 events in order into typed events", (Events / ours.Median() * 1000).PerSecond(), (Events / floor.Median() * 1000).PerSecond(), floor.Median() / ours.Median(), "at least 0.6");
        var copied = await Timing.Time(() => Copy(book));
        table.Add("the same by COPY TO", (Events / ours.Median() * 1000).PerSecond(), (Events / copied * 1000).PerSecond(), copied / ours.Median());

        var held = new List<string>();
        await Typed(book, every: Events / 2, () => held.Add(Held()));
        table.Add("memory held before, in the middle and at the end of reading them (with the process)", string.Join(", ", held), asked: "flat");
    }

    /// <summary>What is alive of our objects, and what the process has of the machine.</summary>
    private static string Held() =>
        string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:0.0} MiB ({Environment.WorkingSet / 1048576.0:0} MiB)");

    private static async Task Typed(Ledgerbook book, int every = int.MaxValue, Action? meanwhile = null)
    {
        var read = 0;
        await using var connection = await book.Source.OpenConnectionAsync();
        await foreach (var happened in book.Store.ReadInOrder(connection, after: 0, CancellationToken.None))
        {
            if (happened.Data is null) throw new InvalidOperationException("An event was not read.");
            if (read++ % every == 0) meanwhile?.Invoke();
        }

        if (read != Events) throw new InvalidOperationException($"{read} events.");
        meanwhile?.Invoke();
    }

    private static async Task Plain(Ledgerbook book)
    {
        await using var connection = await book.Source.OpenConnectionAsync();
        var read = await PlainReader.ReadAll(connection, $"""
            select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id where e.seq_id > $1 order by e.seq_id
            """, 0L);
        if (read != Events) throw new InvalidOperationException($"{read} events.");
    }

    private static async Task Copy(Ledgerbook book)
    {
        await using var connection = await book.Plain.OpenConnectionAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync("""
            copy (select e.seq_id, e.id, e.stream_id, e.version, e.type, e.data::text, e.timestamp, l.headers::text
            from events.mt_events e left join ledger.entries l on l.event_id = e.id order by e.seq_id) to stdout (format binary)
            """);
        var buffer = new byte[1 << 16];
        while (await copy.ReadAsync(buffer, CancellationToken.None) > 0)
        {
        }
    }
}

/// <summary>What a program without our store would do: read every column of every row.</summary>
internal static class PlainReader
{
    public static async Task<int> ReadAll(NpgsqlConnection connection, string sql, object parameter)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = parameter } } };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        while (await reader.ReadAsync())
        {
            _ = (reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt64(3), reader.GetString(4), reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.IsDBNull(7) ? null : reader.GetString(7));
            rows++;
        }

        return rows;
    }
}
