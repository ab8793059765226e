using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Access.Passkeys;

/// <summary>
/// Passkeys as ASP.NET Core Identity checks them (WebAuthn). The question stays here and is struck out when it is answered, rightly or not:
/// an answer is good once. The authenticator must have verified its person, so that a passkey is both factors.
/// </summary>
internal sealed class PasskeyCheck(IPasskeyHandler<Account> handler, UserManager<Account> users, AccessDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <param name="Challenge">Names the question in the answer.</param>
    /// <param name="Options">What navigator.credentials takes, as JSON text.</param>
    public sealed record Question(Guid Challenge, string Options);

    public async Task<Question> AskForNew(HttpContext http, Account account, CancellationToken ct)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.DisplayName }, http);
        return new(await Keep(made.AttestationState!, ct), made.CreationOptionsJson);
    }

    /// <summary>For whoever has a passkey of this platform at hand.</summary>
    public async Task<Question> Ask(HttpContext http, CancellationToken ct)
    {
        var made = await handler.MakeRequestOptionsAsync(null, http);
        return new(await Keep(made.AssertionState!, ct), made.RequestOptionsJson);
    }

    /// <summary>The new passkey of this account; null when the answer is not good.</summary>
    public async Task<UserPasskeyInfo?> Take(HttpContext http, Account account, Guid challenge, string credential, CancellationToken ct)
    {
        if (await StrikeOut(challenge, ct) is not { } state) return null;
        var result = await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = state });
        return result.Succeeded && result.UserEntity.Id == account.Id.ToString() && await users.FindByPasskeyIdAsync(result.Passkey.CredentialId) is null ? result.Passkey : null;
    }

    /// <summary>Whose passkey answered; null when the answer is not good.</summary>
    public async Task<Account?> Answered(HttpContext http, Guid challenge, string credential, CancellationToken ct)
    {
        if (await StrikeOut(challenge, ct) is not { } state) return null;
        var result = await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!result.Succeeded) return null;
        await users.AddOrUpdatePasskeyAsync(result.User, result.Passkey); // its counter, by which a copy would be noticed
        await Execute(
            "insert into identity.passkey_uses (credential_id, used_at) values ($1, $2) on conflict (credential_id) do update set used_at = excluded.used_at",
            ct, result.Passkey.CredentialId, clock.Now());
        return result.User;
    }

    private async Task<Guid> Keep(string state, CancellationToken ct)
    {
        var (id, now) = (clock.NewId(), clock.Now());
        await Execute("with old as (delete from identity.passkey_challenges where made_at < $3) insert into identity.passkey_challenges (id, state, made_at) values ($1, $2, $4)",
            ct, id, state, now - Fresh, now);
        return id;
    }

    private async Task<string?> StrikeOut(Guid challenge, CancellationToken ct)
    {
        await using var command = Command("delete from identity.passkey_challenges where id = $1 returning case when made_at >= $2 then state end", challenge, clock.Now() - Fresh);
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
