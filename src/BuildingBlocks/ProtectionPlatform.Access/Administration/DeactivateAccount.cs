using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Administration;

/// <summary>Closes an account, at once and everywhere; or lets somebody in again who mistyped too often.</summary>
internal static class DeactivateAccount
{
    internal static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapPost("/{id:guid}/deactivation", Close)
            .Acts<object>("deactivateAccount", "Ngừng tài khoản / Close an account", "Ends all its sessions. The name stays in history. Inviting again opens it.", StatusCodes.Status204NoContent);
        accounts.MapDelete("/{id:guid}/pause", LiftPause)
            .Acts<object>("liftPause", "Bỏ tạm khóa / Lift a pause", "Of an account paused after several wrong tries.", StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Close(Guid id, Actor actor, Reach reach, UserManager<Account> users, Sessions sessions, PlatformDirectory directory,
        SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        if (!await reach.Holds(id, ct) || await users.FindByIdAsync(id.ToString()) is not { } account) return AccessRules.Refused(Problems.NotFound);
        if (id == actor.Id) return AccessRules.Refused(AccessRules.NotOneself);
        if (account.DeactivatedAt is not null) return TypedResults.NoContent();
        await log.Record(new AccountDeactivated(id), actor.Id);
        account.DeactivatedAt = clock.Now();
        await users.UpdateSecurityStampAsync(account); // an open invitation is void, too
        await sessions.EndAll(id, SessionEnd.Deactivated, actor.Id, ct);
        directory.Forget();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LiftPause(Guid id, Actor actor, Reach reach, UserManager<Account> users, SecurityLog log, CancellationToken ct)
    {
        if (!await reach.Holds(id, ct) || await users.FindByIdAsync(id.ToString()) is not { } account) return AccessRules.Refused(Problems.NotFound);
        if (!await users.IsLockedOutAsync(account)) return TypedResults.NoContent();
        await log.Record(new AccountPauseLifted(id), actor.Id);
        await users.SetLockoutEndDateAsync(account, null);
        await users.ResetAccessFailedCountAsync(account);
        return TypedResults.NoContent();
    }
}
