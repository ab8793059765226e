using System.Net;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Access;

public sealed class A_second_factor(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Factor = "/api/v1/access/second-factor";

    [Fact]
    public async Task Is_tied_to_a_telephone_that_shows_the_right_code()
    {
        var browser = await host.SignIn("counsellor");
        var elsewhere = await host.SignIn("counsellor");
        await host.Recorded(DemoIds.Counsellor);
        var secret = (await browser.Post($"{Factor}/secret")).Body;
        secret.GetProperty("picture").GetString()!.ShouldStartWith("<svg");
        secret.GetProperty("address").GetString()!.ShouldContain("secret=");

        (await browser.Put(Factor, new { code = "000000" })).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        var done = browser.Took(await browser.Put(Factor, new { code = Authenticator.Code(secret.GetProperty("secret").GetString()!) }), "me");

        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        done.Body.GetProperty("recoveryCodes").GetArrayLength().ShouldBe(10);
        var standing = (await browser.Get(Factor)).Body;
        standing.GetProperty("on").GetBoolean().ShouldBeTrue();
        standing.GetProperty("recoveryCodesLeft").GetInt32().ShouldBe(10);
        (await elsewhere.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        (await host.Recorded(DemoIds.Counsellor)).ShouldBe(["second_factor_set Authenticator", "session_ended CredentialsChanged"]);
        (await browser.Post($"{Factor}/secret")).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/second-factor-is-on");
    }

    [Fact]
    public async Task Is_asked_for_after_the_password_and_each_code_is_good_once()
    {
        var browser = host.Open();
        (await browser.SignIn("counsellor2", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/second-factor-needed");
        (await browser.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        (await browser.SignIn("counsellor2", "a wrong password", "123456")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        (await browser.SignIn("counsellor2", AccessDemo.Password, "000000")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");

        var code = Authenticator.Code(AccessDemo.AuthenticatorSecret);
        (await browser.SignIn("counsellor2", AccessDemo.Password, $" {code[..3]} {code[3..]} ")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Open().SignIn("counsellor2", AccessDemo.Password, code)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");
        (await host.Recorded(DemoIds.Counsellor2)).ShouldBe(
            ["sign_in_failed WrongPassword", "sign_in_failed WrongCode", "account_signed_in PasswordAndCode", "sign_in_failed WrongCode"]);
    }

    [Fact]
    public async Task Can_be_replaced_once_by_each_recovery_code()
    {
        var (_, codes) = await SetUp("principal");
        (await host.Open().SignIn("principal", AccessDemo.Password, recoveryCode: codes[0].ToLowerInvariant())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Open().SignIn("principal", AccessDemo.Password, recoveryCode: codes[0])).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");
        (await host.Recorded(DemoIds.Principal)).ShouldContain("account_signed_in PasswordAndRecoveryCode");
    }

    [Fact]
    public async Task Is_switched_off_with_a_fresh_code_only()
    {
        var (browser, codes) = await SetUp("focalperson");
        (await browser.Post($"{Factor}/removal", new { code = "000000" })).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");
        var fresh = browser.Took(await browser.Post($"{Factor}/removal", new { code = codes[1] }));
        fresh.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Get(Factor)).Body.GetProperty("on").GetBoolean().ShouldBeFalse();
        (await host.Open().SignIn("focalperson", AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Post($"{Factor}/removal", new { code = codes[2] })).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/second-factor-is-off");
    }

    [Fact]
    public async Task Gives_new_recovery_codes_in_place_of_the_old_ones()
    {
        var (browser, codes) = await SetUp("communeofficer");
        var renewed = (await browser.Post($"{Factor}/recovery-codes", new { code = codes[0] })).Body.GetProperty("items").EnumerateArray().Select(code => code.GetString()!).ToList();
        (await host.Open().SignIn("communeofficer", AccessDemo.Password, recoveryCode: codes[1])).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/code-wrong");
        (await host.Open().SignIn("communeofficer", AccessDemo.Password, recoveryCode: renewed[0])).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Comes_before_anything_else_for_those_whose_role_needs_it()
    {
        var strict = await host.Start(new AccessSettings());
        var browser = host.Open(strict);
        var me = (await browser.SignIn("auditor", AccessDemo.Password)).Body;
        me.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        me.GetProperty("unfinished").GetString().ShouldBe("SecondFactorMissing");
        (await browser.Get("/api/v1/access/organisations")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/second-factor-missing");
        (await browser.Get("/api/v1/access/sessions")).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/second-factor-missing");
        (await browser.Get("/api/v1/access/schools")).StatusCode.ShouldBe(HttpStatusCode.OK); // what everybody may, they may too

        var token = browser.Token;
        browser.Token = null;
        (await browser.Post($"{Factor}/secret")).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/csrf-token-missing");
        browser.Token = token;
        var secret = (await browser.Post($"{Factor}/secret")).Body.GetProperty("secret").GetString()!;
        browser.Took(await browser.Put(Factor, new { code = Authenticator.Code(secret) }), "me");
        (await browser.Get("/api/v1/access/organisations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Delete("/api/v1/access/sessions")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        // A role that opens no case file does not need one.
        (await host.Open(strict).SignIn("reporter", AccessDemo.Password)).Body.GetProperty("signedIn").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Is_waived_for_demonstration_accounts_where_the_settings_say_so_and_everybody_sees_it()
    {
        (await (await host.SignIn("dataprotection")).Get("/api/v1/me")).Body.GetProperty("secondFactorWaived").GetBoolean().ShouldBeTrue();
        (await (await host.SignIn("reporter")).Get("/api/v1/me")).Body.GetProperty("secondFactorWaived").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Is_kept_out_of_sight_in_the_database()
    {
        await SetUp("departmentofficer");
        await using var source = Npgsql.NpgsqlDataSource.Create(host.Database);
        await using var command = source.CreateCommand("select string_agg(value, ' ') from identity.user_tokens");
        var kept = (string)(await command.ExecuteScalarAsync())!;
        kept.ShouldNotContain(AccessDemo.AuthenticatorSecret);
        kept.Split(' ').ShouldAllBe(value => value.StartsWith("CfDJ8"));
    }

    private async Task<(Browser Browser, List<string> RecoveryCodes)> SetUp(string userName)
    {
        var browser = await host.SignIn(userName);
        var secret = (await browser.Post($"{Factor}/secret")).Body.GetProperty("secret").GetString()!;
        var done = browser.Took(await browser.Put(Factor, new { code = Authenticator.Code(secret) }), "me");
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (browser, [.. done.Body.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)]);
    }
}
