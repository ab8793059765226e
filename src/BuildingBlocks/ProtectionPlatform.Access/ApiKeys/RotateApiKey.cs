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

/// <summary>A new secret for a key; the one before works beside it until the program has been changed over.</summary>
internal static class RotateApiKey
{
    /// <param name="OverlapDays">So long both work; at once only the new one when 0.</param>
    /// <param name="ValidForDays">How long the key lives from now on; at most a year.</param>
    public sealed record Body(int OverlapDays = 7, int ValidForDays = 90);

    /// <param name="Key">The new one. Nobody can show it again.</param>
    /// <param name="OldUntil">So long the one before still works.</param>
    public sealed record Rotated(Guid Id, string Key, DateTimeOffset ExpiresAt, DateTimeOffset OldUntil);

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("/{id:guid}/rotation", Handle)
        .Acts<Rotated>("rotateApiKey", "Thay khóa API / Rotate an API key",
            "Gives a new secret. The one before works beside it for overlapDays; one that was replaced earlier ends at once.", StatusCodes.Status200OK);

    private static async Task<IResult> Handle(Guid id, Json<Body> body, HttpContext http, Actor actor, Reach reach, AccessDatabase database,
        SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        var (overlap, days) = body.Value;
        MakeApiKey.Check(http, days, ("overlapDays", overlap is >= 0 and <= 30, "Từ 0 đến 30 ngày.", "From 0 to 30 days."));
        var now = clock.Now();
        if (await Standing(database, id, await reach.Organisations(ct), now, ct) is not { } works) return AccessRules.Refused(Problems.NotFound);
        if (!works) return AccessRules.Refused(AccessRules.ApiKeyEnded);
        var (expires, oldUntil) = (now.AddDays(days), now.AddDays(overlap));
        await log.Record(new ApiKeyRotated(id, oldUntil, expires), actor.Id);
        var key = KeyText.Make();
        await using var batch = database.Source.CreateBatch();
        MakeApiKey.Add(batch, "update access.api_key_secrets set valid_until = least(valid_until, $2) where key_id = $1 and valid_until is not null", id, now);
        // The secret must not outlive what the key was given for when it was made.
        MakeApiKey.Add(batch, "update access.api_key_secrets s set valid_until = least($2, k.expires_at) from access.api_keys k where k.id = s.key_id and s.key_id = $1 and s.valid_until is null", id, oldUntil);
        MakeApiKey.Add(batch, "update access.api_keys set expires_at = $2 where id = $1", id, expires);
        MakeApiKey.AddSecret(batch, id, key);
        await batch.ExecuteNonQueryAsync(ct);
        return TypedResults.Ok(new Rotated(id, key, expires, oldUntil));
    }

    /// <returns>Whether the key works; null when there is none within reach.</returns>
    internal static async Task<bool?> Standing(AccessDatabase database, Guid id, Guid[] reached, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select revoked_at is null and expires_at > $3 from access.api_keys where id = $1 and organisation_id = any($2)");
        foreach (var value in (object[])[id, reached, now]) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (bool?)await command.ExecuteScalarAsync(ct);
    }
}
