using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.BuildingBlocks.Audit.Reading;

// Events of the streams "read_log". Who read, and in which request, stands beside an event as for any other.

/// <summary>The capacity in which somebody reads, as it was when they read.</summary>
/// <param name="Urgent">True when no role let them see it: they had opened it in an emergency.</param>
internal sealed record Capacity(IReadOnlyList<Membership> Memberships, ReadPurpose Purpose, bool PurposeStated, string? Reason, bool? Urgent = null);

/// <summary>Content was read. Recorded before any of it left the server.</summary>
/// <param name="What">Code of the operation, such as <c>readCase</c>.</param>
/// <param name="SubjectKind">What it was about: <c>case</c>, <c>referral</c>, …</param>
/// <param name="SubjectId">The one thing that was opened; null for lists and searches.</param>
/// <param name="Filters">What a search asked for.</param>
/// <param name="Found">Number of rows that were shown; null when one thing was opened.</param>
/// <param name="Shown">What those rows were about.</param>
internal sealed record ContentRead(
    string What, string SubjectKind, Guid? SubjectId, Capacity As, IReadOnlyDictionary<string, string>? Filters, int? Found, IReadOnlyList<Guid>? Shown,
    DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Somebody asked for content and was refused.</summary>
/// <param name="SubjectExists">Whether there is such a thing; the caller was not told.</param>
/// <param name="Refusal">The rule that refused: <c>not-found</c> or <c>forbidden</c>.</param>
internal sealed record ReadDenied(
    string What, string SubjectKind, Guid? SubjectId, bool SubjectExists, string Refusal, Capacity As, IReadOnlyDictionary<string, string>? Filters,
    DateTimeOffset OccurredAt) : IOccurred;
