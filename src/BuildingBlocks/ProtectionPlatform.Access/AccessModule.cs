using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Administration;
using ProtectionPlatform.Access.ApiKeys;
using ProtectionPlatform.Access.Delegations;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.Access.OutsideSignIn;
using ProtectionPlatform.Access.OwnSessions;
using ProtectionPlatform.Access.Passkeys;
using ProtectionPlatform.Access.SecondFactor;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access;

/// <summary>Accounts, sign-in, the organisation tree and who holds which role where.</summary>
public static class AccessModule
{
    /// <summary>
    /// Registers sign-in, the per-request <see cref="Actor"/> and the <see cref="IDirectory"/>.
    /// Needs the platform's event store beside it, for the security log.
    /// The connection is the schema owner's: requests run under a role that reaches the schemas <c>identity</c> and <c>access</c> and nothing else.
    /// </summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, string connectionString, AccessSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        settings = settings with { OpenIdConnect = settings.OpenIdConnect is { Authority.Length: > 0 } given ? given.Checked() : null };
        services.AddSingleton(settings);
        services.AddSingleton(_ => new AccessDatabase(connectionString));
        services.AddSingleton<PlatformDirectory>();
        services.AddSingleton<IDirectory>(provider => provider.GetRequiredService<PlatformDirectory>());

        services.AddDbContext<AccessDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<AccessDatabase>().Source)
            .ConfigureWarnings(log => log.Log((RelationalEventId.CommandExecuted, LogLevel.Debug))));
        services.AddIdentityCore<Account>(options =>
        {
            options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            options.Lockout.MaxFailedAccessAttempts = 6;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            options.Password.RequiredLength = NewPassword.Shortest;
            options.Password.RequireDigit = options.Password.RequireLowercase = false;
            options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<AccountStore>().AddSignInManager()
            .AddTokenProvider<DataProtectorTokenProvider<Account>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        // What OWASP advises for PBKDF2-HMAC-SHA512. A hash of fewer rounds is made anew when its password is next given rightly.
        services.Configure<PasswordHasherOptions>(hashes => hashes.IterationCount = 210_000);
        services.Configure<DataProtectionTokenProviderOptions>(tokens => tokens.TokenLifespan = InviteAccount.ValidFor);
        services.AddScoped<Reach>();
        services.AddScoped<CredentialCheck>().AddScoped<Codes>().AddScoped<PasskeyCheck>();
        services.Configure<IdentityPasskeyOptions>(passkeys => PasskeyRules(passkeys, settings));
        services.AddSingleton<Delegations.Delegations>();
        services.AddSingleton<Sessions>().AddSingleton<SignInLimits>().AddSingleton<ApiKeyLimits>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, SessionCookie);
        services.AddScoped<OutsideProvider>();
        if (settings.OpenIdConnect is { } provider) OutsideProvider.Register(services, provider);
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.HeaderName = CsrfGuard.Header;
            options.Cookie.Name = "platform.csrf";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        services.AddSingleton<ProtectionKeys>();
        services.AddDataProtection().SetApplicationName("ProtectionPlatform");
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((options, keys) => options.XmlRepository = keys);
        // The repository wraps every element whole, bound to its row, and wraps it anew under a new master key; the framework only looks for
        // an encryptor above it, and would warn at the first start that keys may lie unencrypted.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));

        services.AddHttpContextAccessor();
        services.AddScoped(provider => new Permit(AccessPolicy.For(provider.GetRequiredService<RequestContext>().Operation), provider.GetRequiredService<Actor>(), provider.GetRequiredService<RequestContext>()));
        services.AddScoped(provider => CallerOf(provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        return services;
    }

    /// <summary>
    /// The names of cookies, API keys, sign-in, the anti-forgery check, the policy table and the limit of anonymous reports, in this order. Comes after <see cref="ProblemMiddleware"/>, routing and <see cref="RequestContextMiddleware"/>.
    /// Without it every caller is anonymous or unprotected, so a host must call it.
    /// </summary>
    public static IApplicationBuilder UseAccess(this IApplicationBuilder app) =>
        app.UseMiddleware<HostCookies>().UseMiddleware<ApiKeyCheck>().UseAuthentication().UseMiddleware<CsrfGuard>().UseAuthorization().UseMiddleware<PolicyGate>().UseMiddleware<AnonymousReports>();

    /// <summary>Maps the routes under <c>/api/v1/access</c> and <c>/api/v1/me</c>.</summary>
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1");
        WhoAmI.Map(api);
        var access = api.MapGroup("/access").WithTags("Access");
        SignIn.Map(access);
        SignOut.Map(access);
        LockSession.Map(access);
        ReadSecondFactor.Map(access);
        SetUpAuthenticator.Map(access);
        RemoveAuthenticator.Map(access);
        RecoveryCodes.Map(access);
        ChangePassword.Map(access);
        ListSessions.Map(access);
        EndSessions.Map(access);
        ReadOutsideSignIn.Map(access);
        SignInOutside.Map(access);
        LinkOutside.Map(access);
        SignInWithPasskey.Map(access);
        KeepPasskeys.Map(access);
        AcceptInvitation.Map(access);
        var accounts = access.MapGroup("/accounts");
        ListAccounts.Map(accounts);
        InviteAccount.Map(accounts);
        DeactivateAccount.Map(accounts);
        SetDelegations.Map(accounts);
        DelegateWhileAway.Map(access.MapGroup("/delegations"));
        var keys = access.MapGroup("/api-keys");
        ListApiKeys.Map(keys);
        MakeApiKey.Map(keys);
        RotateApiKey.Map(keys);
        RevokeApiKey.Map(keys);
        ListSchools.Map(access);
        var organisations = access.MapGroup("/organisations");
        ListOrganisations.Map(organisations);
        ReadOrganisation.Map(organisations);
        ImportOrganisations.Map(organisations);
        ServeFiles.Map(organisations);
        ListPeople.Map(access);
        return app;
    }

    /// <summary>Brings the schemas <c>identity</c> and <c>access</c> up to date. Safe to call at every start and from several hosts at once.</summary>
    public static Task MigrateAsync(IServiceProvider services, CancellationToken ct) =>
        AccessSchema.Apply(services.GetRequiredService<AccessDatabase>().OwnerConnectionString, ct);

    private static Actor CallerOf(HttpContext? http) => ApiKeyCheck.Of(http)?.ToActor() ?? Sessions.Of(http)?.ToActor() ?? Actor.Anonymous;

    private static void PasskeyRules(IdentityPasskeyOptions passkeys, AccessSettings settings)
    {
        passkeys.ServerDomain = settings.PasskeyDomain;
        passkeys.UserVerificationRequirement = passkeys.ResidentKeyRequirement = "required";
        // The page the passkey was used on must be this host's own: a passkey of a domain also answers to pages of its subdomains.
        passkeys.ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
            && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
            && origin.Authority.Equals(asked.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static void SessionCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "platform.session"; // over https as HostCookies calls it
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = Sessions.Validate;
        // Programs call this API: they get a problem document, not a redirect to a page.
        options.Events.OnRedirectToLogin = context => Problems.Write(context.HttpContext, new Refusal(Problems.Unauthenticated, []));
        options.Events.OnRedirectToAccessDenied = context => Problems.Write(context.HttpContext, new Refusal(Problems.Forbidden, []));
    }
}
