using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.OutsideSignIn;
using ProtectionPlatform.Access.Passkeys;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>
/// Checks what a person signs in with, counts and records what was wrong. An unknown name, a paused or closed account and a wrong password
/// answer alike and take about as long.
/// </summary>
internal sealed class CredentialCheck(
    UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Codes codes, PasskeyCheck passkeys, SignInLimits limits, SecurityLog log)
{
    // Tries on one account queue up here: Identity counts tries made at the same moment as one, which would be a way round the pause.
    private static readonly SemaphoreSlim[] Queues = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    private static string? decoy;

    public sealed record Answer(Account? Account, Proof By, Rule? Refusal);

    public async Task<Answer> Check(HttpContext http, SignIn.Credentials given, CancellationToken ct)
    {
        var name = users.NormalizeName(given.UserName);
        await Limit(http, name);
        using var turn = await Turn(name, ct);
        var account = await users.FindByNameAsync(given.UserName);
        if (await WrongPassword(account, given.Password) is { } wrong) return await Refuse(account, wrong);
        if (!account!.TwoFactorEnabled) return new(account, Proof.Password, null);
        if (given is { Code: null, RecoveryCode: null }) return new(null, default, AccessRules.SecondFactorNeeded);
        var by = given.Code is not null ? Proof.PasswordAndCode : Proof.PasswordAndRecoveryCode;
        if (!await IsRight(account, given.Code, given.RecoveryCode, ct)) return await RefuseCode(account);
        await users.ResetAccessFailedCountAsync(account);
        return new(account, by, null);
    }

    /// <summary>The same for somebody an outside provider vouched for. Who gets here has proved who they are there, so they are told how their account stands.</summary>
    public async Task<Answer> CheckVouched(HttpContext http, Vouched vouched, string? code, string? recoveryCode, CancellationToken ct)
    {
        var account = await users.FindByLoginAsync(vouched.Issuer, vouched.Subject);
        await Limit(http, account?.NormalizedUserName);
        if (account is null) return await Refuse(null, SignInFailure.NotLinked, AccessRules.OutsideNotLinked);
        using var turn = await Turn(account.NormalizedUserName!, ct);
        if (account.DeactivatedAt is not null) return await Refuse(account, SignInFailure.Deactivated, AccessRules.AccountNotOpen);
        if (await users.IsLockedOutAsync(account)) return await Refuse(account, SignInFailure.Paused, AccessRules.AccountNotOpen);
        var by = vouched.TwoFactors ? Proof.OutsideWithTwoFactors : Proof.Outside;
        if (account.TwoFactorEnabled && !vouched.TwoFactors)
        {
            if ((code, recoveryCode) is (null, null)) return new(null, default, AccessRules.SecondFactorNeeded);
            by = code is not null ? Proof.OutsideAndCode : Proof.OutsideAndRecoveryCode;
            if (!await IsRight(account, code, recoveryCode, ct)) return await RefuseCode(account);
        }

        if (!await codes.Use(account.Id, vouched.Ticket, ct)) return await Refuse(account, SignInFailure.OutsideFailed, AccessRules.OutsideAnswerMissing);
        await users.ResetAccessFailedCountAsync(account);
        return new(account, by, null);
    }

    /// <summary>Records that nobody was signed in because the provider or the person there refused, or its answer was not good.</summary>
    /// <returns>False when this address tried too often, which is not recorded each time.</returns>
    public async Task<bool> NoteOutsideFailure(HttpContext http)
    {
        if (limits.Refuse(http, name: null) is not null) return false;
        await log.Record(new SignInFailed(null, SignInFailure.OutsideFailed), by: null);
        return true;
    }

    /// <summary>Everything the person signs in with, again, for what changes how they do.</summary>
    /// <exception cref="ProblemException">The password is wrong; named at its field.</exception>
    public async Task<Rule?> Confirm(HttpContext http, Account account, Confirmation given, CancellationToken ct)
    {
        if (given.Credential is { } credential) return (await CheckPasskey(http, given.Challenge ?? default, credential, account.Id, ct)).Refusal;
        if (!await IsPasswordOf(http, account, given.Password!, ct)) throw AccessRules.WrongPassword(http, "password");
        return !account.TwoFactorEnabled ? null : given.Code is null ? AccessRules.SecondFactorNeeded : await CheckCode(http, account, given.Code, ct);
    }

    /// <summary>A passkey proves both that it is there and that its device verified the person.</summary>
    /// <param name="of">Whose it must be; anybody's when null.</param>
    public async Task<Answer> CheckPasskey(HttpContext http, Guid challenge, string credential, Guid? of, CancellationToken ct)
    {
        await Limit(http, name: null);
        var account = await passkeys.Answered(http, challenge, credential, ct);
        if (account is null || (of is { } whose && account.Id != whose)) return await Refuse(account, SignInFailure.WrongPasskey, AccessRules.PasskeyRefused);
        if (account.DeactivatedAt is not null) return await Refuse(account, SignInFailure.Deactivated, AccessRules.AccountNotOpen);
        if (await users.IsLockedOutAsync(account)) return await Refuse(account, SignInFailure.Paused, AccessRules.AccountNotOpen);
        await users.ResetAccessFailedCountAsync(account);
        return new(account, Proof.Passkey, null);
    }

    /// <summary>Whether it is really the person who is at their session: their password again.</summary>
    public async Task<bool> IsPasswordOf(HttpContext http, Account account, string password, CancellationToken ct)
    {
        await Limit(http, account.NormalizedUserName);
        using var turn = await Turn(account.NormalizedUserName!, ct);
        if (await WrongPassword(account, password) is not { } wrong)
        {
            await users.ResetAccessFailedCountAsync(account);
            return true;
        }

        await Refuse(account, wrong);
        return false;
    }

    /// <summary>A fresh code of the authenticator, or a recovery code, for what a password alone must not do.</summary>
    public async Task<Rule?> CheckCode(HttpContext http, Account account, string code, CancellationToken ct)
    {
        await Limit(http, account.NormalizedUserName);
        using var turn = await Turn(account.NormalizedUserName!, ct);
        if (await users.IsLockedOutAsync(account)) return (await Refuse(account, SignInFailure.Paused)).Refusal;
        if (!await IsRight(account, code, code, ct)) return (await RefuseCode(account)).Refusal;
        await users.ResetAccessFailedCountAsync(account);
        return null;
    }

    /// <exception cref="ProblemException">Too many tries (429).</exception>
    public async Task Limit(HttpContext http, string? name)
    {
        if (limits.Refuse(http, name) is not { } wait) return;
        await log.Record(new SignInFailed(null, SignInFailure.TooMany), by: null);
        throw RateWindows.TooMany(http, wait);
    }

    private async Task<SignInFailure?> WrongPassword(Account? account, string password)
    {
        var closed = account is null ? SignInFailure.UnknownName
            : account.DeactivatedAt is not null ? SignInFailure.Deactivated
            : await users.IsLockedOutAsync(account) ? SignInFailure.Paused
            : (SignInFailure?)null;
        if (closed is null && account!.PasswordHash is not null)
            return (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded ? null : SignInFailure.WrongPassword;
        decoy ??= hasher.HashPassword(new Account(), Guid.CreateVersion7().ToString());
        hasher.VerifyHashedPassword(new Account(), decoy, password);
        return closed ?? SignInFailure.WrongPassword;
    }

    private async Task<bool> IsRight(Account account, string? code, string? recoveryCode, CancellationToken ct) =>
        (code is not null && await codes.IsFresh(account, code, ct))
        || (recoveryCode is not null && (await users.RedeemTwoFactorRecoveryCodeAsync(account, Codes.Plain(recoveryCode))).Succeeded);

    private async Task<Answer> RefuseCode(Account account)
    {
        await users.AccessFailedAsync(account);
        await Refuse(account, SignInFailure.WrongCode);
        return new(null, default, AccessRules.CodeWrong);
    }

    private async Task<Answer> Refuse(Account? account, SignInFailure reason, Rule? rule = null)
    {
        await log.Record(new SignInFailed(account?.Id, reason), by: null);
        if (reason is SignInFailure.WrongPassword or SignInFailure.WrongCode && account is { LockoutEnd: { } until } && await users.IsLockedOutAsync(account))
            await log.Record(new AccountPaused(account.Id, until), by: null);
        return new(null, default, rule ?? AccessRules.SignInFailed);
    }

    private static async Task<IDisposable> Turn(string name, CancellationToken ct)
    {
        var queue = Queues[(uint)name.GetHashCode(StringComparison.Ordinal) % Queues.Length];
        await queue.WaitAsync(ct);
        return new Release(queue);
    }

    private sealed class Release(SemaphoreSlim queue) : IDisposable
    {
        public void Dispose() => queue.Release();
    }
}
