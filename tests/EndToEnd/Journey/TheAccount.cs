using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>How people get in, stay in, and keep what they typed.</summary>
public sealed class An_account(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_opened_with_a_code_of_the_telephone_and_looked_after_on_its_own_page()
    {
        var counsellor = await stage.Visitor(findings, 360);
        counsellor.Expects(401);
        await counsellor.Open("/tai-khoan");
        await counsellor.Type("Tên đăng nhập", "counsellor2");
        await counsellor.Type("Mật khẩu", AccessDemo.Password);
        await counsellor.Press("Đăng nhập");
        await counsellor.Sees("Mã từ ứng dụng xác thực");
        await counsellor.Look("90-dang-nhap-ma");
        await counsellor.Press("Không có điện thoại ở đây");
        await counsellor.Sees("Một trong mười mã đã in");
        await counsellor.Press("Dùng mã từ ứng dụng");
        await counsellor.Type("Mã từ ứng dụng xác thực", Authenticator.Code(AccessDemo.AuthenticatorSecret));
        await counsellor.Press("Đăng nhập");

        await counsellor.Sees("Tôi đã đọc và cam kết");
        await counsellor.AcceptConfidentiality();
        await counsellor.Reads("Tài khoản của tôi");
        await counsellor.Sees("Đang bật");
        await counsellor.Sees("Chrome · Linux");
        await counsellor.Look("91-tai-khoan");
        await counsellor.Press("Tắt xác thực hai lớp");
        await Expect(counsellor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Dùng khi đổi điện thoại");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_locked_after_ten_minutes_and_keeps_what_was_typed()
    {
        var reporter = await stage.Visitor(findings, 360);
        await reporter.Page.Clock.InstallAsync();
        await reporter.Open("/");
        await reporter.SignIn("reporter");
        await reporter.Open("/tai-khoan");
        await reporter.Type("Mật khẩu mới", "mot cau dang viet do");

        reporter.Expects(400, 401);
        await reporter.Page.Clock.FastForwardAsync("11:00");
        await Expect(reporter.Page.Locator("h1:visible")).ToHaveTextAsync("Đã khóa màn hình");
        await Expect(reporter.Page.Locator("main")).ToBeHiddenAsync();
        var cover = reporter.Page.Locator(".cover");
        await reporter.Page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Repository, "artifacts", "screenshots", "92-khoa-man-hinh-360.png") });

        await reporter.Type("Mật khẩu", "khong phai mat khau", cover);
        await cover.GetByRole(AriaRole.Button, new() { Name = "Mở lại" }).ClickAsync();
        await Expect(cover).ToContainTextAsync("Mật khẩu không đúng");
        await reporter.Type("Mật khẩu", AccessDemo.Password, cover);
        await cover.GetByRole(AriaRole.Button, new() { Name = "Mở lại" }).ClickAsync();
        await Expect(cover).ToHaveCountAsync(0);
        await Expect(reporter.Main.GetByLabel("Mật khẩu mới", new() { Exact = true })).ToHaveValueAsync("mot cau dang viet do");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_made_by_an_administrator_and_taken_over_by_a_link()
    {
        var administrator = await stage.SignedIn("administrator", findings);
        await administrator.GoTo("Người dùng");
        await administrator.Reads("Người dùng");
        await administrator.Press("Mời người dùng");
        var dialog = administrator.Page.GetByRole(AriaRole.Dialog);
        await administrator.Type("Họ và tên", "Lý Thị Được Mời", dialog);
        await administrator.Type("Tên đăng nhập", "duoc.moi", dialog);
        await administrator.Choose("Vai trò", "Người cung cấp thông tin", dialog);
        await administrator.Choose("Tổ chức", "Trường THCS Bình Cang", dialog);
        await administrator.Look("95-moi-nguoi-dung");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mời người dùng" }).ClickAsync();
        await administrator.Sees("Đường dẫn lời mời");
        await administrator.Look("96-nguoi-dung");
        var link = await administrator.Main.Locator(".invitation-link").InnerTextAsync();

        var invited = await stage.Visitor(findings, 360);
        await invited.Open(new Uri(link).PathAndQuery + new Uri(link).Fragment);
        await invited.Look("97-nhan-loi-moi");
        await invited.Type("Mật khẩu", "mot cau that dai de nho");
        await invited.Type("Nhập lại mật khẩu", "mot cau that dai de nho");
        await invited.Press("Đặt mật khẩu");
        await invited.Sees("Tên đăng nhập của anh/chị là duoc.moi");
        findings.ShouldBeNone();
    }
}

/// <summary>Where the role needs it, the second factor comes before anything else.</summary>
public sealed class A_person_of_a_case_role(StrictStage stage) : IClassFixture<StrictStage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_led_to_set_up_the_second_factor_and_goes_on_to_their_work()
    {
        var worker = await stage.SignedIn("socialworker", findings, 360);
        await worker.Reads("Bật xác thực hai lớp");
        await Expect(worker.Main.GetByAltText("Mã QR cho ứng dụng xác thực")).ToBeVisibleAsync();
        await worker.Look("93-bat-xac-thuc-hai-lop");
        var secret = await worker.Main.Locator(".secret").InnerTextAsync();

        worker.Expects(400);
        await worker.Type("Mã từ ứng dụng", "000000");
        await worker.Press("Bật");
        await worker.Sees("Mã không đúng hoặc đã hết hạn");
        await worker.Type("Mã từ ứng dụng", Authenticator.Code(secret));
        await worker.Press("Bật");
        await worker.Sees("Mã dự phòng");
        await Expect(worker.Main.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        await worker.Look("94-ma-du-phong");
        await worker.Press("Tôi đã cất các mã này");
        await Expect(worker.Page).ToHaveURLAsync(new Regex("/hom-nay$"));
        findings.ShouldBeNone();
    }
}
