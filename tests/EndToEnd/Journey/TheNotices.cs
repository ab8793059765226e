using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>What people are told about their data: the notice for each age, read without signing in, and the documents of the school.</summary>
public sealed class What_people_are_told(Stage stage) : IClassFixture<Stage>
{
    private readonly Findings findings = new();

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task Anybody_reads_the_notice_for_their_age_from_the_page_to_report_on(int width)
    {
        var reader = await stage.Visitor(findings, width);
        await reader.Open("/bao-tin");
        await reader.Follow("Tin này được giữ thế nào");
        await reader.Reads("Chuyện của em được giữ thế nào");
        var seen = new HashSet<string>();
        foreach (var (age, word) in new[] { ("6–10 tuổi", "thầy cô ghi lại để giúp em được an toàn"), ("11–15 tuổi", "Trường của em giữ, để bảo vệ em"), ("16–17 tuổi", "Nhà trường là bên kiểm soát"), ("Người lớn", "không chờ đồng ý") })
        {
            await reader.Press(age);
            await reader.Sees(word);
            await Expect(reader.Main.Locator("h1")).ToHaveCountAsync(1);
            var headings = await reader.Main.Locator("h2").AllInnerTextsAsync();
            headings.Count.ShouldBeGreaterThanOrEqualTo(5);
            seen.Add(await reader.Main.InnerTextAsync()).ShouldBeTrue(age);
            await Expect(reader.Main.Locator("a[href='tel:111']")).ToBeVisibleAsync();
            await reader.Look($"90-quyen-{seen.Count}");
        }

        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).First.ClickAsync();
        await reader.Reads("How your story is kept");
        foreach (var (age, word) in new[] { ("6–10 years", "help you be safe"), ("11–15 years", "Your school, to protect and help you"), ("16–17 years", "The school is the controller"), ("Adults", "never wait for consent") })
        {
            await reader.Press(age);
            await reader.Sees(word);
        }

        await reader.Look("91-rights-adults");
        findings.ShouldBeNone();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task The_principal_keeps_the_processing_register_and_the_impact_assessment(int width)
    {
        var principal = await stage.SignedIn("principal", findings, width);
        await principal.Open("/bao-ve-du-lieu/ho-so-xu-ly");
        await principal.Reads("Hồ sơ xử lý dữ liệu");
        await principal.Look("92-ho-so-xu-ly");
        findings.ShouldBeNone();
    }
}
