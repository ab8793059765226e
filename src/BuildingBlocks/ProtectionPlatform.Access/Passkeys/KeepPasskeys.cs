using System.Buffers.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.SecondFactor;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Passkeys;

/// <summary>
/// The caller's own passkeys: added and removed with everything they sign in with, or with a passkey. The first one is also a second factor, so that
/// from then on a password alone opens nothing. Adding is open to a person whose role needs a second factor before anything else.
/// </summary>
internal static class KeepPasskeys
{
    private const int MostOfOnePerson = 10;

    /// <param name="Name">By which its person knows it again.</param>
    public sealed record New(Guid Challenge, string Credential, string Name);

    public sealed record NewName(string Name);

    /// <param name="RecoveryCodes">Shown once; only when it is the person's first second factor.</param>
    public sealed record Done(IReadOnlyList<string> RecoveryCodes, Me Me);

    public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

    public sealed record PasskeyList(IReadOnlyList<Passkey> Items);

    internal static void Map(IEndpointRouteBuilder access)
    {
        var passkeys = access.MapGroup("/passkeys");
        passkeys.MapGet("/", List).Reads<PasskeyList>("listPasskeys", "Khóa truy cập của tôi / My passkeys", "The oldest first, with when each was last used.");
        passkeys.MapPost("/beginning", Begin)
            .Acts<PasskeyCheck.Question>("beginPasskey", "Bắt đầu thêm khóa truy cập / Begin adding a passkey",
                "Needs the password and, where the second factor is on, a fresh code; or a passkey. Answers what the browser makes the passkey from.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        passkeys.MapPost("/", Add)
            .Acts<Done>("addPasskey", "Thêm khóa truy cập / Add a passkey", "Ends the caller's other sessions. Answers ten recovery codes when it is the first second factor.", StatusCodes.Status200OK);
        passkeys.MapPost("/{id}/name", Rename)
            .Acts<PasskeyList>("renamePasskey", "Đổi tên khóa truy cập / Rename a passkey", "Needs nothing more: a name opens nothing.", StatusCodes.Status200OK);
        passkeys.MapPost("/{id}/removal", Remove)
            .Acts<Me>("removePasskey", "Bỏ khóa truy cập / Remove a passkey", "Needs the same as adding one. Ends the caller's other sessions.", StatusCodes.Status200OK)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<PasskeyList> List(HttpContext http, UserManager<Account> users, AccessDatabase database, CancellationToken ct)
    {
        var account = await users.Of(Sessions.Of(http)!);
        var used = new Dictionary<string, DateTimeOffset>();
        await using var command = database.Source.CreateCommand("select credential_id, used_at from identity.passkey_uses natural join identity.user_passkeys where user_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = account.Id });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) used[IdOf(row.GetFieldValue<byte[]>(0))] = row.GetFieldValue<DateTimeOffset>(1);
        return new([.. from one in await users.GetPasskeysAsync(account) orderby one.CreatedAt let id = IdOf(one.CredentialId) select new Passkey(id, one.Name ?? "", one.CreatedAt, used.TryGetValue(id, out var at) ? at : null)]);
    }

    private static async Task<IResult> Begin(Json<Confirmation> body, HttpContext http, UserManager<Account> users, CredentialCheck credentials, PasskeyCheck passkeys, CancellationToken ct)
    {
        body.Value.NeedShape(http);
        if (Sessions.OfAnyKind(http) is not { Locked: false } session) return AccessRules.Refused(Problems.Unauthenticated);
        var account = await users.Of(session);
        if (await credentials.Confirm(http, account, body.Value, ct) is { } refusal) return AccessRules.Refused(refusal);
        return (await users.GetPasskeysAsync(account)).Count < MostOfOnePerson ? TypedResults.Ok(await passkeys.AskForNew(http, account, ct)) : AccessRules.Refused(AccessRules.TooManyPasskeys);
    }

    private static async Task<IResult> Add(Json<New> body, HttpContext http, UserManager<Account> users, PasskeyCheck passkeys, SignInManager<Account> principals,
        Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        var (challenge, credential, name) = body.Value;
        Texts.Need(http, ("credential", credential, Texts.Credential), ("name", name, 60));
        if (Sessions.OfAnyKind(http) is not { Locked: false } session) return AccessRules.Refused(Problems.Unauthenticated);
        var account = await users.Of(session);
        if (await passkeys.Take(http, account, challenge, credential, ct) is not { } passkey) return AccessRules.Refused(AccessRules.PasskeyRefused);
        await log.Record(new SecondFactorSet(account.Id, Factor.Passkey), account.Id);
        passkey.Name = name.Trim().Normalize();
        await users.AddOrUpdatePasskeyAsync(account, passkey);
        IReadOnlyList<string> codes = [];
        if (!account.TwoFactorEnabled)
        {
            await users.ForgetAuthenticator(account); // a secret that was begun and never confirmed must not count now
            await users.SetTwoFactorEnabledAsync(account, true);
            codes = [.. (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes.Count))!];
        }

        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(new Done(codes, Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken)));
    }

    private static async Task<IResult> Rename(string id, Json<NewName> body, HttpContext http, UserManager<Account> users, AccessDatabase database, CancellationToken ct)
    {
        Texts.Need(http, ("name", body.Value.Name, 60));
        var account = await users.Of(Sessions.Of(http)!);
        if ((await users.GetPasskeysAsync(account)).SingleOrDefault(one => IdOf(one.CredentialId) == id) is not { } passkey) return AccessRules.Refused(Problems.NotFound);
        passkey.Name = body.Value.Name.Trim().Normalize();
        await users.AddOrUpdatePasskeyAsync(account, passkey);
        return TypedResults.Ok(await List(http, users, database, ct));
    }

    private static async Task<IResult> Remove(string id, Json<Confirmation> body, HttpContext http, UserManager<Account> users, CredentialCheck credentials,
        SignInManager<Account> principals, Sessions sessions, SecurityLog log, IAntiforgery antiforgery, CancellationToken ct)
    {
        body.Value.NeedShape(http);
        var account = await users.Of(Sessions.Of(http)!);
        var passkeys = await users.GetPasskeysAsync(account);
        if (passkeys.SingleOrDefault(one => IdOf(one.CredentialId) == id) is not { } passkey) return AccessRules.Refused(Problems.NotFound);
        if (await credentials.Confirm(http, account, body.Value, ct) is { } refusal) return AccessRules.Refused(refusal);
        await log.Record(new SecondFactorRemoved(account.Id, Factor.Passkey), account.Id);
        await users.RemovePasskeyAsync(account, passkey.CredentialId);
        if (passkeys.Count == 1 && !await users.HasAuthenticator(account)) await users.ForgetAuthenticator(account);
        await users.UpdateSecurityStampAsync(account);
        var me = await sessions.Renew(http, await principals.CreateUserPrincipalAsync(account), ct);
        return TypedResults.Ok(Me.Of(me, antiforgery.GetAndStoreTokens(http).RequestToken));
    }

    private static string IdOf(byte[] credential) => Base64Url.EncodeToString(credential);
}
