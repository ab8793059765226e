using Npgsql;
using ProtectionPlatform.Access.ApiKeys;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>A fictional person of a test, signed in. A session ends when its person's memberships change.</summary>
internal sealed record Somebody(Actor Actor, Caller Caller)
{
    public Guid Id => Actor.Id;

    public override string ToString() => Actor.DisplayName;
}

/// <summary>Fictional people beside those of the demonstration.</summary>
internal static class People
{
    /// <summary>A commune and a department that have nothing to do with the demonstration's schools.</summary>
    public static readonly Guid OtherCommune = new("01980000-0000-7000-8000-0000000002c1"), OtherDepartment = new("01980000-0000-7000-8000-0000000002d1");

    public static async Task AddOrganisations(Platform platform)
    {
        await using var connection = await platform.Open();
        foreach (var (id, name, kind) in new[] { (OtherCommune, "UBND xã Khác (minh họa)", OrganisationKind.CommuneCommittee), (OtherDepartment, "Sở GD&ĐT tỉnh Khác (minh họa)", OrganisationKind.ProvinceDepartment) })
            await connection.Run(
                """
                with made as (insert into access.organisations (id, code, kind) values ($1, upper($1::text), $3))
                insert into access.organisation_periods (organisation_id, name, valid_from) values ($1, $2, date '2020-01-01')
                """, id, name, kind.ToString());
    }

    /// <summary>With the demonstration's password: its hash is copied, so that nobody waits for forty new ones.</summary>
    public static async Task<Somebody> Add(Platform platform, string name, params Membership[] memberships)
    {
        var id = Guid.CreateVersion7();
        await using (var connection = await platform.Open())
        {
            await connection.Run("""
                insert into identity.users (id, display_name, user_name, normalized_user_name, email_confirmed, password_hash, security_stamp, phone_number_confirmed, two_factor_enabled, second_factor_waived, lockout_enabled, access_failed_count)
                select $1, $2, $3, upper($3), true, password_hash, $3, false, false, true, true, 0 from identity.users where id = $4
                """, id, name, UserName(id), DemoIds.Reporter);
            foreach (var held in memberships) await Join(connection, id, held);
        }

        var somebody = new Somebody(new Actor(id, name, memberships), platform.Anonymous());
        await SignIn(somebody);
        return somebody;
    }

    /// <summary>A program with a key of its own, which it may use as often as it likes.</summary>
    public static async Task<Somebody> AddProgram(Platform platform, string name, Guid organisation, params string[] scopes)
    {
        var (id, key) = (Guid.CreateVersion7(), KeyText.Make());
        await using var connection = await platform.Open();
        await connection.Run(
            """
            with made as (insert into access.api_keys (id, name, organisation_id, scopes, per_minute, made_at, made_by, expires_at)
              values ($1, $2, $3, $4, 1000000, now(), $5, now() + interval '90 days'))
            insert into access.api_key_secrets (handle, key_id, digest) values ($6, $1, $7)
            """, id, name, organisation, scopes, DemoIds.Administrator, KeyText.Handle(key), KeyText.Digest(key));
        return new(new Actor(id, name, [new(Role.ApiClient, organisation)]) { Scopes = scopes }, With(platform, key));
    }

    /// <summary>Whoever holds the key.</summary>
    public static Caller With(Platform platform, string key)
    {
        var caller = platform.Anonymous();
        caller.Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return caller;
    }

    public static async Task SignIn(Somebody person) =>
        person.Caller.CsrfToken = (await person.Caller.Post("/api/v1/access/session", new { userName = UserName(person.Id), password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();

    private static string UserName(Guid id) => $"test{id:N}";

    public static Task<int> Join(NpgsqlConnection connection, Guid person, Membership held) => connection.Run(
        "insert into access.memberships (user_id, role, organisation_id, valid_from) values ($1, $2, $3, date '2025-07-01')", person, held.Role.ToString(), held.OrganisationId);
}
