using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Oversight;

/// <summary>Every decision not to act, with its reason, who took it and on whose proposal; newest first.</summary>
public static class ListDecidedNotToAct
{
    private const int ReadAtOnce = 200;

    /// <param name="Sequence">Place of the decision in the log.</param>
    /// <param name="Kind">Code of the decision, such as <c>TriageClosureProposed</c>.</param>
    /// <param name="Person">Who decided; "platform" without id where a clock ran out.</param>
    /// <param name="ProposedBy">The first person, when this confirms or rejects what somebody else proposed.</param>
    /// <param name="Reason">In the words of who decided.</param>
    public sealed record Row(
        long Sequence, string Kind, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, SearchEvents.Person Person, SearchEvents.Person? ProposedBy, string? Reason,
        string? StreamType, Guid Stream, long Version, Guid? CaseId, string? Reference, Guid? OrganisationId);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/decided-not-to-act", Search).WithTags("Audit")
        .Reads<Page<Row>>("listDecidedNotToAct", "Quyết định không hành động / Decided not to act",
            "For auditors. Newest first. Filters: organisation (it belonged to then), from, to (record time). What counts is declared by each module.")
        .ShowsMany<Page<Row>>("decision", page => page.Items.Select(row => row.CaseId ?? row.Stream));

    private static async Task<IResult> Search(
        Guid? organisation, string? from, string? to, int? limit, long? after, OversightCatalog catalog, Decisions decisions, Hidden hidden, CancellationToken ct)
    {
        var (start, end) = (QueryInstant.Read(nameof(from), from), QueryInstant.Read(nameof(to), to));
        var most = Math.Clamp(limit ?? 50, 1, 200);
        var unseen = await hidden.Streams(ct);
        var rows = new List<Row>();
        for (long? before = after; rows.Count <= most;)
        {
            var found = await decisions.Newest(catalog.NotToAct.Select(rule => rule.Event), start, end, before, ReadAtOnce, ct);
            rows.AddRange(found.Where(decision => !unseen.Contains(decision.Happened.StreamId)).SelectMany(decision => Rows(decision, catalog)).Where(row => organisation is null || row.OrganisationId == organisation));
            if (found.Count < ReadAtOnce) break;
            before = found[^1].Happened.Sequence;
        }

        var page = rows.Take(most).ToList();
        return TypedResults.Ok(new Page<Row>(page, rows.Count > most ? page[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static IEnumerable<Row> Rows(DecisionInStory decision, OversightCatalog catalog)
    {
        var happened = decision.Happened;
        foreach (var rule in catalog.NotToAct.Where(rule => rule.Event == happened.Data?.GetType()))
            if (rule.Read(happened, decision.Before) is { } not)
            {
                var proposal = catalog.SecondPerson.Where(second => second.Event == rule.Event).SelectMany(second => second.Proposals(happened, decision.Before)).LastOrDefault();
                yield return new Row(happened.Sequence, rule.Kind, happened.OccurredAt, happened.RecordedAt, SearchEvents.Person.Of(happened),
                    proposal is null ? null : SearchEvents.Person.Of(proposal), not.Reason,
                    decision.StreamType, happened.StreamId, happened.Version, not.CaseId, not.Reference, not.OrganisationId);
            }
    }
}
