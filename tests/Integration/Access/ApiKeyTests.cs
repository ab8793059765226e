using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ProtectionPlatform.Access.ApiKeys;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Integration.Policy;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;
using Reply = ProtectionPlatform.TestServer.Answer;
using WholePlatform = ProtectionPlatform.TestServer.Platform;

namespace ProtectionPlatform.Integration.Access;

/// <summary>What programs of integrators may do, and how an administrator gives and takes their keys.</summary>
public sealed class An_api_key(WholePlatform platform) : IClassFixture<WholePlatform>
{
    private const string Keys = "/api/v1/access/api-keys", Figures = "/api/v1/indicators/measurements", Reports = "/api/v1/cases/reports";

    [Fact]
    public async Task Opens_what_its_scopes_name_and_nothing_else()
    {
        var made = await Make(new { name = "Kho dữ liệu của Sở", organisationId = DemoIds.EducationDepartment });
        made.Body["key"]!.GetValue<string>().ShouldStartWith("pp_");
        var program = Program(made);

        var figures = (await program.Get(Figures)).ShouldBe(200);
        figures.Headers.Contains("Set-Cookie").ShouldBeFalse();
        // There is a key from the first sealing on, a moment after the first event.
        await StoreHost.Until(async () => (await program.Get("/api/v1/audit/log/key")).Status == 200, "the log's key is not to be had");
        foreach (var closed in new[] { "/api/v1/cases", "/api/v1/audit/events", "/api/v1/access/people", Keys, "/api/v1/access/schools" })
            (await program.Get(closed)).ShouldBeProblem(403, "forbidden");
        (await program.Post(Reports, CaseStory.ReportBody())).ShouldBeProblem(403, "forbidden");
        (await program.Post("/api/v1/access/session", new { userName = "auditor", password = AccessDemo.Password })).ShouldBeProblem(403, "forbidden");

        var me = (await program.Get("/api/v1/me")).ShouldBe(200).Body;
        me["signedIn"]!.GetValue<bool>().ShouldBeTrue();
        me["displayName"]!.GetValue<string>().ShouldBe("Kho dữ liệu của Sở");
        me["roles"]!.ToJsonString().ShouldBe("""["ApiClient"]""");
        me["scopes"]!.ToJsonString().ShouldBe("""["indicators:read","audit:log"]""", "without scopes a key only reads");
        me["csrfToken"].ShouldBeNull();
    }

    [Fact]
    public async Task Is_kept_as_a_digest_only_and_shown_once()
    {
        var made = await Make(new { name = "Một lần", organisationId = DemoIds.BinhCangSchool });
        var key = made.Body["key"]!.GetValue<string>();
        (await Row(made.Id))["start"]!.GetValue<string>().ShouldBe(key[..11] + "…");
        (await (await platform.As("administrator")).Get(Keys)).Text.ShouldNotContain(key[11..]);
        await using var connection = await platform.Open();
        (await connection.Scalar<byte[]>("select digest from access.api_key_secrets where handle = $1", key[3..11])).ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
        (await connection.Scalar<long>("select count(*) from access.api_key_secrets s, access.api_keys k where s::text || k::text like '%' || $1 || '%'", key[11..])).ShouldBe(0);
        (await connection.Scalar<long>("select count(*) from events.mt_events where data::text like '%' || $1 || '%'", key[3..])).ShouldBe(0);
    }

    [Fact]
    public async Task Reports_for_the_hotline_without_a_cookie_and_stands_beside_what_it_did()
    {
        var made = await Make(new { name = "Tổng đài 111 (minh họa)", organisationId = DemoIds.EducationDepartment, scopes = new[] { "reports:write" } });
        var program = Program(made);
        var report = (await program.Post(Reports, CaseStory.ReportBody(platform.Clock.GetUtcNow().AddMinutes(-5)))).ShouldBe(201);
        report.Body["followUpCode"].ShouldBeNull("it follows up by its key");
        await platform.Settle();
        (await program.Get($"{Reports}/{report.Body["reference"]}")).ShouldBe(200);

        await using var connection = await platform.Open();
        (await connection.Scalar<string>(
            "select concat_ws('|', l.headers ->> 'actorId', l.headers ->> 'actorName') from events.mt_events e join ledger.entries l on l.event_id = e.id where e.type = 'concern_reported' and e.data ->> 'reportId' = $1",
            report.Body["reportId"]!.GetValue<string>())).ShouldBe($"{made.Id}|Tổng đài 111 (minh họa)");
    }

    [Fact]
    public async Task Lets_a_provider_work_its_own_referrals_and_every_look_is_recorded()
    {
        (await (await platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        var story = await new CaseStory(platform).ToApprovedPlan();
        await platform.Settle();
        var sent = (await (await platform.As("socialworker")).Post("/api/v1/referrals", new
        {
            caseId = story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "LegalDuty",
            shared = Array.Empty<object>(),
        })).ShouldBe(201);
        await platform.Settle();
        var (ours, theirs) = (await People.AddProgram(platform, "Phần mềm của trung tâm", DemoIds.SocialWorkCentre, "referrals:provider"), await People.AddProgram(platform, "Phần mềm khác", DemoIds.LegalAidCentre, "referrals:provider"));
        var before = await platform.Head();

        (await ours.Caller.Get("/api/v1/referrals?box=inbox")).ShouldBe(200).Body["items"]!.AsArray().ShouldHaveSingleItem();
        var opened = (await ours.Caller.Get($"/api/v1/referrals/{sent.Id}")).ShouldBe(200);
        (await ours.Caller.Post($"/api/v1/referrals/{sent.Id}/acknowledgement", new { }, opened.Version)).ShouldBe(200);
        (await theirs.Caller.Get($"/api/v1/referrals/{sent.Id}")).ShouldBeProblem(404, "not-found");
        (await theirs.Caller.Get("/api/v1/referrals")).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();

        var reads = await platform.RecordedReads(before);
        reads.Select(read => (read.Type, read.Actor)).ShouldBe(
            [("content_read", ours.Id.ToString()), ("content_read", ours.Id.ToString()), ("read_denied", theirs.Id.ToString()), ("content_read", theirs.Id.ToString())]);
        reads[0].Data["as"]!["memberships"]!.ToJsonString().ShouldContain("ApiClient");
        await platform.Settle();
        (await (await platform.As("auditor")).Get("/api/v1/audit/reads")).ShouldBe(200).Text.ShouldContain("Phần mềm của trung tâm");
    }

    [Fact]
    public async Task Is_alone_with_itself_a_cookie_beside_it_does_not_count()
    {
        var both = platform.Anonymous();
        both.CsrfToken = (await both.Post("/api/v1/access/session", new { userName = "principal", password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        (await both.Get("/api/v1/cases")).ShouldBe(200);
        both.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await Make(new { name = "Chỉ đọc", organisationId = DemoIds.BinhCangSchool })).Body["key"]!.GetValue<string>());
        (await both.Get("/api/v1/cases")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task That_does_not_count_is_refused_even_where_nobody_needs_one()
    {
        var before = await platform.Head();
        var wrong = KeyText.Make();
        foreach (var bad in new[] { "x", "pp_", "eyJhbGciOiJub25lIn0.e30.", wrong, wrong[..^1] + (wrong[^1] == 'a' ? 'b' : 'a') })
        {
            var answer = (await People.With(platform, bad).Get("/api/v1/me")).ShouldBeProblem(401, "api-key-refused");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        (await Refusals(before)).ShouldBe([" Unknown", " Unknown", " Unknown", " Unknown"], "who tries without end does not fill the log");
        // A proxy's own scheme is not ours to judge.
        var proxied = platform.Anonymous();
        proxied.Http.DefaultRequestHeaders.Authorization = new("Basic", "ZGVtbzpkZW1v");
        (await proxied.Get("/api/v1/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Is_revoked_at_once()
    {
        var made = await Make(new { name = "Sắp thu hồi", organisationId = DemoIds.BinhCangSchool });
        var administrator = await platform.As("administrator");
        (await Program(made).Get(Figures)).ShouldBe(200);
        var before = await platform.Head();
        (await administrator.Post($"{Keys}/{made.Id}/revocation", null)).ShouldBe(204);
        (await Program(made).Get(Figures)).ShouldBeProblem(401, "api-key-refused");
        (await administrator.Post($"{Keys}/{made.Id}/revocation", null)).ShouldBe(204);
        (await administrator.Post($"{Keys}/{made.Id}/rotation", new { })).ShouldBeProblem(409, "api-key-ended");
        (await Recorded(before)).ShouldBe(["api_key_revoked", "api_key_refused Revoked"]);
        (await Row(made.Id))["works"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task May_be_used_so_often_a_minute_and_then_says_when_again()
    {
        var program = Program(await Make(new { name = "Chậm thôi", organisationId = DemoIds.BinhCangSchool, requestsPerMinute = 2 }));
        (await program.Get("/api/v1/me")).ShouldBe(200);
        (await program.Get(Figures)).ShouldBe(200);
        var refused = (await program.Get(Figures)).ShouldBeProblem(429, "too-many-requests");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("""{ "name": " ", "organisationId": "SCHOOL" }""", "name")]
    [InlineData("""{ "name": "x", "organisationId": "ELSEWHERE" }""", "organisationId")]
    [InlineData("""{ "name": "x", "organisationId": "SCHOOL", "scopes": [] }""", "scopes")]
    [InlineData("""{ "name": "x", "organisationId": "SCHOOL", "scopes": ["everything"] }""", "scopes")]
    [InlineData("""{ "name": "x", "organisationId": "SCHOOL", "validForDays": 366 }""", "validForDays")]
    [InlineData("""{ "name": "x", "organisationId": "SCHOOL", "requestsPerMinute": 0 }""", "requestsPerMinute")]
    [InlineData("""{ "name": "x", "organisationId": "SCHOOL", "role": "Administrator" }""", "role")]
    public async Task Is_not_made_of_a_bad_request(string body, string field)
    {
        var before = await platform.Head();
        body = body.Replace("SCHOOL", DemoIds.BinhCangSchool.ToString(), StringComparison.Ordinal).Replace("ELSEWHERE", DemoIds.LegalAidCentre.ToString(), StringComparison.Ordinal);
        (await (await platform.As("administrator")).Post(Keys, JsonNode.Parse(body))).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(error => error.Key).ShouldBe([field]);
        (await Recorded(before)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_an_organisation_elsewhere_is_not_here_and_no_person_is_made_a_program()
    {
        var elsewhere = await People.AddProgram(platform, "Nơi khác", DemoIds.LegalAidCentre, "audit:log");
        var administrator = await platform.As("administrator");
        (await administrator.Post($"{Keys}/{elsewhere.Id}/revocation", null)).ShouldBeProblem(404, "not-found");
        (await administrator.Post($"{Keys}/{elsewhere.Id}/rotation", new { })).ShouldBeProblem(404, "not-found");
        (await administrator.Get(Keys)).Text.ShouldNotContain(elsewhere.Id.ToString());
        (await administrator.Post("/api/v1/access/accounts", new { userName = "may.moc", displayName = "Máy", memberships = new[] { new { role = "ApiClient", organisationId = DemoIds.BinhCangSchool } } }))
            .ShouldBeProblem(400, "invalid-request");
    }

    private async Task<Reply> Make(object body) => (await (await platform.As("administrator")).Post(Keys, body)).ShouldBe(201);

    private Caller Program(Reply made) => People.With(platform, made.Body["key"]!.GetValue<string>());

    private async Task<JsonNode> Row(Guid id) =>
        (await (await platform.As("administrator")).Get(Keys)).ShouldBe(200).Body["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == id)!;

    private async Task<List<string>> Recorded(long after) => [.. (await Events(after)).Select(e => e.Data.Text("reason") is { } reason ? $"{e.Type} {reason}" : e.Type)];

    private async Task<List<string>> Refusals(long after) => [.. (await Events(after)).Where(e => e.Type == "api_key_refused").Select(e => $"{e.Data.Text("apiKeyId")} {e.Data.Text("reason")}")];

    private async Task<List<(string Type, JsonNode Data)>> Events(long after)
    {
        await using var connection = await platform.Open();
        await using var command = connection.Command("select type, data::text from events.mt_events where type like 'api\\_key%' and seq_id > $1 order by seq_id", after);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(string, JsonNode)>();
        while (await reader.ReadAsync()) found.Add((reader.GetString(0), JsonNode.Parse(reader.GetString(1))!));
        return found;
    }
}

/// <summary>The same over days, with a clock of its own.</summary>
public sealed class An_api_key_over_time(WholePlatform platform) : IClassFixture<WholePlatform>
{
    private const string Keys = "/api/v1/access/api-keys", Me = "/api/v1/me";

    [Fact]
    public async Task Changes_hands_while_both_secrets_work_and_ends_on_its_day()
    {
        var made = (await (await platform.As("administrator")).Post(Keys, new { name = "Đổi khóa", organisationId = DemoIds.BinhCangSchool, validForDays = 30 })).ShouldBe(201);
        var first = People.With(platform, made.Body["key"]!.GetValue<string>());
        (await first.Get(Me)).ShouldBe(200);
        (await Row())["lastUsedAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(platform.Clock.GetUtcNow().Date.AddHours(platform.Clock.GetUtcNow().Hour), TimeSpan.Zero), "to the hour");

        var second = await Rotated(new { });
        (await Row())["oldUntil"].ShouldNotBeNull();
        (await first.Get(Me)).ShouldBe(200);
        (await second.Get(Me)).ShouldBe(200);

        platform.Advance(TimeSpan.FromDays(7));
        (await first.Get(Me)).ShouldBeProblem(401, "api-key-refused");
        (await second.Get(Me)).ShouldBe(200);
        (await Row())["oldUntil"].ShouldBeNull();

        var third = await Rotated(new { overlapDays = 20, validForDays = 10 });
        var fourth = await Rotated(new { overlapDays = 0, validForDays = 10 });
        foreach (var replaced in new[] { second, third }) (await replaced.Get(Me)).ShouldBeProblem(401, "api-key-refused");
        (await fourth.Get(Me)).ShouldBe(200);
        platform.Advance(TimeSpan.FromDays(10));
        (await fourth.Get(Me)).ShouldBeProblem(401, "api-key-refused");
        (await Row())["works"]!.GetValue<bool>().ShouldBeFalse();

        await using var connection = await platform.Open();
        (await connection.Scalar<string>("select string_agg(data ->> 'reason', ' ' order by seq_id) from events.mt_events where type = 'api_key_refused'")).ShouldBe("Replaced Replaced Replaced Expired");

        async Task<Caller> Rotated(object body) =>
            People.With(platform, (await (await platform.As("administrator")).Post($"{Keys}/{made.Id}/rotation", body)).ShouldBe(200).Body["key"]!.GetValue<string>());

        async Task<JsonNode> Row() => (await (await platform.As("administrator")).Get(Keys)).ShouldBe(200).Body["items"]!.AsArray().Single()!;
    }
}
