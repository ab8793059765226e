using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;
using QRCoder;

namespace ProtectionPlatform.Access.SecondFactor;

/// <summary>
/// Ties an authenticator to the account in two steps: a new secret is shown, and a code made from it proves that it arrived.
/// Open to a person whose role needs it before anything else. Their other sessions end.
/// </summary>
internal static class SetUpAuthenticator
{
    private const string Issuer = "Bảo vệ trẻ em";

    /// <param name="Secret">In groups of four, to be typed where there is no camera.</param>
    /// <param name="Address">The same as an otpauth address, for the telephone this page is open on.</param>
    /// <param name="Picture">The address as a QR code, a whole SVG document.</param>
    public sealed record NewSecret(string Secret, string Address, string Picture);

    public sealed record Confirmation(string Code);

    /// <param name="RecoveryCodes">Shown once; only this answer ever holds them.</param>
    public sealed record Done(IReadOnlyList<string> RecoveryCodes, Me Me);

    internal static void Map(IEndpointRouteBuilder access)
    {
        access.MapPost("/second-factor/secret", Start)
            .Acts<NewSecret>("startSecondFactor", "Bắt đầu bật lớp thứ hai / Begin setting up the second factor",
                "Makes a new secret for the caller's authenticator. It counts once a code made from it was confirmed.", StatusCodes.Status200OK);
        access.MapPut("/second-factor", Confirm)
            .Acts<Done>("setSecondFactor", "Bật lớp thứ hai / Set the second factor",
                "Takes the first code of the authenticator. Answers ten recovery codes, which are shown only here, and ends the caller's other sessions.", StatusCodes.Status200OK);
    }

    private static async Task<IResult> Start(HttpContext http, UserManager<Account> users, IUserStore<Account> store, CancellationToken ct)
    {
        if (Sessions.OfAnyKind(http) is not { Locked: false } session) return AccessRules.Refused(Problems.Unauthenticated);
        var account = await users.Of(session);
        if (account.TwoFactorEnabled) return AccessRules.Refused(AccessRules.SecondFactorIsOn);
        var secret = users.GenerateNewAuthenticatorKey();
        // Through the store: UserManager would end all sessions for a secret that does not count yet.
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, secret, ct);
        await users.UpdateAsync(account);
        var address = $"otpauth://totp/{Encode(Issuer)}:{Encode(account.UserName!)}?secret={secret}&issuer={Encode(Issuer)}&digits=6";
        return TypedResults.Ok(new NewSecret(string.Join(' ', secret.Chunk(4).Select(four => new string(four))), address, Draw(address)));
    }

    private static async Task<IResult> Confirm(Json<Confirmation> body, HttpContext http, UserManager<Account> users, SignInManager<Account> principals,
        CredentialCheck credentials, Codes codes, Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        if (Sessions.OfAnyKind(http) is not { Locked: false } session) return AccessRules.Refused(Problems.Unauthenticated);
        Texts.Need(http, ("code", body.Value.Code, Texts.Code));
        var account = await users.Of(session);
        if (account.TwoFactorEnabled) return AccessRules.Refused(AccessRules.SecondFactorIsOn);
        await credentials.Limit(http, account.NormalizedUserName);
        if (!await codes.IsFresh(account, body.Value.Code, ct))
            throw AccessRules.Invalid("code", Language.IsVietnamese(http) ? "Mã không đúng hoặc đã hết hạn: chờ mã mới rồi nhập lại." : "The code is wrong or has expired: wait for the next one.");
        await log.Record(new SecondFactorSet(account.Id, Factor.Authenticator), account.Id);
        await users.SetTwoFactorEnabledAsync(account, true);
        var recovery = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes.Count);
        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(new Done([.. recovery!], Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken)));
    }

    private static string Draw(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return picture.GetGraphic(6);
    }

    private static string Encode(string text) => UrlEncoder.Default.Encode(text);
}
