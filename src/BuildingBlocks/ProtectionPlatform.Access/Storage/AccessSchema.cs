using Npgsql;

namespace ProtectionPlatform.Access.Storage;

/// <summary>
/// Applies the numbered SQL files, in the order of their names, each once, and lets this block's role use the result.
/// Not the platform's migrator, because that one knows modules, and Access is what modules stand on.
/// </summary>
internal static class AccessSchema
{
    private const long MigrationLock = 0x5050414343; // "PPACC"

    public static async Task Apply(string ownerConnectionString, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(ownerConnectionString) { Pooling = false, CommandTimeout = 300 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await CreateRole(connection, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute("select pg_advisory_xact_lock($1)", MigrationLock);
        await Execute("create schema if not exists access");
        await Execute("create table if not exists access.applied_files (name text primary key, applied_at timestamptz not null default now())");
        foreach (var (name, sql) in Files())
            if (await Execute("insert into access.applied_files (name) values ($1) on conflict do nothing", name) == 1)
                await Execute(sql);
        await Execute(
            $"""
            grant usage on schema identity, access to {AccessDatabase.Role};
            grant select, insert, update, delete on all tables in schema identity, access to {AccessDatabase.Role};
            grant usage, select on all sequences in schema identity to {AccessDatabase.Role};
            revoke all on access.applied_files from {AccessDatabase.Role};
            """);
        await transaction.CommitAsync(ct);

        async Task<int> Execute(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            return await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Roles belong to the whole cluster: another database's host may create the same one at this moment.</summary>
    private static async Task CreateRole(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var create = new NpgsqlCommand(
                $"""
                do $$ begin
                  if not exists (select from pg_roles where rolname = '{AccessDatabase.Role}') then create role {AccessDatabase.Role} nologin; end if;
                end $$
                """, connection);
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // The other one made it.
        }

        await using var member = new NpgsqlCommand("select pg_has_role(current_user, $1, 'member')", connection);
        member.Parameters.Add(new NpgsqlParameter { Value = AccessDatabase.Role });
        if (await member.ExecuteScalarAsync(ct) is true) return;
        await using var grant = new NpgsqlCommand($"grant {AccessDatabase.Role} to current_user", connection);
        await grant.ExecuteNonQueryAsync(ct);
    }

    private static IEnumerable<(string Name, string Sql)> Files()
    {
        var assembly = typeof(AccessSchema).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[(name.LastIndexOf(".Schema.", StringComparison.Ordinal) + 8)..], reader.ReadToEnd());
        }
    }
}
