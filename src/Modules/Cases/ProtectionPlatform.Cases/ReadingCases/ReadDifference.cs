using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>What changed in a case between two moments, and by which events. Seeing it needs today's permission, as reading the case does.</summary>
internal static class ReadDifference
{
    /// <param name="By">What the moments are measured by: <c>knownAt</c>, <c>asOf</c> or <c>version</c>.</param>
    /// <param name="From">The earlier view; without version when the case was not on file yet.</param>
    /// <param name="Events">Those that count at one of the moments and not at the other, in the order recorded.</param>
    public sealed record Answer(string By, Side From, Side To, IReadOnlyList<Change> Changes, IReadOnlyList<Between> Events);

    /// <param name="At">The instant asked for; null when the moment is a version.</param>
    public sealed record Side(long? Version, DateTimeOffset? At);

    public sealed record Between(Guid EventId, long Sequence, long Version, string Type, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef Actor);

    public sealed record Query(Guid CaseId, string By, CaseMoment From, CaseMoment To) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/difference", (Guid id, string? from, string? to, string? by, IMediator send, CancellationToken ct) =>
        {
            var measure = by ?? "knownAt";
            return send.Send(new Query(id, measure,
                from is null ? new CaseMoment(Version: 0) : Moment(measure, nameof(from), from),
                to is null ? new CaseMoment() : Moment(measure, nameof(to), to)), ct);
        })
        .Reads<Answer>("readDifference", "So hai thời điểm / Compare two moments",
            "by is knownAt (default), asOf or version; from and to are instants, or versions (0: before the case was opened). Without from: since it was opened; without to: until now. " +
            "The version itself is not listed among the changes: it stands in from and to.")
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, IDirectory directory, EventWords words, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = await desk.Read(request.CaseId, cancellationToken);
            var organisations = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var now = clock.Now();
            var before = request.From.View(today.Events, organisations.GetValueOrDefault, now);
            var after = request.To.View(today.Events, organisations.GetValueOrDefault, now);
            if (before is null && after is null) throw new ProblemException(Problems.NotFound);

            var changes = new Difference(words.Of("Cases", typeof(CaseView))).Between(Json(before), Json(after), "version");
            var counted = request.From.Of(today.Events).Select(e => e.Version).ToHashSet();
            counted.SymmetricExceptWith(request.To.Of(today.Events).Select(e => e.Version));
            return new Answer(request.By, SideOf(request.From, before), SideOf(request.To, after), changes,
                [.. today.Events.Where(e => counted.Contains(e.Version))
                    .Select(e => new Between(e.Id, e.Sequence, e.Version, e.Type, e.OccurredAt, e.RecordedAt, PersonRef.Of(e)))]);
        }
    }

    private static Side SideOf(CaseMoment moment, CaseView? view) => new(view?.Version, moment.KnownAt ?? moment.AsOf);

    private static JsonElement Json(CaseView? view) => view is null ? JsonSerializer.SerializeToElement(new { }) : JsonSerializer.SerializeToElement(view, ApiJson.Options);

    private static CaseMoment Moment(string by, string name, string text) => by switch
    {
        "knownAt" => new CaseMoment(KnownAt: QueryInstant.Read(name, text)),
        "asOf" => new CaseMoment(AsOf: QueryInstant.Read(name, text)),
        "version" => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? new CaseMoment(Version: version)
            : throw Invalid(name, "Phải là một số phiên bản.", "Must be a version number."),
        _ => throw Invalid("by", "Phải là knownAt, asOf hoặc version.", "Must be knownAt, asOf or version."),
    };

    private static ProblemException Invalid(string field, string vi, string en) => new(Problems.InvalidRequest,
        new Dictionary<string, string[]> { [field] = [CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? en : vi] });
}
