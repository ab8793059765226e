using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>The registers of pupils on a phone: one entered and helped, one watched and taken in hand.</summary>
public sealed class The_registers_of_pupils(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Are_kept_with_a_thumb()
    {
        var worker = await stage.SignedIn("socialworker", findings, 360);
        var dialog = worker.Page.GetByRole(AriaRole.Dialog);
        await worker.Open("/so/hoan-canh");
        await worker.Follow("Ghi học sinh");
        await worker.Choose("Nhóm", "Khuyết tật");
        await worker.Choose("Phân nhóm", "Khuyết tật nhẹ");
        await worker.Type("Từ ngày", "01/09/2026");
        await worker.Type("Họ và tên", "Đinh Thị Thử Nghiệm");
        await worker.Type("Lớp", "7A");
        await worker.Look("110-ghi-hoan-canh");
        await worker.Send("Ghi học sinh");
        await worker.Reads("Đinh Thị Thử Nghiệm");
        await worker.Press("Ghi hỗ trợ");
        await worker.Choose("Loại hỗ trợ", "Học bổng", dialog);
        await worker.Type("Số tiền (đồng)", "500000", dialog);
        await worker.Look("111-ghi-ho-tro");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ghi hỗ trợ", Exact = true }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await worker.Sees("500.000 đồng");
        await worker.Look("112-mot-em");
        await worker.Open("/so/hoan-canh?xem=helped");
        await worker.SeesSoon("Đinh Thị Thử Nghiệm", worker.Main);
        await worker.Look("113-so-hoan-canh");

        await worker.Open("/so/bo-hoc/moi");
        await worker.Type("Họ và tên", "Sùng A Giả Định");
        await worker.Type("Vắng không phép trong 30 ngày", "8");
        await worker.Type("Số môn chưa đạt", "3");
        await worker.Tick("Cha mẹ đi làm xa");
        await worker.Look("114-theo-doi-bo-hoc");
        await worker.Send("Theo dõi học sinh");
        await worker.Sees("vắng không phép 8 ngày trong 30 ngày");
        await worker.Look("115-chua-ai-lo");
        await worker.Open("/hom-nay");
        await worker.SeesSoon("1 học sinh có nguy cơ bỏ học", worker.Main);
        await worker.Open("/so/bo-hoc?xem=attention");
        await worker.SeesSoon("Sùng A Giả Định", worker.Main);
        await worker.Look("116-so-bo-hoc");
        await worker.Follow("Sùng A Giả Định");
        await worker.Press("Giao người phụ trách");
        await worker.Choose("Người phụ trách", "Nguyễn Thị Ví Dụ", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Giao người phụ trách", Exact = true }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await worker.Press("Thêm việc làm");
        await worker.Choose("Việc làm", "Thăm nhà", dialog);
        await worker.Type("Hạn", "31/12/2099", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Thêm việc làm", Exact = true }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await worker.SeesNot("Em đang được cảnh báo mà chưa đủ người phụ trách và việc làm");
        await worker.Look("117-co-nguoi-lo");

        await worker.Open("/so/bo-hoc/nhap");
        await worker.Page.Locator("#pupils-file").SetInputFilesAsync(new FilePayload
        {
            Name = "hoc-sinh.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("Mã học sinh,Họ và tên,Lớp,Vắng không phép 30 ngày,Số môn chưa đạt\nMH-1,Lường Thị Giả Định,9A,12,1\nMH-2,Lường Văn Giả Định,9A,0,0\n"),
        });
        await worker.Sees("1 em theo dõi mới, 0 em thay đổi");
        await worker.Look("118-nhap-tep");
        await worker.Press("Ghi vào sổ");
        await worker.Sees("Đã ghi vào sổ");
        findings.ShouldBeNone();
    }
}
