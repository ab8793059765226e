using System.ComponentModel;
using System.Text;
using Microsoft.Playwright;
using ProtectionPlatform.Host;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>Printing a paper of a case: to look at and print, to go on writing, as a file for another office.</summary>
public sealed class A_paper(PrintingStage stage) : IClassFixture<PrintingStage>
{
    private const string Informant = "Bà Kể Kín";

    private readonly Findings findings = new();

    [Fact]
    public async Task Is_chosen_printed_and_taken_along_and_the_auditor_sees_it()
    {
        var (path, reference) = await ACase();
        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Open(path + "#giay-to");
        await focal.Press("Chọn giấy tờ để in");
        await focal.Sees("Mẫu 01. Báo cáo tiếp nhận thông tin");
        await focal.Page.Locator("#giay-to").ScrollIntoViewIfNeededAsync();
        await focal.Look("70-giay-to");

        var view = await focal.Page.Context.RunAndWaitForPageAsync(() => focal.Main.GetByRole(AriaRole.Link, new() { Name = "Bản in: Mẫu 01" }).ClickAsync());
        await Expect(view.Locator("body")).ToContainTextAsync("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        await Expect(view.Locator("body")).ToContainTextAsync("Lê Thị Ví Dụ");
        await Expect(view.Locator("body")).Not.ToContainTextAsync(Informant);
        await Expect(view.Locator(".state")).ToHaveCSSAsync("font-weight", "700"); // the style came, under the policy of the page
        await view.ScreenshotAsync(new() { Path = Path.Combine(Person.Pictures, "71-ban-in.png"), FullPage = true });
        await view.CloseAsync();

        var docx = await Downloaded(focal, "DOCX: Mẫu 01");
        docx.Name.ShouldBe($"form01-{reference}.docx");
        Encoding.ASCII.GetString(docx.Bytes, 0, 2).ShouldBe("PK");
        var pdf = await Downloaded(focal, "PDF: Mẫu 01");
        pdf.Name.ShouldBe($"form01-{reference}.pdf");
        Encoding.ASCII.GetString(pdf.Bytes, 0, 5).ShouldBe("%PDF-");
        pdf.Bytes.Length.ShouldBeGreaterThan(10_000, "its letters are in it");
        if (await TextOf(pdf.Bytes) is { } text)
            foreach (var words in new[] { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lê Thị Ví Dụ", "Trang 1/2", reference }) text.ShouldContain(words);

        await focal.Main.GetByLabel("In kèm phần hạn chế").CheckAsync();
        await focal.Press("Bản in: Mẫu 01. Báo cáo tiếp nhận thông tin");
        await Expect(focal.Main.GetByLabel("Vì sao cần in phần hạn chế?")).ToBeFocusedAsync();
        await focal.Type("Vì sao cần in phần hạn chế?", "Công an yêu cầu bản có tên người báo.");
        await focal.Look("72-in-phan-han-che");
        var whole = await focal.Page.Context.RunAndWaitForPageAsync(() => focal.Press("Bản in: Mẫu 01. Báo cáo tiếp nhận thông tin"));
        await Expect(whole.Locator("body")).ToContainTextAsync(Informant);
        await Expect(whole.Locator(".state")).ToHaveCSSAsync("font-weight", "700");
        await whole.CloseAsync();

        var auditor = await stage.SignedIn("auditor", findings);
        await auditor.Open("/kiem-tra/ai-da-xem");
        await auditor.SeesSoon("Công an yêu cầu bản có tên người báo.", auditor.Main);
        await auditor.Sees("in giấy tờ");
        await auditor.Look("73-in-trong-nhat-ky");

        var phone = await stage.SignedIn("principal", findings, 360);
        await phone.Open(path + "#giay-to");
        await phone.Press("Chọn giấy tờ để in");
        await phone.Sees("Toàn bộ hồ sơ");
        await phone.Look("74-giay-to-dien-thoai");
        findings.ShouldBeNone();
    }

    private static async Task<(string Name, byte[] Bytes)> Downloaded(Person person, string button)
    {
        var file = await person.Page.RunAndWaitForDownloadAsync(() => person.Main.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return (file.SuggestedFilename, await File.ReadAllBytesAsync(await file.PathAsync()));
    }

    /// <summary>What a reader of PDFs finds in it; null where the machine has none.</summary>
    private static async Task<string?> TextOf(byte[] pdf)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("protectionplatform-pdf-").FullName, "paper.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        try
        {
            return (await Command.RunAsync("pdftotext", ["-layout", file, "-"], "/", null, CancellationToken.None)).Output;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private async Task<(string Path, string Reference)> ACase()
    {
        using var worker = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em kể bị người lớn trong nhà đánh.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
            concernKind = "Abused",
            statements = new[] { new { kind = "Seen", text = "Vết bầm ở tay." }, new { kind = "Opinion", text = "Tôi nghĩ việc này đã lặp lại." } },
            child = new { fullName = "Lê Thị Ví Dụ", className = "6A" },
            informant = new { name = Informant, phone = "0900 000 731" },
        });
        await focal.Post($"/api/v1/cases/{report["caseId"]!.GetValue<Guid>()}/triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu." }, report["version"]!.GetValue<long>());
        return ($"/ca/{report["caseId"]!.GetValue<Guid>()}", report["reference"]!.GetValue<string>());
    }
}
