using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>The case list as a tool: a view kept, cases given out in one go and taken back, the list taken out as a file, and who has how many.</summary>
public sealed class The_case_list(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_filtered_kept_as_a_view_given_out_taken_back_and_exported()
    {
        var references = new[] { await ACase("Lê Thị Ví Dụ"), await ACase("Trần Văn Giả Định") };
        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Open("/ca");
        await focal.Press("Của nhóm");
        await focal.Main.GetByText("Lọc thêm").ClickAsync();
        await focal.Choose("Đang chờ việc", "Phân loại");
        await focal.SeesSoon(references[1], focal.Main);
        await focal.Look("90-danh-sach-ca");
        focal.Page.Url.ShouldContain("waits=Triage");

        await focal.Press("Lưu chế độ xem");
        var dialog = focal.Page.GetByRole(AriaRole.Dialog);
        await focal.Type("Đặt tên", "Tin chờ phân loại", dialog);
        await focal.Look("91-luu-che-do-xem");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lưu chế độ xem" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync(); // it is saved, and not lost with the page
        await focal.Open("/ca");
        await focal.Follow("Tin chờ phân loại");
        await focal.SeesSoon(references[0], focal.Main);

        await focal.Press("Giao nhiều ca");
        foreach (var reference in references) await focal.Main.GetByLabel(reference).CheckAsync();
        await Expect(focal.Main).ToContainTextAsync("Đã chọn 2 ca");
        await focal.Main.GetByRole(AriaRole.Button, new() { Name = "Giao 2 ca" }).ClickAsync();
        await focal.Sees("Chọn người nhận.");
        await focal.Choose("Giao cho", "Nguyễn Thị Ví Dụ (Nhân viên công tác xã hội)");
        await focal.Look("92-giao-nhieu-ca");
        await focal.Main.GetByRole(AriaRole.Button, new() { Name = "Giao 2 ca" }).ClickAsync();
        await focal.Sees("Đã giao 2 ca cho Nguyễn Thị Ví Dụ");
        await focal.Look("93-da-giao");

        await focal.Follow("Khối lượng công việc");
        await focal.SeesSoon("Nguyễn Thị Ví Dụ", focal.Main);
        await focal.Look("94-khoi-luong");
        await focal.Page.GoBackAsync();
        await focal.Sees("Giao nhiều ca");

        await focal.Press("Giao nhiều ca");
        foreach (var reference in references) await focal.Main.GetByLabel(reference).CheckAsync();
        await focal.Choose("Giao cho", "Lê Văn Giả Định (Tư vấn học đường)");
        await focal.Main.GetByRole(AriaRole.Button, new() { Name = "Giao 2 ca" }).ClickAsync();
        await focal.Sees("Đã giao 2 ca cho Lê Văn Giả Định");
        await focal.Press("Hoàn tác");
        await focal.Sees("Đã trả 2 ca về như trước");
        await focal.Look("95-da-hoan-tac");

        await focal.Press("Xuất danh sách");
        dialog = focal.Page.GetByRole(AriaRole.Dialog);
        await focal.Type("Lý do xuất", "In cho cuộc họp đầu tuần.", dialog);
        await focal.Look("96-xuat-danh-sach");
        foreach (var ending in new[] { "xlsx", "csv" })
        {
            if (ending == "csv") await dialog.Locator("label.choice", new() { HasText = "CSV" }).ClickAsync();
            var download = await focal.Page.RunAndWaitForDownloadAsync(() => dialog.GetByRole(AriaRole.Button, new() { Name = "Xuất và tải về" }).ClickAsync());
            download.SuggestedFilename.ShouldStartWith("danh-sach-ca-");
            download.SuggestedFilename.ShouldEndWith(ending);
            await focal.Sees($"Đã tải về {download.SuggestedFilename}", dialog);
        }

        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Reads_well_on_a_phone()
    {
        await ACase("Lê Thị Ví Dụ");
        var principal = await stage.SignedIn("principal", findings, 360);
        await principal.Open("/ca?xem=risk");
        await principal.SeesSoon("Lê Thị Ví Dụ", principal.Main);
        await principal.Press("Giao nhiều ca");
        await principal.Main.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await principal.Look("97-danh-sach-dien-thoai");
        await principal.Open("/ca/khoi-luong");
        await principal.SeesSoon("Nguyễn Thị Ví Dụ", principal.Main);
        await principal.Look("98-khoi-luong-dien-thoai");
        await principal.Main.Locator(".load-open").First.ClickAsync();
        await principal.Reads("Ca");
        findings.ShouldBeNone();
    }

    private async Task<string> ACase(string name)
    {
        using var worker = await stage.At("socialworker");
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị bạn lớn bắt nạt.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
            concernKind = "Abused",
            child = new { fullName = name, className = "6A", dateOfBirth = "2014-05-06" },
        });
        return report["reference"]!.GetValue<string>();
    }
}
