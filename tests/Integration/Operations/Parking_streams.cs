using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.Integration.EventStore;

namespace ProtectionPlatform.Integration.Operations;

/// <summary>A message that cannot be handled holds back its own stream, and nothing else.</summary>
public sealed class Parking_streams
{
    private readonly ConcurrentDictionary<string, bool> poison = new();

    private Task<StoreHost> Start() => StoreHost.Start(new WatchersModule
    {
        Parks = true,
        Then = (line, _) => poison.ContainsKey(line.Text) ? throw new InvalidOperationException(line.Text) : Task.CompletedTask,
    });

    [Fact]
    public async Task Later_messages_of_the_stream_wait_in_order_others_flow_and_a_retry_lets_it_flow_again()
    {
        await using var host = await Start();
        var (stuck, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Open(stuck);
        await host.Open(other);
        poison["độc"] = true;
        foreach (var text in new[] { "một", "độc", "ba", "bốn" })
        {
            await host.Write(stuck, text);
            await host.Write(other, $"khác {text}");
        }

        await host.Settle();
        (await Seen(host, stuck)).ShouldBe([2]);
        (await Seen(host, other)).ShouldBe([2, 3, 4, 5]);
        (await Waiting(host, stuck)).ShouldBe([3, 4, 5]);
        var status = await host.Status(WatchersModule.Seen);
        status.State.ShouldBe(SubscriptionState.Running);
        (status.ParkedStreams, status.ParkedMessages).ShouldBe((1, 3));
        (await host.Rows<string>("select coalesce(error, 'waits') from messaging.parked order by sequence")).ShouldBe([nameof(InvalidOperationException), "waits", "waits"]);

        (await Retry(host, stuck)).ShouldBe(0);
        (await host.Scalar<int>("select max(attempts) from messaging.parked")).ShouldBe(6);
        poison.Clear();
        (await Retry(host, stuck)).ShouldBe(3);
        await host.Write(stuck, "năm");
        await host.Settle();
        (await Seen(host, stuck)).ShouldBe([2, 3, 4, 5, 6]);
        (await host.Status(WatchersModule.Seen)).ParkedMessages.ShouldBe(0);
    }

    /// <summary>Lines to three notes, some of which cannot be handled; then they are mended one by one, with retries and new lines in between.</summary>
    private sealed record Script((int Note, bool Poison)[] Lines, int[] Mending)
    {
        public override string ToString() => $"{string.Join(' ', Lines.Select(l => $"{l.Note}{(l.Poison ? "!" : "")}"))} | {string.Join(' ', Mending)}";
    }

    [Fact]
    public async Task Order_within_a_stream_holds_whatever_fails_and_whenever_it_is_tried_again()
    {
        await using var host = await Start();
        var scripts =
            from lines in Gen.Zip(Gen.Choose(0, 2), Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))).NonEmptyListOf()
            from mending in Gen.Choose(0, 2).ListOf()
            select new Script([.. lines.Take(15)], [.. mending.Take(6)]);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(8).WithEndSize(30), Prop.ForAll(Arb.From(scripts), script => Holds(host, script).GetAwaiter().GetResult()));
    }

    private async Task<bool> Holds(StoreHost host, Script script)
    {
        var notes = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var note in notes) await host.Open(note);
        var written = 0;
        foreach (var (note, poisonous) in script.Lines) await Write(notes[note], poisonous);
        await InOrder();
        foreach (var note in script.Mending)
        {
            if (await First(host, notes[note]) is { } first) poison.TryRemove(first, out _);
            await Retry(host, notes[note]);
            await Write(notes[note], poisonous: note == 1);
            await InOrder();
        }

        poison.Clear();
        foreach (var note in notes) await Retry(host, note);
        await host.Settle();
        foreach (var note in notes)
        {
            (await Waiting(host, note)).ShouldBeEmpty();
            (await Seen(host, note)).ShouldBe(await Lines(host, note));
        }

        return true;

        async Task Write(Guid note, bool poisonous)
        {
            var text = $"{note} {written++}";
            if (poisonous) poison[text] = true;
            await host.Write(note, text);
        }

        // What was handled is a beginning of the stream, what waits is the rest of it.
        async Task InOrder()
        {
            await host.Settle();
            foreach (var note in notes)
                (await Seen(host, note)).Concat(await Waiting(host, note)).ShouldBe(await Lines(host, note));
        }
    }

    private static Task<int> Retry(StoreHost host, Guid note) => host.Parked.Retry(host.Subscription(WatchersModule.Seen), note, CancellationToken.None);

    private static Task<List<long>> Lines(StoreHost host, Guid note) => host.Rows<long>("select version from events.mt_events where stream_id = $1 and type = 'line_written' order by version", note);

    private static Task<List<long>> Seen(StoreHost host, Guid note) => host.Rows<long>("select version from watchers.seen where stream_id = $1 order by place", note);

    private static Task<List<long>> Waiting(StoreHost host, Guid note) =>
        host.Rows<long>("select e.version from messaging.parked p join events.mt_events e on e.seq_id = p.sequence where p.stream_id = $1 order by p.sequence", note);

    private static async Task<string?> First(StoreHost host, Guid note) =>
        (await host.Rows<string>("select e.data ->> 'text' from messaging.parked p join events.mt_events e on e.seq_id = p.sequence where p.stream_id = $1 order by p.sequence limit 1", note)).SingleOrDefault();
}
