using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>Subscriptions: each message once, in order, whatever fails.</summary>
public sealed class Reading_the_log
{
    private const string AllLines = "select seq_id from events.mt_events where type = 'line_written' order by seq_id";
    private const string SeenLines = "select seq_id from watchers.seen order by place";
    private const string AlsoSeenLines = "select seq_id from watchers.also_seen order by place";

    [Fact]
    public async Task A_crash_between_handler_and_position_writes_nothing_and_the_message_comes_again()
    {
        var attempts = 0;
        await using var host = await StoreHost.Start(new WatchersModule
        {
            Then = (line, _) => line.Text == "mong manh" && Interlocked.Increment(ref attempts) < 3 ? throw new InvalidOperationException("after writing") : Task.CompletedTask,
        });
        var note = Guid.CreateVersion7();
        await host.Open(note);
        foreach (var text in new[] { "một", "hai", "mong manh", "bốn" }) await host.Write(note, text);
        await host.Settle();
        attempts.ShouldBe(3);
        (await host.Rows<long>(SeenLines)).ShouldBe(await host.Rows<long>(AllLines));
    }

    [Fact]
    public async Task A_poison_message_stops_its_subscription_alone_after_what_came_before_it_and_says_so()
    {
        var poisonous = true;
        await using var host = await StoreHost.Start(subscriptions: false);
        var note = Guid.CreateVersion7();
        await host.Open(note);
        foreach (var text in new[] { "một", "hai", "độc", "bốn" }) await host.Write(note, text);

        await using (var reading = await StoreHost.Start(new WatchersModule { Then = (line, _) => poisonous && line.Text == "độc" ? throw new InvalidOperationException("tên của em") : Task.CompletedTask }, host.ConnectionString))
        {
            await StoreHost.Until(() => Stopped(reading, WatchersModule.Seen), "it did not stop");
            var lines = await host.Rows<long>(AllLines);
            (await host.Rows<long>(SeenLines)).ShouldBe(lines[..2]);
            (await reading.Subscriptions.WaitFor(WatchersModule.AlsoSeen, lines[^1], TimeSpan.FromSeconds(10), CancellationToken.None)).ShouldBeTrue();
            (await host.Rows<long>(AlsoSeenLines)).ShouldBe(lines);
            (await reading.Status(WatchersModule.AlsoSeen)).State.ShouldBe(SubscriptionState.Running);
            (await reading.Status(WatchersModule.Seen)).LagEvents.ShouldBe(2);

            // The note for the operator names the message, and quotes nothing that could be personal.
            await StoreHost.Until(async () => await host.Scalar<long>("select count(*) from messaging.stopped_subscriptions") == 1, "it was not noted");
            (await host.Scalar<string>("select name || ' ' || sequence || ' ' || error from messaging.stopped_subscriptions"))
                .ShouldBe($"{WatchersModule.Seen} {lines[2]} {nameof(InvalidOperationException)}");

            poisonous = false;
            await StoreHost.Until(async () => (await host.Rows<long>(SeenLines)).Count == 4, "it did not go on");
            (await host.Rows<long>(SeenLines)).ShouldBe(lines);
            await StoreHost.Until(async () => await host.Scalar<long>("select count(*) from messaging.stopped_subscriptions") == 0, "the note stayed");
            (await reading.Status(WatchersModule.Seen)).State.ShouldBe(SubscriptionState.Running);
        }
    }

    [Fact]
    public async Task A_host_that_stopped_at_a_message_leaves_no_note_behind_once_a_later_start_handles_it()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var note = Guid.CreateVersion7();
        await host.Open(note);
        await host.Owner("insert into messaging.stopped_subscriptions (name, sequence, error, attempts, stopped_at) values ($1, 1, 'x', 5, now())", WatchersModule.Seen);
        await using var next = await StoreHost.Start(connection: host.ConnectionString);
        await StoreHost.Until(async () => await host.Scalar<long>("select count(*) from messaging.stopped_subscriptions") == 0, "the note stayed");
    }

    [Fact]
    public async Task A_foreign_body_that_cannot_be_read_stops_at_that_event_only_after_what_came_before()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        var note = Guid.CreateVersion7();
        await host.Open(note);
        await host.Write(note, "một");
        await new ForeignWriter(host.ConnectionString, 1).Append(Guid.CreateVersion7(), 1, data: """{"text":["không phải chữ"]}""");
        await host.Write(note, "ba");
        await using var reading = await StoreHost.Start(connection: host.ConnectionString);
        await StoreHost.Until(() => Stopped(reading, WatchersModule.Seen), "it did not stop");
        (await host.Rows<long>(SeenLines)).ShouldBe((await host.Rows<long>(AllLines))[..1]);
    }

    [Fact]
    public async Task Foreign_events_are_handled_when_known_and_passed_over_when_not()
    {
        await using var host = await StoreHost.Start();
        var note = Guid.CreateVersion7();
        var foreign = new ForeignWriter(host.ConnectionString, 1);
        await host.Open(note);
        await host.Write(note, "của ta");
        (await foreign.Append(note, 2)).ShouldBeTrue();
        (await foreign.Append(note, 1, type: "their_own_affair", data: """{"amount":1.5e3}""")).ShouldBeTrue();
        (await host.Write(note, "của ta nữa")).Refusal.ShouldBeNull();
        await host.Settle();
        (await host.Rows<long>("select version from watchers.seen order by place")).ShouldBe([2, 3, 4, 6]);
        (await host.Status(WatchersModule.Seen)).State.ShouldBe(SubscriptionState.Running);
    }

    [Fact]
    public async Task Two_hosts_over_one_database_handle_each_message_once_and_react_once()
    {
        await using var one = await StoreHost.Start(new WatchersModule { Host = "one", Reacts = true });
        await using var two = await StoreHost.Start(new WatchersModule { Host = "two", Reacts = true }, one.ConnectionString);
        var notes = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var note in notes) await one.Open(note);
        await Task.WhenAll(notes.Select(async (note, i) =>
        {
            for (var n = 0; n < 15; n++) (await (i % 2 == 0 ? one : two).Write(note, $"dòng {n}")).Refusal.ShouldBeNull();
        }));
        await one.Settle();
        await two.Settle();

        var lines = await one.Rows<long>(AllLines);
        lines.Count.ShouldBe(60);
        (await one.Rows<long>(SeenLines)).ShouldBe(lines);
        (await one.Rows<long>(AlsoSeenLines)).ShouldBe(lines);

        // The reactions: one per line, caused by it, in streams of their own with dense versions.
        var caused = await one.Rows<Guid>("select (l.headers ->> 'causationId')::uuid from events.mt_events e join ledger.entries l on l.event_id = e.id where e.type = 'line_counted'");
        caused.Order().ShouldBe((await one.Rows<Guid>("select id from events.mt_events where type = 'line_written'")).Order());
        foreach (var note in notes)
            (await one.Rows<long>("select version from events.mt_events where stream_id = $1 order by seq_id", Tally.Of(note))).ShouldBe(Enumerable.Range(1, 15).Select(v => (long)v));
        (await one.Rows<string>("select distinct l.headers ->> 'actorName' from events.mt_events e join ledger.entries l on l.event_id = e.id where e.type = 'line_counted'")).ShouldBe(["platform"]);
    }

    [Fact]
    public async Task A_subscription_set_back_cannot_make_a_reaction_write_twice()
    {
        await using var host = await StoreHost.Start(new WatchersModule { Reacts = true });
        var note = Guid.CreateVersion7();
        await host.Open(note);
        await host.Write(note, "một");
        await host.Settle();
        await host.Owner("update events.mt_event_progression set last_seq_id = 0 where name = $1", $"{WatchersModule.Reactions}:All");
        await using var again = await StoreHost.Start(new WatchersModule { Reacts = true }, host.ConnectionString);
        // The derived event id is taken: it stops loudly instead of counting twice.
        await StoreHost.Until(() => Stopped(again, WatchersModule.Reactions), "it did not stop");
        (await host.Rows<long>("select version from events.mt_events where stream_id = $1", Tally.Of(note))).ShouldBe([1]);
    }

    [Fact]
    public async Task An_event_under_an_old_name_is_folded_and_handled_as_today_s()
    {
        await using var host = await StoreHost.Start();
        var note = Guid.CreateVersion7();
        await host.Open(note);
        (await new ForeignWriter(host.ConnectionString, 1).Append(note, 1, type: "line_said", data: """{"words":"ngày xưa","number":1}""")).ShouldBeTrue();
        await host.Write(note, "hôm nay");
        await host.Settle();
        (await host.Ask(notes => notes.Load(note, CancellationToken.None)))!.Events[1].Data.ShouldBe(new LineWritten("ngày xưa", 1));
        (await host.Rows<long>("select version from watchers.seen order by place")).ShouldBe([2, 3]);
        (await host.Rows<string>("select data ->> 'words' from events.mt_events where stream_id = $1 and version = 2", note)).ShouldBe(["ngày xưa"], "what was stored stays");
    }

    [Fact]
    public async Task Positions_carry_Marten_s_grammar_and_one_s_own_write_can_be_waited_for()
    {
        await using var host = await StoreHost.Start();
        var note = Guid.CreateVersion7();
        await host.Open(note);
        var position = ((Changed)(await host.Write(note, "một")).Body!).Position;
        (await host.Subscriptions.WaitFor(WatchersModule.Seen, position, TimeSpan.FromSeconds(10), CancellationToken.None)).ShouldBeTrue();
        (await host.Rows<long>(SeenLines)).ShouldBe([position]);
        (await host.Rows<string>("select name from events.mt_event_progression order by name")).ShouldBe(["watchers.also_seen_v1:All", "watchers.seen_v1:All"]);
        (await host.Subscriptions.WaitFor(WatchersModule.Seen, position + 1000, TimeSpan.FromMilliseconds(50), CancellationToken.None)).ShouldBeFalse();
    }

    private static async Task<bool> Stopped(StoreHost host, string name) => (await host.Status(name)).State == SubscriptionState.Stopped;
}
