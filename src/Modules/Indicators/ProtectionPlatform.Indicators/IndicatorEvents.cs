namespace ProtectionPlatform.Indicators;

/// <summary>A plan with its targets was taken up. Values are decimal text.</summary>
internal sealed record PlanAdoptedEvent(string Code, string NameVi, string NameEn, Guid OrganisationId, string Period, IReadOnlyList<PlannedTarget> Targets);

internal sealed record PlannedTarget(string IndicatorCode, int Year, Operator Operator, string Value, string Source);

/// <summary>A figure was entered; numerator and denominator are decimal text, never a percentage.</summary>
internal sealed record MeasurementEnteredEvent(string IndicatorCode, Guid OrganisationId, string Period, string Numerator, string Denominator, string? Evidence);

internal sealed record MeasurementApprovedEvent;

internal sealed record MeasurementReturnedEvent(string Reason);
