using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.ProcedureLibrary;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>Measures, assessment forms and the scoring rule; and the dated table of limits.</summary>
internal static class ReadReferenceData
{
    public sealed record ScoringRule(string Version, string TextVi, string TextEn);

    public sealed record Answer(IReadOnlyList<Measure> Measures, IReadOnlyList<AssessmentTemplate> AssessmentTemplates, ScoringRule ScoringRule);

    public sealed record Query : IRequest<Answer>;

    public sealed record RulesQuery : IRequest<Page<DeadlineRule>>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapGet("/reference-data", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
            .Reads<Answer>("readReferenceData", "Danh mục / Reference data", "Measures of Articles 48 to 50, rows of Forms 02, 03 and 06 in every version, and the scoring rule in force.");
        cases.MapGet("/deadline-rules", (IMediator send, CancellationToken ct) => send.Send(new RulesQuery(), ct))
            .Reads<Page<DeadlineRule>>("listDeadlineRules", "Bảng thời hạn / Rule table", "Every dated row with its source; the newest valid one holds, a local one only if it is shorter.");
    }

    internal sealed class Handler(Streams<DeadlineRules> rules, Streams<Library> libraries) : IRequestHandler<Query, Answer>, IRequestHandler<RulesQuery, Page<DeadlineRule>>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken) => new(
            ReferenceData.Measures, ((await libraries.Load(Library.StreamId, cancellationToken))?.State ?? Library.Initial).Forms, new ScoringRule(RiskScoring.RuleVersion, RiskScoring.TextVi, RiskScoring.TextEn));

        public async Task<Page<DeadlineRule>> Handle(RulesQuery request, CancellationToken cancellationToken) =>
            new((await rules.Load(DeadlineRules.StreamId, cancellationToken))?.State.All ?? DeadlineRules.Initial.All, null);
    }
}
