using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Documents;

namespace ProtectionPlatform.Cases.ProcedureLibrary;

/// <summary>Replaces wording of the papers, so that official or local wording takes the place of ours without code. Cases under way keep theirs.</summary>
internal static partial class IssuePaperWords
{
    /// <param name="OrganisationId">Null for the whole country.</param>
    public sealed record Body(DateOnly ValidFrom, IReadOnlyList<PaperWord> Words, string Source, string Reason, Guid? OrganisationId = null);

    /// <param name="IssuedVersion">Stands at the foot of every paper that uses it.</param>
    public sealed record Answer(Guid Id, long Version, long Position, string IssuedVersion) : Changed(Id, Version, Position);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/procedure-library/paper-words", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes<Answer>("issuePaperWords", "Ban hành lời văn giấy tờ / Issue wording of papers",
            "key is that of a line in the library; text has the same places to fill in. Lines that are not named stay as they are.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => (DateOnly?)c.Body.ValidFrom).PlausibleDay().OverridePropertyName("validFrom");
            RuleFor(c => c.Body.Source).Words(500);
            RuleFor(c => c.Body.Reason).Words(2_000);
            RuleFor(c => c.Body.Words).Must(words => words.Count is >= 1 and <= 500 && words.Select(w => w.Key).Distinct().Count() == words.Count)
                .Says("Từ 1 đến 500 dòng, mỗi dòng một lần.", "Between 1 and 500 lines, each once.");
            RuleForEach(c => c.Body.Words).ChildRules(word =>
            {
                word.RuleFor(w => w.Key).Must(key => Lines.Current.Find(key) is not null).Says("Không có dòng này trong giấy tờ.", "The papers have no such line.");
                word.RuleFor(w => w.Text).Words(2_000);
                word.RuleFor(w => w.Text).Must((w, text) => Lines.Current.Find(w.Key) is not { } line || Fills(text, line)).Says("Các chỗ điền như {0} phải như bản gốc.", "The places to fill in, such as {0}, have to be those of the original.");
            });
        }
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
        var version = $"{body.ValidFrom:yyyy-MM-dd}.{library.Words.Count + 1}";
        return Decision.Record(new PaperWordsIssued(version, body.ValidFrom, body.OrganisationId, body.Words, body.Source, body.Reason))
            .Answering(c => new Answer(c.Id, c.Version, c.Position, version)).Creating("/api/v1/cases/procedure-library");
    }

    /// <summary>The same places to fill in, and no brace besides: otherwise a paper could not be written.</summary>
    private static bool Fills(string text, string original) =>
        Places(text).SetEquals(Places(original)) && Place().Replace(text, "").AsSpan().IndexOfAny('{', '}') < 0;

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{[0-9]\}")]
    private static partial Regex Place();
}
