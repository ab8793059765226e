using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.Access.Administration;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.ApiKeys;

/// <summary>The keys an administrator looks after: those that work first, the one that ends soonest on top.</summary>
internal static class ListApiKeys
{
    /// <param name="Start">How it begins, by which its owner recognises it.</param>
    /// <param name="OldUntil">While it is being changed over: so long the secret before works, too.</param>
    /// <param name="LastUsedAt">To the hour; null when never.</param>
    public sealed record KeyRow(Guid Id, string Name, Guid OrganisationId, IReadOnlyList<string> Scopes, int RequestsPerMinute, string Start,
        DateTimeOffset MadeAt, Guid MadeBy, string MadeByName, DateTimeOffset ExpiresAt, DateTimeOffset? OldUntil, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt, bool Works);

    public sealed record ScopeRow(string Code, string Vi, string En, bool Reads);

    /// <param name="Scopes">What keys can be for.</param>
    public sealed record KeyList(IReadOnlyList<KeyRow> Items, IReadOnlyList<ScopeRow> Scopes);

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapGet("/", Handle)
        .Reads<KeyList>("listApiKeys", "Khóa API / API keys", "For administrators: keys of programs at their organisation or beneath it, also those that have ended; and what keys can be for.");

    private static async Task<IResult> Handle(Reach reach, AccessDatabase database, TimeProvider clock, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            select k.id, k.name, k.organisation_id, k.scopes, k.per_minute, s.handle, k.made_at, k.made_by, coalesce(u.display_name, ''), k.expires_at,
              (select max(old.valid_until) from access.api_key_secrets old where old.key_id = k.id and old.valid_until > $2), k.last_used_at, k.revoked_at,
              k.revoked_at is null and k.expires_at > $2 as works
            from access.api_keys k join access.api_key_secrets s on s.key_id = k.id and s.valid_until is null left join identity.users u on u.id = k.made_by
            where k.organisation_id = any($1)
            order by works desc, case when k.revoked_at is null and k.expires_at > $2 then k.expires_at end, k.made_at desc
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = await reach.Organisations(ct) });
        command.Parameters.Add(new NpgsqlParameter { Value = clock.Now() });
        var rows = new List<KeyRow>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            rows.Add(new(row.GetGuid(0), row.GetString(1), row.GetGuid(2), row.GetFieldValue<string[]>(3), row.GetInt32(4), $"{KeyText.Prefix}{row.GetString(5)}…",
                row.GetFieldValue<DateTimeOffset>(6), row.GetGuid(7), row.GetString(8), row.GetFieldValue<DateTimeOffset>(9), At(10), At(11), At(12), row.GetBoolean(13)));
        return TypedResults.Ok(new KeyList(rows, [.. ApiScopes.All.Select(scope => new ScopeRow(scope.Code, scope.Vi, scope.En, scope.Reads))]));

        DateTimeOffset? At(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }
}
