namespace ProtectionPlatform.EndToEnd;

public sealed class The_tests_browser
{
    [Fact]
    public async Task Renders_vietnamese_text_with_a_font_that_has_its_letters()
    {
        await using var context = await Browser.NewContextAsync();
        var page = await context.NewPageAsync();

        await page.GotoAsync("data:text/html;charset=utf-8,<h1>Bảo vệ trẻ em: Nguyễn Thị Ở</h1>");

        (await page.InnerTextAsync("h1")).ShouldBe("Bảo vệ trẻ em: Nguyễn Thị Ở");
        // Letters that no font of the machine has are all drawn as the same box.
        var drawn = await page.EvaluateAsync<string[]>(
            """
            () => ['ế', 'ệ', 'ở', '\u{10FFFD}'].map(letter => {
              const canvas = document.createElement('canvas');
              const brush = canvas.getContext('2d');
              brush.font = '40px sans-serif';
              brush.fillText(letter, 10, 60);
              return canvas.toDataURL();
            })
            """);
        drawn.Distinct().Count().ShouldBe(4);
    }
}
