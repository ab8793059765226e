using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Training;
using ProtectionPlatform.Training.Certificates;
using ProtectionPlatform.Training.Courses;
using ProtectionPlatform.Training.Sessions;
using ProtectionPlatform.Training.Workforces;

namespace ProtectionPlatform.Specs.Training;

public class TrainingSpecs
{
    private static readonly Guid Id = new("01980000-0000-7000-8000-0000000000c1");
    private static readonly Guid CourseId = new("01980000-0000-7000-8000-0000000000c2");
    private static readonly Guid School = new("01980000-0000-7000-8000-0000000000c3");
    private static readonly Guid An = new("01980000-0000-7000-8000-0000000000c4");
    private static readonly Guid Binh = new("01980000-0000-7000-8000-0000000000c5");
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Course Course = new(CourseId, "BVTE-01", 8, 24);
    private static readonly SessionPlannedEvent Planned = new(CourseId, School, Today, "Phòng họp", null);
    private static readonly HashSet<Guid> People = [An, Binh];

    private static Session Session(params object[] events)
    {
        Session? state = null;
        var version = 0;
        foreach (var e in events)
            state = ProtectionPlatform.Training.Sessions.Session.Evolve(state, new RecordedEvent(++version, Id, Id, version, "", e, default, null));
        return state!;
    }

    private static AttendanceRecordedEvent Attended(params Attendee[] attendees) => new(School, CourseId, Today, attendees);

    private static Decision Record(Session session, params Attendee[] attendees) => RecordAttendance.Decide(session, Course, new(attendees), People, Today);

    private static List<IssueCertificates.Blank> Blanks(int count) => [.. Enumerable.Range(1, count).Select(n => new IssueCertificates.Blank(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), $"CN-2026-{n:D6}"))];

    [Fact]
    public void Attendance_is_the_whole_list_and_a_later_one_replaces_it()
    {
        var first = Record(Session(Planned), new Attendee(An, true), new Attendee(Binh, true, 4)).Events.ShouldHaveSingleItem();
        var second = Record(Session(Planned, first), new Attendee(An, false)).Events.ShouldHaveSingleItem();
        Session(Planned, first, second).Present.ShouldBeEmpty();
    }

    [Fact]
    public void Attendance_is_refused_before_the_day() =>
        RecordAttendance.Decide(Session(Planned), Course, new([new(An, true)]), People, Today.AddDays(-1)).Refusal!.Rule.ShouldBe(TrainingRules.NotHeldYet);

    [Fact]
    public void Attendance_is_refused_for_somebody_of_another_organisation() =>
        Record(Session(Planned), new Attendee(Id, true)).Refusal!.Rule.ShouldBe(TrainingRules.AttendeeUnknown);

    [Fact]
    public void Somebody_who_left_the_organisation_stays_on_a_corrected_list() =>
        RecordAttendance.Decide(Session(Planned, Attended(new Attendee(An, true))), Course, new([new(An, true, 8)]), new HashSet<Guid>(), Today).Refusal.ShouldBeNull();

    [Fact]
    public void Nobody_attends_longer_than_the_course() => Record(Session(Planned), new Attendee(An, true, 9)).Refusal!.Rule.ShouldBe(TrainingRules.TooManyHours);

    [Fact]
    public void Certificates_go_to_those_present_and_only_once()
    {
        var session = Session(Planned, Attended(new Attendee(An, true), new Attendee(Binh, false)));
        var issued = IssueCertificates.Decide(session, Course, Blanks(1), Today).Events.ShouldHaveSingleItem().ShouldBeOfType<CertificateIssuedEvent>();
        issued.PersonId.ShouldBe(An);
        issued.Number.ShouldBe("CN-2026-000001");
        issued.IssuedOn.ShouldBe(Today);
        issued.ValidTo.ShouldBe(new DateOnly(2028, 11, 22));

        var after = Session(Planned, Attended(new Attendee(An, true)), issued);
        IssueCertificates.Decide(after, Course, Blanks(1), Today).Refusal!.Rule.ShouldBe(TrainingRules.AlreadyIssued);
        Record(after, new Attendee(Binh, true)).Refusal!.Rule.ShouldBe(TrainingRules.AttendanceIsFixed);
    }

    [Fact]
    public void Certificates_of_a_course_without_months_do_not_expire() =>
        IssueCertificates.Decide(Session(Planned, Attended(new Attendee(An, true))), Course with { CertificateValidMonths = null }, Blanks(1), Today)
            .Events.Cast<CertificateIssuedEvent>().Single().ValidTo.ShouldBeNull();

    [Fact]
    public void Certificates_need_somebody_present() =>
        IssueCertificates.Decide(Session(Planned, Attended(new Attendee(An, false))), Course, [], Today).Refusal!.Rule.ShouldBe(TrainingRules.NobodyPresent);

    [Fact]
    public void A_workforce_has_one_stream_a_year() =>
        new[] { Workforce.StreamOf(School, 2026), Workforce.StreamOf(School, 2027), Workforce.StreamOf(An, 2026) }.Distinct().Count().ShouldBe(3);
}
