using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.Integration.EventStore;

/// <summary>One look at the end of the log tells every subscription whether it need read at all. Never wrongly that it need not.</summary>
public sealed class Looking_at_the_end_of_the_log
{
    private static readonly HashSet<string> lines = ["line_written"];
    private static readonly HashSet<string> openings = ["note_opened"];

    [Fact]
    public async Task Tells_what_kinds_of_events_came_after_a_position()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        using var tail = new LogTail(host.Databases);
        var (note, first) = (Guid.CreateVersion7(), await tail.Look(CancellationToken.None));
        await host.Open(note);
        var opened = await tail.Look(CancellationToken.None);
        await host.Write(note, "một");
        var written = await tail.Look(CancellationToken.None);

        opened.Head.ShouldBeGreaterThan(first.Head);
        written.Head.ShouldBe(await host.Scalar<long>("select last_seq from ledger.gate"));
        (written.MayHold(openings, first.Head), written.MayHold(lines, first.Head)).ShouldBe((true, true));
        (written.MayHold(openings, opened.Head), written.MayHold(lines, opened.Head)).ShouldBe((false, true));
        (written.MayHold(openings, written.Head), written.MayHold(lines, written.Head)).ShouldBe((false, false));
        written.MayHold(openings, first.Head - 1).ShouldBeTrue("what lies before the first look is not known");
    }

    [Fact]
    public async Task Forgets_what_is_long_ago_and_says_that_it_does_not_know()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        using var tail = new LogTail(host.Databases);
        var note = Guid.CreateVersion7();
        await host.Open(note);
        var start = await tail.Look(CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            await host.Append(note, 1 + (i * 400), [.. Enumerable.Range(0, 400).Select(n => new LineWritten("dòng", n))]);
            await tail.Look(CancellationToken.None);
        }

        var end = await tail.Look(CancellationToken.None);
        end.MayHold(openings, start.Head).ShouldBeTrue();
        end.MayHold(openings, end.Head - 1_000).ShouldBeFalse();
        end.Events.Count.ShouldBe(1_000);

        await host.Append(note, 1_201, [.. Enumerable.Range(0, 1_001).Select(n => new LineWritten("dòng", n))]);
        (await tail.Look(CancellationToken.None)).MayHold(openings, end.Head).ShouldBeTrue("more came at once than is remembered");
    }

    [Fact]
    public async Task Answers_all_who_asked_before_it_looked_and_none_with_less_than_there_was_when_they_asked()
    {
        await using var host = await StoreHost.Start(subscriptions: false);
        using var tail = new LogTail(host.Databases);
        var note = Guid.CreateVersion7();
        await host.Open(note);
        var committed = await host.Scalar<long>("select last_seq from ledger.gate");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tail.Look(CancellationToken.None)));

        answers.ShouldAllBe(seen => seen.Head >= committed);
        answers.Distinct().Count().ShouldBeLessThan(50);
    }
}
