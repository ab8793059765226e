using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>A case passes to another worker, over HTTP.</summary>
public sealed class Handing_a_case_over(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Is_asked_accepted_and_seen_by_everybody_it_concerns()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var set = Guid.CreateVersion7();
        (await story.Do("socialworker", "hand-over", new { toId = DemoIds.Counsellor, note = "Gọi lại cho bà của em.", setId = set })).ShouldBe(200);
        await platform.Settle();
        (await Waits("counsellor", story)).ShouldBe(["HandOver"]);
        (await Told("counsellor", story)).ShouldContain("HandOverToAccept");
        var waiting = await story.Refresh();
        (waiting["assignee"].Text("id"), waiting["handOvers"]![0].Text("state"), waiting["handOvers"]![0].Text("note")).ShouldBe((DemoIds.SocialWorker.ToString(), "Proposed", "Gọi lại cho bà của em."));

        (await story.Do("focalperson", "hand-over/answer", new { accept = true })).ShouldBeProblem(409, "no-hand-over-for-you");
        (await story.Do("counsellor", "hand-over/answer", new { accept = false })).ShouldBeProblem(400, "invalid-request");
        (await story.Do("counsellor", "hand-over/answer", new { accept = true })).ShouldBe(200);
        await platform.Settle();
        (await Waits("counsellor", story)).ShouldBeEmpty();
        (await Told("socialworker", story)).ShouldContain("HandOverAnswered");
        var after = await story.Refresh();
        (after["assignee"].Text("id"), after["handOvers"]![0].Text("state"), after["handOvers"]![0].Text("setId")).ShouldBe((DemoIds.Counsellor.ToString(), "Accepted", set.ToString()));
        after["deadlines"]!.AsArray().Select(d => d.Text("dueAt")).ShouldBe(waiting["deadlines"]!.AsArray().Select(d => d.Text("dueAt")));
    }

    [Fact]
    public async Task To_somebody_excluded_answers_in_every_byte_as_to_somebody_from_elsewhere()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        (await story.Do("focalperson", "exclusions", new { personId = DemoIds.Counsellor, ground = "ConflictOfInterest", reason = "Họ hàng." })).ShouldBe(200);
        async Task<string> Ask(Guid to)
        {
            var answer = (await story.Do("socialworker", "hand-over", new { toId = to })).ShouldBeProblem(409, "assignee-not-case-staff");
            answer.Body.Remove("traceId");
            answer.Body.Remove("instance");
            return answer.Body.ToJsonString();
        }

        (await Ask(DemoIds.Counsellor)).ShouldBe(await Ask(DemoIds.SocialWorker2));
        (await Ask(DemoIds.Counsellor)).ShouldBe(await Ask(Guid.CreateVersion7()));
    }

    private async Task<List<string?>> Waits(string who, CaseStory story) => [.. (await (await platform.As(who)).Get("/api/v1/cases/today")).ShouldBe(200).Body["decisions"]!.AsArray()
        .Where(row => row.Text("caseId") == story.CaseId.ToString()).Select(row => row.Text("kind"))];

    private async Task<List<string?>> Told(string who, CaseStory story) => [.. (await (await platform.As(who)).Get("/api/v1/communications/notices")).ShouldBe(200).Body["items"]!.AsArray()
        .Where(row => row.Text("reference") == story.Reference).Select(row => row.Text("kind"))];
}
