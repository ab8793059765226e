using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The turns a case can take beside the straight way, over HTTP.</summary>
public sealed class The_side_ways_of_the_procedure(Platform platform) : IClassFixture<Platform>
{
    private static readonly object SchoolMatter = new { channel = "InPerson", whatHappened = "Em hay vắng học.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-5) };

    [Fact]
    public async Task A_report_without_ground_ends_by_two_persons_and_starts_again_on_new_information()
    {
        var story = await new CaseStory(platform).Reported();
        (await story.Do("focalperson", "triage", new { decision = "Unfounded", reason = "Nhầm người." })).ShouldBe(200);
        (await story.Do("focalperson", "triage/confirmation", new { agree = true, reason = "?" })).ShouldBeProblem(409, "second-person-required");
        (await story.Do("principal", "triage/confirmation", new { agree = true, reason = "Đã kiểm tra." })).ShouldBe(200);
        (await story.Refresh())["state"]!.GetValue<string>().ShouldBe("Unfounded");
        (await story.Do("counsellor", "reopening", new { reason = "Có người kể thêm." })).ShouldBe(200);
        await (await story.Triaged()).Notified();
        (await story.InitiallyAssessed()).Version.ShouldBeGreaterThan(0);
        (await story.Refresh())["state"]!.GetValue<string>().ShouldBe("InitialAssessed");
    }

    [Fact]
    public async Task A_school_matter_becomes_child_protection_when_abuse_is_suspected_after_all()
    {
        var story = await (await new CaseStory(platform).Reported(body: SchoolMatter)).Triaged("SchoolSupport");
        (await story.Refresh())["deadlines"]!.AsArray().ShouldBeEmpty();
        (await story.Do("counsellor", "escalation", new { reason = "Em kể bị đánh." })).ShouldBe(200);
        var file = await story.Refresh();
        file["tracks"]!.AsArray().Select(t => t!.GetValue<string>()).ShouldBe(["ChildProtection", "SchoolSupport"]);
        file["deadlines"]!.AsArray().Select(d => d!["code"]!.GetValue<string>()).ShouldBe(["DL-REPORT", "DL-EMERG", "DL-INIT"]);
    }

    [Fact]
    public async Task A_plan_comes_back_is_revised_and_a_review_leads_to_its_next_version()
    {
        var story = await (await (await (await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).InitiallyAssessed()).AssessedInDetail()).Planned();
        (await story.Do("socialworker", "plans/1/decision", new { outcome = "Approved" })).ShouldBeProblem(403, "forbidden");
        (await story.Do("principal", "plans/1/decision", new { outcome = "Approved" })).ShouldBeProblem(409, "commune-decides");
        (await story.Do("communeofficer", "plans/1/decision", new { outcome = "Returned", reason = "Thiếu người phối hợp." })).ShouldBe(200);
        var principal = await platform.As("socialworker");
        var revised = (await principal.Put($"{story.Path}/plans/1", CaseStory.PlanBody("Con muốn ở với bà."), story.Version)).ShouldBe(200);
        await story.Refresh();
        revised.Version.ShouldBe(story.Version);
        (await story.Do("socialworker", "plans/1/submission", new { })).ShouldBe(200);
        await (await (await story.Approved()).CarriedOut()).Reviewed(harm: "Medium", conclusion: "Continue");
        (await story.Do("principal", "closure", new { summary = "Xong." })).ShouldBeProblem(409, "risk-remains");
        (await story.Do("socialworker", "plans", CaseStory.PlanBody())).ShouldBe(201).Body["number"]!.GetValue<int>().ShouldBe(2);
        (await story.Refresh())["plans"]!.AsArray().Select(p => p!["status"]!.GetValue<string>()).ShouldBe(["Superseded", "Draft"]);
    }

    [Fact]
    public async Task An_anonymous_report_without_school_is_given_to_one_by_the_department()
    {
        var report = (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201);
        var reference = report.Body["reference"]!.GetValue<string>();
        await platform.Settle();
        var department = await platform.As("departmentofficer");
        var row = (await department.Get($"/api/v1/cases?q={reference}")).ShouldBe(200).Body["items"]!.AsArray().ShouldHaveSingleItem()!;
        var path = $"/api/v1/cases/{row["id"]!.GetValue<Guid>()}";
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(404, "not-found");

        (await department.Post($"{path}/school", new { schoolId = DemoIds.Commune }, 4)).ShouldBeProblem(409, "no-such-school");
        (await department.Post($"{path}/school", new { schoolId = DemoIds.HoaMauSchool }, 4)).ShouldBe(200);
        await platform.Settle();
        (await department.Get(path)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal2")).Get(path)).ShouldBe(200).Body["state"]!.GetValue<string>().ShouldBe("New");
        (await (await platform.As("socialworker2")).Get("/api/v1/cases/today")).ShouldBe(200).Body["newReports"]!.AsArray().ShouldContain(r => r!["reference"]!.GetValue<string>() == reference);
    }

    [Fact]
    public async Task The_history_keeps_both_times_and_marks_what_was_recorded_late()
    {
        var story = await (await new CaseStory(platform).Reported(body: CaseStory.ReportBody(platform.Clock.GetUtcNow().AddDays(-3)))).Triaged();
        var told = platform.Clock.GetUtcNow().AddDays(-2);
        (await story.Do("socialworker", "notifications", new { recipientKind = "Police", channel = "Phone", occurredAt = told, personSpokenTo = "Trực ban", absenceReason = "Cả hai đi họp." })).ShouldBe(200);
        var auditor = await platform.As("auditor");
        var entries = (await auditor.Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        entries.Select(e => e!["version"]!.GetValue<long>()).ShouldBe(Enumerable.Range(1, entries.Count).Select(n => (long)n));
        var notified = entries.Single(e => e!["type"]!.GetValue<string>() == "authority_notified")!;
        notified["late"]!.GetValue<bool>().ShouldBeTrue();
        (notified["recordedAt"]!.GetValue<DateTimeOffset>() - notified["occurredAt"]!.GetValue<DateTimeOffset>()).ShouldBeGreaterThan(TimeSpan.FromDays(1.9));
        notified["actor"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.SocialWorker);

        // As of two and a half days ago only the report had happened; it was just not recorded yet.
        var asOf = (await auditor.Get($"{story.Path}?asOf={Uri.EscapeDataString(ApiJson.InstantConverter.Format(told.AddHours(-12)))}")).ShouldBe(200).Body;
        asOf["notifications"]!.AsArray().ShouldBeEmpty();
        (await auditor.Get($"{story.Path}?asOf={Uri.EscapeDataString(ApiJson.InstantConverter.Format(told.AddHours(12)))}")).ShouldBe(200).Body["notifications"]!.AsArray().Count.ShouldBe(1);
        (await auditor.Get($"{story.Path}?knownAt={Uri.EscapeDataString(ApiJson.InstantConverter.Format(told))}")).ShouldBeProblem(404, "not-found");
    }
}
