using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>The certificate of an erasure ([D] P-25): what was decided by whom and what is gone, in counts only.</summary>
internal static class ReadErasure
{
    /// <param name="RetentionRule">Under which the period had run out.</param>
    /// <param name="Events">Events of the case when it was erased; they stay, and every proof of them still holds.</param>
    /// <param name="EventsWithErasedData">Those in which something can no longer be read.</param>
    /// <param name="EventId">The event that records the erasure: prove it as any other event.</param>
    public sealed record Answer(
        Guid CaseId, string Reference, ErasureScope Scope, ErasureGround Ground, Guid? RequestId, string RetentionRule, PersonRef ProposedBy, DateTimeOffset ProposedAt,
        PersonRef ApprovedBy, DateTimeOffset ApprovedAt, DateTimeOffset ErasedAt, int Events, int EventsWithErasedData, Guid EventId);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/erasure", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readErasure", "Giấy chứng nhận đã xóa / Certificate of erasure", "404 while nothing was erased. eventId is the recorded erasure; its proof is that of any event.")
        .Shows("case");

    internal sealed class Handler(Streams<CaseFile> cases, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await cases.Load(request.CaseId, cancellationToken);
            if (loaded is null || !CaseAccess.May(permit.Row, permit.Actor, loaded.State) || loaded.State.Erasures.LastOrDefault(e => e.ErasedAt is not null) is not { } done)
                throw new ProblemException(Problems.NotFound);
            var erased = loaded.Events.Last(e => e.Data is PersonalDataErased);
            var before = loaded.Events.Where(e => e.Version < erased.Version).ToList();
            return new Answer(request.CaseId, loaded.State.Reference, done.Scope, done.Ground, done.RequestId, done.RetentionRule, done.By, done.At,
                done.DecidedBy!, done.DecidedAt!.Value, done.ErasedAt!.Value, before.Count, before.Count(e => e.IsPersonal(done.Scope.People())), erased.Id);
        }
    }
}
