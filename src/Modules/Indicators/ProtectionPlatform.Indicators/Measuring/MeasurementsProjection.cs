using System.Globalization;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.Indicators.Measuring;

internal static class MeasurementsProjection
{
    public static Task On(MeasurementEnteredEvent e, MessageContext context) => context.Execute("""
        insert into indicators.measurements_v1 (id, number, indicator_code, organisation_id, period, numerator, denominator, evidence, status, entered_by, entered_by_name, entered_at, version, last_seq)
        values (@Id, @Sequence, @IndicatorCode, @OrganisationId, @Period, @Numerator, @Denominator, @Evidence, 'Entered', @ActorId, @ActorName, @RecordedAt, @Version, @Sequence)
        on conflict (id) do nothing
        """, new
    {
        Id = context.Source.StreamId,
        context.Sequence,
        e.IndicatorCode,
        e.OrganisationId,
        e.Period,
        Numerator = decimal.Parse(e.Numerator, CultureInfo.InvariantCulture),
        Denominator = decimal.Parse(e.Denominator, CultureInfo.InvariantCulture),
        e.Evidence,
        context.Source.ActorId,
        context.Source.ActorName,
        context.RecordedAt,
        context.Source.Version,
    });

    public static Task On(MeasurementApprovedEvent e, MessageContext context) => Decided(context, MeasurementStatus.Approved, null);

    public static Task On(MeasurementReturnedEvent e, MessageContext context) => Decided(context, MeasurementStatus.Returned, e.Reason);

    private static Task<int> Decided(MessageContext context, MeasurementStatus status, string? reason) => context.Execute("""
        update indicators.measurements_v1
        set status = @status, decided_by = @ActorId, decided_by_name = @ActorName, decided_at = @RecordedAt, reason = @reason, version = @Version, last_seq = @Sequence
        where id = @Id and last_seq < @Sequence
        """, new
    {
        Id = context.Source.StreamId,
        status = status.ToString(),
        context.Source.ActorId,
        context.Source.ActorName,
        context.RecordedAt,
        reason,
        context.Source.Version,
        context.Sequence,
    });
}
