using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ProtectionPlatform.Access.Administration;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.ApiKeys;

/// <summary>Gives a program of an integrator a key. It is shown this one time; only its digest is kept.</summary>
internal static class MakeApiKey
{
    private const int LongestLife = 365, MostPerMinute = 6_000;

    /// <param name="OrganisationId">At which the program stands: the administrator's own or one beneath.</param>
    /// <param name="Scopes">What it may do; what only reads when nothing is said.</param>
    /// <param name="ValidForDays">At most a year.</param>
    /// <param name="RequestsPerMinute">More are answered 429.</param>
    public sealed record Body(string Name, Guid OrganisationId, IReadOnlyList<string>? Scopes = null, int ValidForDays = 90, int RequestsPerMinute = 60);

    /// <param name="Key">For the header Authorization: Bearer. Nobody can show it again.</param>
    public sealed record Made(Guid Id, string Key, DateTimeOffset ExpiresAt);

    internal static void Map(IEndpointRouteBuilder keys) => keys
        .MapPost("/", Handle)
        .Acts<Made>("makeApiKey", "Cấp khóa API / Make an API key",
            "By administrators, for a program at their organisation or beneath it. Without scopes the key only reads. Only this answer ever holds the key.", StatusCodes.Status201Created);

    private static async Task<IResult> Handle(Json<Body> body, HttpContext http, Actor actor, Reach reach, AccessDatabase database, PlatformDirectory directory,
        SecurityLog log, TimeProvider clock, CancellationToken ct)
    {
        var (name, organisation, asked, days, perMinute) = body.Value;
        Texts.Need(http, ("name", name, 100));
        IReadOnlyList<string> scopes = asked is null ? [.. ApiScopes.All.Where(scope => scope.Reads).Select(scope => scope.Code)] : [.. asked.Distinct()];
        Check(http, days, ("scopes", scopes.Count > 0 && scopes.All(code => ApiScopes.All.Any(scope => scope.Code == code)),
                $"Cần ít nhất một trong: {Codes}.", $"Needs at least one of: {Codes}."),
            ("organisationId", (await reach.Organisations(ct)).Contains(organisation) && (await directory.Organisation(organisation, ct))!.IsValidOn(clock.Now().VietNamDay()),
                "Phải là tổ chức bạn quản trị và đang hoạt động.", "Must be an organisation you administer that exists today."),
            ("requestsPerMinute", perMinute is >= 1 and <= MostPerMinute, $"Từ 1 đến {MostPerMinute}.", $"From 1 to {MostPerMinute}."));
        var now = clock.Now();
        var id = clock.NewId();
        var expires = now.AddDays(days);
        await log.Record(new ApiKeyMade(id, organisation, scopes, perMinute, expires), actor.Id);
        var key = KeyText.Make();
        await using var batch = database.Source.CreateBatch();
        Add(batch, "insert into access.api_keys (id, name, organisation_id, scopes, per_minute, made_at, made_by, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            id, name.Trim().Normalize(), organisation, scopes.ToArray(), perMinute, now, actor.Id, expires);
        AddSecret(batch, id, key);
        await batch.ExecuteNonQueryAsync(ct);
        return TypedResults.Created((string?)null, new Made(id, key, expires));
    }

    /// <exception cref="ProblemException">Names every field that is wrong.</exception>
    internal static void Check(HttpContext http, int days, params ReadOnlySpan<(string Field, bool Fine, string Vi, string En)> others)
    {
        var vi = Language.IsVietnamese(http);
        var faults = new Dictionary<string, string[]>();
        if (days is < 1 or > LongestLife) faults["validForDays"] = [vi ? $"Từ 1 đến {LongestLife} ngày." : $"From 1 to {LongestLife} days."];
        foreach (var (field, fine, viReason, enReason) in others)
            if (!fine) faults[field] = [vi ? viReason : enReason];
        if (faults.Count > 0) throw new ProblemException(Problems.InvalidRequest, faults);
    }

    internal static void AddSecret(NpgsqlBatch batch, Guid id, string key) =>
        Add(batch, "insert into access.api_key_secrets (handle, key_id, digest) values ($1, $2, $3)", KeyText.Handle(key), id, KeyText.Digest(key));

    internal static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }

    private static string Codes => string.Join(", ", ApiScopes.All.Select(scope => scope.Code));
}
