using Microsoft.AspNetCore.Identity;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>Steps several slices take on an account.</summary>
internal static class AccountSteps
{
    private const string Store = "[AspNetUserStore]", Key = "AuthenticatorKey", Codes = "RecoveryCodes"; // as Identity's own store calls them

    /// <summary>The account behind a session.</summary>
    public static async Task<Account> Of(this UserManager<Account> users, SignedIn session) =>
        await users.FindByIdAsync(session.UserId.ToString()) ?? throw new InvalidOperationException("A session outlived its account.");

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
