using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Audit.Sealing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ProcedureLibrary;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>
/// Prints a paper of a case, filled in from the file as it is or as it was known at a moment. What was printed, from which version of the file and
/// under which head of the log, is recorded with its digest before it leaves.
/// </summary>
internal static class ReadDocument
{
    private const string Html = "text/html", Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Pdf = "application/pdf";

    public sealed record Query(Guid CaseId, string Kind, int? Number, DateTimeOffset? KnownAt, string? Format, bool Restricted) : IRequest<Answer>;

    public sealed record Answer(byte[] Bytes, string ContentType, string FileName);

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/{id:guid}/documents/{kind}", async (Guid id, string kind, int? number, string? knownAt, string? format, bool? restricted, HttpRequest http, IMediator send, CancellationToken ct) =>
            {
                var paper = await send.Send(new Query(id, kind, number, QueryInstant.Read(nameof(knownAt), knownAt), format ?? Wanted(http), restricted == true), ct);
                return paper.ContentType == Html ? Results.Bytes(paper.Bytes, "text/html; charset=utf-8") : Results.File(paper.Bytes, paper.ContentType, paper.FileName);
            })
            .WithName("readDocument").WithSummary("In giấy tờ của ca / Print a paper of a case")
            .WithDescription("kind and number from the list of documents; format html (to print from a browser), docx or pdf, else by Accept. Recorded as a read with its SHA-256. " +
                "restricted=true prints also what needs a second permission; with a reason in X-Purpose-Reason only.")
            .Produces(StatusCodes.Status200OK, null, Html, Docx, Pdf)
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
            .Shows("case");

        cases.MapGet("/document-assets/{name}", (string name, HttpResponse response) =>
            {
                if (PaperAssets.Find(name) is not { } asset) throw new ProblemException(Problems.NotFound);
                response.Headers.CacheControl = "public, max-age=86400";
                return Results.Bytes(asset.Bytes, asset.ContentType);
            })
            .WithName("readDocumentAsset").WithSummary("Kiểu chữ của giấy tờ / Style of the papers").WithDescription("The style sheet of the print view and the letters it names.")
            .Produces(StatusCodes.Status200OK, null, "text/css", "font/woff2").ProducesProblem(404);
    }

    private static string Wanted(HttpRequest http) =>
        http.Headers.Accept.ToString() is var accept && accept.Contains(Docx, StringComparison.Ordinal) ? "docx" : accept.Contains(Pdf, StringComparison.Ordinal) ? "pdf" : "html";

    internal sealed class Handler(
        CaseDesk desk, Streams<CaseFile> cases, IDirectory directory, EventWords words, SealedLog log, PaperPrinter printer, Permit permit, RequestContext request, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancellationToken)
        {
            if (Enum.GetNames<DocumentKind>().Contains(query.Kind)) request.Details["kind"] = query.Kind; // of a refused attempt, too
            var closed = await desk.Read(query.CaseId, cancellationToken);
            // Whoever opened the case in an emergency looks at it for some hours; a paper stays.
            if (!CaseAccess.May(permit.Row, permit.Actor, closed.State)) throw new ProblemException(Problems.Forbidden);
            if (!Enum.GetNames<DocumentKind>().Contains(query.Kind)) throw Invalid("kind", Enum.GetNames<DocumentKind>());
            if (query.Format is not ("html" or "docx" or "pdf")) throw Invalid("format", ["html", "docx", "pdf"]);
            var kind = Papers.Of(Enum.Parse<DocumentKind>(query.Kind));

            var events = await Events(query, kind, closed, cancellationToken);
            var (file, last) = FileOf(events, query.KnownAt) ?? throw new ProblemException(Problems.NotFound);
            if (!kind.Belongs(file)) throw new ProblemException(CaseRules.PaperNotOfThisCase);
            var number = NumberOf(query, kind, file);

            var now = clock.Now();
            var at = query.KnownAt ?? now;
            var places = (await directory.Organisations(cancellationToken)).ToDictionary(place => place.Id);
            foreach (var then in await directory.Organisations(at.VietNamDay(), cancellationToken)) places[then.Id] = then;
            var head = await log.Latest(cancellationToken);
            var covered = head is not null && await log.LeafOf(last.Id, cancellationToken) is { } leaf && leaf.Index < head.Size;

            var moment = await desk.Moment(cancellationToken);
            var lines = moment.Library.LinesOn(file.LibraryDay(), moment.PlacesOf(file.SchoolId));
            var blocks = Papers.Write(kind, new PaperOf(file, number, at, id => id is { } place ? places.GetValueOrDefault(place) : null, words, lines) { Template = (form, version) => version is null ? moment.Form(file, form) : moment.Library.Of(form, version) });
            var printing = new Printing(file.Reference, last.Version, kind.Kind, number, now, permit.Actor.DisplayName, query.KnownAt, query.Restricted && kind.Restricted.Count > 0, head?.Size, head?.Root, covered);
            var paper = new Paper($"{file.Reference} {kind.Kind}", blocks, printing.Imprint(lines));
            var answer = query.Format switch
            {
                "docx" => new Answer(PaperDocx.Write(paper), Docx, printing.FileName("docx")),
                "pdf" => new Answer(await printer.Print(PaperHtml.SelfContained(paper), cancellationToken), Pdf, printing.FileName("pdf")),
                _ => new Answer(Encoding.UTF8.GetBytes(PaperHtml.Linked(paper)), Html, printing.FileName("html")),
            };
            foreach (var (name, value) in printing.Record(lines, query.Format, answer.Bytes)) request.Details[name] = value;
            return answer;
        }

        /// <summary>With what is restricted only for who has the second permission, asks for it and says why.</summary>
        private async Task<IReadOnlyList<RecordedEvent>> Events(Query query, PaperKind kind, Loaded<CaseFile> closed, CancellationToken ct)
        {
            if (!query.Restricted || kind.Restricted.Count == 0) return closed.Events;
            if (!CaseAccess.May("readRestricted", permit.Actor, closed.State)) throw new ProblemException(Problems.Forbidden);
            if (request.PurposeReason is null)
                throw new ProblemException(Problems.InvalidRequest, new Dictionary<string, string[]> { [PurposeHeaders.Reason] = [Text("Cần nói rõ lý do để in phần hạn chế.", "Say why the restricted part has to be printed.")] });
            return (await cases.Load(query.CaseId, ct, open: Wall.SecondPermission))!.Events;
        }

        private static (CaseFile File, RecordedEvent Last)? FileOf(IReadOnlyList<RecordedEvent> events, DateTimeOffset? knownAt)
        {
            (CaseFile, RecordedEvent)? known = null;
            foreach (var happened in new CaseMoment(knownAt).Of(events))
                if (CaseFile.Evolve(known?.Item1, happened) is { } file) known = (file, happened);
            return known;
        }

        /// <summary>The one asked for, else the newest; none where the form is printed blank.</summary>
        private static int? NumberOf(Query query, PaperKind kind, CaseFile file)
        {
            var made = kind.Numbers?.Invoke(file) ?? [];
            if (query.Number is not { } asked) return made.Count > 0 ? made[^1].Number : null;
            return made.Any(one => one.Number == asked) ? asked : throw Invalid("number", made.Select(one => one.Number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static string Text(string vi, string en) => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? en : vi;

    private static ProblemException Invalid(string field, IEnumerable<string> known) => new(Problems.InvalidRequest,
        new Dictionary<string, string[]> { [field] = [Text($"Phải là một trong: {string.Join(", ", known)}.", $"Must be one of: {string.Join(", ", known)}.")] });

    /// <summary>One printing of a paper: who, when, from what. At the foot of every page, and in the record.</summary>
    internal sealed record Printing(
        string Reference, long Version, DocumentKind Kind, int? Number, DateTimeOffset At, string By, DateTimeOffset? KnownAt, bool Restricted, long? CheckpointSize, byte[]? Root, bool Covered)
    {
        /// <summary>As many signs of the root as an eye compares.</summary>
        private const int RootSigns = 12;

        public Imprint Imprint(Lines lines)
        {
            string Fill(string key, params object?[] values) => string.Format(CultureInfo.InvariantCulture, lines[key], values);
            return new Imprint(
            [
                Fill("foot.paper", Reference, lines[$"name.{Kind}"], Number is { } n ? Fill("foot.number", n) : "", lines.Version),
                Fill(KnownAt is null ? "foot.printed" : "foot.knownAt", By, Draft.Instant(At), Version, KnownAt is { } known ? Draft.Instant(known) : null) + (Restricted ? $" {lines["foot.restricted"]}" : ""),
                CheckpointSize is { } size ? Fill(Covered ? "foot.checkpoint" : "foot.checkpoint.behind", size, Convert.ToBase64String(Root!)[..RootSigns]) : lines["foot.checkpoint.none"],
                lines["foot.secret"],
            ]);
        }

        /// <summary>Nobody's name: file names are read over shoulders and kept in lists.</summary>
        public string FileName(string extension) => $"{Kind.ToString().ToLowerInvariant()}-{Reference}.{extension}";

        public IEnumerable<(string Name, string Value)> Record(Lines lines, string format, byte[] bytes)
        {
            yield return ("kind", Kind.ToString());
            yield return ("format", format);
            if (Number is { } number) yield return ("number", number.ToString(CultureInfo.InvariantCulture));
            yield return ("version", Version.ToString(CultureInfo.InvariantCulture));
            yield return ("template", lines.Version);
            if (CheckpointSize is { } size) yield return ("checkpoint", size.ToString(CultureInfo.InvariantCulture));
            yield return ("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }
}
