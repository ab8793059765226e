using Microsoft.Playwright;
using ProtectionPlatform.Access.Demo;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>What a school does about violence, on the phone it has at hand.</summary>
public sealed class School_violence(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_handled_step_by_step_on_a_phone_and_what_was_written_wrong_is_corrected_beside_it()
    {
        var reference = await Report();
        var focal = await stage.SignedIn("focalperson", findings, 360);
        await focal.Sees(reference);
        await focal.Follow("Làm ngay");
        var caseAddress = new Uri(focal.Page.Url).AbsolutePath;
        await focal.Follow("Đọc tin và phân loại", Next(focal));
        await focal.Tick("Bạo lực học đường");
        await focal.Type("Lý do", "Hai bạn lớp trên đánh em ở sân trường.");
        await focal.Send("Ghi kết quả phân loại");

        // The clock for telling the family runs: that is what the page asks for first.
        await focal.Follow("Báo cho cha mẹ", Next(focal));
        await focal.Press("Ghi việc báo cho cha mẹ");
        await focal.Sees("Hãy chọn một.");
        await focal.Pick("Gia đình đã biết chưa?", "Đã báo");
        await focal.Type("Đã báo cho ai", "Đỗ Văn Mẫu, bố của em");
        await focal.Pick("Bằng cách nào", "Điện thoại");
        await focal.Look("70-bao-cha-me");
        await focal.Send("Ghi việc báo cho cha mẹ");
        await focal.Sees("Đã báo cho gia đình", focal.Main.Locator("#cha-me"));

        await focal.Follow("Ghi bước xử lý bạo lực", Next(focal));
        await focal.Pick("Bước nào", "Ngăn chặn hành vi");
        await focal.Press("Ghi bước xử lý");
        await focal.Sees("Hãy ghi đã làm gì.");
        await focal.Type("Đã làm gì", "Bảo vệ tách hai bên, đưa em vào phòng y tế.");
        await focal.Look("71-xu-ly-bao-luc");
        await focal.Send("Ghi bước xử lý");
        var log = focal.Main.Locator("#bao-luc");
        await focal.Sees("1 trong 10 bước đã ghi", log);
        await Expect(log.Locator(".event-unknown")).ToHaveCountAsync(9);

        await MarkTheBody(focal);
        await Correct(focal, caseAddress);
        findings.ShouldBeNone();
    }

    /// <summary>A finger on the figure and the list of places say the same; a mark noted by mistake stays, struck through.</summary>
    private static async Task MarkTheBody(Person focal)
    {
        await Next(focal).Locator("summary", new() { HasText = "Trẻ" }).ClickAsync();
        await focal.Follow("Ghi dấu vết trên cơ thể", Next(focal));
        await focal.Press("Ghi dấu vết");
        await focal.Sees("Hãy chạm vào hình, hoặc chọn trong danh sách.");
        var front = focal.Main.GetByRole(AriaRole.Img, new() { Name = "Hình người, phía trước" });
        var box = (await front.BoundingBoxAsync())!;
        await front.ClickAsync(new() { Position = new() { X = box.Width * 0.235f, Y = box.Height * 0.32f } });
        var place = focal.Main.GetByLabel("Chỗ nào trên cơ thể trẻ");
        await Expect(place.Locator("option:checked")).ToHaveTextAsync("Cánh tay phải");
        await focal.Choose("Chỗ nào trên cơ thể trẻ", "Bụng");
        await Expect(front.Locator(".body-chosen")).ToHaveAttributeAsync("transform", "translate(100 150)");
        await focal.Pick("Nhìn thấy gì", "Bầm tím");
        await focal.Type("Mô tả", "Bầm tròn, màu xanh. Em bảo: “Bạn đá vào bụng em”.");
        await focal.Look("72-ghi-dau-vet");
        await focal.Send("Ghi dấu vết");
        var map = focal.Main.Locator("#so-do");
        await focal.Sees("Bầm tím, bụng", map);

        await focal.Follow("Xem lại Dấu vết 1", map);
        await focal.Pick("So với lần trước", "Ghi nhầm");
        await focal.Press("Ghi lần xem lại");
        await focal.Sees("Hãy ghi nhầm như thế nào.");
        await focal.Type("Mô tả", "Vết mực, rửa thì hết.");
        await focal.Send("Ghi lần xem lại");
        await Expect(map.Locator("del", new() { HasText = "Bầm tím, bụng" })).ToBeVisibleAsync();
        await focal.Sees("Vết mực, rửa thì hết.", map);
    }

    private static async Task Correct(Person focal, string caseAddress)
    {
        await focal.Open(caseAddress + "#lich-su");
        var entry = focal.Main.Locator("#lich-su .event", new() { Has = focal.Page.GetByRole(AriaRole.Heading, new() { Name = "Báo cho cha mẹ", Exact = true }) });
        await focal.Follow("Đính chính Báo cho cha mẹ", entry);
        await focal.Press("Ghi đính chính");
        await focal.Sees("Hãy ghi điều đúng.");
        await focal.Type("Điều đúng là", "Người nghe máy là ông nội của em.");
        await focal.Type("Vì sao biết là sai", "Gia đình gọi lại và nói rõ.");
        await focal.Look("73-dinh-chinh");
        await focal.Send("Ghi đính chính");
        await focal.Sees("Người nghe máy là ông nội của em.", entry);
        await entry.Locator("summary").ClickAsync();
        await focal.Sees("Đỗ Văn Mẫu, bố của em", entry);
        await focal.Look("74-ca-bao-luc");
    }

    private async Task<string> Report()
    {
        var informant = await stage.Visitor(findings, 360);
        await informant.Open("/bao-tin");
        await informant.Type("Kể lại bằng lời của anh/chị", "Hai anh lớp trên chặn và đánh một bạn ở sân trường.");
        await informant.Press("Tiếp tục");
        await informant.Choose("Trẻ học trường nào?", "Trường THCS Bình Cang");
        await informant.Type("Họ và tên trẻ", "Đỗ Thị Mẫu Thử");
        await informant.Press("Tiếp tục");
        await informant.Pick("Trẻ có đang gặp nguy hiểm", "Có, nguy hiểm ngay lúc này");
        await informant.Tick("Bạo lực học đường");
        await informant.Press("Tiếp tục");
        await informant.Press("Gửi tin");
        await informant.Reads("Đã nhận tin. Cảm ơn anh/chị.");
        return (await informant.Page.GetByTestId("reference").InnerTextAsync()).Trim();
    }

    private static ILocator Next(Person person) => person.Main.Locator(".next");
}

/// <summary>A child changes school: the new school takes the case over, with the copy it was given.</summary>
public sealed class A_transfer(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Goes_on_at_the_other_school_once_that_school_has_said_yes()
    {
        var caseAddress = await ACase();
        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Open(caseAddress);
        await focal.Follow("Chuyển ca tới nơi khác", focal.Main.Locator(".next"));
        await focal.Press("Đề nghị chuyển ca");
        await focal.Sees("Hãy chọn trường hoặc ghi tên nơi nhận.");
        await focal.Pick("Vì sao chuyển", "Trẻ chuyển trường");
        await focal.Choose("Chuyển tới đâu", "Trường Tiểu học Hoa Mẫu");
        await focal.Type("Nơi nhận cần biết gì", "Em cần được tư vấn tiếp mỗi tuần.");
        await focal.Tick("Tin báo");
        await focal.Look("75-chuyen-ca");
        await focal.Send("Đề nghị chuyển ca");
        await focal.Sees("Chờ nơi nhận trả lời", focal.Main.Locator("#chuyen-ca"));
        await focal.Look("76-ca-cho-chuyen");

        var principal = await stage.SignedIn("principal2", findings);
        await principal.Sees("Trả lời Trường THCS Bình Cang: nhận ca hay không");
        await Expect(principal.Page.Locator("nav.side .nav-item", new() { HasText = "Ca chờ tiếp nhận" }).Locator(".nav-count")).ToHaveTextAsync("1");
        await principal.Look("77-hom-nay-truong-nhan");
        await principal.GoTo("Ca chờ tiếp nhận");
        await principal.Sees("Em cần được tư vấn tiếp mỗi tuần.");
        await principal.SeesNot("Em hay khóc trong giờ học.");
        await principal.Press("Gửi trả lời");
        await principal.Sees("Hãy chọn một.");
        await principal.Pick("Trường ta có nhận không?", "Nhận ca");
        await principal.Look("78-ca-cho-tiep-nhan");
        await principal.Press("Gửi trả lời");
        await Expect(principal.Main.GetByText("Đã nhận ca. Hồ sơ mới:")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await principal.Look("79-da-nhan-ca");
        await principal.Follow("Mở hồ sơ");
        var copy = principal.Main.Locator("#nhan-tu");
        await principal.Sees("Trường THCS Bình Cang", copy);
        await copy.Locator("summary", new() { HasText = "Tin báo" }).ClickAsync();
        await principal.Sees("Em hay khóc trong giờ học.", copy);
        await principal.Look("80-ho-so-nhan-tu-noi-khac");

        await focal.Open(caseAddress);
        await focal.Sees("Đã chuyển nơi khác", focal.Main.Locator(".case-head"));
        await focal.Sees("Phan Văn Làm Mẫu", focal.Main.Locator("#chuyen-ca"));

        var worker = await stage.SignedIn("socialworker", findings);
        await worker.Open("/tiep-nhan");
        await worker.Sees("Không có ca nào chờ trả lời");
        findings.ShouldBeNone();
    }

    private async Task<string> ACase()
    {
        using var worker = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var report = await worker.Post("/api/v1/cases/reports", new
        {
            channel = "InPerson",
            whatHappened = "Em hay khóc trong giờ học.",
            knownAt = DateTimeOffset.UtcNow.AddMinutes(-10),
            schoolId = DemoIds.BinhCangSchool,
            child = new { fullName = "Trần Văn Ví Dụ", className = "6B", dateOfBirth = "2014-05-06" },
        });
        var path = $"/cases/{report["caseId"]!.GetValue<Guid>()}";
        await focal.Post($"/api/v1{path}/triage", new { decision = "Proceed", tracks = new[] { "SchoolSupport" }, reason = "Cần được tư vấn." }, report["version"]!.GetValue<long>());
        return path.Replace("/cases", "/ca", StringComparison.Ordinal);
    }
}
