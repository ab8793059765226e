using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.Cases;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.Ledger.Evidence;
using ProtectionPlatform.Tests.Referrals;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>A case whose every personal value is a text that stands nowhere else, carried from report to closure with a referral.</summary>
public sealed class SeededCase : IAsyncLifetime
{
    private static readonly string mark = Guid.NewGuid().ToString("N")[..10];

    public static string ChildName { get; } = $"Đỗ Thị Hạt{mark} Giống";

    public static string InformantName { get; } = $"Ông Kể{mark} Chuyện";

    /// <summary>What must stand in clear nowhere.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        ChildName, $"Hạt{mark}", $"hat{mark}", InformantName, $"Kể{mark}", $"0911{mark}", $"Mẹ{mark}", $"Nhân chứng {mark}", $"chuyện {mark}", $"Lớp{mark}", $"nhu cầu {mark}", $"kết quả {mark}", $"lý do {mark}", $"họp {mark}",
    ];

    public Platform Platform { get; } = new Platform { Listener = new Listener() };

    internal CaseStory Story { get; private set; } = null!;

    public Guid Referral { get; private set; }

    /// <summary>Made while everything could be read.</summary>
    public byte[] Evidence { get; private set; } = [];

    public Listener Heard => (Listener)Platform.Listener!;

    public async Task InitializeAsync()
    {
        await Platform.InitializeAsync();
        var now = Platform.Clock.GetUtcNow();
        (await (await Platform.As("administrator")).Post("/api/v1/referrals/providers", ProviderDirectoryTests.Registration(DemoIds.SocialWorkCentre))).Status.ShouldBeOneOf(201, 409);
        Story = await new CaseStory(Platform).Reported(body: new
        {
            channel = "InPerson",
            whatHappened = $"Em kể một chuyện {mark}.",
            knownAt = now.AddMinutes(-10),
            concernKind = "Abused",
            incidentTypes = new[] { "Violence" },
            witnesses = $"Nhân chứng {mark}",
            statements = new[] { new { kind = "SaidByChild", text = $"Con kể chuyện {mark}" } },
            child = new { fullName = ChildName, dateOfBirth = "2014-05-06", className = $"Lớp{mark}", mother = new { name = $"Mẹ{mark}" } },
            informant = new { name = InformantName, phone = $"0911{mark}" },
        });
        await (await Story.Triaged()).Notified();
        await (await (await Story.InitiallyAssessed()).AssessedInDetail()).Planned();
        await Story.Approved();
        await Platform.Settle();
        Referral = (await (await Platform.As("socialworker")).Post("/api/v1/referrals", new
        {
            caseId = Story.CaseId,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = $"Tham vấn, nhu cầu {mark}",
            measureCode = "50.a",
            urgency = "High",
            basis = "LegalDuty",
            shared = new[] { new { field = "child.fullName", value = ChildName } },
        })).ShouldBe(201).Body["id"]!.GetValue<Guid>();
        await Answered("acceptance", new { note = $"Nhận, nhu cầu {mark}" });
        await Answered("progress", new { note = $"Buổi đầu, kết quả {mark}", occurredAt = now.AddMinutes(-1), started = true });
        await Answered("completion", new { outcome = $"Tốt, kết quả {mark}", occurredAt = now.AddMinutes(-1) });
        await Platform.Settle();
        await Story.Refresh();
        await (await (await Story.CarriedOut()).Reviewed()).Closed();
        await Platform.Settle();

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/evidence") { Content = System.Net.Http.Json.JsonContent.Create(new { caseId = Story.CaseId }) };
        var auditor = await Platform.As("auditor");
        request.Headers.Add("X-CSRF-Token", auditor.CsrfToken);
        using var response = await auditor.Http.SendAsync(request);
        Evidence = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).ShouldBe(200);
    }

    private async Task Answered(string step, object body)
    {
        var partner = await Platform.As("partner");
        var version = (await partner.Get($"/api/v1/referrals/{Referral}")).ShouldBe(200).Version;
        (await partner.Post($"/api/v1/referrals/{Referral}/{step}", body, version)).Status.ShouldBeOneOf([200, 201], step);
    }

    public Task DisposeAsync() => Platform.DisposeAsync();
}

/// <summary>Everything the host logs and traces, at every level.</summary>
public sealed class Listener : ILoggerProvider, ILogger
{
    private readonly StringBuilder heard = new();
    private readonly ActivityListener activities = new() { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };

    public Listener()
    {
        activities.ActivityStopped = activity => Hear($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}");
        ActivitySource.AddActivityListener(activities);
    }

    public string Text
    {
        get
        {
            lock (heard) return heard.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Hear($"{formatter(state, exception)} {exception}");

    private void Hear(string text)
    {
        lock (heard) heard.AppendLine(text);
    }

    public void Dispose() => activities.Dispose();
}

/// <summary>Where personal data lie, and where they do not.</summary>
public sealed class Personal_data_at_rest(SeededCase seeded) : IClassFixture<SeededCase>
{
    private readonly Platform platform = seeded.Platform;

    [Fact]
    public async Task Stand_in_clear_in_no_table_and_no_file_of_the_database()
    {
        var file = (await (await platform.As("socialworker")).Get(seeded.Story.Path)).ShouldBe(200);
        var informant = (await (await platform.As("principal")).Get($"{seeded.Story.Path}/restricted?field=informant", ("X-Purpose-Reason", "test"))).ShouldBe(200);
        SeededCase.Texts.Where(text => (file.Text + informant.Text).Contains(text, StringComparison.Ordinal)).Count().ShouldBeGreaterThan(8, "they are read back");

        (await Whereabouts.InDump(platform.ConnectionString, SeededCase.Texts)).ShouldBeEmpty();
        (await Whereabouts.InDataFolder(platform.ConnectionString, SeededCase.Texts)).ShouldBeEmpty();
        (await Whereabouts.InDump(platform.ConnectionString, [seeded.Story.Reference])).ShouldNotBeEmpty("the search does find what is there");
    }

    [Fact]
    public async Task Are_in_no_log_trace_address_problem_or_notice()
    {
        var socialWorker = await platform.As("socialworker");
        var spoken = new StringBuilder();
        foreach (var wrong in new object[]
                 {
                     new { channel = "InPerson", whatHappened = SeededCase.Texts[8], knownAt = "yesterday", child = new { fullName = SeededCase.ChildName } },
                     new { channel = SeededCase.ChildName, whatHappened = SeededCase.ChildName },
                     new { channel = "InPerson", whatHappened = SeededCase.Texts[8], knownAt = DateTimeOffset.UtcNow, child = new { fullName = SeededCase.ChildName, dateOfBirth = "1901-01-01" } },
                 })
            spoken.Append((await socialWorker.Post("/api/v1/cases/reports", wrong)).ShouldBeProblem(400, "invalid-request").Text);
        spoken.Append((await socialWorker.Post("/api/v1/cases/search", new { words = SeededCase.ChildName })).ShouldBe(200).Headers);
        spoken.Append((await socialWorker.Post($"{seeded.Story.Path}/triage", new { decision = "Proceed", tracks = Array.Empty<string>(), reason = SeededCase.Texts[^2] }, 1)).Status);
        foreach (var user in new[] { "socialworker", "principal", "focalperson", "communeofficer", "partner" })
            spoken.Append((await (await platform.As(user)).Get("/api/v1/communications/notices")).ShouldBe(200).Text);

        seeded.Heard.Text.ShouldContain("/api/v1/cases/reports", Case.Sensitive, "it was listened to");
        SeededCase.Texts.Where(text => seeded.Heard.Text.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
        SeededCase.Texts.Where(text => spoken.ToString().Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Are_under_keys_no_module_reaches()
    {
        await using var connection = await platform.Open();
        foreach (var role in new[] { Databases.PlatformRole, Databases.LedgerRole, Databases.RoleOf("Cases"), Databases.RoleOf("Referrals"), Databases.RoleOf("Access"), Databases.RoleOf("Communications") })
        {
            await connection.Run($"set role {role}");
            foreach (var sql in new[] { "select wrapped from keys.person_keys", "update keys.person_keys set destroyed_at = null", "delete from keys.person_keys", "select wrapped from keys.purpose_keys" })
                (await Sql.Refusal(() => connection.Run(sql))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege, $"{role}: {sql}");
            await connection.Run("reset role");
        }

        await connection.Run($"set role {Databases.KeysRole}");
        (await Sql.Refusal(() => connection.Run("select data from events.mt_events"))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        (await Sql.Refusal(() => connection.Run("delete from keys.person_keys"))).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        await connection.Run("reset role");
    }

    [Theory]
    [InlineData("đỗ thị {0} giống")]
    [InlineData("Do thi {0} giong")]
    [InlineData("GIỐNG {0}")]
    [InlineData("{0} lớp{1}")]
    public async Task Are_found_by_the_words_of_a_name_as_people_type_them(string words)
    {
        var (name, mark) = (SeededCase.Texts[1], SeededCase.Texts[1][3..]);
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            var found = (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = string.Format(System.Globalization.CultureInfo.InvariantCulture, words, name, mark).Normalize(form) })).ShouldBe(200).Body["items"]!.AsArray();
            found.ShouldHaveSingleItem().Text("childName").ShouldBe(SeededCase.ChildName);
        }

        (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = $"{name} Khác" })).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();
        (await (await platform.As("socialworker2")).Post("/api/v1/cases/search", new { words = name })).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty("another school's");
    }

    /// <summary>What the chronology tells can be checked without us: each value comes with its own key, and with no other.</summary>
    [Fact]
    public void Are_disclosed_in_evidence_value_by_value()
    {
        BundleVerifier.Verify(new MemoryStream(seeded.Evidence)).Findings.ShouldBeEmpty();
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(seeded.Evidence));
        string Content(string name)
        {
            using var reader = new StreamReader(archive.GetEntry(name)!.Open());
            return reader.ReadToEnd();
        }

        Content("payloads/000001.json").ShouldNotContain(SeededCase.ChildName);
        var disclosed = JsonNode.Parse(Content("disclosed/000001.json"))!["values"]!.AsArray();
        disclosed.Single(value => value.Text("path") == ".report.child.fullName").Text("value").ShouldBe(SeededCase.ChildName);
        disclosed.Select(value => value.Text("key")).Distinct().Count().ShouldBe(disclosed.Count);
        Content("chronology.vi.html").ShouldContain(SeededCase.ChildName);
    }

    [Fact]
    public async Task Of_third_parties_and_the_informant_are_not_in_the_copy_for_the_child()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/access-copy") { Content = System.Net.Http.Json.JsonContent.Create(new { caseId = seeded.Story.CaseId }) };
        var officer = await platform.As("dataprotection");
        request.Headers.Add("X-CSRF-Token", officer.CsrfToken);
        using var response = await officer.Http.SendAsync(request);
        var copy = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, copy);

        copy.ShouldContain(SeededCase.ChildName);
        copy.ShouldContain(SeededCase.Texts[8], Case.Sensitive, "what happened");
        foreach (var text in new[] { SeededCase.InformantName, SeededCase.Texts[5], SeededCase.Texts[6], SeededCase.Texts[7], "Chủ tịch UBND xã", "Hoàng Văn Mẫu", "Cán bộ trực" }) copy.ShouldNotContain(text);
        copy.ShouldContain("Hiệu trưởng");
        (await (await platform.As("auditor")).Post("/api/v1/audit/access-copy", new { caseId = seeded.Story.CaseId })).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Tell_namesakes_apart()
    {
        foreach (var (born, className) in new[] { ("2013-01-02", "7B"), ("2015-03-04", "5A") })
            await new CaseStory(platform).Reported(body: new { channel = "InPerson", whatHappened = "Chuyện khác.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-5), child = new { fullName = "Trùng Tên Minh Họa", dateOfBirth = born, className } });
        await platform.Settle();

        var found = (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = "trung ten" })).ShouldBe(200).Body["items"]!.AsArray();
        found.Select(row => (row.Text("childBornOn"), row.Text("className"))).ShouldBe([("2015-03-04", "5A"), ("2013-01-02", "7B")], ignoreOrder: true);

        // A part of the reference, or the whole of it, tells which of them is meant, wherever it stands between the words of the name.
        var (id, reference, ofClass) = (found[0].Text("id"), found[0].Text("reference")!, found[0].Text("className"));
        var part = reference.Split('-')[^2];
        foreach (var meant in new[] { reference, part, $"{part} {ofClass} trung", $"ten {reference} trung" })
            (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = meant })).ShouldBe(200).Body["items"]!.AsArray().ShouldHaveSingleItem().Text("id").ShouldBe(id, meant);
        foreach (var nothing in new[] { $"{reference} khac", $"trung ten {reference}X" })
            (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = nothing })).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty(nothing);
    }
}

/// <summary>Erasing a person: what is left, what is not, and that nothing that was proved before stops being proved.</summary>
public sealed class Erasing_a_person(SeededCase seeded) : IClassFixture<SeededCase>
{
    private readonly Platform platform = seeded.Platform;

    [Fact]
    public async Task Leaves_no_trace_of_them_and_every_proof_whole()
    {
        var path = seeded.Story.Path;
        var wrapped = await Wrapped();
        wrapped.Count.ShouldBe(3);
        foreach (var (by, status) in new[] { ("socialworker", 403), ("principal", 403), ("dataprotection", 409) })
            (await (await platform.As(by)).Post($"{path}/erasure", new { scope = "Everybody", ground = "RetentionEnded", reason = "Hết hạn." }, await Version())).Status.ShouldBe(status, by);

        // The informant's identity is not needed any more; the child's file still is.
        (await (await platform.As("dataprotection")).Post($"{path}/erasure", new { scope = "Informant", ground = "DataSubjectRequest", reason = "Người báo tin yêu cầu." }, await Version())).ShouldBe(200);
        (await (await platform.As("dataprotection")).Post($"{path}/erasure/confirmation", new { agree = true, reason = "Tự đồng ý" }, await Version())).ShouldBeProblem(409, "second-person-required");
        (await (await platform.As("principal")).Post($"{path}/erasure/confirmation", new { agree = true, reason = "Đồng ý." }, await Version())).ShouldBe(200);
        await platform.Settle();
        var file = (await (await platform.As("socialworker")).Get(path)).ShouldBe(200);
        file.Body["restricted"]!.AsArray().ShouldBeEmpty();
        (await (await platform.As("principal")).Get($"{path}/restricted?field=informant", ("X-Purpose-Reason", "test"))).ShouldBe(200).Body["values"]!.AsArray().ShouldBeEmpty();
        file.Body["report"]!["child"].Text("fullName").ShouldBe(SeededCase.ChildName);

        // Twenty years later the period is over.
        platform.Advance(TimeSpan.FromDays(365.25 * 21));
        var due = (await (await platform.As("dataprotection")).Get("/api/v1/cases/retention?due=true")).ShouldBe(200).Body["items"]!.AsArray().Single(row => row!["id"]!.GetValue<Guid>() == seeded.Story.CaseId)!;
        due.Text("retentionRule").ShouldBe("RT-CHILD-PROTECTION");
        (await (await platform.As("dataprotection")).Post($"{path}/erasure", new { scope = "Everybody", ground = "RetentionEnded", reason = "Hết thời hạn lưu." }, await Version())).ShouldBe(200);
        (await (await platform.As("principal")).Post($"{path}/erasure/confirmation", new { agree = true, reason = "Đồng ý." }, await Version())).ShouldBe(200);
        await platform.Settle();

        await NothingIsReadable();
        (await Whereabouts.InDump(platform.ConnectionString, [.. SeededCase.Texts, .. wrapped])).ShouldBeEmpty();
        (await Whereabouts.InDataFolder(platform.ConnectionString, SeededCase.Texts)).ShouldBeEmpty();
        BundleVerifier.Verify(new MemoryStream(seeded.Evidence)).Findings.ShouldBeEmpty("what was proved before is still proved");
        await StillProved();

        var last = (await (await platform.As("dataprotection")).Get($"{path}/erasure")).ShouldBe(200).Body["erasures"]![1]!;
        last.Text("scope").ShouldBe("Everybody");
        last["proposedBy"].Text("name").ShouldBe("Lý Thị Giả Sử");
        last["certificate"]!["eventsWithErasedData"]!.GetValue<int>().ShouldBeGreaterThan(8);
        (await seeded.Story.Do("principal", "reopening", new { reason = "Có tin mới." })).Status.ShouldBeOneOf(409, 412);
        seeded.Story.Version.ShouldBeGreaterThan(0);

        // A backup of the keys from before is put back: at its next start the host destroys them again.
        await using (var connection = await platform.Open())
            await connection.Run("update keys.person_keys set wrapped = decode(repeat('00', 60), 'hex'), master = $2, destroyed_at = null where about = $1", seeded.Story.CaseId, await Master());
        using (var another = platform.AnotherHost()) _ = another.Server;
        (await Wrapped()).ShouldBeEmpty();
    }

    private async Task NothingIsReadable()
    {
        var text = new StringBuilder();
        foreach (var read in new[] { "", "/history?limit=500", "/difference?from=1", "/next-steps" }) text.Append((await (await platform.As("principal")).Get(seeded.Story.Path + read)).Text);
        text.Append((await (await platform.As("partner")).Get($"/api/v1/referrals/{seeded.Referral}")).ShouldBe(200).Text);
        text.Append((await (await platform.As("socialworker")).Get("/api/v1/referrals?limit=200")).ShouldBe(200).Text);
        text.Append((await (await platform.As("socialworker")).Get("/api/v1/cases?limit=200")).ShouldBe(200).Text);
        text.ToString().ShouldContain("đã xóa / erased");
        SeededCase.Texts.Where(it => text.ToString().Contains(it, StringComparison.Ordinal)).ShouldBeEmpty();
        (await (await platform.As("socialworker")).Post("/api/v1/cases/search", new { words = SeededCase.ChildName })).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();
    }

    private async Task StillProved()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/evidence") { Content = System.Net.Http.Json.JsonContent.Create(new { caseId = seeded.Story.CaseId }) };
        var auditor = await platform.As("auditor");
        request.Headers.Add("X-CSRF-Token", auditor.CsrfToken);
        using var response = await auditor.Http.SendAsync(request);
        var bundle = await response.Content.ReadAsByteArrayAsync();
        ((int)response.StatusCode).ShouldBe(200);
        BundleVerifier.Verify(new MemoryStream(bundle)).Findings.ShouldBeEmpty();
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(bundle));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            var told = await reader.ReadToEndAsync();
            SeededCase.Texts.Where(it => told.Contains(it, StringComparison.Ordinal)).ShouldBeEmpty(entry.FullName);
        }
    }

    private async Task<long> Version()
    {
        await platform.Settle();
        var rows = (await (await platform.As("dataprotection")).Get("/api/v1/cases/retention?limit=200")).ShouldBe(200).Body["items"]!.AsArray();
        return rows.Single(row => row!["id"]!.GetValue<Guid>() == seeded.Story.CaseId)!["version"]!.GetValue<long>();
    }

    private async Task<string> Master()
    {
        await using var connection = await platform.Open();
        await using var command = new NpgsqlCommand("select master from keys.purpose_keys limit 1", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The case's wrapped keys, as a dump prints them.</summary>
    private async Task<IReadOnlyList<string>> Wrapped()
    {
        await using var connection = await platform.Open();
        await using var command = new NpgsqlCommand("select encode(wrapped, 'hex') from keys.person_keys where about = $1 and wrapped is not null", connection);
        command.Parameters.Add(new() { Value = seeded.Story.CaseId });
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0));
        return found;
    }
}
