using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Privacy;

namespace ProtectionPlatform.Access.Storage;

/// <summary>
/// Keeps the keys that protect cookies and tokens in the database, wrapped by the master key: a restart, or a second host, reads the same ones,
/// and who holds the database alone can make no cookie.
/// </summary>
internal sealed class ProtectionKeys(AccessDatabase database, MasterKeys masters) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var elements = new List<(string Name, string Master, XElement Xml)>();
        using (var command = database.Source.CreateCommand("select name, master, wrapped from identity.protection_keys order by name"))
        using (var reader = command.ExecuteReader())
            while (reader.Read())
            {
                var (name, wrapped) = (reader.GetString(0), new WrappedKey(reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
                elements.Add((name, wrapped.Master, XElement.Parse(Encoding.UTF8.GetString(masters.Unwrap(wrapped, name)))));
            }

        foreach (var (name, _, xml) in elements.Where(it => it.Master != masters.Newest)) StoreElement(xml, name); // the master key was changed
        return [.. elements.Select(it => it.Xml)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        var wrapped = masters.Wrap(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), friendlyName);
        using var command = database.Source.CreateCommand(
            "insert into identity.protection_keys (name, master, wrapped) values ($1, $2, $3) on conflict (name) do update set master = excluded.master, wrapped = excluded.wrapped");
        command.Parameters.Add(new NpgsqlParameter { Value = friendlyName });
        command.Parameters.Add(new NpgsqlParameter { Value = wrapped.Master });
        command.Parameters.Add(new NpgsqlParameter { Value = wrapped.Wrapped });
        command.ExecuteNonQuery();
    }
}
