using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>The registers of the data protection officer, with nothing but the pages.</summary>
public sealed class A_data_protection_officer(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Answers_a_request_sees_a_consent_recorded_and_deals_with_a_breach()
    {
        var reference = await AReportedCase();
        var officer = await stage.SignedIn("dataprotection", findings);
        await officer.Reads("Yêu cầu của chủ thể dữ liệu");
        await officer.Press("Ghi yêu cầu");
        var dialog = officer.Page.GetByRole(AriaRole.Dialog);
        await officer.Choose("Loại", "Xem dữ liệu", dialog);
        await officer.Type("Các ca", reference, dialog);
        await officer.Choose("Người có dữ liệu là ai trong ca", "Trẻ em", dialog);
        await officer.Choose("Ai yêu cầu", "Trẻ em", dialog);
        await officer.Type("Người đó yêu cầu gì", "Con muốn xem người ta viết gì về con.", dialog);
        await officer.Look("60-ghi-yeu-cau");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ghi vào sổ" }).ClickAsync();
        await Expect(officer.Main.Locator("h1")).ToContainTextAsync("Xem dữ liệu");
        await Act(officer, "Đã phản hồi cho người yêu cầu");
        await officer.Sees("Trả lời trước");
        var download = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Press(reference));
        download.SuggestedFilename.ShouldBe($"access-copy-{reference}.html");
        var copy = await File.ReadAllTextAsync(await download.PathAsync());
        copy.ShouldContain("Em kể bị bạn chặn đường nhiều lần.");
        copy.ShouldNotContain("Bà Kể Chuyện");
        await Act(officer, "Trả lời", async form =>
        {
            await officer.Choose("Trả lời bằng cách nào", "Trực tiếp", form);
            await officer.Type("Đã làm gì, trả lời thế nào", "Đã đọc cùng con.", form);
        }, "Chưa kiểm tra người yêu cầu");
        await Act(officer, "Ghi cách kiểm tra", form => officer.Choose("Cách kiểm tra người này có quyền yêu cầu", "Biết trực tiếp", form));
        await officer.Look("61-yeu-cau");
        await Act(officer, "Trả lời", async form =>
        {
            await officer.Choose("Trả lời bằng cách nào", "Trực tiếp", form);
            await officer.Type("Đã làm gì, trả lời thế nào", "Đã đọc cùng con.", form);
        });
        await officer.Sees("Đã đọc cùng con.");
        await officer.Follow("Yêu cầu", officer.Page.Locator("nav.jump"));
        await officer.Sees("Không có yêu cầu nào ở đây");
        await officer.Press("Đã xong");
        await officer.Look("62-so-yeu-cau");

        await Consent(reference);
        await officer.Follow("Đồng ý", officer.Page.Locator("nav.jump"));
        await officer.Follow(reference);
        await officer.Sees("Tạm dừng: trẻ và người đại diện bất đồng");

        await Breach(officer);

        await officer.Follow("Giữ bí mật", officer.Page.Locator("nav.jump"));
        await officer.Sees("Chưa cam kết");
        await officer.Look("68-cam-ket");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Holds_a_file_and_has_who_reported_erased_with_the_principal()
    {
        var open = await AReportedCase();
        var ended = await AnUnfoundedCase();
        var officer = await stage.SignedIn("dataprotection", findings);
        await officer.Follow("Lưu và xóa", officer.Page.Locator("nav.jump"));
        await officer.Sees("Chưa hồ sơ nào đến lúc xóa");
        await officer.Type("Tìm một ca theo mã", open);
        await officer.Sees("Ca đang mở");
        await Act(officer, "Giữ hồ sơ", form => officer.Type("Lý do", "Cơ quan điều tra yêu cầu.", form));
        await officer.Sees("Giữ theo yêu cầu pháp lý");
        await officer.Type("Tìm một ca theo mã", ended);
        await officer.Sees("Đang lưu");
        await Act(officer, "Đề nghị xóa", async form =>
        {
            await officer.Choose("Xóa dữ liệu của ai", "người báo tin", form);
            await officer.Choose("Căn cứ", "Có người yêu cầu", form);
            await officer.Type("Lý do", "Người báo tin gửi yêu cầu.", form);
            await officer.Look("71-de-nghi-xoa");
        });
        await officer.Sees("Đề nghị xóa: người báo tin");

        var principal = await stage.SignedIn("principal", findings, 360);
        await principal.GoTo("Bảo vệ dữ liệu");
        await principal.Page.Locator("nav.jump summary").ClickAsync();
        await principal.Follow("Lưu và xóa", principal.Page.Locator("nav.jump"));
        await principal.Type("Tìm một ca theo mã", ended);
        await Act(principal, "Quyết định", async form =>
        {
            await principal.Choose("Anh/chị quyết định thế nào", "Đồng ý xóa", form);
            await principal.Type("Lý do", "Không còn cần.", form);
            await principal.Look("72-quyet-dinh-xoa");
        });
        await principal.Sees("Đã xóa: người báo tin");
        await principal.Look("73-luu-xoa-dien-thoai");
        await principal.Press("Giấy chứng nhận đã xóa");
        await Expect(principal.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Lý Thị Giả Sử");
        await principal.Look("74-giay-chung-nhan");

        await officer.Type("Tìm một ca theo mã", "");
        await officer.Press("Mọi hồ sơ đã kết thúc");
        await officer.Sees("Đã xóa: người báo tin");
        await officer.Look("75-luu-xoa");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Everybody_sees_the_duty_of_confidentiality_once_before_their_work()
    {
        var teacher = await stage.Visitor(findings, 360);
        teacher.Expects(404); // nobody has counted the school's staff yet
        await teacher.Open("/dang-nhap");
        await teacher.Type("Tên đăng nhập", "trainer");
        await teacher.Type("Mật khẩu", ProtectionPlatform.Access.Demo.AccessDemo.Password);
        await teacher.Press("Đăng nhập");
        await teacher.Reads("Trước khi bắt đầu: giữ bí mật cho trẻ");
        await teacher.Look("69-giu-bi-mat");
        await teacher.AcceptConfidentiality();
        await teacher.Reads("Tập huấn");
        await teacher.Open("/tap-huan");
        await teacher.Reads("Tập huấn");
        findings.ShouldBeNone();
    }

    private async Task Consent(string reference)
    {
        var worker = await stage.SignedIn("socialworker", findings, 360);
        await worker.GoTo("Bảo vệ dữ liệu");
        await worker.Press("Mở sổ cho một ca");
        await worker.Type("Mã ca", reference, worker.Page.GetByRole(AriaRole.Dialog));
        await worker.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Mở sổ cho một ca" }).ClickAsync();
        await worker.Sees("Hôm nay được phép gì");
        foreach (var (giver, answer) in new[] { ("Trẻ em", "Không đồng ý"), ("Người đại diện", "Đồng ý") })
        {
            await worker.Main.Locator("article.purpose").Nth(2).GetByRole(AriaRole.Button, new() { Name = "Ghi câu trả lời" }).ClickAsync();
            var form = worker.Page.GetByRole(AriaRole.Dialog);
            await worker.Choose("Hỏi ai", giver, form);
            await worker.Choose("Câu trả lời", answer, form);
            await worker.Choose("Trả lời bằng cách nào", "Bằng văn bản", form);
            await worker.Choose("Cách kiểm tra quan hệ đại diện", "Giấy khai sinh", form);
            await worker.Type("Bằng chứng cất ở đâu", "Tủ hồ sơ 2", form);
            if (giver == "Trẻ em") await worker.Look("63-ghi-dong-y");
            await form.GetByRole(AriaRole.Button, new() { Name = "Ghi vào sổ" }).ClickAsync();
            await Expect(form).ToHaveCountAsync(0);
        }

        await worker.Sees("Tạm dừng: trẻ và người đại diện bất đồng");
        await worker.Look("64-so-dong-y");
    }

    private async Task Breach(Person officer)
    {
        var partner = await stage.SignedIn("partner", findings, 360);
        await partner.Open("/bao-su-co");
        await partner.Type("Chuyện gì đã xảy ra", "Thư có tên người báo tin gửi nhầm người nhận.");
        await partner.Look("65-bao-su-co");
        await partner.Press("Báo nghi ngờ lộ dữ liệu");
        await partner.Sees("Đã báo. Cảm ơn anh/chị.");

        await officer.Follow("Sự cố", officer.Page.Locator("nav.jump"));
        await officer.Main.Locator("table a").First.ClickAsync();
        await officer.Sees("Chưa đánh giá");
        await Act(officer, "Đánh giá", async form =>
        {
            await form.Locator("label.choice", new() { HasText = "Người báo tin" }).First.ClickAsync();
            await form.Locator("label.choice", new() { HasText = "Lộ người báo tin" }).First.ClickAsync();
            await officer.Type("Số người bị ảnh hưởng", "1", form);
            await officer.Type("Trong đó trẻ em", "0", form);
            await officer.Choose("Mức độ", "Thấp", form);
            await officer.Type("Nguyên nhân", "Ghi nhầm địa chỉ.", form);
            await officer.Type("Hậu quả có thể xảy ra", "Người báo tin có thể bị đe dọa.", form);
        });
        await officer.Sees("Gọi ngay công an (113) và UBND xã");
        await officer.Sees("Cao nhất");
        await officer.Look("66-su-co");
        await Act(officer, "Ghi việc đã làm", form => officer.Type("Đã làm gì", "Đã thu hồi thư.", form));
        await Act(officer, "Ghi đã báo cơ quan chuyên trách");
        await officer.Sees("Báo đúng hạn");
        await officer.Follow("Sự cố", officer.Page.Locator("nav.jump"));
        await officer.Look("67-so-su-co");
    }

    /// <summary>An act: its button, its dialog, its button again.</summary>
    /// <param name="refusal">The words it is refused with; then the dialog stays and is put away.</param>
    private static async Task Act(Person person, string name, Func<ILocator, Task>? fill = null, string? refusal = null)
    {
        await person.Press(name);
        var form = person.Page.GetByRole(AriaRole.Dialog);
        if (fill is not null) await fill(form);
        if (refusal is not null) person.Expects(409);
        await form.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        if (refusal is not null)
        {
            await Expect(form).ToContainTextAsync(refusal);
            await form.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).ClickAsync();
        }

        await Expect(form).ToHaveCountAsync(0);
    }

    /// <summary>Reported by somebody named, and found to be unfounded by two persons.</summary>
    private async Task<string> AnUnfoundedCase()
    {
        using var focal = await stage.At("focalperson");
        using var principal = await stage.At("principal");
        var report = await focal.Post("/api/v1/cases/reports", new
        {
            channel = "Phone",
            whatHappened = "Nghe nói em bị bắt nạt.",
            knownAt = DateTimeOffset.UtcNow.AddHours(-1),
            schoolId = ProtectionPlatform.Access.Demo.DemoIds.BinhCangSchool,
            informant = new { name = "Bà Kể Chuyện" },
        });
        var path = $"/api/v1/cases/{report["caseId"]}";
        var proposed = await focal.Post($"{path}/triage", new { decision = "Unfounded", reason = "Không có căn cứ." }, report["version"]!.GetValue<long>());
        await principal.Post($"{path}/triage/confirmation", new { agree = true, reason = "Đúng." }, proposed["version"]!.GetValue<long>());
        return report["reference"]!.GetValue<string>();
    }

    private async Task<string> AReportedCase()
    {
        using var worker = await stage.At("socialworker");
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị bạn chặn đường nhiều lần.",
            knownAt = DateTimeOffset.UtcNow.AddHours(-1),
            schoolId = ProtectionPlatform.Access.Demo.DemoIds.BinhCangSchool,
            informant = new { name = "Bà Kể Chuyện" },
        });
        return report["reference"]!.GetValue<string>();
    }
}
