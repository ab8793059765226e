using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>The register of breaches and the yearly duty of confidentiality, through the API.</summary>
public sealed class BreachTests(Platform platform) : IClassFixture<Platform>
{
    private const string Path = "/api/v1/privacy/breaches";

    private static object Assessment(bool informant = false) => new
    {
        classes = new[] { "Identity", "InformantIdentity" },
        persons = 3,
        children = 1,
        placeOfProtectedChild = false,
        informantNamed = informant,
        severity = "Low",
        cause = "Gửi nhầm thư.",
        harm = "Người báo tin có thể bị đe dọa.",
    };

    [Fact]
    public async Task Anybody_reports_and_the_officer_deals_with_it_until_it_is_closed()
    {
        var reported = (await (await platform.As("partner")).Post(Path, new { what = "Thư gửi nhầm người nhận.", discoveredAt = platform.Clock.GetUtcNow().AddHours(-1) })).ShouldBe(201);
        (await (await platform.As("partner")).Get($"{Path}/{reported.Id}")).ShouldBeProblem(403, "forbidden");
        var officer = await platform.As("dataprotection");
        var path = $"{Path}/{reported.Id}";
        (await officer.Post($"{path}/closure", new { outcome = "Breach", lessons = "Chưa." }, reported.Version)).ShouldBeProblem(409, "breach-not-assessed");
        var assessed = (await officer.Post($"{path}/assessment", Assessment(informant: true), reported.Version)).ShouldBe(200);
        var read = (await officer.Get(path)).ShouldBe(200).Body;
        (read["assessment"]!["severity"]!.GetValue<string>(), read["tellAtOnce"]!.GetValue<bool>(), read["clock"]!.GetValue<string>()).ShouldBe(("Top", true, "Running"));
        read["reportedBy"]!["id"]!.GetValue<Guid>().ShouldBe(DemoIds.Partner);

        var contained = (await officer.Post($"{path}/steps", new { kind = "Containment", done = "Thu hồi thư." }, assessed.Version)).ShouldBe(200);
        var notified = (await officer.Post($"{path}/authority-notice", new { happenedAt = platform.Clock.GetUtcNow().AddMinutes(-1), receipt = "A05-123" }, contained.Version)).ShouldBe(200);
        (await officer.Post($"{path}/people", new { told = false, explanation = "Vì an toàn." }, notified.Version)).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["ground"]);
        var told = (await officer.Post($"{path}/people", new { told = true, count = 3, explanation = "Gặp trực tiếp." }, notified.Version)).ShouldBe(200);
        var closed = (await officer.Post($"{path}/closure", new { outcome = "Breach", lessons = "Kiểm tra người nhận hai lần." }, told.Version)).ShouldBe(200);
        (await officer.Post($"{path}/steps", new { kind = "Measure", done = "Muộn." }, closed.Version)).ShouldBeProblem(409, "breach-is-closed");
        var after = (await (await platform.As("auditor")).Get(path)).ShouldBe(200).Body;
        (after["clock"]!.GetValue<string>(), after["lessons"]!.GetValue<string>(), after["receipt"]!.GetValue<string>()).ShouldBe(("Met", "Kiểm tra người nhận hai lần.", "A05-123"));
        after["notice"]!.AsArray().Single(p => p!["heading"]!.GetValue<string>() == "Biện pháp ngăn chặn")!["text"]!.GetValue<string>().ShouldContain("Thu hồi thư.");
        var row = (await officer.Get($"{Path}?position={closed.Body["position"]}")).Body["items"]!.AsArray().Single(r => r!["id"]!.GetValue<Guid>() == reported.Id)!;
        (row["severity"]!.GetValue<string>(), row["outcome"]!.GetValue<string>(), row["version"]!.GetValue<long>()).ShouldBe(("Top", "Breach", closed.Version));
    }

    [Fact]
    public async Task The_clock_warns_then_runs_out_and_who_may_be_in_danger_comes_first()
    {
        var now = platform.Clock.GetUtcNow();
        var worker = await platform.As("socialworker");
        var officer = await platform.As("dataprotection");
        var late = (await worker.Post(Path, new { what = "Mất một bìa hồ sơ.", discoveredAt = now.AddHours(-73) })).ShouldBe(201);
        var soon = (await worker.Post(Path, new { what = "Màn hình để mở.", discoveredAt = now.AddHours(-58) })).ShouldBe(201);
        var danger = (await worker.Post(Path, new { what = "Lộ tên người báo tin.", discoveredAt = now.AddHours(-1) })).ShouldBe(201);
        var assessed = (await officer.Post($"{Path}/{danger.Id}/assessment", Assessment(informant: true), danger.Version)).ShouldBe(200);
        var rows = (await officer.Get($"{Path}?position={assessed.Body["position"]}")).Body["items"]!.AsArray().Where(r => r!["closedAt"] is null).ToList();
        rows.Select(r => r!["id"]!.GetValue<Guid>()).Where(id => id == late.Id || id == soon.Id || id == danger.Id).ShouldBe([danger.Id, late.Id, soon.Id]);
        rows.Single(r => r!["id"]!.GetValue<Guid>() == late.Id)!["clock"]!.GetValue<string>().ShouldBe("Overdue");
        rows.Single(r => r!["id"]!.GetValue<Guid>() == soon.Id)!["clock"]!.GetValue<string>().ShouldBe("Soon");
    }

    [Fact]
    public async Task Everybody_accepts_confidentiality_for_themselves_once_a_year()
    {
        var reporter = await platform.As("reporter");
        var mine = (await reporter.Get("/api/v1/privacy/confidentiality")).ShouldBe(200).Body;
        mine["due"]!.GetValue<bool>().ShouldBeTrue();
        (await reporter.Post("/api/v1/privacy/confidentiality/acceptance", new { textVersion = "2020.1" })).ShouldBeProblem(400, "invalid-request");
        var accepted = (await reporter.Post("/api/v1/privacy/confidentiality/acceptance", new { textVersion = mine["textVersion"]!.GetValue<string>() })).ShouldBe(200);
        (await reporter.Get("/api/v1/privacy/confidentiality")).Body["due"]!.GetValue<bool>().ShouldBeFalse();
        var before = await platform.EventCount();
        (await reporter.Post("/api/v1/privacy/confidentiality/acceptance", new { textVersion = mine["textVersion"]!.GetValue<string>() })).ShouldBe(200);
        (await platform.EventCount()).ShouldBe(before, "twice is once");

        foreach (var who in new[] { "administrator", "dataprotection" })
        {
            var rows = (await (await platform.As(who)).Get($"/api/v1/privacy/confidentiality/people?position={accepted.Body["position"]}")).ShouldBe(200).Body["items"]!.AsArray();
            rows.Single(r => r!["personId"]!.GetValue<Guid>() == DemoIds.Reporter)!["due"]!.GetValue<bool>().ShouldBeFalse(who);
            rows.Single(r => r!["personId"]!.GetValue<Guid>() == DemoIds.Principal)!["due"]!.GetValue<bool>().ShouldBeTrue(who);
            rows.Any(r => r!["personId"]!.GetValue<Guid>() == DemoIds.Partner2).ShouldBe(who == "dataprotection", "the legal aid centre is not beneath the department");
        }

        (await (await platform.As("principal")).Get("/api/v1/privacy/confidentiality/people")).ShouldBeProblem(403, "forbidden");
        platform.Advance(TimeSpan.FromDays(366));
        (await (await platform.As("reporter")).Get("/api/v1/privacy/confidentiality")).Body["due"]!.GetValue<bool>().ShouldBeTrue("a year later");
    }
}
