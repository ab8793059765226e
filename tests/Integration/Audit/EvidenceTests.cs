using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Ledger.Evidence;
using ProtectionPlatform.TestServer;
using ProtectionPlatform.Tests.Referrals;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>A closed case with a referral, withdrawn, and a clock that was missed.</summary>
public sealed class ClosedCase : IAsyncLifetime
{
    public Platform Platform { get; } = new();

    public Guid CaseId { get; private set; }

    public string Reference { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await Platform.InitializeAsync();
        (await (await Platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).ShouldBe(201);
        var story = await (await new CaseStory(Platform).Reported()).Triaged();
        await Platform.Settle();
        Platform.Advance(TimeSpan.FromHours(13));
        await Platform.Services.GetRequiredService<ClockWorker>().Tick(CancellationToken.None);
        await (await (await (await (await (await story.Notified()).InitiallyAssessed()).AssessedInDetail()).Planned()).Approved()).CarriedOut();
        await Platform.Settle();
        var referral = (await (await Platform.As("socialworker")).Post("/api/v1/referrals", new
        {
            caseId = story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "LegalDuty",
            shared = new[] { new { field = "child.className", value = "6A" } },
        })).ShouldBe(201);
        (await (await Platform.As("socialworker")).Post($"/api/v1/referrals/{referral.Id}/cancellation", new { reason = "Đã có hỗ trợ tại trường." }, referral.Version)).ShouldBe(200);
        await Platform.Settle();
        await story.Refresh();
        await (await story.Reviewed()).Closed();
        (CaseId, Reference) = (story.CaseId, story.Reference);
    }

    public Task DisposeAsync() => Platform.DisposeAsync();
}

/// <summary>Evidence of a case: a file that proves itself, without us.</summary>
public sealed class Evidence_of_a_case(ClosedCase closed) : IClassFixture<ClosedCase>
{
    private readonly Platform platform = closed.Platform;

    private async Task<(HttpResponseMessage Response, byte[] Zip)> Export(object body, string by = "auditor")
    {
        var caller = await platform.As(by);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/evidence") { Content = JsonContent.Create(body) };
        request.Headers.Add("X-CSRF-Token", caller.CsrfToken);
        request.Headers.Add("Idempotency-Key", "the-same-each-time");
        var response = await caller.Http.SendAsync(request);
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<byte[]> Exported(object body)
    {
        var (response, zip) = await Export(body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(zip));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        return zip;
    }

    private static Dictionary<string, string> Files(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    private static async Task<BundleSummary> ShouldBeWhole(byte[] zip)
    {
        var report = BundleVerifier.Verify(new MemoryStream(zip));
        report.Findings.Select(f => f.ToText(vietnamese: false)).ShouldBeEmpty();
        await OtherVerifierAgrees(zip);
        return report.Summary!;
    }

    /// <summary>The second implementation, in JavaScript without libraries.</summary>
    private static async Task OtherVerifierAgrees(byte[] zip)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.zip");
        await File.WriteAllBytesAsync(file, zip);
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", [Verifier(), file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await node.StandardOutput.ReadToEndAsync() + await node.StandardError.ReadToEndAsync();
            await node.WaitForExitAsync();
            node.ExitCode.ShouldBe(0, said);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Verifier()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ProtectionPlatform.sln"))) folder = folder.Parent!;
        return Directory.EnumerateFiles(Path.Combine(folder.FullName, "src", "BuildingBlocks"), "verify.mjs", SearchOption.AllDirectories).Single();
    }

    private async Task<JsonObject?> LastExport()
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select data::text from events.mt_events where type = 'evidence_exported' order by seq_id desc limit 1", connection);
        return (string?)await command.ExecuteScalarAsync() is { } data ? JsonNode.Parse(data)!.AsObject() : null;
    }

    private async Task<List<JsonNode>> History() =>
        [.. (await (await platform.As("auditor")).Get($"/api/v1/cases/{closed.CaseId}/history?limit=500")).ShouldBe(200).Body["items"]!.AsArray().OfType<JsonNode>()];

    [Fact]
    public async Task Holds_every_event_of_its_streams_with_proof_and_is_recorded_as_it_left()
    {
        var zip = await Exported(new { caseId = closed.CaseId, reason = "Yêu cầu của thanh tra." });
        var summary = await ShouldBeWhole(zip);
        summary.CaseReference.ShouldBe(closed.Reference);
        summary.Streams.ShouldBeGreaterThanOrEqualTo(3, "the case, a clock that spoke, a referral");
        summary.Withheld.ShouldBe(0);
        var history = await History();
        summary.Events.ShouldBeGreaterThan(history.Count);

        var export = (await LastExport())!;
        export["bundleSha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(zip)));
        export["manifestSha256"]!.GetValue<string>().ShouldBe(summary.ManifestSha256);
        export["caseId"]!.GetValue<Guid>().ShouldBe(closed.CaseId);
        export["checkpointSize"]!.GetValue<long>().ShouldBe(summary.Checkpoint.Size);
        export["purpose"]!.GetValue<string>().ShouldBe("Audit");
        export["reason"]!.GetValue<string>().ShouldBe("Yêu cầu của thanh tra.");
        export["withheld"]!.AsArray().ShouldBeEmpty();
        export["events"]!.AsArray().Count.ShouldBe((int)summary.Events);
        history.Select(e => e["eventId"]!.GetValue<Guid>()).Except(export["events"]!.AsArray().Select(id => id!.GetValue<Guid>())).ShouldBeEmpty();

        var files = Files(zip);
        foreach (var (name, words) in new[]
        {
            ("chronology.vi.html", new[] { "Kết thúc ca", "Họ và tên trẻ", "Lê Thị Ví Dụ", "Quá hạn", "Gửi yêu cầu chuyển gửi" }),
            ("chronology.en.html", ["Case closed", "Child’s full name", "Lê Thị Ví Dụ", "Deadline missed", "Referral sent"]),
        })
        {
            foreach (var word in words) files[name].ShouldContain(word);
            files[name].ShouldContain(Convert.ToBase64String(summary.Checkpoint.Root).Replace("+", "&#x2B;", StringComparison.Ordinal));
            files[name].ShouldNotContain("<script");
            files[name].ShouldNotContain("http");
        }
    }

    [Fact]
    public async Task Without_personal_data_tells_titles_times_and_roles_only()
    {
        var zip = await Exported(new { caseId = closed.CaseId, personalData = false });
        var summary = await ShouldBeWhole(zip);
        summary.Withheld.ShouldBe(summary.Events);
        var files = Files(zip);
        files.Keys.ShouldNotContain(name => name.StartsWith("payloads/", StringComparison.Ordinal));
        files["chronology.vi.html"].ShouldContain("Nhân viên công tác xã hội");
        files["chronology.vi.html"].ShouldContain("Kết thúc ca");
        var people = (await History()).Select(e => e["actor"]!["name"]!.GetValue<string>()).Where(name => name is not ("" or "platform")).Distinct().ToList();
        people.ShouldNotBeEmpty();
        foreach (var personal in people.Append("Lê Thị Ví Dụ").Append("bị người lớn trong nhà đánh"))
            files.ShouldAllBe(f => !f.Value.Contains(personal, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Withholds_what_it_is_told_to_and_still_counts_and_proves_it()
    {
        var history = await History();
        var withheld = new[] { "concern_reported", "case_closed" }.Select(type => history.Single(e => e["type"]!.GetValue<string>() == type)["eventId"]!.GetValue<Guid>()).ToArray();
        var zip = await Exported(new { caseId = closed.CaseId, withheld, purpose = "DataSubjectRequest" });
        var summary = await ShouldBeWhole(zip);
        summary.Withheld.ShouldBe(2);
        var files = Files(zip);
        foreach (var text in new[] { "Lê Thị Ví Dụ", "bị người lớn trong nhà đánh", "không còn nguy cơ" }) files.ShouldAllBe(f => !f.Value.Contains(text, StringComparison.OrdinalIgnoreCase));
        files["chronology.en.html"].ShouldContain("Withheld, counted and proved: entry");
        files["chronology.vi.html"].ShouldContain("Con muốn được học tiếp", customMessage: "what is not withheld is told");
        var export = (await LastExport())!;
        export["withheld"]!.AsArray().Select(id => id!.GetValue<Guid>()).ShouldBe(withheld, ignoreOrder: true);
        export["purpose"]!.GetValue<string>().ShouldBe("DataSubjectRequest");
    }

    [Fact]
    public async Task Shows_that_the_log_only_grew_since_an_older_checkpoint()
    {
        var older = BundleVerifier.Verify(new MemoryStream(await Exported(new { caseId = closed.CaseId }))).Summary!.Checkpoint;
        var auditor = await platform.As("auditor");
        var note = (await auditor.Get("/api/v1/audit/checkpoint")).ShouldBe(200).Text;
        var zip = await Exported(new { caseId = closed.CaseId, olderSizes = new[] { older.Size } });
        (await ShouldBeWhole(zip)).Checkpoint.Size.ShouldBeGreaterThanOrEqualTo(older.Size);
        var asked = long.Parse(note.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
        if (asked == older.Size) BundleVerifier.Verify(new MemoryStream(zip), note).Findings.ShouldBeEmpty();
        var (response, text) = await Export(new { caseId = closed.CaseId, olderSizes = new[] { 1_000_000 } });
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, Encoding.UTF8.GetString(text));
    }

    [Fact]
    public async Task Is_for_auditors_and_for_cases_and_events_that_exist()
    {
        var before = (await LastExport())?.ToJsonString();
        async Task Refused(HttpStatusCode status, object body, string by = "auditor") => (await Export(body, by)).Response.StatusCode.ShouldBe(status, by);
        await Refused(HttpStatusCode.Forbidden, new { caseId = closed.CaseId }, "principal");
        await Refused(HttpStatusCode.Forbidden, new { caseId = closed.CaseId }, "administrator");
        await Refused(HttpStatusCode.NotFound, new { caseId = Guid.CreateVersion7() });
        await Refused(HttpStatusCode.BadRequest, new { caseId = closed.CaseId, withheld = new[] { Guid.CreateVersion7() } });
        foreach (var reason in new[] { new string('x', 1_001), "   " }) await Refused(HttpStatusCode.BadRequest, new { caseId = closed.CaseId, reason });
        (await platform.Anonymous().Post("/api/v1/audit/evidence", new { caseId = closed.CaseId })).Status.ShouldBeOneOf([401, 403]);
        (await LastExport())?.ToJsonString().ShouldBe(before, "nothing was exported");
    }

    [Fact]
    public async Task Is_a_read_of_the_case_that_auditors_find_again()
    {
        var before = await Reads();
        await Exported(new { caseId = closed.CaseId });
        (await Reads()).ShouldBe(before + 1);
    }

    private async Task<long> Reads()
    {
        await using var connection = new NpgsqlConnection(platform.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from events.mt_events where type = 'content_read' and data ->> 'what' = 'exportEvidence' and data ->> 'subjectId' = $1::text", connection);
        command.Parameters.Add(new() { Value = closed.CaseId });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
