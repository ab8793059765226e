using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Tests.Training;

public sealed class TrainingTests(Platform platform) : IClassFixture<Platform>
{
    private const string Path = "/api/v1/training";
    private static readonly Guid Unknown = new("01980000-0000-7000-8000-00000000dead");

    private static object Course(string code, int? months = 24) => new
    {
        code,
        nameVi = "Bảo vệ trẻ em trong trường học",
        nameEn = "Child protection at school",
        audience = "Staff",
        hours = 8,
        competencies = new[] { "Nhận biết", "Báo tin" },
        certificateValidMonths = months,
    };

    private string Day(int fromToday) => DateOnly.FromDateTime(platform.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime).AddDays(fromToday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Answer> NewSession(string code, int heldOn = 0, Guid? organisation = null)
    {
        var trainer = await platform.As("trainer");
        var course = (await trainer.Post($"{Path}/courses", Course(code))).ShouldBe(201);
        return await trainer.Post($"{Path}/sessions", new { courseId = course.Id, organisationId = organisation ?? DemoIds.BinhCangSchool, heldOn = Day(heldOn), place = "Phòng họp" });
    }

    private static object Present(params Guid[] people) => new { attendees = people.Select(personId => new { personId, present = true, hours = 8 }).ToArray() };

    [Fact]
    public async Task From_a_course_to_certificates_that_their_holders_can_read()
    {
        var trainer = await platform.As("trainer");
        var session = (await NewSession("BVTE-01")).ShouldBe(201);
        var attendance = (await trainer.Post($"{Path}/sessions/{session.Id}/attendance", Present(DemoIds.Reporter, DemoIds.Counsellor), session.Version)).ShouldBe(200);
        var corrected = (await trainer.Post($"{Path}/sessions/{session.Id}/attendance", Present(DemoIds.Reporter, DemoIds.SocialWorker), attendance.Version)).ShouldBe(200);
        var issued = (await trainer.Post($"{Path}/sessions/{session.Id}/certificates", new { }, corrected.Version)).ShouldBe(200);
        issued.Body["issued"]!.GetValue<int>().ShouldBe(2);
        issued.Version.ShouldBe(corrected.Version + 2);
        var position = issued.Body["position"]!.GetValue<long>();

        var mine = (await (await platform.As("reporter")).Get($"{Path}/certificates?position={position}")).ShouldBe(200).Body["items"]!.AsArray();
        var certificate = mine.ShouldHaveSingleItem()!;
        certificate["personId"]!.GetValue<Guid>().ShouldBe(DemoIds.Reporter);
        certificate["personName"]!.GetValue<string>().ShouldNotBeEmpty();
        certificate["courseCode"]!.GetValue<string>().ShouldBe("BVTE-01");
        certificate["valid"]!.GetValue<bool>().ShouldBeTrue();
        certificate["issuedOn"]!.GetValue<string>().ShouldBe(Day(0));
        (await (await platform.As("counsellor")).Get($"{Path}/certificates")).Body["items"]!.AsArray().ShouldBeEmpty();

        var all = (await (await platform.As("principal")).Get($"{Path}/certificates")).Body["items"]!.AsArray();
        all.Select(c => c!["number"]!.GetValue<string>()).Distinct().Count().ShouldBe(2);
        (await (await platform.As("principal")).Get($"{Path}/certificates?personId={DemoIds.SocialWorker}")).Body["items"]!.AsArray().Count.ShouldBe(1);
        (await (await platform.As("principal")).Get($"{Path}/certificates?validOn={Day(2000)}")).Body["items"]!.AsArray().ShouldBeEmpty();
        (await (await platform.As("principal2")).Get($"{Path}/certificates")).Body["items"]!.AsArray().ShouldBeEmpty();

        var read = (await trainer.Get($"{Path}/sessions/{session.Id}")).ShouldBe(200);
        read.Headers.ETag!.Tag.ShouldBe($"\"{issued.Version}\"");
        read.Body["attendees"]!.AsArray().Count.ShouldBe(2);
        read.Body["attendees"]![0]!["personName"]!.GetValue<string>().ShouldNotBeEmpty();
        read.Body["certificatesIssued"]!.GetValue<int>().ShouldBe(2);
        await platform.Settle();
        var row = (await trainer.Get($"{Path}/sessions?organisationId={DemoIds.BinhCangSchool}&position={position}")).Body["items"]!.AsArray().Single(s => s!["id"]!.GetValue<Guid>() == session.Id)!;
        row["present"]!.GetValue<int>().ShouldBe(2);
        row["certificatesIssued"]!.GetValue<int>().ShouldBe(2);
        row["version"]!.GetValue<long>().ShouldBe(issued.Version);

        (await trainer.Post($"{Path}/sessions/{session.Id}/attendance", Present(DemoIds.Reporter), issued.Version)).ShouldBeProblem(409, "attendance-is-fixed");
        (await trainer.Post($"{Path}/sessions/{session.Id}/certificates", new { }, issued.Version)).ShouldBeProblem(409, "certificates-already-issued");
    }

    [Fact]
    public async Task Refuses_what_is_not_there_not_theirs_stale_or_without_version_and_records_nothing()
    {
        var trainer = await platform.As("trainer");
        var administrator = await platform.As("administrator");
        var session = (await NewSession("BVTE-02")).ShouldBe(201);
        var tomorrow = (await NewSession("BVTE-03", heldOn: 1)).ShouldBe(201);
        var course = (await administrator.Post($"{Path}/courses", Course("BVTE-04"))).ShouldBe(201);
        var elsewhere = (await administrator.Post($"{Path}/sessions", new { courseId = course.Id, organisationId = DemoIds.HoaMauSchool, heldOn = Day(0), place = "Hội trường" })).ShouldBe(201);
        var before = await platform.EventCount();

        var attendance = $"{Path}/sessions/{session.Id}/attendance";
        (await trainer.Post(attendance, Present(DemoIds.Reporter))).ShouldBeProblem(428, "version-required");
        (await trainer.Post(attendance, Present(DemoIds.Reporter), 7)).ShouldBeProblem(412, "changed-meanwhile").Body["currentVersion"]!.GetValue<long>().ShouldBe(1);
        (await trainer.Post($"{Path}/sessions/{Unknown}/attendance", Present(DemoIds.Reporter), 1)).ShouldBeProblem(404, "not-found");
        (await trainer.Post($"{Path}/sessions/{elsewhere.Id}/attendance", Present(DemoIds.Reporter), 1)).ShouldBeProblem(404, "not-found");
        (await trainer.Post($"{Path}/sessions/{elsewhere.Id}/certificates", new { }, 1)).ShouldBeProblem(404, "not-found");
        (await trainer.Get($"{Path}/sessions/{elsewhere.Id}")).ShouldBeProblem(404, "not-found");
        (await trainer.Get($"{Path}/sessions/{Unknown}")).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal2")).Get($"{Path}/sessions/{session.Id}")).ShouldBeProblem(404, "not-found");
        (await (await platform.As("reporter")).Get($"{Path}/sessions")).Body["items"]!.AsArray().ShouldBeEmpty();
        (await (await platform.As("principal")).Post(attendance, Present(DemoIds.Reporter), 1)).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get($"{Path}/certificates")).ShouldBeProblem(401, "unauthenticated");
        (await trainer.Post(attendance, Present(DemoIds.SocialWorker2), 1)).ShouldBeProblem(409, "attendee-not-of-organisation");
        (await trainer.Post(attendance, Present(Unknown), 1)).ShouldBeProblem(409, "attendee-not-of-organisation");
        (await trainer.Post(attendance, Present(DemoIds.Reporter, DemoIds.Reporter), 1)).ShouldBeProblem(400, "invalid-request");
        (await trainer.Post(attendance, new { attendees = new[] { new { personId = DemoIds.Reporter, present = true, hours = 9 } } }, 1)).ShouldBeProblem(409, "more-hours-than-course");
        (await trainer.Post(attendance, new { attendees = new object[] { new { personId = "nobody", present = "yes", mood = "good" } } }, 1)).ShouldBeProblem(400, "invalid-request")
            .Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["attendees[0].personId", "attendees[0].present", "attendees[0].mood"], ignoreOrder: true);
        (await trainer.Post($"{Path}/sessions/{tomorrow.Id}/attendance", Present(DemoIds.Reporter), 1)).ShouldBeProblem(409, "session-not-held-yet");
        (await trainer.Post($"{Path}/sessions/{session.Id}/certificates", new { }, 1)).ShouldBeProblem(409, "nobody-present");
        (await trainer.Post($"{Path}/sessions", new { courseId = Unknown, organisationId = DemoIds.BinhCangSchool, heldOn = Day(0), place = "P" })).ShouldBeProblem(404, "not-found");
        (await trainer.Post($"{Path}/sessions", new { courseId = course.Id, organisationId = DemoIds.HoaMauSchool, heldOn = Day(0), place = "P" })).ShouldBeProblem(404, "not-found");
        (await trainer.Post($"{Path}/sessions", new { courseId = course.Id, organisationId = DemoIds.BinhCangSchool, heldOn = "9999-12-31", place = "P" })).ShouldBeProblem(400, "invalid-request");
        (await trainer.Post($"{Path}/courses", Course("bvte-02"))).ShouldBeProblem(409, "course-code-taken");
        (await trainer.Post($"{Path}/courses", Course("mã lạ"))).ShouldBeProblem(400, "invalid-request");
        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_another_body_is_refused()
    {
        var trainer = await platform.As("trainer");
        var key = ("Idempotency-Key", "training-course-1");
        var first = (await trainer.Post($"{Path}/courses", Course("KEY-01"), null, key)).ShouldBe(201);
        var again = (await trainer.Post($"{Path}/courses", Course("KEY-01"), null, key)).ShouldBe(201);
        again.Id.ShouldBe(first.Id);
        (await trainer.Post($"{Path}/courses", Course("KEY-02"), null, key)).ShouldBeProblem(422, "key-reused");

        var session = (await NewSession("KEY-03")).ShouldBe(201);
        var attended = (await trainer.Post($"{Path}/sessions/{session.Id}/attendance", Present(DemoIds.Reporter), 1)).ShouldBe(200);
        var issue = ("Idempotency-Key", "training-issue-1");
        var issued = (await trainer.Post($"{Path}/sessions/{session.Id}/certificates", new { }, attended.Version, issue)).ShouldBe(200);
        var repeated = (await trainer.Post($"{Path}/sessions/{session.Id}/certificates", new { }, attended.Version, issue)).ShouldBe(200);
        JsonNode.DeepEquals(repeated.Body, issued.Body).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_trainers_who_issue_at_once_issue_once()
    {
        var trainer = await platform.As("trainer");
        var administrator = await platform.As("administrator");
        var session = (await NewSession("RACE-01")).ShouldBe(201);
        var attended = (await trainer.Post($"{Path}/sessions/{session.Id}/attendance", Present(DemoIds.Reporter, DemoIds.Counsellor), 1)).ShouldBe(200);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n =>
            (n % 2 == 0 ? trainer : administrator).Post($"{Path}/sessions/{session.Id}/certificates", new { }, attended.Version)));
        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.ShouldAllBe(a => a.Status == 200 || a.Status == 412 || a.Status == 409);
        (await trainer.Get($"{Path}/sessions/{session.Id}")).Body["certificatesIssued"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task The_workforce_of_a_year_is_counted_and_corrected()
    {
        var trainer = await platform.As("trainer");
        var path = $"{Path}/workforce/{DemoIds.BinhCangSchool}/2026";
        (await trainer.Get(path)).ShouldBeProblem(404, "not-found");
        (await trainer.Put(path, new { headcount = 40 })).ShouldBeProblem(428, "version-required");
        var first = (await trainer.Put(path, new { headcount = 40 }, 0)).ShouldBe(200);
        first.Version.ShouldBe(1);
        (await trainer.Put(path, new { headcount = 41 }, 0)).ShouldBeProblem(412, "changed-meanwhile").Body["currentVersion"]!.GetValue<long>().ShouldBe(1);
        (await trainer.Put(path, new { headcount = 42 }, 1)).ShouldBe(200);
        var read = (await (await platform.As("principal")).Get(path)).ShouldBe(200);
        read.Body["headcount"]!.GetValue<int>().ShouldBe(42);
        read.Headers.ETag!.Tag.ShouldBe("\"2\"");
        (await (await platform.As("principal2")).Get(path)).ShouldBeProblem(404, "not-found");
        (await trainer.Put($"{Path}/workforce/{DemoIds.HoaMauSchool}/2026", new { headcount = 9 }, 0)).ShouldBeProblem(404, "not-found");
        (await trainer.Put(path, new { headcount = 0 }, 2)).ShouldBeProblem(400, "invalid-request");
        (await trainer.Put($"{Path}/workforce/{DemoIds.BinhCangSchool}/1753", new { headcount = 9 }, 0)).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("administrator")).Put($"{Path}/workforce/{Unknown}/2026", new { headcount = 9 }, 0)).ShouldBeProblem(404, "not-found");
    }
}
