using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>
/// The work list as a file: the rows the caller may see, as the list filters them, from one moment. It is sent as it is read, so that its length
/// takes no memory; what each part shows is recorded as read before that part leaves.
/// </summary>
internal static class ExportCases
{
    /// <summary>Rows read, recorded and sent at a time.</summary>
    internal const int Batch = 500;

    private const int LongestReason = 1_000;

    public enum FileFormat
    {
        Csv,
        Xlsx,
    }

    public sealed record Body : CaseFilter
    {
        public required FileFormat Format { get; init; }

        /// <summary>What it is for; without it that of the header X-Purpose, or what the caller's role is there for.</summary>
        public ReadPurpose? Purpose { get; init; }

        /// <summary>Why the list leaves the platform, in the caller's words.</summary>
        public required string Reason { get; init; }

        /// <summary>As searchCases has them.</summary>
        public string? Words { get; init; }

        /// <summary>The highest risk first.</summary>
        public bool ByRisk { get; init; }

        public long? Position { get; init; }
    }

    public sealed record Query(Body Body, bool Vietnamese) : IRequest<IResult>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/export", (Json<Body> asked, HttpContext http, IMediator send, CancellationToken ct) => send.Send(new Query(asked, Language.IsVietnamese(http)), ct))
        .WithName("exportCases").WithSummary("Xuất danh sách ca / Export the work list")
        .WithDescription("The rows of listCases or searchCases as one CSV (UTF-8 with BOM) or XLSX file, without a limit, headings in the caller's language. Recorded as a read with the filters, the number of rows and every case shown; " +
            "each request is an export of its own, whatever its Idempotency-Key. A file that breaks off could not be recorded to its end.")
        .Produces(StatusCodes.Status200OK, null, SheetTypes.Csv, SheetTypes.Xlsx)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
        .WithMetadata(new ShowsContent("case"));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Body).SetValidator(new CaseFilterValidator());
            RuleFor(q => q.Body.Words).Words(CaseRows.LongestSearch);
            RuleFor(q => q.Body.Reason).Words(LongestReason);
        }
    }

    internal sealed class Handler(CaseRows rows, SubscriptionRunner subscriptions, ReadLog log, EventWords words, RequestContext context, TimeProvider clock) : IRequestHandler<Query, IResult>
    {
        public async Task<IResult> Handle(Query request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            await subscriptions.ReadOwnWrite(Caseload.Name, body.Position, cancellationToken);
            context.Purpose = body.Purpose ?? context.Purpose;
            context.PurposeReason = body.Reason.Trim();
            var (type, ending) = body.Format == FileFormat.Csv ? (SheetTypes.Csv, "csv") : (SheetTypes.Xlsx, "xlsx");
            var sheet = CaseSheet.Of(words, request.Vietnamese);
            return Results.Stream(
                file => body.Format == FileFormat.Csv ? sheet.WriteCsv(file, Rows(body, cancellationToken), cancellationToken) : sheet.WriteXlsx(file, Rows(body, cancellationToken), cancellationToken),
                type, string.Create(CultureInfo.InvariantCulture, $"{(request.Vietnamese ? "danh-sach-ca" : "cases")}-{clock.Now().VietNamDay():yyyy-MM-dd}.{ending}"));
        }

        /// <summary>All of them as they stood at one moment. No row is given before the read of it is durable.</summary>
        private async IAsyncEnumerable<ListCases.Row> Rows(Body asked, [EnumeratorCancellation] CancellationToken ct)
        {
            var selection = await rows.Select(asked, asked.Words, names: true, ct);
            await using var connection = await rows.Open(ct);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            var read = new Read("exportCases", "case") { Filters = Filters(asked), Found = (int)await selection.Count(connection, ct) };
            var after = (CaseCursor?)null;
            do
            {
                (var batch, after) = await selection.Page(connection, asked.ByRisk ? CaseOrder.Risk : CaseOrder.Newest, after, Batch, ct);
                // The first entry tells of the whole export; those that follow, of a long one, what else it shows.
                await log.Record(read with { Shown = [.. batch.Select(row => row.Id)] }, ct);
                read = read with { Found = null };
                foreach (var row in batch) yield return row;
            }
            while (after is not null);
        }

        /// <summary>What was asked for; that names were searched, but not which.</summary>
        private static Dictionary<string, string> Filters(Body asked)
        {
            var said = new (string Name, object? Value)[]
            {
                ("format", asked.Format), ("state", asked.State), ("organisation", asked.Organisation), ("assignee", asked.Assignee), ("unassigned", asked.Unassigned), ("risk", asked.Risk), ("overdue", asked.Overdue),
                ("ended", asked.Ended), ("track", asked.Track), ("deadline", asked.Deadline), ("openedFrom", asked.OpenedFrom?.ToString("O", CultureInfo.InvariantCulture)),
                ("openedTo", asked.OpenedTo?.ToString("O", CultureInfo.InvariantCulture)), ("waitsFor", asked.WaitsFor), ("words", asked.Words is null ? null : true),
            };
            return said.Where(it => it.Value is not null).ToDictionary(it => it.Name, it => Convert.ToString(it.Value, CultureInfo.InvariantCulture)!);
        }
    }
}
