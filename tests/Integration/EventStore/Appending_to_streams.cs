#pragma warning disable CA2016 // statements of a test are not cancelled; the token would be taken for a parameter of the SQL
using System.Data;
using System.Text.Json;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>No lost update, no double effect, no silent conflict.</summary>
public sealed class Appending_to_streams : IAsyncLifetime
{
    private StoreHost host = null!;

    public async Task InitializeAsync() => host = await StoreHost.Start(subscriptions: false);

    public async Task DisposeAsync() => await host.DisposeAsync();

    private static readonly LineWritten ALine = new("một dòng", 1);

    private Task<long> Count(Guid stream) => host.Scalar<long>("select count(*) from events.mt_events where stream_id = $1", stream);

    private Task<List<long>> Versions(Guid stream) => host.Rows<long>("select version from events.mt_events where stream_id = $1 order by seq_id", stream);

    [Fact]
    public async Task Of_eight_writers_at_one_version_one_wins()
    {
        var stream = Guid.CreateVersion7();
        for (long version = 0; version < 20; version++)
        {
            var positions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Append(stream, version, version == 0 ? new NoteOpened("sổ") : ALine)));
            positions.Count(p => p is not null).ShouldBe(1);
        }

        (await Versions(stream)).ShouldBe(Enumerable.Range(1, 20).Select(v => (long)v));
        (await host.Scalar<long>("select version from events.mt_streams where id = $1", stream)).ShouldBe(20);
    }

    [Fact]
    public async Task Commands_without_a_version_all_have_their_effect()
    {
        var stream = Guid.CreateVersion7();
        (await host.Open(stream)).Refusal.ShouldBeNull();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => host.Write(stream, $"dòng {i}")));
        outcomes.ShouldAllBe(o => o.Refusal == null);
        (await host.Ask(notes => notes.Load(stream, CancellationToken.None)))!.State.Lines.ShouldBe(4);
    }

    [Fact]
    public async Task Those_that_wait_are_written_together_and_each_is_taken_or_refused_by_itself()
    {
        await host.Owner("do $$ begin execute format('alter database %I set track_functions = pl', current_database()); end $$");
        var (contested, archived) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Append(contested, 0, new NoteOpened("tranh nhau"));
        await host.Append(archived, 0, new NoteOpened("đã cất"));
        await host.Owner("update events.mt_streams set is_archived = true where id = $1", archived);
        await using var other = await host.OwnerConnection();
        await using var holding = await other.BeginTransactionAsync();
        await other.Run("select 1 from ledger.gate for update");

        var first = host.Append(Guid.CreateVersion7(), 0, new NoteOpened("đứng đầu"));
        await StoreHost.Until(async () => await host.Scalar<long>("select count(*) from pg_locks where not granted") > 0, "the first does not wait at the gate");
        var opened = Enumerable.Range(0, 4).Select(i => host.Append(Guid.CreateVersion7(), 0, new NoteOpened($"sổ {i}"), new LineWritten("hai", i), new LineWritten("ba", i))).ToList();
        var contesting = Enumerable.Range(0, 3).Select(i => host.Append(contested, 1, new LineWritten("tranh", i))).ToList();
        var refused = Sql.Refusal(() => host.Append(archived, 1, ALine));
        await holding.CommitAsync();

        (await first).ShouldNotBeNull();
        var positions = await Task.WhenAll(opened);
        positions.ShouldAllBe(position => position != null);
        (await Task.WhenAll(contesting)).Count(position => position is not null).ShouldBe(1);
        (await refused).ShouldBe("PP410");
        foreach (var position in positions)
            (await host.Scalar<long>("select count(*) from events.mt_events where stream_id = (select stream_id from events.mt_events where seq_id = $1)", position!)).ShouldBe(3);
        (await Versions(contested)).ShouldBe([1, 2]);
        (await host.Scalar<long>("select count(*) from events.mt_events e full join ledger.entries l on l.event_id = e.id where e.id is null or l.event_id is null")).ShouldBe(0);
        await StoreHost.Until(async () => await host.Scalar<long>("select coalesce(sum(calls), 0)::bigint from pg_stat_user_functions where funcname = 'append_each'") > 0, "none went together");
    }

    [Fact]
    public async Task A_client_s_version_that_is_gone_answers_412_and_is_not_retried()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        var decided = 0;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Send(notes => notes.Change(stream, new IfMatch(1), _ => true, _ =>
        {
            Interlocked.Increment(ref decided);
            return Decision.Record(ALine);
        }, CancellationToken.None))));
        outcomes.Count(o => o.Refusal is null).ShouldBe(1);
        outcomes.Count(o => o.Refusal?.Rule.Status == 412).ShouldBe(7);
        decided.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public async Task The_same_key_at_once_has_one_effect_and_one_answer()
    {
        for (var round = 0; round < 5; round++)
        {
            var stream = Guid.CreateVersion7();
            var key = $"key-{stream}";
            var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Open(stream, key: key)));
            opened.ShouldAllBe(o => o.Refusal == null);
            opened.Select(PositionOf).Distinct().Count().ShouldBe(1);

            // With the client's version: the loser must not hear 412 for what its own twin did.
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Write(stream, "hai", version: 1, key: $"{key}-2")));
            written.ShouldAllBe(o => o.Refusal == null);
            written.Select(PositionOf).Distinct().Count().ShouldBe(1);

            // Decisions that the first effect makes impossible: the answer is still the first one.
            var once = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Send(notes => notes.Change(stream, null, _ => true,
                note => note.Lines == 1 ? Decision.Record(ALine) : Decision.Refuse(Problems.Archived), CancellationToken.None), $"{key}-3")));
            once.ShouldAllBe(o => o.Refusal == null);
            (await Versions(stream)).ShouldBe([1, 2, 3]);
        }
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_422()
    {
        var stream = Guid.CreateVersion7();
        var opened = await host.Open(stream, "một", key: "open");
        (await host.Write(stream, "một", key: "k")).Refusal.ShouldBeNull();
        (await host.Write(stream, "hai", key: "k")).Refusal!.Rule.ShouldBe(Problems.KeyReused);
        (await Versions(stream)).ShouldBe([1, 2]);
        PositionOf(await host.Open(stream, "một", key: "open")).ShouldBe(PositionOf(opened));
    }

    [Fact]
    public async Task Without_the_remembered_answer_the_ledger_s_key_still_stops_a_duplicate()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        (await host.Write(stream, "một", key: "k")).Refusal.ShouldBeNull();
        await host.Owner("delete from ledger.idempotency");
        (await host.Write(stream, "một", key: "k")).Refusal!.Rule.ShouldBe(Problems.KeyReused);
        (await Versions(stream)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_deadlock_s_victim_decides_again()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await host.Owner("insert into notes.titles values ('A'), ('B')");
        await using var other = await host.OwnerConnection();
        await other.Run("set deadlock_timeout = '20s'"); // so that ours is the one that notices
        await using var holding = await other.BeginTransactionAsync();
        await other.Run("update notes.titles set said = said + 1 where title = 'B'");
        var tries = 0;
        Task? waiting = null;
        var outcome = await host.Write(stream, "sau bế tắc", inline: async (connection, _, _, _) =>
        {
            if (++tries > 1) await waiting!; // else ours might overtake the other again, and again be the victim
            await connection.Run("update notes.titles set said = said + 1 where title = 'A'");
            waiting ??= Task.Run(async () =>
            {
                await other.Run("update notes.titles set said = said + 1 where title = 'A'");
                await holding.CommitAsync();
            });
            if (tries == 1)
                await StoreHost.Until(async () => await host.Scalar<long>("select count(*) from pg_locks where pid = $1 and not granted", other.ProcessID) > 0, "the other does not wait");
            await connection.Run("update notes.titles set said = said + 1 where title = 'B'");
        });
        await waiting!;
        outcome.Refusal.ShouldBeNull();
        tries.ShouldBe(2);
        (await host.Rows<int>("select said from notes.titles order by title")).ShouldBe([2, 2]);
        (await Versions(stream)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Own_rows_and_events_stand_or_fall_together()
    {
        var first = Guid.CreateVersion7();
        var second = Guid.CreateVersion7();
        await host.Open(first);
        await host.Open(second);
        InlineWrite takeTitle = async (connection, _, _, _) => await connection.Run("insert into notes.titles (title) values ('duy nhất')");
        (await host.Write(first, "có tên", inline: takeTitle)).Refusal.ShouldBeNull();
        (await Sql.Refusal(() => host.Write(second, "trùng tên", inline: takeTitle))).ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await Count(second)).ShouldBe(1);
        // A conflict at the gate takes the own row back as well.
        (await host.Write(first, "cũ", version: 1, inline: async (connection, _, _, _) => await connection.Run("insert into notes.titles (title) values ('khác')"))).Refusal!.Rule.Status.ShouldBe(412);
        (await host.Scalar<long>("select count(*) from notes.titles where title = 'khác'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_empty_append_and_an_unknown_event_are_refused_before_a_number_is_drawn()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        var before = await host.Scalar<long>("select last_value from events.mt_events_sequence");
        (await Sql.Refusal(() => host.Append(stream, 1))).ShouldBe("PP400");
        await Should.ThrowAsync<InvalidOperationException>(() => host.Append(stream, 1, new Uri("urn:unknown")));
        (await host.Append(stream, 7, ALine)).ShouldBeNull();
        (await host.Append(stream, -1, ALine)).ShouldBeNull();
        (await host.Append(Guid.CreateVersion7(), 3, ALine)).ShouldBeNull();
        (await host.Append(stream, 0, ALine)).ShouldBeNull();
        (await host.Scalar<long>("select last_value from events.mt_events_sequence")).ShouldBe(before);
        (await Versions(stream)).ShouldBe([1]);
    }

    [Fact]
    public async Task An_archived_stream_is_refused_409()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await host.Owner("update events.mt_streams set is_archived = true where id = $1", stream);
        var refusal = (await host.Write(stream, "quá muộn")).Refusal!;
        refusal.Rule.ShouldBe(Problems.Archived);
        refusal.Rule.Status.ShouldBe(409);
        (await host.Open(stream)).Refusal!.Rule.ShouldBe(Problems.Archived);
        (await Versions(stream)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_module_cannot_append_to_streams_of_another()
    {
        await using var connection = await host.Databases.ForModule("Watchers").OpenConnectionAsync();
        (await Sql.Refusal(() => host.Append(connection, Guid.CreateVersion7(), 0, new NoteOpened("lấn")))).ShouldBe("PP403");
        await using var notes = await host.Databases.ForModule("Notes").OpenConnectionAsync();
        var tally = Guid.CreateVersion7();
        (await Sql.Refusal(() => host.Store.Append(notes, host.Appending(tally, 0, [ALine], "tally")))).ShouldBe("PP403");
        // Nor by calling another's stream one of its own.
        (await host.Store.Append(connection, host.Appending(tally, 0, [ALine], "tally"))).ShouldNotBeNull();
        (await host.Append(tally, 1, ALine)).ShouldBeNull();
    }

    [Fact]
    public async Task Repeatable_read_makes_a_mistake_loud()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await using var connection = await host.Databases.ForModule("Notes").OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        await connection.Scalar<long>("select count(*) from events.mt_events");
        await host.Write(stream, "xen vào");
        (await Sql.Refusal(() => host.Store.AppendWithin(transaction, host.Appending(Guid.CreateVersion7(), 0, [new NoteOpened("cũ")]), CancellationToken.None))).ShouldBe(PostgresErrorCodes.SerializationFailure);
    }

    [Fact]
    public async Task A_clock_moved_back_leaves_recorded_times_in_order_within_a_stream()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await host.Write(stream, "một");
        host.Clock.Advance(TimeSpan.FromHours(-3));
        await host.Write(stream, "hai");
        await host.Write(stream, "ba");
        host.Clock.Advance(TimeSpan.FromHours(3));
        await host.Write(stream, "bốn");
        var times = await host.Rows<DateTime>("select timestamp from events.mt_events where stream_id = $1 order by seq_id", stream);
        times.ShouldBe(times.Order());
        (await Versions(stream)).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task What_was_known_at_a_moment_is_a_beginning_of_the_stream_even_when_a_foreign_clock_is_behind()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.Write(stream, "của ta, giờ sau");
        await new ForeignWriter(host.ConnectionString, 1).Append(stream, 1); // by the database's clock, two hours before
        var between = host.Clock.GetUtcNow() - TimeSpan.FromHours(1);
        var known = await host.Ask(notes => notes.Load(stream, CancellationToken.None, knownAt: between));
        known!.Events.Select(e => e.Version).ShouldBe([1]);
    }

    [Fact]
    public async Task An_event_of_ours_nobody_knows_any_more_is_loud_and_a_foreign_one_is_not()
    {
        var stream = Guid.CreateVersion7();
        await host.Open(stream);
        await new ForeignWriter(host.ConnectionString, 1).Append(stream, 1, type: "their_own_affair", data: """{"amount":1.50}""");
        var loaded = await host.Ask(notes => notes.Load(stream, CancellationToken.None));
        loaded!.Version.ShouldBe(2);
        loaded.Events[^1].ShouldSatisfyAllConditions(e => e.Data.ShouldBeNull(), e => e.Metadata.ShouldBeNull(), e => e.Type.ShouldBe("their_own_affair"));
        (await host.Write(stream, "ta viết tiếp")).Refusal.ShouldBeNull();
        (await Versions(stream)).ShouldBe([1, 2, 3]);

        // An entry of ours vouches for it, so a newer version of the program wrote it: going on without it could decide wrongly.
        await host.Owner("insert into ledger.entries (event_id, entry, leaf_hash, headers) values ($1, 'x', 'x', '{\"actorName\":\"\"}')", loaded.Events[^1].Id);
        await Should.ThrowAsync<UnknownEventException>(() => host.Ask(notes => notes.Load(stream, CancellationToken.None)));
    }

    private static long PositionOf(Outcome outcome) => outcome.Body is JsonElement again
        ? again.GetProperty("position").GetInt64()
        : ((Changed)outcome.Body!).Position;
}
