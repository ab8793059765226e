using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Demo;

namespace ProtectionPlatform.Integration.Access;

public sealed class Signing_in(AccessHost host) : IClassFixture<AccessHost>
{
    [Fact]
    public async Task Answers_who_has_signed_in_with_a_cookie_no_script_can_read()
    {
        var browser = host.Open();
        var answer = await browser.SignIn("socialworker", AccessDemo.Password);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Body.GetProperty("signedIn").GetBoolean().ShouldBeTrue();
        answer.Body.GetProperty("id").GetGuid().ShouldBe(DemoIds.SocialWorker);
        answer.Body.GetProperty("displayName").GetString().ShouldBe("Nguyễn Thị Ví Dụ");
        answer.Body.GetProperty("email").GetString().ShouldBe("socialworker@example.test");
        answer.Body.GetProperty("csrfToken").GetString().ShouldNotBeNullOrEmpty();
        answer.Body.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).ShouldBe(["SocialWorker"]);
        var membership = answer.Body.GetProperty("memberships").EnumerateArray().Single();
        membership.GetProperty("role").GetString().ShouldBe("SocialWorker");
        membership.GetProperty("organisationId").GetGuid().ShouldBe(DemoIds.BinhCangSchool);
        membership.GetProperty("organisationName").GetString().ShouldBe("Trường THCS Bình Cang");

        var cookie = answer.SetCookies.Single(header => header.StartsWith("platform.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);

        var me = await browser.Get("/api/v1/me");
        me.Body.GetProperty("userName").GetString().ShouldBe("socialworker");
        me.Body.GetProperty("csrfToken").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Refuses_a_wrong_password_and_an_unknown_name_with_the_same_words()
    {
        var wrong = await host.Open().SignIn("counsellor", "a wrong password");
        var unknown = await host.Open().SignIn("nobody-by-this-name", "a wrong password");

        wrong.ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        unknown.ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        Words(unknown).ShouldBe(Words(wrong));
        wrong.SetCookies.ShouldBeEmpty();

        static string Words(Answer answer) => string.Join('|', answer.Body.EnumerateObject().Where(m => m.Name is not ("traceId" or "instance")).Select(m => $"{m.Name}={m.Value}"));
    }

    [Fact]
    public async Task Hashes_as_often_for_an_unknown_name_as_for_a_wrong_password()
    {
        var hashes = host.Services.GetRequiredService<CountedHashes>();
        foreach (var userName in new[] { "nobody-by-this-name", "dataprotection" })
        {
            var before = hashes.Verified;
            (await host.Open().SignIn(userName, "a wrong password")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
            (hashes.Verified - before).ShouldBe(1, userName);
        }
    }

    [Fact]
    public async Task Is_paused_after_six_wrong_tries_without_saying_so_and_without_ending_a_session()
    {
        var before = await host.SignIn("trainer");
        for (var i = 0; i < 6; i++)
            (await host.Open().SignIn("trainer", "a wrong password")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");

        (await host.Open().SignIn("trainer", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        (await before.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Counts_tries_made_at_the_same_moment_one_by_one()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => host.Open().SignIn("communications", "a wrong password")));
        tries.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Unauthorized);
        (await host.Open().SignIn("communications", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
    }

    [Theory]
    [InlineData("{}", "userName", "password")]
    [InlineData("""{"userName":"socialworker","password":"x","admin":true}""", "admin")]
    [InlineData("""{"userName":"\ud800","password":5}""", "userName", "password")]
    [InlineData("""{"userName":"","password":"   "}""", "userName", "password")]
    [InlineData("""{"userName":"a\u0000b","password":"something"}""", "userName")]
    [InlineData("""{"userName":null,"password":"something"}""", "userName")]
    public async Task Names_the_fields_that_are_wrong(string json, params string[] fields)
    {
        var answer = await host.Open().Send(HttpMethod.Post, "/api/v1/access/session", json: json);
        answer.ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        answer.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(fields);
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("password")]
    public async Task Refuses_endless_text(string field)
    {
        var values = new Dictionary<string, string> { ["userName"] = "socialworker", ["password"] = "x", [field] = string.Concat(Enumerable.Repeat("𝒳", 5000)) };
        (await host.Open().Send(HttpMethod.Post, "/api/v1/access/session", values)).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("")]
    public async Task Refuses_what_it_cannot_read(string json) =>
        (await host.Open().Send(HttpMethod.Post, "/api/v1/access/session", json: json)).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");

    [Fact]
    public async Task Speaks_Vietnamese_unless_English_is_preferred()
    {
        (await Title(null)).ShouldBe("Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần.");
        (await Title("vi-VN,vi;q=0.9,en;q=0.8")).ShouldBe("Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang tạm khóa vì nhập sai nhiều lần.");
        (await Title("fr,en-GB;q=0.8,vi;q=0.5")).ShouldBe("The user name or password is wrong, or the account is paused after several wrong tries.");

        async Task<string?> Title(string? language)
        {
            var browser = host.Open();
            browser.Language = language;
            return (await browser.SignIn("nobody", "a wrong password")).Body.GetProperty("title").GetString();
        }
    }

    [Fact]
    public async Task Works_for_every_account_of_the_demonstration()
    {
        var accounts = await AccessDemo.SeedAsync(host.Services, CancellationToken.None);
        accounts.Select(account => account.Role).Distinct().Count().ShouldBe(13);
        foreach (var account in accounts.Where(account => account.UserName is not ("trainer" or "communications" or "partner" or "counsellor2"))) // paused by other tests; needs a code
        {
            var me = (await (await host.SignIn(account.UserName)).Get("/api/v1/me")).Body;
            me.GetProperty("id").GetGuid().ShouldBe(account.Id);
            me.GetProperty("displayName").GetString().ShouldBe(account.DisplayName);
            me.GetProperty("memberships").EnumerateArray().Single().GetProperty("organisationName").GetString().ShouldBe(account.OrganisationName);
        }
    }

    [Fact]
    public async Task Is_not_needed_to_ask_who_one_is()
    {
        var me = await host.Open().Get("/api/v1/me");
        me.StatusCode.ShouldBe(HttpStatusCode.OK);
        me.Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        me.Body.GetProperty("csrfToken").ValueKind.ShouldBe(JsonValueKind.Null);
        me.Body.GetProperty("roles").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Is_recorded_in_the_ledger_with_ids_only()
    {
        await host.Recorded(DemoIds.Partner);
        (await host.Open().SignIn("partner", "a wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await (await host.SignIn("partner")).Delete("/api/v1/access/session");
        (await host.Recorded(DemoIds.Partner)).ShouldBe(["sign_in_failed WrongPassword", "account_signed_in Password", "session_ended SignedOut"]);
        for (var i = 0; i < 6; i++) await host.Open().SignIn("partner", "a wrong password");
        (await host.Recorded(DemoIds.Partner)).ShouldContain("account_paused");

        await using var source = Npgsql.NpgsqlDataSource.Create(host.Database);
        await using var command = source.CreateCommand(
            "select string_agg(e.data::text || l.headers::text, ' ') from events.mt_events e join events.mt_streams s on s.id = e.stream_id join ledger.entries l on l.event_id = e.id where s.type = 'security_log'");
        var kept = (string)(await command.ExecuteScalarAsync())!;
        foreach (var personal in (string[])["partner", "Hư Cấu", "example.test", "a wrong password", "nobody-by-this-name", "127.0.0"]) kept.ShouldNotContain(personal);
    }

    [Fact]
    public async Task Is_limited_by_address_and_by_name()
    {
        var address = await host.Start(new AccessSettings { DemoWithoutSecondFactor = true, TriesPerAddress = 4, TriesPerAccount = 2 });
        for (var i = 0; i < 2; i++) (await host.Open(address).SignIn("auditor", "a wrong password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Open(address).SignIn("AUDITOR", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "/problems/too-many-requests");
        (await host.Open(address).SignIn("reporter", AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Open(address).SignIn("reporter", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.TooManyRequests, "/problems/too-many-requests");
    }
}
