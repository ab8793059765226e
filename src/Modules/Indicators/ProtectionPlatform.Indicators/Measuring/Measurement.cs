using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Indicators.Measuring;

internal enum MeasurementStatus
{
    Entered,
    Approved,
    Returned,
}

/// <summary>A figure of an indicator, organisation and period: entered by one person, approved or returned by another.</summary>
/// <param name="EnteredBy">Whoever is behind it: who entered it, and for whom.</param>
internal sealed record Measurement(Guid Id, string IndicatorCode, Guid OrganisationId, string Period, IReadOnlyList<Guid> EnteredBy, MeasurementStatus Status) : IState<Measurement>
{
    public static Measurement? Evolve(Measurement? before, RecordedEvent happened) => happened.Data switch
    {
        MeasurementEnteredEvent e => new(happened.StreamId, e.IndicatorCode, e.OrganisationId, e.Period, happened.Behind, MeasurementStatus.Entered),
        MeasurementApprovedEvent => before! with { Status = MeasurementStatus.Approved },
        MeasurementReturnedEvent => before! with { Status = MeasurementStatus.Returned },
        _ => before,
    };
}
