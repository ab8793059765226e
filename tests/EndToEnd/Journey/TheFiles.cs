using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProtectionPlatform.Specs.Cases;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>A photo, a recording and a paper on their way into a case and out of it.</summary>
public sealed class A_file(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_sent_by_telephone_looked_at_listened_to_and_removed()
    {
        var path = await ACase();
        var worker = await stage.SignedIn("socialworker", findings, 360);
        await worker.Open(path + "#tep");
        await worker.Sees("Chưa có tệp nào.");
        await worker.Look("100-tep-trong");
        var picture = await worker.Page.ScreenshotAsync();
        await Give(worker, "vet-bam-o-tay.png", "image/png", picture);
        await worker.Type("Chú thích", "Vết bầm ở cánh tay trái, chụp ở phòng y tế.");
        await worker.Look("101-tep-da-chon");
        await worker.Press("Gửi tệp");
        await worker.Sees("Đã lưu tệp.");

        // Something that is not what it is called is refused in words.
        worker.Expects(409);
        await Give(worker, "giay-to.pdf", "application/pdf", SampleFiles.Program());
        await worker.Press("Gửi tệp");
        await worker.Sees("Nội dung tệp không phải là PDF");
        await worker.Look("102-tep-bi-tu-choi");
        await worker.Press("Bỏ giay-to.pdf");
        worker.Expects();

        await Give(worker, "ke-lai.wav", "audio/wav", SampleFiles.Recording());
        await worker.Tick("Hạn chế");
        await worker.Press("Gửi tệp");
        await Expect(worker.Main.GetByText("Đã lưu tệp.")).ToBeVisibleAsync();
        await Expect(worker.Main.GetByRole(AriaRole.Heading, new() { Name = "Tệp 2" })).ToBeVisibleAsync();
        await worker.Press("Xem: vet-bam-o-tay.png");
        var dialog = worker.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator("img")).ToHaveJSPropertyAsync("complete", true);
        (await dialog.Locator("img").EvaluateAsync<int>("img => img.naturalWidth")).ShouldBeGreaterThan(100);
        await worker.Look("103-tep-anh");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).First.ClickAsync();

        var principal = await stage.SignedIn("principal", findings);
        await principal.Open(path + "#tep");
        await principal.Look("104-tep-cua-ca");
        await principal.Press("Nghe: Tệp 2");
        dialog = principal.Page.GetByRole(AriaRole.Dialog);
        await principal.Type("Vì sao anh/chị cần mở tệp này", "Chuẩn bị họp.", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mở và ghi lại" }).ClickAsync();
        await Expect(dialog.Locator("audio")).ToBeVisibleAsync();
        await principal.Page.WaitForFunctionAsync("() => document.querySelector('audio')?.duration > 0");
        await principal.Look("105-tep-ghi-am");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).First.ClickAsync();

        await principal.Press("Gỡ: vet-bam-o-tay.png");
        dialog = principal.Page.GetByRole(AriaRole.Dialog);
        await principal.Type("Vì sao gỡ", "Ảnh của trẻ khác.", dialog);
        await principal.Look("106-tep-go");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Gỡ tệp" }).ClickAsync();
        await principal.Sees("Ảnh của trẻ khác.", principal.Main.Locator("#tep"));
        await Expect(principal.Main.GetByRole(AriaRole.Button, new() { Name = "Xem: vet-bam-o-tay.png" })).ToHaveCountAsync(0);
        await principal.Look("107-tep-da-go");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Waits_out_a_lost_connection_and_a_pause()
    {
        var path = await ACase();
        var worker = await stage.SignedIn("socialworker", findings);
        await worker.Open(path + "#tep");
        var held = new TaskCompletionSource();
        var pieces = 0;
        await worker.Page.RouteAsync("**/attachments/uploads/*", async route =>
        {
            if (route.Request.Method != "PUT") await route.ContinueAsync();
            else if (++pieces == 2) await route.AbortAsync("connectionreset");
            else
            {
                if (pieces == 4) await held.Task;
                try
                {
                    await route.ContinueAsync();
                }
                catch (PlaywrightException)
                {
                    // The page gave this piece up when it was paused.
                }
            }
        });
        worker.Expects();
        await Give(worker, "ghi-chep.txt", "text/plain", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Ghi chép minh họa.\r\n", 60_000))));
        await worker.Main.GetByRole(AriaRole.Button, new() { Name = "Gửi tệp" }).ClickAsync();
        await worker.Sees("Mất mạng, sẽ tự gửi tiếp khi có mạng");
        await Expect(worker.Main.GetByText(new Regex("^Đang gửi [1-9]"))).ToBeVisibleAsync();
        await worker.Main.GetByRole(AriaRole.Button, new() { Name = "Tạm dừng" }).ClickAsync();
        await Expect(worker.Main.GetByText(new Regex("^Tạm dừng ở [1-9]"))).ToBeVisibleAsync();
        await worker.Look("108-tep-tam-dung");
        held.SetResult();
        await worker.Main.GetByRole(AriaRole.Button, new() { Name = "Gửi tiếp" }).ClickAsync();
        await worker.Sees("Đã lưu tệp.");
        await Expect(worker.Main.GetByRole(AriaRole.Heading, new() { Name = "ghi-chep.txt" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Comes_from_somebody_who_reported_without_a_name()
    {
        using var http = new HttpClient { BaseAddress = stage.Address };
        using var desk = new Desk(http);
        var report = await desk.Post("/api/v1/cases/reports", new { channel = "Online", whatHappened = "Thấy bạn bị đánh sau giờ học.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-5) });
        var reporter = await stage.Visitor(findings, 360);
        await reporter.Open("/bao-tin/theo-doi");
        await reporter.Type("Mã số tin", report["reference"]!.GetValue<string>());
        await reporter.Type("Mã theo dõi", report["followUpCode"]!.GetValue<string>());
        await reporter.Press("Xem");
        await reporter.Sees("Còn gửi được 5 tệp.");
        await Give(reporter, "san-truong.jpg", "image/jpeg", SampleFiles.Photo());
        await reporter.Press("Gửi tệp");
        await reporter.Sees("Còn gửi được 4 tệp.");
        await reporter.Look("109-tep-nguoi-bao-tin");
        findings.ShouldBeNone();
    }

    private static Task Give(Person person, string name, string mimeType, byte[] bytes) =>
        person.Main.GetByTestId("pick-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mimeType, Buffer = bytes });

    private async Task<string> ACase()
    {
        using var worker = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var report = await worker.Post("/api/v1/cases/reports", new { channel = "InPerson", whatHappened = "Em kể bị bạn đánh.", knownAt = DateTimeOffset.UtcNow.AddMinutes(-9), child = new { fullName = "Lê Thị Ví Dụ", className = "6A" } });
        var path = $"/api/v1/cases/{report["caseId"]!.GetValue<Guid>()}";
        await focal.Post($"{path}/triage", new { decision = "Proceed", tracks = new[] { "SchoolSupport" }, reason = "Có dấu hiệu.", assigneeId = ProtectionPlatform.Access.Demo.DemoIds.SocialWorker }, report["version"]!.GetValue<long>());
        return path.Replace("/api/v1/cases", "/ca", StringComparison.Ordinal);
    }
}
