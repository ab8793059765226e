using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>One pupil's entry: groups, help, and those of its cases the caller may see.</summary>
internal static class ReadCircumstance
{
    public sealed record ListingView(int Number, string Group, string? SubType, Guid? DisasterId, DateOnly From, string? Evidence, DateOnly? EndsOn, ListingEnd? EndReason, string? EndNote, string By, DateTimeOffset At);

    public sealed record SupportView(
        int Number, string Kind, SupportStatus Status, int? Listing, DateOnly On, long? AmountDong, string? Giver, string? Note, string? DroppedBecause, string By, DateTimeOffset At);

    public sealed record LinkedCase(Guid CaseId, string Reference, CaseState State);

    /// <param name="Pupil">Null when the pupil's data are erased.</param>
    public sealed record Answer(
        Guid Id, Guid SchoolId, string SchoolName, Pupil? Pupil, Guardian? Guardian, IReadOnlyList<ListingView> Listings, IReadOnlyList<SupportView> Supports, IReadOnlyList<LinkedCase> Cases,
        DateTimeOffset EnteredAt, long Version);

    public sealed record Query(Guid Id) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapGet("/{id:guid}", async (Guid id, HttpResponse response, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id), ct);
            response.Headers.ETag = $"\"{answer.Version}\"";
            response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("readCircumstance", "Xem một học sinh trong sổ / Read an entry of the register", "Of one's own school.")
        .Shows("circumstance");

    internal sealed class Handler(Streams<Circumstance> entries, Streams<CaseFile> cases, IDirectory directory, Permit permit, Actor actor, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await entries.Load(request.Id, cancellationToken) is not { State: var entry } loaded || !permit.Covers(entry.SchoolId)) throw new ProblemException(Problems.NotFound);
            var linked = new List<LinkedCase>();
            foreach (var id in entry.CaseIds)
                if (await cases.Load(id, cancellationToken) is { State: var file } && CaseAccess.MaySee(actor, file, clock.Now())) linked.Add(new(id, file.Reference, file.State));
            return new Answer(entry.Id, entry.SchoolId, (await directory.Organisation(entry.SchoolId, cancellationToken))?.Name ?? "", entry.Pupil, entry.Guardian,
                [.. entry.Listings.Select(l => new ListingView(l.Number, l.Group, l.SubType, l.DisasterId, l.From, l.Evidence, l.EndsOn, l.EndReason, l.EndNote, l.By.Name, l.At))],
                [.. entry.Supports.Select(s => new SupportView(s.Number, s.SupportKind, s.Status, s.Listing, s.On, s.AmountDong, s.Giver, s.Note, s.DroppedBecause, s.By.Name, s.At))],
                linked, entry.EnteredAt, loaded.Version);
        }
    }
}
