using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.AssessingRisk;

namespace ProtectionPlatform.Cases.ProcedureLibrary;

/// <summary>Issues Form 02, 03 or 06 anew: rows, wording and which rows decide. Nothing is deployed, and cases under way keep theirs.</summary>
internal static partial class IssueAssessmentForm
{
    /// <param name="OrganisationId">Null for the whole country. A locality may word rows its own way and add some, never leave one out.</param>
    public sealed record Body(
        AssessmentForm Form, DateOnly ValidFrom, IReadOnlyList<AssessmentRow> Rows, IReadOnlyList<string> Decisive, string Source, string Reason, Guid? OrganisationId = null);

    /// <param name="IssuedVersion">Under which the form is stored with every assessment.</param>
    public sealed record Answer(Guid Id, long Version, long Position, string IssuedVersion) : Changed(Id, Version, Position);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/procedure-library/assessment-forms", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes<Answer>("issueAssessmentForm", "Ban hành biểu mẫu đánh giá / Issue an assessment form",
            "From validFrom on, for cases opened then. Row codes begin with the letter of their table; decisive names rows of table A.", creates: true);

    internal sealed partial class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => (DateOnly?)c.Body.ValidFrom).PlausibleDay().OverridePropertyName("validFrom");
            RuleFor(c => c.Body.Source).Words(500);
            RuleFor(c => c.Body.Reason).Words(2_000);
            RuleFor(c => c.Body.Rows).Must(rows => rows.Count is >= 1 and <= 30).Says("Từ 1 đến 30 dòng.", "Between 1 and 30 rows.");
            RuleFor(c => c.Body.Rows).Must(rows => rows.Select(r => r.Code).Distinct().Count() == rows.Count).Says("Mã dòng bị trùng.", "Two rows have the same code.");
            RuleFor(c => c.Body.Rows).Must(rows => rows.Any(r => r.Table == "A") && rows.Any(r => r.Table == "B")).Says("Cần cả bảng A và bảng B.", "Both tables A and B are needed.").When(c => c.Body.Rows.Count > 0);
            RuleForEach(c => c.Body.Rows).ChildRules(row =>
            {
                row.RuleFor(r => r.Code).Must(code => Code().IsMatch(code)).Says("Mã dòng gồm A hoặc B và số, ví dụ A3.", "A row’s code is A or B and a number, such as A3.");
                row.RuleFor(r => r.Table).Must((r, table) => table is "A" or "B" && r.Code.StartsWith(table, StringComparison.Ordinal)).Says("Bảng là A hoặc B, đúng với mã dòng.", "The table is A or B, as in the row’s code.");
                foreach (var text in new System.Linq.Expressions.Expression<Func<AssessmentRow, string?>>[]
                         { r => r.NameVi, r => r.NameEn, r => r.HighVi, r => r.MediumVi, r => r.LowVi, r => r.HighEn, r => r.MediumEn, r => r.LowEn })
                    row.RuleFor(text).Words(500);
            });
            RuleFor(c => c.Body.Decisive).Must((c, codes) => codes.Count <= 30 && codes.All(code => c.Body.Rows.Any(r => r.Code == code && r.Table == "A")))
                .Says("Dòng quyết định phải là dòng của bảng A.", "A row that decides has to be one of table A.");
        }

        [GeneratedRegex(@"\A[AB][1-9][0-9]?\z")]
        private static partial Regex Code();
    }

    internal sealed class Handler(Streams<Library> libraries, CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var moment = await desk.Moment(cancellationToken);
            return await libraries.StartOrChange(Library.StreamId, null, library => Decide(library ?? Library.Initial, command.Body, moment), cancellationToken);
        }
    }

    internal static Decision Decide(Library library, Body body, Moment moment)
    {
        if (body.OrganisationId is not null && moment.Find(body.OrganisationId) is null) return Decision.Refuse(Problems.NotFound);
        if (body.ValidFrom < moment.Now.VietNamDay()) return Decision.Refuse(CaseRules.IssuedForThePast);
        if (body.OrganisationId is not null && library.InForce(body.Form, body.ValidFrom, []).Rows.FirstOrDefault(row => body.Rows.All(r => r.Code != row.Code)) is { } missing)
            return Decision.Refuse(CaseRules.LocalFormKeepsRows, missing.Code);
        var version = $"{body.ValidFrom:yyyy-MM-dd}.{library.Forms.Count(t => t.Form == body.Form)}";
        return Decision.Record(new AssessmentFormIssued(body.Form, version, body.ValidFrom, body.OrganisationId, body.Rows, [.. body.Decisive.Distinct().Order(StringComparer.Ordinal)], body.Source, body.Reason))
            .Answering(c => new Answer(c.Id, c.Version, c.Position, version)).Creating("/api/v1/cases/procedure-library");
    }
}
