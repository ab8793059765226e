using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Administration;

/// <summary>
/// Invites a person: their account is made, and a link by which they choose their password, good once and for 72 hours, is shown to the
/// administrator this one time. Invited again, somebody who lost password or telephone begins anew.
/// </summary>
internal static class InviteAccount
{
    public static readonly TimeSpan ValidFor = TimeSpan.FromHours(72);

    public sealed record Body(string UserName, string DisplayName, IReadOnlyList<ListAccounts.HeldRole> Memberships, string? Email = null);

    /// <param name="Link">Path of the page that takes it. What comes after # never reaches a server's log.</param>
    public sealed record Invitation(Guid Id, string Link, DateTimeOffset ValidUntil);

    internal static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapPost("/", Invite)
            .Acts<Invitation>("inviteAccount", "Mời người dùng / Invite somebody", "By administrators, for roles at their organisation or beneath it. Only this answer ever holds the link.", StatusCodes.Status201Created);
        accounts.MapPost("/{id:guid}/invitation", Again)
            .Acts<Invitation>("inviteAccountAgain", "Mời lại / Invite again",
                "Takes away password, second factor, passkeys, a link to an outside provider and sessions, opens a closed account, and gives a new link.", StatusCodes.Status200OK);
    }

    private static async Task<IResult> Invite(Json<Body> body, HttpContext http, Actor actor, Reach reach, UserManager<Account> users,
        AccessDatabase database, PlatformDirectory directory, SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        var (userName, displayName, memberships, email) = body.Value;
        Texts.Need(http, ("userName", userName, 64), ("displayName", displayName, 200), ("email", email ?? "-", 256));
        var vi = Language.IsVietnamese(http);
        var reached = await reach.Organisations(ct);
        if (memberships.Count is 0 or > 20 || !memberships.All(held => held.Role != Role.ApiClient && reached.Contains(held.OrganisationId)))
            throw AccessRules.Invalid("memberships", vi ? "Cần ít nhất một vai trò tại tổ chức bạn quản trị." : "Needs at least one role at an organisation you administer.");
        var account = new Account { Id = clock.NewId(), UserName = userName.Trim(), DisplayName = displayName.Trim().Normalize(), Email = email?.Trim() };
        foreach (var rule in users.UserValidators)
            if (await rule.ValidateAsync(users, account) is { Succeeded: false } refused)
                throw AccessRules.Invalid("userName", refused.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
                    ? vi ? "Tên này đã có người dùng." : "This name is taken."
                    : vi ? "Chỉ dùng chữ cái không dấu, chữ số và . _ - @ +" : "Only plain letters, digits and . _ - @ +");
        await log.Record(new AccountInvited(account.Id, [.. memberships.Select(held => new Membership(held.Role, held.OrganisationId))], Again: false), actor.Id);
        await users.CreateAsync(account);
        await using var batch = database.Source.CreateBatch();
        foreach (var held in memberships.Distinct())
        {
            var command = new NpgsqlBatchCommand("insert into access.memberships (user_id, role, organisation_id, valid_from) values ($1, $2, $3, $4)");
            foreach (var value in (object[])[account.Id, held.Role.ToString(), held.OrganisationId, clock.Now().VietNamDay()]) command.Parameters.Add(new NpgsqlParameter { Value = value });
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(ct);
        directory.Forget();
        return TypedResults.Created((string?)null, await Link(users, account, clock));
    }

    private static async Task<IResult> Again(Guid id, Actor actor, Reach reach, UserManager<Account> users, Sessions sessions, SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        if (!await reach.Holds(id, ct) || await users.FindByIdAsync(id.ToString()) is not { } account) return AccessRules.Refused(Problems.NotFound);
        if (id == actor.Id) return AccessRules.Refused(AccessRules.NotOneself);
        await log.Record(new AccountInvited(id, [], Again: true), actor.Id);
        account.DeactivatedAt = null;
        await users.RemovePasswordAsync(account);
        await users.ForgetAuthenticator(account);
        await users.ForgetPasskeys(account);
        await users.ForgetOutsideAccounts(account);
        await users.SetLockoutEndDateAsync(account, null);
        await sessions.EndAll(id, SessionEnd.CredentialsChanged, actor.Id, ct);
        return TypedResults.Ok(await Link(users, account, clock));
    }

    /// <summary>Identity's own token for setting a password: void once the password is set, and when another is asked for.</summary>
    private static async Task<Invitation> Link(UserManager<Account> users, Account account, TimeProvider clock)
    {
        await users.UpdateSecurityStampAsync(account);
        var token = await users.GeneratePasswordResetTokenAsync(account);
        return new(account.Id, $"/loi-moi#{account.Id}.{Uri.EscapeDataString(token)}", clock.Now() + ValidFor);
    }
}
