using System.Runtime.CompilerServices;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>The tables are Marten's and nothing more; what is recorded stays, even for the owner; and without that the platform does not start.</summary>
public sealed class Protecting_the_record
{
    [Fact]
    public async Task The_schema_of_the_log_is_Marten_s_default_layout_and_nothing_more()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var found = await host.Rows<string>("""
            select line from (
              select 1 kind, c.relname::text relation, a.attnum::int place,
                     format('column %s.%s %s %s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                            case when a.attnotnull then 'not null' else 'null' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) line
              from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
              where c.relnamespace = 'events'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
              union all
              select 2, conrelid::regclass::text, 0, format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
              from pg_constraint where connamespace = 'events'::regnamespace and contype <> 'n'
              union all
              select 3, tablename, 0, indexdef from pg_indexes where schemaname = 'events'
              union all
              select 4, s.seqrelid::regclass::text, 0, format('sequence %s %s start %s increment %s cache %s owned by %s.%s',
                     s.seqrelid::regclass, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqcache, d.refobjid::regclass, a.attname)
              from pg_sequence s join pg_class c on c.oid = s.seqrelid
              left join pg_depend d on d.objid = s.seqrelid and d.deptype = 'a' left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
              where c.relnamespace = 'events'::regnamespace
              union all
              select 5, p.proname::text, 0, format('function %s', p.proname) from pg_proc p where p.pronamespace = 'events'::regnamespace
            ) catalogue order by kind, relation, place, line
            """);
        string.Join('\n', found).ShouldBe((await File.ReadAllTextAsync(Approved("events-schema.approved.txt"))).TrimEnd());
    }

    [Theory]
    [InlineData("update events.mt_events set data = '{\"title\":\"khác\"}'")]
    [InlineData("update events.mt_events set data = '{\"number\":1.0,\"text\":\"một\"}' where version = 2")]
    [InlineData("update events.mt_events set seq_id = seq_id + 1000")]
    [InlineData("update events.mt_events set timestamp = timestamp - interval '1 second', is_archived = true")]
    [InlineData("update events.mt_events set bdata = 'x'")]
    [InlineData("delete from events.mt_events")]
    [InlineData("truncate events.mt_events")]
    [InlineData("delete from events.mt_streams")]
    [InlineData("truncate events.mt_streams cascade")]
    [InlineData("update ledger.entries set headers = '{}'")]
    [InlineData("update ledger.entries set leaf_hash = '\\x00'")]
    [InlineData("delete from ledger.entries")]
    [InlineData("truncate ledger.entries")]
    public async Task What_is_recorded_stays_even_for_the_owner(string sql)
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await host.Write(stream, "một");
        (await Sql.Refusal(() => host.Owner(sql))).ShouldBe("PP001");
        (await host.Scalar<long>("select count(*) from events.mt_events e join ledger.entries l on l.event_id = e.id")).ShouldBe(2);
    }

    [Fact]
    public async Task Archiving_is_the_one_change_allowed()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        await host.Open(Guid.CreateVersion7());
        (await host.Owner("update events.mt_events set is_archived = true")).ShouldBe(1);
        (await host.Owner("update events.mt_streams set is_archived = true")).ShouldBe(1);
    }

    [Theory]
    [InlineData("drop trigger settle_number on events.mt_events")]
    [InlineData("drop trigger refuse_change on events.mt_events")]
    [InlineData("drop trigger refuse_truncate on events.mt_events")]
    [InlineData("drop trigger refuse_delete on events.mt_streams")]
    [InlineData("drop trigger refuse_change on ledger.entries")]
    [InlineData("alter table events.mt_events disable trigger settle_number")]
    [InlineData("alter table events.mt_events disable trigger user")]
    public async Task Without_its_protection_the_platform_does_not_start(string sql)
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        await host.Migrate();
        await host.Owner(sql);
        (await Should.ThrowAsync<InvalidOperationException>(host.Migrate)).Message.ShouldContain("Missing or disabled triggers: ");
    }

    [Theory]
    [InlineData("select ledger.take_position('watchers.also_seen_v1')")]
    [InlineData("select ledger.hold_position('watchers.also_seen_v1')")]
    [InlineData("select ledger.start_position('watchers.also_seen_v1', 3)")]
    [InlineData("select ledger.store_position('watchers.also_seen_v1', 3)")]
    [InlineData("select ledger.parked_streams('watchers.also_seen_v1')")]
    [InlineData("select ledger.first_parked('watchers.also_seen_v1', '0190d0d0-0000-7000-8000-000000000001')")]
    [InlineData("select ledger.park('watchers.also_seen_v1', 3, null, 0, now())")]
    [InlineData("select ledger.keep_parked('watchers.also_seen_v1', 2, 'x')")]
    [InlineData("select ledger.unpark('watchers.also_seen_v1', 2)")]
    [InlineData("select ledger.take_rebuild('watchers.also_seen_v1')")]
    [InlineData("select ledger.begin_rebuild('watchers.also_seen_v1')")]
    [InlineData("select ledger.advance_rebuild('watchers.also_seen_v1', 3)")]
    [InlineData("select ledger.finish_rebuild('watchers.also_seen_v1', 3)")]
    [InlineData("select ledger.fail_rebuild('watchers.also_seen_v1', 'x', 3)")]
    public async Task What_belongs_to_a_subscription_is_touched_by_its_own_module_only(string sql)
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var note = Guid.Parse("0190d0d0-0000-7000-8000-000000000001");
        await host.Open(note);
        foreach (var text in new[] { "một", "hai" }) await host.Write(note, text);
        await As("Watchers", "select ledger.start_position('watchers.also_seen_v1', 2), ledger.park('watchers.also_seen_v1', 2, 'x', 5, now())");
        await host.Rebuild(WatchersModule.AlsoSeen);
        await As("Watchers", "select ledger.begin_rebuild('watchers.also_seen_v1')");

        var before = await Noted();
        foreach (var stranger in new[] { "Notes", "Platform" }) (await Sql.Refusal(() => As(stranger, sql))).ShouldBe("PP403", stranger);
        (await Noted()).ShouldBe(before);
        await As("Watchers", sql);

        async Task As(string module, string statement)
        {
            await using var connection = await host.Databases.ForModule(module).OpenConnectionAsync();
            await connection.Run(statement);
        }

        Task<List<string>> Noted() => host.Rows<string>("""
            select p::text from events.mt_event_progression p union all select w::text from messaging.parked w union all select r::text from messaging.rebuilds r
            """);
    }

    private static string Approved(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}

/// <summary>Rights of the running platform's own roles, over the schema of all real modules.</summary>
public sealed class Roles_of_the_platform(TestServer.Platform platform) : IClassFixture<TestServer.Platform>
{
    private const string Schemas = "select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1";

    private async Task<List<string>> Ask(string sql)
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    [Fact]
    public async Task No_role_of_ours_may_write_the_record_directly()
    {
        var rights = await Ask("""
            select format('%s %s %s', r.rolname, p.privilege, c.oid::regclass)
            from pg_roles r, pg_class c, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p(privilege)
            where r.rolname like 'pp\_%' and c.relkind in ('r', 'v', 'm', 'p') and c.relnamespace in ('events'::regnamespace, 'ledger'::regnamespace)
              and (has_table_privilege(r.oid, c.oid, p.privilege) or (p.privilege in ('INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(r.oid, c.oid, p.privilege)))
            order by 1
            """);
        rights.ShouldBe([
            // Who seals adds; triggers let tiles grow and keys end, and refuse every other change.
            "pp_ledger INSERT ledger.anchors", "pp_ledger INSERT ledger.checkpoints", "pp_ledger INSERT ledger.checks", "pp_ledger INSERT ledger.entries", "pp_ledger INSERT ledger.findings",
            "pp_ledger INSERT ledger.keys", "pp_ledger INSERT ledger.leaves", "pp_ledger INSERT ledger.log", "pp_ledger INSERT ledger.tiles",
            "pp_ledger UPDATE ledger.anchors", "pp_ledger UPDATE ledger.checks", "pp_ledger UPDATE ledger.findings", "pp_ledger UPDATE ledger.keys", "pp_ledger UPDATE ledger.log", "pp_ledger UPDATE ledger.tiles",
            "pp_platform DELETE ledger.idempotency", // answers are forgotten after seven days
        ]);
        (await Ask("""
            select format('%s %s', r.rolname, c.oid::regclass) from pg_roles r, pg_class c
            where r.rolname like 'pp\_%' and c.relkind = 'S' and c.relnamespace in ('events'::regnamespace, 'ledger'::regnamespace)
              and (has_sequence_privilege(r.oid, c.oid, 'USAGE') or has_sequence_privilege(r.oid, c.oid, 'UPDATE'))
            """)).ShouldBeEmpty();
        (await Ask("select rolname::text from pg_roles where rolname like 'pp\\_%' and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolcanlogin)")).ShouldBeEmpty();
        (await Ask("select p.oid::regprocedure::text from pg_proc p where p.pronamespace in ('ledger'::regnamespace, 'messaging'::regnamespace) and has_function_privilege('public', p.oid, 'EXECUTE')")).ShouldBeEmpty();
        (await Ask("select p.oid::regprocedure::text from pg_proc p where p.pronamespace in ('ledger'::regnamespace, 'messaging'::regnamespace) and p.prosecdef and not coalesce(p.proconfig::text like '%search_path=pg_catalog, pg_temp%', false)")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_module_s_role_reaches_its_own_schema_only()
    {
        var modules = Modules();
        foreach (var module in modules)
        {
            var reachable = await Ask($"select nspname::text from pg_namespace n where has_schema_privilege('{Databases.RoleOf(module)}', n.oid, 'USAGE') and nspname in ({string.Join(',', (await Ask(Schemas)).Select(s => $"'{s}'"))}) order by 1");
            reachable.Except(["public"]).ShouldBe(new[] { module.ToLowerInvariant(), "events", "ledger" }.Order(StringComparer.Ordinal), module);
            (await Ask($"select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'v') and n.nspname not in ('events', 'ledger', '{module.ToLowerInvariant()}', 'information_schema', 'pg_catalog') and has_table_privilege('{Databases.RoleOf(module)}', c.oid, 'SELECT')"))
                .ShouldBeEmpty(module);
            (await Ask($"select nspname::text from pg_namespace n where has_schema_privilege('{Databases.RoleOf(module)}', n.oid, 'CREATE') and nspname !~ '^pg_'")).ShouldBeEmpty(module);
        }
    }

    [Theory]
    [InlineData("insert into events.mt_streams (id) values ('0190d0d0-0000-7000-8000-000000000001')")]
    [InlineData("insert into events.mt_events (seq_id, id, version, data, type) values (1, '0190d0d0-0000-7000-8000-000000000001', 1, '{}', 'x')")]
    [InlineData("update events.mt_events set is_archived = true")]
    [InlineData("delete from events.mt_event_progression")]
    [InlineData("truncate events.mt_events")]
    [InlineData("update ledger.gate set last_seq = 0")]
    [InlineData("select 1 from ledger.gate for update")]
    [InlineData("select nextval('events.mt_events_sequence')")]
    [InlineData("insert into ledger.entries (event_id, entry, leaf_hash, headers) values ('0190d0d0-0000-7000-8000-000000000001', '', '', '{}')")]
    [InlineData("insert into ledger.stream_types values ('mine', 'pp_referrals')")]
    [InlineData("update ledger.subscriptions set owner = 'pp_referrals'")]
    [InlineData("select * from messaging.parked")]
    [InlineData("delete from messaging.rebuilds")]
    [InlineData("select messaging.pass_over('referrals.list_v1', 1)")]
    [InlineData("select * from ledger.idempotency")]
    [InlineData("select * from ledger.keys")]
    [InlineData("insert into ledger.leaves values (0, 1, '0190d0d0-0000-7000-8000-000000000001', sha256(''))")]
    [InlineData("update ledger.tiles set data = data")]
    [InlineData("select * from cases.caseload_v1")]
    [InlineData("delete from cases.report_references")]
    [InlineData("create table referrals.mine (id int)")]
    [InlineData("create schema mine")]
    public async Task Permission_is_denied(string sql)
    {
        var databases = (Databases)platform.Services.GetService(typeof(Databases))!;
        await using var connection = await databases.ForModule("Referrals").OpenConnectionAsync();
        (await Sql.Refusal(() => connection.Run(sql))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private List<string> Modules() => [.. ((ProtectionPlatform.BuildingBlocks.Modules.ModuleCatalog)platform.Services.GetService(typeof(ProtectionPlatform.BuildingBlocks.Modules.ModuleCatalog))!).All.Select(m => m.Name)];
}
