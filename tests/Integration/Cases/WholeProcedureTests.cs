using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The main job over HTTP: a concern becomes a closed case, and its past can be read as it was.</summary>
public sealed class The_whole_procedure(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Leads_from_report_to_closure_and_every_moment_between_can_be_read_as_it_was()
    {
        var story = new CaseStory(platform) { KeepsReadings = true };
        await (await (await (await story.ToApprovedPlan()).CarriedOut()).Reviewed()).Closed();

        var principal = await platform.As("principal");
        var end = (await principal.Get(story.Path)).ShouldBe(200);
        end.Body["state"]!.GetValue<string>().ShouldBe("Closed");
        end.Body["deadlines"]!.AsArray().ShouldAllBe(d => d!["status"]!.GetValue<string>() == (d["code"]!.GetValue<string>().StartsWith("DL-FOLLOW", StringComparison.Ordinal) ? "Pending" : "Met"));

        foreach (var (at, body) in story.Readings)
        {
            var then = (await principal.Get($"{story.Path}?knownAt={Uri.EscapeDataString(ApiJson.InstantConverter.Format(at))}")).ShouldBe(200);
            then.Text.ShouldBe(body);
            var version = JsonNode.Parse(body)!["version"]!.GetValue<long>();
            (await principal.Get($"{story.Path}?version={version}")).ShouldBe(200).Body["state"]!.ToJsonString().ShouldBe(JsonNode.Parse(body)!["state"]!.ToJsonString());
        }

        (await story.Do("socialworker", "reopening", new { reason = "Có thông tin mới." })).ShouldBe(200);
        (await story.Refresh())["state"]!.GetValue<string>().ShouldBe("Reopened");
    }

    [Fact]
    public async Task Appears_in_the_lists_of_those_who_may_see_it_and_of_nobody_else()
    {
        var story = await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        await platform.Settle();
        foreach (var (user, sees) in new[] { ("socialworker", true), ("principal", true), ("communeofficer", true), ("auditor", true), ("socialworker2", false), ("departmentofficer", false), ("partner", false), ("reporter", false) })
        {
            var caller = await platform.As(user);
            var listed = (await caller.Get("/api/v1/cases?limit=200")).ShouldBe(200).Body["items"]!.AsArray().Any(r => r!["id"]!.GetValue<Guid>() == story.CaseId);
            listed.ShouldBe(sees, user);
            (await caller.Get(story.Path)).Status.ShouldBe(sees ? 200 : 404, user);
        }

        var socialWorker = await platform.As("socialworker");
        (await socialWorker.Post("/api/v1/cases/search", new { words = "le thi vi du" })).ShouldBe(200).Body["items"]!.AsArray().ShouldNotBeEmpty();
        (await socialWorker.Get("/api/v1/cases/today")).ShouldBe(200).Body["deadlines"]!.AsArray().ShouldContain(d => d!["caseId"]!.GetValue<Guid>() == story.CaseId);
    }

    [Fact]
    public async Task Starts_without_name_or_account_and_lets_the_reporter_follow_up()
    {
        var anonymous = platform.Anonymous();
        var report = (await anonymous.Post("/api/v1/cases/reports", new { channel = "Online", whatHappened = "Bạn em bị bắt nạt.", knownAt = DateTimeOffset.UtcNow, schoolId = DemoIds.BinhCangSchool })).ShouldBe(201);
        report.Body["caseId"].ShouldBeNull();
        var reference = report.Body["reference"]!.GetValue<string>();
        var code = report.Body["followUpCode"]!.GetValue<string>();
        var path = $"/api/v1/cases/reports/{reference}";

        (await anonymous.Get(path, ("X-Follow-Up-Code", code))).ShouldBe(200).Body["state"]!.GetValue<string>().ShouldBe("Received");
        (await anonymous.Get(path, ("X-Follow-Up-Code", "ABCD-ABCD-ABCD-ABCD"))).ShouldBeProblem(404, "not-found");
        (await anonymous.Get(path)).ShouldBeProblem(404, "not-found");
        (await anonymous.Post($"{path}/messages", new { text = "Hôm nay lại xảy ra." }, null, ("X-Follow-Up-Code", code))).ShouldBe(201);

        var counsellor = await platform.As("counsellor");
        (await counsellor.Post($"{path}/messages", new { text = "Nhà trường đã nhận tin." })).ShouldBe(201);
        (await anonymous.Get(path, ("X-Follow-Up-Code", code))).ShouldBe(200).Body["messages"]!.AsArray().Count.ShouldBe(2);
        (await (await platform.As("socialworker2")).Post($"{path}/messages", new { text = "?" })).ShouldBeProblem(404, "not-found");
    }
}
