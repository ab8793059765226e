using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Integration.Cases;
using WholePlatform = ProtectionPlatform.TestServer.Platform;

namespace ProtectionPlatform.Integration.Hardening;

/// <summary>What every answer carries, and what no path or body gets by.</summary>
public sealed class Every_answer(WholePlatform platform) : IClassFixture<WholePlatform>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/ca/some-case")]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/cases")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/docs/index.html")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    public async Task Tells_browsers_to_trust_nothing_but_this_host(string path)
    {
        using var answer = await platform.Anonymous().Http.GetAsync(new Uri(path, UriKind.Relative));
        string Header(string name) => string.Join(",", answer.Headers.GetValues(name));
        var policy = Header("Content-Security-Policy");
        foreach (var part in new[] { "default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'" }) policy.ShouldContain(part);
        policy.Contains("unsafe-inline", StringComparison.Ordinal).ShouldBe(path.StartsWith("/docs", StringComparison.Ordinal));
        Header("X-Content-Type-Options").ShouldBe("nosniff");
        Header("Referrer-Policy").ShouldBe("no-referrer");
        Header("Permissions-Policy").ShouldContain("camera=()");
        Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        Header("Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("said over plain http it counts for nothing");
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Over_https_binds_browser_and_cookies_to_it()
    {
        var browser = platform.Anonymous("https");
        var signedIn = (await browser.Post("/api/v1/access/session", new { userName = "principal", password = AccessDemo.Password })).ShouldBe(200);
        signedIn.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=63072000; includeSubDomains");
        var cookies = signedIn.Headers.GetValues("Set-Cookie").ToList();
        cookies.Select(cookie => cookie.Split('=')[0]).Order().ShouldBe(["__Host-platform.csrf", "__Host-platform.session"]);
        foreach (var cookie in cookies)
            foreach (var flag in new[] { "; path=/;", "; secure", "; httponly", "; samesite=strict" }) (cookie + ";").ShouldContain(flag, Case.Insensitive);
        cookies.ShouldAllBe(cookie => !cookie.Contains("domain=", StringComparison.OrdinalIgnoreCase));

        browser.CsrfToken = signedIn.Body["csrfToken"]!.GetValue<string>();
        (await browser.Get("/api/v1/cases")).ShouldBe(200);
        var session = cookies.Single(cookie => cookie.Contains("session", StringComparison.Ordinal)).Split(';')[0];
        (await Bring(session)).ShouldBe(200);
        (await Bring(session["__Host-".Length..])).ShouldBeProblem(401, "unauthenticated");

        var gone = (await browser.Send(HttpMethod.Delete, "/api/v1/access/session", null)).Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("__Host-platform.session=;", StringComparison.Ordinal));
        gone.ShouldContain("secure");
        (await browser.Get("/api/v1/cases")).ShouldBeProblem(401, "unauthenticated");

        Task<ProtectionPlatform.TestServer.Answer> Bring(string cookie) => platform.Anonymous("https").Get("/api/v1/cases", ("Cookie", cookie));
    }

    /// <summary>Paths as they would stand there if the server before had not put them in order.</summary>
    [Theory]
    [InlineData("/../appsettings.json")]
    [InlineData("/assets/../../appsettings.json")]
    [InlineData("/assets/..\\..\\appsettings.json")]
    [InlineData("/docs/../appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/Program.cs")]
    [InlineData("//etc/passwd")]
    [InlineData("/.git/config")]
    public async Task Stays_within_the_folder_of_the_pages(string path)
    {
        var answer = await ((Microsoft.AspNetCore.TestHost.TestServer)platform.Services.GetRequiredService<IServer>()).SendAsync(http => (http.Request.Method, http.Request.Path) = ("GET", path));
        using var reader = new StreamReader(answer.Response.Body);
        var text = await reader.ReadToEndAsync();
        (answer.Response.StatusCode == 404 || text.Contains("<!doctype html>", StringComparison.OrdinalIgnoreCase)).ShouldBeTrue($"{answer.Response.StatusCode}: {text}");
    }

    [Fact]
    public async Task Refuses_a_body_that_is_nested_deeper_than_any_form()
    {
        var deep = $$"""{"channel":"InPerson","whatHappened":"x","knownAt":"2026-01-15T08:00:00Z","child":{{string.Concat(Enumerable.Repeat("{\"father\":", 40))}}1{{new string('}', 40)}}}""";
        using var content = new StringContent(deep, Encoding.UTF8, "application/json");
        var answer = (await platform.Anonymous().Send(HttpMethod.Post, "/api/v1/cases/reports", content)).ShouldBeProblem(400, "invalid-request");
        answer.Body["errors"]!.ToJsonString().ShouldContain("JSON");
    }

    /// <summary>That every operation refuses members it does not know is shown for all of them in BadInputTests; here for those somebody would try.</summary>
    [Theory]
    [InlineData("id")]
    [InlineData("deactivatedAt")]
    [InlineData("secondFactorWaived")]
    [InlineData("passwordHash")]
    public async Task Takes_no_member_into_an_account_that_the_form_does_not_have(string member)
    {
        var body = new Dictionary<string, object?> { ["userName"] = "ke.gian", ["displayName"] = "Kẻ Gian Thử", ["memberships"] = new[] { new { role = "Reporter", organisationId = DemoIds.BinhCangSchool } }, [member] = "1" };
        (await (await platform.As("administrator")).Post("/api/v1/access/accounts", body)).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(error => error.Key).ShouldBe([member]);
    }
}

/// <summary>Reporting without signing in has a limit, which signing in, or a key, does not meet.</summary>
public sealed class Anonymous_reports : IAsyncLifetime
{
    private readonly WholePlatform platform = new WholePlatform().With("Access:AnonymousReportsPerAddress", "3");

    public Task InitializeAsync() => platform.InitializeAsync();

    public Task DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task Are_taken_so_often_from_one_address_and_then_lead_to_the_telephone()
    {
        for (var i = 0; i < 3; i++) (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201);
        var before = await platform.EventCount();
        var refused = (await platform.Anonymous().Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBeProblem(429, "too-many-reports");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        refused.Body["allowed"]!.ToJsonString().ShouldContain("111");
        (await platform.EventCount()).ShouldBe(before);
        (await (await platform.As("socialworker")).Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201);
        (await platform.Anonymous().Get("/api/v1/access/schools")).ShouldBe(200);
    }
}

/// <summary>Addresses of the configuration are called as they stand there, or not at all.</summary>
public sealed class Calls_outside : IAsyncLifetime
{
    private readonly List<string> asked = [];
    private WebApplication server = null!;

    public async Task InitializeAsync()
    {
        server = WebApplication.CreateSlimBuilder().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(http =>
        {
            lock (asked) asked.Add(http.Request.Path);
            if (http.Request.Path == "/elsewhere") http.Response.Redirect("/secrets", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await server.StartAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Follow_no_redirect()
    {
        using var client = new HttpClient(OutsideCalls.Handler(throughProxy: false));
        (await client.GetAsync(new Uri(new Uri(server.Urls.Single()), "/elsewhere"))).StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        asked.ShouldBe(["/elsewhere"]);
    }

    [Theory]
    [InlineData("http://witness.example/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://100.100.100.200/")]
    [InlineData("https://user:secret@witness.example/")]
    public async Task Do_not_go_without_https_nor_to_where_clouds_keep_their_secrets(string address)
    {
        using var client = new HttpClient(OutsideCalls.Handler(throughProxy: false)) { Timeout = TimeSpan.FromSeconds(5) };
        var refused = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(address)));
        (refused.Message + refused.InnerException?.Message).ShouldMatch("Only https|leads only to addresses");
    }

    [Theory]
    [InlineData("https://witness.example/", true)]
    [InlineData("http://localhost:8080/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://10.0.0.5/", false)]
    [InlineData("ftp://witness.example/", false)]
    [InlineData("https://a:b@witness.example/", false)]
    public void Are_judged_when_the_host_starts(string address, bool fit) => OutsideCalls.IsFit(new Uri(address)).ShouldBe(fit);

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.0.7", true)]
    [InlineData("fd12:3456::1", true)]
    [InlineData("fe80::1", false)]
    [InlineData("168.63.129.16", false)]
    public void May_stay_in_a_private_network_but_not_on_its_edges(string address, bool outside) => OutsideCalls.IsOutside(IPAddress.Parse(address)).ShouldBe(outside);
}
