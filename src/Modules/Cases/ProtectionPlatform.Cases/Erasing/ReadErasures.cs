using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>What was proposed to be erased of a case, and what is gone: the certificate of each erasure ([D] P-25), in counts only.</summary>
internal static class ReadErasures
{
    /// <param name="RetainedUntil">Null while the case has not ended.</param>
    public sealed record Answer(Guid CaseId, string Reference, long Version, bool Held, DateOnly? RetainedUntil, string? RetentionRule, IReadOnlyList<ErasureView> Erasures);

    /// <param name="RetentionRule">Under which the case was kept when it was proposed.</param>
    /// <param name="Agreed">Null while the second person has not decided.</param>
    /// <param name="Certificate">Once the keys were destroyed.</param>
    public sealed record ErasureView(
        ErasureScope Scope, ErasureGround Ground, Guid? RequestId, string RetentionRule, PersonRef ProposedBy, DateTimeOffset ProposedAt,
        PersonRef? DecidedBy, DateTimeOffset? DecidedAt, bool? Agreed, CertificateView? Certificate);

    /// <param name="EventId">The event that records the erasure: prove it as any other event.</param>
    /// <param name="Events">Events of the case by then; they stay, and every proof of them still holds.</param>
    /// <param name="EventsWithErasedData">Those in which something can no longer be read.</param>
    public sealed record CertificateView(DateTimeOffset ErasedAt, Guid EventId, int Events, int EventsWithErasedData);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/erasure", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readErasures", "Việc xóa dữ liệu của một ca / Erasures of a case", "What was proposed, decided and erased; the certificate's eventId is proved like any other event.")
        .Shows("case");

    internal sealed class Handler(Streams<CaseFile> cases, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var loaded = await cases.Load(request.CaseId, cancellationToken);
            if (loaded is null || permit.Standing(standing => CaseAccess.MayAs(permit.Row, standing, loaded.State)) is null) throw new ProblemException(Problems.NotFound);
            var file = loaded.State;
            var retained = RetentionRules.Initial.Of(file);
            return new Answer(file.Id, file.Reference, loaded.Version, file.IsHeld, retained?.Until, retained?.RuleCode,
                [.. file.Erasures.Select(e => new ErasureView(e.Scope, e.Ground, e.RequestId, e.RetentionRule, e.By, e.At, e.DecidedBy, e.DecidedAt, e.IsPending ? null : e.Agreed, Certificate(e, loaded.Events)))]);
        }
    }

    private static CertificateView? Certificate(ErasureRecord erasure, IReadOnlyList<RecordedEvent> events)
    {
        if (erasure.ErasedAt is not { } erasedAt) return null;
        var recorded = events.First(e => e.Data is PersonalDataErased && e.RecordedAt == erasedAt);
        var before = events.Where(e => e.Version < recorded.Version).ToList();
        return new CertificateView(erasedAt, recorded.Id, before.Count, before.Count(e => e.IsPersonal(erasure.Scope.People())));
    }
}
