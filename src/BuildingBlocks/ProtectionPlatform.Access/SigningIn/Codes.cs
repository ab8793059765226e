using Microsoft.AspNetCore.Identity;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>Codes of an authenticator (RFC 6238, by Identity), each good for one use.</summary>
internal sealed class Codes(UserManager<Account> users, AccessDatabase database, TimeProvider clock)
{
    /// <summary>Identity accepts the codes of two and a half minutes, and an outside provider's answer counts for five; after that nobody can use one again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(6);

    public async Task<bool> IsFresh(Account account, string code, CancellationToken ct)
    {
        code = Plain(code);
        return await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code) && await Use(account.Id, code, ct);
    }

    /// <summary>As people type it from a slip of paper or a telephone: with blanks, in any case.</summary>
    public static string Plain(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <returns>Whether it was not used before.</returns>
    public async Task<bool> Use(Guid userId, string code, CancellationToken ct)
    {
        var now = clock.Now();
        await using var command = database.Source.CreateCommand(
            """
            with old as (delete from identity.used_codes where used_at < $3)
            insert into identity.used_codes (user_id, code, used_at) values ($1, $2, $4) on conflict do nothing
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = userId });
        command.Parameters.Add(new NpgsqlParameter { Value = code });
        command.Parameters.Add(new NpgsqlParameter { Value = now - Remembered });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }
}
