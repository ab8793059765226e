using System.Collections.Immutable;
using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Training.Sessions;

/// <summary>Whether somebody was there, and for how many whole hours when that is known.</summary>
internal sealed record Attendee(Guid PersonId, bool Present, int? Hours = null);

internal sealed record SessionPlannedEvent(Guid CourseId, Guid OrganisationId, DateOnly HeldOn, string Place, string? Trainer);

/// <summary>The whole list; a later one replaces it. Carries what its message needs.</summary>
internal sealed record AttendanceRecordedEvent(Guid OrganisationId, Guid CourseId, DateOnly HeldOn, IReadOnlyList<Attendee> Attendees);

/// <param name="ValidTo">Last day of validity; null when it does not expire.</param>
internal sealed record CertificateIssuedEvent(Guid CertificateId, string Number, Guid PersonId, Guid OrganisationId, Guid CourseId, DateOnly IssuedOn, DateOnly? ValidTo);

/// <summary>A course held on one day at one organisation.</summary>
internal sealed record Session(Guid Id, Guid CourseId, Guid OrganisationId, DateOnly HeldOn) : IState<Session>
{
    public ImmutableList<Attendee> Attendees { get; init; } = [];

    public bool CertificatesIssued { get; init; }

    public IEnumerable<Guid> Present => Attendees.Where(a => a.Present).Select(a => a.PersonId);

    public static Session? Evolve(Session? before, RecordedEvent happened) => happened.Data switch
    {
        SessionPlannedEvent e => new Session(happened.StreamId, e.CourseId, e.OrganisationId, e.HeldOn),
        AttendanceRecordedEvent e => before! with { Attendees = [.. e.Attendees] },
        CertificateIssuedEvent => before! with { CertificatesIssued = true },
        _ => before,
    };
}
