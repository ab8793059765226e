using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger.Evidence;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>Who reports a concern while signed in is an informant like any other: their name stands nowhere but behind the second permission.</summary>
public sealed class An_informant_with_an_account(Platform platform) : IClassFixture<Platform>
{
    private const string Name = "Cô Báo Kín 4471";

    private static readonly (string, string) why = ("X-Purpose-Reason", Uri.EscapeDataString("Cần gặp lại để hỏi thêm."));

    private sealed record Report(Guid CaseId, string Reference)
    {
        public string FollowUp => $"/api/v1/cases/reports/{Reference}";

        public string Path => $"/api/v1/cases/{CaseId}";
    }

    private Task<Somebody> Teacher(string name = Name) => People.Add(platform, name, new Membership(Role.Reporter, DemoIds.BinhCangSchool));

    private async Task<Report> Reported(Caller by, bool? nameReporter = null)
    {
        var answer = (await by.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em Lê Thị Ví Dụ kể bị người lớn trong nhà đánh.",
            knownAt = platform.Clock.GetUtcNow().AddMinutes(-10),
            concernKind = "Abused",
            child = new { fullName = "Lê Thị Ví Dụ" },
            nameReporter,
        })).ShouldBe(201);
        await platform.Settle();
        await using var connection = await platform.Open();
        var reference = answer.Body["reference"]!.GetValue<string>();
        return new(await connection.Scalar<Guid>("select case_id from cases.report_references where reference = $1", reference), reference);
    }

    private static IEnumerable<string> Paths(IServiceProvider services, Report report) => services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && PolicyGate.NameOf(route) != "readRestricted")
        .DistinctBy(PolicyGate.NameOf)
        .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/').Replace("{id:guid}", report.CaseId.ToString(), StringComparison.Ordinal).Replace("{reference}", report.Reference, StringComparison.Ordinal))
        .Where(path => !path.Contains('{', StringComparison.Ordinal))
        .Concat([
            $"{report.Path}?version=1", $"{report.Path}/difference?by=version&from=0", "/api/v1/audit/events?type=concern_reported", $"/api/v1/audit/events?stream={report.CaseId}",
            "/api/v1/audit/events?type=deadline_started", "/api/v1/audit/events?type=reporter_wrote", $"/api/v1/audit/reads?subject={report.CaseId}", "/api/v1/audit/reads",
        ]);

    [Fact]
    public async Task Is_named_in_no_answer_to_anybody_else()
    {
        const string own = "Cô Không Nêu Tên 4473"; // of this test alone: the others name theirs on purpose
        var teacher = await Teacher(own);
        string[] secrets = [own, teacher.Id.ToString()];
        string[] readers = ["focalperson", "principal", "socialworker", "counsellor", "communeofficer", "departmentofficer", "auditor", "dataprotection"];
        var other = await Reported(await platform.As("socialworker"));
        // Whoever keeps the list of staff sees the teacher there, report or no report; and that they signed in.
        var staffPages = new HashSet<(string, string)>();
        foreach (var who in readers)
            foreach (var path in Paths(platform.Services, other))
                if (Tells((await (await platform.As(who)).Get(path)).Text)) staffPages.Add((who, path));
        staffPages.ShouldBe([("auditor", "/api/v1/audit/events"), ("dataprotection", "/api/v1/privacy/confidentiality/people")], ignoreOrder: true);

        var report = await Reported(teacher.Caller);
        (await teacher.Caller.Get(report.FollowUp)).ShouldBe(200);
        (await teacher.Caller.Post($"{report.FollowUp}/messages", new { text = "Hôm nay em ấy lại nghỉ học." })).ShouldBe(201);
        await platform.Settle();

        var shown = 0;
        foreach (var who in readers)
        {
            var caller = await platform.As(who);
            foreach (var path in Paths(platform.Services, report).Where(path => !staffPages.Contains((who, path))))
            {
                var answer = await caller.Get(path);
                Tells(answer.Text).ShouldBeFalse($"{path} as {who}: {answer.Text}");
                if (answer.Text.Contains(report.CaseId.ToString(), StringComparison.Ordinal)) shown++;
            }

            Tells((await caller.Post("/api/v1/cases/search", new { words = "vi du" })).Text).ShouldBeFalse("the search");
        }

        shown.ShouldBeGreaterThan(20, "the case itself is told");
        var history = (await (await platform.As("principal")).Get($"{report.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        history.Count.ShouldBeGreaterThan(4, "report, its clocks and a message");
        history.Select(entry => entry!["actor"].Text("name")).ShouldAllBe(name => name == "informant");
        history[0]!["restricted"]!.ToJsonString().ShouldBe("""["reportedBy"]""");
        var reads = (await (await platform.As("auditor")).Get($"/api/v1/audit/reads?what=followUpReport")).ShouldBe(200).Body["items"]!.AsArray();
        reads.ShouldContain(read => read!["person"].Text("name") == "informant", "the look at their own report is on record, without a name");

        bool Tells(string text) => secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Is_in_no_evidence_no_access_copy_and_no_entry_of_the_ledger_and_the_proofs_hold()
    {
        var teacher = await Teacher();
        var report = await Reported(teacher.Caller);
        (await teacher.Caller.Post($"{report.FollowUp}/messages", new { text = "Hôm nay em ấy lại nghỉ học." })).ShouldBe(201);
        var auditor = await platform.As("auditor");

        var files = await Evidence.Files(auditor, new { caseId = report.CaseId });
        foreach (var (name, text) in files) ShouldKeep(text, name);
        files["chronology.vi.html"].ShouldContain("người báo tin");
        files["chronology.en.html"].ShouldContain("the informant");
        using (var asked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/evidence") { Content = JsonContent.Create(new { caseId = report.CaseId }) })
        {
            asked.Headers.Add("X-CSRF-Token", auditor.CsrfToken);
            var zip = await (await auditor.Http.SendAsync(asked)).EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            var checkedOver = BundleVerifier.Verify(new MemoryStream(zip));
            checkedOver.Findings.ShouldBeEmpty();
        }

        var officer = await platform.As("dataprotection");
        using var copy = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/access-copy") { Content = JsonContent.Create(new { caseId = report.CaseId }) };
        copy.Headers.Add("X-CSRF-Token", officer.CsrfToken);
        ShouldKeep(await (await officer.Http.SendAsync(copy)).EnsureSuccessStatusCode().Content.ReadAsStringAsync(), "access copy");

        await using var connection = await platform.Open();
        (await connection.Scalar<long>("select count(*) from ledger.entries l join events.mt_events e on e.id = l.event_id where e.stream_id = $1", report.CaseId)).ShouldBeGreaterThan(4);
        foreach (var secret in new[] { Name, teacher.Id.ToString() })
        {
            (await connection.Scalar<long>("select count(*) from ledger.entries l join events.mt_events e on e.id = l.event_id where e.stream_id = $1 and (convert_from(l.entry, 'UTF8') || l.headers::text) like '%' || $2 || '%'", report.CaseId, secret)).ShouldBe(0);
            (await connection.Scalar<long>("select count(*) from events.mt_events where stream_id = $1 and data::text like '%' || $2 || '%'", report.CaseId, secret)).ShouldBe(0, "sealed under the informant's key");
        }

        var opened = await Evidence.Files(auditor, new { caseId = report.CaseId, restricted = true, reason = "Tòa yêu cầu." });
        opened["chronology.vi.html"].ShouldContain(Name);

        void ShouldKeep(string text, string where)
        {
            foreach (var secret in new[] { Name, teacher.Id.ToString() }) text.ShouldNotContain(secret, Case.Insensitive, where);
        }
    }

    [Fact]
    public async Task Is_shown_to_the_second_permission_for_a_reason()
    {
        var report = await Reported((await Teacher()).Caller);
        var path = $"{report.Path}/restricted?field=reportedBy";
        (await (await platform.As("principal")).Get(path, why)).ShouldBe(200).Body["values"]![0]!["text"].Text("vi").ShouldBe($"Họ và tên: {Name}");
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("counsellor")).Get(path, why)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Follows_their_own_report_without_a_code_and_nobody_else_does()
    {
        var teacher = await Teacher();
        var report = await Reported(teacher.Caller);
        (await teacher.Caller.Post($"{report.FollowUp}/messages", new { text = "Em ấy sợ về nhà." })).ShouldBe(201);
        (await teacher.Caller.Get(report.FollowUp)).ShouldBe(200).Body["messages"]![0]!.Text("from").ShouldBe("Reporter");
        (await (await People.Add(platform, "Thầy Khác 4472", new Membership(Role.Reporter, DemoIds.BinhCangSchool))).Caller.Get(report.FollowUp)).ShouldBeProblem(404, "not-found");
        (await platform.Anonymous().Get(report.FollowUp)).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Sees_their_report_as_theirs_when_they_come_to_work_with_the_case()
    {
        var teacher = await Teacher();
        var report = await Reported(teacher.Caller);
        await using (var connection = await platform.Open()) await People.Join(connection, teacher.Id, new(Role.Counsellor, DemoIds.BinhCangSchool));
        await People.SignIn(teacher);
        (await teacher.Caller.Get($"{report.Path}/history")).ShouldBe(200).Body["items"]![0]!["actor"].Text("name").ShouldBe(Name);
        (await (await platform.As("counsellor")).Get($"{report.Path}/history")).ShouldBe(200).Body["items"]![0]!["actor"].Text("name").ShouldBe("informant");
    }

    [Fact]
    public async Task Is_named_when_they_agree_to_it()
    {
        var report = await Reported((await Teacher()).Caller, nameReporter: true);
        (await (await platform.As("principal")).Get($"{report.Path}/history")).ShouldBe(200).Body["items"]![0]!["actor"].Text("name").ShouldBe(Name);
        (await (await platform.As("principal")).Get(report.Path)).ShouldBe(200).Body["restricted"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_not_who_takes_a_report_down_for_the_school_unless_they_ask_for_secrecy()
    {
        var taken = await Reported(await platform.As("socialworker"));
        var history = (await (await platform.As("principal")).Get($"{taken.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        history[0]!["actor"].Text("name").ShouldBe("Nguyễn Thị Ví Dụ", "the receiver signs Form 01");

        var secret = await Reported(await platform.As("socialworker"), nameReporter: false);
        var answer = (await (await platform.As("principal")).Get($"{secret.Path}/history")).ShouldBe(200);
        answer.Text.ShouldNotContain("Nguyễn Thị Ví Dụ");
        answer.Text.ShouldNotContain(DemoIds.SocialWorker.ToString());
    }
}
