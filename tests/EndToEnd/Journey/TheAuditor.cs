using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProtectionPlatform.Access.Demo;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>Somebody who does not trust the platform looks at what it says of itself, with nothing but the pages.</summary>
public sealed class An_auditor(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Replays_a_case_compares_two_moments_and_proves_an_event_in_the_browser()
    {
        var (caseId, reference) = await AReportedCase();
        var auditor = await stage.SignedIn("auditor", findings);

        // The ledger, in words; a full check is asked for and ends.
        await Expect(auditor.Page).ToHaveURLAsync(new Regex("/kiem-tra$"));
        await auditor.Reads("Sổ cái");
        await auditor.Sees("Sổ cái nguyên vẹn");
        await auditor.Look("70-so-cai");
        await auditor.Press("Đối chiếu toàn bộ ngay");
        await Expect(auditor.Main.Locator("#doi-chieu")).Not.ToContainTextAsync("Chưa có lần nào");
        await auditor.Press("Giữ điểm chốt hiện tại");
        await auditor.Sees("Đang giữ điểm chốt");
        await auditor.Press("Kiểm chứng sổ chỉ dài thêm");
        await auditor.Sees("sổ hôm nay chứa trọn sổ của điểm chốt đã giữ");
        await auditor.Look("71-so-cai-diem-chot-giu");

        await Replay(auditor, caseId);
        await Prove(auditor, caseId, reference);
        await WhoLooked(auditor, reference);

        await auditor.Follow("Không hành động");
        await auditor.Reads("Quyết định không hành động");
        await auditor.Look("81-khong-hanh-dong");
        await auditor.Follow("Tự duyệt");
        await auditor.Sees("Không có ai.");
        await auditor.Look("82-tu-duyet");

        await TakeEvidence(auditor, reference);
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Shares_the_list_of_reads_with_the_data_protection_officer_only()
    {
        await AReportedCase();
        var officer = await stage.SignedIn("dataprotection", findings, 360);
        await officer.GoTo("Kiểm tra");
        await Expect(officer.Page).ToHaveURLAsync(new Regex("/kiem-tra/ai-da-xem$"));
        await officer.Reads("Ai đã xem");
        await officer.Look("85-ai-da-xem-phu-trach-du-lieu");
        await officer.Open("/kiem-tra/su-kien");
        await officer.Reads("Phần này không mở cho anh/chị");
        findings.ShouldBeNone();
    }

    private static async Task Replay(Person auditor, string caseId)
    {
        await auditor.Open($"/ca/{caseId}");
        await auditor.Press("Xem lại theo thời gian");
        await Expect(Banner(auditor)).ToContainTextAsync("Bạn đang xem ca như đã biết lúc");
        await auditor.Look("72-xem-lai");

        // Arrow keys go from event to event; what came later stands grey with its arrival.
        var strip = auditor.Main.GetByRole(AriaRole.Slider);
        await strip.PressAsync("Home");
        await auditor.Settled();
        await Expect(auditor.Main.Locator(".case-head")).ToContainTextAsync("Đã lập phiếu");
        await Expect(Unknown(auditor, "Phân loại tin")).ToContainTextAsync("Lúc đó chưa biết");
        await strip.PressAsync("ArrowRight");
        await auditor.Settled();
        await Expect(Unknown(auditor, "Phân loại tin")).ToHaveCountAsync(0);
        await auditor.Press("Mốc trước");
        await auditor.Main.GetByText("Quy tắc và quyền xem lúc đó").ClickAsync();
        await auditor.Sees("Trường THCS Bình Cang", auditor.Main.Locator(".replay"));

        await auditor.Press("So với hiện tại");
        var difference = auditor.Main.Locator(".difference");
        await Expect(difference).ToContainTextAsync("Phân loại");
        await Expect(difference).ToContainTextAsync("Bắt nạt trong trường.");
        await auditor.Look("73-so-sanh-hai-luc");
        await auditor.Press("Thôi so sánh");

        // What had happened, and what the file held at a version.
        await auditor.Press("Lúc xảy ra");
        await Expect(Banner(auditor)).ToContainTextAsync("đã xảy ra đến lúc");
        await auditor.Press("Phiên bản");
        await auditor.Type("Phiên bản", "1");
        await auditor.Press("Xem lúc đó");
        await Expect(Banner(auditor)).ToContainTextAsync("Bạn đang xem ca ở phiên bản 1");
        await Expect(Unknown(auditor, "Phân loại tin")).ToContainTextAsync("đến ở phiên bản");
        await auditor.Look("74-xem-lai-phien-ban");
        await auditor.Press("Về hiện tại");
        await Expect(Banner(auditor)).ToHaveCountAsync(0);
    }

    private static async Task Prove(Person auditor, string caseId, string reference)
    {
        await auditor.GoTo("Kiểm tra");
        await auditor.Follow("Sự kiện");
        await auditor.Type("Tìm ca theo mã", reference);
        await auditor.Main.Locator(".found button", new() { HasText = reference }).ClickAsync();
        await auditor.Choose("Loại sự kiện", "Phân loại tin");
        await auditor.Press("Tìm");
        await Expect(auditor.Page).ToHaveURLAsync(new Regex($"case={caseId}"));
        await Expect(Rows(auditor)).ToHaveCountAsync(1);
        await auditor.Look("75-su-kien");

        auditor.Expects(404); // As long as the event is not sealed; the page asks again until it is.
        await auditor.Press("Kiểm chứng");
        await auditor.Sees("Đã kiểm chứng: sự kiện này nằm trong sổ");
        auditor.Expects();
        await Expect(auditor.Main.Locator(".proof-ok")).ToHaveCountAsync(5); // the kept checkpoint is one of them
        await auditor.Look("76-kiem-chung");
        var receipt = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Main.GetByRole(AriaRole.Button, new() { Name = "Tải biên nhận" }).ClickAsync());
        (await File.ReadAllTextAsync(await receipt.PathAsync())).ShouldStartWith("c2sp.org/tlog-proof@v1\n");
        await auditor.Press("Đóng kiểm chứng");

        // A server that lies about one letter of the entry is found out here.
        await auditor.Page.RouteAsync("**/api/v1/audit/proofs/inclusion**", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\\u0022at\\u0022:\\u00222", "\\u0022at\\u0022:\\u00221", StringComparison.Ordinal).Replace("\\\"at\\\":\\\"2", "\\\"at\\\":\\\"1", StringComparison.Ordinal) });
        });
        await auditor.Press("Kiểm chứng");
        await Expect(auditor.Main.GetByRole(AriaRole.Alert)).ToContainTextAsync("KHÔNG kiểm chứng được");
        await Expect(auditor.Main.Locator(".proof-wrong")).ToContainTextAsync("Đường từ mục tới dấu của toàn bộ sổ");
        await auditor.Look("77-kiem-chung-hong");
        await auditor.Page.UnrouteAllAsync();

        await auditor.Follow("Xem hồ sơ lúc đó");
        await Expect(Banner(auditor)).ToContainTextAsync("Bạn đang xem ca như đã biết lúc");
    }

    private static async Task WhoLooked(Person auditor, string reference)
    {
        await auditor.GoTo("Kiểm tra");
        await auditor.Follow("Ai đã xem");
        await auditor.Type("Tìm ca theo mã", reference);
        await auditor.Main.Locator(".found button", new() { HasText = reference }).ClickAsync();
        await auditor.Press("Tìm");
        await auditor.Reads($"Ai đã mở hồ sơ {reference}");
        await Expect(Rows(auditor).Filter(new() { HasText = "Dương Văn Kiểm Thử" }).First).ToContainTextAsync("hồ sơ ca");
        await auditor.Look("78-ai-da-xem");
        await auditor.Press("Bị từ chối");
        await auditor.Sees("Không có lần xem nào khớp");
        await auditor.Look("79-ai-bi-tu-choi-trong");
    }

    private static async Task TakeEvidence(Person auditor, string reference)
    {
        await auditor.Follow("Bằng chứng");
        await auditor.Look("83-bang-chung-chon-ca");
        await auditor.Type("Tìm ca theo mã", reference);
        await auditor.Main.Locator(".found button", new() { HasText = reference }).ClickAsync();
        await auditor.Pick("Nội dung", "Không có dữ liệu cá nhân");
        await auditor.Type("Lý do", "Thanh tra yêu cầu.");
        var download = await auditor.Page.RunAndWaitForDownloadAsync(() => auditor.Main.GetByRole(AriaRole.Button, new() { Name = "Xuất và tải về" }).ClickAsync());
        download.SuggestedFilename.ShouldStartWith($"evidence-{reference}-");
        await using var zip = File.OpenRead(await download.PathAsync());
        using var files = new ZipArchive(zip);
        files.Entries.Select(entry => entry.FullName).ShouldContain("manifest.json");
        await auditor.Sees("Đã tải evidence-");
        await auditor.Look("84-bang-chung");
    }

    private async Task<(string Id, string Reference)> AReportedCase()
    {
        using var worker = await stage.At("socialworker");
        var reported = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị các bạn lấy tiền ăn sáng nhiều lần.",
            knownAt = DateTimeOffset.UtcNow.AddHours(-1),
            concernKind = "Other",
            incidentTypes = new[] { "Bullying" },
            child = new { fullName = "Phạm Văn Minh Họa", className = "7B", sex = "Unknown" },
        });
        var id = reported["caseId"]!.GetValue<string>();
        using var focal = await stage.At("focalperson");
        await focal.Post($"/api/v1/cases/{id}/triage",
            new { decision = "Proceed", tracks = new[] { "SchoolViolence" }, reason = "Bắt nạt trong trường.", assigneeId = DemoIds.SocialWorker }, reported["version"]!.GetValue<long>());
        return (id, reported["reference"]!.GetValue<string>());
    }

    private static ILocator Banner(Person person) => person.Main.Locator("#replay-title");

    private static ILocator Rows(Person person) => person.Main.Locator(".event-row");

    private static ILocator Unknown(Person person, string what) =>
        person.Main.Locator(".event-unknown", new() { Has = person.Page.GetByRole(AriaRole.Heading, new() { Name = what, Exact = true }) });
}
