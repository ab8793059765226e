using System.Net;
using System.Web;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Access.OutsideSignIn;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Access;

/// <summary>Signing in with an outside provider, against a real one. The browser's part is done step by step, so that each may go wrong.</summary>
public sealed class Signing_in_with_an_outside_provider(AccessHost host) : IClassFixture<AccessHost>, IAsyncLifetime
{
    private const string Outside = "/api/v1/access/outside-sign-in";

    private OidcProvider provider = null!;
    private Uri address = null!;

    public async Task InitializeAsync()
    {
        provider = await OidcProvider.Start();
        address = await host.Start(With(provider));
    }

    public async Task DisposeAsync() => await provider.DisposeAsync();

    [Fact]
    public async Task Needs_a_link_that_the_person_made_and_ends_with_it()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        var stranger = host.Open(address);
        await Return(stranger, await Begin(stranger), subject);
        (await stranger.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-not-linked");
        (await stranger.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-answer-missing");
        (await stranger.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        (await Standing(stranger)).ShouldBe(("Cổng đăng nhập thử", false));

        var trainer = await Linked("trainer", subject);
        (await Standing(trainer)).ShouldBe(("Cổng đăng nhập thử", true));
        (await host.Recorded(DemoIds.Trainer)).ShouldBe(["account_signed_in Password", "outside_account_linked"]);

        var elsewhere = host.Open(address);
        await Return(elsewhere, await Begin(elsewhere), subject);
        var me = elsewhere.Took(await elsewhere.Post($"{Outside}/completion")).Body;
        me.GetProperty("userName").GetString().ShouldBe("trainer");
        (await elsewhere.Get("/api/v1/access/sessions")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Recorded(DemoIds.Trainer)).ShouldBe(["account_signed_in Outside"]);

        trainer.Took(await trainer.Delete($"{Outside}/link")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Recorded(DemoIds.Trainer)).ShouldBe(["outside_account_unlinked", "session_ended CredentialsChanged"]);
        (await elsewhere.Get("/api/v1/access/sessions")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/unauthenticated");
        await Return(elsewhere, await Begin(elsewhere), subject);
        (await elsewhere.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-not-linked");
    }

    [Fact]
    public async Task Asks_for_our_second_factor_unless_the_provider_did()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        await Linked("counsellor2", subject, Authenticator.Code(AccessDemo.AuthenticatorSecret));
        await host.Recorded(DemoIds.Counsellor2);

        foreach (var (amr, acr) in new[] { ("pwd", null), ("pwd otp", null), ("hwk", "urn:example:other") })
        {
            var once = host.Open(address);
            await Return(once, await Begin(once), subject, amr, acr);
            (await once.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/second-factor-needed");
            (await once.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
            (await once.Post($"{Outside}/completion", new { code = "000000" })).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");
            // The code was used for the link; the one of the next half minute is as good.
            var code = Authenticator.Code(AccessDemo.AuthenticatorSecret, DateTimeOffset.UtcNow.AddSeconds(30));
            if (amr == "pwd") (await once.Post($"{Outside}/completion", new { code })).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        foreach (var (amr, acr) in new[] { ("pwd otp mfa", null), ("pwd", OidcProvider.TwoFactorsAcr) })
        {
            var twice = host.Open(address);
            await Return(twice, await Begin(twice), subject, amr, acr);
            (await twice.Post($"{Outside}/completion")).Body.GetProperty("signedIn").GetBoolean().ShouldBeTrue();
        }

        (await host.Recorded(DemoIds.Counsellor2)).ShouldBe(
        [
            "sign_in_failed WrongCode", "account_signed_in OutsideAndCode", "sign_in_failed WrongCode", "sign_in_failed WrongCode",
            "account_signed_in OutsideWithTwoFactors", "account_signed_in OutsideWithTwoFactors",
        ]);
    }

    [Fact]
    public async Task Leaves_a_role_that_needs_a_second_factor_to_set_up_ours()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        await Linked("principal", subject);
        var strict = await host.Start(With(provider) with { DemoWithoutSecondFactor = false });
        var browser = host.Open(strict);
        await Return(browser, await Begin(browser), subject, "mfa");
        (await browser.Post($"{Outside}/completion")).Body.GetProperty("unfinished").GetString().ShouldBe("SecondFactorMissing");
    }

    [Fact]
    public async Task Lets_nobody_into_a_closed_or_paused_account()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        await Linked("communeofficer", subject);
        foreach (var (closed, reason) in new[] { ("lockout_end = now() + interval '1 hour'", "Paused"), ("lockout_end = null, deactivated_at = now()", "Deactivated") })
        {
            await host.Execute($"update identity.users set {closed} where user_name = 'communeofficer'");
            await host.Recorded(DemoIds.CommuneOfficer);
            var browser = host.Open(address);
            await Return(browser, await Begin(browser), subject, "mfa");
            (await browser.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/account-not-open");
            (await host.Recorded(DemoIds.CommuneOfficer)).ShouldBe([$"sign_in_failed {reason}"]);
        }
    }

    [Fact]
    public async Task Goes_by_code_with_proof_of_who_asked_and_by_no_other_way()
    {
        var browser = host.Open(address);
        var going = new Uri(await Begin(browser));
        var asked = HttpUtility.ParseQueryString(going.Query);
        going.GetLeftPart(UriPartial.Authority).ShouldBe(provider.Issuer);
        asked["response_type"].ShouldBe("code");
        asked["code_challenge_method"].ShouldBe("S256");
        asked["code_challenge"]!.Length.ShouldBe(43);
        asked["state"].ShouldNotBeNullOrEmpty();
        asked["nonce"].ShouldNotBeNullOrEmpty();
        asked["scope"].ShouldBe("openid");
        asked["prompt"].ShouldBe("login");
        asked["redirect_uri"].ShouldBe(new Uri(address, $"{Outside}/return").ToString());
        // The provider itself would refuse a request without it.
        (await provider.SignIn(going.ToString().Replace("code_challenge", "left_out", StringComparison.Ordinal), "anybody")).Query.ShouldContain("error=invalid_request");
    }

    [Theory]
    [InlineData("tampered")]
    [InlineData("unsigned")]
    [InlineData("earlier")]
    public async Task Takes_no_token_but_the_providers_own_for_this_one_time(string spoilt)
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        var first = host.Open(address);
        await Return(first, await Begin(first), subject); // whose token is the earlier one
        await provider.Spoil(spoilt);
        var browser = host.Open(address);
        var back = await provider.SignIn(await Begin(browser), subject);
        (await browser.Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=khong-hop-le");
        (await browser.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-answer-missing");
    }

    [Fact]
    public async Task Takes_an_answer_once_and_from_the_browser_that_asked()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        await Linked("partner2", subject);
        var browser = host.Open(address);
        var back = await provider.SignIn(await Begin(browser), subject);
        (await host.Open(address).Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=het-han"); // another browser has not the cookie
        var query = HttpUtility.ParseQueryString(back.Query);
        query["state"] = query["state"]![..^4] + "AAAA";
        (await browser.Get($"{back.AbsolutePath}?{query}")).Location.ShouldBe("/dang-nhap?nha-cung-cap=het-han");
        (await browser.Get(back.AbsolutePath)).Location.ShouldBe("/dang-nhap?nha-cung-cap=het-han");

        (await browser.Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=xong&tiep=%2Fhom-nay");
        var kept = browser.Cookies.GetCookies(address)["platform.outside"]!;
        (await browser.Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=het-han");

        (await browser.Post($"{Outside}/completion")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var thief = host.Open(address);
        thief.Cookies.Add(address, new Cookie(kept.Name, kept.Value));
        (await thief.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-answer-missing");
    }

    [Fact]
    public async Task Refuses_a_code_that_the_provider_gave_to_another_request()
    {
        var (one, other) = (host.Open(address), host.Open(address));
        var code = HttpUtility.ParseQueryString((await provider.SignIn(await Begin(one), "somebody")).Query)["code"];
        var back = await provider.SignIn(await Begin(other), "somebody");
        var query = HttpUtility.ParseQueryString(back.Query);
        query["code"] = code; // which only who knows the first verifier can redeem
        (await other.Get($"{back.AbsolutePath}?{query}")).Location.ShouldBe("/dang-nhap?nha-cung-cap=khong-hop-le");
    }

    [Fact]
    public async Task Says_on_our_page_that_the_person_refused_and_nothing_of_them()
    {
        var browser = host.Open(address);
        var back = await provider.SignIn(await Begin(browser), "Nguyễn Văn Từ Chối", refuse: true);
        back.Query.ShouldContain("access_denied");
        (await browser.Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=tu-choi");
    }

    [Fact]
    public async Task Leads_only_to_paths_of_the_platform()
    {
        var browser = host.Open(address);
        foreach (var away in new[] { "https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "ca", "/\r\nx" })
            (await browser.Post(Outside, new { returnTo = away })).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
    }

    [Fact]
    public async Task Is_begun_for_a_link_with_everything_one_signs_in_with_and_finished_in_the_same_session()
    {
        var subject = $"subject-{Guid.CreateVersion7()}";
        await Linked("reporter", subject);
        var browser = host.Open(address);
        (await browser.SignIn("socialworker2", AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Post($"{Outside}/link", new { password = "not the password" })).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        var token = browser.Token;
        browser.Token = null;
        (await browser.Post($"{Outside}/link", new { password = AccessDemo.Password })).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/csrf-token-missing");
        browser.Token = token;

        // What was begun for signing in links nothing, and the other way round.
        await Return(browser, await Begin(browser), "another-subject");
        (await browser.Post($"{Outside}/link/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-answer-missing");
        var way = (await browser.Post($"{Outside}/link", new { password = AccessDemo.Password })).Body.GetProperty("address").GetString()!;
        (await browser.Get((await provider.SignIn(way, subject)).PathAndQuery)).Location.ShouldBe("/tai-khoan?nha-cung-cap=xong");
        (await browser.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-answer-missing");

        way = (await browser.Post($"{Outside}/link", new { password = AccessDemo.Password })).Body.GetProperty("address").GetString()!;
        await browser.Get((await provider.SignIn(way, subject)).PathAndQuery);
        (await browser.Post($"{Outside}/link/completion")).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/outside-linked-elsewhere");
    }

    [Fact]
    public async Task Works_with_a_secret_from_a_file_and_a_request_pushed_behind_the_browsers_back()
    {
        await using var pushing = await OidcProvider.Start(pushed: true);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, OidcProvider.Secret + "\n");
        var other = await host.Start(With(pushing, provider => provider with { ClientId = OidcProvider.ClientWithSecret, ClientSecretFile = file }));
        File.Delete(file);
        var browser = host.Open(other);
        var going = await Begin(browser);
        going.ShouldContain("request_uri=");
        going.ShouldNotContain("code_challenge");
        (await browser.Get((await pushing.SignIn(going, "nobody")).PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=xong&tiep=%2Fhom-nay");
        (await browser.Post($"{Outside}/completion")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/outside-not-linked");
    }

    [Fact]
    public async Task Says_that_the_provider_is_away()
    {
        var away = await OidcProvider.Start();
        var other = await host.Start(With(away));
        var (before, after) = (host.Open(other), host.Open(await host.Start(With(away))));
        var back = await away.SignIn(await Begin(before), "anybody");
        await away.DisposeAsync();
        (await before.Get(back.PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=khong-ket-noi");
        (await after.Post(Outside)).ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "/problems/outside-unreachable");
    }

    [Fact]
    public async Task Is_not_there_where_no_provider_is_named()
    {
        var browser = await host.SignIn("departmentofficer");
        (await Standing(browser)).ShouldBe((null, false));
        (await browser.Post(Outside)).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");
        (await browser.Post($"{Outside}/link", new { password = AccessDemo.Password })).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");
        (await browser.Get($"{Outside}/return?code=1&state=2")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("http://provider.example", "platform", "Authority")]
    [InlineData("not an address", "platform", "Authority")]
    [InlineData("https://provider.example", "", "ClientId")]
    public void Does_not_start_with_settings_that_are_not_safe(string authority, string client, string named) =>
        Should.Throw<InvalidOperationException>(() => AccessHost.Build(host.Database, new AccessSettings { OpenIdConnect = new() { Authority = authority, ClientId = client } }))
            .Message.ShouldContain($"Access__OpenIdConnect__{named}");

    private static AccessSettings With(OidcProvider provider, Func<OpenIdConnectSettings, OpenIdConnectSettings>? change = null)
    {
        var settings = new OpenIdConnectSettings { Authority = provider.Issuer, ClientId = OidcProvider.Client, DisplayName = "Cổng đăng nhập thử", AcrOfTwoFactors = OidcProvider.TwoFactorsAcr };
        return AccessHost.Settings with { OpenIdConnect = change?.Invoke(settings) ?? settings };
    }

    private static async Task<string> Begin(Browser browser) =>
        (await browser.Post(Outside, new { returnTo = "/hom-nay" })).Body.GetProperty("address").GetString()!;

    /// <summary>Signs in at the provider and comes back to the platform.</summary>
    private async Task Return(Browser browser, string going, string subject, string amr = "pwd", string? acr = null) =>
        (await browser.Get((await provider.SignIn(going, subject, amr, acr)).PathAndQuery)).Location.ShouldBe("/dang-nhap?nha-cung-cap=xong&tiep=%2Fhom-nay");

    private async Task<Browser> Linked(string userName, string subject, string? code = null)
    {
        var browser = host.Open(address);
        if (code is null) (await browser.SignIn(userName, AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        else (await browser.SignIn(userName, AccessDemo.Password, Authenticator.Code(AccessDemo.AuthenticatorSecret, DateTimeOffset.UtcNow.AddSeconds(-30)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var way = (await browser.Post($"{Outside}/link", new { password = AccessDemo.Password, code })).Body.GetProperty("address").GetString()!;
        (await browser.Get((await provider.SignIn(way, subject)).PathAndQuery)).Location.ShouldBe("/tai-khoan?nha-cung-cap=xong");
        (await browser.Post($"{Outside}/link/completion")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        return browser;
    }

    private static async Task<(string? Provider, bool Linked)> Standing(Browser browser)
    {
        var standing = (await browser.Get(Outside)).Body;
        return (standing.GetProperty("provider").GetString(), standing.GetProperty("linked").GetBoolean());
    }
}
