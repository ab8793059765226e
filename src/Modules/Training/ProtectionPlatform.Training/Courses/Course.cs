using ProtectionPlatform.BuildingBlocks.EventStore;

namespace ProtectionPlatform.Training.Courses;

internal enum Audience
{
    Staff,
    Manager,
    SocialWorker,
    Pupil,
    Parent,
}

/// <param name="CertificateValidMonths">How long a certificate holds; null when it does not expire.</param>
internal sealed record CourseDefinedEvent(
    string Code, string NameVi, string NameEn, Audience Audience, int Hours, IReadOnlyList<string> Competencies, int? CertificateValidMonths);

/// <summary>A course of the catalogue, the same for all organisations.</summary>
internal sealed record Course(Guid Id, string Code, int Hours, int? CertificateValidMonths) : IState<Course>
{
    public static Course? Evolve(Course? before, RecordedEvent happened) =>
        happened.Data is CourseDefinedEvent e ? new Course(happened.StreamId, e.Code, e.Hours, e.CertificateValidMonths) : before;
}
