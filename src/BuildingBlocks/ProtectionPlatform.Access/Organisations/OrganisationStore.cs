using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>The register in this block's tables.</summary>
internal static class OrganisationStore
{
    private const long RegisterLock = 0x50504F5247; // "PPORG"

    /// <summary>One change of the register at a time: what was checked is what is written.</summary>
    public static Task Lock(NpgsqlConnection connection, CancellationToken ct) =>
        Execute(connection, "select pg_advisory_xact_lock($1)", ct, (RegisterLock, NpgsqlDbType.Bigint));

    public static async Task<OrganisationRegister> Read(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select o.id, o.code, o.kind, p.name, above.code, p.valid_from, p.valid_to, p.phone, p.email,
              array(select s.code from access.organisation_successors os join access.organisations s on s.id = os.successor_id where os.organisation_id = o.id order by s.code collate "C")
            from access.organisations o
              join access.organisation_periods p on p.organisation_id = o.id
              left join access.organisations above on above.id = p.parent_id
            order by o.id, p.valid_from desc
            """, connection);
        var histories = new Dictionary<Guid, List<OrganisationLine>>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var id = row.GetGuid(0);
            if (!histories.TryGetValue(id, out var lines)) histories[id] = lines = [];
            // From the last line to the first: the last one tells by whom it was succeeded.
            lines.Insert(0, new(row.GetString(1), Enum.Parse<OrganisationKind>(row.GetString(2)), row.GetString(3), Text(4), row.GetFieldValue<DateOnly>(5),
                row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6), lines.Count == 0 ? row.GetFieldValue<string[]>(9) : [], Text(7), Text(8)));
        }

        return new(histories.Select(history => new OrganisationHistory(history.Key, history.Value)));

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    /// <summary>Writes organisations as they are to be. Parents and successors are either among them or known already.</summary>
    public static async Task Write(NpgsqlConnection connection, IReadOnlyCollection<OrganisationHistory> histories, CancellationToken ct)
    {
        await Execute(connection,
            """
            insert into access.organisations (id, code, kind) select * from unnest($1, $2, $3)
            on conflict (id) do update set kind = excluded.kind
            """, ct,
            (Each(histories, history => history.Id), Array(NpgsqlDbType.Uuid)),
            (Each(histories, history => history.Code), Array(NpgsqlDbType.Text)),
            (Each(histories, history => history.Kind.ToString()), Array(NpgsqlDbType.Text)));

        var lines = histories.SelectMany(history => history.Lines).ToList();
        await Execute(connection,
            """
            insert into access.organisation_periods (organisation_id, valid_from, valid_to, name, parent_id, phone, email)
            select o.id, line.valid_from, line.valid_to, line.name, above.id, line.phone, line.email
            from unnest($1, $2, $3, $4, $5, $6, $7) line (code, valid_from, valid_to, name, parent, phone, email)
              join access.organisations o on o.code = line.code
              left join access.organisations above on above.code = line.parent
            on conflict (organisation_id, valid_from) do update
              set valid_to = excluded.valid_to, name = excluded.name, parent_id = excluded.parent_id, phone = excluded.phone, email = excluded.email
            """, ct,
            (Each(lines, line => line.Code), Array(NpgsqlDbType.Text)),
            (Each(lines, line => line.From), Array(NpgsqlDbType.Date)),
            (Each(lines, line => line.To), Array(NpgsqlDbType.Date)),
            (Each(lines, line => line.Name), Array(NpgsqlDbType.Text)),
            (Each(lines, line => line.Parent), Array(NpgsqlDbType.Text)),
            (Each(lines, line => line.Phone), Array(NpgsqlDbType.Text)),
            (Each(lines, line => line.Email), Array(NpgsqlDbType.Text)));

        await Execute(connection, "delete from access.organisation_successors where organisation_id = any($1)", ct,
            (Each(histories, history => history.Id), Array(NpgsqlDbType.Uuid)));
        var succession = histories.SelectMany(history => history.Successors, (history, successor) => (history.Code, Successor: successor)).ToList();
        await Execute(connection,
            """
            insert into access.organisation_successors (organisation_id, successor_id)
            select o.id, s.id
            from unnest($1, $2) succession (code, successor)
              join access.organisations o on o.code = succession.code
              join access.organisations s on s.code = succession.successor
            """, ct,
            (Each(succession, it => it.Code), Array(NpgsqlDbType.Text)),
            (Each(succession, it => it.Successor), Array(NpgsqlDbType.Text)));
    }

    private static T[] Each<TOf, T>(IEnumerable<TOf> these, Func<TOf, T> part) => [.. these.Select(part)];

    private static NpgsqlDbType Array(NpgsqlDbType of) => NpgsqlDbType.Array | of;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct, params (object Value, NpgsqlDbType Type)[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (value, type) in values) command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
        await command.ExecuteNonQueryAsync(ct);
    }
}
