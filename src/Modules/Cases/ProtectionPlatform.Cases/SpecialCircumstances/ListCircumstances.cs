using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>The register of special circumstances of the caller's school: by group, helped or not, latest entry first.</summary>
internal static class ListCircumstances
{
    public sealed record Listed(int Number, string Group, string? SubType, Guid? DisasterId, DateOnly From, DateOnly? EndsOn);

    /// <param name="PupilName">Null when the pupil's data are erased.</param>
    /// <param name="TimesHelped">Given within the period that was asked for.</param>
    /// <param name="DongGiven">The money among it, in đồng.</param>
    /// <param name="Planned">Help planned and not given yet.</param>
    public sealed record Row(
        Guid Id, Guid SchoolId, string SchoolName, string? PupilName, DateOnly? BornOn, string? ClassName, IReadOnlyList<Listed> Listings,
        int TimesHelped, DateOnly? LastHelpedOn, long DongGiven, int Planned, DateTimeOffset EnteredAt, long Version);

    public sealed record Query(CircumstanceFilter Filter, string? Words, int Limit, string? After, bool Count, long? Position) : IRequest<Page<Row>>;

    public sealed record Search : CircumstanceFilter
    {
        /// <summary>Each of them has to occur in the pupil's name, class or code; case, diacritics and order make no difference.</summary>
        public required string Words { get; init; }

        public int? Limit { get; init; }

        public string? After { get; init; }

        public bool Count { get; init; }

        public long? Position { get; init; }
    }

    public static void Map(IEndpointRouteBuilder circumstances)
    {
        circumstances.MapGet("/", ([AsParameters] CircumstanceFilter filter, int? limit, string? after, bool? count, long? position, IMediator send, CancellationToken ct) =>
                send.Send(new Query(filter, null, Math.Clamp(limit ?? 50, 1, 200), after, count ?? false, position), ct))
            .Reads<Page<Row>>("listCircumstances", "Sổ hoàn cảnh đặc biệt / Register of special circumstances",
                "Filters by school, group, disaster, className, helped (with helpedFrom and helpedTo) and ended. Names are searched with searchCircumstances: they do not belong in an address.")
            .ShowsMany<Page<Row>>("circumstance", page => page.Items.Select(row => row.Id));
        circumstances.MapPost("/search", (Json<Search> asked, IMediator send, CancellationToken ct) =>
                send.Send(new Query(asked.Value, asked.Value.Words, Math.Clamp(asked.Value.Limit ?? 50, 1, 200), asked.Value.After, asked.Value.Count, asked.Value.Position), ct))
            .Reads<Page<Row>>("searchCircumstances", "Tìm trong sổ hoàn cảnh đặc biệt / Search the register", "By whole words of the pupil's name, class or code, with the same filters. Changes nothing.")
            .ShowsMany<Page<Row>>("circumstance", page => page.Items.Select(row => row.Id));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Words).Words(CircumstanceRows.LongestSearch);
            RuleFor(q => q.After).Must(after => after is null || CaseCursor.Read(after) is not null).Says("Con trỏ trang không đọc được.", "The cursor cannot be read.");
            RuleFor(q => q.Filter).SetValidator(new CircumstanceFilterValidator());
        }
    }

    internal sealed class Handler(CircumstanceRows rows, SubscriptionRunner subscriptions) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(CircumstanceProjection.Name, request.Position, cancellationToken);
            var selection = await rows.Select(request.Filter, request.Words, cancellationToken);
            await using var connection = await rows.Open(cancellationToken);
            var (page, next) = await selection.Page(connection, request.After is null ? null : CaseCursor.Read(request.After), request.Limit, cancellationToken);
            return new Page<Row>(page, next?.ToString(), request.Count ? await selection.Count(connection, cancellationToken) : null);
        }
    }
}
