using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>The work list: only what the caller may see, newest first unless asked otherwise.</summary>
internal static class ListCases
{
    public sealed record NextDeadline(string Code, DateTimeOffset DueAt, DeadlineStatus Status);

    /// <param name="MergedInto">Reference of the case it rests in, because both are about one child.</param>
    /// <param name="NextDeadline">The nearest that runs; with a filter by deadline the one asked for.</param>
    public sealed record Row(
        Guid Id, string Reference, CaseState State, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, Guid? SchoolId, string? SchoolName, string? ChildName, DateOnly? ChildBornOn, string? ClassName,
        Guid? AssigneeId, string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset LastChangeAt, NextDeadline? NextDeadline, bool Overdue, bool ImmediateDanger, long Version, string? MergedInto);

    /// <param name="Names">Whether the words are also looked for in names.</param>
    public sealed record Query(CaseFilter Filter, string? Words, bool Names, CaseOrder Order, int Limit, string? After, bool Count, long? Position) : IRequest<Page<Row>>;

    public sealed record Search : CaseFilter
    {
        /// <summary>Each of them has to be a word of the child's name or class, or a group of the reference; case, diacritics and order make no difference.</summary>
        public required string Words { get; init; }

        public int? Limit { get; init; }

        public string? After { get; init; }

        public bool Oldest { get; init; }

        /// <summary>The highest risk first.</summary>
        public bool ByRisk { get; init; }

        public bool Count { get; init; }

        public long? Position { get; init; }

        public CaseOrder Order => ByRisk ? CaseOrder.Risk : Oldest ? CaseOrder.Oldest : CaseOrder.Newest;
    }

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/", ([AsParameters] CaseFilter filter, string? q, int? limit, string? after, string? sort, bool? count, long? position, IMediator send, CancellationToken ct) =>
            send.Send(new Query(filter, q, false, sort switch { "openedAt" => CaseOrder.Oldest, "risk" => CaseOrder.Risk, _ => CaseOrder.Newest },
                Math.Clamp(limit ?? 50, 1, 200), after, count ?? false, position), ct))
            .Reads<Page<Row>>("listCases", "Danh sách ca / Work list",
                "Filters by state, organisation, assignee, unassigned, risk, overdue, ended, track, deadline (code of a running clock), openedFrom and openedTo (days), waitsFor and q (part of the reference). " +
                "sort=openedAt gives the oldest first, sort=risk the highest risk. Names are searched with searchCases: they do not belong in an address.")
            .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));
        cases.MapPost("/search", (Json<Search> asked, IMediator send, CancellationToken ct) =>
                send.Send(new Query(asked.Value, asked.Value.Words, true, asked.Value.Order, Math.Clamp(asked.Value.Limit ?? 50, 1, 200), asked.Value.After, asked.Value.Count, asked.Value.Position), ct))
            .Reads<Page<Row>>("searchCases", "Tìm ca / Search cases", "The work list by whole words of the child's name and class, or groups of the reference, with the same filters. Changes nothing.")
            .ShowsMany<Page<Row>>("case", page => page.Items.Select(row => row.Id));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Words).Words(CaseRows.LongestSearch).When(q => q.Names);
            RuleFor(q => q.After).Must(after => after is null || CaseCursor.Read(after) is not null).Says("Con trỏ trang không đọc được.", "The cursor cannot be read.");
            RuleFor(q => q.Filter).SetValidator(new CaseFilterValidator());
        }
    }

    internal sealed class Handler(CaseRows rows, SubscriptionRunner subscriptions) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(Caseload.Name, request.Position, cancellationToken);
            var selection = await rows.Select(request.Filter, request.Words, request.Names, cancellationToken);
            await using var connection = await rows.Open(cancellationToken);
            var (page, next) = await selection.Page(connection, request.Order, request.After is null ? null : CaseCursor.Read(request.After), request.Limit, cancellationToken);
            return new Page<Row>(page, next?.ToString(), request.Count ? await selection.Count(connection, cancellationToken) : null);
        }
    }
}
