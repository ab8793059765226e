using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.Access.Administration;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.ApiKeys;

/// <summary>Takes a key back, at once. Its name stays beside what it did.</summary>
internal static class RevokeApiKey
{
    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("/{id:guid}/revocation", Handle)
        .Acts<object>("revokeApiKey", "Thu hồi khóa API / Revoke an API key", "The next request with it is refused. There is no way back.", StatusCodes.Status204NoContent);

    private static async Task<IResult> Handle(Guid id, Actor actor, Reach reach, AccessDatabase database, SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.Now();
        if (await RotateApiKey.Standing(database, id, await reach.Organisations(ct), now, ct) is not { } works) return AccessRules.Refused(Problems.NotFound);
        if (!works) return TypedResults.NoContent();
        await log.Record(new ApiKeyRevoked(id), actor.Id);
        await using var command = database.Source.CreateCommand("update access.api_keys set revoked_at = $2 where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await command.ExecuteNonQueryAsync(ct);
        return TypedResults.NoContent();
    }
}
