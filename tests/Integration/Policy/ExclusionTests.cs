using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>A person excluded from a case by name, over HTTP. That no endpoint answers them otherwise is what the policy walk shows; here what goes and what stays.</summary>
public sealed class A_person_excluded_from_a_case(Platform platform) : IClassFixture<Platform>
{
    private static object Exclusion(Guid person, string ground = "SuspectedPerson") => new { personId = person, ground, reason = "Trẻ kể người này có mặt khi việc xảy ra." };

    private static async Task<string[]> Answers(Caller caller, params string[] paths)
    {
        var answers = new List<string>();
        foreach (var path in paths)
        {
            var answer = await (path.EndsWith("/search", StringComparison.Ordinal) ? caller.Post(path, new { words = "vi du", count = true }) : caller.Get(path));
            answer.Body.Remove("traceId");
            answer.Body.Remove("instance");
            answers.Add($"{path} {answer.Status} {answer.Body.ToJsonString()}");
        }

        return [.. answers];
    }

    [Fact]
    public async Task Sees_lists_counts_searches_notices_and_figures_as_if_the_case_had_never_been()
    {
        var principal = await platform.As("principal");
        string[] paths =
        [
            "/api/v1/cases?count=true", "/api/v1/cases/search", "/api/v1/cases/today", "/api/v1/cases/deadlines", "/api/v1/communications/notices", "/api/v1/communications/notices?unread=true",
            "/api/v1/referrals?count=true", $"/api/v1/indicators/operational?organisationId={DemoIds.BinhCangSchool}",
        ];
        await platform.Settle();
        var before = await Answers(principal, paths);

        (await (await platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).Status.ShouldBeOneOf(201, 409);
        var story = await new CaseStory(platform).Reported(body: new { channel = "InPerson", whatHappened = "Em Lê Thị Ví Dụ kể bị đánh.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-10), concernKind = "Abused", immediateDanger = true, child = new { fullName = "Lê Thị Ví Dụ" } });
        await (await (await (await (await (await story.Triaged()).Notified()).InitiallyAssessed()).AssessedInDetail()).Planned()).Approved();
        await platform.Settle();
        (await (await platform.As("socialworker")).Post("/api/v1/referrals", new { caseId = story.CaseId, planNumber = 1, actionNumber = 1, providerId = DemoIds.SocialWorkCentre, need = "Tham vấn", measureCode = "50.a", urgency = "High", basis = "LegalDuty", shared = Array.Empty<object>() })).ShouldBe(201);
        await platform.Settle();
        await story.Refresh();
        (await Answers(principal, paths)).Zip(before).ShouldAllBe(pair => pair.First != pair.Second, "each of these shows the case to begin with");

        (await story.Do("focalperson", "exclusions", Exclusion(DemoIds.Principal))).ShouldBe(200);
        (await Answers(principal, paths)).ShouldBe(before);
        await platform.Settle();
        (await Answers(principal, paths)).ShouldBe(before);

        // What happens later is told to the others and not to them.
        await story.CarriedOut();
        (await story.Do("socialworker", "reviews", CaseStory.ReviewBody())).ShouldBe(200);
        await platform.Settle();
        (await Answers(principal, paths)).ShouldBe(before);
        (await (await platform.As("socialworker")).Get(story.Path)).ShouldBe(200).Body["exclusions"]![0]!["person"].Text("name").ShouldBe("Hoàng Văn Mẫu");
    }

    [Fact]
    public async Task Finds_nothing_of_it_as_an_auditor_either()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        (await story.Do("focalperson", "escalation", new { reason = "?" })).ShouldBe(409);
        (await story.Do("focalperson", $"deadlines/{(await story.Refresh())["deadlines"]![0].Text("id")}/waiver", new { reason = "Trẻ ở viện." })).ShouldBe(200);
        (await story.Do("principal", $"deadlines/{(await story.Refresh())["deadlines"]![0].Text("id")}/waiver/confirmation", new { agree = true, reason = "Đúng." })).ShouldBe(200);
        var auditor = await platform.As("auditor");
        (await auditor.Post("/api/v1/audit/evidence", new { caseId = story.CaseId })).ShouldBe(200);
        (await auditor.Get(story.Path)).ShouldBe(200);
        (await (await platform.As("counsellor")).Get("/api/v1/cases?limit=200")).ShouldBe(200);
        var opened = (await auditor.Get($"{story.Path}/history")).ShouldBe(200).Body["items"]![0]!;
        await platform.Settle();

        string[] Asked(Guid id, string eventId, string sequence) =>
        [
            $"/api/v1/audit/events?case={id}", $"/api/v1/audit/events?stream={id}", $"/api/v1/audit/reads?subject={id}", $"/api/v1/audit/reads?subject={id}&listed=true",
            $"/api/v1/audit/proofs/inclusion?event={eventId}", $"/api/v1/audit/proofs/inclusion?sequence={sequence}", $"/api/v1/cases/{id}", $"/api/v1/cases/{id}/history",
        ];
        string[] Told(string[] answers) => [.. answers.Select(answer => answer[(answer.IndexOf(' ', StringComparison.Ordinal) + 1)..])];

        (await story.Do("focalperson", "exclusions", Exclusion(DemoIds.Auditor, "ConflictOfInterest"))).ShouldBe(200);
        await platform.Settle();
        var theirs = Told(await Answers(auditor, Asked(story.CaseId, opened.Text("eventId")!, opened.Text("sequence")!)));
        theirs.ShouldBe(Told(await Answers(auditor, Asked(Guid.CreateVersion7(), Guid.CreateVersion7().ToString(), "999999999"))));

        foreach (var path in new[] { "/api/v1/audit/events?limit=200", "/api/v1/audit/events?reads=true&limit=200", "/api/v1/audit/reads?limit=200", "/api/v1/audit/decided-not-to-act?limit=200", "/api/v1/audit/self-approvals", "/api/v1/operations/subscriptions/cases.caseload_v1" })
            (await auditor.Get(path)).ShouldBe(200).Text.ShouldNotContain(story.CaseId.ToString(), Case.Insensitive, path);
        var (known, unknown) = (await auditor.Post("/api/v1/audit/evidence", new { caseId = story.CaseId }), await auditor.Post("/api/v1/audit/evidence", new { caseId = Guid.CreateVersion7() }));
        foreach (var answer in new[] { known, unknown })
        {
            answer.ShouldBeProblem(404, "not-found").Body.Remove("traceId");
            answer.Body.Remove("instance");
        }

        known.Body.ToJsonString().ShouldBe(unknown.Body.ToJsonString());
        (await (await platform.As("dataprotection")).Get($"/api/v1/audit/reads?subject={story.CaseId}&denied=true")).ShouldBe(200).Body["items"]!.AsArray()
            .ShouldContain(read => read!["person"].Text("id") == DemoIds.Auditor.ToString(), "each attempt is on record");
    }

    [Fact]
    public async Task Is_not_told_again_what_was_answered_before()
    {
        var story = await new CaseStory(platform).Reported();
        var principal = await platform.As("principal");
        var key = ("Idempotency-Key", Guid.CreateVersion7().ToString());
        var body = new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu." };
        (await principal.Post($"{story.Path}/triage", body, story.Version, key)).ShouldBe(200);
        (await principal.Post($"{story.Path}/triage", body, story.Version, key)).ShouldBe(200);
        await story.Refresh();
        (await story.Do("focalperson", "exclusions", Exclusion(DemoIds.Principal))).ShouldBe(200);
        (await principal.Post($"{story.Path}/triage", body, 2, key)).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task May_not_be_given_the_case_and_may_be_let_in_again()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        (await story.Do("counsellor", "exclusions", Exclusion(DemoIds.SocialWorker, "Relative"))).ShouldBe(200);
        (await (await platform.As("principal")).Get(story.Path)).ShouldBe(200).Body["assignee"].ShouldBeNull();
        (await story.Do("focalperson", "assignment", new { assigneeId = DemoIds.SocialWorker })).ShouldBeProblem(409, "assignee-not-case-staff");
        (await story.Do("counsellor", "exclusions", Exclusion(DemoIds.SocialWorker))).ShouldBeProblem(409, "already-excluded");
        (await story.Do("counsellor", $"exclusions/{DemoIds.SocialWorker}/lifting", new { reason = "?" })).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("socialworker")).Get(story.Path)).ShouldBe(404);
        (await story.Do("principal", $"exclusions/{DemoIds.SocialWorker}/lifting", new { reason = "Đã xác minh không có quan hệ." })).ShouldBe(200);
        (await (await platform.As("socialworker")).Get(story.Path)).ShouldBe(200);
        (await story.Do("principal", $"exclusions/{DemoIds.SocialWorker}/lifting", new { reason = "?" })).ShouldBeProblem(409, "not-excluded");
    }

    [Fact]
    public async Task Cannot_be_the_last_one_who_could_help_the_child()
    {
        var story = await new CaseStory(platform).Reported();
        foreach (var colleague in new[] { DemoIds.Counsellor, DemoIds.FocalPerson, DemoIds.Principal }) (await story.Do("socialworker", "exclusions", Exclusion(colleague))).ShouldBe(200);
        (await story.Do("socialworker", "exclusions", Exclusion(DemoIds.SocialWorker))).ShouldBeProblem(409, "nobody-would-remain");
        (await story.Do("socialworker", "exclusions", Exclusion(Guid.CreateVersion7()))).ShouldBeProblem(409, "no-such-person");
    }
}
