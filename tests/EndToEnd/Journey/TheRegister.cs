using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>An administrator looks at the organisations of a day, at the history of one, and brings in a file.</summary>
public sealed class The_register_of_organisations(Stage stage) : IClassFixture<Stage>
{
    private const string Headings = "Mã;Loại;Tên;Trực thuộc;Từ ngày;Đến ngày;Tiếp nối;Điện thoại;Thư điện tử";

    private readonly Findings findings = new();

    [Fact]
    public async Task Is_read_as_of_a_day_and_changed_by_a_file_or_one_by_one()
    {
        var administrator = await stage.SignedIn("administrator", findings);
        await administrator.GoTo("Tổ chức");
        await administrator.Reads("Tổ chức");
        await administrator.Sees("Phòng Văn hóa – Xã hội xã Bình Mẫu");
        await administrator.SeesNot("Phòng GD&ĐT huyện Mẫu");
        await administrator.Look("100-to-chuc");

        await administrator.Type("Vào ngày", "30/06/2025");
        await administrator.Type("Tìm", "phong gd");
        await administrator.Sees("1 tổ chức vào ngày 30/06/2025");
        await administrator.Follow("Phòng GD&ĐT huyện Mẫu");
        await administrator.Reads("Phòng GD&ĐT huyện Mẫu");
        await administrator.Sees("Đã kết thúc");
        await administrator.Look("101-to-chuc-da-ket-thuc");
        await administrator.Follow("UBND xã Bình Mẫu", administrator.Main.Locator("#successors"));
        await administrator.Reads("UBND xã Bình Mẫu");
        await administrator.Sees("UBND xã Mẫu Đông", administrator.Main.Locator("#predecessors"));
        await administrator.Look("102-to-chuc-hinh-thanh-tu");

        await administrator.Open("/quan-tri/to-chuc/nhap");
        await administrator.Look("103-nhap-to-chuc");
        await Upload(administrator, "TH-MAUTAY;Trường;Trường Tiểu học Mẫu Tây;UBX-MAUTAY;1/9/2026;;;;", "CA-MAUTAY;Lâu đài;;UBX-BINHMAU;01/09/2026;30/08/2026;;;");
        await administrator.Sees("Chưa thể nhập");
        await administrator.Sees("Không có loại tổ chức này.");
        await administrator.Look("104-nhap-to-chuc-co-loi");

        string[] rows =
        [
            "TH-MAUTAY;Trường;Trường Tiểu học Mẫu Tây;UBX-BINHMAU;01/09/2026;;;;",
            "TH-HOAMAU;Trường;Trường Tiểu học Hoa Mẫu;UBX-BINHMAU;01/07/2025;31/08/2026;;;",
            "TH-HOAMAU;Trường;Trường Tiểu học và THCS Hoa Mẫu;UBX-BINHMAU;01/09/2026;;;;",
            "TTTGPL-MAU;Cơ sở cung cấp dịch vụ;Trung tâm Trợ giúp pháp lý tỉnh Mẫu;;01/01/2015;31/12/2030;TTCTXH-MAU;;",
        ];
        await Upload(administrator, rows);
        await administrator.Sees("1 dòng tạo mới, 2 dòng thay đổi, 1 dòng kết thúc, 0 dòng giữ nguyên.");
        await administrator.Look("105-nhap-to-chuc-xem-truoc");
        await administrator.Press("Nhập vào danh mục");
        await administrator.Sees("Đã nhập");
        await Upload(administrator, rows);
        await administrator.Sees("Không có gì thay đổi");

        var provinces = await administrator.Page.Context.APIRequest.GetAsync(new Uri(new Uri(administrator.Page.Url), "/api/v1/access/organisations/import/provinces-2025").ToString());
        await Upload(administrator, await provinces.BodyAsync());
        await administrator.Sees("87 dòng tạo mới");
        await administrator.Press("Nhập vào danh mục");
        await administrator.Sees("Đã nhập");
        await administrator.Open("/quan-tri/to-chuc?q=gia+lai");
        await administrator.Follow("UBND tỉnh Gia Lai");
        await administrator.Sees("UBND tỉnh Bình Định", administrator.Main.Locator("#predecessors"));

        await administrator.Open("/quan-tri/to-chuc?q=binh+cang");
        await administrator.Follow("Trường THCS Bình Cang");
        await administrator.Press("Đổi tên hoặc nơi trực thuộc");
        var dialog = administrator.Page.GetByRole(AriaRole.Dialog);
        await administrator.Type("Tên", "Trường THCS Bình Cang Mới", dialog);
        await administrator.Look("106-doi-ten-to-chuc");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).ClickAsync();
        await administrator.Reads("Trường THCS Bình Cang Mới");
        await Expect(administrator.Main.Locator("#periods tbody tr")).ToHaveCountAsync(3);
        await administrator.Look("107-lich-su-to-chuc");

        await administrator.Press("Kết thúc tổ chức");
        await administrator.Type("Ngày cuối cùng", "31/12/2030", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Kết thúc tổ chức" }).ClickAsync();
        await administrator.Sees("Tổ chức kết thúc thì cần nơi tiếp nối.", dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng" }).ClickAsync();

        await administrator.Open("/quan-tri/to-chuc/moi");
        await administrator.Choose("Loại", "Trường");
        await administrator.Type("Tên", "Trường Mầm non Hoa Mai");
        await administrator.Type("Mã", "MN-HOAMAI");
        await administrator.Look("108-them-to-chuc");
        await administrator.Press("Thêm tổ chức");
        await administrator.Reads("Tổ chức");
        await administrator.Sees("Trường Mầm non Hoa Mai");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_brought_in_from_a_telephone_too()
    {
        var administrator = await stage.SignedIn("administrator", findings, 360);
        await administrator.Open("/quan-tri/to-chuc/nhap");
        await Upload(administrator, "CS-TAM;Cơ sở cung cấp dịch vụ;Nhà tạm lánh Minh Họa;SYT-MAU;01/09/2026;;;;");
        await administrator.Press("Nhập vào danh mục");
        await administrator.Sees("Đã nhập");
        findings.ShouldBeNone();
    }

    private static Task Upload(Person person, params string[] rows) => Upload(person, Encoding.UTF8.GetBytes(string.Join("\r\n", [Headings, .. rows])));

    private static Task Upload(Person person, byte[] file) =>
        person.Main.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "to-chuc.csv", MimeType = "text/csv", Buffer = file });
}
