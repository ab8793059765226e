using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Papers of a case over HTTP: who gets them, what stays out of them, and what is recorded.</summary>
public sealed class A_paper_of_a_case(A_paper_of_a_case.Fixture fixture) : IClassFixture<A_paper_of_a_case.Fixture>
{
    private const string Informant = "Bà Kể Kín 4417", Shelter = "Nhà An Yên 4417", Said = "Con không muốn mẹ biết 4417";

    private static readonly (string, string) why = ("X-Purpose-Reason", Uri.EscapeDataString("Tòa án yêu cầu bản có tên."));

    public sealed class Fixture : IAsyncLifetime
    {
        /// <summary>A server without a browser of its own.</summary>
        public Platform Platform { get; } = new Platform().With("Documents:Browser", "none");

        public Task InitializeAsync() => Platform.InitializeAsync();

        public Task DisposeAsync() => Platform.DisposeAsync();
    }

    private Platform Platform => fixture.Platform;

    private async Task<CaseStory> Story()
    {
        var story = await (await (await (await new CaseStory(Platform).Reported(body: new
        {
            channel = "InPerson",
            whatHappened = "Em Lê Thị Ví Dụ kể bị người lớn trong nhà đánh.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
            concernKind = "Abused",
            child = new { fullName = "Lê Thị Ví Dụ", className = "6A" },
            informant = new { name = Informant },
        })).Triaged()).Notified()).InitiallyAssessed(emergencyNeeded: true);
        (await story.Do("socialworker", "emergency-measures", new { decision = "Taken", measures = new[] { "Đưa trẻ đến nơi tạm lánh." }, shelterAddress = Shelter, occurredAt = Platform.Clock.GetUtcNow().AddMinutes(-1) })).ShouldBe(200);
        return story;
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Bytes)> File(Caller caller, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await caller.Http.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    private static string TextOf(byte[] docx)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(docx), false);
        return word.MainDocumentPart!.Document.Body!.InnerText;
    }

    [Fact]
    public async Task Is_listed_with_the_numbers_of_what_the_file_holds()
    {
        var story = await new CaseStory(Platform).ToApprovedPlan();
        var list = (await (await Platform.As("socialworker")).Get($"{story.Path}/documents")).ShouldBe(200).Body;
        list.Text("pdf").ShouldBe("false");
        list["items"]!.AsArray().ToDictionary(item => item.Text("kind")!, item => item!["numbers"]!.AsArray().Select(made => made!["number"]!.GetValue<int>()).ToList())
            .ShouldSatisfyAllConditions(
                of => of.Keys.ShouldBe(["Form01", "Form02", "Form03", "NeedsMinutes", "Form04", "Form05", "Form06", "Form07", "ParentNotification", "ReferralLetter", "WholeFile"]),
                of => of["Form02"].ShouldBe([1]),
                of => of["Form03"].ShouldBe([2]),
                of => of["Form05"].ShouldBe([1]),
                of => of["Form06"].ShouldBeEmpty(),
                of => of["ReferralLetter"].ShouldBe([1, 2]));
    }

    [Fact]
    public async Task Is_printed_filled_in_under_the_policy_of_every_page_and_named_after_nobody()
    {
        var story = await Story();
        var caller = await Platform.As("socialworker");
        var (view, page) = await File(caller, $"{story.Path}/documents/Form01");
        view.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var html = Encoding.UTF8.GetString(page);
        html.ShouldContain("Họ và tên trẻ em: Lê Thị Ví Dụ");
        html.ShouldNotContain("<style");
        html.ShouldNotContain("<script");
        view.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("style-src 'self';");
        view.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var style = await File(Platform.Anonymous(), "/api/v1/cases/document-assets/paper.css");
        (style.Answer.Content.Headers.ContentType!.MediaType, html.Contains("href=\"/api/v1/cases/document-assets/paper.css\"", StringComparison.Ordinal)).ShouldBe(("text/css", true));
        (await Platform.Anonymous().Get("/api/v1/cases/document-assets/nothing.css")).ShouldBeProblem(404, "not-found");

        var (file, docx) = await File(caller, $"{story.Path}/documents/Form02?number=1&format=docx");
        var disposition = ContentDispositionHeaderValue.Parse(file.Content.Headers.ContentDisposition!.ToString());
        disposition.FileName!.Trim('"').ShouldBe($"form02-{story.Reference}.docx");
        TextOf(docx).ShouldContain("Đón trẻ cuối buổi học");
        (await File(caller, $"{story.Path}/documents/Form02", ("Accept", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))).Answer.Content.Headers.ContentType!.MediaType.ShouldEndWith("wordprocessingml.document");
    }

    [Fact]
    public async Task Is_recorded_with_what_it_was_and_its_digest_for_the_auditor()
    {
        var story = await Story();
        await Platform.Settle();
        var (_, docx) = await File(await Platform.As("principal"), $"{story.Path}/documents/Form02?format=docx", ("X-Purpose", "CaseWork"), why);
        var read = (await (await Platform.As("auditor")).Get($"/api/v1/audit/reads?subject={story.CaseId}&what=readDocument")).ShouldBe(200).Body["items"]!.AsArray().Single()!;
        var told = read["filters"]!.AsObject();
        (told.Text("kind"), told.Text("format"), told.Text("number"), told.Text("version"), told.Text("sha256"))
            .ShouldBe(("Form02", "docx", "1", story.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(docx))));
        told.Text("template").ShouldBe("2026.1");
        read.Text("reason").ShouldBe("Tòa án yêu cầu bản có tên.");
    }

    [Fact]
    public async Task Is_not_there_for_who_may_not_know_of_the_case_and_not_printed_by_who_opened_it_in_an_emergency()
    {
        var story = await Story();
        foreach (var path in new[] { "documents", "documents/Form01", "documents/Nothing" })
        {
            (await (await Platform.As("principal2")).Get($"{story.Path}/{path}")).ShouldBeProblem(404, "not-found");
            (await Platform.Anonymous().Get($"{story.Path}/{path}")).ShouldBeProblem(401, "unauthenticated");
        }

        var near = await Platform.As("socialworker2");
        (await near.Post("/api/v1/cases/urgent-access", new { @case = story.Reference, reason = "Em đang ở trường chúng tôi.", hours = 1 })).ShouldBe(200);
        (await near.Get(story.Path)).ShouldBe(200);
        (await near.Get($"{story.Path}/documents/WholeFile")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Holds_informant_and_shelter_only_when_asked_for_by_the_second_permission_with_a_reason()
    {
        var story = await Story();
        foreach (var kind in new[] { "Form01", "Form07", "WholeFile" })
            foreach (var who in new[] { "focalperson", "communeofficer", "auditor" })
            {
                var plain = Encoding.UTF8.GetString((await File(await Platform.As(who), $"{story.Path}/documents/{kind}")).Bytes);
                plain.ShouldNotContain(Informant, Case.Insensitive);
                plain.ShouldNotContain(Shelter, Case.Insensitive);
                plain.ShouldContain("Phần hạn chế, không in trên bản này");
            }

        var focal = await Platform.As("focalperson");
        (await focal.Get($"{story.Path}/documents/Form01?restricted=true")).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("X-Purpose-Reason");
        (await (await Platform.As("counsellor")).Get($"{story.Path}/documents/Form01?restricted=true", why)).ShouldBeProblem(403, "forbidden");
        var form01 = (await focal.Get($"{story.Path}/documents/Form01?restricted=true", why)).ShouldBe(200).Text;
        form01.ShouldContain(Informant);
        form01.ShouldNotContain(Shelter);
        form01.ShouldContain("Bản này có phần hạn chế");
        (await focal.Get($"{story.Path}/documents/Form07?restricted=true", why)).ShouldBe(200).Text.ShouldContain(Shelter);
        (await focal.Get($"{story.Path}/documents/Form02?restricted=true", why)).ShouldBe(200).Text.ShouldNotContain(Shelter);
    }

    [Fact]
    public async Task Never_holds_what_was_said_to_a_counsellor()
    {
        var story = await Story();
        (await story.Do("counsellor", "counselling-notes", new { form = "Individual", text = Said, occurredAt = Platform.Clock.GetUtcNow().AddMinutes(-1) })).ShouldBe(200);
        foreach (var who in new[] { "counsellor", "principal" })
        {
            var html = (await (await Platform.As(who)).Get($"{story.Path}/documents/WholeFile")).ShouldBe(200).Text;
            html.ShouldNotContain(Said);
            html.ShouldContain("Tham vấn: 1 lần");
        }

        (await (await Platform.As("principal")).Get($"{story.Path}/documents/WholeFile?restricted=true", why)).ShouldBe(200).Text.ShouldNotContain(Said);
    }

    [Fact]
    public async Task Can_be_made_of_the_file_as_it_was_known()
    {
        var story = await (await (await (await new CaseStory(Platform) { KeepsReadings = true }.Reported()).Triaged()).Notified()).InitiallyAssessed();
        var caller = await Platform.As("socialworker");
        var beforeTheAssessment = Uri.EscapeDataString(story.Readings[1].At.ToString("O"));
        (await caller.Get($"{story.Path}/documents?knownAt={beforeTheAssessment}")).ShouldBe(200).Body["items"]!.AsArray().Single(item => item.Text("kind") == "Form02")!["numbers"]!.AsArray().ShouldBeEmpty();
        var then = (await caller.Get($"{story.Path}/documents/Form02?knownAt={beforeTheAssessment}")).ShouldBe(200).Text;
        then.ShouldNotContain("Đón trẻ cuối buổi học");
        then.ShouldContain("theo hồ sơ như đã ghi lúc");
        (await caller.Get($"{story.Path}/documents/Form02")).ShouldBe(200).Text.ShouldContain("Đón trẻ cuối buổi học");
        (await caller.Get($"{story.Path}/documents/Form01?knownAt=2020-01-01T00:00:00Z")).ShouldBeProblem(404, "not-found");
        (await caller.Get($"{story.Path}/documents/Form01?knownAt=yesterday")).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task Is_refused_in_words_when_there_is_none_of_the_kind()
    {
        var story = await Story();
        var caller = await Platform.As("socialworker");
        (await caller.Get($"{story.Path}/documents/Form99")).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("WholeFile");
        (await caller.Get($"{story.Path}/documents/Form01?format=odt")).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("docx");
        (await caller.Get($"{story.Path}/documents/Form02?number=9")).ShouldBeProblem(400, "invalid-request").Text.ShouldContain("number");
        (await caller.Get($"{story.Path}/documents/IncidentLog")).ShouldBeProblem(409, "paper-not-of-this-case");
    }

    [Fact]
    public async Task Is_no_pdf_where_the_server_has_no_browser_and_says_what_to_do_instead()
    {
        var story = await Story();
        var answer = (await (await Platform.As("socialworker")).Get($"{story.Path}/documents/Form01?format=pdf")).ShouldBeProblem(503, "no-browser-for-pdf");
        answer.Body["allowed"]!.AsArray().Single()!.GetValue<string>().ShouldContain("format=html");
    }
}
