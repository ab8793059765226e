using System.Net;
using System.Net.Http.Headers;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>An administrator gives a program a key, changes it over and takes it back.</summary>
public sealed class The_page_of_api_keys(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Fact]
    public async Task Shows_a_key_once_and_leads_it_through_its_life()
    {
        var administrator = await stage.SignedIn("administrator", findings);
        await administrator.GoTo("Khóa API");
        await administrator.Reads("Khóa API");
        await administrator.Sees("Chưa cấp khóa nào");
        await administrator.Look("120-khoa-api-chua-co");

        await administrator.Press("Cấp khóa");
        var dialog = administrator.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cấp khóa" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await administrator.Type("Tên hệ thống", "Kho dữ liệu của Sở", dialog);
        await administrator.Choose("Tổ chức", "Sở Giáo dục và Đào tạo tỉnh Mẫu", dialog);
        await administrator.Choose("Có hiệu lực trong", "30 ngày", dialog);
        await administrator.Look("121-cap-khoa-api");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cấp khóa" }).ClickAsync();
        await administrator.Sees("Khóa của Kho dữ liệu của Sở");
        await administrator.Look("122-khoa-api-hien-mot-lan");
        var first = await administrator.Main.Locator(".api-key-secret").InnerTextAsync();
        (await Asks(first)).ShouldBe(HttpStatusCode.OK);

        await administrator.Press("Đã cất, ẩn khóa đi");
        await administrator.SeesNot(first);
        await administrator.Sees($"{first[..11]}…");
        await administrator.Press("Thay khóa: Kho dữ liệu của Sở");
        await administrator.Look("123-thay-khoa-api");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Thay khóa" }).ClickAsync();
        await administrator.Sees("Khóa cũ dừng lúc");
        await administrator.Look("124-khoa-api-dang-thay");
        var second = await administrator.Main.Locator(".api-key-secret").InnerTextAsync();
        second.ShouldNotBe(first);
        foreach (var key in new[] { first, second }) (await Asks(key)).ShouldBe(HttpStatusCode.OK);

        await administrator.Press("Thu hồi: Kho dữ liệu của Sở");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Thu hồi" }).ClickAsync();
        await administrator.Sees("Thu hồi", administrator.Main.Locator(".badge"));
        foreach (var key in new[] { first, second }) (await Asks(key)).ShouldBe(HttpStatusCode.Unauthorized);
        await administrator.Press("Đã cất, ẩn khóa đi");
        await administrator.Look("125-khoa-api-da-thu-hoi");
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task Is_not_for_others()
    {
        var principal = await stage.SignedIn("principal", findings);
        await principal.Open("/quan-tri/khoa-api");
        await principal.Sees("Phần này không mở cho anh/chị");
        findings.ShouldBeNone();
    }

    private async Task<HttpStatusCode> Asks(string key)
    {
        using var program = new HttpClient { BaseAddress = stage.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await program.GetAsync(new Uri("/api/v1/indicators/measurements", UriKind.Relative));
        return answer.StatusCode;
    }
}
