using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.BuildingBlocks.Audit.Evidence;

/// <summary>
/// Which streams tell of a case: its own, and those of other kinds that modules declare by an event which names the case.
/// Kept in a table of the platform, so that no module has to ask another.
/// </summary>
public sealed class CaseStreams
{
    /// <summary>The subscription that keeps the table.</summary>
    internal const string Name = "platform.case_streams_v1";

    private readonly Dictionary<Type, Func<object, MessageContext, Task>> handlers = [];

    internal void Add<TEvent>(Func<TEvent, RecordedEvent, Guid> caseOf) where TEvent : class =>
        handlers.Add(typeof(TEvent), (happened, context) => context.Execute(
            "insert into audit.case_streams_v1 (case_id, stream_id) values (@Case, @Stream) on conflict do nothing",
            new { Case = caseOf((TEvent)happened, context.Source), Stream = context.Source.StreamId }));

    /// <summary>Once every module has declared its streams.</summary>
    internal void Subscribe(SubscriptionCatalog subscriptions)
    {
        if (handlers.Count > 0)
            subscriptions.Add(new Subscription(Name, "Platform", SubscriptionStart.Beginning, ("Luồng sự kiện nào thuộc ca nào", "Which streams belong to which case"),
                ["audit.case_streams_v1"], ParksStreams: false, handlers, new Dictionary<Type, Func<object, MessageContext, Task>>()));
    }
}
