using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Providers;

/// <summary>The directory of providers: for everybody who has an account, because it must be at hand when a child is in need.</summary>
internal static class ListProviders
{
    public sealed record Row(
        Guid Id, string Name, ProviderKind Kind, string Area, IReadOnlyList<string> Services, string Hours, string Phone, string? Email, int? Capacity,
        string? AgreementNumber, DateOnly? AgreementValidTo, DateOnly ValidFrom, DateOnly? ValidTo);

    public sealed record Query(string? Q, string? Service, long? Position) : IRequest<Page<Row>>;

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapGet("/providers", (string? q, string? service, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(q, service, position), ct))
        .Reads<Page<Row>>("listProviders", "Danh bạ cơ sở cung cấp dịch vụ / Directory of providers",
            "By name; q searches name, area and services, service the services alone, both without regard to case and diacritics. Past and future entries are listed with their dates.");

    internal sealed class Handler(ModuleDatabase<ReferralsModule> database, SubscriptionRunner subscriptions) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(ReferralsModule.ProviderList, request.Position, cancellationToken);
            await using var command = database.Source.CreateCommand(
                """
                select organisation_id, name, kind, area, services, hours, phone, email, capacity, agreement_number, agreement_valid_to, valid_from, valid_to
                from referrals.providers_v1 where $1::text is null or strpos(search_text, $1) > 0 order by name, organisation_id
                """);
            command.Parameters.Add(new() { Value = (object?)Folded(request.Q) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            var rows = new List<Row>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), Enum.Parse<ProviderKind>(reader.GetString(2)), reader.GetString(3),
                    reader.GetFieldValue<string[]>(4), reader.GetString(5), reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7),
                    reader.IsDBNull(8) ? null : reader.GetInt32(8), reader.IsDBNull(9) ? null : reader.GetString(9),
                    reader.IsDBNull(10) ? null : reader.GetFieldValue<DateOnly>(10), reader.GetFieldValue<DateOnly>(11),
                    reader.IsDBNull(12) ? null : reader.GetFieldValue<DateOnly>(12)));
            return new Page<Row>(Folded(request.Service) is { } service ? [.. rows.Where(r => r.Services.Any(s => SearchText.Fold(s).Contains(service, StringComparison.Ordinal)))] : rows, Next: null);
        }

        private static string? Folded(string? text) => string.IsNullOrWhiteSpace(text) ? null : SearchText.Fold(text.Trim());
    }
}
