using System.Globalization;
using System.Text.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>
/// Shows one restricted part of a case, such as who the informant is, to those with the second permission who say why. A read of its own in the
/// record; opening the case does not show it to anybody ([D] P-14).
/// </summary>
internal static class ReadRestricted
{
    /// <param name="Values">In the order recorded; none when nothing of the kind is on file, or it was erased.</param>
    public sealed record Answer(string Field, IReadOnlyList<Value> Values);

    /// <param name="Text">The value in words; of a larger one each part with its name.</param>
    public sealed record Value(Guid EventId, DateTimeOffset RecordedAt, PersonRef By, Wording Text);

    public sealed record Query(Guid CaseId, string? Field) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/restricted", (Guid id, string? field, IMediator send, CancellationToken ct) => send.Send(new Query(id, field), ct))
        .Reads<Answer>("readRestricted", "Xem phần hạn chế / Read a restricted part",
            "field is one of the keys in restricted of the case, such as informant or shelterAddress. Needs a second permission, and a reason in X-Purpose-Reason; recorded as a read of its own.")
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, Streams<CaseFile> cases, EventTypes types, EventWords words, Permit permit, RequestContext request) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancellationToken)
        {
            var closed = await desk.Read(query.CaseId, cancellationToken);
            if (permit.Standing(standing => CaseAccess.MayAs(permit.Row, standing, closed.State)) is null) throw new ProblemException(Problems.Forbidden);
            var known = types.FieldsBehind(Wall.SecondPermission, "Cases");
            if (query.Field is not { } field || !known.Contains(field))
                throw Invalid("field", $"Phải là một trong: {string.Join(", ", known)}.", $"Must be one of: {string.Join(", ", known)}.");
            if (request.PurposeReason is null) throw Invalid(PurposeHeaders.Reason, "Cần nói rõ lý do xem.", "Say why you need to see it.");

            var holding = closed.Events.Where(e => e.Withheld.Contains(new(field, Wall.SecondPermission))).Select(e => e.Id).ToHashSet();
            if (holding.Count == 0) return new Answer(field, []);
            var open = (await cases.Load(query.CaseId, cancellationToken, open: Wall.SecondPermission))!;
            return new Answer(field, [.. open.Events.Where(e => holding.Contains(e.Id)).SelectMany(e => Values(e, field))]);
        }

        private IEnumerable<Value> Values(RecordedEvent happened, string field)
        {
            var type = happened.Data!.GetType();
            var fields = words.Of("Cases", type);
            return Find(JsonSerializer.SerializeToElement(happened.Data, type, EventTypes.Json), "", field)
                .Select(found => SpokenData.Text(found.Value, found.Path, fields)).OfType<Wording>()
                .Select(text => new Value(happened.Id, happened.RecordedAt, PersonRef.Of(happened), text));
        }
    }

    private static IEnumerable<(string Path, JsonElement Value)> Find(JsonElement data, string path, string field) => data.ValueKind != JsonValueKind.Object ? [] : data.EnumerateObject()
        .SelectMany(member => ($"{path}{(path.Length == 0 ? "" : ".")}{member.Name}") is var inner && member.Name == field ? [(inner, member.Value)] : Find(member.Value, inner, field));

    private static ProblemException Invalid(string field, string vi, string en) => new(Problems.InvalidRequest,
        new Dictionary<string, string[]> { [field] = [CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? en : vi] });
}
