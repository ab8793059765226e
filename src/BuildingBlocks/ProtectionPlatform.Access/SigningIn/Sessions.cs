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
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Access.SigningIn;

/// <summary>
/// Sessions of signed-in browsers. Session, security stamp and memberships are read again at every request:
/// a revoked role or an ended session is refused at once, not when a cookie expires.
/// </summary>
internal sealed class Sessions(AccessDatabase database, IOptions<IdentityOptions> identity, TimeProvider clock)
{
    private const string SessionClaim = "session";

    /// <summary>However often the cookie is renewed by use, after this the password is asked for again.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

    private static readonly object ItemKey = new();

    public static SignedIn? Of(HttpContext? http) => http?.Items[ItemKey] as SignedIn;

    /// <summary>Starts a session for a person whose password was right, and lets the answer carry its cookie.</summary>
    public async Task<SignedIn> Open(HttpContext http, ClaimsPrincipal principal, CancellationToken ct)
    {
        await End(http, ct);
        var now = clock.Now();
        var sessionId = clock.NewId();
        var userId = Guid.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        await using (var batch = database.Source.CreateBatch())
        {
            batch.BatchCommands.Add(Command("delete from identity.sessions where user_id = $1 and started_at < $2", userId, now - LongestSession));
            batch.BatchCommands.Add(Command("insert into identity.sessions (id, user_id, started_at) values ($1, $2, $3)", sessionId, userId, now));
            await batch.ExecuteNonQueryAsync(ct);
        }
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(SessionClaim, sessionId.ToString()));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        http.User = principal;
        var signedIn = await Find(sessionId, ct) ?? throw new InvalidOperationException("A session just opened is not there.");
        http.Items[ItemKey] = signedIn;
        return signedIn;
    }

    /// <summary>Ends the session of this request, if it has one, on the server as well as in the browser.</summary>
    public async Task Close(HttpContext http, CancellationToken ct)
    {
        await End(http, ct);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Runs whenever a request brings the cookie.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (!await sessions.Accept(context.HttpContext, context.Principal))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private async Task<bool> Accept(HttpContext http, ClaimsPrincipal? principal)
    {
        if (!Guid.TryParse(principal?.FindFirstValue(SessionClaim), out var sessionId)) return false;
        var found = await Find(sessionId, http.RequestAborted);
        if (found is null || found.SecurityStamp != principal!.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)) return false;
        http.Items[ItemKey] = found;
        return true;
    }

    private async Task End(HttpContext http, CancellationToken ct)
    {
        if (Of(http) is not { } current) return;
        await using var command = database.Source.CreateCommand("delete from identity.sessions where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = current.SessionId });
        await command.ExecuteNonQueryAsync(ct);
        http.Items.Remove(ItemKey);
    }

    private async Task<SignedIn?> Find(Guid sessionId, CancellationToken ct)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(Command(
            """
            select u.id, u.user_name, u.display_name, u.email, u.security_stamp
            from identity.sessions s join identity.users u on u.id = s.user_id
            where s.id = $1 and s.started_at >= $2
            """, sessionId, clock.GetUtcNow() - LongestSession));
        batch.BatchCommands.Add(Command(
            """
            select m.role, m.organisation_id, o.name
            from identity.sessions s
              join access.memberships m on m.user_id = s.user_id
              join access.organisations o on o.id = m.organisation_id
            where s.id = $1 and $2 between m.valid_from and coalesce(m.valid_to, 'infinity')
              and $2 between o.valid_from and coalesce(o.valid_to, 'infinity')
            order by o.name, m.role
            """, sessionId, clock.Now().VietNamDay()));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return null;
        var held = new List<SignedIn.Held>();
        var signedIn = new SignedIn(sessionId, reader.GetGuid(0), reader.GetString(1), reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? "" : reader.GetString(4), held);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            held.Add(new(Enum.Parse<Role>(reader.GetString(0)), reader.GetGuid(1), reader.GetString(2)));
        return signedIn;
    }

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
