using System.Net;
using System.Text;
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
        await cover.GetByRole(AriaRole.Button, new() { Name = "Mở lại", Exact = true }).ClickAsync();
        await Expect(cover).ToContainTextAsync("Mật khẩu không đúng");
        await reporter.Type("Mật khẩu", AccessDemo.Password, cover);
        await cover.GetByRole(AriaRole.Button, new() { Name = "Mở lại", Exact = true }).ClickAsync();
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
        await worker.Reads("Trước khi bắt đầu: giữ bí mật cho trẻ");
        await worker.AcceptConfidentiality();
        await Expect(worker.Page).ToHaveURLAsync(new Regex("/hom-nay$"));
        findings.ShouldBeNone();
    }
}

/// <summary>An account of the person elsewhere, linked to theirs here. The provider is another site than the platform, as in the field.</summary>
public sealed class An_account_at_an_outside_provider(OutsideStage stage) : IClassFixture<OutsideStage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Is_linked_by_its_person_and_opens_the_platform_from_then_on()
    {
        var counsellor = await stage.Visitor(findings, 360);
        counsellor.Expects(401);
        await counsellor.Open("/tai-khoan");
        await counsellor.Sees("Đăng nhập bằng Cổng nhân viên tỉnh Mẫu");
        await counsellor.Look("98-dang-nhap-ngoai");
        await AtTheProvider(counsellor, "Đăng nhập bằng Cổng nhân viên tỉnh Mẫu", "Từ chối");
        await counsellor.Sees("Chưa xong: anh/chị đã dừng ở Cổng nhân viên tỉnh Mẫu");
        await counsellor.Look("98-dang-nhap-ngoai-tu-choi");
        await AtTheProvider(counsellor, "Đăng nhập bằng Cổng nhân viên tỉnh Mẫu", "Đăng nhập");
        await counsellor.Sees("chưa liên kết với tài khoản nào ở đây");
        await counsellor.Look("98-dang-nhap-ngoai-chua-lien-ket");
        await counsellor.Follow("Đăng nhập cách khác");

        await counsellor.Type("Tên đăng nhập", "counsellor2");
        await counsellor.Type("Mật khẩu", AccessDemo.Password);
        await counsellor.Press("Đăng nhập");
        await counsellor.Type("Mã từ ứng dụng xác thực", Authenticator.Code(AccessDemo.AuthenticatorSecret, DateTimeOffset.UtcNow.AddSeconds(-30)));
        await counsellor.Press("Đăng nhập");
        await counsellor.Reads("Trước khi bắt đầu: giữ bí mật cho trẻ");
        await counsellor.AcceptConfidentiality();
        await counsellor.Open("/tai-khoan");
        await counsellor.Press("Liên kết tài khoản");
        var dialog = counsellor.Page.GetByRole(AriaRole.Dialog);
        await counsellor.Type("Mật khẩu hiện tại", AccessDemo.Password, dialog);
        await counsellor.Type("Mã từ ứng dụng", Authenticator.Code(AccessDemo.AuthenticatorSecret), dialog);
        await counsellor.Look("98-lien-ket");
        await AtTheProvider(counsellor, "Tiếp tục tới Cổng nhân viên tỉnh Mẫu", "Đăng nhập");
        await counsellor.Sees("Đã liên kết");
        await Expect(counsellor.Page).ToHaveURLAsync(new Regex("/tai-khoan$"));
        await counsellor.Look("98-da-lien-ket");

        await counsellor.Page.Context.ClearCookiesAsync();
        await counsellor.Open("/tai-khoan");
        await AtTheProvider(counsellor, "Đăng nhập bằng Cổng nhân viên tỉnh Mẫu", "Đăng nhập");
        await counsellor.Type("Mã từ ứng dụng xác thực", Authenticator.Code(AccessDemo.AuthenticatorSecret, DateTimeOffset.UtcNow.AddSeconds(30)));
        await counsellor.Look("98-dang-nhap-ngoai-ma");
        await counsellor.Press("Đăng nhập");
        await counsellor.Reads("Tài khoản của tôi");

        await counsellor.Press("Bỏ liên kết");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Bỏ liên kết" }).ClickAsync();
        await counsellor.Sees("Chưa liên kết");
        findings.ShouldBeNone();
    }

    private static async Task AtTheProvider(Person person, string press, string answer)
    {
        await person.Page.GetByRole(AriaRole.Button, new() { Name = press, Exact = true }).ClickAsync();
        await person.Page.GetByLabel("Tên", new() { Exact = true }).FillAsync("cao-thi-xac-thuc");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await person.Settled();
    }
}

/// <summary>A passkey, with the browser's own virtual authenticator. By name, because a number is no domain a passkey could belong to.</summary>
public sealed class A_passkey(StrictStage stage) : IClassFixture<StrictStage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Signs_in_alone_unlocks_and_is_nothing_once_it_was_removed()
    {
        var worker = await stage.Visitor(findings, 360, host: "localhost");
        worker.Expects(401);
        await AddAuthenticator(worker.Page);
        await worker.Open("/");
        await worker.Open("/dang-nhap");
        await worker.Look("99-dang-nhap-khoa");
        await worker.SignIn("focalperson");
        await worker.Reads("Bật xác thực hai lớp");
        await worker.Look("99-bat-bang-khoa");
        await worker.Press("Thêm khóa truy cập");
        var dialog = worker.Page.GetByRole(AriaRole.Dialog);
        await worker.Type("Tên khóa", "Máy của tôi", dialog);
        await worker.Type("Mật khẩu hiện tại", AccessDemo.Password, dialog);
        await worker.Look("99-them-khoa");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await Expect(worker.Main.Locator(".recovery-codes li")).ToHaveCountAsync(10);
        var recovery = await worker.Main.Locator(".recovery-codes li").First.InnerTextAsync();
        await worker.Press("Tôi đã cất các mã này");
        await worker.Reads("Trước khi bắt đầu: giữ bí mật cho trẻ");
        await worker.AcceptConfidentiality();
        await Expect(worker.Page).ToHaveURLAsync(new Regex("/hom-nay$"));

        // From now on the password alone opens nothing; the passkey alone does.
        await worker.Page.Context.ClearCookiesAsync();
        await worker.Open("/tai-khoan");
        await worker.Type("Tên đăng nhập", "focalperson");
        await worker.Type("Mật khẩu", AccessDemo.Password);
        await worker.Press("Đăng nhập");
        await worker.Sees("Mã từ ứng dụng xác thực");
        await worker.Type("Mã từ ứng dụng xác thực", "123456");
        await worker.Press("Đăng nhập");
        await worker.Sees("Mã không đúng");
        await worker.Press("Không có điện thoại ở đây");
        await worker.Type("Mã dự phòng", recovery);
        await worker.Press("Đăng nhập");
        await worker.Reads("Tài khoản của tôi");
        await worker.Page.Context.ClearCookiesAsync();

        await worker.Open("/tai-khoan");
        var answer = await Withheld(worker);
        await Answers(stage.Address, new Uri(worker.Page.Url).Authority, answer, HttpStatusCode.OK);
        await Answers(stage.Address, new Uri(worker.Page.Url).Authority, answer, HttpStatusCode.Unauthorized); // used
        await Answers(stage.Address, "localhost:1", await Withheld(worker), HttpStatusCode.Unauthorized); // made on another page than that host's
        await worker.Press("Đăng nhập bằng khóa truy cập");
        await worker.Reads("Tài khoản của tôi");
        await worker.Sees("Máy của tôi");
        await worker.Sees("Bằng khóa truy cập.");
        await worker.Look("99-tai-khoan-khoa");

        await worker.Page.EvaluateAsync(
            """
            async () => {
              const { csrfToken } = await (await fetch('/api/v1/me')).json()
              await fetch('/api/v1/access/session/lock', { method: 'POST', headers: { 'X-CSRF-Token': csrfToken } })
            }
            """);
        await worker.Page.ReloadAsync();
        var cover = worker.Page.Locator(".cover");
        await Expect(cover).ToContainTextAsync("Đã khóa màn hình");
        await worker.Page.ScreenshotAsync(new() { Path = Path.Combine(Person.Pictures, "99-mo-khoa-360.png") });
        await cover.GetByRole(AriaRole.Button, new() { Name = "Mở lại bằng khóa truy cập" }).ClickAsync();
        await Expect(cover).ToHaveCountAsync(0);

        await worker.Main.GetByRole(AriaRole.Button, new() { Name = "Đổi tên khóa Máy của tôi" }).ClickAsync();
        await worker.Type("Tên khóa", "Điện thoại cũ", dialog);
        await worker.Look("99-doi-ten-khoa");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đổi tên" }).ClickAsync();
        await worker.Sees("Điện thoại cũ");
        await worker.SeesNot("Máy của tôi");
        await worker.Main.GetByRole(AriaRole.Button, new() { Name = "Bỏ khóa Điện thoại cũ" }).ClickAsync();
        await worker.Look("99-bo-khoa");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Xác nhận bằng khóa truy cập" }).ClickAsync();
        await worker.Reads("Bật xác thực hai lớp");
        await worker.Page.Context.ClearCookiesAsync();
        await worker.Open("/dang-nhap");
        await worker.Press("Đăng nhập bằng khóa truy cập");
        await worker.Sees("Khóa truy cập này không được nhận");
        findings.ShouldBeNone();
    }

    private static async Task AddAuthenticator(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
    }

    /// <summary>What the page would have sent to sign in; the server never hears of it.</summary>
    private static async Task<string> Withheld(Person person)
    {
        const string path = "**/api/v1/access/session/passkey";
        var sent = new TaskCompletionSource<string>();
        await person.Page.RouteAsync(path, async route =>
        {
            sent.TrySetResult(route.Request.PostData!);
            await route.FulfillAsync(new() { Status = 401, ContentType = "application/problem+json", Body = """{"type":"/problems/passkey-refused","title":"Thử lại.","status":401}""" });
        });
        await person.Press("Đăng nhập bằng khóa truy cập");
        var answer = await sent.Task;
        await person.Page.UnrouteAsync(path);
        return answer;
    }

    private static async Task Answers(Uri address, string host, string answer, HttpStatusCode status)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/api/v1/access/session/passkey")) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        request.Headers.Host = host;
        using var answered = await http.SendAsync(request);
        answered.StatusCode.ShouldBe(status, await answered.Content.ReadAsStringAsync());
    }
}
