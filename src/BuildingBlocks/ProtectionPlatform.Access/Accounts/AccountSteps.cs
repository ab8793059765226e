using Microsoft.AspNetCore.Identity;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>Steps several slices take on an account.</summary>
internal static class AccountSteps
{
    private const string Store = "[AspNetUserStore]", Key = "AuthenticatorKey", Codes = "RecoveryCodes"; // as Identity's own store calls them

    /// <summary>The account behind a session.</summary>
    public static async Task<Account> Of(this UserManager<Account> users, SignedIn session) =>
        await users.FindByIdAsync(session.UserId.ToString()) ?? throw new InvalidOperationException("A session outlived its account.");

    /// <summary>Whether an authenticator is one of the second factors: with passkeys alone there is no secret.</summary>
    public static async Task<bool> HasAuthenticator(this UserManager<Account> users, Account account) =>
        account.TwoFactorEnabled && await users.GetAuthenticatorKeyAsync(account) is not null;

    /// <summary>No passkey is left.</summary>
    public static async Task ForgetPasskeys(this UserManager<Account> users, Account account)
    {
        foreach (var passkey in await users.GetPasskeysAsync(account)) await users.RemovePasskeyAsync(account, passkey.CredentialId);
    }

    /// <summary>Where passkeys remain, the second factor stays on with its recovery codes. Sessions that were signed in with the authenticator end in any case.</summary>
    public static async Task RemoveAuthenticator(this UserManager<Account> users, Account account)
    {
        if ((await users.GetPasskeysAsync(account)).Count == 0)
        {
            await users.ForgetAuthenticator(account);
            return;
        }

        await users.RemoveAuthenticationTokenAsync(account, Store, Key);
        await users.UpdateSecurityStampAsync(account);
    }

    /// <summary>No authenticator, no secret and no recovery code are left; sessions that were signed in with them end.</summary>
    public static async Task ForgetAuthenticator(this UserManager<Account> users, Account account)
    {
        await users.SetTwoFactorEnabledAsync(account, false);
        await users.RemoveAuthenticationTokenAsync(account, Store, Key);
        await users.RemoveAuthenticationTokenAsync(account, Store, Codes);
    }

    /// <summary>Nobody signs in to it with an outside provider any more; sessions end.</summary>
    public static async Task ForgetOutsideAccounts(this UserManager<Account> users, Account account)
    {
        foreach (var login in await users.GetLoginsAsync(account)) await users.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
    }
}
