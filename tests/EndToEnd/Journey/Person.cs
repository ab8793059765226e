using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ProtectionPlatform.Access.Demo;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>One person at one browser. Finds things as people do, by the words on the page, and waits for what they would wait for.</summary>
internal sealed class Person
{
    private static readonly Lazy<string> Axe = new(() =>
        File.ReadAllText(Path.Combine(Stage.Repository, "src", "Host", "ui", "node_modules", "axe-core", "axe.min.js")));

    private static readonly Lazy<string> Screenshots = new(() =>
    {
        var folder = Path.Combine(Stage.Repository, "artifacts", "screenshots");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    });

    private readonly Uri address;
    private readonly Findings findings;
    private readonly int width;
    private int[] expected = [];
    private bool online = true;

    public Person(IPage page, Uri address, Findings findings, int width)
    {
        (Page, this.address, this.findings, this.width) = (page, address, findings, width);
        page.PageError += (_, error) => findings.Add(Here, error);
        page.Console += (_, message) =>
        {
            if (message.Type != "error") return;
            // The browser itself writes every refused request to the console; refusals that a step provokes are no fault.
            if (Regex.Match(message.Text, @"status of (\d+)") is { Success: true } refused && expected.Contains(int.Parse(refused.Groups[1].Value, CultureInfo.InvariantCulture))) return;
            // A step that takes the connection away provokes this note.
            if (!online && message.Text.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal)) return;
            // Of another origin the browser asks for an icon of its own accord: not a thing of ours.
            if (message.Location.Contains("/favicon.ico", StringComparison.Ordinal) && !message.Location.StartsWith(address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)) return;
            findings.Add(Here, $"console: {message.Text} {message.Location}");
        };
    }

    public IPage Page { get; }

    /// <summary>Folder of the pictures of this run.</summary>
    internal static string Pictures => Screenshots.Value;

    private string Here => new Uri(Page.Url).IsAbsoluteUri && Page.Url.StartsWith("http", StringComparison.Ordinal) ? new Uri(Page.Url).AbsolutePath : Page.Url;

    public ILocator Main => Page.Locator("main");

    public async Task Open(string path)
    {
        await Page.GotoAsync(new Uri(address, path).ToString());
        await Settled();
    }

    public async Task SignIn(string userName)
    {
        await Type("Tên đăng nhập", userName);
        await Type("Mật khẩu", AccessDemo.Password);
        await Main.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/dang-nhap", StringComparison.Ordinal));
        await Settled();
        await AcceptConfidentiality();
    }

    /// <summary>Whoever has not accepted the duty of confidentiality this year does so before anything else.</summary>
    public async Task AcceptConfidentiality()
    {
        var accept = Main.GetByRole(AriaRole.Button, new() { Name = "Tôi đã đọc và cam kết", Exact = true });
        if (!await accept.IsVisibleAsync()) return;
        await accept.ClickAsync();
        await Expect(accept).ToHaveCountAsync(0);
        await Settled();
    }

    /// <summary>From now on the browser's note of a request refused with one of these is no fault.</summary>
    public void Expects(params int[] refusals) => expected = refusals;

    /// <summary>Takes the connection away from the browser. What it asks for and does not get is no fault any more.</summary>
    public Task LoseConnection()
    {
        online = false;
        return Page.Context.SetOfflineAsync(true);
    }

    public Task HaveConnection() => Page.Context.SetOfflineAsync(false);

    public Task Type(string label, string text, ILocator? within = null) => (within ?? Main).GetByLabel(label).And(Page.Locator("input.input, textarea")).First.FillAsync(text);

    public Task Choose(string label, string option, ILocator? within = null) => (within ?? Main).GetByLabel(label).And(Page.Locator("select")).First.SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>One card of a group: the group by its question, the card by the words it begins with.</summary>
    public Task Pick(string question, string answer) => Group(question).Locator("label.choice", Begins(answer)).First.ClickAsync();

    public Task Tick(string words) => Main.Locator("label.choice", Begins(words)).First.ClickAsync();

    public async Task Press(string words)
    {
        await Main.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First.ClickAsync();
        await Settled();
    }

    /// <summary>Presses the button that records, and is led on to another page; a refusal ends the test with its words.</summary>
    public async Task Send(string words)
    {
        var before = Page.Url;
        await Press(words);
        var refusal = Main.Locator("[role=alert]");
        await Page.WaitForFunctionAsync("before => location.href !== before || document.querySelector('main [role=alert]')", before);
        if (Page.Url == before) throw new InvalidOperationException($"{words}: {string.Join(' ', await refusal.AllInnerTextsAsync())}");
        await Settled();
    }

    /// <summary>Answers every row of the tables A and B with the same level.</summary>
    public async Task Score(string harm, string strength)
    {
        foreach (var (table, level) in new[] { ("A.", harm), ("B.", strength) })
        {
            var cards = Main.Locator("fieldset.form-group", new() { Has = Legend(table) }).Locator($"label.choice:has(input[value={level}])");
            await Expect(cards.First).ToBeVisibleAsync();
            foreach (var card in await cards.AllAsync()) await card.ClickAsync();
        }
    }

    public Task Follow(string words, ILocator? within = null) =>
        Leave((within ?? Main).GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).First);

    /// <summary>Opens a place of the main navigation, on a phone through its menu where it has no place at the bottom.</summary>
    public async Task GoTo(string place)
    {
        var link = Page.Locator("nav:visible .nav-item", new() { HasText = place });
        if (await link.CountAsync() == 0)
        {
            await Page.Locator("nav.bottom button").ClickAsync();
            link = Page.Locator("dialog .nav-item", new() { HasText = place });
        }

        await Leave(link.First);
    }

    /// <summary>Clicks a link and waits until the page it leads to stands there, not only until the old one is quiet.</summary>
    private async Task Leave(ILocator link)
    {
        var before = Page.Url;
        await Expect(link).ToBeVisibleAsync();
        var leads = new Uri(new Uri(before), await link.GetAttributeAsync("href")).ToString();
        await link.ClickAsync();
        if (leads != before) await Page.WaitForFunctionAsync("before => location.href !== before", before);
        await Settled();
    }

    public Task Sees(string words, ILocator? within = null) => Expect((within ?? Main).GetByText(words).First).ToBeVisibleAsync();

    public Task Reads(string heading) => Expect(Main.Locator("h1")).ToHaveTextAsync(heading);

    public async Task SeesNot(string words, ILocator? within = null) => await Expect((within ?? Main).GetByText(words)).ToHaveCountAsync(0);

    /// <summary>What another module still has to hear of: looks again until it is there.</summary>
    public Task SeesSoon(string words, ILocator within) => SeesSoon(words, within, null);

    /// <summary>The same behind a button that is pressed again after each look.</summary>
    public Task SeesSoonAfter(string button, string words) => SeesSoon(words, Main, button);

    private async Task SeesSoon(string words, ILocator within, string? button)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Expect(within.GetByText(words).First).ToBeVisibleAsync(new() { Timeout = 500 });
                return;
            }
            catch (PlaywrightException) when (patience.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Page.ReloadAsync();
                await Settled();
                if (button is not null) await Press(button);
            }
        }
    }

    /// <summary>The page of the address stands there, with what it asked the server for.</summary>
    public Task Settled() => Page.WaitForFunctionAsync(
        "() => document.querySelector('main')?.dataset.page === location.pathname && document.querySelector('h1, .empty, .note') && !document.querySelector('.skeleton, .next-wait, [aria-busy=true], .progress')");

    /// <summary>
    /// Keeps the page at 360 and 1440 pixels as a picture, and checks it: no accessibility violation, nothing wider than the window, also at 320.
    /// </summary>
    public async Task Look(string name)
    {
        await Settled();
        var language = await Page.EvaluateAsync<string>("() => document.documentElement.lang");
        foreach (var (pixels, height) in new[] { (320, 640), (360, 740), (1440, 900) })
        {
            await Page.SetViewportSizeAsync(pixels, height);
            var wide = await Page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");
            if (wide > 0) findings.Add(name, $"{wide} px wider than a window of {pixels}: {await Page.EvaluateAsync<string>(WhatSticksOut)}");
            if (pixels == 320) continue;
            // A window as high as the page: what is fixed to the window's edges stands where the page ends.
            var whole = await Page.EvaluateAsync<int>("() => document.scrollingElement.scrollHeight");
            await Page.SetViewportSizeAsync(pixels, Math.Max(whole, height));
            await Page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Screenshots.Value, $"{name}{(language == "vi" ? "" : "." + language)}-{pixels}.png"),
                FullPage = true,
                Animations = ScreenshotAnimations.Disabled,
            });
            await CheckAccessibility($"{name} at {pixels}");
        }

        await Page.SetViewportSizeAsync(width, width < 600 ? 740 : 900);
    }

    private async Task CheckAccessibility(string name)
    {
        if (!await Page.EvaluateAsync<bool>("() => 'axe' in window")) await Page.EvaluateAsync(Axe.Value + ";0");
        var violations = await Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const told = await axe.run(document, { resultTypes: ['violations'], iframes: false })
              return told.violations.map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 4).map(n => `${n.html.slice(0, 160)} (${n.failureSummary?.split('\n')[1]?.trim()})`).join(' | '))
            }
            """);
        foreach (var violation in violations.EnumerateArray()) findings.Add(name, violation.GetString()!);
    }

    private const string WhatSticksOut =
        """
        () => [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > document.scrollingElement.clientWidth + 0.5)
          .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')
        """;

    private ILocator Group(string question) => Main.Locator("fieldset", new() { Has = Legend(question) }).Last;

    private ILocator Legend(string words) => Page.Locator("legend", new() { HasTextRegex = Beginning(words) });

    private static LocatorLocatorOptions Begins(string words) => new() { HasTextRegex = Beginning(words) };

    private static Regex Beginning(string words) => new("^\\s*" + Regex.Escape(words));
}
