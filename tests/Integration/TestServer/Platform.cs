using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Messaging;

namespace ProtectionPlatform.TestServer;

/// <summary>
/// The whole platform over a database of its own: real host, real PostgreSQL, the demonstration people to sign in as.
/// Use as a class fixture; <see cref="As"/> gives a signed-in caller, <see cref="Settle"/> waits for all subscriptions.
/// </summary>
public sealed class Platform : IAsyncLifetime
{
    private readonly Dictionary<string, string> settings = [];
    private readonly Dictionary<string, Caller> callers = [];
    private WebApplicationFactory<Program>? host;

    /// <summary>The platform's clock: the real time, moved by <see cref="MovableClock.Advance"/>.</summary>
    public MovableClock Clock { get; } = new();

    public string ConnectionString { get; private set; } = "";

    /// <summary>Hears everything the host logs, at every level.</summary>
    public ILoggerProvider? Listener { get; init; }

    public IServiceProvider Services => host!.Services;

    /// <summary>A setting for the host of this class; call from a derived fixture's constructor or before the first use.</summary>
    public Platform With(string key, string value)
    {
        settings[key] = value;
        return this;
    }

    public async Task InitializeAsync()
    {
        var template = await Template();
        ConnectionString = await TestPostgres.CreateDatabaseAsync(template);
        host = Host(ConnectionString, settings, Clock, Listener);
        _ = host.Server;
    }

    /// <summary>A database with the schema and the demonstration people, made by the host itself, to copy from.</summary>
    public static Task<string> Template() => TestPostgres.TemplateAsync("platform", async connection =>
    {
        await using var maker = Host(connection, new() { ["Ledger:Seal"] = "false" }, TimeProvider.System); // each copy begins a log of its own
        _ = maker.Server;
        await maker.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    });

    private static WebApplicationFactory<Program> Host(string connection, Dictionary<string, string> extra, TimeProvider clock, ILoggerProvider? listener = null) =>
        new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Testing");
            web.UseSetting("ConnectionStrings:Platform", connection);
            web.UseSetting("Platform:Demo", "accounts");
            web.UseSetting("Logging:LogLevel:Default", "Warning");
            web.UseSetting("Access:AnonymousReportsPerAddress", "100000"); // tests come from one address and report more often than a school
            web.UseSetting("Access:AnonymousReports", "100000");
            web.UseSetting("Ledger:KeyFile", TestPostgres.KeyFile(connection));
            web.UseSetting("Keys:MasterKey", TestPostgres.MasterKey);
            web.UseSetting("Keys:ErasedFile", TestPostgres.ErasedFile(connection));
            foreach (var (key, value) in extra) web.UseSetting(key, value);
            web.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton(clock));
                if (listener is null) return;
                services.AddLogging(logging => logging.ClearProviders().AddProvider(listener));
                services.PostConfigure<LoggerFilterOptions>(filters =>
                {
                    filters.Rules.Clear();
                    filters.MinLevel = LogLevel.Trace;
                });
            });
        });

    /// <summary>A second host over the same database.</summary>
    public WebApplicationFactory<Program> AnotherHost() => Host(ConnectionString, settings, Clock);

    /// <param name="scheme">By which the caller comes to the host.</param>
    public Caller Anonymous(string scheme = "http") => new(host!.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri($"{scheme}://localhost") }));

    /// <summary>A demonstration person, signed in once per fixture.</summary>
    public async Task<Caller> As(string userName)
    {
        if (callers.TryGetValue(userName, out var known)) return known;
        var caller = Anonymous();
        var me = await caller.Post("/api/v1/access/session", new { userName, password = AccessDemo.Password });
        me.ShouldBe(200);
        caller.CsrfToken = me.Body["csrfToken"]!.GetValue<string>();
        return callers[userName] = caller;
    }

    /// <summary>Moves the platform's clock. Sessions end with it, so people sign in again.</summary>
    public void Advance(TimeSpan by)
    {
        Clock.Advance(by);
        callers.Clear();
    }

    /// <summary>Waits, by position, until every subscription reached the end of the log.</summary>
    public async Task Settle() =>
        (await Services.GetRequiredService<SubscriptionRunner>().Settle(TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldBeTrue("subscriptions did not reach the end of the log");

    /// <summary>Events in the whole log, to show that a refused command left none. That somebody signed in, looked, or tried to, is recorded in any case, and clocks speak of their own accord: neither counts.</summary>
    public async Task<long> EventCount()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from events.mt_events e join events.mt_streams s on s.id = e.stream_id where s.type not in ('read_log', 'security_log', 'deadline_clock')", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
    }
}

/// <summary>The real time plus whatever a test added.</summary>
public sealed class MovableClock : TimeProvider
{
    private TimeSpan moved;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + moved;

    public void Advance(TimeSpan by) => moved += by;
}

/// <summary>Somebody who calls the API.</summary>
public sealed class Caller(HttpClient http)
{
    public HttpClient Http => http;

    public string? CsrfToken { get; set; }

    public string Language { get; set; } = "vi";

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, null, headers);

    /// <param name="version">Sent as If-Match.</param>
    public Task<Answer> Post(string path, object? body, long? version = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), version, headers);

    public Task<Answer> Put(string path, object body, long? version = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Put, path, JsonContent.Create(body), version, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, long? version = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Language));
        if (CsrfToken is not null) request.Headers.Add("X-CSRF-Token", CsrfToken);
        if (version is { } v) request.Headers.TryAddWithoutValidation("If-Match", $"\"{v}\"");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request);
        return await Answer.Read(response);
    }
}

/// <summary>What the API answered.</summary>
public sealed record Answer(int Status, JsonObject Body, string Text, HttpResponseHeaders Headers)
{
    public static async Task<Answer> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        JsonObject? body = null;
        try
        {
            body = text.Length > 0 ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            // A page or a file.
        }

        return new Answer((int)response.StatusCode, body ?? [], text, response.Headers);
    }

    public Guid Id => Body["id"]!.GetValue<Guid>();

    public long Version => Body["version"]!.GetValue<long>();

    public string? Problem => Body["type"]?.GetValue<string>();

    public Answer ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>A problem document of this type, whole, in one of our languages.</summary>
    public Answer ShouldBeProblem(int status, string rule)
    {
        Status.ShouldBe(status, Text);
        Problem.ShouldBe($"/problems/{rule}", Text);
        Body["title"]!.GetValue<string>().ShouldNotBeNullOrWhiteSpace();
        Body["traceId"].ShouldNotBeNull();
        return this;
    }
}
