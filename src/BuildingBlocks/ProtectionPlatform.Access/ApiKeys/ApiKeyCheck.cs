using System.Security.Claims;
using System.Security.Cryptography;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.ApiKeys;

/// <summary>The key of the request at hand, which counts.</summary>
internal sealed record ApiKeyInUse(Guid Id, string Name, Guid OrganisationId, string OrganisationName, IReadOnlyList<string> Scopes, int PerMinute)
{
    public Actor ToActor() => new(Id, Name, [new(Role.ApiClient, OrganisationId)]) { Scopes = Scopes };
}

/// <summary>How often a key may be used, and how often it is written down that one was refused.</summary>
internal sealed class ApiKeyLimits : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<ApiKeyInUse> uses =
        PartitionedRateLimiter.Create<ApiKeyInUse, (Guid, int)>(key => RateWindows.Partition((key.Id, key.PerMinute), key.PerMinute, Minute));

    private readonly PartitionedRateLimiter<string> refusals = RateWindows.Of(4, Minute);

    public TimeSpan? Refuse(ApiKeyInUse key) => uses.Wait(key);

    /// <summary>Whoever tries keys without end must not fill the log.</summary>
    public bool IsWorthRecording(Guid? key) => refusals.Wait(key?.ToString() ?? "") is null;

    public void Dispose()
    {
        uses.Dispose();
        refusals.Dispose();
    }
}

/// <summary>
/// Takes <c>Authorization: Bearer pp_…</c> for who the caller is. A request with a key is the key's alone: a cookie beside it does not count,
/// and a key that does not count is refused even where nobody needs one.
/// </summary>
internal sealed class ApiKeyCheck(RequestDelegate next, AccessDatabase database, ApiKeyLimits limits, SecurityLog log, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    private static readonly object ItemKey = new();

    public static ApiKeyInUse? Of(HttpContext? http) => http?.Items[ItemKey] as ApiKeyInUse;

    public async Task InvokeAsync(HttpContext http)
    {
        var given = http.Request.Headers.Authorization.ToString();
        if (!given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        var (key, id, failure) = await Find(given[Scheme.Length..].Trim(), http.RequestAborted);
        if (key is null)
        {
            if (limits.IsWorthRecording(id)) await log.Record(new ApiKeyRefused(id, failure), by: null);
            http.Response.Headers.WWWAuthenticate = Scheme.Trim();
            throw new ProblemException(AccessRules.ApiKeyRefused);
        }

        if (limits.Refuse(key) is { } wait) throw RateWindows.TooMany(http, wait);
        http.Request.Headers.Cookie = default;
        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, key.Id.ToString())], authenticationType: "ApiKey"));
        http.Items[ItemKey] = key;
        await next(http);
    }

    private async Task<(ApiKeyInUse? Key, Guid? Id, ApiKeyFailure Failure)> Find(string given, CancellationToken ct)
    {
        if (!KeyText.IsOne(given)) return (null, null, ApiKeyFailure.Unknown);
        var now = clock.Now();
        ApiKeyInUse key;
        DateTimeOffset? lastUsed;
        await using (var command = database.Source.CreateCommand(
            """
            select s.digest, s.valid_until, k.id, k.name, k.organisation_id, o.name, k.scopes, k.per_minute, k.expires_at, k.revoked_at is not null, k.last_used_at
            from access.api_key_secrets s join access.api_keys k on k.id = s.key_id
              left join access.organisation_periods o on o.organisation_id = k.organisation_id and $2 between o.valid_from and coalesce(o.valid_to, 'infinity')
            where s.handle = $1
            """))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = KeyText.Handle(given) });
            command.Parameters.Add(new NpgsqlParameter { Value = now.VietNamDay(), NpgsqlDbType = NpgsqlDbType.Date });
            await using var row = await command.ExecuteReaderAsync(ct);
            if (!await row.ReadAsync(ct) || !CryptographicOperations.FixedTimeEquals(row.GetFieldValue<byte[]>(0), KeyText.Digest(given)))
                return (null, null, ApiKeyFailure.Unknown);
            var id = row.GetGuid(2);
            if (row.GetBoolean(9)) return (null, id, ApiKeyFailure.Revoked);
            if (row.GetFieldValue<DateTimeOffset>(8) <= now) return (null, id, ApiKeyFailure.Expired);
            if (!row.IsDBNull(1) && row.GetFieldValue<DateTimeOffset>(1) <= now) return (null, id, ApiKeyFailure.Replaced);
            if (row.IsDBNull(5)) return (null, id, ApiKeyFailure.OrganisationEnded);
            key = new(id, row.GetString(3), row.GetGuid(4), row.GetString(5), row.GetFieldValue<string[]>(6), row.GetInt32(7));
            lastUsed = row.IsDBNull(10) ? null : row.GetFieldValue<DateTimeOffset>(10);
        }

        await Use(key.Id, lastUsed, new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero), ct);
        return (key, key.Id, default);
    }

    /// <summary>To the hour: enough to see that a key is not needed any more, and written once an hour at most.</summary>
    private async Task Use(Guid id, DateTimeOffset? before, DateTimeOffset hour, CancellationToken ct)
    {
        if (before == hour) return;
        await using var command = database.Source.CreateCommand("update access.api_keys set last_used_at = $2 where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = hour });
        await command.ExecuteNonQueryAsync(ct);
    }
}
