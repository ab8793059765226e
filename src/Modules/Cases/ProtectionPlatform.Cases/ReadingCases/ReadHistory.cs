using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>The chronology: every event with both times, its author and its content. Entries recorded late are marked, not hidden.</summary>
internal static class ReadHistory
{
    /// <param name="KnownThen">With knownAt: whether it was on record at that moment.</param>
    /// <param name="Corrections">What was said to be wrong with it later; it stays as it was.</param>
    /// <param name="DeviceTime">The clock of the device when the button was pressed there, as the device said; what was sent later tells of it.</param>
    /// <param name="Restricted">Keys of what it holds besides, not shown here.</param>
    public sealed record Entry(
        Guid EventId, long Sequence, long Version, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, bool Late, PersonRef Actor,
        string? OnBehalfOf, string? Reason, bool External, string? DeviceTime, bool? KnownThen, JsonElement? Data, IReadOnlyList<string> Restricted, IReadOnlyList<CaseView.CorrectionView> Corrections);

    /// <param name="After">Version after which to go on.</param>
    public sealed record Query(Guid CaseId, long After, int Limit, DateTimeOffset? KnownAt) : IRequest<Page<Entry>>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/history", (Guid id, long? after, int? limit, string? knownAt, IMediator send, CancellationToken ct) =>
            send.Send(new Query(id, after ?? 0, Math.Clamp(limit ?? 200, 1, 500), QueryInstant.Read(nameof(knownAt), knownAt)), ct))
        .Reads<Page<Entry>>("readHistory", "Dòng thời gian / Chronology",
            "In the order recorded. occurredAt is the author's claim, recordedAt is ours. With knownAt every entry stays and says whether it was on record at that moment.")
        .Opens<CaseFile>()
        .Shows("case");

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Query, Page<Entry>>
    {
        public async Task<Page<Entry>> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await desk.Read(request.CaseId, cancellationToken);
            var known = request.KnownAt is null ? (long?)null : new CaseMoment(request.KnownAt).Of(loaded.Events).LastOrDefault()?.Version ?? 0;
            var corrections = CaseView.CorrectionsOf(loaded.State).ToLookup(correction => correction.Entry);
            var rest = loaded.Events.Where(e => e.Version > request.After).ToList();
            var page = rest.Take(request.Limit).Select(e => Show(e, known is null ? null : e.Version <= known, corrections[e.Version])).ToList();
            return new Page<Entry>(page, rest.Count > page.Count ? page[^1].Version.ToString(CultureInfo.InvariantCulture) : null);
        }
    }

    private static Entry Show(RecordedEvent e, bool? knownThen, IEnumerable<CaseView.CorrectionView> corrections)
    {
        JsonElement? data = e.Data is null ? null : JsonSerializer.SerializeToElement(e.Data, e.Data.GetType(), EventTypes.Json);
        return new Entry(e.Id, e.Sequence, e.Version, e.Type, e.OccurredAt, e.RecordedAt, e.IsLate, PersonRef.Of(e),
            Text(data, "performedBy") is "School" ? null : Text(data, "performedBy"), Text(data, "reason"), External: e.Metadata is null, e.Metadata?.DeviceTime, knownThen, Public(e, data), [.. e.Withheld.Select(withheld => withheld.Field)], [.. corrections]);
    }

    private static string? Text(JsonElement? data, string name) =>
        data is { ValueKind: JsonValueKind.Object } o && o.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The digest of a reporter's code is nobody's business.</summary>
    private static JsonElement? Public(RecordedEvent e, JsonElement? data) =>
        e.Data is ConcernReported reported ? JsonSerializer.SerializeToElement(reported with { FollowUpCodeHash = null }, EventTypes.Json) : data;
}
