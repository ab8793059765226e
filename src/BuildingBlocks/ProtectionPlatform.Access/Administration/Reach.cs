using Npgsql;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Administration;

/// <summary>An administrator looks after the accounts of their own organisation and of those beneath it.</summary>
internal sealed class Reach(Actor actor, IDirectory directory, AccessDatabase database)
{
    public async Task<Guid[]> Organisations(CancellationToken ct)
    {
        var all = await directory.Organisations(ct);
        var reached = actor.OrganisationsAs(Role.Administrator).ToHashSet();
        while (all.Where(o => o.ParentId is { } parent && reached.Contains(parent)).Any(o => reached.Add(o.Id)))
        {
            // Until nothing more hangs beneath.
        }

        return [.. reached];
    }

    /// <summary>Whether everything the person ever held lies within: whoever also belongs elsewhere is not one administrator's to close.</summary>
    public async Task<bool> Holds(Guid account, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select coalesce(bool_and(organisation_id = any($2)), false) from access.memberships where user_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = account });
        command.Parameters.Add(new NpgsqlParameter { Value = await Organisations(ct) });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
