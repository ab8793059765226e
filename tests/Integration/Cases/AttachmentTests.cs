using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Cases.Attachments;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Integration.Privacy;
using ProtectionPlatform.Specs.Cases;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Files of a case over HTTP, from their first byte to their removal.</summary>
public sealed class Attachments_of_a_case(Platform platform) : IClassFixture<Platform>
{
    private const string Name = "vet-bam-7319.jpg", Caption = "Vết bầm 7319 ở tay";

    private static readonly (string, string) why = ("X-Purpose-Reason", Uri.EscapeDataString("Hội chẩn."));

    private static object Form(byte[] file, string mediaType = "image/jpeg", string kind = "Photo", bool restricted = false, string name = Name) => new { fileName = name, mediaType, size = file.Length, kind, caption = Caption, restricted };

    /// <summary>Sends the bytes of a file from one place up to another.</summary>
    private static Task<Answer> Piece(Caller caller, string upload, byte[] file, int from, int to, params (string, string)[] headers)
    {
        var content = new ByteArrayContent(file[from..to]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentRange = new ContentRangeHeaderValue(from, to - 1, file.Length);
        return caller.Send(HttpMethod.Put, upload, content, null, headers);
    }

    private static async Task<(string Upload, Answer Finished)> Add(Caller caller, string path, byte[] file, object form, params (string, string)[] headers)
    {
        var started = (await caller.Post($"{path}/attachments/uploads", form, null, headers)).ShouldBe(201);
        var upload = $"{path}/attachments/uploads/{started.Body["uploadId"]}";
        for (var at = 0; at < file.Length; at += 1024 * 1024) (await Piece(caller, upload, file, at, Math.Min(file.Length, at + (1024 * 1024)), headers)).ShouldBe(200);
        return (upload, await caller.Send(HttpMethod.Post, $"{upload}/completion", null, null, headers));
    }

    private static async Task<(HttpResponseMessage Response, byte[] Bytes)> Download(Caller caller, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var response = await caller.Http.SendAsync(request);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Are_kept_without_what_a_camera_tells_and_handed_out_as_files_that_cannot_act()
    {
        var story = await new CaseStory(platform).Reported();
        var (caller, photo) = (await platform.As("socialworker"), SampleFiles.Photo());
        var (_, added) = await Add(caller, story.Path, photo, Form(photo));
        added.ShouldBe(201).Headers.Location!.ToString().ShouldBe($"{story.Path}/attachments/1");

        var shown = (await story.Refresh())["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        (shown.Text("fileName"), shown.Text("caption"), shown.Text("mediaType")).ShouldBe((Name, Caption, "image/jpeg"));
        shown.Text("uploadedSha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(photo)));
        var before = await platform.Head();
        var (response, bytes) = await Download(await platform.As("counsellor"), $"{story.Path}/attachments/1");
        using (response)
        {
            response.Content.Headers.ContentType!.ToString().ShouldBe("image/jpeg");
            response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=\"{story.Reference}-01.jpg\"");
            response.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'"]);
            response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }

        shown.Text("sha256").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        foreach (var telling in SampleFiles.Telling) bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(telling)).ShouldBe(-1, telling);
        var read = (await platform.RecordedReads(before)).Single(r => r.Data.Text("what") == "readAttachment");
        read.Data["filters"]!.ToJsonString().ShouldBe("""{"number":"1"}""");

        (await (await platform.As("principal2")).Get($"{story.Path}/attachments/1")).ShouldBeProblem(404, "not-found");
        (await (await platform.As("communeofficer")).Get($"{story.Path}/attachments/1")).ShouldBeProblem(404, "not-found");
        (await caller.Get($"{story.Path}/attachments/2")).ShouldBeProblem(404, "no-such-attachment");
        (await (await platform.As("auditor")).Post($"{story.Path}/attachments/uploads", Form(photo))).ShouldBeProblem(403, "forbidden");
        (await Whereabouts.InDump(platform.ConnectionString, [Name, Caption, "\\\\xffd8ff"])).ShouldBeEmpty("sealed");
    }

    [Fact]
    public async Task Go_on_where_they_were_cut_off_also_on_another_host_and_arrive_once()
    {
        var story = await new CaseStory(platform).Reported();
        var caller = await platform.As("socialworker");
        byte[] file = [.. SampleFiles.Recording()];
        var upload = $"{story.Path}/attachments/uploads/{(await caller.Post($"{story.Path}/attachments/uploads", Form(file, "audio/wav", "Audio"))).ShouldBe(201).Body["uploadId"]}";
        (await Piece(caller, upload, file, 0, 1000)).ShouldBe(200).Body["received"]!.GetValue<long>().ShouldBe(1000);

        // A piece whose end never came: its bytes are fewer than it said.
        var broken = new ByteArrayContent(file[1000..1500]);
        broken.Headers.ContentRange = new ContentRangeHeaderValue(1000, 1999, file.Length);
        (await caller.Send(HttpMethod.Put, upload, broken)).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("Content-Range");
        (await caller.Send(HttpMethod.Put, upload, new ByteArrayContent(file[1000..1500]))).ShouldBeProblem(400, "invalid-request");
        (await caller.Get(upload)).ShouldBe(200).Body["received"]!.GetValue<long>().ShouldBe(1000);
        (await Piece(caller, upload, file, 2000, 3000)).ShouldBeProblem(409, "piece-out-of-place");
        (await Piece(caller, upload, file, 500, 1500)).ShouldBe(200).Body["received"]!.GetValue<long>().ShouldBe(1500);
        (await caller.Send(HttpMethod.Post, $"{upload}/completion", null)).ShouldBeProblem(409, "upload-not-whole").Body["received"]!.GetValue<long>().ShouldBe(1500);
        (await (await platform.As("counsellor")).Get(upload)).ShouldBeProblem(404, "no-such-upload");

        // The host is another one now: everything is in the database.
        using (var another = platform.AnotherHost())
        {
            var there = new Caller(another.CreateClient());
            there.CsrfToken = (await there.Post("/api/v1/access/session", new { userName = "socialworker", password = ProtectionPlatform.Access.Demo.AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
            (await there.Get(upload)).ShouldBe(200).Body["received"]!.GetValue<long>().ShouldBe(1500);
            (await Piece(there, upload, file, 1500, file.Length)).ShouldBe(200);
        }

        var finishes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => caller.Send(HttpMethod.Post, $"{upload}/completion", null)));
        finishes.ShouldAllBe(answer => answer.Status == 201 && answer.Body["number"]!.GetValue<int>() == 1);
        (await caller.Send(HttpMethod.Post, $"{upload}/completion", null)).ShouldBe(201).Body["number"]!.GetValue<int>().ShouldBe(1);
        (await story.Refresh())["attachments"]!.AsArray().Count.ShouldBe(1);
        (await Rows("uploads", story)).ShouldBe(0);
    }

    [Fact]
    public async Task Are_refused_by_type_size_and_content_and_leave_nothing()
    {
        var story = await new CaseStory(platform).Reported();
        var caller = await platform.As("socialworker");
        var before = await platform.EventCount();
        Task<Answer> Start(object form) => caller.Post($"{story.Path}/attachments/uploads", form);
        (await Start(new { fileName = "a.heic", mediaType = "image/heic", size = 10, kind = "Photo" })).ShouldBeProblem(415, "heic-not-accepted").Text.ShouldContain("JPEG");
        foreach (var type in new[] { "image/svg+xml", "text/html", "application/zip", "application/x-msdownload", "video/mp4" })
            (await Start(new { fileName = "a", mediaType = type, size = 10, kind = "Document" })).ShouldBeProblem(415, "attachment-type-not-accepted");
        (await Start(new { fileName = "a.mp3", mediaType = "audio/mpeg", size = 10, kind = "Photo" })).ShouldBeProblem(415, "attachment-type-not-accepted");
        (await Start(new { fileName = "a.jpg", mediaType = "image/jpeg", size = (20 * 1024 * 1024) + 1, kind = "Photo" })).ShouldBeProblem(413, "attachment-too-large");
        (await Start(new { fileName = "a.jpg", mediaType = "image/jpeg", size = 0, kind = "Photo" })).ShouldBeProblem(400, "invalid-request");

        foreach (var (type, kind, file, rule) in new[]
                 {
                     ("image/jpeg", "Photo", SampleFiles.Program(), "attachment-not-its-type"),
                     ("image/png", "Photo", "<svg onload='alert(1)'/>"u8.ToArray(), "attachment-not-its-type"),
                     ("image/jpeg", "Photo", [.. SampleFiles.Photo(), .. SampleFiles.Letter()], "attachment-holds-something-else"),
                     ("text/plain", "Document", "<!doctype html><p>"u8.ToArray(), "attachment-holds-something-else"),
                     ("application/pdf", "Document", SampleFiles.Paper("3 0 obj\n<< /S /JavaScript >>\nendobj\n"), "attachment-can-run"),
                     ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Document", SampleFiles.Letter(("word/vbaProject.bin", [1])), "attachment-can-run"),
                     ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Document", SampleFiles.Letter(("word/media/a.png", new byte[110 * 1024 * 1024])), "attachment-unpacks-too-large"),
                 })
        {
            var (upload, finished) = await Add(caller, story.Path, file, Form(file, type, kind));
            finished.ShouldBeProblem(409, rule);
            (await caller.Get(upload)).ShouldBeProblem(404, "no-such-upload");
        }

        (await Rows("uploads", story)).ShouldBe(0);
        (await platform.EventCount()).ShouldBe(before);
    }

    [Fact]
    public async Task That_nobody_finishes_expire_and_leave_nothing()
    {
        var story = await new CaseStory(platform).Reported();
        var (caller, photo) = (await platform.As("socialworker"), SampleFiles.Photo());
        var upload = $"{story.Path}/attachments/uploads/{(await caller.Post($"{story.Path}/attachments/uploads", Form(photo))).ShouldBe(201).Body["uploadId"]}";
        (await Piece(caller, upload, photo, 0, 100)).ShouldBe(200);
        platform.Advance(TimeSpan.FromHours(AttachmentLimits.Initial.UploadHours + 1));
        (await (await platform.As("socialworker")).Get(upload)).ShouldBeProblem(404, "no-such-upload");
        (await Piece(await platform.As("socialworker"), upload, photo, 100, 200)).ShouldBeProblem(404, "no-such-upload");
        await platform.Services.GetRequiredService<Uploads>().DropExpired(CancellationToken.None);
        (await Rows("uploads", story)).ShouldBe(0);
    }

    [Fact]
    public async Task That_are_restricted_open_to_the_second_permission_with_a_reason()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var photo = SampleFiles.Photo();
        var (_, added) = await Add(await platform.As("counsellor"), story.Path, photo, Form(photo, restricted: true));
        added.ShouldBe(201);
        var path = $"{story.Path}/attachments/1";
        var told = (await (await platform.As("principal")).Get(story.Path)).ShouldBe(200);
        told.Text.ShouldNotContain("7319");
        told.Body["restricted"]!.ToJsonString().ShouldContain("closedLabel");
        (await (await platform.As("principal")).Get($"{story.Path}/history")).Text.ShouldNotContain("7319");
        (await (await platform.As("counsellor")).Get(path, why)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("principal")).Get(path)).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("X-Purpose-Reason");
        var (response, bytes) = await Download(await platform.As("principal"), path, why);
        ((int)response.StatusCode).ShouldBe(200);
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(added.Body.Text("sha256"));
        response.Dispose();
        (await (await platform.As("principal")).Get($"{story.Path}/restricted?field=closedLabel", why)).ShouldBe(200).Text.ShouldContain(Name);
    }

    [Fact]
    public async Task Are_removed_with_a_reason_and_their_line_and_digest_stay()
    {
        var story = await (await new CaseStory(platform).Reported()).Triaged();
        var photo = SampleFiles.Photo();
        var (_, added) = await Add(await platform.As("socialworker"), story.Path, photo, Form(photo));
        await story.Refresh();
        (await story.Do("counsellor", "attachments/1/removal", new { reason = "Nhầm." })).ShouldBeProblem(403, "forbidden");
        (await story.Do("socialworker", "attachments/1/removal", new { reason = "  " })).ShouldBeProblem(400, "invalid-request");
        (await story.Do("socialworker", "attachments/1/removal", new { reason = "Ảnh của trẻ khác." })).ShouldBe(200);
        (await Rows("attachment_pieces", story)).ShouldBe(0);
        (await (await platform.As("socialworker")).Get($"{story.Path}/attachments/1")).ShouldBeProblem(409, "attachment-removed");
        var line = (await story.Refresh())["attachments"]!.AsArray().ShouldHaveSingleItem()!;
        line["removal"].Text("reason").ShouldBe("Ảnh của trẻ khác.");
        line.Text("sha256").ShouldBe(added.Body.Text("sha256"));
        (await story.Do("socialworker", "attachments/1/removal", new { reason = "Lại." })).ShouldBeProblem(409, "attachment-removed");
        (await story.Do("socialworker", "attachments/7/removal", new { reason = "Lại." })).ShouldBeProblem(404, "no-such-attachment");

        // What is handed out of the case says what files there were: whoever holds one compares its digest.
        await platform.Settle();
        var evidence = await Policy.Evidence.Files(await platform.As("auditor"), new { caseId = story.CaseId });
        evidence["chronology.vi.html"].ShouldContain(added.Body.Text("sha256")!);
        evidence["attachments.json"].ShouldContain(added.Body.Text("sha256")!);
        evidence.ShouldContain(file => file.Key.StartsWith("payloads/", StringComparison.Ordinal) && file.Value.Contains(added.Body.Text("sha256")!, StringComparison.Ordinal));
        (await (await platform.As("dataprotection")).Post("/api/v1/audit/access-copy", new { caseId = story.CaseId })).ShouldBe(200).Text.ShouldContain(added.Body.Text("sha256")!);

        // Under a legal hold nothing goes.
        (await Add(await platform.As("socialworker"), story.Path, photo, Form(photo))).Finished.ShouldBe(201);
        await story.Refresh();
        (await story.Do("principal", "legal-hold", new { reason = "Tòa án yêu cầu." })).ShouldBe(200);
        (await story.Do("socialworker", "attachments/2/removal", new { reason = "Nhầm." })).ShouldBeProblem(409, "case-held");
    }

    [Fact]
    public async Task Come_from_an_anonymous_reporter_five_at_most_not_to_be_read_back()
    {
        var report = (await platform.Anonymous().Post("/api/v1/cases/reports", new { channel = "Online", whatHappened = "Thấy bạn bị đánh.", knownAt = platform.Clock.GetUtcNow().AddMinutes(-5), schoolId = ProtectionPlatform.Access.Demo.DemoIds.BinhCangSchool })).ShouldBe(201);
        var (path, reporter) = ($"/api/v1/cases/reports/{report.Body.Text("reference")}", platform.Anonymous());
        var code = ("X-Follow-Up-Code", report.Body.Text("followUpCode")!);
        var photo = SampleFiles.Photo();
        (await reporter.Post($"{path}/attachments/uploads", Form(photo))).ShouldBeProblem(404, "not-found");
        (await reporter.Post($"{path}/attachments/uploads", Form(photo), null, ("X-Follow-Up-Code", "AAAA-BBBB-CCCC-DDDD"))).ShouldBeProblem(404, "not-found");
        var given = new List<string>();
        for (var i = 0; i < 7; i++) given.Add($"{path}/attachments/uploads/{(await reporter.Post($"{path}/attachments/uploads", Form(photo), null, code)).ShouldBe(201).Body["uploadId"]}");
        (await reporter.Get(given[0], code)).ShouldBeProblem(404, "no-such-upload");
        (await reporter.Get(given[6], code)).ShouldBe(200);
        foreach (var left in new[] { 4, 3, 2, 1, 0 })
        {
            (await Add(reporter, path, photo, Form(photo), code)).Finished.ShouldBe(201);
            (await reporter.Get(path, code)).ShouldBe(200).Body["moreAttachments"]!.GetValue<int>().ShouldBe(left);
        }

        (await reporter.Post($"{path}/attachments/uploads", Form(photo), null, code)).ShouldBeProblem(409, "too-many-attachments");
        (await reporter.Get(path, code)).Text.ShouldNotContain(Name);
        await platform.Settle();
        var found = (await (await platform.As("socialworker")).Get("/api/v1/cases?limit=200")).ShouldBe(200).Body["items"]!.AsArray().Single(row => row.Text("reference") == report.Body.Text("reference"))!;
        var file = (await (await platform.As("socialworker")).Get($"/api/v1/cases/{found.Text("id")}")).ShouldBe(200).Body["attachments"]!.AsArray();
        file.Count.ShouldBe(5);
        file[0]!["fromReporter"]!.GetValue<bool>().ShouldBeTrue();
        file[0]!["by"].Text("name").ShouldBe("");
        (await reporter.Get($"/api/v1/cases/{found.Text("id")}/attachments/1", code)).ShouldBe(401);
    }

    [Fact]
    public async Task Are_out_of_reach_for_every_other_module()
    {
        await using var connection = await platform.Open();
        foreach (var role in new[] { Databases.PlatformRole, Databases.LedgerRole, Databases.KeysRole, Databases.RoleOf("Referrals"), Databases.RoleOf("Access") })
        {
            await connection.Run($"set role {role}");
            (await Sql.Refusal(() => connection.Run("select sealed from cases.attachment_pieces"))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, role);
            await connection.Run("reset role");
        }
    }

    [Fact]
    public async Task Are_gone_once_the_case_is_erased()
    {
        var story = await new CaseStory(platform).Reported();
        var (caller, photo) = (await platform.As("socialworker"), SampleFiles.Photo());
        (await Add(caller, story.Path, photo, Form(photo))).Finished.ShouldBe(201);
        var unfinished = (await caller.Post($"{story.Path}/attachments/uploads", Form(photo))).ShouldBe(201);
        (await Piece(caller, $"{story.Path}/attachments/uploads/{unfinished.Body["uploadId"]}", photo, 0, 100)).ShouldBe(200);
        var sealedBytes = await Sealed(story);
        await story.Refresh();
        (await story.Do("focalperson", "triage", new { decision = "Unfounded", reason = "Nhầm người." })).ShouldBe(200);
        (await story.Do("principal", "triage/confirmation", new { agree = true, reason = "Đã kiểm tra." })).ShouldBe(200);
        platform.Advance(TimeSpan.FromDays(366 * 4));
        await story.Refresh();
        (await story.Do("dataprotection", "erasure", new { scope = "Everybody", ground = "RetentionEnded", reason = "Hết hạn." })).ShouldBe(200);
        (await story.Do("principal", "erasure/confirmation", new { agree = true, reason = "Đồng ý." })).ShouldBe(200);
        await platform.Settle();

        (await Rows("attachment_pieces", story), await Rows("uploads", story)).ShouldBe((0L, 0L));
        (await Whereabouts.InDump(platform.ConnectionString, [sealedBytes, Name])).ShouldBeEmpty();
        var reader = await platform.As("principal");
        (await reader.Get($"{story.Path}/attachments/1")).ShouldBeProblem(409, "attachment-erased");
        (await reader.Get(story.Path)).ShouldBe(200).Text.ShouldNotContain(Name);
        (await (await platform.As("socialworker")).Post($"{story.Path}/attachments/uploads", Form(photo))).ShouldBeProblem(409, "person-erased");
    }

    private async Task<long> Rows(string table, CaseStory story)
    {
        await using var connection = await platform.Open();
        await using var command = new NpgsqlCommand($"select count(*) from cases.{table} where case_id = $1", connection);
        command.Parameters.Add(new() { Value = story.CaseId });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The beginning of what is kept, as a dump prints it.</summary>
    private async Task<string> Sealed(CaseStory story)
    {
        await using var connection = await platform.Open();
        await using var command = new NpgsqlCommand("select encode(substring(sealed from 1 for 40), 'hex') from cases.attachment_pieces where case_id = $1 limit 1", connection);
        command.Parameters.Add(new() { Value = story.CaseId });
        var text = (string)(await command.ExecuteScalarAsync())!;
        (await Whereabouts.InDump(platform.ConnectionString, [text])).ShouldNotBeEmpty();
        return text;
    }
}
