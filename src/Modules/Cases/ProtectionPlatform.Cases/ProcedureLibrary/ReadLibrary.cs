using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Documents;

namespace ProtectionPlatform.Cases.ProcedureLibrary;

/// <summary>Shows every version of forms and wording there ever was, and which forms a case uses.</summary>
internal static class ReadLibrary
{
    /// <param name="Lines">Our own wording, which holds where nothing else was issued.</param>
    public sealed record Answer(IReadOnlyList<AssessmentTemplate> AssessmentForms, IReadOnlyList<PaperWordsIssued> PaperWords, IReadOnlyList<Lines.Line> Lines);

    public sealed record OfCaseAnswer(IReadOnlyList<AssessmentTemplate> AssessmentForms);

    public sealed record Query : IRequest<Answer>;

    public sealed record OfCase(Guid CaseId) : IRequest<OfCaseAnswer>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/procedure-library", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
            .Reads<Answer>("readProcedureLibrary", "Thư viện quy trình / Procedure library", "Forms 02, 03 and 06 and the wording of papers in every version, by day and place. Limits stand in listDeadlineRules.");
        cases.MapGet("/{id:guid}/assessment-forms", (Guid id, IMediator send, CancellationToken ct) => send.Send(new OfCase(id), ct))
            .Reads<OfCaseAnswer>("readAssessmentForms", "Biểu mẫu đánh giá của ca / Assessment forms of a case", "In the versions that were in force for its school when it was opened, or last opened again.")
            .Shows("case");
    }

    internal sealed class Handler(Streams<Library> libraries, CaseDesk desk) : IRequestHandler<Query, Answer>, IRequestHandler<OfCase, OfCaseAnswer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var library = (await libraries.Load(Library.StreamId, cancellationToken))?.State ?? Library.Initial;
            return new Answer(library.Forms, library.Words, Lines.Current.All);
        }

        public async Task<OfCaseAnswer> Handle(OfCase request, CancellationToken cancellationToken)
        {
            var file = (await desk.Read(request.CaseId, cancellationToken)).State;
            var moment = await desk.Moment(cancellationToken);
            return new OfCaseAnswer([.. Enum.GetValues<AssessmentForm>().Select(form => moment.Form(file, form))]);
        }
    }
}
