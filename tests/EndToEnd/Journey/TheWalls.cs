using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>What stays closed inside a case, and how it is opened when it must be.</summary>
public sealed class A_wall(Stage stage) : IClassFixture<Stage>
{
    private const string Informant = "Bà Kể Kín", Shelter = "Nhà An Yên, hẻm Minh Họa", Said = "Con không muốn mẹ biết con đã kể.";

    private readonly Findings findings = new();

    [Fact]
    public async Task Shows_who_told_only_to_who_says_why()
    {
        var (path, _) = await AShelteredCase();
        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Open(path + "#nguoi");
        await focal.SeesNot(Informant);
        await focal.SeesNot(Shelter);
        var part = focal.Main.Locator(".card", new() { HasText = "Phần hạn chế" }).Last;
        await part.ScrollIntoViewIfNeededAsync();
        await focal.Look("60-phan-han-che");
        await part.GetByRole(AriaRole.Button, new() { Name = "Xem: Người cung cấp thông tin" }).ClickAsync();
        var dialog = focal.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Xem và ghi lại" }).ClickAsync();
        await Expect(dialog).Not.ToContainTextAsync(Informant);
        await focal.Type("Vì sao anh/chị cần xem", "Cần gọi lại để hỏi thêm.", dialog);
        await focal.Look("61-phan-han-che-ly-do");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Xem và ghi lại" }).ClickAsync();
        await Expect(dialog).ToContainTextAsync(Informant);
        await focal.Look("62-phan-han-che-da-xem");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).Last.ClickAsync();
        await focal.SeesNot(Informant);

        var auditor = await stage.SignedIn("auditor", findings);
        await auditor.Open("/kiem-tra/ai-da-xem");
        await auditor.SeesSoon("Cần gọi lại để hỏi thêm.", auditor.Main);
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Keeps_between_a_child_and_a_counsellor_what_was_said()
    {
        var (path, _) = await AShelteredCase();
        var counsellor = await stage.SignedIn("counsellor", findings, 360);
        await counsellor.Open(path + "/ghi-tham-van");
        await counsellor.Press("Lưu ghi chép");
        await counsellor.Sees("Hãy ghi nội dung.");
        await counsellor.Type("Trẻ đã nói gì", Said);
        await counsellor.Look("63-ghi-tham-van");
        await counsellor.Send("Lưu ghi chép");
        await counsellor.Open(path + "#tham-van");
        await counsellor.Press("Đọc nội dung");
        await counsellor.Sees(Said);
        await counsellor.Look("64-tham-van-cua-minh");

        var principal = await stage.SignedIn("principal", findings);
        await principal.Open(path + "#tham-van");
        await principal.Sees("Lời kể chỉ dành cho tư vấn học đường được đọc.");
        await principal.SeesNot(Said);
        await principal.Look("65-tham-van-nguoi-khac");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_broken_in_an_emergency_for_a_time_and_others_are_told()
    {
        var (path, reference) = await AShelteredCase();
        var near = await stage.SignedIn("socialworker2", findings, 360);
        await near.GoTo("Ca");
        await near.Follow("Mở ca khẩn cấp");
        near.Expects(404);
        await near.Type("Mã ca", "BT-AAAAA-AAAAA");
        await near.Type("Vì sao cần mở ngay", "Em đang ở trường chúng tôi và không dám về nhà.");
        await near.Press("Mở ca");
        await near.Sees("Không có ca nào mang mã này.");
        await near.Look("66-mo-khan-cap");
        near.Expects();
        await near.Type("Mã ca", reference);
        await near.Send("Mở ca");
        await near.Sees("Anh/chị đang xem ca này theo quyền khẩn cấp");
        await near.Sees("Lê Thị Ví Dụ");
        await near.Look("67-ca-mo-khan-cap");

        var focal = await stage.SignedIn("focalperson", findings);
        await focal.GoTo("Thông báo");
        await focal.SeesSoon("Có người mở ca theo quyền khẩn cấp", focal.Main);
        await focal.Look("68-thong-bao-khan-cap");
        await focal.Open(path + "#nguoi");
        await focal.Sees("Em đang ở trường chúng tôi");
        await focal.Look("69-ai-mo-khan-cap");
        await focal.Press("Kết thúc ngay");
        var dialog = focal.Page.GetByRole(AriaRole.Dialog);
        await focal.Type("Lý do kết thúc", "Đã đón em về.", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Kết thúc ngay" }).ClickAsync();
        await focal.Sees("Mở khẩn cấp, đã kết thúc");

        near.Expects(404);
        await near.Open(path);
        await near.SeesNot("Lê Thị Ví Dụ");
        findings.ShouldBeNone();
    }

    private async Task<(string Path, string Reference)> AShelteredCase()
    {
        using var worker = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var now = DateTimeOffset.UtcNow.AddMinutes(-1);
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị người lớn trong nhà đánh.",
            knownAt = now.AddMinutes(-9),
            concernKind = "Abused",
            child = new { fullName = "Lê Thị Ví Dụ", className = "6A" },
            informant = new { name = Informant, phone = "0900 000 731" },
        });
        var path = $"/api/v1/cases/{report["caseId"]!.GetValue<Guid>()}";
        var triaged = await focal.Post($"{path}/triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu." }, report["version"]!.GetValue<long>());
        await worker.Post($"{path}/emergency-measures", new { decision = "Taken", measures = new[] { "Đưa trẻ đến nơi tạm lánh." }, shelterAddress = Shelter, occurredAt = now }, triaged["version"]!.GetValue<long>());
        return (path.Replace("/api/v1/cases", "/ca", StringComparison.Ordinal), report["reference"]!.GetValue<string>());
    }
}
