using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.Access;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Access;

/// <summary>A host with nothing but Access on a database of its own, holding the demonstration organisations and accounts.</summary>
public sealed class AccessHost : IAsyncLifetime
{
    private readonly List<WebApplication> applications = [];

    private long asked;

    public string Database { get; private set; } = "";

    public IServiceProvider Services => applications[0].Services;

    public async Task InitializeAsync()
    {
        var template = await TestPostgres.TemplateAsync("access", Fill);
        Database = await TestPostgres.CreateDatabaseAsync(template);
        await Start();
    }

    public async Task DisposeAsync()
    {
        foreach (var application in applications) await application.DisposeAsync();
    }

    /// <summary>Starts one more host on the same database, as a restart or a second machine would, and gives its address.</summary>
    public async Task<Uri> Start(AccessSettings? settings = null)
    {
        var application = Build(Database, settings);
        applications.Add(application);
        await application.StartAsync();
        return new Uri(application.Urls.Single());
    }

    /// <summary>A browser of its own: keeps cookies, sends the anti-forgery token once it has one.</summary>
    public Browser Open(Uri? address = null) => new(address ?? new Uri(applications[0].Urls.Single()));

    public async Task<Browser> SignIn(string userName)
    {
        var browser = Open();
        (await browser.SignIn(userName, AccessDemo.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    /// <summary>The security events of the ledger about an account since it was last asked, in their order: name and one telling member.</summary>
    public async Task<IReadOnlyList<string>> Recorded(Guid account)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(
            """
            select concat_ws(' ', e.type, coalesce(e.data ->> 'reason', e.data ->> 'by', e.data ->> 'factor')) from events.mt_events e join events.mt_streams s on s.id = e.stream_id
            where s.type = 'security_log' and e.data ->> 'accountId' = $1 and e.seq_id > $2 order by e.seq_id
            """);
        command.Parameters.Add(new() { Value = account.ToString() });
        command.Parameters.Add(new() { Value = asked });
        var rows = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        await using var head = source.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        asked = (long)(await head.ExecuteScalarAsync())!;
        return rows;
    }

    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Tests come from one address and try more often than people.</summary>
    internal static readonly AccessSettings Settings = new() { DemoWithoutSecondFactor = true, TriesPerAddress = 100_000, TriesPerAccount = 1_000 };

    internal static WebApplication Build(string database, AccessSettings? settings = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Configuration["Keys:MasterKey"] = TestPostgres.MasterKey;
        builder.Services.AddSingleton(_ => MasterKeys.Of(builder.Configuration, new(() => throw new InvalidOperationException("The key is given."))));
        builder.Services.AddModules(database);
        builder.Services.AddAccess(database, settings ?? Settings);
        builder.Services.AddSingleton<CountedHashes>().AddSingleton<IPasswordHasher<Account>>(services => services.GetRequiredService<CountedHashes>());
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.UseMiddleware<ProblemMiddleware>();
        application.UseRouting();
        application.UseAccess();
        application.MapAccess();
        return application;
    }

    private static async Task Fill(string database)
    {
        await using var application = Build(database);
        await application.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await AccessModule.MigrateAsync(application.Services, CancellationToken.None);
        await AccessDemo.SeedAsync(application.Services, CancellationToken.None);
    }
}

/// <summary>The framework's hasher, which also counts: what takes the time of a sign-in.</summary>
internal sealed class CountedHashes : PasswordHasher<Account>
{
    private int verified;

    public int Verified => verified;

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref verified);
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

public sealed class Browser(Uri address)
{
    public CookieContainer Cookies { get; } = new();

    public string? Token { get; set; }

    public string? Language { get; set; }

    public async Task<Answer> SignIn(string userName, string password, string? code = null, string? recoveryCode = null) =>
        Took(await Send(HttpMethod.Post, "/api/v1/access/session", new { userName, password, code, recoveryCode }));

    /// <summary>Keeps the token of an answer that says who one is now.</summary>
    public Answer Took(Answer answer, string? within = null)
    {
        if (answer.StatusCode == HttpStatusCode.OK) Token = (within is null ? answer.Body : answer.Body.GetProperty(within)).GetProperty("csrfToken").GetString();
        return answer;
    }

    public Task<Answer> Post(string path, object? body = null) => Send(HttpMethod.Post, path, body ?? new { });

    public Task<Answer> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<Answer> PostCsv(string path, byte[] csv, string type = "text/csv") =>
        Send(HttpMethod.Post, path, content: new ByteArrayContent(csv) { Headers = { ContentType = new(type) } });

    /// <summary>A file, as it comes.</summary>
    public async Task<byte[]> Download(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = address };
        if (Language is not null) client.DefaultRequestHeaders.Add("Accept-Language", Language);
        return await client.GetByteArrayAsync(path);
    }

    public async Task<Answer> Send(HttpMethod method, string path, object? body = null, string? json = null, HttpContent? content = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (content is not null) request.Content = content;
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        if (Token is not null) request.Headers.Add("X-CSRF-Token", Token);
        if (Language is not null) request.Headers.Add("Accept-Language", Language);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text),
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [], response.Headers.Location?.ToString());
    }
}

public sealed record Answer(HttpStatusCode StatusCode, string? ContentType, JsonElement Body, string[] SetCookies, string? Location)
{
    public void ShouldBeProblem(HttpStatusCode status, string type)
    {
        StatusCode.ShouldBe(status);
        ContentType.ShouldBe("application/problem+json");
        Body.GetProperty("type").GetString().ShouldBe(type);
        Body.GetProperty("status").GetInt32().ShouldBe((int)status);
        foreach (var member in (string[])["title", "detail", "instance", "traceId"]) Body.GetProperty(member).GetString().ShouldNotBeNullOrEmpty();
    }
}
