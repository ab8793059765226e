using Npgsql;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.Integration.EventStore;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Policy;

/// <summary>A fictional person of a test, signed in. Memberships are what they hold now; a session reads them anew at each request.</summary>
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
            await connection.Run("insert into access.organisations (id, name, kind, valid_from) values ($1, $2, $3, date '2020-01-01')", id, name, kind.ToString());
    }

    /// <summary>With the demonstration's password: its hash is copied, so that nobody waits for forty new ones.</summary>
    public static async Task<Somebody> Add(Platform platform, string name, params Membership[] memberships)
    {
        var id = Guid.CreateVersion7();
        var userName = $"test{id:N}";
        await using (var connection = await platform.Open())
        {
            await connection.Run("""
                insert into identity.users (id, display_name, user_name, normalized_user_name, email_confirmed, password_hash, security_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
                select $1, $2, $3, upper($3), true, password_hash, $3, false, false, true, 0 from identity.users where id = $4
                """, id, name, userName, DemoIds.Reporter);
            foreach (var held in memberships) await Join(connection, id, held);
        }

        var caller = platform.Anonymous();
        caller.CsrfToken = (await caller.Post("/api/v1/access/session", new { userName, password = AccessDemo.Password })).ShouldBe(200).Body["csrfToken"]!.GetValue<string>();
        return new Somebody(new Actor(id, name, memberships), caller);
    }

    public static Task<int> Join(NpgsqlConnection connection, Guid person, Membership held) => connection.Run(
        "insert into access.memberships (user_id, role, organisation_id, valid_from) values ($1, $2, $3, date '2025-07-01')", person, held.Role.ToString(), held.OrganisationId);
}
