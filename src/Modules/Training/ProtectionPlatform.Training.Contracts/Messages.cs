namespace ProtectionPlatform.Training.Contracts;

/// <summary>Who was present at a session: the whole list. A later one for the same session replaces it.</summary>
public sealed record TrainingAttended(Guid SessionId, Guid OrganisationId, Guid CourseId, DateOnly HeldOn, IReadOnlyList<Guid> PersonIds);

/// <summary>A certificate was issued.</summary>
/// <param name="ValidTo">Last day of validity; null when it does not expire.</param>
public sealed record CertificateIssued(Guid CertificateId, Guid PersonId, Guid OrganisationId, Guid CourseId, DateOnly IssuedOn, DateOnly? ValidTo);

/// <summary>How many people an organisation employs in a calendar year, the denominator of coverage.</summary>
public sealed record WorkforceCounted(Guid OrganisationId, int Year, int Headcount);
