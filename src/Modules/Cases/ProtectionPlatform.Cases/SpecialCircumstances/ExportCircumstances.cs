using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>The register as a file: the rows the caller may see, as the list filters them. Sent as it is read; each part is recorded as read before it leaves.</summary>
internal static class ExportCircumstances
{
    public sealed record Body : CircumstanceFilter
    {
        public required ExportCases.FileFormat Format { get; init; }

        public ReadPurpose? Purpose { get; init; }

        /// <summary>Why the list leaves the platform, in the caller's words.</summary>
        public required string Reason { get; init; }

        /// <summary>As searchCircumstances has them.</summary>
        public string? Words { get; init; }

        public long? Position { get; init; }
    }

    public sealed record Query(Body Body, bool Vietnamese) : IRequest<IResult>;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapPost("/export", (Json<Body> asked, HttpContext http, IMediator send, CancellationToken ct) => send.Send(new Query(asked, Language.IsVietnamese(http)), ct))
        .WithName("exportCircumstances").WithSummary("Xuất sổ hoàn cảnh đặc biệt / Export the register of special circumstances")
        .WithDescription("The rows of listCircumstances or searchCircumstances as one CSV (UTF-8 with BOM) or XLSX file, headings in the caller's language. Recorded as a read with the filters, the number of rows and every entry shown. "
            + "A file that breaks off could not be recorded to its end.")
        .Produces(StatusCodes.Status200OK, null, SheetTypes.Csv, SheetTypes.Xlsx)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
        .WithMetadata(new ShowsContent("circumstance"));

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Body).SetValidator(new CircumstanceFilterValidator());
            RuleFor(q => q.Body.Words).Words(CircumstanceRows.LongestSearch);
            RuleFor(q => q.Body.Reason).Words(1_000);
        }
    }

    internal sealed class Handler(CircumstanceRows rows, SubscriptionRunner subscriptions, ReadLog log, RequestContext context, TimeProvider clock) : IRequestHandler<Query, IResult>
    {
        public async Task<IResult> Handle(Query request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            await subscriptions.ReadOwnWrite(CircumstanceProjection.Name, body.Position, cancellationToken);
            context.Purpose = body.Purpose ?? context.Purpose;
            context.PurposeReason = body.Reason.Trim();
            var (type, ending) = body.Format == ExportCases.FileFormat.Csv ? (SheetTypes.Csv, "csv") : (SheetTypes.Xlsx, "xlsx");
            var sheet = SheetOf(request.Vietnamese);
            return Results.Stream(
                file => body.Format == ExportCases.FileFormat.Csv ? sheet.WriteCsv(file, Rows(body, cancellationToken), cancellationToken) : sheet.WriteXlsx(file, Rows(body, cancellationToken), cancellationToken),
                type, string.Create(CultureInfo.InvariantCulture, $"{(request.Vietnamese ? "hoan-canh-dac-biet" : "special-circumstances")}-{clock.Now().VietNamDay():yyyy-MM-dd}.{ending}"));
        }

        /// <summary>All of them as they stood at one moment. No row is given before the read of it is durable.</summary>
        private async IAsyncEnumerable<ListCircumstances.Row> Rows(Body asked, [EnumeratorCancellation] CancellationToken ct)
        {
            var selection = await rows.Select(asked, asked.Words, ct);
            await using var connection = await rows.Open(ct);
            await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            var read = new Read("exportCircumstances", "circumstance") { Filters = Filters(asked), Found = (int)await selection.Count(connection, ct) };
            var after = (CaseCursor?)null;
            do
            {
                (var batch, after) = await selection.Page(connection, after, ExportCases.Batch, ct);
                await log.Record(read with { Shown = [.. batch.Select(row => row.Id)] }, ct);
                read = read with { Found = null };
                foreach (var row in batch) yield return row;
            }
            while (after is not null);
        }

        /// <summary>What was asked for; that names were searched, but not which.</summary>
        private static Dictionary<string, string> Filters(Body asked) =>
            new (string Name, object? Value)[]
            {
                ("format", asked.Format), ("school", asked.School), ("group", asked.Group), ("disaster", asked.Disaster), ("className", asked.ClassName), ("helped", asked.Helped),
                ("helpedFrom", Day(asked.HelpedFrom)), ("helpedTo", Day(asked.HelpedTo)), ("ended", asked.Ended), ("words", asked.Words is null ? null : true),
            }.Where(it => it.Value is not null).ToDictionary(it => it.Name, it => Convert.ToString(it.Value, CultureInfo.InvariantCulture)!);
    }

    internal static Sheet<ListCircumstances.Row> SheetOf(bool vietnamese)
    {
        string Say(string vi, string en) => vietnamese ? vi : en;
        string Name(string group) => CircumstanceCodes.Table.Group(group) is { } known ? Say(known.NameVi, known.NameEn) : group;
        return new(Say("Hoàn cảnh đặc biệt", "Special circumstances"),
        [
            new(Say("Họ tên học sinh", "Pupil’s name"), row => row.PupilName, 28),
            new(Say("Ngày sinh", "Date of birth"), row => Day(row.BornOn), 12),
            new(Say("Lớp", "Class"), row => row.ClassName, 10),
            new(Say("Trường", "School"), row => row.SchoolName, 32),
            new(Say("Nhóm đang ghi", "Groups"), row => string.Join("; ", row.Listings.Where(l => l.EndsOn is null).Select(l => Name(l.Group))), 40),
            new(Say("Đã kết thúc", "Ended"), row => string.Join("; ", row.Listings.Where(l => l.EndsOn is not null).Select(l => Name(l.Group))), 30),
            new(Say("Số lần hỗ trợ", "Times helped"), row => row.TimesHelped.ToString(CultureInfo.InvariantCulture), 12),
            new(Say("Hỗ trợ gần nhất", "Last helped"), row => Day(row.LastHelpedOn), 14),
            new(Say("Tiền đã hỗ trợ (đồng)", "Money given (đồng)"), row => row.DongGiven.ToString(CultureInfo.InvariantCulture), 18),
            new(Say("Hỗ trợ dự kiến", "Planned"), row => row.Planned.ToString(CultureInfo.InvariantCulture), 12),
        ]);
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
