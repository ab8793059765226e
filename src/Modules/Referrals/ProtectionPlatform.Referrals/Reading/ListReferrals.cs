using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Referrals.Reading;

/// <param name="CaseId">For the sender's side only: to a provider the case is nobody's business but the school's.</param>
/// <param name="Overdue">Not answered although the answer was due.</param>
internal sealed record ReferralRow(
    Guid Id, string Reference, ReferralState State, Urgency Urgency, string Need, string MeasureCode, Guid ProviderId, string ProviderName,
    Guid SenderOrganisationId, string SenderOrganisationName, Guid? CaseId, DateTimeOffset SentAt, DateTimeOffset AnswerDueAt, bool Overdue,
    DateTimeOffset ChangedAt, long Version);

/// <summary>Referrals that came to, or were sent by, the caller's organisations; the newest first.</summary>
internal static class ListReferrals
{
    public sealed record Query(string? Box, ReferralState? State, string? Q, int Limit, string? After, long? Position, bool Count) : IRequest<Page<ReferralRow>>;

    private const string Inbox = "inbox";
    private const string Sent = "sent";

    public static void Map(IEndpointRouteBuilder referrals) => referrals
        .MapGet("/", (string? box, ReferralState? state, string? q, int? limit, string? after, long? position, bool? count, IMediator send, CancellationToken ct) =>
            send.Send(new Query(box, state, q, limit ?? 50, after, position, count ?? false), ct))
        .Reads<Page<ReferralRow>>("listReferrals", "Danh sách chuyển gửi / List referrals",
            "box=inbox: sent to the caller's organisation; box=sent: sent by it; without box both. after is the cursor of the last page, position that of one's own change.")
        .ShowsMany<Page<ReferralRow>>("referral", page => page.Items.Select(row => row.Id));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Box).Must(box => box is null or Inbox or Sent).Says("Phải là inbox hoặc sent.", "Must be inbox or sent.");
            RuleFor(q => q.Limit).InclusiveBetween(1, 200).Says("Phải từ 1 đến 200.", "Must be from 1 to 200.");
            RuleFor(q => q.After).Must(after => after is null || long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Says("Con trỏ trang không đọc được.", "The cursor cannot be read.");
        }
    }

    internal sealed class Handler(ModuleDatabase<ReferralsModule> database, PersonalData personal, SubscriptionRunner subscriptions, Permit permit, Hidden hidden, TimeProvider clock)
        : IRequestHandler<Query, Page<ReferralRow>>
    {
        public async Task<Page<ReferralRow>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(ReferralsModule.List, request.Position, cancellationToken);
            var visible = request.Box switch
            {
                Inbox => ReferralAccess.InboxSql,
                Sent => ReferralAccess.SentSql,
                _ => $"({ReferralAccess.InboxSql} or {ReferralAccess.SentSql})",
            };
            var matching = $"{visible} and (@state::text is null or r.state = @state) and (@q::text is null or strpos(r.search_text, @q) > 0)";
            var unseen = await hidden.Cases(cancellationToken);
            var rows = new List<(ReferralRow Row, Guid CaseId, string? Need, long Cursor)>();
            await using (var command = Command(
                $"""
                select r.id, r.reference, r.state, r.urgency, r.need, r.measure_code, r.provider_id, r.provider_name,
                  r.sender_organisation_id, r.sender_organisation_name, case when {ReferralAccess.SentSql} then r.case_id end,
                  r.sent_at, r.answer_due_at, r.changed_at, r.version, r.first_seq, r.case_id
                from referrals.list_v1 r
                where {matching} and (@after::bigint is null or r.first_seq < @after)
                order by r.first_seq desc limit @limit
                """, request, unseen))
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                var now = clock.Now();
                while (await reader.ReadAsync(cancellationToken)) rows.Add((Read(reader, now), reader.GetGuid(16), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt64(15)));
            }

            long? total = null;
            if (request.Count)
            {
                await using var command = Command($"select count(*) from referrals.list_v1 r where {matching}", request, unseen);
                total = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            }

            var page = rows.Take(request.Limit).ToList();
            var keys = await personal.ReaderOf(page.Select(r => r.CaseId), Whose.Child, cancellationToken);
            return new Page<ReferralRow>([.. page.Select(r => r.Row with
                {
                    Need = PersonalData.Reveal<string>(keys, r.CaseId, Whose.Child, $"{ReferralList.Need}/{r.Row.Id}", r.Need) ?? PersonalData.Erased,
                })],
                rows.Count > request.Limit ? page[^1].Cursor.ToString(CultureInfo.InvariantCulture) : null, total);
        }

        private NpgsqlCommand Command(string sql, Query request, Guid[] unseen)
        {
            var command = database.Source.CreateCommand(sql);
            command.Parameters.AddWithValue("partnerOf", permit.OrganisationsAs(Relation.BodySentTo));
            command.Parameters.AddWithValue("senderAt", permit.OrganisationsAs(Relation.OwnOrganisation));
            command.Parameters.AddWithValue("hidden", unseen);
            // Organisations reached only for somebody absent: there the absent person's own exclusions count, too.
            var (partnerOnlyFor, heldHidden) = permit.OnlyForOthers(Relation.BodySentTo);
            command.Parameters.AddWithValue("partnerOnlyFor", partnerOnlyFor);
            command.Parameters.AddWithValue("senderOnlyFor", permit.OnlyForOthers(Relation.OwnOrganisation).Organisations);
            command.Parameters.AddWithValue("heldHidden", heldHidden);
            Add("state", NpgsqlDbType.Text, request.State?.ToString());
            Add("q", NpgsqlDbType.Text, string.IsNullOrWhiteSpace(request.Q) ? null : SearchText.Fold(request.Q.Trim()));
            Add("after", NpgsqlDbType.Bigint, request.After is null ? null : long.Parse(request.After, CultureInfo.InvariantCulture));
            Add("limit", NpgsqlDbType.Integer, request.Limit + 1);
            return command;

            void Add(string name, NpgsqlDbType type, object? value) => command.Parameters.Add(new(name, type) { Value = value ?? DBNull.Value });
        }

        private static ReferralRow Read(NpgsqlDataReader row, DateTimeOffset now)
        {
            var state = Enum.Parse<ReferralState>(row.GetString(2));
            var due = row.GetFieldValue<DateTimeOffset>(12);
            return new ReferralRow(row.GetGuid(0), row.GetString(1), state, Enum.Parse<Urgency>(row.GetString(3)), Need: "", row.GetString(5),
                row.GetGuid(6), row.GetString(7), row.GetGuid(8), row.GetString(9), row.IsDBNull(10) ? null : row.GetGuid(10),
                row.GetFieldValue<DateTimeOffset>(11), due, IsOverdue(state, due, now), row.GetFieldValue<DateTimeOffset>(13), row.GetInt64(14));
        }
    }

    internal static bool IsOverdue(ReferralState state, DateTimeOffset due, DateTimeOffset now) =>
        state is ReferralState.Sent or ReferralState.Acknowledged && due < now;
}
