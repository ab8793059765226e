using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>From where a new subscription reads.</summary>
public enum SubscriptionStart
{
    Beginning,
    Now,
}

/// <summary>What a module reacts to, and how far it has read. Effects inside the database and the position commit together.</summary>
/// <param name="Purpose">What it is for, for operators: one line in Vietnamese and one in English.</param>
/// <param name="Tables">The tables it alone writes, with their schema; with them it is a read model that can be rebuilt. Empty when it has other effects.</param>
/// <param name="ParksStreams">A message it cannot handle holds back its own stream only.</param>
public sealed record Subscription(
    string Name, string Module, SubscriptionStart Start, (string Vi, string En) Purpose, IReadOnlyList<string> Tables, bool ParksStreams,
    IReadOnlyDictionary<Type, Func<object, MessageContext, Task>> EventHandlers,
    IReadOnlyDictionary<Type, Func<object, MessageContext, Task>> MessageHandlers)
{
    /// <summary>Its rows follow from the log alone: it owns its tables and has read from the beginning.</summary>
    public bool IsRebuildable => Tables.Count > 0 && Start == SubscriptionStart.Beginning;
}

/// <summary>Handlers of one subscription: at most one per event or message type.</summary>
public sealed class SubscriptionBuilder
{
    internal Dictionary<Type, Func<object, MessageContext, Task>> EventHandlers { get; } = [];

    internal Dictionary<Type, Func<object, MessageContext, Task>> MessageHandlers { get; } = [];

    /// <summary>An event of the module's own streams.</summary>
    public SubscriptionBuilder Event<TEvent>(Func<TEvent, MessageContext, Task> handle) where TEvent : class
    {
        EventHandlers.Add(typeof(TEvent), (e, context) => handle((TEvent)e, context));
        return this;
    }

    /// <summary>A message another module publishes.</summary>
    public SubscriptionBuilder Message<TMessage>(Func<TMessage, MessageContext, Task> handle) where TMessage : class
    {
        MessageHandlers.Add(typeof(TMessage), (m, context) => handle((TMessage)m, context));
        return this;
    }
}

/// <summary>The subscriptions of this host.</summary>
public sealed class SubscriptionCatalog
{
    private readonly List<Subscription> all = [];

    public IReadOnlyList<Subscription> All => all;

    /// <summary>The subscription of that name; null when this host has none.</summary>
    public Subscription? Find(string name) => all.Find(s => s.Name == name);

    internal void Add(Subscription subscription)
    {
        if (all.Any(s => s.Name == subscription.Name))
            throw new InvalidOperationException($"Two subscriptions are named {subscription.Name}.");
        if (all.SelectMany(s => s.Tables).Intersect(subscription.Tables).FirstOrDefault() is { } shared)
            throw new InvalidOperationException($"Two subscriptions write {shared}.");
        all.Add(subscription);
    }
}

/// <summary>Which messages are made from which events. The log is the outbox: nothing extra is stored.</summary>
public sealed class Publications
{
    private readonly Dictionary<Type, List<(Type Message, Func<RecordedEvent, object?> Map)>> byEvent = [];

    internal void Add(Type eventType, Type messageType, Func<RecordedEvent, object?> map)
    {
        if (byEvent.Values.SelectMany(p => p).Any(p => p.Message == messageType))
            throw new InvalidOperationException($"{messageType} is published from two events.");
        if (!byEvent.TryGetValue(eventType, out var maps)) byEvent[eventType] = maps = [];
        maps.Add((messageType, map));
    }

    internal IEnumerable<(Type Message, Func<RecordedEvent, object?> Map)> From(Type eventType) =>
        byEvent.TryGetValue(eventType, out var maps) ? maps : [];

    internal IEnumerable<Type> EventsBehind(Type messageType) =>
        byEvent.Where(p => p.Value.Any(m => m.Message == messageType)).Select(p => p.Key);
}
