using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>Who read, what, when and for what purpose.</summary>
public sealed class A_read(Platform platform) : IClassFixture<Platform>
{
    /// <summary>Routes whose answers hold nothing of a child's file: accounts and places, figures, courses, notices without content.</summary>
    private static readonly HashSet<string> withoutContent =
    [
        "GetMe", "readSecondFactor", "readOutsideSignIn", "listPasskeys", "listOwnSessions", "listOwnDelegations", "listDelegations", "listAccounts", "listApiKeys", "ListSchools", "ListOrganisations", "readOrganisation", "readOrganisationTemplate", "readProvinces2025", "exportOrganisations", "ListPeople", "readReferenceData", "readProcedureLibrary", "readCircumstanceCodes", "countCircumstances", "countDropoutRisks", "readPupilTemplate", "listDropoutRules", "listDisasters", "listDeadlineRules", "listProviders", "listViews", "readCaseload",
        "listCourses", "listSessions", "getSession", "listCertificates", "getWorkforce",
        "listIndicators", "listPlans", "readPlan", "listMeasurements", "readTrend", "readOperational",
        "listNotices", "listDeliveries", "readConfidentiality", "listConfidentiality", "listProcessing", "readProcessingDocument",
        // Words, hashes, signatures; an entry names an account and an event, never what it says.
        "listEventTypes", "readPrivacyReference", "readCheckpoint", "proveInclusion", "proveConsistency", "readLedger", "listCheckpoints", "readLogCheckpoint", "readLogKey", "readLogEntries", "readLogTile",
        // How far an upload came: numbers.
        "readUpload", "readReportUpload",
        // How far background work has come: numbers of events, kinds of errors, written reasons of operators.
        "listSubscriptions", "readSubscription",
        // Style and letters of printed papers.
        "readDocumentAsset",
    ];

    [Fact]
    public void Is_recorded_by_every_route_that_shows_content()
    {
        var reading = platform.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal) && route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .DistinctBy(route => route.RoutePattern.RawText).ToList();
        reading.Count.ShouldBeGreaterThan(30);
        string NameOf(RouteEndpoint route) => route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? route.RoutePattern.RawText!;
        reading.Where(route => route.Metadata.GetMetadata<ShowsContent>() is null).Select(NameOf).Except(withoutContent)
            .ShouldBeEmpty("say .Shows(kind) or .ShowsMany(kind, ids) at the route, or, if it holds nothing of a child's file, name it above");
        reading.Where(route => route.Metadata.GetMetadata<ShowsContent>() is not null).Select(NameOf).Intersect(withoutContent).ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_who_what_when_and_why()
    {
        var story = await new CaseStory(platform).Reported();
        var before = await platform.Head();
        (await (await platform.As("counsellor")).Get(story.Path)).ShouldBe(200);
        (await (await platform.As("auditor")).Get($"{story.Path}/history",
            ("X-Purpose", "DataSubjectRequest"), ("X-Purpose-Reason", Uri.EscapeDataString("Mẹ của em hỏi ai đã xem hồ sơ")))).ShouldBe(200);

        var reads = await platform.RecordedReads(before);
        reads.Select(read => read.Type).ShouldBe(["content_read", "content_read"]);
        reads.Select(read => read.Actor).ShouldBe([DemoIds.Counsellor.ToString(), DemoIds.Auditor.ToString()]);
        reads.Select(read => read.Data.Text("what")).ShouldBe(["readCase", "readHistory"]);
        reads.ShouldAllBe(read => read.Data.Text("subjectKind") == "case" && read.Data.Text("subjectId") == story.CaseId.ToString());
        reads.Select(read => read.Data["as"].Text("purpose")).ShouldBe(["CaseWork", "DataSubjectRequest"]);
        reads.Select(read => read.Data["as"].Text("purposeStated")).ShouldBe(["false", "true"]);
        reads[0].Data["as"]!["memberships"]!.ToJsonString().ShouldContain(DemoIds.BinhCangSchool.ToString());
        reads[1].Data["as"].Text("reason").ShouldBe("Mẹ của em hỏi ai đã xem hồ sơ");
    }

    [Fact]
    public async Task Of_a_list_says_what_was_asked_and_what_was_shown()
    {
        var story = await new CaseStory(platform).Reported();
        await platform.Settle();
        var before = await platform.Head();
        (await (await platform.As("socialworker")).Get("/api/v1/cases?state=Intake&limit=200")).ShouldBe(200);
        (await (await platform.As("socialworker2")).Get("/api/v1/cases?state=Intake")).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();

        var (mine, theirs) = (await platform.RecordedReads(before)) switch { [var one, var two] => (one.Data, two.Data), var other => throw new InvalidOperationException($"{other.Count} reads") };
        mine.Text("what").ShouldBe("listCases");
        mine["filters"]!.ToJsonString().ShouldBe("""{"state":"Intake"}""");
        mine["shown"]!.AsArray().Select(id => id!.GetValue<Guid>()).ShouldContain(story.CaseId);
        mine["found"]!.GetValue<int>().ShouldBe(mine["shown"]!.AsArray().Count);
        theirs["found"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task By_a_reporter_without_an_account_names_nobody()
    {
        var anonymous = platform.Anonymous();
        var report = (await anonymous.Post("/api/v1/cases/reports", CaseStory.ReportBody())).ShouldBe(201).Body;
        var path = $"/api/v1/cases/reports/{report.Text("reference")}";
        var before = await platform.Head();
        (await anonymous.Get(path, ("X-Follow-Up-Code", report.Text("followUpCode")!))).ShouldBe(200);
        (await anonymous.Get(path, ("X-Follow-Up-Code", "wrong"))).ShouldBeProblem(404, "not-found");

        var reads = await platform.RecordedReads(before);
        reads.Select(read => read.Type).ShouldBe(["content_read", "read_denied"]);
        reads.ShouldAllBe(read => read.Actor == "" && read.Data.Text("what") == "followUpReport" && read.Data["as"]!["memberships"]!.AsArray().Count == 0);
        reads[0].Data["as"].Text("purpose").ShouldBe("OwnReport");
        (await platform.RecordedReads(before)).ShouldAllBe(read => !read.Data.ToJsonString().Contains(report.Text("followUpCode")!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_is_refused_is_recorded_and_the_caller_learns_nothing_from_it()
    {
        var story = await new CaseStory(platform).Reported();
        var stranger = await platform.As("principal2");
        var unknown = Guid.CreateVersion7();
        var before = await platform.Head();
        var theirs = (await stranger.Get(story.Path)).ShouldBeProblem(404, "not-found");
        var nowhere = (await stranger.Get($"/api/v1/cases/{unknown}")).ShouldBeProblem(404, "not-found");
        (await stranger.Get("/api/v1/audit/events?type=case_closed")).ShouldBeProblem(403, "forbidden");
        foreach (var answer in new[] { theirs, nowhere }) answer.Body.Remove("traceId");
        foreach (var answer in new[] { theirs, nowhere }) answer.Body.Remove("instance");
        theirs.Body.ToJsonString().ShouldBe(nowhere.Body.ToJsonString());

        var reads = await platform.RecordedReads(before);
        reads.ShouldAllBe(read => read.Type == "read_denied" && read.Actor == DemoIds.Principal2.ToString());
        reads.Select(read => (read.Data.Text("what"), read.Data.Text("subjectId"), read.Data.Text("subjectExists"), read.Data.Text("refusal"))).ShouldBe([
            ("readCase", story.CaseId.ToString(), "true", "not-found"),
            ("readCase", unknown.ToString(), "false", "not-found"),
            ("searchEvents", null, "false", "forbidden")]);
    }

    [Theory]
    [InlineData("X-Purpose", "Curiosity")]
    [InlineData("X-Purpose", "0")]
    [InlineData("X-Purpose-Reason", "a%00b")]
    public async Task With_a_purpose_nobody_can_read_is_refused(string header, string value)
    {
        var story = await new CaseStory(platform).Reported();
        var before = await platform.Head();
        (await (await platform.As("socialworker")).Get(story.Path, (header, value))).ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe([header]);
        (await platform.RecordedReads(before)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_who_ever_opened_this_file()
    {
        var story = await new CaseStory(platform).Reported();
        (await (await platform.As("socialworker")).Get(story.Path)).ShouldBe(200);
        (await (await platform.As("principal2")).Get(story.Path)).ShouldBe(404);
        await platform.Settle();
        (await (await platform.As("socialworker")).Get("/api/v1/cases")).ShouldBe(200);

        var officer = await platform.As("dataprotection");
        async Task<JsonArray> Ask(string query) => (await officer.Get($"/api/v1/audit/reads?{query}")).ShouldBe(200).Body["items"]!.AsArray();
        var opened = await Ask($"subject={story.CaseId}");
        opened.Select(row => (row!["person"].Text("id"), row.Text("what"), row.Text("refusal"))).ShouldBe([
            (DemoIds.Principal2.ToString(), "readCase", "not-found"), (DemoIds.SocialWorker.ToString(), "readCase", null)]);
        opened[1]!["person"].Text("name").ShouldBe("Nguyễn Thị Ví Dụ");
        opened[1]!["memberships"]![0].Text("role").ShouldBe("SocialWorker");
        (await Ask($"subject={story.CaseId}&listed=true")).Select(row => row.Text("what")).ShouldBe(["listReads", "listCases", "readCase", "readCase"]); // the officer's own list was about it, too
        (await Ask($"subject={story.CaseId}&denied=true")).Count.ShouldBe(1);
        (await Ask($"subject={story.CaseId}&person={DemoIds.SocialWorker}")).Count.ShouldBe(1);
        (await Ask($"subject={story.CaseId}&organisation={DemoIds.HoaMauSchool}")).Single().Text("refusal").ShouldBe("not-found");
        (await Ask($"subject={story.CaseId}&what=readHistory")).ShouldBeEmpty();
        (await Ask($"subject={story.CaseId}&to={Uri.EscapeDataString("2020-01-01T00:00:00Z")}")).ShouldBeEmpty();

        var first = (await officer.Get($"/api/v1/audit/reads?subject={story.CaseId}&limit=1")).ShouldBe(200).Body;
        (await Ask($"subject={story.CaseId}&after={first.Text("next")}")).Single().Text("refusal").ShouldBeNull();

        // That the officer asked is in the answer to the next question, and nobody else may ask.
        (await Ask($"person={DemoIds.DataProtectionOfficer}")).Select(row => row.Text("what")).ShouldContain("listReads");
        (await (await platform.As("principal")).Get("/api/v1/audit/reads")).ShouldBeProblem(403, "forbidden");
        (await platform.Anonymous().Get("/api/v1/audit/reads")).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task That_arrives_with_others_shares_their_append()
    {
        const int readers = 50;
        var story = await new CaseStory(platform).Reported();
        var reader = await platform.As("socialworker");
        var recorder = platform.Services.GetRequiredService<ReadRecorder>();
        var before = await platform.Head();
        Task<Answer[]> answers;
        await using (var connection = await platform.Open())
        {
            await using var holding = await connection.BeginTransactionAsync();
            await connection.Run("select 1 from ledger.gate for update");
            answers = Task.WhenAll(Enumerable.Range(0, readers).Select(n => reader.Get(story.Path, ("X-Purpose-Reason", $"reader {n}".Replace(' ', '-')))));
            await StoreHost.Until(() => Task.FromResult(recorder.Unrecorded == readers), "all readers wait for the log");
            answers.IsCompleted.ShouldBeFalse("content left before its read was durable");
            await holding.CommitAsync();
        }

        foreach (var answer in await answers) answer.ShouldBe(200);
        var reads = await platform.RecordedReads(before);
        reads.Select(read => read.Data["as"].Text("reason")).Order().ShouldBe(Enumerable.Range(0, readers).Select(n => $"reader-{n}").Order());
        await using var looking = await platform.Open();
        (await looking.Scalar<long>("select count(distinct l.xmin::text) from events.mt_events e join ledger.entries l on l.event_id = e.id where e.type = 'content_read' and e.seq_id > $1", before)).ShouldBeLessThan(6);
    }
}

/// <summary>A record that cannot be written.</summary>
public sealed class A_read_that_cannot_be_recorded(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Is_refused_with_no_content_until_the_log_can_be_written_again()
    {
        var story = await new CaseStory(platform).Reported();
        var reader = await platform.As("socialworker");
        var (auditor, stranger) = (await platform.As("auditor"), await platform.As("principal2"));
        await platform.Settle();
        await using var owner = await platform.Open();
        const string append = "ledger.append, ledger.append_each";
        await owner.Run($"revoke execute on function {append} from pp_platform");
        var before = await platform.Head();
        foreach (var path in new[] { story.Path, $"{story.Path}/history", $"{story.Path}/next-steps", "/api/v1/cases", "/api/v1/cases/today", "/api/v1/cases/deadlines", "/api/v1/referrals" })
        {
            var answer = (await reader.Get(path)).ShouldBeProblem(503, "reading-not-recorded");
            answer.Headers.RetryAfter.ShouldNotBeNull();
            answer.Headers.ETag.ShouldBeNull();
            foreach (var content in new[] { "Lê Thị Ví Dụ", story.Reference, "bị người lớn", "items" }) answer.Text.ShouldNotContain(content);
        }

        (await auditor.Get("/api/v1/audit/events")).ShouldBeProblem(503, "reading-not-recorded");
        (await stranger.Get(story.Path)).ShouldBeProblem(503, "reading-not-recorded");
        (await platform.RecordedReads(before)).ShouldBeEmpty();
        // Nor does anybody get in unrecorded.
        (await platform.Anonymous().Post("/api/v1/access/session", new { userName = "principal", password = AccessDemo.Password })).ShouldBeProblem(503, "busy");

        await owner.Run($"grant execute on function {append} to pp_platform");
        (await reader.Get(story.Path)).ShouldBe(200);
        (await platform.RecordedReads(before)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waits_for_the_gate_no_longer_than_the_database_lets_it()
    {
        var story = await new CaseStory(platform).Reported();
        var reader = await platform.As("socialworker");
        var before = await platform.Head();
        await using (var connection = await platform.Open())
        {
            await using var holding = await connection.BeginTransactionAsync();
            await connection.Run("select 1 from ledger.gate for update");
            (await reader.Get(story.Path)).ShouldBeProblem(503, "reading-not-recorded");
        }

        (await platform.RecordedReads(before)).ShouldBeEmpty();
        (await reader.Get(story.Path)).ShouldBe(200);
    }
}
