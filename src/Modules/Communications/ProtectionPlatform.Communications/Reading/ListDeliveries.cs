using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Communications.Mailing;
using ProtectionPlatform.Communications.Notifying;

namespace ProtectionPlatform.Communications.Reading;

/// <summary>How the e-mails stand, for who keeps the platform running: no address, no words, no reference.</summary>
internal static class ListDeliveries
{
    /// <param name="Recipient">Display name; empty when the account is gone.</param>
    public sealed record Item(Guid Id, NoticeKind Kind, string Recipient, MailState State, int Attempts, string? LastError, DateTimeOffset QueuedAt, DateTimeOffset? SentAt);

    public sealed record Query(string? State, int? Limit, string? After) : IRequest<Page<Item>>;

    internal sealed class Rules : AbstractValidator<Query>
    {
        public Rules()
        {
            RuleFor(q => q.State).Must(s => s is null || Enum.GetNames<MailState>().Contains(s))
                .Says("Phải là một trong: " + string.Join(", ", Enum.GetNames<MailState>()) + ".", "Must be one of: " + string.Join(", ", Enum.GetNames<MailState>()) + ".");
            RuleFor(q => q.Limit).Must(n => n is null or (>= 1 and <= 200)).Says("Từ 1 đến 200.", "From 1 to 200.");
            RuleFor(q => q.After).Must(Cursor.IsReadable).Says("Vị trí trang không đọc được.", "The cursor cannot be read.");
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/deliveries", (string? state, int? limit, string? after, IMediator send, CancellationToken ct) => send.Send(new Query(state, limit, after), ct))
        .Reads<Page<Item>>("listDeliveries", "E-mails and how they stand",
            "Newest first. `Unconfirmed`: handed to the mail server but its answer was never seen; it is not sent again by itself.");

    internal sealed class Handler(ModuleDatabase<CommunicationsModule> database, IDirectory directory, Hidden hidden, MailSettings settings) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var limit = query.Limit ?? 50;
            await using var connection = await database.Open(cancellationToken);
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
                select id, number, kind, recipient_id as RecipientId, state, attempts, last_error as LastError, queued_at as QueuedAt, sent_at as SentAt
                from communications.emails
                where (case_id is null or case_id <> all (@unseen)) and (@State is null or state = @State) and (@After is null or number < @After)
                order by number desc limit @Take
                """, new { query.State, unseen = await hidden.Cases(cancellationToken), After = Cursor.Read(query.After), Take = limit + 1 }, cancellationToken: cancellationToken))).AsList();
            var items = new List<Item>();
            foreach (var row in rows.Take(limit))
            {
                var state = Enum.Parse<MailState>(row.State);
                items.Add(new Item(row.Id, Enum.Parse<NoticeKind>(row.Kind), (await directory.Person(row.RecipientId, cancellationToken))?.DisplayName ?? "",
                    state, row.Attempts, state == MailState.Queued && !settings.HasServer ? NoServer : row.LastError, row.QueuedAt, row.SentAt));
            }

            return new Page<Item>(items, rows.Count > limit ? Cursor.Write(rows[limit - 1].Number) : null);
        }

        private static string NoServer => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en"
            ? "No mail server is configured (Communications:Smtp:Host)."
            : "Chưa cấu hình máy chủ thư (Communications:Smtp:Host).";

        private sealed record Row(Guid Id, long Number, string Kind, Guid RecipientId, string State, int Attempts, string? LastError, DateTime QueuedAt, DateTime? SentAt);
    }
}
