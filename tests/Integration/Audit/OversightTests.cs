using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>What an auditor asks about decisions.</summary>
public sealed class Decisions_under_audit(Platform platform) : IClassFixture<Platform>
{
    private async Task<JsonObject> Ask(string question) => (await (await platform.As("auditor")).Get($"/api/v1/audit/{question}")).ShouldBe(200).Body;

    [Fact]
    public async Task Not_to_act_are_listed_with_reason_author_and_second_person()
    {
        var story = await new CaseStory(platform).Reported();
        (await story.Do("socialworker", "triage", new { decision = "Unfounded", tracks = Array.Empty<string>(), reason = "Không có dấu hiệu." })).ShouldBe(200);
        (await story.Do("principal", "triage/confirmation", new { agree = true, reason = "Đã gặp gia đình, đồng ý." })).ShouldBe(200);

        var rows = (await Ask("decided-not-to-act")).ShouldContainRows(story.CaseId);
        rows.Select(row => (row.Text("kind"), row["person"].Text("id"), row["proposedBy"].Text("id"), row.Text("reason"))).ShouldBe([
            ("TriageClosureConfirmed", DemoIds.Principal.ToString(), DemoIds.SocialWorker.ToString(), "Đã gặp gia đình, đồng ý."),
            ("TriageClosureProposed", DemoIds.SocialWorker.ToString(), null, "Không có dấu hiệu.")]);
        rows.ShouldAllBe(row => row.Text("reference") == story.Reference && row.Text("organisationId") == DemoIds.BinhCangSchool.ToString());

        (await Ask($"decided-not-to-act?organisation={DemoIds.HoaMauSchool}"))["items"]!.AsArray().ShouldBeEmpty();
        var first = await Ask($"decided-not-to-act?organisation={DemoIds.BinhCangSchool}&limit=1");
        first["items"]!.AsArray().Count.ShouldBe(1);
        (await Ask($"decided-not-to-act?limit=1&after={first.Text("next")}"))["items"]!.AsArray().Single().Text("sequence").ShouldNotBe(first["items"]![0].Text("sequence"));
        (await Ask($"decided-not-to-act?to={Uri.EscapeDataString("2020-01-01T00:00:00Z")}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Not_to_act_on_an_emergency_or_an_action_count_and_acting_does_not()
    {
        var story = await (await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).InitiallyAssessed();
        (await story.Do("communeofficer", "emergency-measures", new { decision = "NotNeeded", reason = "Trẻ đang ở với bà, an toàn.", performedBy = "Commune", occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1) })).Status.ShouldBeOneOf(200, 201);
        (await Ask("decided-not-to-act")).ShouldContainRows(story.CaseId).Select(row => (row.Text("kind"), row.Text("reason"))).ShouldBe([("EmergencyNotNeeded", "Trẻ đang ở với bà, an toàn.")]);
    }

    [Fact]
    public async Task On_one_s_own_work_are_found_and_none_is_said_of_a_number()
    {
        var started = platform.Clock.GetUtcNow();
        var story = await (await (await (await (await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).InitiallyAssessed()).AssessedInDetail()).Planned()).Approved();
        var since = Uri.EscapeDataString(started.ToString("O"));

        var none = await Ask($"self-approvals?from={since}");
        none["items"]!.AsArray().ShouldBeEmpty();
        var examined = none["examined"]!.AsArray().ToDictionary(kind => kind.Text("kind")!, kind => kind!["decisions"]!.GetValue<long>());
        examined.Keys.ShouldBe(["TriageClosure", "LowerRisk", "PlanDecision", "DeadlineWaiver", "CaseClosure", "Erasure", "Merge", "MeasurementApproval", "BestInterest"], ignoreOrder: true);
        examined["PlanDecision"].ShouldBeGreaterThan(0);
        none["upTo"]!.GetValue<long>().ShouldBeGreaterThan(0);

        // No route lets it happen, so a program of ours that forgot the rule does it: the author of a plan sends it back.
        await story.Refresh();
        var store = platform.Services.GetRequiredService<ProtectionPlatform.BuildingBlocks.EventStore.EventStore>();
        await using (var connection = await platform.Services.GetRequiredService<Databases>().ForModule("Cases").OpenConnectionAsync())
            (await store.Append(connection, new Appending(story.CaseId, "case", story.Version, platform.Clock.Now(), [new PlanReturned(1, "Tự trả lại", PerformedBy.School)], [Guid.CreateVersion7()],
                new EventMetadata(DemoIds.SocialWorker, "Nguyễn Thị Ví Dụ", null, null), null))).ShouldNotBeNull();

        var found = (await Ask($"self-approvals?from={since}"))["items"]!.AsArray().Single();
        (found.Text("kind"), found.Text("type"), found.Text("stream"), found!["person"].Text("id")).ShouldBe(("PlanDecision", "plan_returned", story.CaseId.ToString(), DemoIds.SocialWorker.ToString()));
        found["proposals"]!.AsArray().ShouldNotBeEmpty();
        (await Ask($"self-approvals?to={Uri.EscapeDataString("2020-01-01T00:00:00Z")}"))["examined"]!.AsArray().ShouldAllBe(kind => kind!["decisions"]!.GetValue<long>() == 0);
    }

    [Fact]
    public async Task Are_for_auditors_only_and_that_they_looked_is_recorded()
    {
        foreach (var path in new[] { "/api/v1/audit/decided-not-to-act", "/api/v1/audit/self-approvals" })
        {
            (await (await platform.As("principal")).Get(path)).ShouldBeProblem(403, "forbidden");
            (await platform.Anonymous().Get(path)).ShouldBeProblem(401, "unauthenticated");
            (await (await platform.As("auditor")).Get($"{path}?from=gestern")).ShouldBeProblem(400, "invalid-request");
            var before = await platform.Head();
            (await (await platform.As("auditor")).Get(path)).ShouldBe(200);
            (await platform.RecordedReads(before)).Single().Actor.ShouldBe(DemoIds.Auditor.ToString());
        }
    }

    [Fact]
    public async Task Are_found_among_all_events_of_a_case_a_person_or_a_request()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var all = (await Ask($"events?case={story.CaseId}&limit=200"))["items"]!.AsArray();
        all.ShouldNotBeEmpty();
        all.ShouldAllBe(e => e.Text("stream") == story.CaseId.ToString());
        var correlation = all[0].Text("correlationId")!;
        (await Ask($"events?correlation={correlation}"))["items"]!.AsArray().ShouldAllBe(e => e.Text("correlationId") == correlation);
        var byFocal = (await Ask($"events?actor={DemoIds.FocalPerson}&case={story.CaseId}"))["items"]!.AsArray();
        byFocal.ShouldNotBeEmpty();
        byFocal.ShouldAllBe(e => e!["actor"].Text("id") == DemoIds.FocalPerson.ToString());
        (await Ask("events?limit=200"))["items"]!.AsArray().ShouldAllBe(e => e.Text("streamType") != "read_log");
        (await Ask("events?reads=true&limit=1"))["items"]!.AsArray().Single().Text("type").ShouldBe("content_read");
        (await Ask("events?type=content_read&limit=1"))["items"]!.AsArray().Count.ShouldBe(1);
    }
}

internal static class Rows
{
    /// <summary>The rows about one case, newest first; at least one.</summary>
    public static List<JsonNode> ShouldContainRows(this JsonObject page, Guid caseId)
    {
        var rows = page["items"]!.AsArray().Select(row => row!).Where(row => row.Text("caseId") == caseId.ToString()).ToList();
        rows.ShouldNotBeEmpty(page.ToJsonString());
        return rows;
    }
}
