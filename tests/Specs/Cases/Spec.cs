using System.Text.Json;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>An event somebody other than the social worker recorded, or at another time than a minute after the one before.</summary>
internal sealed record Told(object Event, Actor? By = null, DateTimeOffset? At = null);

/// <summary>Given what happened, when somebody decides, then this is recorded or refused.</summary>
internal sealed class Spec
{
    private readonly List<RecordedEvent> past = [];
    private Decision? decision;

    public static Spec Given(params IEnumerable<object> events)
    {
        var spec = new Spec();
        foreach (var e in events) spec.Add(e);
        return spec;
    }

    /// <summary>All events so far.</summary>
    public IReadOnlyList<RecordedEvent> Past => past;

    /// <summary>The file as all events so far tell it.</summary>
    public CaseFile File { get; private set; } = null!;

    public Spec When(Func<CaseFile, Decision> decide)
    {
        decision = decide(File);
        foreach (var e in decision.Events) Add(e);
        return this;
    }

    /// <summary>Exactly these events: a type stands for any event of it, anything else for an event with the same content.</summary>
    public Spec Then(params object[] expected)
    {
        decision!.Refusal.ShouldBeNull();
        decision.Events.Select(e => e.GetType().Name).ShouldBe(expected.Select(e => (e as Type ?? e.GetType()).Name));
        foreach (var (actual, wanted) in decision.Events.Zip(expected).Where(pair => pair.Second is not Type))
            JsonSerializer.Serialize(actual, actual.GetType(), EventTypes.Json).ShouldBe(JsonSerializer.Serialize(wanted, wanted.GetType(), EventTypes.Json));
        return this;
    }

    public Spec ThenState(CaseState state)
    {
        File.State.ShouldBe(state);
        return this;
    }

    public Spec ThenRefused(Rule rule)
    {
        decision!.Refusal.ShouldNotBeNull("it was accepted").Rule.Code.ShouldBe(rule.Code);
        decision.Events.ShouldBeEmpty();
        return this;
    }

    public T Recorded<T>() => decision!.Events.OfType<T>().Single();

    private void Add(object given)
    {
        var told = given as Told ?? new Told(given);
        var at = told.At ?? (past.Count > 0 ? past[^1].RecordedAt.AddMinutes(1) : A.Start);
        var by = told.By ?? A.SocialWorker;
        var version = past.Count + 1;
        var happened = new RecordedEvent(version, Guid.CreateVersion7(at), A.CaseId, version, told.Event.GetType().Name, told.Event, at,
            new EventMetadata(by.UserId, by.DisplayName, null, null) { ActingFor = by.ActingFor });
        past.Add(happened);
        File = CaseFile.Evolve(File, happened)!;
    }
}
