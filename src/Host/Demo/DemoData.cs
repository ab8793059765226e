using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Host;

/// <summary>
/// Loads demonstration data through the platform's own API, as the demonstration people would enter it. Once per database;
/// a load that was cut short goes on where it stopped, because every step carries its own idempotency key.
/// </summary>
internal static class DemoData
{
    public static async Task LoadAsync(WebApplication app, CancellationToken ct)
    {
        var owner = app.Services.GetRequiredService<Databases>().OwnerConnectionString;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        if (await Marked(connection, "demo/loaded", ct) is not null) return;
        var start = await Mark(connection, "demo/started", ct);

        using var desk = new DemoDesk(AddressOf(app));
        await new DemoStory(desk, start).Tell(ct);
        await Mark(connection, "demo/loaded", ct);
    }

    /// <summary>Where this host can reach itself.</summary>
    private static Uri AddressOf(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal));
    }

    private static async Task<DateTimeOffset?> Marked(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select applied_at from platform.applied_files where name = $1", connection);
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private static async Task<DateTimeOffset> Mark(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("insert into platform.applied_files (name) values ($1) on conflict do nothing", connection);
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(ct);
        return (await Marked(connection, name, ct))!.Value;
    }
}

/// <summary>The demonstration people at their keyboards.</summary>
internal sealed class DemoDesk(Uri address) : IDisposable
{
    private readonly Dictionary<string, (HttpClient Http, string? Token)> signedIn = [];
    private int steps;

    /// <param name="user">Null for an anonymous caller.</param>
    /// <param name="version">Sent as If-Match.</param>
    public async Task<JsonObject> Send(HttpMethod method, string? user, string path, object? body, long? version, CancellationToken ct)
    {
        var (http, token) = await As(user, ct);
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : JsonContent.Create(body ?? new { }) };
        if (token is not null) request.Headers.Add("X-CSRF-Token", token);
        if (version is { } v) request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{v}\""));
        if (method == HttpMethod.Post) request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"demonstration-{++steps}"));
        using var response = await http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"Demonstration data: {user ?? "anonymous"} {method} {path} answered {(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public Task<JsonObject> Post(string? user, string path, object? body, CancellationToken ct, long? version = null) => Send(HttpMethod.Post, user, path, body, version, ct);

    private async Task<(HttpClient Http, string? Token)> As(string? user, CancellationToken ct)
    {
        if (signedIn.TryGetValue(user ?? "", out var known)) return known;
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = address };
        string? token = null;
        if (user is not null)
        {
            using var response = await http.PostAsJsonAsync("/api/v1/access/session", new { userName = user, password = AccessDemo.Password }, ct);
            response.EnsureSuccessStatusCode();
            token = (await response.Content.ReadFromJsonAsync<JsonObject>(ct))!["csrfToken"]!.GetValue<string>();
        }

        return signedIn[user ?? ""] = (http, token);
    }

    public void Dispose()
    {
        foreach (var (http, _) in signedIn.Values) http.Dispose();
    }
}

/// <summary>What the demonstration shows: cases in every phase, a referral under way, a course with certificates, the Bình Cang plan. Everybody in it is invented.</summary>
internal sealed class DemoStory(DemoDesk desk, DateTimeOffset start)
{
    private DateTimeOffset Ago(double hours) => start.AddHours(-hours);

    public async Task Tell(CancellationToken ct)
    {
        await Confidentiality(ct);
        await Providers(ct);
        await Training(ct);
        await Indicators(ct);

        var closed = await Case("Trần Văn Thử", "2013-03-08", "7B", "Em bị bố dượng đánh, có vết bầm ở tay.", 5, ct);
        await Plan(closed, ct);
        await Decide(closed, ct);
        await CarryOut(closed, [1, 2], ct);
        await Review(closed, ct);
        await closed.Do("principal", "closure", new { summary = "Trẻ an toàn, ổn định; gia đình hợp tác. Theo dõi sau 30 ngày." }, ct);

        var referred = await Case("Lê Thị Ví Dụ", "2014-05-06", "6A", "Em kể bị người lớn trong nhà đánh nhiều lần, sợ về nhà.", 3, ct);
        await Plan(referred, ct);
        await Decide(referred, ct);
        await Refer(referred, ct);
        await CarryOut(referred, [2], ct);

        var waiting = await Case("Phạm Văn Minh Họa", "2012-11-20", "8C", "Em nghỉ học nhiều ngày, ở nhà một mình, không được chăm sóc.", 2, ct, "AtRiskOfAbandonment", "Neglect");
        await Plan(waiting, ct);

        // Nobody has taken this one in hand: its clock ran out an hour ago.
        await desk.Post(null, "/api/v1/cases/reports", new
        {
            channel = "Online",
            whatHappened = "Bạn cùng lớp con hay bị chú hàng xóm rủ về nhà. Bạn ấy rất sợ.",
            knownAt = Ago(2),
            schoolId = DemoIds.BinhCangSchool,
            concernKind = "Abused",
            immediateDanger = true,
            statements = new[] { new { kind = "SaidByChild", text = "Tớ không muốn đến đó nữa." } },
        }, ct);

        var bullying = await Report("reporter", "Hai học sinh lớp 9 chặn đường, lấy tiền của em nhiều lần.", "Hoàng Thị Giả Định", "2011-09-01", "9A", 6, ct, "Other", "Bullying");
        await bullying.Do("counsellor", "triage", new { decision = "Proceed", tracks = new[] { "SchoolViolence" }, reason = "Bắt nạt trong trường, chưa thấy dấu hiệu xâm hại.", assigneeId = DemoIds.Counsellor }, ct);

        // A second teacher tells of the same: it waits for somebody to agree that it is one child.
        var again = await Report("reporter", "Em lớp 9A bị các anh lớn chặn ở cổng sau, phải đưa tiền ăn sáng.", "Hoàng Giả Định", "2011-09-01", "9A", 4, ct, "Other", "Bullying");
        await again.Do("socialworker", "merge", new { intoId = bullying.Id, reason = "Cùng ngày sinh, cùng lớp, hai cô giáo báo về một việc." }, ct);

        var unfounded = await Report("socialworker", "Nghe nói em bị bỏ đói; đã gặp em và gia đình, thông tin nhầm người.", "Ngô Văn Nhầm Tên", null, "6C", 30, ct, "Other", "Other");
        await unfounded.Do("socialworker", "triage", new { decision = "Unfounded", reason = "Đã xác minh: nhầm với một em khác, gia đình chăm sóc tốt." }, ct);

        await Report("socialworker2", "Em có biểu hiện buồn bã, thu mình từ đầu năm học.", "Đỗ Thị Hoa Mẫu", "2017-01-15", "4A", 20, ct, "Other", "Other");
        await DataProtection(referred, ct);
        await Circumstances(ct);
        await Dropouts(ct);
    }

    /// <summary>The register of special circumstances: several groups, helped and not helped, and those one storm hit.</summary>
    private async Task Circumstances(CancellationToken ct)
    {
        var storm = await desk.Post("departmentofficer", "/api/v1/cases/disasters", new { kind = "STORM", name = "Bão số 6 (minh họa)", area = "Tỉnh Mẫu", from = Day(-25), endsOn = Day(-22) }, ct);
        foreach (var (name, born, className, code, group, subType, helped) in new (string, string, string, string, string, string?, string?)[]
                 {
                     ("Đinh Thị Minh Họa", "2013-02-11", "7A", "MH-001", "SC-04", "SC-04c", "FEE"),
                     ("Quách Văn Tượng Trưng", "2012-10-02", "8B", "MH-002", "SC-01", "SC-01b", "SCHOLARSHIP"),
                     ("Lò Thị Ví Dụ", "2014-01-20", "6A", "MH-003", "HH-POOR", null, "RICE"),
                     ("Giàng A Thử Nghiệm", "2011-12-05", "9A", "MH-004", "HH-NEARPOOR", null, null),
                     ("Vàng Thị Giả Định", "2013-07-30", "7B", "MH-005", "DISASTER", null, "CLOTHES"),
                     ("Mùa A Mẫu", "2013-09-14", "7B", "MH-006", "DISASTER", null, null),
                 })
        {
            var entry = await desk.Post("socialworker", "/api/v1/cases/circumstances", new
            {
                pupil = new { name, bornOn = born, sex = "Unknown", className, pupilCode = code },
                guardian = new { name = "Người giám hộ minh họa", relation = "Bà", phone = "0200 000 666" },
                listing = new { group, subType, from = Day(-20), disasterId = group == "DISASTER" ? storm["id"]!.GetValue<Guid>() : (Guid?)null, evidence = "Giấy tờ minh họa" },
            }, ct);
            if (helped is not null)
                await desk.Post("focalperson", $"/api/v1/cases/circumstances/{entry["id"]}/supports", new { kind = helped, on = Day(-7), listing = 1, amountDong = helped == "SCHOLARSHIP" ? 1_000_000 : (long?)null, giver = "Hội Khuyến học (minh họa)" },
                    ct, entry["version"]!.GetValue<long>());
        }
    }

    /// <summary>The dropout warning: a pupil somebody looks after, one nobody has taken in hand, one who is back.</summary>
    private async Task Dropouts(CancellationToken ct)
    {
        var today = start.VietNamDay();
        var first = today.Month >= 8 ? today.Year : today.Year - 1;
        async Task<(string Path, long Version)> Watched(string name, string className, string code, object signals)
        {
            var watched = await desk.Post("socialworker", "/api/v1/cases/dropout-risks", new { pupil = new { name, className, pupilCode = code }, schoolYear = $"{first}-{first + 1}", signals }, ct);
            return ($"/api/v1/cases/dropout-risks/{watched["id"]}", watched["version"]!.GetValue<long>());
        }

        async Task<long> Do(string path, long version, string step, object body) => (await desk.Post("focalperson", $"{path}/{step}", body, ct, version))["version"]!.GetValue<long>();

        var (path, version) = await Watched("Sùng A Minh Họa", "8A", "MH-011", new { unexcusedDays = 8, absentDays = 14, schoolDays = 60, failingSubjects = 3, household = new[] { "PoorHousehold", "ParentsAway" } });
        version = await Do(path, version, "owner", new { ownerId = DemoIds.SocialWorker });
        version = await Do(path, version, "actions", new { kind = "HomeVisit", dueOn = Day(2), note = "Thăm nhà cùng giáo viên chủ nhiệm." });
        await Do(path, version, "actions", new { kind = "RemedialLessons", dueOn = Day(20) });

        await Watched("Thào Thị Ví Dụ", "9B", "MH-012", new { unexcusedDays = 11, conduct = "Passed", household = new[] { "ChildLabour" } });
        await Watched("Tẩn Văn Tượng Trưng", "7A", "MH-013", new { unexcusedDays = 3, averageTenths = 52, averageBeforeTenths = 64 });

        (path, version) = await Watched("Lý Thị Trở Lại", "8C", "MH-014", new { unexcusedDays = 12, failingSubjects = 1 });
        version = await Do(path, version, "owner", new { ownerId = DemoIds.Counsellor });
        version = await Do(path, version, "actions", new { kind = "TalkWithParents", dueOn = Day(-5) });
        version = await Do(path, version, "actions/1/progress", new { status = "Done", note = "Gia đình đồng ý cho em đi học lại." });
        await Do(path, version, "outcome", new { outcome = "Returned", on = Day(-2), note = "Em đã đi học lại." });
    }

    private string Day(int from) => start.VietNamDay().AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Everybody has accepted the duty of confidentiality, so that each page opens at once.</summary>
    private async Task Confidentiality(CancellationToken ct)
    {
        foreach (var user in new[] { "reporter", "socialworker", "counsellor", "focalperson", "principal", "communeofficer", "departmentofficer", "partner", "trainer", "communications", "auditor", "dataprotection", "administrator", "socialworker2", "principal2", "partner2" })
        {
            var text = (await desk.Send(HttpMethod.Get, user, "/api/v1/privacy/confidentiality", null, null, ct))["textVersion"]!.GetValue<string>();
            await desk.Post(user, "/api/v1/privacy/confidentiality/acceptance", new { textVersion = text }, ct);
        }
    }

    /// <summary>The registers of the data protection officer: a request, a consent, a school's processing register, a breach that was dealt with.</summary>
    private async Task DataProtection(DemoCase about, CancellationToken ct)
    {
        var reference = (await desk.Send(HttpMethod.Get, "socialworker", $"/api/v1/cases/{about.Id}", null, null, ct))["reference"]!.GetValue<string>();
        var today = start.VietNamDay().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await desk.Post("dataprotection", "/api/v1/privacy/requests", new
        {
            kind = "Access",
            applicantKind = "Representative",
            receivedOn = today,
            words = "Cho tôi xem nhà trường đã ghi gì về con tôi.",
            capacity = "BirthCertificate",
            caseReferences = new[] { reference },
            personInCase = "Child",
            applicant = new { fullName = "Lê Thị Mẹ Ví Dụ", contact = "0200 000 444" },
        }, ct);

        var file = await desk.Post("socialworker", "/api/v1/privacy/consents", new { caseReference = reference, birthDate = "2014-05-06" }, ct);
        var asked = await desk.Post("socialworker", $"/api/v1/privacy/consents/{file["id"]}/records", new
        {
            purpose = "ProviderReferral",
            textVersion = "2026.1",
            giver = "Child",
            answer = "Agreed",
            form = "SpokenBeforeWitness",
            givenOn = today,
            evidence = new { location = "Phiếu giấy, tủ hồ sơ 2" },
        }, ct, file["version"]!.GetValue<long>());
        await desk.Post("socialworker", $"/api/v1/privacy/consents/{file["id"]}/records", new
        {
            purpose = "ProviderReferral",
            textVersion = "2026.1",
            giver = "Representative",
            relationProof = "BirthCertificate",
            answer = "Agreed",
            form = "Written",
            givenOn = today,
            expiresOn = start.VietNamDay().AddYears(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            evidence = new { location = "Phiếu giấy, tủ hồ sơ 2" },
        }, ct, asked["version"]!.GetValue<long>());

        // A load that goes on may have written it already.
        var document = $"/api/v1/privacy/processing/{DemoIds.BinhCangSchool}/ProcessingRegister";
        if ((await desk.Send(HttpMethod.Get, "principal", document, null, null, ct))["version"]!.GetValue<long>() == 0)
            await desk.Send(HttpMethod.Put, "principal", document, new
            {
                controller = "Trường THCS Bình Cang (minh họa)",
                processor = "Đơn vị vận hành nền tảng (minh họa), hợp đồng 01/2026",
                officer = "Người phụ trách bảo vệ dữ liệu, Sở Giáo dục và Đào tạo tỉnh Mẫu",
                content = "Mục đích: bảo vệ trẻ em và công tác xã hội trường học. Dữ liệu: trẻ, người báo tin, người liên quan. Bên nhận: xã, công an, cơ sở cung cấp dịch vụ. Thời hạn: theo bảng thời hạn lưu.",
                processingSince = today,
            }, 0, ct);

        var breach = await desk.Post("reporter", "/api/v1/privacy/breaches", new { what = "Gửi nhầm danh sách lớp tập huấn vào nhóm phụ huynh.", discoveredAt = Ago(20) }, ct);
        var path = $"/api/v1/privacy/breaches/{breach["id"]}";
        var seen = breach["version"]!.GetValue<long>();
        foreach (var (step, body) in new (string, object)[]
                 {
                     ("assessment", new { classes = new[] { "Identity", "Contact" }, persons = 24, children = 0, placeOfProtectedChild = false, informantNamed = false, severity = "Low", cause = "Chọn nhầm nhóm nhận tin.", harm = "Có thể bị gọi điện làm phiền." }),
                     ("steps", new { kind = "Containment", done = "Thu hồi tin sau 5 phút, nhờ người nhận xóa." }),
                     ("authority-notice", new { happenedAt = Ago(10), receipt = "Minh họa 01" }),
                     ("people", new { told = true, count = 24, explanation = "Gọi điện cho từng người." }),
                     ("closure", new { outcome = "Breach", lessons = "Danh sách chỉ gửi trong nền tảng." }),
                 })
            seen = (await desk.Post("dataprotection", $"{path}/{step}", body, ct, seen))["version"]!.GetValue<long>();
    }

    private async Task Providers(CancellationToken ct)
    {
        foreach (var (id, kind, services, phone) in new[]
                 {
                     (DemoIds.SocialWorkCentre, "SocialWorkCentre", new[] { "Tham vấn tâm lý", "Tạm trú an toàn", "Công tác xã hội" }, "0200 000 111"),
                     (DemoIds.LegalAidCentre, "LegalAid", ["Tư vấn pháp luật", "Trợ giúp pháp lý"], "0200 000 222"),
                 })
            await desk.Post("administrator", "/api/v1/referrals/providers", new
            {
                organisationId = id,
                kind,
                area = "Tỉnh Mẫu",
                services,
                hours = "Thứ Hai – Thứ Sáu, 7:30 – 17:00",
                phone,
                validFrom = "2025-07-01",
                capacity = 20,
                agreementNumber = "05/QCPH",
                agreementValidTo = "2027-12-31",
            }, ct);
    }

    private async Task Training(CancellationToken ct)
    {
        var course = await desk.Post("trainer", "/api/v1/training/courses", new
        {
            code = "BVTE-01",
            nameVi = "Nhận biết, thông báo và xử lý xâm hại, bạo lực trẻ em",
            nameEn = "Recognising, reporting and handling child abuse and violence",
            audience = "Staff",
            hours = 8,
            competencies = new[] { "recognise", "report", "handle" },
            certificateValidMonths = 24,
        }, ct);
        var session = await desk.Post("trainer", "/api/v1/training/sessions", new
        {
            courseId = course["id"]!.GetValue<Guid>(),
            organisationId = DemoIds.BinhCangSchool,
            heldOn = start.VietNamDay().AddDays(-20),
            place = "Phòng họp Trường THCS Bình Cang",
            trainer = "Đỗ Văn Bài Tập",
        }, ct);
        var path = $"/api/v1/training/sessions/{session["id"]}";
        var attended = await desk.Post("trainer", $"{path}/attendance", new
        {
            attendees = new[]
            {
                new { personId = DemoIds.SocialWorker, present = true }, new { personId = DemoIds.Counsellor, present = true }, new { personId = DemoIds.FocalPerson, present = true },
                new { personId = DemoIds.Reporter, present = true }, new { personId = DemoIds.Principal, present = true }, new { personId = DemoIds.CommunicationsOfficer, present = false },
            },
        }, ct, session["version"]!.GetValue<long>());
        await desk.Post("trainer", $"{path}/certificates", new { }, ct, attended["version"]!.GetValue<long>());
        await desk.Send(HttpMethod.Put, "trainer", $"/api/v1/training/workforce/{DemoIds.BinhCangSchool}/{start.VietNamDay().Year}", new { headcount = 7 },
            await WorkforceVersion(ct), ct);
    }

    /// <summary>The count has no idempotency key (it is a PUT): a load that goes on asks how far it came.</summary>
    private async Task<long> WorkforceVersion(CancellationToken ct)
    {
        try
        {
            return (await desk.Send(HttpMethod.Get, "trainer", $"/api/v1/training/workforce/{DemoIds.BinhCangSchool}/{start.VietNamDay().Year}", null, null, ct))["version"]!.GetValue<long>();
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private async Task Indicators(CancellationToken ct)
    {
        var assembly = typeof(DemoData).Assembly;
        await using var file = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("binh-cang-plan.json", StringComparison.Ordinal)))!;
        await desk.Post("principal", "/api/v1/indicators/plans", await JsonNode.ParseAsync(file, cancellationToken: ct), ct);
        foreach (var (code, period, numerator, denominator, evidence) in new[]
                 {
                     ("SCH-18b", "2023-2024", "6", "612", "Sổ đăng bộ năm học 2023-2024"),
                     ("SCH-18b", "2024-2025", "5", "640", "Sổ đăng bộ năm học 2024-2025"),
                     ("SCH-18b", "2025-2026", "4", "655", "Sổ đăng bộ năm học 2025-2026"),
                     ("SCH-18a", "2024-2025", "151", "152", "Danh sách tốt nghiệp 2025"),
                     ("SCH-18a", "2025-2026", "158", "158", "Danh sách tốt nghiệp 2026"),
                     ("SCH-20", "2024-2025", "4", "8", "Bảng kiểm cơ sở vật chất"),
                     ("SCH-20", "2025-2026", "5", "8", "Bảng kiểm cơ sở vật chất"),
                     ("SCH-07", "2025-2026", "38", "40", "Phiếu kiểm tra hằng tuần"),
                     ("SCH-19", "2025-2026", "1", "1", "Quyết định thành lập tổ tư vấn học đường"),
                 })
        {
            var entered = await desk.Post("focalperson", "/api/v1/indicators/measurements",
                new { indicatorCode = code, organisationId = DemoIds.BinhCangSchool, period, numerator, denominator, evidence }, ct);
            await desk.Post("principal", $"/api/v1/indicators/measurements/{entered["id"]}/approval", new { outcome = "Approved" }, ct, entered["version"]!.GetValue<long>());
        }
    }

    private async Task<DemoCase> Report(string user, string whatHappened, string child, string? born, string className, double knownHoursAgo, CancellationToken ct, string concern, string incident)
    {
        var answer = await desk.Post(user, "/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened,
            knownAt = Ago(knownHoursAgo),
            occurredAt = Ago(knownHoursAgo + 20),
            concernKind = concern,
            incidentTypes = new[] { incident },
            child = new { fullName = child, dateOfBirth = born, className, sex = "Unknown" },
        }, ct);
        if (answer["caseId"]?.GetValue<Guid?>() is { } id) return new DemoCase(desk, id, answer["version"]!.GetValue<long>());

        // Reported by a teacher, who does not open cases: the counsellor finds it in the list.
        var reference = answer["reference"]!.GetValue<string>();
        var found = (await desk.Send(HttpMethod.Get, "counsellor", $"/api/v1/cases?q={reference}&position={answer["position"]}", null, null, ct))["items"]!.AsArray().Single()!;
        return new DemoCase(desk, found["id"]!.GetValue<Guid>(), found["version"]!.GetValue<long>());
    }

    private async Task<DemoCase> Case(string child, string born, string className, string whatHappened, double hours, CancellationToken ct, string concern = "Abused", string incident = "Violence")
    {
        var file = await Report("socialworker", whatHappened, child, born, className, hours, ct, concern, incident);
        await file.Do("focalperson", "triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu xâm hại, cần theo quy trình bảo vệ trẻ em.", assigneeId = DemoIds.SocialWorker }, ct);
        await file.Do("focalperson", "notifications", new
        {
            recipientKind = "Commune",
            recipientOrganisationId = DemoIds.Commune,
            channel = "Phone",
            occurredAt = Ago(hours - 0.5),
            personSpokenTo = "Vũ Thị Tượng Trưng",
            note = "Đã gửi Mẫu số 01.",
        }, ct);
        await file.Do("socialworker", "assessments", new
        {
            form = "Form02",
            occurredAt = Ago(hours - 1),
            answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Medium", ["B1"] = "Low", ["B2"] = "Medium" },
            emergencyNeeded = false,
            safetyNeeds = new[] { new { need = "An toàn thể chất", action = "Người thân đón trẻ sau giờ học", provider = "Nhà trường" } },
        }, ct);
        return file;
    }

    private async Task Plan(DemoCase file, CancellationToken ct)
    {
        await file.Do("socialworker", "assessments", new
        {
            form = "Form03",
            occurredAt = Ago(0.4),
            answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Medium", ["A3"] = "Medium", ["A4"] = "Low", ["B1"] = "Low", ["B2"] = "High", ["B3"] = "High", ["B4"] = "Medium", ["B5"] = "Medium" },
            facts = new { physical = "Sức khỏe bình thường, có vết bầm nhẹ.", psychological = "Lo lắng, ngủ không ngon.", childAccount = "Con muốn ở với bà ngoại ít hôm.", conclusion = "Cần hỗ trợ, can thiệp." },
            needs = new[] { new { description = "Tham vấn tâm lý", priority = "High" }, new { description = "Tư vấn cho cha mẹ về nuôi dạy con", priority = "Medium" } },
        }, ct);
        await file.Do("socialworker", "needs-meetings", new
        {
            heldAt = Ago(0.3),
            attendees = new[] { new { name = "Vũ Thị Tượng Trưng", role = "Công chức xã" }, new { name = "Nguyễn Thị Ví Dụ", role = "Nhân viên CTXH" } },
            minutes = "Thống nhất hai nhu cầu chính và biện pháp; trẻ được hỏi ý kiến riêng.",
            childHeard = true,
        }, ct);
        await file.Do("socialworker", "plans", new
        {
            problemSummary = "Trẻ chịu bạo lực trong gia đình, lo lắng kéo dài.",
            overallGoal = "Trẻ an toàn, ổn định tâm lý và tiếp tục đi học.",
            goals = new[] { new { need = "An toàn", goal = "Không còn bị đánh, có người lớn tin cậy để gọi" }, new { need = "Tâm lý", goal = "Ngủ ngon, hết lo lắng" } },
            actions = new[]
            {
                new { description = "Tham vấn tâm lý mỗi tuần một buổi", measureCode = "50.a", owner = "Trung tâm Công tác xã hội tỉnh Mẫu", dueOn = start.VietNamDay().AddDays(30) },
                new { description = "Tư vấn kỹ năng làm cha mẹ", measureCode = "50.đ", owner = "UBND xã Bình Mẫu", dueOn = start.VietNamDay().AddDays(21) },
            },
            childOpinion = "Con đồng ý, con muốn được gặp cô tham vấn.",
            caregiverOpinion = "Gia đình đồng ý.",
            caregiverAgreement = "Agreed",
            monitoring = "Nhân viên CTXH gặp trẻ mỗi tuần.",
        }, ct);
        await file.Do("socialworker", "plans/1/submission", new { }, ct);
    }

    private Task Decide(DemoCase file, CancellationToken ct) => file.Do("communeofficer", "plans/1/decision",
        new { outcome = "Approved", decisionNo = "12/QĐ-UBND", decidedOn = start.VietNamDay(), signer = "Chủ tịch UBND xã Bình Mẫu" }, ct);

    private async Task CarryOut(DemoCase file, int[] actions, CancellationToken ct)
    {
        foreach (var action in actions)
            foreach (var (status, note) in new[] { ("Started", "Đã bắt đầu."), ("Done", "Hoàn thành đúng hẹn.") })
                await file.Do("socialworker", $"actions/{action}/progress", new { status, note, occurredAt = Ago(0.1) }, ct);
    }

    private Task Review(DemoCase file, CancellationToken ct) => file.Do("socialworker", "reviews", new
    {
        occurredAt = Ago(0.05),
        answers = new Dictionary<string, string> { ["A1"] = "Low", ["A2"] = "Low", ["A3"] = "Low", ["B1"] = "Medium", ["B2"] = "High", ["B3"] = "High", ["B4"] = "High", ["B5"] = "High" },
        childState = new { physical = "Khỏe mạnh", psychological = "Ổn định", cognitive = "Học tập bình thường", emotional = "Vui vẻ" },
        environmentSafe = true,
        stable = true,
        conclusion = "Close",
        childOpinion = "Con thấy ổn rồi ạ.",
    }, ct);

    private async Task Refer(DemoCase file, CancellationToken ct)
    {
        var referral = await desk.Post("socialworker", "/api/v1/referrals", new
        {
            caseId = file.Id,
            planNumber = 1,
            actionNumber = 1,
            providerId = DemoIds.SocialWorkCentre,
            need = "Tham vấn tâm lý cho trẻ 12 tuổi, mỗi tuần một buổi",
            measureCode = "50.a",
            urgency = "Normal",
            basis = "LegalDuty",
            shared = new[] { new { field = "child.fullName", value = "Lê Thị Ví Dụ" }, new { field = "request", value = "Sắp xếp buổi đầu trong tuần này." }, new { field = "contact.phone", value = "0200 000 333" } },
        }, ct);
        var path = $"/api/v1/referrals/{referral["id"]}";
        var seen = await desk.Post("partner", $"{path}/acknowledgement", new { }, ct, referral["version"]!.GetValue<long>());
        await desk.Post("partner", $"{path}/acceptance", new { appointmentAt = start.AddDays(2), contactPerson = "Bùi Thị Hư Cấu" }, ct, seen["version"]!.GetValue<long>());
        await file.Settle(5, ct); // three notes, and the clock of the answer that starts and stops
    }
}

/// <summary>One case and the version last seen of it.</summary>
internal sealed class DemoCase(DemoDesk desk, Guid id, long version)
{
    private long seen = version;

    public Guid Id => id;

    public async Task Do(string user, string step, object body, CancellationToken ct) =>
        seen = (await desk.Post(user, $"/api/v1/cases/{id}/{step}", body, ct, seen))["version"]!.GetValue<long>();

    /// <summary>Waits until what another module said so many times stands in the file.</summary>
    public async Task Settle(int notes, CancellationToken ct)
    {
        var wanted = seen + notes;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (seen < wanted)
        {
            seen = (await desk.Send(HttpMethod.Get, "socialworker", $"/api/v1/cases/{id}", null, null, ct))["version"]!.GetValue<long>();
            await tick.WaitForNextTickAsync(ct);
        }
    }
}
