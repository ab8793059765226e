using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.ResponseCompression;
using ProtectionPlatform.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit;
using ProtectionPlatform.BuildingBlocks.Audit.Evidence;
using ProtectionPlatform.BuildingBlocks.Audit.Oversight;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.BuildingBlocks.Operations;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Communications;
using ProtectionPlatform.Host;
using ProtectionPlatform.Indicators;
using ProtectionPlatform.Ledger.Evidence;
using ProtectionPlatform.Privacy;
using ProtectionPlatform.Referrals;
using ProtectionPlatform.Training;

if (args is [MailProcess.Verb, .. var settings]) return await MailProcess.Send(settings);
// Evidence is checked without database or network: nothing of the platform starts for it.
if (args is ["verify", .. var verifying]) return VerifyCommand.Run(verifying, Console.Out);

var builder = WebApplication.CreateBuilder(args);
builder.UseDefaultAddress();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 25 * 1024 * 1024;
});

using var startLog = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole(c => c.SingleLine = true));
var configured = builder.Configuration.GetConnectionString("Platform");
var dataFolder = new Lazy<string>(() => builder.Configuration["Platform:DataFolder"] is { Length: > 0 } given ? given : PlatformFolders.DefaultDataFolder(builder.Environment.ContentRootPath));
EmbeddedPostgres? embedded = null;
if (string.IsNullOrWhiteSpace(configured))
{
    try
    {
        embedded = await EmbeddedPostgres.StartAsync(dataFolder.Value, startLog.CreateLogger("PostgreSQL"), CancellationToken.None);
    }
    catch (BringException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }

    configured = embedded.ConnectionString;
}

await using var server = embedded;

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => MasterKeys.Of(builder.Configuration, dataFolder));
builder.Services.AddSingleton(services => ErasedFile.Of(builder.Configuration, services.GetRequiredService<MasterKeys>(), dataFolder));
builder.Services.AddModules(configured, new CasesModule(), new ReferralsModule(), new TrainingModule(), new IndicatorsModule(), new CommunicationsModule(), new RegistersModule());
// "accounts" gives the demonstration people without their cases: what tests start from.
var demo = builder.Configuration["Platform:Demo"]?.ToLowerInvariant() ?? (builder.Environment.IsDevelopment() ? "true" : "false");
builder.Services.AddAccess(configured, AccessSettings.Of(builder.Configuration, demo is "true" or "accounts"));
builder.Services.AddLedger(builder.Configuration, dataFolder);
builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<MailProcess>(services, configured, new StartArguments(args)));
builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
builder.Services.AddProblemDetails();
builder.Services.AddPlatformOpenApi();
builder.Services.AddOutputCache();
builder.Services.AddResponseCompression(compression =>
{
    compression.EnableForHttps = true;
    compression.Providers.Add<BrotliCompressionProvider>();
    compression.Providers.Add<GzipCompressionProvider>();
    // Answers of the API are left alone: compressing secrets beside what a caller sent tells about both.
    // "application/json" is the OpenAPI document: this middleware never sees /api.
    compression.MimeTypes = ["application/json", "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/manifest+json"];
});
builder.Services.AddHealthChecks()
    .AddCheck<DatabaseHealth>("database", tags: ["ready"])
    .AddCheck<SubscriptionHealth>("subscriptions", tags: ["ready"])
    .AddCheck<LedgerHealth>("ledger", tags: ["ready"]);

var app = builder.Build();
app.UseMiddleware<SecurityHeaders>();
app.UseWhen(http => !http.Request.Path.StartsWithSegments("/api"), pages => pages.UseResponseCompression());
app.UseMiddleware<ProblemMiddleware>();
app.UseUserInterface();
app.UseApiReader();
app.UseRouting();
app.UseOutputCache();
app.UseMiddleware<RequestContextMiddleware>();
app.UseAccess();

app.MapAccess();
var api = app.MapGroup("/api/v1");
foreach (var module in app.Services.GetRequiredService<IEnumerable<IModule>>()) module.Map(api);
SearchEvents.Map(api);
ListReads.Map(api);
ListDecidedNotToAct.Map(api);
FindSelfApprovals.Map(api);
ListEventTypes.Map(api);
ExportEvidence.Map(api);
MakeAccessCopy.Map(api);
api.MapLedger();
OperationsModule.Map(api);
// Everybody reads the same document, and making it takes a second: it is made once.
app.MapOpenApi("/openapi/{documentName}.json").WithName("openApi").CacheOutput(document => document.Expire(TimeSpan.FromDays(1)));
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithName("healthLive");
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = HealthReports.Write }).WithName("healthReady");
PolicyGate.RequireRows(app);
app.MapUserInterface();

await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
await AccessModule.MigrateAsync(app.Services, CancellationToken.None);
try
{
    await app.Services.GetRequiredService<PersonalData>().Prepare(CancellationToken.None);
}
catch (MasterKeyException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

var accounts = demo is "true" or "accounts" ? await ProtectionPlatform.Access.Demo.AccessDemo.SeedAsync(app.Services, CancellationToken.None) : [];

await app.StartAsync();
if (demo == "true") await DemoData.LoadAsync(app, CancellationToken.None);
StartMessage.Print(app, embedded, accounts);
// A closed terminal ends the host as Ctrl-C does, so that nothing it started is left behind.
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
{
    signal.Cancel = true;
    app.Lifetime.StopApplication();
});
await app.WaitForShutdownAsync();
return 0;

/// <summary>The host: composition, middleware, health, OpenAPI. No business rule lives here.</summary>
public partial class Program;
