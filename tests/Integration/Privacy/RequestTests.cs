using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>The register of requests and the legal holds, through the API.</summary>
public sealed class RequestTests(Platform platform) : IClassFixture<Platform>
{
    private const string Path = "/api/v1/privacy/requests";

    private string Day(int fromToday) => DateOnly.FromDateTime(platform.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime).AddDays(fromToday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private object Asked(string kind, string caseReference, int receivedOn = 0, string by = "Child", string capacity = "KnownInPerson") => new
    {
        kind,
        applicantKind = by,
        receivedOn = Day(receivedOn),
        words = "Con muốn xem người ta viết gì về con.",
        capacity,
        caseReferences = new[] { caseReference },
        personInCase = "Child",
        applicant = new { fullName = "Nguyễn Thị Ví Dụ", contact = "0200 000 111" },
    };

    [Fact]
    public async Task From_receipt_over_acknowledgement_and_extension_to_the_answer()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var officer = await platform.As("dataprotection");
        var received = (await officer.Post(Path, Asked("Access", story.Reference))).ShouldBe(201);
        var path = $"{Path}/{received.Id}";
        var acknowledged = (await officer.Post($"{path}/acknowledgement", new { }, received.Version)).ShouldBe(200);
        (await officer.Post($"{path}/acknowledgement", new { }, acknowledged.Version)).ShouldBeProblem(409, "already-acknowledged");
        (await officer.Post($"{path}/extension", new { days = 16, reason = "Hồ sơ dài." }, acknowledged.Version)).ShouldBeProblem(409, "extension-too-long");
        var extended = (await officer.Post($"{path}/extension", new { days = 5, reason = "Hồ sơ dài." }, acknowledged.Version)).ShouldBe(200);
        var answered = (await officer.Post($"{path}/answer", new { channel = "InPerson", answer = "Đã đọc cùng con." }, extended.Version)).ShouldBe(200);
        (await officer.Post($"{path}/refusal", new { ground = "Unfounded", reason = "Muộn." }, answered.Version)).ShouldBeProblem(409, "request-is-closed");

        var read = (await (await platform.As("auditor")).Get(path)).ShouldBe(200).Body;
        read["cases"]![0]!["reference"]!.GetValue<string>().ShouldBe(story.Reference);
        read["applicant"]!["fullName"]!.GetValue<string>().ShouldBe("Nguyễn Thị Ví Dụ");
        read["dueOn"]!.GetValue<string>().ShouldBe(Day(15));
        read["outcome"]!.GetValue<string>().ShouldBe("Answered");
        read["answered"]!["answer"]!.GetValue<string>().ShouldBe("Đã đọc cùng con.");
        read["steps"]!.AsArray().Select(s => s!["type"]!.GetValue<string>())
            .ShouldBe(["rights_request_received", "rights_request_acknowledged", "rights_request_extended", "rights_request_answered"]);
        read["steps"]![0]!["by"]!["name"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Lists_what_is_overdue_first_and_what_is_closed_last()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var officer = await platform.As("dataprotection");
        var late = (await officer.Post(Path, Asked("Delete", story.Reference, -40))).ShouldBe(201);
        var fresh = (await officer.Post(Path, Asked("Access", story.Reference))).ShouldBe(201);
        var closed = (await officer.Post(Path, Asked("Object", story.Reference))).ShouldBe(201);
        var done = (await officer.Post($"{Path}/{closed.Id}/refusal", new { ground = "LegalDuty", reason = "Phải báo cáo theo luật." }, closed.Version)).ShouldBe(200);

        var rows = (await officer.Get($"{Path}?position={done.Body["position"]}")).ShouldBe(200).Body["items"]!.AsArray();
        int Place(Answer it) => rows.ToList().FindIndex(r => r!["id"]!.GetValue<Guid>() == it.Id);
        Place(late).ShouldBeLessThan(Place(fresh));
        Place(fresh).ShouldBeLessThan(Place(closed));
        (rows[Place(late)]!["overdue"]!.GetValue<bool>(), rows[Place(fresh)]!["overdue"]!.GetValue<bool>(), rows[Place(closed)]!["overdue"]!.GetValue<bool>()).ShouldBe((true, false, false));
        rows[Place(closed)]!["outcome"]!.GetValue<string>().ShouldBe("Refused");
        (await officer.Get($"{Path}?open=true")).Body["items"]!.AsArray().ShouldAllBe(r => r!["closedOn"] == null);
        (await officer.Get($"{Path}?kind=Delete")).Body["items"]!.AsArray().ShouldAllBe(r => r!["kind"]!.GetValue<string>() == "Delete");
    }

    [Fact]
    public async Task Marks_a_representative_in_conflict_and_keeps_the_child_s_data_from_them()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var officer = await platform.As("dataprotection");
        var received = (await officer.Post(Path, Asked("Access", story.Reference, by: "Representative"))).ShouldBe(201);
        var path = $"{Path}/{received.Id}";
        var marked = (await officer.Post($"{path}/conflict", new { reason = "Là người bị nghi vấn trong ca." }, received.Version)).ShouldBe(200);
        (await officer.Post($"{path}/answer", new { channel = "SelfService", answer = "Xem trên cổng." }, marked.Version)).ShouldBeProblem(409, "conflict-needs-person");
        (await officer.Post($"{path}/answer", new { channel = "Letter", answer = "Bản sao." }, marked.Version)).ShouldBeProblem(409, "conflict-keeps-from-representative");
        (await officer.Post($"{path}/refusal", new { ground = "ChildProtection", reason = "Có thể gây hại cho trẻ." }, marked.Version)).ShouldBe(200);
        (await officer.Get(path)).Body["inConflict"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_legal_hold_stops_a_deletion_until_it_is_lifted()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var officer = await platform.As("dataprotection");
        (await story.Do("dataprotection", "legal-hold", new { reason = "Công an đang điều tra." })).ShouldBe(200);
        (await story.Do("dataprotection", "legal-hold", new { reason = "Lần nữa." })).ShouldBeProblem(409, "already-held");
        await platform.Settle();
        var received = (await officer.Post(Path, Asked("Delete", story.Reference))).ShouldBe(201);
        (await officer.Get($"{Path}/{received.Id}")).Body["cases"]![0]!["held"]!.GetValue<bool>().ShouldBeTrue();
        (await officer.Post($"{Path}/{received.Id}/answer", new { channel = "Letter", answer = "Đã xóa." }, received.Version)).ShouldBeProblem(409, "legal-hold-stops-deletion");

        (await story.Do("dataprotection", "legal-hold/lifting", new { reason = "Vụ án đã kết thúc." })).ShouldBe(200);
        await platform.Settle();
        (await officer.Post($"{Path}/{received.Id}/answer", new { channel = "Letter", answer = "Đã xóa." }, received.Version)).ShouldBe(200);
    }

    [Fact]
    public async Task Refuses_what_is_not_known_or_not_theirs_and_records_nothing_and_every_reading_is_recorded()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var officer = await platform.As("dataprotection");
        var received = (await officer.Post(Path, Asked("Access", story.Reference))).ShouldBe(201);
        var before = await platform.EventCount();
        (await officer.Post(Path, Asked("Access", "BT-KHONG-COCAA"))).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["caseReferences"]);
        (await officer.Post(Path, Asked("Access", story.Reference, receivedOn: 1))).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["receivedOn"]);
        (await officer.Post(Path, new { kind = "Access", applicantKind = "Self", receivedOn = Day(0), words = "Cho xem.", capacity = "NotChecked" })).ShouldBeProblem(400, "invalid-request")
            .Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["caseReferences"]);
        (await officer.Post($"{Path}/{received.Id}/acknowledgement", new { })).ShouldBeProblem(428, "version-required");
        (await officer.Post($"{Path}/{received.Id}/acknowledgement", new { }, 9)).ShouldBeProblem(412, "changed-meanwhile");
        (await (await platform.As("auditor")).Post($"{Path}/{received.Id}/acknowledgement", new { }, 1)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("socialworker")).Get(Path)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("administrator")).Get($"{Path}/{received.Id}")).ShouldBeProblem(403, "forbidden");
        (await platform.EventCount()).ShouldBe(before);

        var head = await platform.Head();
        (await officer.Get($"{Path}/{received.Id}")).ShouldBe(200);
        (await platform.RecordedReads(head)).ShouldHaveSingleItem().Data["subjectId"]!.GetValue<string>().ShouldBe(received.Id.ToString());
    }
}
