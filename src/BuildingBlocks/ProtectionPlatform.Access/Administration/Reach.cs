using Npgsql;
using ProtectionPlatform.Access.Storage;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Administration;

/// <summary>An administrator looks after the accounts of their own organisation and of those beneath it.</summary>
internal sealed class Reach(Actor actor, IDirectory directory, AccessDatabase database)
{
    public async Task<Guid[]> Organisations(CancellationToken ct) =>
        [.. Organisation.WithAllBeneath(actor.OrganisationsAs(Role.Administrator), await directory.Organisations(ct))];

    /// <summary>Whether everything the person ever held lies within: whoever also belongs elsewhere is not one administrator's to close.</summary>
    public async Task<bool> Holds(Guid account, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand("select coalesce(bool_and(organisation_id = any($2)), false) from access.memberships where user_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = account });
        command.Parameters.Add(new NpgsqlParameter { Value = await Organisations(ct) });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }
}
