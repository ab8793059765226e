using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.BuildingBlocks.Audit.Oversight;

/// <summary>
/// Did anybody ever approve their own work? Goes through every decision that needed a second person and compares who decided with who had
/// written what was decided on, each with whom they did it for. The rules forbid it, so none is expected; how many decisions were examined makes "none" a statement.
/// </summary>
public static class FindSelfApprovals
{
    /// <param name="Decisions">How many of this kind were examined.</param>
    /// <param name="Unattributed">Of these, how many were recorded by a program that did not say who: nothing can be said of them.</param>
    public sealed record Examined(string Kind, long Decisions, long Unattributed);

    /// <summary>A decision whose maker had written what was decided on.</summary>
    /// <param name="Proposals">Places in the log of what they had written.</param>
    public sealed record Row(
        string Kind, long Sequence, DateTimeOffset RecordedAt, string Type, SearchEvents.Person Person, string? StreamType, Guid Stream, long Version, IReadOnlyList<long> Proposals);

    /// <param name="UpTo">Everything up to this place in the log was looked at.</param>
    public sealed record Answer(long UpTo, IReadOnlyList<Examined> Examined, IReadOnlyList<Row> Items);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/audit/self-approvals", Find).WithTags("Audit")
        .Reads<Answer>("findSelfApprovals", "Tự duyệt việc của mình / Self-approvals",
            "For auditors. Decisions recorded from … to … (both optional) whose maker had written what was decided on. Expected: none, of the numbers examined.")
        .ShowsMany<Answer>("decision", answer => answer.Items.Select(row => row.Stream));

    private static async Task<IResult> Find(
        string? from, string? to, OversightCatalog catalog, Decisions decisions, Hidden hidden, SubscriptionRunner log, CancellationToken ct)
    {
        var (start, end) = (QueryInstant.Read(nameof(from), from), QueryInstant.Read(nameof(to), to));
        var upTo = await log.Head(ct);
        var unseen = await hidden.Streams(ct);
        var rows = new List<Row>();
        var examined = catalog.SecondPerson.Select(rule => rule.Kind).Distinct().ToDictionary(kind => kind, kind => new Examined(kind, 0, 0));
        await foreach (var (happened, streamType, before) in decisions.All(catalog.SecondPerson.Select(rule => rule.Event), start, end, ct))
            foreach (var rule in catalog.SecondPerson.Where(rule => rule.Event == happened.Data?.GetType() && !unseen.Contains(happened.StreamId)))
            {
                var proposals = rule.Proposals(happened, before);
                if (proposals.Count == 0) continue;
                var unattributed = happened.ActorId is null || proposals.Any(proposal => proposal.ActorId is null);
                var sofar = examined[rule.Kind];
                examined[rule.Kind] = sofar with { Decisions = sofar.Decisions + 1, Unattributed = sofar.Unattributed + (unattributed ? 1 : 0) };
                var own = proposals.Where(proposal => TwoPeople.Share(proposal.Behind, happened.Behind)).Select(proposal => proposal.Sequence).ToList();
                if (own.Count > 0)
                    rows.Add(new Row(rule.Kind, happened.Sequence, happened.RecordedAt, happened.Type, SearchEvents.Person.Of(happened), streamType, happened.StreamId, happened.Version, own));
            }

        return TypedResults.Ok(new Answer(upTo, [.. examined.Values], [.. rows.OrderBy(row => row.Sequence)]));
    }
}
