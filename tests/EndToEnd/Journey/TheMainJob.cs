using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProtectionPlatform.Access.Demo;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>The main job as people do it: each at their own browser, with nothing but what the pages offer them.</summary>
public sealed class The_main_job(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Goes_from_an_anonymous_report_to_a_closed_case_that_an_auditor_replays()
    {
        await RegisterProviders();

        // Somebody without an account, on a phone.
        var informant = await stage.Visitor(findings, 360);
        var (reference, code) = await Report(informant);

        // The focal person finds it first thing, reads it, and tells the commune.
        var focal = await stage.SignedIn("focalperson", findings);
        await Expect(focal.Page).ToHaveURLAsync(new Regex("/hom-nay$"));
        await focal.Reads("Hôm nay");
        await focal.Sees(reference);
        await focal.Look("06-hom-nay-dau-moi");
        await focal.Follow("Làm ngay");
        await focal.Look("07-ca-moi");
        var caseAddress = new Uri(focal.Page.Url).AbsolutePath;
        await focal.Follow("Đọc tin và phân loại", Next(focal));
        await focal.Press("Ghi kết quả phân loại");
        await focal.Sees("Chọn ít nhất một hướng.");
        await focal.Look("08-phan-loai-con-thieu");
        await focal.Tick("Bảo vệ trẻ em");
        await focal.Type("Lý do", "Có dấu hiệu bị đánh nhiều lần.");
        await focal.Choose("Giao cho ai phụ trách", "Nguyễn Thị Ví Dụ");
        await focal.Send("Ghi kết quả phân loại");
        await focal.Sees("Nguyễn Thị Ví Dụ");
        await focal.Follow("Thông báo cho nơi tiếp nhận", Next(focal));
        await focal.Choose("Đơn vị tiếp nhận", "UBND xã Bình Mẫu");
        await focal.Type("Đã nói với ai", "Cán bộ trực trẻ em xã");
        await focal.Look("09-thong-bao-noi-tiep-nhan");
        await focal.Send("Ghi việc thông báo");
        await focal.Sees("Đã thông báo", Head(focal));
        await focal.GoTo("Thông báo");
        await focal.Sees("Có tin mới");
        await focal.Sees(reference);
        await focal.Look("10-thong-bao-dau-moi");

        await KeepACounsellorAway(focal, caseAddress, reference);

        var worker = await stage.SignedIn("socialworker", findings);
        await Assess(worker, caseAddress, reference);
        await Plan(worker, caseAddress);

        // The author may not decide: it is not offered, and refused to whoever goes there all the same.
        await Expect(Next(worker).GetByText("Quyết định về kế hoạch")).ToHaveCountAsync(0);
        worker.Expects(403, 409);
        await worker.Open(caseAddress + "/duyet-ke-hoach");
        await worker.Pick("Quyết định của anh/chị", "Phê duyệt");
        await worker.Press("Ghi quyết định");
        await Expect(worker.Main.Locator(".note-red")).ToBeVisibleAsync();
        await worker.Look("18-nguoi-lap-khong-tu-duyet");
        worker.Expects();

        var commune = await stage.SignedIn("communeofficer", findings);
        await commune.Sees(reference);
        await commune.Look("19-hom-nay-xa");
        await commune.GoTo("Thông báo");
        await commune.SeesSoon("Có kế hoạch chờ duyệt", commune.Main);
        await commune.Open(caseAddress);
        await commune.Follow("Quyết định về kế hoạch", Next(commune));
        await commune.Pick("Quyết định của anh/chị", "Phê duyệt");
        await commune.Type("Số quyết định", "12/QĐ-UBND");
        await commune.Look("20-duyet-ke-hoach");
        await commune.Send("Ghi quyết định");
        await commune.Sees("Đã phê duyệt", Head(commune));

        await Refer(worker, caseAddress);
        await AnswerAtTheProvider(reference);
        await CarryOutAndReview(worker, caseAddress);

        var principal = await stage.SignedIn("principal", findings);
        await principal.Sees(reference);
        await principal.Look("31-hom-nay-hieu-truong");
        await principal.Open(caseAddress);
        await principal.Follow("Kết thúc ca", Next(principal));
        await principal.Type("Tóm tắt khi kết thúc", "Trẻ an toàn, gia đình hợp tác, việc học ổn định.");
        await principal.Look("32-ket-thuc");
        await principal.Send("Kết thúc ca");
        await principal.Sees("Kết thúc", Head(principal));
        await principal.Look("33-ca-da-ket-thuc");
        await principal.GoTo("Ca");
        await principal.Type("Tìm theo tên", "le thi vi du");
        await principal.Sees("Lê Thị Ví Dụ");
        await principal.Look("34-danh-sach-ca");

        await FollowUp(informant, reference, code);
        await Audit(caseAddress);
        await SpeakEnglishAndLeave(principal, caseAddress);
        findings.ShouldBeNone();
    }

    /// <summary>A colleague turns out to be a relative of the suspected person: the case is gone for them until that proves wrong.</summary>
    private async Task KeepACounsellorAway(Person focal, string caseAddress, string reference)
    {
        await focal.Open(caseAddress + "/khong-cho-biet");
        await focal.Press("Không cho người này biết ca");
        await focal.Sees("Hãy chọn một người.");
        await focal.Pick("Ai không được biết ca này", "Lê Văn Giả Định");
        await focal.Pick("Vì sao", "Người thân của người bị nghi vấn");
        await focal.Type("Lý do", "Là em ruột của người bị nghi vấn.");
        await focal.Look("09a-khong-cho-biet");
        await focal.Send("Không cho người này biết ca");
        await focal.Open(caseAddress + "#nguoi");
        await focal.Sees("Không được biết ca này");
        await focal.Look("09b-nguoi-lien-quan");

        var counsellor = await stage.SignedIn("counsellor", findings);
        await counsellor.GoTo("Ca");
        await counsellor.SeesNot(reference);
        counsellor.Expects(404);
        await counsellor.Open(caseAddress);
        await counsellor.Reads("Phần này không mở cho anh/chị");
        await counsellor.Look("09c-ca-khong-co");
        counsellor.Expects();

        await focal.Follow("Cho một người xem lại ca");
        await focal.Type("Lý do", "Đã xác minh: trùng tên, không có quan hệ.");
        await focal.Look("09d-cho-xem-lai");
        await focal.Send("Cho xem lại");
        await counsellor.Open(caseAddress);
        await counsellor.Sees(reference);
    }

    [Fact]
    public async Task Is_described_to_integrators_on_a_page()
    {
        var integrator = await stage.Visitor(findings);
        var document = await integrator.Page.APIRequest.GetAsync(new Uri(stage.Address, "/openapi/v1.json").ToString());
        Assert.True((await document.JsonAsync())!.Value.GetProperty("paths").TryGetProperty("/api/v1/cases/{id}/triage", out _));
        await integrator.Page.GotoAsync(new Uri(stage.Address, "/docs").ToString());
        await integrator.Page.GetByText("Cases", new() { Exact = true }).First.ClickAsync();
        await Expect(integrator.Page.GetByText("/api/v1/cases/{id}/triage", new() { Exact = true })).ToBeVisibleAsync();
        await integrator.Page.ScreenshotAsync(new() { Path = Path.Combine(Person.Pictures, "62-tai-lieu-api-1440.png") });
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Goes_along_with_training_and_indicators()
    {
        var trainer = await stage.SignedIn("trainer", findings);
        trainer.Expects(404); // How many people work here is asked before anybody has said so.
        await Expect(trainer.Page).ToHaveURLAsync(new Regex("/tap-huan$"));
        await trainer.Look("50-tap-huan-trong");
        await trainer.Press("Khóa học");
        await trainer.Press("Thêm khóa học");
        await trainer.Type("Mã khóa học", "BVTE-01");
        await trainer.Type("Tên khóa học (tiếng Việt)", "Bảo vệ trẻ em trong trường học");
        await trainer.Type("Tên khóa học (tiếng Anh)", "Child protection in schools");
        await trainer.Type("Số giờ", "8");
        await trainer.Type("Chứng nhận có giá trị", "24");
        await trainer.Type("Năng lực", "Nhận biết dấu hiệu xâm hại\nBáo tin đúng hạn");
        await trainer.Look("51-them-khoa-hoc");
        await trainer.Press("Lưu");
        await trainer.Sees("BVTE-01");
        await trainer.Look("52-khoa-hoc");
        await trainer.Press("Buổi tập huấn");
        await trainer.Press("Thêm buổi tập huấn");
        var session = trainer.Main.Locator("form").First;
        await trainer.Choose("Khóa học", "Bảo vệ trẻ em trong trường học", session);
        await trainer.Type("Địa điểm", "Phòng hội đồng", session);
        await trainer.Look("53-them-buoi");
        await session.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
        await trainer.Follow("Bảo vệ trẻ em trong trường học");
        await trainer.Tick("Trần Thị Minh Họa");
        await trainer.Tick("Nguyễn Thị Ví Dụ");
        await trainer.Press("Lưu điểm danh");
        await trainer.Sees("Đã lưu điểm danh.");
        await trainer.Look("54-diem-danh");
        await trainer.Press("Cấp chứng nhận");
        await trainer.Sees("Đã cấp chứng nhận");
        await trainer.Look("55-da-cap-chung-nhan");
        await trainer.GoTo("Tập huấn");
        await trainer.Press("Chứng nhận của đơn vị");
        await trainer.SeesSoonAfter("Chứng nhận của đơn vị", "Trần Thị Minh Họa");
        await trainer.Look("56-chung-nhan-don-vi");

        await AdoptPlan();
        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Sees("Không có việc nào đang chờ");
        await focal.Look("57-hom-nay-khong-co-viec");
        await focal.GoTo("Chỉ tiêu");
        await focal.SeesSoon("SCH-18b", focal.Main);
        await focal.Look("58-chi-tieu");
        await focal.Main.Locator("a[href*='SCH-18b']").First.ClickAsync();
        await focal.Settled();
        await focal.Press("Nhập số liệu");
        await focal.Type("Kỳ báo cáo", "2025-2026");
        await focal.Type("Tử số", "4");
        await focal.Type("Mẫu số", "655");
        await focal.Type("Căn cứ", "Sổ đăng bộ năm học 2025-2026");
        await focal.Look("59-nhap-so-lieu");
        await focal.Press("Gửi số liệu");
        await focal.SeesSoon("Chờ duyệt", focal.Main);
        await focal.Look("60-so-lieu-cho-duyet");
        var indicator = new Uri(focal.Page.Url).PathAndQuery;

        var principal = await stage.SignedIn("principal", findings);
        await principal.Open(indicator);
        await principal.Press("Duyệt");
        await principal.SeesSoon("Đã duyệt", principal.Main);
        await principal.Look("61-so-lieu-da-duyet");
    }

    private static async Task<(string Reference, string Code)> Report(Person informant)
    {
        await informant.Open("/");
        await informant.Look("01-dang-nhap");
        await informant.Follow("Báo tin ngay");
        await informant.Press("Tiếp tục");
        await informant.Sees("Hãy kể điều gì đã xảy ra.");
        await informant.Look("02-bao-tin-1-dieu-gi-con-thieu");
        await informant.Type("Kể lại bằng lời của anh/chị", "Bạn cùng lớp con hay có vết bầm ở tay, hôm nay bạn khóc và không muốn về nhà.");
        await informant.Press("Trẻ nói với tôi");
        await informant.Type("Trẻ nói với tôi", "Bố lại đánh tớ.");
        await informant.Press("Tiếp tục");
        await informant.Choose("Trẻ học trường nào?", "Trường THCS Bình Cang");
        await informant.Type("Họ và tên trẻ", "Lê Thị Ví Dụ");
        await informant.Type("Lớp", "6A");
        await informant.Type("Tuổi ước chừng", "12");
        await informant.Look("03-bao-tin-2-ai");
        await informant.Press("Tiếp tục");
        await informant.Pick("Trẻ có đang gặp nguy hiểm", "Có, nguy hiểm ngay lúc này");
        await informant.Sees("Gọi ngay, rồi hãy gửi tin này sau");
        await informant.Tick("Bạo lực");
        await informant.Look("04-bao-tin-3-nguy-hiem");
        await informant.Press("Tiếp tục");
        await informant.Look("04-bao-tin-4-xem-lai");
        await informant.Press("Gửi tin");
        await informant.Reads("Đã nhận tin. Cảm ơn anh/chị.");
        await informant.Look("05-bien-nhan");
        return ((await informant.Page.GetByTestId("reference").InnerTextAsync()).Trim(), (await informant.Page.GetByTestId("follow-up-code").InnerTextAsync()).Trim());
    }

    private static async Task Assess(Person worker, string caseAddress, string reference)
    {
        await worker.Sees(reference);
        await worker.Look("11-hom-nay-nhan-vien");
        await worker.Open(caseAddress);
        await worker.Follow("Nhắn cho người báo tin", Next(worker));
        await worker.Type("Lời nhắn", "Cảm ơn em. Nhà trường đã nhận tin và đang giúp bạn.");
        await worker.Look("12-nhan-nguoi-bao-tin");
        await worker.Send("Gửi lời nhắn");

        await worker.Follow("Quyết định can thiệp khẩn cấp", Next(worker));
        await worker.Pick("Quyết định", "Không cần can thiệp khẩn cấp");
        await worker.Type("Lý do", "Trẻ đang ở nhà bà ngoại, an toàn.");
        await worker.Look("12-can-thiep-khan-cap");
        await worker.Send("Ghi quyết định");

        await worker.Follow("Đánh giá nguy cơ ban đầu", Next(worker));
        await worker.Score("Medium", "Medium");
        await worker.Pick("Có cần can thiệp khẩn cấp không?", "Không");
        await worker.Press("Thêm biện pháp");
        await worker.Type("Nhu cầu", "An toàn thân thể");
        await worker.Type("Việc làm", "Bà ngoại đón trẻ cuối buổi học");
        await worker.Look("13-danh-gia-ban-dau");
        await worker.Send("Ghi đánh giá");
        await worker.Sees("Đã đánh giá ban đầu", Head(worker));

        await worker.Follow("Đánh giá nguy cơ cụ thể", Next(worker));
        await worker.Score("Medium", "Medium");
        await worker.Type("Thể chất", "Vết bầm ở cánh tay trái, đang lành.");
        await worker.Main.Locator(".fact-group summary", new() { HasText = "Lời của trẻ" }).ClickAsync();
        await worker.Type("Mong muốn của trẻ", "Con muốn bố đừng uống rượu nữa.");
        await worker.Type("Nhu cầu", "Tham vấn tâm lý", worker.Main.Locator(".repeat").Last);
        await worker.Look("14-danh-gia-cu-the");
        await worker.Send("Ghi đánh giá");

        await worker.Follow("Ghi cuộc họp xác định nhu cầu", Next(worker));
        await worker.Press("Bây giờ");
        await worker.Type("Họ tên", "Vũ Thị Tượng Trưng");
        await worker.Type("Vai trò", "Cán bộ xã");
        await worker.Type("Biên bản", "Thống nhất: trẻ cần được tham vấn và an toàn ở nhà.");
        await worker.Tick("Trẻ đã được hỏi ý kiến");
        await worker.Look("15-hop-nhu-cau");
        await worker.Send("Ghi cuộc họp");
    }

    private static async Task Plan(Person worker, string caseAddress)
    {
        await worker.Follow("Lập kế hoạch", Next(worker));
        await worker.Type("Tóm tắt vấn đề", "Trẻ bị bố đánh khi say rượu.");
        await worker.Type("Mục tiêu chung", "Trẻ an toàn và yên tâm đi học.");
        var goal = worker.Main.Locator(".repeat").First;
        await worker.Type("Nhu cầu", "An toàn", goal);
        await goal.GetByLabel("Mục tiêu", new() { Exact = true }).FillAsync("Không còn bị đánh");
        await worker.Press("Thêm hoạt động");
        await Action(1, "Tham vấn tâm lý hằng tuần", "Trung tâm Công tác xã hội");
        await Action(2, "Tư vấn cho cha mẹ", "UBND xã Bình Mẫu");
        await worker.Type("Ý kiến, nguyện vọng của trẻ", "Con muốn được học tiếp với các bạn.");
        await worker.Pick("Cha mẹ, người chăm sóc", "Đồng ý");
        await worker.Look("16-lap-ke-hoach");
        await worker.Send("Lưu dự thảo");
        await worker.Look("17-trinh-ke-hoach");
        await worker.Send("Trình kế hoạch");
        await worker.Sees("Trình phê duyệt", Head(worker));

        async Task Action(int number, string what, string who)
        {
            var action = worker.Main.GetByRole(AriaRole.Group, new() { Name = $"Hoạt động {number}", Exact = true });
            await worker.Type("Làm gì", what, action);
            await action.GetByLabel("Biện pháp").SelectOptionAsync(new SelectOptionValue { Index = number });
            await action.GetByLabel("Người thực hiện", new() { Exact = true }).FillAsync(who);
            await worker.Type("Hoàn thành trước", DateTime.Today.AddDays(20).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), action);
        }
    }

    private static async Task Refer(Person worker, string caseAddress)
    {
        await worker.Open(caseAddress);
        await worker.Look("21-ca-ke-hoach-da-duyet");
        await worker.Follow("Chuyển gửi", worker.Main.Locator("#ke-hoach"));
        await worker.Type("Tìm cơ sở", "cong tac xa hoi");
        await worker.Pick("Gửi tới cơ sở nào", "Trung tâm Công tác xã hội tỉnh Mẫu");
        await worker.Sees("Chưa chia sẻ thông tin riêng nào");
        foreach (var field in new[] { "Họ và tên trẻ", "Tình hình của trẻ", "Người liên hệ ở trường" }) await worker.Tick(field);
        await worker.Sees("Chia sẻ 3 mục");
        await worker.Pick("Căn cứ chia sẻ", "Nghĩa vụ theo luật");
        await worker.Look("22-chuyen-gui-moi");
        await worker.Send("Gửi yêu cầu");
        await worker.Sees("Đã gửi");
        await worker.Look("23-chuyen-gui-da-gui");
        await worker.GoTo("Chuyển gửi");
        await worker.Sees("Tham vấn tâm lý hằng tuần");
        await worker.Look("24-chuyen-gui-cua-truong");
    }

    private async Task AnswerAtTheProvider(string reference)
    {
        var partner = await stage.SignedIn("partner", findings, 360);
        await Expect(partner.Page).ToHaveURLAsync(new Regex("/chuyen-gui$"));
        await partner.Look("25-hop-thu-doi-tac");
        await partner.Follow("Tham vấn tâm lý hằng tuần");
        await partner.Sees("Lê Thị Ví Dụ");
        await partner.Sees("Trẻ bị bố đánh khi say rượu.");
        await partner.SeesNot("6A");
        await partner.SeesNot(reference);
        await partner.Look("26-chuyen-gui-doi-tac");
        await Answer("Đã nhận được");
        await partner.Press("Nhận lời");
        await partner.Type("Người phụ trách bên cơ sở", "Bùi Thị Hư Cấu");
        await partner.Look("27-nhan-loi");
        await Answer("Nhận lời", open: false);
        await partner.Press("Hoàn thành");
        await partner.Type("Kết quả hỗ trợ", "Đã tham vấn sáu buổi, trẻ ngủ tốt, hết lo sợ.");
        await Answer("Hoàn thành", open: false);
        await partner.Sees("Yêu cầu này đã khép lại.");
        await partner.Look("28-chuyen-gui-hoan-thanh");
        await partner.GoTo("Thông báo");
        await partner.Press("Tất cả");
        await partner.Sees("Có yêu cầu chuyển gửi đến");
        await partner.Look("29-thong-bao-doi-tac");

        async Task Answer(string words, bool open = true)
        {
            if (open) await partner.Press(words);
            await partner.Press(words);
            await Expect(partner.Main.Locator("form")).ToHaveCountAsync(0);
        }
    }

    private static async Task CarryOutAndReview(Person worker, string caseAddress)
    {
        await worker.GoTo("Thông báo");
        await worker.SeesSoon("Chuyển gửi đã được trả lời", worker.Main);
        await worker.Open(caseAddress);
        await worker.SeesSoon("Hoàn thành", worker.Main.Locator("#chuyen-gui"));
        foreach (var action in new[] { "Tham vấn tâm lý hằng tuần", "Tư vấn cho cha mẹ" })
        {
            foreach (var status in new[] { "Đang làm", "Đã xong" })
            {
                await worker.Follow("Ghi tiến độ", worker.Main.Locator("#ke-hoach .actions > li", new() { HasText = action }));
                await worker.Pick("Hoạt động nào", action);
                await worker.Pick("Tiến độ", status);
                await worker.Type("Ghi chú", "Đúng hẹn.");
                if (status == "Đang làm" && action.StartsWith("Tham", StringComparison.Ordinal)) await worker.Look("30-tien-do");
                await worker.Send("Ghi tiến độ");
            }
        }

        await worker.Follow("Rà soát, đánh giá", Next(worker));
        await worker.Score("Low", "High");
        foreach (var (state, words) in new[] { ("Thể chất", "Khỏe, không còn vết bầm."), ("Tâm lý", "Bình tĩnh."), ("Nhận thức", "Học đều."), ("Tình cảm", "Vui, gần bà ngoại.") })
            await worker.Main.GetByLabel(state, new() { Exact = true }).FillAsync(words);
        await worker.Tick("Môi trường sống của trẻ an toàn");
        await worker.Tick("Thể chất, tâm lý, nhận thức");
        await worker.Pick("Kết luận", "Đề nghị kết thúc ca");
        await worker.Look("30-ra-soat");
        await worker.Send("Ghi rà soát");
        await worker.Sees("Đang rà soát", Head(worker));
        await worker.GoTo("Ca");
        await worker.Look("30-danh-sach-ca-nhan-vien");
    }

    private static async Task FollowUp(Person informant, string reference, string code)
    {
        await informant.Open("/bao-tin/theo-doi");
        informant.Expects(404);
        await informant.Type("Mã số tin", reference);
        await informant.Type("Mã theo dõi", "sai-ma-nay");
        await informant.Press("Xem");
        await informant.Sees("Mã số tin hoặc mã theo dõi chưa đúng.");
        await informant.Look("35-theo-doi-sai-ma");
        informant.Expects();
        await informant.Type("Mã theo dõi", code);
        await informant.Press("Xem");
        await informant.Sees("Đã giải quyết xong");
        await informant.Sees("Nhà trường đã nhận tin và đang giúp bạn.");
        await informant.Look("36-theo-doi");
    }

    private async Task Audit(string caseAddress)
    {
        var auditor = await stage.SignedIn("auditor", findings);
        await Expect(auditor.Page).ToHaveURLAsync(new Regex("/kiem-tra$"));
        await auditor.Follow("Sự kiện");
        await auditor.Look("37-kiem-tra");
        await auditor.Choose("Loại sự kiện", "Phê duyệt kế hoạch");
        await auditor.Press("Tìm");
        await auditor.Follow("Xem hồ sơ lúc đó");
        await Expect(auditor.Page).ToHaveURLAsync(new Regex(Regex.Escape(caseAddress)));

        // As it was known when the plan was approved: the closure is not yet known, and stands grey with its arrival.
        await Expect(auditor.Main.Locator("#replay-title")).ToContainTextAsync("Bạn đang xem ca như đã biết lúc");
        await auditor.Sees("Đã phê duyệt", Head(auditor));
        await Expect(Unknown("Kết thúc ca")).ToContainTextAsync("lúc đó chưa biết", new() { IgnoreCase = true });
        await Expect(Unknown("Phê duyệt kế hoạch")).ToHaveCountAsync(0);
        await auditor.Look("38-xem-lai-luc-duyet");

        // One mark earlier the plan had been handed in and nobody had decided.
        await auditor.Press("Mốc trước");
        await auditor.Sees("Trình phê duyệt", Head(auditor));
        await Expect(Unknown("Phê duyệt kế hoạch")).ToHaveCountAsync(1);
        await auditor.Look("39-xem-lai-truoc-khi-duyet");
        await auditor.Press("Về hiện tại");
        await auditor.Sees("Kết thúc", Head(auditor));
        await Expect(Next(auditor).GetByRole(AriaRole.Link)).ToHaveCountAsync(0);

        ILocator Unknown(string what) => auditor.Main.Locator(".event-unknown", new() { Has = auditor.Page.GetByRole(AriaRole.Heading, new() { Name = what, Exact = true }) });
    }

    private static async Task SpeakEnglishAndLeave(Person principal, string caseAddress)
    {
        await principal.Open("/hom-nay");
        await principal.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await principal.Reads("Today");
        await Expect(principal.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await principal.Look("40-hom-nay");
        await principal.Open(caseAddress);
        await principal.Sees("Closed", Head(principal));
        await principal.Look("41-ca");
        principal.Expects(401); // What the page she leaves still asks for is refused, as it must be.
        await principal.Page.Locator("nav.side").GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await principal.Reads("Sign in");
        await principal.Open("/ca");
        await principal.Reads("Sign in");
        await principal.Look("42-dang-nhap");
        await principal.Open("/khong-co-trang-nay");
        await principal.Look("43-khong-co-trang-nay");
    }

    private async Task RegisterProviders()
    {
        using var administrator = await stage.At("administrator");
        foreach (var (id, kind, service) in new[] { (DemoIds.SocialWorkCentre, "SocialWorkCentre", "Tham vấn tâm lý"), (DemoIds.LegalAidCentre, "LegalAid", "Tư vấn pháp luật") })
            await administrator.Post("/api/v1/referrals/providers", new
            {
                organisationId = id,
                kind,
                area = "Tỉnh Mẫu",
                services = new[] { service },
                hours = "Thứ Hai – Thứ Sáu, 7:30 – 17:00",
                phone = "0200 000 111",
                validFrom = "2025-07-01",
            });
    }

    private async Task AdoptPlan()
    {
        using var principal = await stage.At("principal");
        var plan = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Stage.Repository, "src", "Host", "Demo", "binh-cang-plan.json")))!;
        await principal.Post("/api/v1/indicators/plans", plan);
    }

    private static ILocator Next(Person person) => person.Main.Locator(".next");

    private static ILocator Head(Person person) => person.Main.Locator(".case-head");
}
