using System.Text.Json.Nodes;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Operations;

/// <summary>Read models built anew from the log while they are read.</summary>
public sealed class Rebuilding_read_models
{
    [Fact]
    public async Task Two_rebuilds_of_every_read_model_give_the_rows_that_are_live_and_keep_the_names_of_indexes_and_the_rights()
    {
        var database = await TestPostgres.CreateDatabaseAsync(await Platform.Template());
        using var host = await RunningHost.Start(database, demo: true);
        var administrator = await SignIn(host, "administrator");
        var reader = await SignIn(host, "socialworker");
        await Read();
        await Settled(administrator, database);
        var mark = (await Rows<long>(database, "select last_seq from ledger.gate"))[0];
        var models = (await Subscriptions(administrator)).Where(s => s["rebuildable"]!.GetValue<bool>()).Select(s => s["name"]!.GetValue<string>()).ToList();
        models.Count.ShouldBeGreaterThan(11);
        models.ShouldContain("platform.reads_v1");
        models.ShouldContain("platform.case_streams_v1");
        foreach (var model in models)
        {
            var tables = await Tables(database, model);
            var (live, indexes, rights) = (await Digest(database, tables, mark), await Indexes(database, tables), await Rights(database, tables));
            live.ShouldContain(digest => digest.Rows > 0, model);
            for (var round = 1; round <= 2; round++)
            {
                var oids = await Oids(database, tables);
                (await administrator.Post($"/api/v1/operations/subscriptions/{model}/rebuilds", new { reason = "Thử dựng lại." })).ShouldBe(200);
                await Read();
                await Rebuilt(administrator, model);
                (await Oids(database, tables)).Intersect(oids).ShouldBeEmpty($"{model}: the tables are the old ones");
                (await Digest(database, tables, mark)).ShouldBe(live, $"{model}, rebuild {round}");
                (await Indexes(database, tables)).ShouldBe(indexes, model);
                (await Rights(database, tables)).ShouldBe(rights, model);
            }
        }

        await Settled(administrator, database);
        (await Shadows(database)).ShouldBe(0);
        (await Rows<long>(database, "select sequence from audit.reads_v1 order by sequence"))
            .ShouldBe(await Rows<long>(database, "select seq_id from events.mt_events where type in ('content_read', 'read_denied') order by seq_id"), "what was read meanwhile");

        async Task Read() => (await reader.Get("/api/v1/cases")).ShouldBe(200);
    }

    [Fact]
    public async Task A_host_killed_in_the_middle_leaves_the_live_rows_alone_and_the_next_one_goes_on()
    {
        const string Model = "cases.caseload_v1";
        var database = await TestPostgres.CreateDatabaseAsync(await Platform.Template());
        await using var fixture = new NpgsqlConnection(database);
        await fixture.OpenAsync();
        using (var host = await RunningHost.Start(database, demo: true))
        {
            var administrator = await SignIn(host, "administrator");
            await Settled(administrator, database);

            // Whoever rebuilds comes as far as the switch and waits there for the position, which is held here.
            await using var held = await fixture.BeginTransactionAsync();
            await fixture.Run("select 1 from events.mt_event_progression where name = $1 for update", $"{Model}:All");
            (await administrator.Post($"/api/v1/operations/subscriptions/{Model}/rebuilds", new { reason = "Sẽ bị ngắt giữa chừng." })).ShouldBe(200);
            await StoreHost.Until(async () => await Shadows(database) == 4, "the rebuild did not begin");
            host.Kill();
            await held.RollbackAsync();
        }

        var tables = await Tables(database, Model);
        var live = await Digest(database, tables);
        (live[0].Rows, await Shadows(database)).ShouldSatisfyAllConditions(found => found.Item1.ShouldBeGreaterThan(0), found => found.Item2.ShouldBe(4));

        using var next = await RunningHost.Start(database, demo: true);
        var again = await SignIn(next, "administrator");
        await Rebuilt(again, Model);
        (await Shadows(database)).ShouldBe(0);
        await Settled(again, database);
        (await Digest(database, tables)).ShouldBe(live);
    }

    [Fact]
    public async Task Readers_see_all_rows_throughout_and_what_is_written_meanwhile_is_there_afterwards()
    {
        await using var host = await StoreHost.Start();
        var note = Guid.CreateVersion7();
        await host.Open(note);
        for (long version = 1; version < 700; version += 100)
            await host.Append(note, version, [.. Enumerable.Range(0, 100).Select(n => (object)new LineWritten("dòng", version + n))]);
        await host.Settle();
        var before = await host.Scalar<long>("select count(*) from watchers.also_seen");
        before.ShouldBe(700);

        var rebuilding = true;
        var reader = Task.Run(async () =>
        {
            await using var connection = await host.Databases.ForModule("Watchers").OpenConnectionAsync();
            for (var seen = before; Volatile.Read(ref rebuilding);)
            {
                var now = await connection.Scalar<long>("select count(*) from watchers.also_seen");
                now.ShouldBeGreaterThanOrEqualTo(seen);
                seen = now;
            }
        });
        for (var round = 0; round < 3; round++)
        {
            await host.Rebuild(WatchersModule.AlsoSeen);
            while ((await host.Status(WatchersModule.AlsoSeen)).Rebuild is { } rebuild)
            {
                rebuild.ErrorKind.ShouldBeNull();
                (await host.Write(note, "trong lúc dựng lại")).Refusal.ShouldBeNull();
            }
        }

        Volatile.Write(ref rebuilding, false);
        await reader;
        await host.Settle();
        (await host.Rows<long>("select seq_id from watchers.also_seen order by seq_id")).ShouldBe(await host.Rows<long>("select seq_id from events.mt_events where type = 'line_written' order by seq_id"));
    }

    [Fact]
    public async Task A_message_that_cannot_be_handled_ends_the_rebuild_by_name_and_changes_nothing_that_is_live()
    {
        var poisonous = false;
        await using var host = await StoreHost.Start(new WatchersModule { BeforeAlso = (line, _) => poisonous && line.Text == "độc" ? throw new InvalidOperationException(line.Text) : Task.CompletedTask });
        var note = Guid.CreateVersion7();
        await host.Open(note);
        foreach (var text in new[] { "một", "độc", "ba" }) await host.Write(note, text);
        await host.Settle();

        poisonous = true;
        await host.Rebuild(WatchersModule.AlsoSeen);
        await StoreHost.Until(async () => (await host.Status(WatchersModule.AlsoSeen)).Rebuild?.ErrorKind is not null, "it did not give up");
        var failed = (await host.Status(WatchersModule.AlsoSeen)).Rebuild!;
        (failed.ErrorKind, failed.FailedAt).ShouldBe((nameof(InvalidOperationException), (await host.Rows<long>("select seq_id from events.mt_events where data ->> 'text' = 'độc'"))[0]));
        (await host.Scalar<long>("select count(*) from watchers.also_seen")).ShouldBe(3);
        (await Shadows(host.ConnectionString)).ShouldBe(0);

        poisonous = false;
        await host.Rebuild(WatchersModule.AlsoSeen);
        await StoreHost.Until(async () => (await host.Status(WatchersModule.AlsoSeen)).Rebuild is null, "it did not end");
        (await host.Scalar<long>("select count(*) from watchers.also_seen")).ShouldBe(3);
    }

    [Fact]
    public async Task A_handler_that_names_a_table_its_read_model_does_not_declare_ends_the_rebuild()
    {
        await using var host = await StoreHost.Start(new WatchersModule { BeforeAlso = (_, context) => context.Execute("delete from watchers.seen") });
        var note = Guid.CreateVersion7();
        await host.Open(note);
        await host.Settle();
        await host.Rebuild(WatchersModule.AlsoSeen);
        await StoreHost.Until(async () => (await host.Status(WatchersModule.AlsoSeen)).Rebuild is null, "it did not end");
        await host.Write(note, "một");
        await host.Settle();
        await host.Rebuild(WatchersModule.AlsoSeen);
        await StoreHost.Until(async () => (await host.Status(WatchersModule.AlsoSeen)).Rebuild?.ErrorKind is not null, "it did not give up");
    }

    // ----

    private static async Task<Caller> SignIn(RunningHost host, string userName)
    {
        var caller = new Caller(new HttpClient { BaseAddress = host.Address });
        caller.CsrfToken = (await caller.Post("/api/v1/access/session", new { userName, password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        return caller;
    }

    private static async Task<IReadOnlyList<JsonNode>> Subscriptions(Caller caller) => [.. (await caller.Get("/api/v1/operations/subscriptions")).ShouldBe(200).Body["items"]!.AsArray().Select(s => s!)];

    /// <summary>Everything was handled, and the clocks have said what they had to say.</summary>
    private static Task Settled(Caller caller, string database) => StoreHost.Until(async () =>
        (await Rows<long>(database, """
            select count(*) from cases.deadlines_v1 d left join cases.clock_signals_v1 s using (deadline_id) where d.settled_at is null
              and (d.due_at < now() and not coalesce(s.missed, false) or d.warn_at < now() and not coalesce(s.warned, false) or d.escalate_at < now() and not coalesce(s.escalated, false))
            """))[0] == 0
        && (await Subscriptions(caller)).All(s => s["state"]!.GetValue<string>() == "Running"), "subscriptions did not reach the end of the log");

    private static Task Rebuilt(Caller caller, string model) => StoreHost.Until(async () =>
    {
        var rebuild = (await Subscriptions(caller)).Single(s => s["name"]!.GetValue<string>() == model)["rebuild"];
        rebuild?["errorKind"]?.GetValue<string>().ShouldBeNull();
        return rebuild is null;
    }, $"{model} was not rebuilt");

    private static Task<List<string>> Tables(string database, string model) => Rows<string>(database, "select schema_name || '.' || table_name from messaging.read_models where name = $1 order by 1", model);

    private static Task<List<uint>> Oids(string database, List<string> tables) => Rows<uint>(database, "select name::regclass::oid from unnest($1) name", (object)tables.ToArray());

    private static Task<List<string>> Indexes(string database, List<string> tables) =>
        Rows<string>(database, "select indexdef from pg_indexes where schemaname || '.' || tablename = any ($1) order by indexdef", (object)tables.ToArray());

    private static Task<List<string>> Rights(string database, List<string> tables) =>
        Rows<string>(database, "select name || ' ' || may from unnest($1) name join pg_class c on c.oid = name::regclass cross join unnest(c.relacl::text[]) may order by 1", (object)tables.ToArray());

    private static async Task<long> Shadows(string database) => (await Rows<long>(database, "select count(*) from pg_tables where tablename like '%\\_\\_rebuild'"))[0];

    /// <summary>Over all rows of each table in the order of its key, as the database sees them.</summary>
    /// <param name="upTo">Of the log of reads, which goes on while it is rebuilt, only what the log held up to here.</param>
    private static async Task<List<(string Table, long Rows, string Digest)>> Digest(string database, List<string> tables, long upTo = long.MaxValue)
    {
        var digests = new List<(string, long, string)>();
        foreach (var table in tables)
        {
            var key = (await Rows<string>(database, """
                select string_agg(format('t.%I', a.attname), ', ' order by place)
                from pg_index i cross join unnest(i.indkey::int2[]) with ordinality as k(column_number, place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.column_number
                where i.indrelid = $1::regclass and i.indisprimary
                """, table))[0];
            var text = (await Rows<string>(database, $"select count(*) || ' ' || coalesce(encode(sha256(convert_to(string_agg(t::text, E'\\n' order by {key}), 'UTF8')), 'hex'), '') from {table} t{(table == "audit.reads_v1" ? $" where sequence <= {upTo}" : "")}"))[0].Split(' ');
            digests.Add((table, long.Parse(text[0], System.Globalization.CultureInfo.InvariantCulture), text[1]));
        }

        return digests;
    }

    private static async Task<List<T>> Rows<T>(string database, string sql, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }
}
