using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Access;

public sealed class The_identity_schema
{
    // Tables of ours in the same schema that EF Core knows nothing about.
    private const string Catalogue =
        """
        select concat_ws(' ', 'column', table_name, column_name, data_type, character_maximum_length, is_nullable, is_identity)
        from information_schema.columns where table_schema = 'identity' and table_name not in ('sessions', 'protection_keys', 'used_codes', 'passkey_challenges', 'passkey_uses')
        union all
        select concat_ws(' ', 'index', indexdef) from pg_indexes where schemaname = 'identity' and tablename not in ('sessions', 'protection_keys', 'used_codes', 'passkey_challenges', 'passkey_uses')
        union all
        select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
        where connamespace = 'identity'::regnamespace and contype in ('p', 'f', 'u')
          and conrelid::regclass::text not in ('identity.sessions', 'identity.protection_keys', 'identity.used_codes', 'identity.passkey_challenges', 'identity.passkey_uses')
        order by 1
        """;

    [Fact]
    public async Task Is_what_the_entity_model_expects()
    {
        var written = await TestPostgres.CreateDatabaseAsync();
        var generated = await TestPostgres.CreateDatabaseAsync();
        await using var application = AccessHost.Build(written);
        await AccessModule.MigrateAsync(application.Services, CancellationToken.None);
        await using var scope = application.Services.CreateAsyncScope();
        await Query(generated, scope.ServiceProvider.GetRequiredService<AccessDbContext>().Database.GenerateCreateScript());

        (await Query(written, Catalogue)).ShouldBe(await Query(generated, Catalogue));
    }

    [Fact]
    public async Task Is_applied_once_however_many_hosts_start_at_the_same_moment()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var application = AccessHost.Build(database);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AccessModule.MigrateAsync(application.Services, CancellationToken.None)));
        (await Query(database, "select name from access.applied_files order by name")).ShouldBe(["001-identity.sql", "002-organisations.sql", "003-sessions.sql", "004-second-factor.sql", "005-organisation-periods.sql", "005-outside-sign-in.sql", "006-passkeys.sql", "007-api-keys.sql", "008-delegations.sql"]);
    }

    [Fact]
    public async Task Is_all_that_a_request_can_reach()
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using var application = AccessHost.Build(database);
        await AccessModule.MigrateAsync(application.Services, CancellationToken.None);
        await Query(database, "create schema elsewhere; create table elsewhere.files as select 'secret' as text; select ''");

        await using var command = application.Services.GetRequiredService<AccessDatabase>().Source.CreateCommand("select text from elsewhere.files");
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteScalarAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static async Task<List<string>> Query(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
