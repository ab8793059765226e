using System.Text.Json.Nodes;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>What was written without a connection says when, by the clock of the device it was written on.</summary>
public sealed class The_device_s_time(Platform platform) : IClassFixture<Platform>
{
    private const string InTheEvening = "2026-11-26T20:15:00+07:00";

    [Fact]
    public async Task Stands_beside_what_was_recorded_as_the_device_said_it_and_moves_nothing()
    {
        var story = await new CaseStory(platform).Reported();
        var before = platform.Clock.GetUtcNow();
        (await Hear(story, "Con muốn ngồi cạnh bạn Mẫu.", ("Device-Time", "2019-01-02T03:04:05-03:30"))).ShouldBe(200);

        var entry = await Last(story);
        entry.Text("deviceTime").ShouldBe("2019-01-02T03:04:05-03:30");
        entry["recordedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThanOrEqualTo(before.AddSeconds(-1));
        entry["late"]!.GetValue<bool>().ShouldBeFalse("what the device says of itself is no claim about when something happened");
    }

    [Fact]
    public async Task Is_not_made_up_where_no_device_says_it()
    {
        var story = await new CaseStory(platform).Reported();
        (await Hear(story, "Con không muốn nói.")).ShouldBe(200);
        (await Last(story))["deviceTime"].ShouldBeNull();
    }

    [Theory]
    [InlineData("tối qua")]
    [InlineData("2026-11-26T20:15:00")]
    [InlineData("2026-13-26T20:15:00+07:00")]
    [InlineData("0001-01-01T00:00:00+00:00")]
    public async Task Is_refused_where_it_is_no_instant_with_an_offset(string said)
    {
        var story = await new CaseStory(platform).Reported();
        (await Hear(story, "Con kể rồi.", ("Device-Time", said))).ShouldBeProblem(400, "invalid-request").Body["errors"]!["Device-Time"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Goes_with_a_plan_whose_answer_was_lost_and_which_is_then_recorded_once()
    {
        var story = await (await (await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).InitiallyAssessed()).AssessedInDetail();
        (await story.Do("socialworker", "plans", CaseStory.PlanBody())).ShouldBe(201);
        var worker = await platform.As("socialworker");
        Task<Answer> Revise() => worker.Put($"{story.Path}/plans/1", new { overallGoal = "Em đi học lại." }, story.Version, ("Idempotency-Key", "mot-lan-sua"), ("Device-Time", InTheEvening));

        var first = (await Revise()).ShouldBe(200);
        var again = (await Revise()).ShouldBe(200);

        again.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
        var entry = await Last(story);
        (entry.Text("type"), entry["version"]!.GetValue<long>(), entry.Text("deviceTime")).ShouldBe(("plan_revised", first.Version, InTheEvening));
        (await worker.Put($"{story.Path}/plans/1", new { overallGoal = "Khác." }, first.Version, ("Idempotency-Key", "mot-lan-sua"))).ShouldBeProblem(422, "key-reused");
    }

    private async Task<Answer> Hear(CaseStory story, string words, params (string Name, string Value)[] headers) =>
        await (await platform.As("socialworker")).Post($"{story.Path}/child-opinions",
            new { about = "Chỗ ngồi", opinion = words, occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1) }, story.Version, headers);

    private async Task<JsonObject> Last(CaseStory story) =>
        (await (await platform.As("principal")).Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray()[^1]!.AsObject();
}
