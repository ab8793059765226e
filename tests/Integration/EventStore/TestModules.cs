using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;

namespace ProtectionPlatform.Integration.EventStore;

// Two small modules, as real ones are written, so that the store and the subscriptions are tested without any rule of a real one.

internal sealed record NoteOpened(string Title);

internal sealed record LineWritten(string Text, long Number, IReadOnlyList<string>? Tags = null, DateTimeOffset? SaidAt = null);

internal sealed record Note(string Title, int Lines) : IState<Note>
{
    public static Note? Evolve(Note? before, RecordedEvent happened) => happened.Data switch
    {
        NoteOpened e => new Note(e.Title, 0),
        LineWritten => before is null ? null : before with { Lines = before.Lines + 1 },
        _ => before,
    };
}

/// <summary>What Notes tells others.</summary>
internal sealed record Line(Guid NoteId, long Version, string Text);

internal sealed class NotesModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Stream<Note>("note")
        .Event<NoteOpened>("note_opened", "Mở ghi chú", "Note opened")
        .Event<LineWritten>("line_written", "Viết một dòng", "Line written")
        .OldEvent<LineWritten>("line_said", said => new() { ["text"] = said["words"]!.DeepClone(), ["number"] = said["number"]!.DeepClone() })
        .Publishes<LineWritten, Line>((e, happened) => new(happened.StreamId, happened.Version, e.Text));

    public void Map(IEndpointRouteBuilder api)
    {
    }
}

internal sealed record LineCounted(Guid MessageId);

internal sealed record Tally(int Count) : IState<Tally>
{
    public static Tally? Evolve(Tally? before, RecordedEvent happened) =>
        happened.Data is LineCounted ? new Tally((before?.Count ?? 0) + 1) : before;

    public static Guid Of(Guid note) => ProtectionPlatform.BuildingBlocks.EventStore.EventStore.Derived($"tally of {note}");
}

/// <summary>Writes down each line it is told of, without any guard: what comes twice stands there twice.</summary>
internal sealed class WatchersModule : IModule
{
    public const string Seen = "watchers.seen_v1";
    public const string AlsoSeen = "watchers.also_seen_v1";
    public const string Reactions = "watchers.reactions";

    public string Host { get; init; } = "one";

    /// <summary>Runs after the row of <see cref="Seen"/> is written.</summary>
    public Func<Line, MessageContext, Task>? Then { get; init; }

    /// <summary>Runs before the row of <see cref="AlsoSeen"/> is written, live or in a rebuild.</summary>
    public Func<Line, MessageContext, Task>? BeforeAlso { get; init; }

    public bool Reacts { get; init; }

    /// <summary><see cref="Seen"/> parks the stream of a message it cannot handle.</summary>
    public bool Parks { get; init; }

    public void Register(ModuleBuilder module)
    {
        module
            .Stream<Tally>("tally")
            .Event<LineCounted>("line_counted", "Đếm một dòng", "Line counted")
            .Subscribes(Seen, SubscriptionStart.Beginning, ("Ghi lại từng dòng", "Writes down each line"), on => on.Message<Line>(async (line, context) =>
            {
                await Write("seen", line, context);
                if (Then is not null) await Then(line, context);
            }), parksStreams: Parks)
            .Subscribes(AlsoSeen, SubscriptionStart.Beginning, ("Cũng ghi lại từng dòng", "Writes down each line as well"), on => on.Message<Line>(async (line, context) =>
            {
                if (BeforeAlso is not null) await BeforeAlso(line, context);
                await Write("also_seen", line, context);
            }), tables: ["watchers.also_seen"]);
        if (Reacts)
            module.Subscribes(Reactions, SubscriptionStart.Beginning, ("Đếm các dòng", "Counts the lines"), on => on.Message<Line>((line, context) =>
            {
                context.Append<Tally>(Tally.Of(line.NoteId), _ => Decision.Record(new LineCounted(context.MessageId)));
                return Task.CompletedTask;
            }));
    }

    public void Map(IEndpointRouteBuilder api)
    {
    }

    private Task<int> Write(string table, Line line, MessageContext context) => context.Execute(
        $"insert into watchers.{table} (seq_id, stream_id, version, host) values (@Sequence, @NoteId, @Version, @Host)",
        new { context.Sequence, line.NoteId, line.Version, Host });
}
