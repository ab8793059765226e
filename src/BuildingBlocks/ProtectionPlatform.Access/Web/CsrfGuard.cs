using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Web;

/// <summary>Marks what a browser may ask for without a token, because it brings the password itself: signing in, opening a locked session.</summary>
internal sealed record WithoutCsrfToken;

/// <summary>
/// A change asked for with the session cookie must bring the token as a header, which a foreign page can neither read nor send.
/// Callers that prove themselves otherwise, or are anonymous, carry nothing a foreign page could abuse.
/// </summary>
internal sealed class CsrfGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public const string Header = "X-CSRF-Token";

    public async Task InvokeAsync(HttpContext http)
    {
        if (!NeedsToken(http) || (http.Request.Headers.ContainsKey(Header) && await antiforgery.IsRequestValidAsync(http)))
            await next(http);
        else
            await Problems.Write(http, new Refusal(AccessRules.CsrfTokenMissing, []));
    }

    private static bool NeedsToken(HttpContext http) =>
        !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method))
        && (http.User.Identities.Any(identity => identity is { IsAuthenticated: true, AuthenticationType: var type } && type == IdentityConstants.ApplicationScheme)
            || Sessions.OfAnyKind(http) is { Unfinished: not null })
        && http.GetEndpoint()?.Metadata.GetMetadata<WithoutCsrfToken>() is null;
}
