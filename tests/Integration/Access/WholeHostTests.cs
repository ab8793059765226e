using System.Text;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using WholePlatform = ProtectionPlatform.TestServer.Platform;

namespace ProtectionPlatform.Integration.Access;

/// <summary>What only the whole host can show: the order of its middleware, and paths that no endpoint answers.</summary>
public sealed class The_whole_host(WholePlatform platform) : IClassFixture<WholePlatform>
{
    private const string Session = "/api/v1/access/session";

    [Fact]
    public async Task Checks_the_token_of_a_signed_in_change()
    {
        var browser = platform.Anonymous();
        (await browser.Post(Session, new { userName = "auditor", password = AccessDemo.Password })).ShouldBe(200);
        (await browser.Send(HttpMethod.Delete, Session, null)).ShouldBeProblem(403, "csrf-token-missing");
    }

    [Theory]
    [InlineData("POST", Session, "text/plain", 415, "unsupported-media-type")]
    [InlineData("PUT", Session, "application/json", 405, "method-not-allowed")]
    [InlineData("TRACE", Session, null, 405, "method-not-allowed")]
    [InlineData("POST", "/api/v1/access/nothing", "application/json", 404, "not-found")]
    [InlineData("GET", "/api/v1/nothing", null, 404, "not-found")]
    [InlineData("GET", "/api/v1/nothing.json", null, 404, "not-found")]
    [InlineData("GET", "/api", null, 404, "not-found")]
    public async Task Answers_with_a_problem_where_no_endpoint_does(string method, string path, string? type, int status, string problem)
    {
        using var content = type is null ? null : new StringContent("{}", Encoding.UTF8, type);
        (await platform.Anonymous().Send(new HttpMethod(method), path, content)).ShouldBeProblem(status, problem);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cases/some-case")]
    [InlineData("/apis-are-elsewhere")]
    public async Task Answers_every_other_path_with_the_page_of_the_user_interface(string path)
    {
        using var answer = await platform.Anonymous().Http.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoCache.ShouldBeTrue();
    }

    [Fact]
    public async Task Refuses_a_body_of_ten_megabytes() =>
        (await platform.Anonymous().Post(Session, new { userName = "auditor", password = new string('x', 10 * 1024 * 1024) })).ShouldBeProblem(413, "too-large");

    [Fact]
    public async Task Locks_a_session_nobody_uses_for_ten_minutes_until_the_same_person_opens_it()
    {
        var browser = platform.Anonymous();
        browser.CsrfToken = (await browser.Post(Session, new { userName = "trainer", password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        platform.Clock.Advance(TimeSpan.FromMinutes(9));
        (await browser.Get("/api/v1/access/sessions")).ShouldBe(200);
        platform.Clock.Advance(TimeSpan.FromMinutes(10));

        (await browser.Get("/api/v1/access/sessions")).ShouldBeProblem(401, "session-locked");
        (await browser.Get("/api/v1/training/courses")).ShouldBeProblem(401, "session-locked");
        var me = (await browser.Get("/api/v1/me")).Body;
        me["signedIn"]!.GetValue<bool>().ShouldBeFalse();
        me["unfinished"]!.GetValue<string>().ShouldBe("Locked");
        (await browser.Post($"{Session}/opening", new { password = "not the password" })).ShouldBeProblem(400, "invalid-request").Body["errors"]!["password"].ShouldNotBeNull();
        browser.CsrfToken = (await browser.Post($"{Session}/opening", new { password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        (await browser.Get("/api/v1/access/sessions")).ShouldBe(200);

        (await browser.Post($"{Session}/lock", null)).ShouldBe(204);
        (await browser.Get("/api/v1/access/sessions")).ShouldBeProblem(401, "session-locked");
    }

    [Fact]
    public async Task Ends_a_session_nobody_uses_for_four_hours()
    {
        var browser = platform.Anonymous();
        (await browser.Post(Session, new { userName = "trainer", password = AccessDemo.Password })).ShouldBe(200);
        platform.Clock.Advance(TimeSpan.FromHours(4));
        (await browser.Get("/api/v1/access/sessions")).ShouldBeProblem(401, "unauthenticated");
        (await browser.Get("/api/v1/me")).Body["unfinished"].ShouldBeNull();
    }

    /// <summary>The rows of a case are fetched while the session is looked up (ADR 12): they must be of no use to a session that does not count.</summary>
    [Fact]
    public async Task Shows_a_case_only_to_a_session_that_counts_though_its_rows_are_fetched_before()
    {
        var story = await new CaseStory(platform).Reported();
        var browser = platform.Anonymous();
        browser.CsrfToken = (await browser.Post(Session, new { userName = "principal", password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        (await browser.Get(story.Path)).ShouldBe(200).Body.Text("id").ShouldBe(story.CaseId.ToString());
        var before = await platform.Head();

        (await browser.Post($"{Session}/lock", null)).ShouldBe(204);
        foreach (var path in new[] { story.Path, $"{story.Path}/history" }) (await browser.Get(path)).ShouldBeProblem(401, "session-locked");
        platform.Clock.Advance(TimeSpan.FromHours(4));
        foreach (var path in new[] { story.Path, $"{story.Path}/history" }) (await browser.Get(path)).ShouldBeProblem(401, "unauthenticated");
        (await platform.RecordedReads(before)).ShouldBeEmpty();
    }
}
