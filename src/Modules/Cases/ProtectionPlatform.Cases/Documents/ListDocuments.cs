using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ProcedureLibrary;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.Documents;

/// <summary>Which papers can be made of a case now, or of the case as it was known at a moment.</summary>
internal static class ListDocuments
{
    /// <param name="Numbers">Those the file holds, oldest first; without any the form is printed blank, or there is one such paper in a case.</param>
    /// <param name="Restricted">The file holds a restricted value that this paper can show to the second permission.</param>
    public sealed record Item(DocumentKind Kind, IReadOnlyList<Made> Numbers, bool Restricted);

    /// <param name="TemplateVersion">Of the wording.</param>
    /// <param name="Pdf">The server can make PDFs.</param>
    /// <param name="MayPrintRestricted">The caller has the second permission.</param>
    public sealed record Answer(string TemplateVersion, bool Pdf, bool MayPrintRestricted, IReadOnlyList<Item> Items);

    public sealed record Query(Guid CaseId, DateTimeOffset? KnownAt) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/documents", (Guid id, string? knownAt, IMediator send, CancellationToken ct) => send.Send(new Query(id, QueryInstant.Read(nameof(knownAt), knownAt)), ct))
        .Reads<Answer>("listDocuments", "Giấy tờ của ca / Papers of a case", "Official forms of Decree 56/2017 and papers of the school that can be printed of this case, with the numbers of assessments, plans and reviews.")
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, PaperPrinter printer, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = await desk.Read(request.CaseId, cancellationToken);
            if (!CaseAccess.May(permit.Row, permit.Actor, today.State)) throw new ProblemException(Problems.Forbidden);
            var file = new CaseMoment(request.KnownAt).Of(today.Events).Aggregate((CaseFile?)null, CaseFile.Evolve) ?? throw new ProblemException(Problems.NotFound);
            var moment = await desk.Moment(cancellationToken);
            return new Answer(moment.Library.LinesOn(file.LibraryDay(), moment.PlacesOf(file.SchoolId)).Version, printer.CanPrint, CaseAccess.May("readRestricted", permit.Actor, today.State),
                [.. Papers.All.Where(kind => kind.Belongs(file)).Select(kind => new Item(kind.Kind, kind.Numbers?.Invoke(file) ?? [], kind.Restricted.Any(file.Restricted.Contains)))]);
        }
    }
}
