using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.Access.Organisations;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Access.Directories;

/// <summary>
/// The directory over this block's tables. Names are kept for a few seconds because every list asks for them;
/// what a caller may do is never decided from here but from the session (see Sessions).
/// </summary>
internal sealed class PlatformDirectory(AccessDatabase database, TimeProvider clock) : IDirectory
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    /// <summary>As Vietnamese readers look names up.</summary>
    internal static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);

    private readonly ConcurrentDictionary<Guid, (long ReadAt, Person? Person)> people = new();
    private volatile Tree? tree;

    public async ValueTask<Organisation?> Organisation(Guid id, CancellationToken ct) => (await Fresh(ct)).ById.GetValueOrDefault(id);

    public async ValueTask<IReadOnlyList<Organisation>> Organisations(CancellationToken ct) => (await Fresh(ct)).Ordered;

    public async ValueTask<IReadOnlyList<Organisation>> Organisations(DateOnly day, CancellationToken ct)
    {
        var register = (await Fresh(ct)).Register;
        return [.. register.All.Where(it => it.On(day) is not null).Select(it => As(it, day, register)).OrderBy(o => o.Name, ByName)];
    }

    /// <summary>Every organisation with all its lines.</summary>
    internal async ValueTask<OrganisationRegister> Register(CancellationToken ct) => (await Fresh(ct)).Register;

    public async ValueTask<Person?> Person(Guid id, CancellationToken ct)
    {
        if (people.TryGetValue(id, out var known) && clock.GetElapsedTime(known.ReadAt) < Freshness) return known.Person;
        var readAt = clock.GetTimestamp();
        var found = (await Read("u.id = $2", Parameter(id), ct)).SingleOrDefault() ?? await Program(id, ct);
        // Unknown ids are not remembered: they come from outside and could be without number.
        if (found is not null) people[id] = (readAt, found);
        return found;
    }

    public async ValueTask<IReadOnlyList<Person>> PeopleAt(Guid organisationId, IReadOnlyCollection<Role> roles, CancellationToken ct)
    {
        var found = await Read("u.deactivated_at is null and exists (select from valid v where v.user_id = u.id and v.organisation_id = $2)", Parameter(organisationId), ct);
        return [.. found
            .Where(person => person.Memberships.Any(m => m.OrganisationId == organisationId && roles.Contains(m.Role)))
            .OrderBy(person => person.DisplayName, ByName)];
    }

    public async ValueTask<IReadOnlyList<Person>> PeopleAnywhere(IReadOnlyCollection<Role> roles, CancellationToken ct)
    {
        var found = await Read("u.deactivated_at is null and exists (select from valid v where v.user_id = u.id and v.role = any($2))",
            new() { Value = roles.Select(role => role.ToString()).ToArray() }, ct);
        return [.. found.OrderBy(person => person.DisplayName, ByName)];
    }

    public async ValueTask<IReadOnlyList<StandInFor>> StandInsAt(Guid organisationId, IReadOnlyCollection<Role> roles, CancellationToken ct)
    {
        var now = clock.Now();
        var held = new List<(Guid Absent, Role Role, Guid Delegate)>();
        await using (var command = database.Source.CreateCommand(
            $"""
            select d.absent_id, d.role, d.delegate_id from access.delegations d join identity.users u on u.id = d.delegate_id and u.deactivated_at is null
            where d.organisation_id = $1 and d.role = any ($2) and {Delegations.Delegations.Counts("$3", "$4")} order by d.begins_at, d.id
            """))
        {
            command.Parameters.Add(Parameter(organisationId));
            command.Parameters.Add(new() { Value = roles.Select(role => role.ToString()).ToArray() });
            command.Parameters.Add(new() { Value = now });
            command.Parameters.Add(new() { Value = now.VietNamDay(), NpgsqlDbType = NpgsqlDbType.Date });
            await using var row = await command.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct)) held.Add((row.GetGuid(0), Enum.Parse<Role>(row.GetString(1)), row.GetGuid(2)));
        }

        var found = new List<StandInFor>();
        foreach (var (absent, role, standIn) in held)
            if (await Person(standIn, ct) is { } person) found.Add(new(absent, new(role, organisationId), person));
        return found;
    }

    /// <summary>Makes the next question read the database again.</summary>
    internal void Forget()
    {
        tree = null;
        people.Clear();
    }

    private async ValueTask<Tree> Fresh(CancellationToken ct)
    {
        if (tree is { } known && clock.GetElapsedTime(known.ReadAt) < Freshness) return known;
        var readAt = clock.GetTimestamp();
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        var register = await OrganisationStore.Read(connection, ct);
        var today = clock.Now().VietNamDay();
        List<Organisation> organisations = [.. register.All.Select(it => As(it, today, register)).OrderBy(o => o.Name, ByName)];
        return tree = new Tree(readAt, register, organisations, organisations.ToDictionary(o => o.Id));
    }

    private static Organisation As(OrganisationHistory it, DateOnly day, OrganisationRegister register) =>
        new(it.Id, it.Around(day).Name, it.Kind, register.Find(it.Around(day).Parent)?.Id, it.From, it.To, [.. it.Successors.Select(code => register.Find(code)!.Id)]);

    /// <summary>What programs did stands under the name of their key.</summary>
    private async Task<Person?> Program(Guid key, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select name from access.api_keys where id = $1");
        command.Parameters.Add(Parameter(key));
        return await command.ExecuteScalarAsync(ct) is string name ? new(key, name, null, []) : null;
    }

    private async Task<List<Person>> Read(string condition, NpgsqlParameter value, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            with valid as (
              select m.user_id, m.role, m.organisation_id
              from access.memberships m join access.organisation_periods o on o.organisation_id = m.organisation_id
              where $1 between m.valid_from and coalesce(m.valid_to, 'infinity')
                and $1 between o.valid_from and coalesce(o.valid_to, 'infinity'))
            select u.id, u.display_name, u.email, v.role, v.organisation_id
            from identity.users u left join valid v on v.user_id = u.id
            where {condition}
            order by u.id, v.role
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = clock.Now().VietNamDay(), NpgsqlDbType = NpgsqlDbType.Date });
        command.Parameters.Add(value);
        var found = new List<Person>();
        var memberships = new List<Membership>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            if (found.Count == 0 || found[^1].Id != id)
                found.Add(new(id, reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), memberships = []));
            if (!reader.IsDBNull(3)) memberships.Add(new(Enum.Parse<Role>(reader.GetString(3)), reader.GetGuid(4)));
        }
        return found;
    }

    private static NpgsqlParameter Parameter(Guid id) => new() { Value = id };

    private sealed record Tree(long ReadAt, OrganisationRegister Register, IReadOnlyList<Organisation> Ordered, Dictionary<Guid, Organisation> ById);
}
