using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Messaging;

/// <summary>From where a new subscription reads.</summary>
public enum SubscriptionStart
{
    Beginning,
    Now,
}

/// <summary>What a module reacts to, and how far it has read. Effects inside the database and the position commit together.</summary>
public sealed record Subscription(
    string Name, string Module, SubscriptionStart Start,
    IReadOnlyDictionary<Type, Func<object, MessageContext, Task>> EventHandlers,
    IReadOnlyDictionary<Type, Func<object, MessageContext, Task>> MessageHandlers)
{
    /// <summary>Name of its row in <c>mt_event_progression</c>, in Marten's grammar.</summary>
    public string ProgressionName => $"{Name}:All";
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

    internal void Add(Subscription subscription)
    {
        if (all.Any(s => s.Name == subscription.Name))
            throw new InvalidOperationException($"Two subscriptions are named {subscription.Name}.");
        all.Add(subscription);
    }
}

/// <summary>Which messages are made from which events. The log is the outbox: nothing extra is stored.</summary>
public sealed class Publications
{
    private readonly Dictionary<Type, List<(Type Message, Func<RecordedEvent, object> Map)>> byEvent = [];

    internal void Add(Type eventType, Type messageType, Func<RecordedEvent, object> map)
    {
        if (byEvent.Values.SelectMany(p => p).Any(p => p.Message == messageType))
            throw new InvalidOperationException($"{messageType} is published from two events.");
        if (!byEvent.TryGetValue(eventType, out var maps)) byEvent[eventType] = maps = [];
        maps.Add((messageType, map));
    }

    internal IEnumerable<(Type Message, Func<RecordedEvent, object> Map)> From(Type eventType) =>
        byEvent.TryGetValue(eventType, out var maps) ? maps : [];

    internal IEnumerable<Type> EventsBehind(Type messageType) =>
        byEvent.Where(p => p.Value.Any(m => m.Message == messageType)).Select(p => p.Key);
}

/// <summary>What a handler gets beside the message: the subscription's transaction, and the means to append to one of its module's own streams.</summary>
public sealed class MessageContext
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    internal MessageContext(RecordedEvent source, NpgsqlConnection connection, NpgsqlTransaction transaction, IServiceProvider services, CancellationToken ct)
    {
        Source = source;
        this.connection = connection;
        this.transaction = transaction;
        Services = services;
        Cancelled = ct;
    }

    /// <summary>The event as recorded. For a message of another module only its position, id, times and actor concern the reader.</summary>
    public RecordedEvent Source { get; }

    /// <summary>Id of the message, the same at every redelivery.</summary>
    public Guid MessageId => Source.Id;

    /// <summary>Place in the log; a guard for upserts (<c>where last_seq &lt; @Sequence</c>).</summary>
    public long Sequence => Source.Sequence;

    public DateTimeOffset RecordedAt => Source.RecordedAt;

    public CancellationToken Cancelled { get; }

    /// <summary>Services of a scope in which the actor is the platform.</summary>
    public IServiceProvider Services { get; }

    internal Func<Task<bool>>? StagedAppend { get; private set; }

    /// <summary>Runs SQL (Dapper parameters) in the subscription's transaction.</summary>
    public Task<int> Execute(string sql, object? parameters = null) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: Cancelled));

    /// <summary>Reads rows in the subscription's transaction.</summary>
    public Task<IEnumerable<TRow>> Query<TRow>(string sql, object? parameters = null) =>
        connection.QueryAsync<TRow>(new CommandDefinition(sql, parameters, transaction, cancellationToken: Cancelled));

    /// <summary>One of the module's own streams as it was at a version: what a projection may depend on, so that a replay gives the same rows.</summary>
    public async Task<TState?> Fold<TState>(Guid streamId, long upToVersion) where TState : class, IState<TState>
    {
        TState? state = null;
        foreach (var happened in await Services.GetRequiredService<EventStore.EventStore>().Load(connection, streamId, Cancelled, upToVersion))
            state = TState.Evolve(state, happened);
        return state;
    }

    /// <summary>
    /// Appends to one of the module's own streams as the last act of this transaction, after the position is written.
    /// At most one per message. A refusal or an empty decision appends nothing and the message counts as handled.
    /// </summary>
    /// <param name="decide">Gets the state, or null when there is no such stream yet.</param>
    public void Append<TState>(Guid streamId, Func<TState?, Decision> decide) where TState : class, IState<TState>
    {
        if (StagedAppend is not null) throw new InvalidOperationException("A message appends to one stream only.");
        StagedAppend = () => Services.GetRequiredService<ReactionAppender>().Append(transaction, streamId, decide, Source, Cancelled);
    }
}
