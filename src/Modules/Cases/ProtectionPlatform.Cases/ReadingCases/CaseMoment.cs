using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>A moment at which a case is looked at. Without any limit: now.</summary>
/// <param name="KnownAt">What was recorded by then.</param>
/// <param name="AsOf">What had happened by then, as its authors say.</param>
/// <param name="Version">What the file held at that version.</param>
internal sealed record CaseMoment(DateTimeOffset? KnownAt = null, DateTimeOffset? AsOf = null, long? Version = null)
{
    /// <summary>The events that count at this moment, in the order recorded.</summary>
    public IEnumerable<RecordedEvent> Of(IEnumerable<RecordedEvent> events) => events
        // A foreign writer's clock may be behind ours: what follows a later entry was not known before it.
        .TakeWhile(e => !(e.RecordedAt > KnownAt) && !(e.Version > Version))
        .Where(e => !(e.OccurredAt > AsOf));

    /// <summary>The case at this moment; null when there was none yet.</summary>
    /// <param name="today">The case as it is.</param>
    public CaseView? View(Loaded<CaseFile> today, Func<Guid, string?> nameOf, DateTimeOffset now) =>
        this == Now ? CaseView.Of(today.State, today.Version, nameOf, now) : View(today.Events, nameOf, now);

    private static readonly CaseMoment Now = new();

    /// <inheritdoc cref="View(Loaded{CaseFile}, Func{Guid, string}, DateTimeOffset)"/>
    public CaseView? View(IEnumerable<RecordedEvent> events, Func<Guid, string?> nameOf, DateTimeOffset now)
    {
        CaseFile? file = null;
        RecordedEvent? last = null;
        foreach (var happened in Of(events))
        {
            file = CaseFile.Evolve(file, happened);
            last = happened;
        }

        return file is null ? null : CaseView.Of(file, last!.Version, nameOf, Clock(last, now));
    }

    /// <summary>The moment at which clocks are read: of what had happened and what was known the earlier one.</summary>
    private DateTimeOffset Clock(RecordedEvent last, DateTimeOffset now) =>
        KnownAt is { } known && AsOf is { } happened ? (known < happened ? known : happened)
        : KnownAt ?? AsOf ?? (Version is null ? now : last.RecordedAt);
}
