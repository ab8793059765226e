using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using ProtectionPlatform.Access.Accounts;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Security;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>
/// Sessions of signed-in browsers. Session, security stamp and memberships are read again at every request: a session that is to end
/// has ended at the next request, not when a cookie expires. An unfinished one counts for nothing but finishing it.
/// </summary>
internal sealed class Sessions(AccessDatabase database, SecurityLog log, AccessSettings settings, IOptions<IdentityOptions> identity, Exclusions exclusions, TimeProvider clock)
{
    private const string SessionClaim = "session";

    /// <summary>However often the cookie is renewed by use, after this the password is asked for again.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

    /// <summary>Being seen is written down at most so often.</summary>
    private static readonly TimeSpan SeenEvery = TimeSpan.FromSeconds(30);

    private static readonly object ItemKey = new();

    /// <summary>The session of this request, if it counts.</summary>
    public static SignedIn? Of(HttpContext? http) => OfAnyKind(http) is { Unfinished: null } finished ? finished : null;

    /// <summary>The session of this request, also one that is locked or waits for a second factor.</summary>
    public static SignedIn? OfAnyKind(HttpContext? http) => http?.Items[ItemKey] as SignedIn;

    /// <summary>Starts a session for a person who proved who they are, and lets the answer carry its cookie.</summary>
    public async Task<SignedIn> Open(HttpContext http, ClaimsPrincipal principal, Proof by, CancellationToken ct)
    {
        if (OfAnyKind(http) is { } before) await End(before.SessionId, SessionEnd.Replaced, by: before.UserId, ct);
        var now = clock.Now();
        var sessionId = clock.NewId();
        var userId = Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        await log.Record(new AccountSignedIn(userId, sessionId, by), userId);
        var from = WhereFrom.Of(http);
        await Execute(
            $"""
            insert into identity.sessions (id, user_id, started_at, last_seen_at, device, network, held)
            values ($1, $2, $3, $3, $4, $5, ({HeldBy("$2", "$6")}))
            """, ct, sessionId, userId, now, from.Device, from.Network, now.VietNamDay());
        return await Carry(http, principal, sessionId, ct);
    }

    /// <summary>After the person changed what they sign in with: this session goes on, all their others end.</summary>
    public async Task<SignedIn> Renew(HttpContext http, ClaimsPrincipal principal, CancellationToken ct)
    {
        var current = OfAnyKind(http)!;
        await EndAll(current.UserId, SessionEnd.CredentialsChanged, current.UserId, ct, except: current.SessionId);
        return await Carry(http, principal, current.SessionId, ct);
    }

    /// <summary>Ends the session of this request, if it has one, on the server as well as in the browser.</summary>
    public async Task Close(HttpContext http, CancellationToken ct)
    {
        if (OfAnyKind(http) is { } current) await End(current.SessionId, SessionEnd.SignedOut, current.UserId, ct);
        http.Items.Remove(ItemKey);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Locks or unlocks the session of this request.</summary>
    public async Task<SignedIn> Lock(HttpContext http, bool locked, CancellationToken ct)
    {
        var current = OfAnyKind(http)!;
        await Execute("update identity.sessions set locked = $2, last_seen_at = case when $2 then last_seen_at else $3 end where id = $1", ct, current.SessionId, locked, clock.Now());
        var changed = current with { Locked = locked };
        http.Items[ItemKey] = changed;
        return changed;
    }

    private Task<int> End(Guid sessionId, SessionEnd reason, Guid? by, CancellationToken ct) => EndWhere("id = $1", reason, by, ct, sessionId);

    /// <returns>Whether the person had such a session.</returns>
    public async Task<bool> EndOneOf(Guid userId, Guid sessionId, SessionEnd reason, CancellationToken ct) =>
        await EndWhere("user_id = $1 and id = $2", reason, userId, ct, userId, sessionId) == 1;

    public Task EndAll(Guid userId, SessionEnd reason, Guid? by, CancellationToken ct, Guid except = default) =>
        EndWhere("user_id = $1 and id <> $2", reason, by, ct, userId, except);

    /// <summary>Runs whenever a request brings the cookie.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ReadAhead>().Begin(context.HttpContext);
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (await sessions.Accept(context.HttpContext, context.Principal!) is not { } accepted)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
        else if (accepted.Unfinished is { } unfinished)
        {
            context.RejectPrincipal(); // the cookie stays: it is needed to finish
            Problems.SignInIsUnfinished(context.HttpContext, AccessRules.Of(unfinished));
        }
    }

    private async Task<SignedIn?> Accept(HttpContext http, ClaimsPrincipal principal)
    {
        var ct = http.RequestAborted;
        if (!Guid.TryParse(principal.FindFirstValue(SessionClaim), out var sessionId) || await Find(sessionId, ct) is not var (found, kept)) return null;
        var now = clock.Now();
        if (WhyEnded(kept, principal, now) is { } reason)
        {
            await End(sessionId, reason, by: null, ct);
            return null;
        }

        if (!found.Locked && now - kept.LastSeen >= settings.IdleLock)
        {
            await Execute("update identity.sessions set locked = true where id = $1", ct, sessionId);
            found = found with { Locked = true };
        }
        else if (!found.Locked && now - kept.LastSeen >= SeenEvery)
        {
            await Execute("update identity.sessions set last_seen_at = $2 where id = $1", ct, sessionId, now);
        }

        http.Items[ItemKey] = found;
        return found;
    }

    private SessionEnd? WhyEnded(Kept kept, ClaimsPrincipal principal, DateTimeOffset now) =>
        kept.Deactivated ? SessionEnd.Deactivated
        : kept.Stamp != principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) ? SessionEnd.CredentialsChanged
        : kept.HoldsOthers ? SessionEnd.RolesChanged
        : now - kept.Started >= LongestSession ? SessionEnd.TooOld
        : now - kept.LastSeen >= settings.IdleEnd ? SessionEnd.Idle
        : null;

    private async Task<SignedIn> Carry(HttpContext http, ClaimsPrincipal principal, Guid sessionId, CancellationToken ct)
    {
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionClaim, sessionId.ToString()));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        var (signedIn, _) = await Find(sessionId, ct) ?? throw new InvalidOperationException("A session just opened is not there.");
        http.Items[ItemKey] = signedIn;
        // The token of the answer is for whom the next request will be.
        http.User = signedIn.Unfinished is null ? principal : new ClaimsPrincipal(new ClaimsIdentity());
        return signedIn;
    }

    private async Task<int> EndWhere(string condition, SessionEnd reason, Guid? by, CancellationToken ct, params object[] values)
    {
        var ended = new List<(Guid Account, Guid Session)>();
        await using (var command = database.Source.CreateCommand($"delete from identity.sessions where {condition} returning user_id, id"))
        {
            foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) ended.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        // A session never outlives a failure to record its end: it ends first.
        foreach (var (account, session) in ended) await log.Record(new SessionEnded(account, session, reason), by);
        return ended.Count;
    }

    /// <summary>What decides whether the session has ended.</summary>
    /// <param name="HoldsOthers">Other memberships than when it began.</param>
    private sealed record Kept(DateTimeOffset Started, DateTimeOffset LastSeen, string? Stamp, bool Deactivated, bool HoldsOthers);

    private async Task<(SignedIn SignedIn, Kept Kept)?> Find(Guid sessionId, CancellationToken ct)
    {
        var now = clock.Now();
        var today = now.VietNamDay();
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(Command(
            $"""
            select u.id, u.user_name, u.display_name, u.email, u.two_factor_enabled, u.second_factor_waived, s.locked,
              s.started_at, s.last_seen_at, u.security_stamp, u.deactivated_at is not null, s.held,
              exists (select from access.delegations d where d.delegate_id = u.id and d.until_at > $2)
            from identity.sessions s join identity.users u on u.id = s.user_id
            where s.id = $1
            """, sessionId, now));
        batch.BatchCommands.Add(Command(
            """
            select m.role, m.organisation_id, o.name
            from identity.sessions s
              join access.memberships m on m.user_id = s.user_id
              join access.organisation_periods o on o.organisation_id = m.organisation_id
            where s.id = $1 and $2 between m.valid_from and coalesce(m.valid_to, 'infinity')
              and $2 between o.valid_from and coalesce(o.valid_to, 'infinity')
            order by o.name, m.role
            """, sessionId, today));
        await using var row = await batch.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var held = new List<SignedIn.Held>();
        var signedIn = new SignedIn(sessionId, row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3),
            row.GetBoolean(4), row.GetBoolean(5) && settings.DemoWithoutSecondFactor, row.GetBoolean(6), held);
        var kept = new Kept(row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<DateTimeOffset>(8), row.IsDBNull(9) ? null : row.GetString(9), row.GetBoolean(10), HoldsOthers: false);
        var heldThen = row.GetString(11).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var mayStandIn = row.GetBoolean(12);
        await row.NextResultAsync(ct);
        while (await row.ReadAsync(ct))
            held.Add(new(Enum.Parse<Role>(row.GetString(0)), row.GetGuid(1), row.GetString(2)));
        await row.CloseAsync(); // its connection goes back before another is asked for
        kept = kept with { HoldsOthers = !heldThen.SetEquals(held.Select(one => $"{one.Role}@{one.OrganisationId}")) };
        return (mayStandIn ? signedIn with { StandsIn = await StandsIn(sessionId, now, today, ct) } : signedIn, kept);
    }

    /// <summary>For whom the person of a session stands in. Hardly anybody does, so it is asked only of those who might.</summary>
    private async Task<IReadOnlyList<SignedIn.HeldForAnother>> StandsIn(Guid sessionId, DateTimeOffset now, DateOnly today, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"""
            select d.id, d.absent_id, a.display_name, d.role, d.organisation_id, d.restricted, d.until_at, o.name
            from identity.sessions s join access.delegations d on d.delegate_id = s.user_id join identity.users a on a.id = d.absent_id
              join access.organisation_periods o on o.organisation_id = d.organisation_id and $3 between o.valid_from and coalesce(o.valid_to, 'infinity')
            where s.id = $1 and {Delegations.Delegations.Counts("$2", "$3")}
            order by d.begins_at, d.id
            """);
        foreach (var value in (object[])[sessionId, now, today]) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        var standsIn = new List<SignedIn.HeldForAnother>();
        while (await row.ReadAsync(ct))
            standsIn.Add(new(row.GetGuid(0), row.GetString(7), row.GetFieldValue<DateTimeOffset>(6),
                new(new(row.GetGuid(1), row.GetString(2)), new(Enum.Parse<Role>(row.GetString(3)), row.GetGuid(4)), row.GetBoolean(5),
                    await exclusions.CasesHiddenFrom(row.GetGuid(1), ct))));
        return standsIn;
    }

    /// <summary>The memberships a person holds on a day, as a session keeps them.</summary>
    private static string HeldBy(string user, string day) =>
        $"""
        select coalesce(string_agg(distinct m.role || '@' || m.organisation_id, ' ' order by m.role || '@' || m.organisation_id), '')
        from access.memberships m join access.organisation_periods o on o.organisation_id = m.organisation_id
        where m.user_id = {user} and {day} between m.valid_from and coalesce(m.valid_to, 'infinity')
          and {day} between o.valid_from and coalesce(o.valid_to, 'infinity')
        """;

    private async Task Execute(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = database.Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
