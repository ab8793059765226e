using Microsoft.AspNetCore.Identity;

namespace ProtectionPlatform.Access.Accounts;

/// <summary>What a password must be: long, not the person's own name, and none that everybody tries first. Length protects, composition rules only annoy.</summary>
internal static class NewPassword
{
    public const int Shortest = 12;

    public static async Task<string?> Fault(UserManager<Account> users, Account account, string password, bool vi)
    {
        foreach (var rule in users.PasswordValidators)
            if (!(await rule.ValidateAsync(users, account, password)).Succeeded) return vi ? $"Cần ít nhất {Shortest} ký tự." : $"Needs at least {Shortest} characters.";
        if (CommonPasswords.Has(password)) return vi ? "Dễ đoán: chỉ gồm từ, số hoặc dãy phím ai cũng dùng. Hãy thêm vài từ của riêng anh/chị." : "Easily guessed: nothing but words, numbers or keys everybody uses. Add some words of your own.";
        return account.UserName is { Length: > 3 } name && password.Contains(name, StringComparison.OrdinalIgnoreCase)
            ? vi ? "Không được chứa tên đăng nhập." : "Must not hold the user name."
            : null;
    }
}
