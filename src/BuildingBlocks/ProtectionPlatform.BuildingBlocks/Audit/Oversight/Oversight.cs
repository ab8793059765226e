using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Audit.Oversight;

/// <summary>What came before an event in its stream.</summary>
public sealed class Story(IReadOnlyList<RecordedEvent> before)
{
    /// <summary>The latest event of this kind that fits; null when there is none.</summary>
    public RecordedEvent? Last<TEvent>(Func<TEvent, bool>? fits = null) => All(fits).LastOrDefault();

    /// <inheritdoc cref="Last{TEvent}"/>
    public TEvent? LastData<TEvent>(Func<TEvent, bool>? fits = null) where TEvent : class => Last(fits)?.Data as TEvent;

    /// <summary>All events of this kind that fit, in order.</summary>
    public IEnumerable<RecordedEvent> All<TEvent>(Func<TEvent, bool>? fits = null) =>
        before.Where(happened => happened.Data is TEvent data && (fits is null || fits(data)));
}

/// <summary>A decision not to act.</summary>
/// <param name="Reason">In the words of who decided; null when none was given.</param>
/// <param name="CaseId">The case it is about; null where the module knows none.</param>
/// <param name="Reference">What people call that thing.</param>
/// <param name="OrganisationId">The school or other organisation it belonged to then.</param>
public sealed record NotActing(string? Reason, Guid? CaseId, string? Reference, Guid? OrganisationId);

/// <summary>What modules declare for those who watch over decisions: which events are decisions not to act, and which needed a second person.</summary>
public sealed class OversightCatalog
{
    /// <param name="Kind">Code of the decision, such as <c>ReferralDeclined</c>.</param>
    internal sealed record NotToActRule(string Kind, Type Event, Func<RecordedEvent, Story, NotActing?> Read);

    /// <param name="Kind">Code of the decision, such as <c>PlanDecision</c>; several events may be of one kind.</param>
    internal sealed record SecondPersonRule(string Kind, Type Event, Func<RecordedEvent, Story, IReadOnlyList<RecordedEvent>> Proposals);

    internal List<NotToActRule> NotToAct { get; } = [];

    internal List<SecondPersonRule> SecondPerson { get; } = [];
}
