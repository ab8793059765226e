using System.Text;
using Npgsql;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>Looks for bytes wherever the platform keeps any.</summary>
internal static class Whereabouts
{
    /// <summary>Which of these texts stand in clear in a dump of the whole database: every row of every table, as PostgreSQL prints it.</summary>
    public static async Task<IReadOnlyList<string>> InDump(string connectionString, IReadOnlyCollection<string> texts)
    {
        var found = new List<string>();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("select quote_ident(table_schema) || '.' || quote_ident(table_name) from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1", connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        tables.ShouldContain("events.mt_events");
        tables.ShouldContain("keys.person_keys");

        foreach (var table in tables)
        {
            using var copy = await connection.BeginTextExportAsync($"copy {table} to stdout");
            while (await copy.ReadLineAsync() is { } row)
                found.AddRange(texts.Where(text => row.Contains(text, StringComparison.Ordinal)).Select(text => $"{table}: {text}"));
        }

        return [.. found.Distinct()];
    }

    /// <summary>The same in the raw files of the server (tables, indexes, write-ahead log), when they are on this machine.</summary>
    public static async Task<IReadOnlyList<string>> InDataFolder(string connectionString, IReadOnlyCollection<string> texts)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var checkpoint = new NpgsqlCommand("checkpoint", connection);
        await checkpoint.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand("show data_directory", connection);
        return InFiles((string)(await command.ExecuteScalarAsync())!, texts);
    }

    public static IReadOnlyList<string> InFiles(string folder, IReadOnlyCollection<string> texts)
    {
        var wanted = texts.Select(text => (Text: text, Bytes: Encoding.UTF8.GetBytes(text))).ToList();
        var found = new List<string>();
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            byte[] bytes;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                bytes = new byte[stream.Length];
                stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            }
            catch (IOException)
            {
                continue; // gone meanwhile: another test dropped its database
            }

            found.AddRange(wanted.Where(it => bytes.AsSpan().IndexOf(it.Bytes) >= 0).Select(it => $"{file}: {it.Text}"));
        }

        return found;
    }
}
