using Npgsql;

namespace ProtectionPlatform.Access.Storage;

/// <summary>Applies the numbered SQL files, in the order of their names, each once.</summary>
internal static class AccessSchema
{
    private const long MigrationLock = 0x41434345_53530001;

    public static async Task Apply(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute("select pg_advisory_xact_lock($1)", MigrationLock);
        await Execute("create schema if not exists access");
        await Execute("create table if not exists access.applied_scripts (name text primary key)");
        foreach (var (name, sql) in Scripts())
            if (await Execute("insert into access.applied_scripts values ($1) on conflict do nothing", name) == 1)
                await Execute(sql);
        await transaction.CommitAsync(ct);

        async Task<int> Execute(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = typeof(AccessSchema).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
