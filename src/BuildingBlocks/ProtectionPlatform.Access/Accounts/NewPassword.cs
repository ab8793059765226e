using Microsoft.AspNetCore.Identity;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>What a password must be: long, and not the person's own name. Length protects, composition rules only annoy.</summary>
internal static class NewPassword
{
    public const int Shortest = 12;

    public static async Task<string?> Fault(UserManager<Account> users, Account account, string password, bool vi)
    {
        foreach (var rule in users.PasswordValidators)
            if (!(await rule.ValidateAsync(users, account, password)).Succeeded) return vi ? $"Cần ít nhất {Shortest} ký tự." : $"Needs at least {Shortest} characters.";
        return account.UserName is { Length: > 3 } name && password.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? vi ? "Không được chứa tên đăng nhập." : "Must not hold the user name."
            : null;
    }
}
