using System.Net;
using System.Text.Json;
using ProtectionPlatform.Access.Demo;

namespace ProtectionPlatform.Integration.Access;

public sealed class An_administrator(AccessHost host) : IClassFixture<AccessHost>
{
    private const string Accounts = "/api/v1/access/accounts", Acceptance = "/api/v1/access/invitations/acceptance", Chosen = "mot cau that dai de nho";

    [Fact]
    public async Task Invites_somebody_by_a_link_that_is_good_once()
    {
        var (id, accountId, token) = await Invite("giaovien.moi");
        await host.Recorded(id);
        (await host.Open().SignIn("giaovien.moi", Chosen)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        (await host.Open().Post(Acceptance, new { accountId, token = "made up", password = Chosen })).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/invitation-void");
        (await host.Open().Post(Acceptance, new { accountId, token, password = "short" })).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        (await host.Open().Post(Acceptance, new { accountId, token, password = Chosen })).Body.GetProperty("userName").GetString().ShouldBe("giaovien.moi");
        (await host.Open().Post(Acceptance, new { accountId, token, password = Chosen })).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/invitation-void");

        var browser = host.Open();
        (await browser.SignIn("giaovien.moi", Chosen)).Body.GetProperty("roles").EnumerateArray().Single().GetString().ShouldBe("Reporter");
        (await host.Recorded(id)).ShouldBe(["sign_in_failed WrongPassword", "invitation_accepted", "account_signed_in Password"]);
    }

    [Fact]
    public async Task Invites_again_whoever_lost_password_or_telephone_and_the_first_link_is_void()
    {
        var (id, accountId, token) = await Invite("giaovien.quen");
        var again = Parts((await (await host.SignIn("administrator")).Post($"{Accounts}/{id}/invitation")).Body);
        (await host.Open().Post(Acceptance, new { accountId, token, password = Chosen })).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/invitation-void");
        (await host.Open().Post(Acceptance, new { accountId, again.Token, password = Chosen })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Closes_an_account_at_once()
    {
        var open = await host.SignIn("reporter");
        await host.Recorded(DemoIds.Reporter);
        var administrator = await host.SignIn("administrator");
        (await administrator.Post($"{Accounts}/{DemoIds.Reporter}/deactivation")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await open.Get("/api/v1/me")).Body.GetProperty("signedIn").GetBoolean().ShouldBeFalse();
        (await host.Open().SignIn("reporter", AccessDemo.Password)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/sign-in-failed");
        (await host.Recorded(DemoIds.Reporter)).ShouldBe(["account_deactivated", "session_ended Deactivated", "sign_in_failed Deactivated"]);
        (await Row(administrator, DemoIds.Reporter)).GetProperty("deactivatedAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task Sees_who_is_paused_and_lets_them_in_again()
    {
        for (var i = 0; i < 6; i++) await host.Open().SignIn("trainer", "a wrong password");
        var administrator = await host.SignIn("administrator");
        (await Row(administrator, DemoIds.Trainer)).GetProperty("pausedUntil").ValueKind.ShouldBe(JsonValueKind.String);
        (await administrator.Delete($"{Accounts}/{DemoIds.Trainer}/pause")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.Open().SignIn("trainer", AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Reaches_no_further_than_their_own_organisations_and_nobody_else_reaches_at_all()
    {
        var administrator = await host.SignIn("administrator");
        (await administrator.Post($"{Accounts}/{DemoIds.Partner}/deactivation")).ShouldBeProblem(HttpStatusCode.NotFound, "/problems/not-found");
        (await administrator.Post($"{Accounts}/{DemoIds.Administrator}/deactivation")).ShouldBeProblem(HttpStatusCode.Conflict, "/problems/not-oneself");
        (await administrator.Post(Accounts, Body("ngoai.tam", DemoIds.LegalAidCentre))).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        (await administrator.Post(Accounts, Body("principal", DemoIds.BinhCangSchool))).ShouldBeProblem(HttpStatusCode.BadRequest, "/problems/invalid-request");
        var principal = await host.SignIn("principal");
        (await principal.Get(Accounts)).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
        (await principal.Post(Accounts, Body("lau.duoc", DemoIds.BinhCangSchool))).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
        (await principal.Post($"{Accounts}/{DemoIds.Trainer}/deactivation")).ShouldBeProblem(HttpStatusCode.Forbidden, "/problems/forbidden");
        (await host.Open().Get(Accounts)).ShouldBeProblem(HttpStatusCode.Unauthorized, "/problems/unauthenticated");
    }

    private async Task<(Guid Id, Guid AccountId, string Token)> Invite(string userName)
    {
        var answer = await (await host.SignIn("administrator")).Post(Accounts, Body(userName, DemoIds.BinhCangSchool));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (answer.Body.GetProperty("id").GetGuid(), Parts(answer.Body).Id, Parts(answer.Body).Token);
    }

    private static (Guid Id, string Token) Parts(JsonElement invitation)
    {
        var parts = invitation.GetProperty("link").GetString()!.Split('#')[1].Split('.', 2);
        return (Guid.Parse(parts[0]), Uri.UnescapeDataString(parts[1]));
    }

    private static object Body(string userName, Guid organisation) =>
        new { userName, displayName = "Lý Thị Được Mời", email = (string?)null, memberships = new[] { new { role = "Reporter", organisationId = organisation } } };

    private static async Task<JsonElement> Row(Browser administrator, Guid id) =>
        (await administrator.Get(Accounts)).Body.GetProperty("items").EnumerateArray().Single(row => row.GetProperty("id").GetGuid() == id);
}
