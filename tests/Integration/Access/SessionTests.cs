using System.Net;
using ProtectionPlatform.Access.Demo;

namespace ProtectionPlatform.Integration.Access;

public sealed class A_session(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Session = "/api/v1/access/session", Sessions = "/api/v1/access/sessions";

    [Fact]
    public async Task Ends_on_the_server_too()
    {
        var browser = await host.SignIn("socialworker");
        var kept = host.Open();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies()) kept.Cookies.Add(cookie);

        (await browser.Send(HttpMethod.Delete, Session)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await SignedIn(browser)).ShouldBeFalse();
        (await SignedIn(kept)).ShouldBeFalse();
        (await browser.Send(HttpMethod.Delete, Session)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Of_one_browser_outlives_the_end_of_another()
    {
        var first = await host.SignIn("principal");
        var second = await host.SignIn("principal");
        await first.Send(HttpMethod.Delete, Session);
        (await SignedIn(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task Changes_nothing_without_its_own_token()
    {
        var browser = await host.SignIn("counsellor");
        var token = browser.Token;
        foreach (var wrong in (string?[])[null, "made up", (await host.SignIn("principal")).Token])
        {
            browser.Token = wrong;
            (await browser.Send(HttpMethod.Delete, Session)).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/csrf-token-missing");
        }
        browser.Language = "en";
        (await browser.Send(HttpMethod.Delete, Session)).Body.GetProperty("title").GetString().ShouldBe("The header X-CSRF-Token is missing or its value is wrong.");
        (await SignedIn(browser)).ShouldBeTrue();

        browser.Token = token;
        (await browser.Send(HttpMethod.Delete, Session)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Is_replaced_by_signing_in_again_without_a_token()
    {
        var browser = await host.SignIn("counsellor");
        browser.Token = null;
        (await browser.SignIn("principal", AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Get("/api/v1/me")).Body.GetProperty("userName").GetString().ShouldBe("principal");
        (await browser.Send(HttpMethod.Delete, Session)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Outlives_a_restart()
    {
        var browser = await host.SignIn("auditor");
        var after = host.Open(await host.Start());
        foreach (Cookie cookie in browser.Cookies.GetAllCookies()) after.Cookies.Add(cookie);
        after.Token = browser.Token;

        (await SignedIn(after)).ShouldBeTrue();
        (await after.Send(HttpMethod.Delete, Session)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Ends_as_soon_as_a_role_is_revoked()
    {
        var browser = await host.SignIn("socialworker2");
        (await People(browser)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await host.Execute($"update access.memberships set valid_to = '2026-01-31' where user_id = '{DemoIds.SocialWorker2}'");

        (await People(browser)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/unauthenticated");
        (await browser.Get("/api/v1/me")).Body.GetProperty("roles").GetArrayLength().ShouldBe(0);
        (await host.Recorded(DemoIds.SocialWorker2))[^1].ShouldBe("session_ended RolesChanged");

        static Task<Answer> People(Browser browser) => browser.Get($"/api/v1/access/people?organisationId={DemoIds.HoaMauSchool}");
    }

    [Fact]
    public async Task Ends_when_the_security_stamp_changes()
    {
        var browser = await host.SignIn("partner2");
        await host.Execute($"update identity.users set security_stamp = 'changed' where id = '{DemoIds.Partner2}'");
        (await SignedIn(browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task Ends_after_seven_days_however_much_it_is_used()
    {
        var browser = await host.SignIn("departmentofficer");
        await host.Execute($"update identity.sessions set started_at = started_at - interval '7 days' where user_id = '{DemoIds.DepartmentOfficer}'");
        (await SignedIn(browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task Is_not_made_by_a_forged_cookie()
    {
        var browser = host.Open();
        browser.Cookies.Add(new Cookie("platform.session", "CfDJ8Mforged", "/", "127.0.0.1"));
        (await SignedIn(browser)).ShouldBeFalse();
    }

    [Fact]
    public async Task Is_listed_for_its_person_with_the_device_in_words_and_without_the_whole_address()
    {
        var first = await host.SignIn("principal2");
        var second = await host.SignIn("principal2");
        var sessions = (await second.Get(Sessions)).Body.GetProperty("items").EnumerateArray().ToList();
        sessions.Count.ShouldBe(2);
        sessions[0].GetProperty("current").GetBoolean().ShouldBeTrue();
        sessions.ShouldAllBe(session => session.GetProperty("network").GetString() == "127.0.0.x");

        (await second.Delete($"{Sessions}/{sessions[1].GetProperty("id").GetGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await SignedIn(first)).ShouldBeFalse();
        (await second.Delete($"{Sessions}/{sessions[1].GetProperty("id").GetGuid()}")).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");
        (await (await host.SignIn("reporter")).Delete($"{Sessions}/{sessions[0].GetProperty("id").GetGuid()}")).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");
        (await SignedIn(second)).ShouldBeTrue();
    }

    [Fact]
    public async Task Can_end_all_others_of_its_person()
    {
        var others = new[] { await host.SignIn("partner"), await host.SignIn("partner") };
        var mine = await host.SignIn("partner");
        await host.Recorded(DemoIds.Partner);
        (await mine.Delete(Sessions)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        foreach (var other in others) (await SignedIn(other)).ShouldBeFalse();
        (await SignedIn(mine)).ShouldBeTrue();
        (await host.Recorded(DemoIds.Partner)).ShouldBe(["session_ended EndedByPerson", "session_ended EndedByPerson"]);
    }

    [Fact]
    public async Task Goes_on_when_its_person_changes_the_password_and_their_others_end()
    {
        const string password = "/api/v1/access/password", chosen = "mot cau that dai de nho";
        var mine = await host.SignIn("trainer");
        var other = await host.SignIn("trainer");
        await host.Recorded(DemoIds.Trainer);
        (await mine.Put(password, new { current = "not the password", @new = chosen })).Body.GetProperty("errors").TryGetProperty("current", out _).ShouldBeTrue();
        (await mine.Put(password, new { current = AccessDemo.Password, @new = "too short" })).Body.GetProperty("errors").TryGetProperty("new", out _).ShouldBeTrue();
        (await mine.Put(password, new { current = AccessDemo.Password, @new = "my name is trainer" })).Body.GetProperty("errors").TryGetProperty("new", out _).ShouldBeTrue();
        mine.Took(await mine.Put(password, new { current = AccessDemo.Password, @new = chosen })).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await SignedIn(other)).ShouldBeFalse();
        (await SignedIn(mine)).ShouldBeTrue();
        (await mine.Delete(Sessions)).StatusCode.ShouldBe(HttpStatusCode.NoContent); // its token still counts
        (await host.Open().SignIn("trainer", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        (await host.Open().SignIn("trainer", chosen)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Recorded(DemoIds.Trainer)).ShouldBe(
            ["sign_in_failed WrongPassword", "password_changed", "session_ended CredentialsChanged", "sign_in_failed WrongPassword", "account_signed_in Password"]);
    }

    private static async Task<bool> SignedIn(Browser browser) => (await browser.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean();
}
