using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>What changed between two moments of a case, over HTTP.</summary>
public sealed class The_difference_between_two_moments(Platform platform) : IClassFixture<Platform>
{
    private static string At(DateTimeOffset at) => Uri.EscapeDataString(ApiJson.InstantConverter.Format(at));

    private static List<string> Paths(JsonNode answer) => [.. answer["changes"]!.AsArray().Select(c => string.Join('/', c!["path"]!.AsArray().Select(k => k!.GetValue<string>())))];

    private static JsonNode Change(JsonNode answer, string path) =>
        answer["changes"]!.AsArray().Single(c => string.Join('/', c!["path"]!.AsArray().Select(k => k!.GetValue<string>())) == path)!;

    private static List<string> Events(JsonNode answer) => [.. answer["events"]!.AsArray().Select(e => e!["type"]!.GetValue<string>())];

    [Fact]
    public async Task Names_at_each_step_of_the_procedure_exactly_what_the_step_changed()
    {
        var story = new CaseStory(platform) { KeepsReadings = true };
        await (await (await (await story.ToApprovedPlan()).CarriedOut()).Reviewed()).Closed();
        var auditor = await platform.As("auditor");
        var seen = new List<JsonObject>();
        foreach (var ((fromAt, fromBody), (toAt, toBody)) in story.Readings.Zip(story.Readings.Skip(1)))
        {
            var (before, after) = (JsonNode.Parse(fromBody)!.AsObject(), JsonNode.Parse(toBody)!.AsObject());
            var answer = (await auditor.Get($"{story.Path}/difference?from={At(fromAt)}&to={At(toAt)}")).ShouldBe(200).Body;
            seen.Add(answer);

            var differing = after.Select(m => m.Key).Where(key => key != "version" && !JsonNode.DeepEquals(before[key], after[key]));
            answer["changes"]!.AsArray().Select(c => c!["path"]![0]!.GetValue<string>()).Distinct().ShouldBe(differing, ignoreOrder: true);
            var versions = answer["events"]!.AsArray().Select(e => e!["version"]!.GetValue<long>()).ToList();
            var (first, last) = (before["version"]!.GetValue<long>(), after["version"]!.GetValue<long>());
            versions.ShouldBe(Enumerable.Range((int)first + 1, (int)(last - first)).Select(v => (long)v));
            (answer["from"]!["version"]!.GetValue<long>(), answer["to"]!["version"]!.GetValue<long>()).ShouldBe((first, last));
            (await auditor.Get($"{story.Path}/difference?by=version&from={first}&to={last}")).ShouldBe(200).Body["events"]!.ToJsonString().ShouldBe(answer["events"]!.ToJsonString());
        }

        var notified = seen.Single(a => Events(a).Contains("authority_notified"));
        Paths(notified).ShouldContain("notifications/1");
        Change(notified, "notifications/1")["kind"]!.GetValue<string>().ShouldBe("Added");
        Change(notified, "notifications/1")["label"]!["vi"]!.GetValue<string>().ShouldBe("Thông báo cho nơi tiếp nhận 1");
        Change(notified, $"access/authorities/{DemoIds.Commune}")["kind"]!.GetValue<string>().ShouldBe("Added");

        var approved = Change(seen.Single(a => Events(a).Contains("plan_approved")), "plans/1/status");
        approved["kind"]!.GetValue<string>().ShouldBe("Changed");
        (approved["before"]!.GetValue<string>(), approved["after"]!.GetValue<string>()).ShouldBe(("Submitted", "Approved"));
        approved["afterText"]!["vi"]!.GetValue<string>().ShouldBe("Đã phê duyệt");
        approved["label"]!["en"]!.GetValue<string>().ShouldBe("Plans 1 › Status");

        Change(seen.First(a => Events(a).Contains("action_progressed")), "plans/1/actions/1/status")["afterText"]!["en"]!.GetValue<string>().ShouldBe("Under way");
        Change(seen[^1], "state")["after"]!.GetValue<string>().ShouldBe("Closed");
        Events(seen[^1]).ShouldContain("case_closed");

        var whole = (await auditor.Get($"{story.Path}/difference")).ShouldBe(200).Body;
        whole["from"]!["version"].ShouldBeNull();
        whole["events"]!.AsArray().Count.ShouldBe((int)story.Version);
        whole["changes"]!.AsArray().ShouldAllBe(c => c!["kind"]!.GetValue<string>() == "Added");
    }

    [Fact]
    public async Task Tells_by_occurrence_what_was_learned_of_late()
    {
        var story = await (await new CaseStory(platform).Reported(body: CaseStory.ReportBody(platform.Clock.GetUtcNow().AddDays(-3)))).Triaged();
        var told = platform.Clock.GetUtcNow().AddDays(-2);
        (await story.Do("socialworker", "notifications", new { recipientKind = "Police", channel = "Phone", occurredAt = told, personSpokenTo = "Trực ban", absenceReason = "Cả hai đi họp." })).ShouldBe(200);
        var auditor = await platform.As("auditor");

        var happened = (await auditor.Get($"{story.Path}/difference?by=asOf&from={At(told.AddHours(-1))}&to={At(told.AddHours(1))}")).ShouldBe(200).Body;
        Events(happened).ShouldContain("authority_notified");
        Paths(happened).ShouldContain("notifications/1");
        // The clock stopped when the authority was told, not when that was written down.
        (await auditor.Get($"{story.Path}?asOf={At(told.AddHours(1))}")).ShouldBe(200).Body["deadlines"]!.AsArray()
            .Single(d => d!["code"]!.GetValue<string>() == "DL-REPORT")!["settledAt"]!.GetValue<DateTimeOffset>().ShouldBe(told, TimeSpan.FromMilliseconds(1));
        Events((await auditor.Get($"{story.Path}/difference?by=asOf&from={At(told.AddHours(1))}&to={At(told.AddHours(2))}")).ShouldBe(200).Body).ShouldNotContain("authority_notified");

        var entries = (await auditor.Get($"{story.Path}/history?knownAt={At(platform.Clock.GetUtcNow().AddDays(-1))}")).ShouldBe(200).Body["items"]!.AsArray();
        entries.ShouldAllBe(e => !e!["knownThen"]!.GetValue<bool>());
        entries.Where(e => e!["type"]!.GetValue<string>().StartsWith("deadline_", StringComparison.Ordinal)).ShouldAllBe(e => !e!["late"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Shows_who_could_see_the_case_then_and_asks_who_may_see_it_now()
    {
        var story = new CaseStory(platform) { KeepsReadings = true };
        await (await (await story.Reported()).Triaged()).Notified();
        var reported = JsonNode.Parse(story.Readings[0].Body)!["access"]!;
        reported["school"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.BinhCangSchool);
        reported["assignee"].ShouldBeNull();
        reported["authorities"]!.AsArray().ShouldBeEmpty();
        var now = JsonNode.Parse(story.Readings[^1].Body)!["access"]!;
        now["assignee"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.SocialWorker);
        now["authorities"]!.AsArray().ShouldHaveSingleItem()!["roles"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>().ShouldBe("CommuneOfficer");

        // The commune sees the past too, though it was told only now; another school sees no moment of it.
        (await (await platform.As("communeofficer")).Get($"{story.Path}?knownAt={At(story.Readings[0].At)}")).ShouldBe(200);
        (await (await platform.As("principal2")).Get($"{story.Path}/difference?from={At(story.Readings[0].At)}")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Refuses_moments_it_cannot_read()
    {
        var story = await new CaseStory(platform).Reported();
        var auditor = await platform.As("auditor");
        foreach (var (query, field) in new[] { ("from=yesterday", "from"), ("by=version&to=x", "to"), ("by=version&to=-1", "to"), ("by=feeling&from=1", "by") })
            (await auditor.Get($"{story.Path}/difference?{query}")).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().ShouldContainKey(field);
        (await auditor.Get($"{story.Path}/difference?by=version&from=0&to=0")).ShouldBeProblem(404, "not-found");
    }
}
