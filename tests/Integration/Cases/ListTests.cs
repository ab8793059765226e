using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The case list as people work with it: filtered, kept as a view, taken out, assigned in one go, counted per worker. Over HTTP.</summary>
public sealed class Lists_of_cases(Platform platform) : IClassFixture<Platform>
{
    private static object Named(string name, string className = "6A", DateTimeOffset? knownAt = null) => new
    {
        channel = "InPerson",
        whatHappened = "Em kể bị bạn trêu.",
        knownAt = knownAt ?? DateTimeOffset.UtcNow.AddMinutes(-10),
        concernKind = "Abused",
        incidentTypes = new[] { "Violence" },
        child = new { fullName = name, dateOfBirth = "2014-05-06", sex = "Female", className },
    };

    private async Task<List<string?>> Ids(string who, string filter)
    {
        await platform.Settle();
        var page = (await (await platform.As(who)).Get($"/api/v1/cases?limit=200{filter}")).ShouldBe(200).Body;
        return [.. page["items"]!.AsArray().Select(row => row.Text("id"))];
    }

    [Fact]
    public async Task Are_filtered_by_what_somebody_looks_for()
    {
        var untouched = await new CaseStory(platform).Reported();
        var violence = await (await new CaseStory(platform).Reported()).Triaged("ChildProtection", "SchoolViolence");
        var notified = await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        var today = platform.Clock.GetUtcNow().VietNamDay();
        string Day(int from) => today.AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        async Task Finds(string filter, params CaseStory[] expected)
        {
            var mine = new[] { untouched, violence, notified }.ToDictionary(story => story.CaseId.ToString(), story => story);
            (await Ids("focalperson", filter)).Where(id => mine.ContainsKey(id!)).Order().ShouldBe(expected.Select(story => story.CaseId.ToString()).Order(), filter);
        }

        await Finds("&track=SchoolViolence", violence);
        await Finds("&waitsFor=Triage", untouched);
        await Finds("&deadline=DL-REPORT", untouched, violence); // told already in the third
        await Finds("&unassigned=true", untouched);
        await Finds($"&assignee={DemoIds.SocialWorker}&ended=false", violence, notified);
        await Finds("&ended=true");
        await Finds($"&openedFrom={Day(0)}&openedTo={Day(0)}", untouched, violence, notified);
        await Finds($"&openedFrom={Day(1)}");
        await Finds($"&openedTo={Day(-1)}");
        (await (await platform.As("focalperson")).Get("/api/v1/cases?deadline=%00")).ShouldBeProblem(400, "invalid-request").Body["errors"]!["deadline"].ShouldNotBeNull();
        (await (await platform.As("focalperson")).Get("/api/v1/cases?openedFrom=9999-12-31")).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task By_risk_come_the_highest_first_page_by_page()
    {
        for (var i = 0; i < 3; i++) await (await (await (await new CaseStory(platform).Reported()).Triaged()).Notified()).InitiallyAssessed();
        await new CaseStory(platform).Reported();
        await platform.Settle();
        var seen = new List<(string Risk, string Id)>();
        for (string? after = ""; after is not null;)
        {
            var page = (await (await platform.As("focalperson")).Get($"/api/v1/cases?sort=risk&limit=2{(after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "")}")).ShouldBe(200).Body;
            seen.AddRange(page["items"]!.AsArray().Select(row => (row.Text("riskLevel") ?? "", row.Text("id")!)));
            after = page.Text("next");
        }

        seen.Select(it => it.Id).ShouldBeUnique();
        seen.Count.ShouldBe((await Ids("focalperson", "")).Count);
        var ranks = seen.Select(it => Array.IndexOf(["", "Low", "Medium", "High"], it.Risk)).ToList();
        ranks.ShouldBe(ranks.OrderDescending());
        ranks[0].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_view_is_kept_for_whoever_saved_it_and_for_nobody_else()
    {
        var id = Guid.CreateVersion7();
        var filter = new { risk = "High", overdue = true, track = "ChildProtection" };
        var mine = await platform.As("socialworker");
        (await mine.Put($"/api/v1/cases/views/{id}", new { name = "Gấp của tôi", filter })).ShouldBe(200);
        (await mine.Put($"/api/v1/cases/views/{id}", new { name = "Gấp", filter, byRisk = true })).ShouldBe(200);
        var kept = (await mine.Get("/api/v1/cases/views")).ShouldBe(200).Body["items"]!.AsArray().Single(view => view.Text("id") == id.ToString());
        (kept.Text("name"), kept.Text("byRisk"), kept!["filter"].Text("risk"), kept["filter"].Text("overdue"), kept["filter"].Text("state")).ShouldBe(("Gấp", "true", "High", "true", null));

        var other = await platform.As("counsellor");
        (await other.Get("/api/v1/cases/views")).ShouldBe(200).Text.ShouldNotContain(id.ToString());
        (await other.Put($"/api/v1/cases/views/{id}", new { name = "Của người khác", filter })).ShouldBeProblem(404, "not-found");
        (await other.Send(HttpMethod.Delete, $"/api/v1/cases/views/{id}", null)).ShouldBe(204);
        (await mine.Get("/api/v1/cases/views")).Text.ShouldContain(id.ToString(), customMessage: "another one's removal touches nothing");
        (await mine.Send(HttpMethod.Delete, $"/api/v1/cases/views/{id}", null)).ShouldBe(204);
        (await mine.Get("/api/v1/cases/views")).Text.ShouldNotContain(id.ToString());
        (await mine.Put($"/api/v1/cases/views/{id}", new { name = new string('a', 61), filter })).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task No_more_than_thirty_views_are_kept()
    {
        var caller = await platform.As("principal2");
        for (var i = 0; i < 30; i++) (await caller.Put($"/api/v1/cases/views/{Guid.CreateVersion7()}", new { name = $"Số {i}", filter = new { } })).ShouldBe(200);
        (await caller.Put($"/api/v1/cases/views/{Guid.CreateVersion7()}", new { name = "Thừa", filter = new { } })).ShouldBeProblem(409, "too-many-views");
    }

    [Fact]
    public async Task As_csv_hold_exactly_the_rows_the_caller_may_see_and_no_formula()
    {
        foreach (var name in new[] { "=Ví Dụ Công Thức", "+Ví Dụ", "-Ví Dụ", "@Ví Dụ", "Ví \"Dụ\", Nháy" }) await new CaseStory(platform).Reported(body: Named(name, "=1+1"));
        var expected = await Ids("socialworker", "");
        var references = (await (await platform.As("socialworker")).Get("/api/v1/cases?limit=200")).Body["items"]!.AsArray().Select(row => row.Text("reference")!).ToList();
        var before = await platform.Head();
        var (bytes, name1) = await Export("socialworker", new { format = "Csv", reason = "In cho cuộc họp." });
        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("Mã ca,Họ tên trẻ,Ngày sinh,Lớp,Trường,");
        lines[1..].Select(line => line.Split(',')[0]).ShouldBe(references);
        foreach (var formula in new[] { "'=Ví Dụ Công Thức", "'+Ví Dụ", "'-Ví Dụ", "'@Ví Dụ", "'=1+1" }) lines.ShouldContain(line => line.Contains($",{formula},"), formula);
        lines.ShouldContain(line => line.Contains(",\"Ví \"\"Dụ\"\", Nháy\","));
        name1.ShouldBe($"danh-sach-ca-{platform.Clock.GetUtcNow().VietNamDay():yyyy-MM-dd}.csv");

        var read = (await platform.RecordedReads(before)).Single(it => it.Data.Text("what") == "exportCases").Data;
        (read.Text("found"), read["as"].Text("reason"), read["filters"].Text("format")).ShouldBe((expected.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), "In cho cuộc họp.", "Csv"));
        read["shown"]!.AsArray().Select(id => id!.ToString()).ShouldBe(expected);

        var (foreign, _) = await Export("socialworker2", new { format = "Csv", reason = "Xem của trường." });
        references.ShouldAllBe(reference => !Encoding.UTF8.GetString(foreign).Contains(reference));
    }

    [Fact]
    public async Task As_a_file_keep_to_the_filters_and_searched_names_are_not_written_down()
    {
        await new CaseStory(platform).Reported(body: Named("Hoàng Thị Duy Nhất"));
        var before = await platform.Head();
        var (bytes, _) = await Export("counsellor", new { format = "Csv", reason = "Kiểm lại.", words = "duy nhat", state = "Intake", ended = false, byRisk = true }, "en");
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("Reference,Child’s name,");
        lines[1].ShouldContain(",Hoàng Thị Duy Nhất,2014-05-06,6A,");
        var read = (await platform.RecordedReads(before)).Single(it => it.Data.Text("what") == "exportCases").Data;
        (read["filters"].Text("words"), read["filters"].Text("state"), read["filters"].Text("ended")).ShouldBe(("True", "Intake", "False"));
        read.ToJsonString().ShouldNotContain("nhat");
    }

    [Fact]
    public async Task As_a_workbook_are_typed_strings_only()
    {
        await new CaseStory(platform).Reported(body: Named("=Ví & <Dụ>"));
        var (bytes, name) = await Export("socialworker", new { format = "Xlsx", reason = "In cho cuộc họp." });
        name.ShouldEndWith(".xlsx");
        using var zip = new ZipArchive(new MemoryStream(bytes));
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var sheet = XDocument.Load(part);
        sheet.Descendants(main + "row").Count().ShouldBe((await Ids("socialworker", "")).Count + 1);
        sheet.Descendants(main + "c").ShouldAllBe(cell => !cell.Elements().Any() || (string?)cell.Attribute("t") == "inlineStr");
        sheet.Descendants(main + "f").ShouldBeEmpty();
        sheet.Descendants(main + "t").Select(text => text.Value).ShouldContain("=Ví & <Dụ>");
    }

    [Fact]
    public async Task Leave_as_a_file_only_for_a_reason_and_for_who_works_with_them()
    {
        (await (await platform.As("socialworker")).Post("/api/v1/cases/export", new { format = "Csv", reason = " " })).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("socialworker")).Post("/api/v1/cases/export", new { format = "Csv" })).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("partner")).Post("/api/v1/cases/export", new { format = "Csv", reason = "Xem." })).ShouldBeProblem(403, "forbidden");
    }

    private async Task<(byte[] Bytes, string Name)> Export(string who, object body, string language = "vi")
    {
        await platform.Settle();
        var caller = await platform.As(who);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/export") { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", caller.CsrfToken);
        request.Headers.AcceptLanguage.Add(new(language));
        using var answer = await caller.Http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(200);
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    [Fact]
    public async Task Are_assigned_as_one_set_and_the_answer_names_what_was_refused()
    {
        var (one, two, stale, foreign) = (await (await new CaseStory(platform).Reported()).Triaged(), await new CaseStory(platform).Reported(), await new CaseStory(platform).Reported(), Guid.CreateVersion7());
        var body = new { setId = Guid.CreateVersion7(), assigneeId = DemoIds.Counsellor, cases = new[] { Of(one), Of(two), new Chosen(stale.CaseId, stale.Version + 1), new Chosen(foreign, 1) } };
        var caller = await platform.As("focalperson");
        var answer = (await caller.Post("/api/v1/cases/assignments", body, headers: ("Idempotency-Key", "set-1"))).ShouldBe(200).Body;
        answer["cases"]!.AsArray().Select(it => (it.Text("done"), it.Text("problem"))).ShouldBe(
            [("true", null), ("true", null), ("false", "/problems/changed-meanwhile"), ("false", "/problems/not-found")]);
        answer["cases"]![2].Text("reason").ShouldNotBeNullOrEmpty();
        answer.Text("undoUntil").ShouldNotBeNull();
        var events = await platform.EventCount();
        (await caller.Post("/api/v1/cases/assignments", body, headers: ("Idempotency-Key", "set-1"))).ShouldBe(200).Body["cases"]!.AsArray().Select(it => it.Text("done")).ShouldBe(["true", "true", "false", "false"]);
        (await platform.EventCount()).ShouldBe(events, "the same request again changes nothing");
        (await one.Refresh())["assignee"].Text("id").ShouldBe(DemoIds.Counsellor.ToString());
        (await two.Refresh())["assignee"].Text("id").ShouldBe(DemoIds.Counsellor.ToString());
    }

    [Fact]
    public async Task Assigned_as_a_set_go_back_to_whoever_had_them_except_those_changed_since()
    {
        var (had, hadNobody, changed) = (await (await new CaseStory(platform).Reported()).Triaged(), await new CaseStory(platform).Reported(), await new CaseStory(platform).Reported());
        var set = Guid.CreateVersion7();
        var caller = await platform.As("focalperson");
        (await caller.Post("/api/v1/cases/assignments", new { setId = set, assigneeId = DemoIds.Counsellor, cases = new[] { Of(had), Of(hadNobody), Of(changed) } })).ShouldBe(200);
        await changed.Refresh();
        (await changed.Do("focalperson", "assignment", new { assigneeId = DemoIds.Principal })).ShouldBe(200);

        (await (await platform.As("principal")).Post($"/api/v1/cases/assignments/{set}/undo", null)).ShouldBeProblem(404, "not-found");
        var undone = (await caller.Post($"/api/v1/cases/assignments/{set}/undo", null)).ShouldBe(200).Body["cases"]!.AsArray().ToDictionary(it => it.Text("caseId")!, it => it.Text("problem"));
        (undone[had.CaseId.ToString()], undone[hadNobody.CaseId.ToString()], undone[changed.CaseId.ToString()]).ShouldBe((null, null, "/problems/assigned-since"));
        (await had.Refresh())["assignee"].Text("id").ShouldBe(DemoIds.SocialWorker.ToString());
        (await hadNobody.Refresh())["assignee"].ShouldBeNull();
        (await changed.Refresh())["assignee"].Text("id").ShouldBe(DemoIds.Principal.ToString());
        (await Ids("counsellor", $"&assignee={DemoIds.Counsellor}")).ShouldNotContain(had.CaseId.ToString());
    }

    [Fact]
    public async Task Assigned_as_a_set_stay_after_ten_minutes()
    {
        var story = await new CaseStory(platform).Reported();
        var set = Guid.CreateVersion7();
        (await (await platform.As("focalperson")).Post("/api/v1/cases/assignments", new { setId = set, assigneeId = DemoIds.Counsellor, cases = new[] { Of(story) } })).ShouldBe(200);
        platform.Advance(TimeSpan.FromMinutes(11));
        (await (await platform.As("focalperson")).Post($"/api/v1/cases/assignments/{set}/undo", null)).ShouldBeProblem(409, "too-late-to-undo");
    }

    [Fact]
    public async Task Are_assigned_at_most_two_hundred_at_once_and_each_once()
    {
        var caller = await platform.As("focalperson");
        object Body(params IEnumerable<Guid> ids) => new { setId = Guid.CreateVersion7(), assigneeId = DemoIds.Counsellor, cases = ids.Select(id => new { id, version = 1 }).ToArray() };
        (await caller.Post("/api/v1/cases/assignments", Body(Enumerable.Range(0, 201).Select(_ => Guid.CreateVersion7())))).ShouldBeProblem(400, "invalid-request");
        (await caller.Post("/api/v1/cases/assignments", Body(DemoIds.Counsellor, DemoIds.Counsellor))).ShouldBeProblem(400, "invalid-request");
        (await caller.Post("/api/v1/cases/assignments", Body())).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task Are_counted_per_worker_for_the_focal_person_and_the_principal()
    {
        async Task<Dictionary<string, JsonNode>> Counted(string who) => (await (await platform.As(who)).Get("/api/v1/cases/caseload")).ShouldBe(200).Body["items"]!.AsArray().ToDictionary(row => row.Text("workerId") ?? "", row => row!);
        await platform.Settle();
        var before = await Counted("principal");
        int Open(Dictionary<string, JsonNode> rows, string worker) => rows.TryGetValue(worker, out var row) ? row["open"]!.GetValue<int>() : 0;
        await new CaseStory(platform).Reported();
        await (await new CaseStory(platform).Reported()).Triaged();
        await platform.Settle();
        var after = await Counted("focalperson");
        (Open(after, "") - Open(before, ""), Open(after, DemoIds.SocialWorker.ToString()) - Open(before, DemoIds.SocialWorker.ToString())).ShouldBe((1, 1));
        after.Keys.ShouldContain(DemoIds.Principal.ToString(), "who has none is listed too");
        Open(after, DemoIds.SocialWorker.ToString()).ShouldBe((await Ids("focalperson", $"&assignee={DemoIds.SocialWorker}&ended=false")).Count);
        (await Counted("principal2")).Values.ShouldAllBe(row => row.Text("schoolId") == DemoIds.HoaMauSchool.ToString());
        (await (await platform.As("socialworker")).Get("/api/v1/cases/caseload")).ShouldBeProblem(403, "forbidden");
    }

    private sealed record Chosen(Guid Id, long Version);

    private static Chosen Of(CaseStory story) => new(story.CaseId, story.Version);
}
