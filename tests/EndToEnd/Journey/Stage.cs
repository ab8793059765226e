using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>The running platform with its built user interface, over a database of its own, and the people who come to it.</summary>
public class Stage : IAsyncLifetime
{
    private readonly List<Person> people = [];
    private RunningHost? host;

    internal Uri Address => host!.Address;

    // A machine that runs all tests at once may take longer than the five seconds Playwright waits.
    static Stage() => Microsoft.Playwright.Assertions.SetDefaultExpectTimeout(20_000);

    /// <summary>The clone this was built from.</summary>
    internal static string Repository { get; } = FindRepository();

    public async Task InitializeAsync() =>
        host = await RunningHost.Start(await TestPostgres.CreateDatabaseAsync(await RunningHost.Template()), contentRoot: Path.Combine(Repository, "src", "Host"), settings: Settings);

    /// <summary>What this stage's host is told besides.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    /// <summary>Somebody with a browser of their own, not signed in.</summary>
    /// <param name="host">The name by which they open the platform; its number when null.</param>
    internal async Task<Person> Visitor(Findings findings, int width = 1440, string? host = null)
    {
        var context = await Browser.NewContextAsync(width, width < 600 ? 740 : 900);
        context.SetDefaultTimeout(20_000);
        var person = new Person(await context.NewPageAsync(), host is null ? Address : new UriBuilder(Address) { Host = host }.Uri, findings, width);
        people.Add(person);
        return person;
    }

    /// <summary>A demonstration person, who signs in on the page and lands where their work is.</summary>
    internal async Task<Person> SignedIn(string userName, Findings findings, int width = 1440)
    {
        var person = await Visitor(findings, width);
        await person.Open("/");
        await person.SignIn(userName);
        return person;
    }

    /// <summary>A demonstration person at the API, for what a test begins with.</summary>
    internal async Task<Desk> At(string userName)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Address };
        using var answer = await http.PostAsJsonAsync("/api/v1/access/session", new { userName, password = AccessDemo.Password });
        answer.EnsureSuccessStatusCode();
        http.DefaultRequestHeaders.Add("X-CSRF-Token", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["csrfToken"]!.GetValue<string>());
        return new Desk(http);
    }

    public async Task DisposeAsync()
    {
        foreach (var person in people) await person.Page.Context.CloseAsync();
        host?.Dispose();
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ProtectionPlatform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside a clone of the repository.");
        return folder.FullName;
    }
}

/// <summary>A platform on which demonstration accounts are no exception: whose role needs a second factor sets it up first.</summary>
public sealed class StrictStage : Stage
{
    protected override (string Name, string Value)[] Settings => [("Access__DemoWithoutSecondFactor", "false")];
}

/// <summary>A platform that makes PDFs with the tests' browser.</summary>
public sealed class PrintingStage : Stage, IAsyncLifetime
{
    private string? browser;

    protected override (string Name, string Value)[] Settings => browser is null ? [] : [("Documents__Browser", browser)];

    async Task IAsyncLifetime.InitializeAsync()
    {
        browser = await Browser.AsProgram();
        await InitializeAsync();
    }
}

/// <summary>A platform with an outside provider to sign in with.</summary>
public sealed class OutsideStage : Stage, IAsyncLifetime
{
    private OidcProvider? provider;

    protected override (string Name, string Value)[] Settings =>
    [
        ("Access__OpenIdConnect__Authority", provider!.Issuer), ("Access__OpenIdConnect__ClientId", OidcProvider.Client), ("Access__OpenIdConnect__DisplayName", "Cổng nhân viên tỉnh Mẫu"),
    ];

    async Task IAsyncLifetime.InitializeAsync()
    {
        provider = await OidcProvider.Start();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        if (provider is not null) await provider.DisposeAsync();
    }
}

/// <summary>Somebody at the API.</summary>
internal sealed class Desk(HttpClient http) : IDisposable
{
    public Task<JsonObject> Post(string path, object body, long? version = null) => Send(HttpMethod.Post, path, body, version);

    public Task<JsonObject> Put(string path, object body, long version) => Send(HttpMethod.Put, path, body, version);

    private async Task<JsonObject> Send(HttpMethod method, string path, object body, long? version)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (version is { } known) request.Headers.TryAddWithoutValidation("If-Match", $"\"{known}\"");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    public void Dispose() => http.Dispose();
}
