using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Training.Certificates;
using ProtectionPlatform.Training.Contracts;
using ProtectionPlatform.Training.Courses;
using ProtectionPlatform.Training.Sessions;
using ProtectionPlatform.Training.Workforces;

namespace ProtectionPlatform.Training;

/// <summary>The module Training: who learned what, when, and whether it still holds.</summary>
public sealed class TrainingModule : IModule
{
    internal const string CourseList = "training.courses_v1";
    internal const string SessionList = "training.sessions_v1";
    internal const string CertificateList = "training.certificates_v1";

    public void Register(ModuleBuilder module) => module
        .Stream<Course>("course")
        .Event<CourseDefinedEvent>("course_defined", "Lập khóa tập huấn", "Training course defined")
        .Stream<Session>("session")
        .Event<SessionPlannedEvent>("session_planned", "Lên lịch buổi tập huấn", "Training session planned")
        .Event<AttendanceRecordedEvent>("attendance_recorded", "Ghi người dự tập huấn", "Training attendance recorded")
        .Event<CertificateIssuedEvent>("certificate_issued", "Cấp chứng nhận tập huấn", "Training certificate issued")
        .Stream<Workforce>("workforce")
        .Event<WorkforceCountedEvent>("workforce_counted", "Ghi số cán bộ, giáo viên, nhân viên", "Staff counted")
        .Publishes<AttendanceRecordedEvent, TrainingAttended>((e, happened) =>
            new(happened.StreamId, e.OrganisationId, e.CourseId, e.HeldOn, [.. e.Attendees.Where(a => a.Present).Select(a => a.PersonId)]))
        .Publishes<CertificateIssuedEvent, CertificateIssued>((e, _) => new(e.CertificateId, e.PersonId, e.OrganisationId, e.CourseId, e.IssuedOn, e.ValidTo))
        .Publishes<WorkforceCountedEvent, WorkforceCounted>((e, _) => new(e.OrganisationId, e.Year, e.Headcount))
        // All three park: a course or session that cannot be listed must not hide the others.
        .Subscribes(CourseList, SubscriptionStart.Beginning, ("Danh mục khóa tập huấn", "Catalogue of courses"),
            on => on.Event<CourseDefinedEvent>(ListCourses.On), tables: ["training.courses_v1"], parksStreams: true)
        .Subscribes(SessionList, SubscriptionStart.Beginning, ("Các buổi tập huấn", "Training sessions"), on => on
            .Event<SessionPlannedEvent>(ListSessions.On)
            .Event<AttendanceRecordedEvent>(ListSessions.On)
            .Event<CertificateIssuedEvent>(ListSessions.On), tables: ["training.sessions_v1"], parksStreams: true)
        .Subscribes(CertificateList, SubscriptionStart.Beginning, ("Chứng nhận tập huấn", "Training certificates"),
            on => on.Event<CertificateIssuedEvent>(ListCertificates.On), tables: ["training.certificates_v1"], parksStreams: true);

    public void Map(IEndpointRouteBuilder api)
    {
        var training = api.MapGroup("/training").WithTags("Training");
        ListCourses.Map(training);
        DefineCourse.Map(training);
        ListSessions.Map(training);
        PlanSession.Map(training);
        GetSession.Map(training);
        RecordAttendance.Map(training);
        IssueCertificates.Map(training);
        ListCertificates.Map(training);
        CountWorkforce.Map(training);
        GetWorkforce.Map(training);
    }
}
