using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Tests.Referrals;

/// <summary>A platform with a case that has an approved plan, and two providers in the directory.</summary>
public sealed class ReferralPlatform : IAsyncLifetime
{
    public Platform Platform { get; } = new();

    internal CaseStory Story { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Platform.InitializeAsync();
        var administrator = await Platform.As("administrator");
        (await administrator.Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        (await administrator.Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.LegalAidCentre, "LegalAid"))).ShouldBe(201);
        (await administrator.Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.CommunePolice, "Police", validTo: "2020-12-31"))).ShouldBe(201);
        Story = await new CaseStory(Platform).ToApprovedPlan();
        await Platform.Settle();
    }

    public Task DisposeAsync() => Platform.DisposeAsync();
}

public sealed class ReferralTests(ReferralPlatform fixture) : IClassFixture<ReferralPlatform>
{
    private const string Path = "/api/v1/referrals";
    private static readonly Guid Unknown = new("01980000-0000-7000-8000-00000000dead");

    private readonly Platform platform = fixture.Platform;

    private JsonObject Body(Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["caseId"] = fixture.Story.CaseId,
            ["planNumber"] = 1,
            ["actionNumber"] = 1,
            ["providerId"] = DemoIds.SocialWorkCentre,
            ["need"] = "Tham vấn tâm lý",
            ["measureCode"] = "50.a",
            ["urgency"] = "Normal",
            ["basis"] = "LegalDuty",
            ["shared"] = new JsonArray(new JsonObject { ["field"] = "child.className", ["value"] = "6A" }),
        };
        change?.Invoke(body);
        return body;
    }

    private async Task<Answer> Sent(Action<JsonObject>? change = null) => (await (await platform.As("socialworker")).Post(Path, Body(change))).ShouldBe(201);

    private static JsonArray Items(Answer answer) => answer.ShouldBe(200).Body["items"]!.AsArray();

    private static bool Lists(Answer answer, Guid id) => Items(answer).Any(r => r!["id"]!.GetValue<Guid>() == id);

    [Fact]
    public async Task Goes_from_sent_to_completed_between_two_organisations_and_the_case_learns_of_it()
    {
        var sent = await Sent();
        var reference = sent.Body["reference"]!.GetValue<string>();
        var position = sent.Body["position"]!.GetValue<long>();
        var partner = await platform.As("partner");
        var socialWorker = await platform.As("socialworker");
        var one = $"{Path}/{sent.Id}";

        var inbox = Items(await partner.Get($"{Path}?box=inbox&state=Sent&q={reference}&position={position}")).ShouldHaveSingleItem()!;
        inbox["senderOrganisationName"]!.GetValue<string>().ShouldBe("Trường THCS Bình Cang");
        inbox["providerName"]!.GetValue<string>().ShouldBe("Trung tâm Công tác xã hội tỉnh Mẫu");
        inbox["caseId"].ShouldBeNull();
        inbox["overdue"]!.GetValue<bool>().ShouldBeFalse();
        Items(await socialWorker.Get($"{Path}?box=sent&q={reference}")).ShouldHaveSingleItem()!["caseId"]!.GetValue<Guid>().ShouldBe(fixture.Story.CaseId);
        Lists(await socialWorker.Get($"{Path}?box=inbox"), sent.Id).ShouldBeFalse();
        Lists(await partner.Get($"{Path}?box=sent"), sent.Id).ShouldBeFalse();

        var received = (await partner.Get(one)).ShouldBe(200);
        received.Text.ShouldNotContain(fixture.Story.CaseId.ToString());
        received.Text.ShouldNotContain(fixture.Story.Reference);
        received.Body["shared"]!.ToJsonString().ShouldBe("""[{"field":"child.className","value":"6A"}]""");
        received.Headers.ETag!.Tag.ShouldBe("\"1\"");

        var version = (await partner.Post($"{one}/acknowledgement", new { }, 1)).ShouldBe(200).Version;
        version = (await partner.Post($"{one}/acceptance", new { appointmentAt = "2026-11-30T09:00:00+07:00", contactPerson = "Cán bộ trực" }, version)).ShouldBe(200).Version;
        version = (await partner.Post($"{one}/progress", new { note = "Buổi đầu tiên.", occurredAt = DateTimeOffset.UtcNow, started = true }, version)).ShouldBe(200).Version;
        version = (await partner.Post($"{one}/progress", new { note = "Buổi thứ hai.", occurredAt = DateTimeOffset.UtcNow }, version)).ShouldBe(200).Version;
        (await partner.Post($"{one}/acceptance", new { }, version)).ShouldBeProblem(409, "referral-already-answered").Body["source"].ShouldNotBeNull();
        var completed = (await partner.Post($"{one}/completion", new { outcome = "Em ổn định.", occurredAt = DateTimeOffset.UtcNow }, version)).ShouldBe(200);
        (await socialWorker.Post($"{one}/cancellation", new { reason = "Muộn" }, completed.Version)).ShouldBeProblem(409, "referral-finished");

        var view = (await socialWorker.Get(one)).ShouldBe(200).Body;
        view["history"]!.AsArray().Select(h => h!["state"]!.GetValue<string>()).ShouldBe(["Sent", "Acknowledged", "Accepted", "InService", "Completed"]);
        view["progress"]!.AsArray().Count.ShouldBe(2);
        view["outcome"]!.GetValue<string>().ShouldBe("Em ổn định.");
        view["appointment"]!["at"]!.GetValue<string>().ShouldBe("2026-11-30T02:00:00Z");
        await platform.Settle();
        var row = Items(await socialWorker.Get($"{Path}?box=sent&state=Completed&q={reference}")).ShouldHaveSingleItem()!;
        row["version"]!.GetValue<long>().ShouldBe(completed.Version);

        var file = (await (await platform.As("principal")).Get(fixture.Story.Path)).ShouldBe(200).Body;
        var noted = file["referrals"]!.AsArray().Single(r => r!["id"]!.GetValue<Guid>() == sent.Id)!;
        noted["state"]!.GetValue<string>().ShouldBe("Completed");
    }

    [Fact]
    public async Task Is_declined_with_a_reason_the_sender_reads_and_then_sent_to_another()
    {
        var sent = await Sent();
        var declined = (await (await platform.As("partner")).Post($"{Path}/{sent.Id}/decline", new { reason = "Hết chỗ tuần này." }, 1)).ShouldBe(200);
        (await (await platform.As("principal")).Get($"{Path}/{sent.Id}")).Body["declineReason"]!.GetValue<string>().ShouldBe("Hết chỗ tuần này.");
        (await (await platform.As("partner")).Post($"{Path}/{sent.Id}/progress", new { note = "…", occurredAt = DateTimeOffset.UtcNow }, declined.Version)).ShouldBeProblem(409, "referral-finished");

        var next = await Sent(b => b["providerId"] = DemoIds.LegalAidCentre);
        (await (await platform.As("partner2")).Get($"{Path}/{next.Id}")).ShouldBe(200);
        var cancelled = (await (await platform.As("counsellor")).Post($"{Path}/{next.Id}/cancellation", new { reason = "Gia đình đã tự liên hệ." }, 1)).ShouldBe(200);
        (await (await platform.As("partner2")).Post($"{Path}/{next.Id}/acceptance", new { }, cancelled.Version)).ShouldBeProblem(409, "referral-already-answered");
    }

    [Fact]
    public async Task Is_not_there_for_anybody_else()
    {
        var sent = await Sent();
        await platform.Settle();
        foreach (var other in new[] { "partner2", "socialworker2", "principal2", "communeofficer", "departmentofficer", "auditor", "administrator", "reporter", "dataprotection" })
        {
            var caller = await platform.As(other);
            (await caller.Get($"{Path}/{sent.Id}")).ShouldBeProblem(404, "not-found");
            Lists(await caller.Get($"{Path}?limit=200"), sent.Id).ShouldBeFalse(other);
        }

        (await (await platform.As("partner2")).Post($"{Path}/{sent.Id}/acknowledgement", new { }, 1)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal2")).Post($"{Path}/{sent.Id}/cancellation", new { reason = "?" }, 1)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal")).Post($"{Path}/{sent.Id}/acknowledgement", new { }, 1)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("partner")).Post($"{Path}/{sent.Id}/cancellation", new { reason = "?" }, 1)).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get($"{Path}/{sent.Id}")).ShouldBeProblem(401, "unauthenticated");
        (await platform.Anonymous().Get(Path)).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Is_refused_with_a_named_rule_and_its_source_and_nothing_is_recorded()
    {
        var socialWorker = await platform.As("socialworker");
        await platform.Settle();
        var before = await platform.EventCount();

        async Task Refused(int status, string rule, Action<JsonObject> change)
        {
            socialWorker.Language = "vi";
            var vi = (await socialWorker.Post(Path, Body(change))).ShouldBeProblem(status, rule);
            socialWorker.Language = "en";
            var en = (await socialWorker.Post(Path, Body(change))).ShouldBeProblem(status, rule);
            socialWorker.Language = "vi";
            en.Body["title"]!.GetValue<string>().ShouldNotBe(vi.Body["title"]!.GetValue<string>());
            if (status == 409) vi.Body["source"]!.GetValue<string>().ShouldNotBeEmpty();
        }

        await Refused(404, "not-found", b => b["caseId"] = Unknown);
        await Refused(409, "action-not-in-approved-plan", b => b["actionNumber"] = 9);
        await Refused(409, "action-not-in-approved-plan", b => b["planNumber"] = 2);
        await Refused(409, "measure-differs-from-plan", b => b["measureCode"] = "50.b");
        await Refused(409, "provider-not-valid", b => b["providerId"] = Unknown);
        await Refused(409, "provider-not-valid", b => b["providerId"] = DemoIds.CommunePolice);
        await Refused(409, "consent-not-described", b => b["basis"] = "Consent");
        await Refused(400, "invalid-request", b => b.Remove("basis"));
        await Refused(400, "invalid-request", b => b.Remove("shared"));
        await Refused(400, "invalid-request", b => b["shared"] = new JsonArray(new JsonObject { ["field"] = "child.religion", ["value"] = "?" }));
        await Refused(400, "invalid-request", b => b["shared"] = new JsonArray(new JsonObject { ["field"] = "request", ["value"] = " " }));
        await Refused(400, "invalid-request", b => b["shared"] = new JsonArray(new JsonObject { ["field"] = "request", ["value"] = "a" }, new JsonObject { ["field"] = "request", ["value"] = "b" }));
        await Refused(400, "invalid-request", b => b["need"] = "a\0b");
        await Refused(400, "invalid-request", b => b["need"] = new string('x', 2001));
        await Refused(400, "invalid-request", b => b["urgency"] = 1);
        await Refused(400, "invalid-request", b => b["colour"] = "red");
        (await (await platform.As("socialworker2")).Post(Path, Body())).ShouldBeProblem(404, "not-found");
        (await (await platform.As("partner")).Post(Path, Body())).ShouldBeProblem(403, "forbidden");
        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task Needs_the_version_and_knows_a_repeated_request()
    {
        var socialWorker = await platform.As("socialworker");
        var key = ("Idempotency-Key", "send-1");
        var sent = (await socialWorker.Post(Path, Body(), null, key)).ShouldBe(201);
        var again = (await socialWorker.Post(Path, Body(), null, key)).ShouldBe(201);
        JsonNode.DeepEquals(again.Body, sent.Body).ShouldBeTrue(again.Text);
        (await socialWorker.Post(Path, Body(b => b["need"] = "Khác"), null, key)).ShouldBeProblem(422, "key-reused");

        var partner = await platform.As("partner");
        var one = $"{Path}/{sent.Id}";
        var steps = new (string Step, object Body)[]
        {
            ("acknowledgement", new { }), ("acceptance", new { }), ("decline", new { reason = "Hết chỗ" }),
            ("progress", new { note = "…", occurredAt = DateTimeOffset.UtcNow }), ("completion", new { outcome = "…", occurredAt = DateTimeOffset.UtcNow }),
        };
        await platform.Settle(); // the case notes what was sent, and that is an event too
        var before = await platform.EventCount();
        foreach (var (step, body) in steps)
        {
            (await partner.Post($"{one}/{step}", body)).ShouldBeProblem(428, "version-required");
            (await partner.Post($"{one}/{step}", body, 5)).ShouldBeProblem(412, "changed-meanwhile").Body["currentVersion"]!.GetValue<long>().ShouldBe(1);
            (await partner.Post($"{Path}/{Unknown}/{step}", body, 1)).ShouldBeProblem(404, "not-found");
        }

        (await socialWorker.Post($"{one}/cancellation", new { reason = "?" }, 5)).ShouldBeProblem(412, "changed-meanwhile");
        (await partner.Post($"{one}/decline", new { reason = "" }, 1)).ShouldBeProblem(400, "invalid-request");
        (await partner.Post($"{one}/completion", new { outcome = "…", occurredAt = DateTimeOffset.UtcNow.AddDays(1) }, 1)).ShouldBeProblem(400, "invalid-request");
        (await partner.Post($"{one}/completion", new { outcome = "…", occurredAt = "1753-01-01T00:00:00Z" }, 1)).ShouldBeProblem(400, "invalid-request");
        (await platform.EventCount()).ShouldBe(before);

        var accept = ("Idempotency-Key", "accept-1");
        var accepted = (await partner.Post($"{one}/acceptance", new { note = "Đồng ý" }, 1, accept)).ShouldBe(200);
        (await partner.Post($"{one}/acceptance", new { note = "Đồng ý" }, 1, accept)).ShouldBe(200).Version.ShouldBe(accepted.Version);
    }

    [Fact]
    public async Task Is_answered_once_when_two_answer_at_the_same_moment()
    {
        var sent = await Sent();
        var partner = await platform.As("partner");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => n % 2 == 0
            ? partner.Post($"{Path}/{sent.Id}/acceptance", new { }, 1)
            : partner.Post($"{Path}/{sent.Id}/decline", new { reason = "Hết chỗ" }, 1)));
        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Where(a => a.Status != 200).ShouldAllBe(a => a.Problem == "/problems/changed-meanwhile");
    }

    [Fact]
    public async Task Is_listed_page_by_page_without_loss()
    {
        for (var i = 0; i < 5; i++) await Sent(b => b["need"] = "Trang thử nghiệm");
        await platform.Settle();
        var partner = await platform.As("partner");
        var seen = new List<Guid>();
        string? after = null;
        long total;
        do
        {
            var page = (await partner.Get($"{Path}?box=inbox&q=binh%20CANG&limit=2&count=true{(after is null ? "" : $"&after={after}")}")).ShouldBe(200);
            total = page.Body["total"]!.GetValue<long>();
            seen.AddRange(Items(page).Select(r => r!["id"]!.GetValue<Guid>()));
            after = page.Body["next"]?.GetValue<string>();
        } while (after is not null);
        seen.Count.ShouldBeGreaterThanOrEqualTo(5);
        seen.Distinct().Count().ShouldBe((int)total);
        seen.Count.ShouldBe((int)total);
        foreach (var bad in new[] { "box=attic", "state=Lost", "limit=0", "limit=201", "after=x", "after=-1", "position=x" })
            (await partner.Get($"{Path}?{bad}")).ShouldBeProblem(400, "invalid-request");
        Items(await partner.Get($"{Path}?q=%00%27%25")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Follows_the_case_from_a_just_approved_plan_to_its_closure_and_reopening()
    {
        // Sent at once after the approval: nothing waits here for the subscription but the command itself.
        var story = await new CaseStory(platform).ToApprovedPlan();
        var sent = await Sent(b => b["caseId"] = story.CaseId);
        await platform.Settle();
        await story.Refresh();
        await (await story.CarriedOut()).Reviewed();
        (await story.Do("principal", "closure", new { summary = "Ổn định." })).ShouldBeProblem(409, "referral-still-open");

        (await (await platform.As("socialworker")).Post($"{Path}/{sent.Id}/cancellation", new { reason = "Không cần nữa." }, 1)).ShouldBe(200);
        await platform.Settle();
        await story.Refresh();
        await story.Closed();
        (await (await platform.As("socialworker")).Post(Path, Body(b => b["caseId"] = story.CaseId))).ShouldBeProblem(409, "case-is-closed");
        (await story.Do("socialworker", "reopening", new { reason = "Có thông tin mới." })).ShouldBe(200);
        await Sent(b => b["caseId"] = story.CaseId);
    }
}

/// <summary>Its own platform, because it moves the clock.</summary>
public sealed class OverdueReferralTests(ReferralPlatform fixture) : IClassFixture<ReferralPlatform>
{
    [Fact]
    public async Task An_urgent_referral_is_overdue_after_four_hours_without_an_answer()
    {
        var socialWorker = await fixture.Platform.As("socialworker");
        var sent = (await socialWorker.Post("/api/v1/referrals", new
        {
            caseId = fixture.Story.CaseId,
            planNumber = 1,
            actionNumber = 2,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tư vấn cho cha mẹ",
            measureCode = "50.đ",
            urgency = "High",
            basis = "VitalInterest",
            basisNote = "Trẻ cần người ở cùng ngay tối nay.",
            shared = Array.Empty<object>(),
        })).ShouldBe(201);
        await fixture.Platform.Settle();
        (await socialWorker.Get($"/api/v1/referrals/{sent.Id}")).Body["overdue"]!.GetValue<bool>().ShouldBeFalse();
        fixture.Platform.Advance(TimeSpan.FromHours(4) + TimeSpan.FromMinutes(1));
        socialWorker = await fixture.Platform.As("socialworker");
        (await socialWorker.Get($"/api/v1/referrals/{sent.Id}")).Body["overdue"]!.GetValue<bool>().ShouldBeTrue();
        (await socialWorker.Get("/api/v1/referrals?box=sent")).Body["items"]!.AsArray().Single()!["overdue"]!.GetValue<bool>().ShouldBeTrue();
    }
}
