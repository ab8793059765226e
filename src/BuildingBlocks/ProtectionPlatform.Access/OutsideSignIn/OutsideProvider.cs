using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OutsideSignIn;

/// <summary>Whom the provider vouched for.</summary>
/// <param name="TwoFactors">The provider said that it asked for more than one factor.</param>
/// <param name="Ticket">Names this one answer, which is good once.</param>
internal sealed record Vouched(string Issuer, string Subject, bool TwoFactors, string Ticket);

/// <summary>
/// The way to the provider and back (OpenID Connect, authorization code with PKCE). What comes back is never our session: it is put down in a cookie
/// of its own for five minutes, and the page asks to finish with it what was begun.
/// </summary>
internal sealed partial class OutsideProvider(AccessSettings settings, CredentialCheck credentials, ILogger<OutsideProvider> log)
{
    private const string Scheme = "outside", Answer = "outside-answer";
    private const string IssuerClaim = "issuer", SubjectClaim = "subject", TwoFactorsClaim = "two-factors", TicketClaim = "ticket";
    private const string PageItem = "page", SessionItem = "session";

    /// <summary>A round by the provider and back to the page is done in so much time; nobody who signed in there before that counts as being here.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly string[] Signatures = [.. from kind in (string[])["RS", "PS", "ES"] from bits in (string[])["256", "384", "512"] select kind + bits];

    public sealed record Way(string Address);

    public string? Name => settings.OpenIdConnect?.Name;

    /// <summary>Where the browser goes next. The cookies that tie the answer to this browser go with the answer to this request.</summary>
    /// <param name="page">The page of ours that finishes it, or says what went wrong.</param>
    /// <param name="then">Where that page leads on to; a path of ours.</param>
    /// <param name="session">The session that is to be linked; none when signing in.</param>
    public async Task<IResult> Begin(HttpContext http, string page, string? then, Guid? session)
    {
        if (Name is null) return AccessRules.Refused(Problems.NotFound);
        await credentials.Limit(http, name: null);
        var properties = new AuthenticationProperties { RedirectUri = Back(page, "xong") + (then is null ? "" : $"&tiep={Uri.EscapeDataString(then)}") };
        properties.Items[PageItem] = page;
        if (session is { } linking) properties.Items[SessionItem] = linking.ToString();
        try
        {
            await http.ChallengeAsync(Scheme, properties);
        }
        catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or IOException or OpenIdConnectProtocolException or OperationCanceledException)
        {
            LogFailed(failure.GetType().Name);
            return AccessRules.Refused(AccessRules.OutsideUnreachable);
        }

        // A redirect, which a script could not follow: its address is the answer.
        var address = http.Response.Headers.Location.ToString();
        http.Response.Headers.Remove("Location");
        http.Response.StatusCode = StatusCodes.Status200OK;
        return TypedResults.Ok(new Way(address));
    }

    /// <summary>What the provider last answered to this browser for this purpose; null when there is nothing, or nothing fresh.</summary>
    public static async Task<Vouched?> Answered(HttpContext http, Guid? session)
    {
        if (await http.AuthenticateAsync(Answer) is not { Succeeded: true, Principal: var who, Properties: var kept }) return null;
        return kept.Items.TryGetValue(SessionItem, out var begun) != session.HasValue || begun != session?.ToString() ? null
            : new(who.FindFirstValue(IssuerClaim)!, who.FindFirstValue(SubjectClaim)!, who.HasClaim(claim => claim.Type == TwoFactorsClaim), who.FindFirstValue(TicketClaim)!);
    }

    public static Task Forget(HttpContext http) => http.SignOutAsync(Answer);

    internal static void Register(IServiceCollection services, OpenIdConnectSettings provider)
    {
        services.AddAuthentication()
            .AddCookie(Answer, cookie =>
            {
                cookie.Cookie.Name = "platform.outside";
                cookie.Cookie.Path = "/";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = Fresh;
                cookie.SlidingExpiration = false;
            })
            .AddOpenIdConnect(Scheme, options => Configure(options, provider));
        // Its own lines carry what the provider wrote about the person; ours say what an operator needs.
        services.AddLogging(logging => logging.AddFilter(typeof(OpenIdConnectHandler).FullName, LogLevel.None));
    }

    private static void Configure(OpenIdConnectOptions options, OpenIdConnectSettings provider)
    {
        options.Authority = provider.Authority;
        options.RequireHttpsMetadata = provider.Address.Scheme == Uri.UriSchemeHttps;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.CallbackPath = "/api/v1/access/outside-sign-in/return";
        options.RemoteSignOutPath = options.SignedOutCallbackPath = default;
        options.SignInScheme = Answer;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form sent from there would come without our cookies
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in Words(provider.Scopes).Prepend("openid")) options.Scope.Add(scope);
        // The provider asks anew who is there: computers at schools are shared, and leaving here does not end what is open there.
        options.Prompt = OpenIdConnectPrompt.Login;
        options.MaxAge = Fresh;
        options.MapInboundClaims = options.SaveTokens = options.GetClaimsFromUserInfoEndpoint = false;
        options.TokenValidationParameters.ValidAlgorithms = Signatures;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.BackchannelHttpHandler = new OnlySafely(provider.Address);
        foreach (var cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax; // the way back is a link from elsewhere
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = going =>
            {
                if (provider.AcrOfTwoFactors.Length > 0) going.ProtocolMessage.AcrValues = provider.AcrOfTwoFactors;
                going.ProtocolMessage.UiLocales = Language.IsVietnamese(going.HttpContext) ? "vi" : "en";
                return Task.CompletedTask;
            },
            OnTokenValidated = validated =>
            {
                if (Keep(validated, provider) is { } fault) validated.Fail(fault);
                return Task.CompletedTask;
            },
            OnAccessDenied = denied => Of(denied.HttpContext).SendBack(denied, denied.Properties, "tu-choi", "access_denied"),
            OnRemoteFailure = failed => Of(failed.HttpContext).SendBack(failed, failed.Properties, failed.Failure switch
            {
                HttpRequestException or IOException or OperationCanceledException => "khong-ket-noi",
                SecurityTokenException or OpenIdConnectProtocolException => "khong-hop-le",
                _ => "het-han",
            }, failed.Failure?.GetType().Name ?? "unknown"),
        };
    }

    /// <summary>Of the validated token, who it is and how they proved it: nothing else about the person is kept.</summary>
    /// <returns>What is wrong with it; null when it is good.</returns>
    private static SecurityTokenException? Keep(TokenValidatedContext validated, OpenIdConnectSettings provider)
    {
        var token = validated.SecurityToken;
        // The handler takes an unsigned token when it fetched it itself; we take none.
        if (token.RawSignature.Length == 0) return new SecurityTokenInvalidSignatureException("The token is not signed.");
        var said = validated.Principal!;
        if (said.FindFirstValue("sub") is not { Length: > 0 and <= 255 } subject || token.Issuer is not { Length: > 0 and <= 255 }) return new SecurityTokenException("Issuer or subject is missing or too long.");
        var now = validated.HttpContext.RequestServices.GetRequiredService<TimeProvider>().Now();
        if (long.TryParse(said.FindFirstValue("auth_time"), out var at) && DateTimeOffset.FromUnixTimeSeconds(at) + Fresh < now - TimeSpan.FromMinutes(1))
            return new SecurityTokenException("The person signed in there too long ago.");

        var kept = new ClaimsIdentity(Answer);
        kept.AddClaim(new(IssuerClaim, token.Issuer));
        kept.AddClaim(new(SubjectClaim, subject));
        kept.AddClaim(new(TicketClaim, Guid.CreateVersion7().ToString("N").ToUpperInvariant()));
        if (said.FindAll("amr").Any(amr => Words(provider.AmrOfTwoFactors).Contains(amr.Value)) || said.FindAll("acr").Any(acr => Words(provider.AcrOfTwoFactors).Contains(acr.Value)))
            kept.AddClaim(new(TwoFactorsClaim, "yes"));
        validated.Principal = new(kept);
        return null;
    }

    /// <summary>Whatever went wrong, the person is back on our page, which says it in their language.</summary>
    private async Task SendBack<TOptions>(HandleRequestContext<TOptions> context, AuthenticationProperties? properties, string why, string kind)
        where TOptions : AuthenticationSchemeOptions
    {
        LogFailed(kind);
        if (!await credentials.NoteOutsideFailure(context.HttpContext)) why = "qua-nhieu";
        context.Response.Redirect(Back(properties?.Items.TryGetValue(PageItem, out var page) is true ? page! : SignInOutside.Page, why));
        context.HandleResponse();
    }

    private static string Back(string page, string how) => $"{page}?nha-cung-cap={how}";

    private static OutsideProvider Of(HttpContext http) => http.RequestServices.GetRequiredService<OutsideProvider>();

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [LoggerMessage(LogLevel.Warning, "Signing in with the outside provider failed: {Kind}")]
    private partial void LogFailed(string kind);

    /// <summary>Goes by https only, or stays on this machine when the provider is there; also where the provider's own document points elsewhere.</summary>
    private sealed class OnlySafely(Uri authority) : DelegatingHandler(OutsideCalls.Handler(throughProxy: true))
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is { } to && (to.Scheme == Uri.UriSchemeHttps || (authority.IsLoopback && to.IsLoopback))
                ? base.SendAsync(request, cancellationToken)
                : throw new HttpRequestException("The provider's document names an address that is not https.");
    }
}
