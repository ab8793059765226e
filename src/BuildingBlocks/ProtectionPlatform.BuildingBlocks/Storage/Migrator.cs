using System.Reflection;
using Dapper;
using Npgsql;

namespace ProtectionPlatform.BuildingBlocks.Storage;

/// <summary>
/// Applies numbered SQL files in order, each once, under an advisory lock, and grants each module's role its own schema and nothing else.
/// Refuses to go on when the triggers that protect the record are missing.
/// </summary>
public sealed class Migrator(Databases databases, EventStore.EventTypes eventTypes, Modules.ModuleCatalog modules, Messaging.SubscriptionCatalog subscriptions)
{
    private const long Lock = 0x50504D4947; // "PPMIG"

    public async Task MigrateAsync(CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(databases.OwnerConnectionString) { Pooling = false, CommandTimeout = 300 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync("select pg_advisory_lock(@Lock)", new { Lock });

        await connection.ExecuteAsync("""
            create schema if not exists platform;
            create table if not exists platform.applied_files (name varchar primary key, applied_at timestamptz not null default now());
            """);
        await CreateRole(connection, Databases.PlatformRole);
        await CreateRole(connection, Databases.LedgerRole);
        await CreateRole(connection, Databases.KeysRole);
        foreach (var module in modules.All) await CreateRole(connection, Databases.RoleOf(module.Name));

        await Apply(connection, typeof(Migrator).Assembly, "platform", ct);
        foreach (var module in modules.All)
        {
            await connection.ExecuteAsync($"create schema if not exists {module.Schema}");
            await Apply(connection, module.Assembly, module.Schema, ct);
        }

        await Grant(connection);
        await CheckProtection(connection);
        await connection.ExecuteAsync("select pg_advisory_unlock(@Lock)", new { Lock });
    }

    /// <summary>Roles belong to the whole cluster: another database's migrator may create the same one at this moment.</summary>
    private static async Task CreateRole(NpgsqlConnection connection, string role)
    {
        try
        {
            if (await connection.ExecuteScalarAsync<int>("select count(*) from pg_roles where rolname = @role", new { role }) == 0)
                await connection.ExecuteAsync($"create role {role} nologin");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // The other one made it.
        }

        if (!await connection.ExecuteScalarAsync<bool>("select pg_has_role(current_user, @role, 'member')", new { role }))
            await connection.ExecuteAsync($"grant {role} to current_user");
    }

    private static async Task Apply(NpgsqlConnection connection, Assembly assembly, string owner, CancellationToken ct)
    {
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Schema.", StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .OrderBy(NameOf, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = $"{owner}/{NameOf(file)}";
            await using var transaction = await connection.BeginTransactionAsync(ct);
            var fresh = await connection.ExecuteAsync("insert into platform.applied_files (name) values (@name) on conflict do nothing", new { name }, transaction);
            if (fresh == 1)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(file)!);
                await using var command = new NpgsqlCommand(await reader.ReadToEndAsync(ct), connection, transaction);
                await command.ExecuteNonQueryAsync(ct);
            }

            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>Number and name, wherever in the assembly the file lies.</summary>
    private static string NameOf(string resource) => resource[(resource.LastIndexOf(".Schema.", StringComparison.Ordinal) + 8)..];

    private async Task Grant(NpgsqlConnection connection)
    {
        foreach (var role in modules.All.Select(m => Databases.RoleOf(m.Name)).Append(Databases.PlatformRole))
            await connection.ExecuteAsync($"""
                grant usage on schema events, ledger to {role};
                grant execute on function ledger.exclude, ledger.readmit, ledger.open_urgently, ledger.close_urgently to {role};
                grant select on events.mt_events, events.mt_streams, events.mt_event_progression, ledger.entries, ledger.gate to {role};
                grant execute on function ledger.append, ledger.append_each, ledger.flush,
                  ledger.take_position, ledger.hold_position, ledger.start_position, ledger.store_position,
                  ledger.parked_streams, ledger.first_parked, ledger.park, ledger.keep_parked, ledger.unpark,
                  ledger.take_rebuild, ledger.begin_rebuild, ledger.advance_rebuild, ledger.finish_rebuild, ledger.fail_rebuild to {role};
                """);
        await connection.ExecuteAsync($"""
            grant usage on schema messaging, audit, walls to {Databases.PlatformRole};
            grant select on messaging.stopped_subscriptions, messaging.parked, messaging.rebuilds to {Databases.PlatformRole};
            grant insert, update, delete on messaging.stopped_subscriptions to {Databases.PlatformRole};
            grant insert, update on messaging.rebuilds to {Databases.PlatformRole};
            grant execute on function messaging.pass_over to {Databases.PlatformRole};
            grant select, insert on all tables in schema audit to {Databases.PlatformRole};
            grant select, delete on ledger.idempotency to {Databases.PlatformRole};
            grant select on walls.exclusions, walls.urgent_access to {Databases.PlatformRole};
            """);
        // Only this role seals: it may add to the sealed log; triggers refuse whatever is not growth.
        const string sealedTables = "ledger.leaves, ledger.tiles, ledger.checkpoints, ledger.keys, ledger.log, ledger.checks, ledger.findings, ledger.anchors";
        await connection.ExecuteAsync($"""
            grant usage on schema events, ledger to {Databases.LedgerRole};
            grant select on events.mt_events, ledger.entries, ledger.gate, {sealedTables} to {Databases.LedgerRole};
            grant insert on ledger.entries, {sealedTables} to {Databases.LedgerRole};
            grant update on ledger.tiles, ledger.keys, ledger.log, ledger.checks, ledger.findings, ledger.anchors to {Databases.LedgerRole};
            grant select on {sealedTables} to {Databases.PlatformRole};
            """);
        await connection.ExecuteAsync($"""
            grant usage on schema keys to {Databases.KeysRole};
            grant select, insert, update on keys.person_keys, keys.purpose_keys to {Databases.KeysRole};
            """);
        foreach (var module in modules.All)
            await connection.ExecuteAsync($"""
                grant usage on schema {module.Schema} to {Databases.RoleOf(module.Name)};
                grant select, insert, update, delete on all tables in schema {module.Schema} to {Databases.RoleOf(module.Name)};
                grant usage, select on all sequences in schema {module.Schema} to {Databases.RoleOf(module.Name)};
                grant execute on all functions in schema {module.Schema} to {Databases.RoleOf(module.Name)};
                """);
        foreach (var (streamType, module) in eventTypes.StreamOwners)
            await connection.ExecuteAsync(
                "insert into ledger.stream_types (type, owner) values (@streamType, @role) on conflict (type) do update set owner = excluded.owner",
                new { streamType, role = Databases.RoleOf(module) });
        await connection.ExecuteAsync("delete from messaging.read_models where schema_name || '.' || table_name <> all (@declared)",
            new { declared = subscriptions.All.SelectMany(s => s.Tables).ToArray() });
        foreach (var subscription in subscriptions.All)
        {
            await connection.ExecuteAsync(
                "insert into ledger.subscriptions (name, owner) values (@Name, @role) on conflict (name) do update set owner = excluded.owner",
                new { subscription.Name, role = Databases.RoleOf(subscription.Module) });
            foreach (var table in subscription.Tables)
                await connection.ExecuteAsync("""
                    insert into messaging.read_models (name, schema_name, table_name) values (@Name, split_part(@table, '.', 1), split_part(@table, '.', 2))
                    on conflict (schema_name, table_name) do update set name = excluded.name
                    """, new { subscription.Name, table });
        }
    }

    private static async Task CheckProtection(NpgsqlConnection connection)
    {
        var present = (await connection.QueryAsync<string>("""
            select c.relnamespace::regnamespace || '.' || c.relname || '.' || t.tgname
            from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal and t.tgenabled = 'O'
            """)).ToHashSet();
        string[] needed =
        [
            "events.mt_events.settle_number", "events.mt_events.refuse_change", "events.mt_events.refuse_truncate",
            "events.mt_streams.refuse_delete", "events.mt_streams.refuse_truncate",
            "ledger.entries.refuse_change", "ledger.entries.refuse_truncate",
            "ledger.leaves.refuse_change", "ledger.leaves.refuse_truncate", "ledger.tiles.refuse_change", "ledger.tiles.refuse_truncate",
            "ledger.checkpoints.refuse_change", "ledger.checkpoints.refuse_truncate", "ledger.keys.refuse_change", "ledger.keys.refuse_truncate",
            "ledger.log.refuse_change", "ledger.log.refuse_truncate",
        ];
        var missing = needed.Where(n => !present.Contains(n)).ToList();
        if (missing.Count > 0)
            throw new InvalidOperationException($"The record is not protected, so the platform does not start. Missing or disabled triggers: {string.Join(", ", missing)}.");
    }
}
