using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>Breaking the glass, over HTTP: who may, what it shows, who is told, and that it ends.</summary>
public sealed class A_case_opened_in_an_emergency(Platform platform) : IClassFixture<Platform>
{
    private const string Take = "/api/v1/cases/urgent-access";

    private static readonly string[] pages = ["", "/history", "/difference", "/next-steps"];

    private static object Asked(string of, int hours = 4) => new { @case = of, reason = "Em đang ở trường chúng tôi và không dám về nhà.", hours };

    [Fact]
    public async Task Is_shown_to_read_marked_in_the_log_and_ends_by_itself()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var near = await platform.As("socialworker2");
        (await near.Get(story.Path)).ShouldBeProblem(404, "not-found");
        (await near.Post(Take, Asked(story.Reference.ToLowerInvariant()))).ShouldBe(200).Id.ShouldBe(story.CaseId);
        await story.Refresh();
        await platform.Settle();

        var before = await platform.Head();
        foreach (var page in pages) (await near.Get($"{story.Path}{page}")).ShouldBe(200);
        (await near.Get("/api/v1/cases?limit=200")).ShouldBe(200).Text.ShouldContain(story.CaseId.ToString());
        (await near.Get("/api/v1/cases/today")).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString(), Case.Insensitive, "to read, not work to do");
        (await near.Post($"{story.Path}/escalation", new { reason = "?" }, story.Version)).ShouldBeProblem(403, "forbidden");
        (await near.Get($"{story.Path}/restricted?field=informant", ("X-Purpose-Reason", "test"))).ShouldBeProblem(403, "forbidden");
        var reads = (await platform.RecordedReads(before)).Where(read => read.Actor == DemoIds.SocialWorker2.ToString() && read.Data.Text("what") != "readToday").ToList();
        reads.Count.ShouldBe(6);
        reads.ShouldAllBe(read => read.Data["as"].Text("urgent") == "true");

        var file = (await (await platform.As("focalperson")).Get(story.Path)).ShouldBe(200).Body["urgentAccess"]![0]!;
        (file["person"].Text("id"), file.Text("open"), file.Text("reason")).ShouldBe((DemoIds.SocialWorker2.ToString(), "true", "Em đang ở trường chúng tôi và không dám về nhà."));
        await platform.Settle();
        var auditor = await platform.As("auditor");
        (await auditor.Get($"/api/v1/audit/reads?urgent=true&subject={story.CaseId}")).ShouldBe(200).Body["items"]!.AsArray()
            .ShouldAllBe(row => row!["person"].Text("id") == DemoIds.SocialWorker2.ToString() && row.Text("urgent") == "true");
        (await auditor.Get("/api/v1/audit/events?type=urgent_access_taken")).ShouldBe(200).Text.ShouldContain(story.CaseId.ToString());

        platform.Advance(TimeSpan.FromHours(4));
        near = await platform.As("socialworker2");
        foreach (var page in pages) (await near.Get($"{story.Path}{page}")).ShouldBeProblem(404, "not-found");
        (await near.Get("/api/v1/cases?limit=200")).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString());
        (await (await platform.As("focalperson")).Get(story.Path)).ShouldBe(200).Body["urgentAccess"]![0].Text("open").ShouldBe("false");
        (await near.Post(Take, Asked(story.CaseId.ToString(), 1))).ShouldBe(200);
    }

    [Fact]
    public async Task Is_told_at_once_to_the_focal_person_and_the_data_protection_officers_without_a_word_of_the_case()
    {
        var story = await new CaseStory(platform).Reported();
        (await (await platform.As("principal2")).Post(Take, Asked(story.Reference))).ShouldBe(200);
        await platform.Settle();
        async Task<string?> Told(string who) => (await (await platform.As(who)).Get("/api/v1/communications/notices")).ShouldBe(200).Body["items"]!.AsArray()
            .Where(notice => notice.Text("kind") == "UrgentAccess" && notice.Text("reference") == story.Reference).Select(notice => notice.Text("link")).SingleOrDefault();
        (await Told("focalperson")).ShouldBe($"/ca/{story.CaseId}");
        (await Told("dataprotection")).ShouldBe($"/kiem-tra/ai-da-xem?case={story.CaseId}");
        foreach (var other in new[] { "principal2", "socialworker", "departmentofficer" }) (await Told(other)).ShouldBeNull(other);
        (await (await platform.As("dataprotection")).Get("/api/v1/communications/notices")).Text.ShouldNotContain("không dám về nhà");
    }

    [Fact]
    public async Task Is_not_there_for_somebody_excluded_by_name_nor_far_away_in_every_byte()
    {
        await People.AddOrganisations(platform);
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        (await story.Do("focalperson", "exclusions", new { personId = DemoIds.SocialWorker2, ground = "Relative", reason = "Cô của trẻ." })).ShouldBe(200);
        var far = await People.Add(platform, "Cán Bộ Nơi Xa", new Membership(Role.CommuneOfficer, People.OtherCommune));
        foreach (var caller in new[] { await platform.As("socialworker2"), far.Caller })
        {
            var before = await platform.Head();
            var answers = new List<string>();
            foreach (var of in new[] { story.Reference, story.CaseId.ToString(), "BT-AAAAA-AAAAA", Guid.CreateVersion7().ToString(), "không có" })
            {
                var answer = (await caller.Post(Take, Asked(of))).ShouldBeProblem(404, "not-found");
                answer.Body.Remove("traceId");
                answer.Body.Remove("instance");
                answers.Add($"{answer.Body.ToJsonString()} {string.Join(' ', answer.Headers.Select(h => h.Key).Order())}");
            }

            answers.Distinct().Count().ShouldBe(1);
            (await platform.RecordedReads(before)).Where(read => read.Data.Text("what") == "takeUrgentAccess").Select(read => (read.Type, read.Data.Text("subjectExists"))).Take(3)
                .ShouldBe([("read_denied", "true"), ("read_denied", "true"), ("read_denied", "false")]);
        }
    }

    [Fact]
    public async Task Closes_to_somebody_excluded_while_it_is_open()
    {
        var story = await new CaseStory(platform).Reported();
        var near = await platform.As("principal2");
        (await near.Post(Take, Asked(story.Reference))).ShouldBe(200);
        (await near.Get(story.Path)).ShouldBe(200);
        await story.Refresh();
        (await story.Do("focalperson", "exclusions", new { personId = DemoIds.Principal2, ground = "ConflictOfInterest", reason = "Bạn thân của người bị nghi vấn." })).ShouldBe(200);
        await platform.Settle();
        (await near.Get(story.Path)).ShouldBeProblem(404, "not-found");
        (await near.Get("/api/v1/cases?limit=200")).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString());
    }

    [Fact]
    public async Task Is_ended_by_the_focal_person_and_asked_for_in_good_order()
    {
        var story = await new CaseStory(platform).Reported();
        var near = await platform.As("socialworker2");
        (await near.Post(Take, new { @case = story.Reference, reason = " " })).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Single().Key.ShouldBe("reason");
        (await near.Post(Take, Asked(story.Reference, 25))).ShouldBeProblem(409, "urgent-access-too-long");
        (await (await platform.As("auditor")).Post(Take, Asked(story.Reference))).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("socialworker")).Post(Take, Asked(story.Reference))).ShouldBeProblem(409, "already-open-to-you");
        (await near.Post(Take, Asked(story.Reference))).ShouldBe(200);
        await story.Refresh();
        (await story.Do("socialworker", $"urgent-access/{DemoIds.SocialWorker2}/ending", new { reason = "?" })).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("focalperson")).Get($"{story.Path}/next-steps")).ShouldBe(200).Text.ShouldContain("UrgentAccessEnding");
        (await story.Do("focalperson", $"urgent-access/{DemoIds.SocialWorker2}/ending", new { reason = "Đã đón em về." })).ShouldBe(200);
        (await near.Get(story.Path)).ShouldBeProblem(404, "not-found");
        (await story.Do("focalperson", $"urgent-access/{DemoIds.SocialWorker2}/ending", new { reason = "?" })).ShouldBeProblem(409, "not-open-urgently");
    }
}
