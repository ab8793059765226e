using System.Globalization;
using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Communications.Notifying;

namespace ProtectionPlatform.Communications.Reading;

/// <summary>The caller's own notices, newest first.</summary>
internal static class ListNotices
{
    public sealed record Detail(string? Code, DateTimeOffset? DueAt);

    public sealed record Item(Guid Id, NoticeKind Kind, string Reference, string Link, DateTimeOffset At, DateTimeOffset? ReadAt, Detail? Detail);

    /// <param name="Unread">How many the caller has not read, on whatever page.</param>
    public sealed record Answer(IReadOnlyList<Item> Items, string? Next, long Unread);

    public sealed record Query(bool? Unread, int? Limit, string? After) : IRequest<Answer>;

    internal sealed class Rules : AbstractValidator<Query>
    {
        public Rules()
        {
            RuleFor(q => q.Limit).Must(n => n is null or (>= 1 and <= 200)).Says("Từ 1 đến 200.", "From 1 to 200.");
            RuleFor(q => q.After).Must(Cursor.IsReadable).Says("Vị trí trang không đọc được.", "The cursor cannot be read.");
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/notices", (bool? unread, int? limit, string? after, IMediator send, CancellationToken ct) => send.Send(new Query(unread, limit, after), ct))
        .Reads<Answer>("listNotices", "The caller's notices",
            "Newest first, with the number of unread ones. `link` is a path in the user interface; a notice holds no case content.");

    internal sealed class Handler(ModuleDatabase<CommunicationsModule> database, Actor actor, Hidden hidden) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancellationToken)
        {
            var limit = query.Limit ?? 50;
            var unseen = await hidden.Cases(cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition("""
                select id, number, kind, reference, link, code, due_at as DueAt, at, read_at as ReadAt
                from communications.notices
                where recipient_id = @Me and (case_id is null or case_id <> all (@unseen)) and (not @Unread or read_at is null) and (@After is null or number < @After)
                order by number desc limit @Take
                """, new { Me = actor.Id, unseen, Unread = query.Unread ?? false, After = Cursor.Read(query.After), Take = limit + 1 }, cancellationToken: cancellationToken))).AsList();
            var unread = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
                "select count(*) from communications.notices where recipient_id = @Me and read_at is null and (case_id is null or case_id <> all (@unseen))", new { Me = actor.Id, unseen }, cancellationToken: cancellationToken));
            var page = rows.Take(limit).ToList();
            return new Answer(
                [.. page.Select(r => new Item(r.Id, Enum.Parse<NoticeKind>(r.Kind), r.Reference, r.Link, r.At, r.ReadAt,
                    r.Code is null && r.DueAt is null ? null : new Detail(r.Code, r.DueAt)))],
                rows.Count > limit ? Cursor.Write(page[^1].Number) : null, unread);
        }

        private sealed record Row(Guid Id, long Number, string Kind, string Reference, string Link, string? Code, DateTime? DueAt, DateTime At, DateTime? ReadAt);
    }
}

/// <summary>Where a page of rows numbered by the database ended.</summary>
internal static class Cursor
{
    public static bool IsReadable(string? cursor) => cursor is null || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public static long? Read(string? cursor) => cursor is null ? null : long.Parse(cursor, NumberStyles.None, CultureInfo.InvariantCulture);

    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);
}
