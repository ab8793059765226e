using Npgsql;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Providers;

/// <summary>The directory as it is read.</summary>
internal static class ProviderDirectory
{
    public static Task On(ProviderRegisteredEvent e, MessageContext context) => context.Execute(
        """
        insert into referrals.providers_v1 as p (organisation_id, name, kind, area, services, hours, phone, email, capacity,
          agreement_number, agreement_valid_to, valid_from, valid_to, search_text, last_seq)
        values (@OrganisationId, @Name, @Kind, @Area, @Services, @Hours, @Phone, @Email, @Capacity,
          @AgreementNumber, @AgreementValidTo::date, @ValidFrom::date, @ValidTo::date, @SearchText, @Sequence)
        on conflict (organisation_id) do update set
          name = excluded.name, kind = excluded.kind, area = excluded.area, services = excluded.services, hours = excluded.hours,
          phone = excluded.phone, email = excluded.email, capacity = excluded.capacity, agreement_number = excluded.agreement_number,
          agreement_valid_to = excluded.agreement_valid_to, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
          search_text = excluded.search_text, last_seq = excluded.last_seq
        where p.last_seq < excluded.last_seq
        """,
        new
        {
            e.OrganisationId,
            e.Name,
            Kind = e.Kind.ToString(),
            e.Area,
            Services = e.Services.ToArray(),
            e.Hours,
            e.Phone,
            e.Email,
            e.Capacity,
            e.AgreementNumber,
            AgreementValidTo = Day(e.AgreementValidTo),
            ValidFrom = Day(e.ValidFrom),
            ValidTo = Day(e.ValidTo),
            SearchText = SearchText.Fold([e.Name, e.Area, .. e.Services]),
            context.Sequence,
        });

    public static async Task<ProviderEntry?> Find(NpgsqlDataSource source, Guid organisationId, CancellationToken ct)
    {
        await using var command = source.CreateCommand("select name, kind, valid_from, valid_to from referrals.providers_v1 where organisation_id = $1");
        command.Parameters.Add(new() { Value = organisationId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new ProviderEntry(organisationId, reader.GetString(0), Enum.Parse<ProviderKind>(reader.GetString(1)), reader.GetFieldValue<DateOnly>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateOnly>(3))
            : null;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
