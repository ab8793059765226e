using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Administration;

/// <summary>The accounts an administrator looks after, and what is amiss with them.</summary>
internal static class ListAccounts
{
    /// <param name="Invited">No password was chosen yet.</param>
    /// <param name="LacksSecondFactor">The role needs one and there is none; a demonstration account may be exempt.</param>
    /// <param name="PausedUntil">After several wrong tries; null when not paused.</param>
    public sealed record AccountRow(Guid Id, string UserName, string DisplayName, IReadOnlyList<HeldRole> Memberships,
        bool Invited, bool HasSecondFactor, bool LacksSecondFactor, bool SecondFactorWaived, DateTimeOffset? PausedUntil, DateTimeOffset? DeactivatedAt);

    public sealed record HeldRole(Role Role, Guid OrganisationId);

    public sealed record AccountList(IReadOnlyList<AccountRow> Items);

    internal static void Map(IEndpointRouteBuilder accounts) => accounts
        .MapGet("/", Handle)
        .Reads<AccountList>("listAccounts", "Người dùng / Accounts", "For administrators: accounts of people who hold, or held, a role at their organisation or beneath it.");

    private static async Task<IResult> Handle(Actor actor, Reach reach, AccessDatabase database, TimeProvider clock, AccessSettings settings, CancellationToken ct)
    {
        var now = clock.Now();
        await using var command = database.Source.CreateCommand(
            """
            select u.id, u.user_name, u.display_name, u.password_hash is null, u.two_factor_enabled, u.second_factor_waived, u.lockout_end, u.deactivated_at, m.role, m.organisation_id
            from identity.users u left join access.memberships m on m.user_id = u.id and $2 between m.valid_from and coalesce(m.valid_to, 'infinity')
            where exists (select from access.memberships once where once.user_id = u.id and once.organisation_id = any($1))
            order by u.deactivated_at is not null, u.display_name, u.id, m.role
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = await reach.Organisations(ct) });
        command.Parameters.Add(new NpgsqlParameter { Value = now.VietNamDay(), NpgsqlDbType = NpgsqlDbType.Date });
        var rows = new List<AccountRow>();
        var held = new List<HeldRole>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            if (rows.Count == 0 || rows[^1].Id != row.GetGuid(0))
                rows.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), held = [], row.GetBoolean(3), row.GetBoolean(4), false,
                    row.GetBoolean(5) && settings.DemoWithoutSecondFactor, At(6) is { } until && until > now ? until : null, At(7)));
            if (!row.IsDBNull(8)) held.Add(new(Enum.Parse<Role>(row.GetString(8)), row.GetGuid(9)));
        }

        return TypedResults.Ok(new AccountList([.. rows.Select(account => account with
        {
            LacksSecondFactor = !account.HasSecondFactor && account.DeactivatedAt is null && CaseRoles.IsAmong(account.Memberships.Select(one => one.Role)),
        })]));

        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
