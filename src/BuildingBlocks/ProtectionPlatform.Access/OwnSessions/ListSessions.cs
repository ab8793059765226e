using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.SigningIn;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.OwnSessions;

/// <summary>The caller's own sessions, the one seen last first.</summary>
internal static class ListSessions
{
    /// <param name="Device">Browser and system in words; empty when the browser did not say.</param>
    /// <param name="Network">Where it was opened from, without the last part of the address.</param>
    /// <param name="Current">The one of this request.</param>
    public sealed record SessionRow(Guid Id, string Device, string Network, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, bool Locked, bool Current);

    public sealed record SessionList(IReadOnlyList<SessionRow> Items);

    internal static void Map(IEndpointRouteBuilder access) => access
        .MapGet("/sessions", Handle)
        .Reads<SessionList>("listOwnSessions", "Các phiên của tôi / My sessions", "Browsers the caller is signed in with.");

    private static async Task<SessionList> Handle(HttpContext http, AccessDatabase database, CancellationToken ct)
    {
        var current = Sessions.Of(http)!;
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(Guid Id, string Device, string Network, DateTime StartedAt, DateTime LastSeenAt, bool Locked)>(new CommandDefinition(
            "select id, device, network, started_at, last_seen_at, locked from identity.sessions where user_id = @UserId order by last_seen_at desc, id",
            new { current.UserId }, cancellationToken: ct));
        return new SessionList([.. rows.Select(row => new SessionRow(row.Id, row.Device, row.Network, row.StartedAt, row.LastSeenAt, row.Locked, row.Id == current.SessionId))]);
    }
}
