using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>Somebody goes away: another acts for them, and the record says so; or takes the case over.</summary>
public sealed class A_stand_in(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Acts_for_who_is_away_and_the_history_says_on_whose_behalf()
    {
        var path = await ACase();
        var principal = await stage.SignedIn("principal", findings);
        await principal.Open("/tai-khoan");
        await principal.Follow("Mở trang người thay");
        await principal.Look("70-vang-mat");
        await principal.Press("Nhờ người thay");
        var dialog = principal.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Nhờ người thay" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync("Cần điền mục này.");
        await principal.Choose("Người thay", "Đỗ Văn Bài Tập (Người phụ trách tập huấn)", dialog);
        var until = DateTimeOffset.UtcNow.AddHours(7).AddDays(5);
        var end = dialog.Locator("fieldset", new() { HasText = "Tối đa 60 ngày" });
        await end.GetByLabel("Ngày", new() { Exact = true }).FillAsync(until.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await end.GetByLabel("Giờ", new() { Exact = true }).FillAsync("17:00");
        await principal.Type("Lý do", "Nghỉ phép năm.", dialog);
        await principal.Look("71-nho-nguoi-thay");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Nhờ người thay" }).ClickAsync();
        await principal.Sees("Đang thay");
        await principal.Look("72-ai-thay-toi");

        var standIn = await stage.SignedIn("trainer", findings, 360);
        await Expect(standIn.Page.GetByText("Đang thay Hoàng Văn Mẫu").First).ToBeVisibleAsync();
        await standIn.Open(path);
        await standIn.Sees("Lê Thị Ví Dụ");
        await standIn.Look("73-ca-khi-dang-thay");
        await standIn.Open(path + "/phan-cong");
        await standIn.Pick("Giao cho", "Lê Văn Giả Định");
        await standIn.Send("Phân công");
        await standIn.Open(path + "#lich-su");
        await standIn.Sees("Đỗ Văn Bài Tập, thay mặt Hoàng Văn Mẫu");
        await standIn.Look("74-lich-su-thay-mat");
        await standIn.Open("/vang-mat");
        await standIn.Sees("Hoàng Văn Mẫu");
        await standIn.Look("75-toi-thay-ai");

        var auditor = await stage.SignedIn("auditor", findings);
        await auditor.Open("/kiem-tra/ai-da-xem");
        await auditor.SeesSoon("thay mặt Hoàng Văn Mẫu", auditor.Main);
        await auditor.Look("76-ai-da-xem-thay-mat");

        var administrator = await stage.SignedIn("administrator", findings);
        await administrator.Open("/quan-tri/nguoi-dung");
        await administrator.Follow("Người vắng và người thay");
        await administrator.Sees("Đỗ Văn Bài Tập → Hoàng Văn Mẫu");
        await administrator.Press("Đặt người thay");
        await administrator.Look("77-dat-nguoi-thay");
        await administrator.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Đóng" }).First.ClickAsync();
        await administrator.Look("78-nguoi-vang-nguoi-thay");

        // Back early: it ends at once.
        await principal.Open("/vang-mat");
        await principal.Main.GetByRole(AriaRole.Button, new() { Name = "Kết thúc việc Đỗ Văn Bài Tập thay" }).ClickAsync();
        await principal.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Kết thúc", Exact = true }).ClickAsync();
        await principal.Sees("Đã kết thúc sớm");
        standIn.Expects(404);
        await standIn.Open(path);
        await standIn.SeesNot("Lê Thị Ví Dụ");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_not_needed_where_the_cases_are_handed_over()
    {
        var path = await ACase();
        var giver = await stage.SignedIn("counsellor", findings, 360);
        await giver.Open("/ca?xem=mine");
        await giver.Follow("Bàn giao các ca của tôi");
        await giver.Choose("Bàn giao cho", "Nguyễn Thị Ví Dụ (Nhân viên công tác xã hội)");
        await giver.Type("Việc gấp cần biết", "Gọi lại cho bà của em trước thứ Sáu.");
        await giver.Look("79-ban-giao-cac-ca");
        await giver.Main.GetByRole(AriaRole.Button, new() { NameRegex = new("^Đề nghị bàn giao") }).ClickAsync();
        await giver.Sees("Đã đề nghị bàn giao");
        await giver.Open(path);
        await giver.Sees("bàn giao ca này cho Nguyễn Thị Ví Dụ");
        await giver.Look("80-ca-cho-ban-giao");

        var receiver = await stage.SignedIn("socialworker", findings);
        await receiver.SeesSoon("Nhận hoặc từ chối bàn giao", receiver.Main);
        await receiver.Look("81-hom-nay-ban-giao");
        await receiver.Open(path);
        await receiver.Follow("Trả lời bàn giao");
        await receiver.Pick("Anh/chị nhận ca này không?", "Nhận");
        await receiver.Look("82-tra-loi-ban-giao");
        await receiver.Send("Gửi trả lời");
        await receiver.Open(path + "#nguoi");
        await receiver.Sees("Đã nhận");
        await receiver.Look("83-lich-su-ban-giao");
        await Expect(receiver.Main.Locator(".case-head")).ToContainTextAsync("Nguyễn Thị Ví Dụ");
        await giver.GoTo("Thông báo");
        await giver.SeesSoon("Việc bàn giao của anh/chị đã được trả lời", giver.Main);
        findings.ShouldBeNone();
    }

    /// <summary>A case the counsellor has.</summary>
    private async Task<string> ACase()
    {
        using var worker = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị bạn lớn bắt nạt.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
            concernKind = "Abused",
            child = new { fullName = "Lê Thị Ví Dụ", className = "6A" },
        });
        var path = $"/api/v1/cases/{report["caseId"]!.GetValue<Guid>()}";
        await focal.Post($"{path}/triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu.", assigneeId = "01980000-0000-7000-8000-000000000103" }, report["version"]!.GetValue<long>());
        return path.Replace("/api/v1/cases", "/ca", StringComparison.Ordinal);
    }
}
