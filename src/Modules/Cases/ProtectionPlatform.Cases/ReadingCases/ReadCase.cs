using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.ReadingCases;

/// <summary>
/// Reads a case as it is, as it was known at a moment (record time), as of a moment by occurrence, or at a version.
/// Whether the caller may see it is always today's question.
/// </summary>
internal static class ReadCase
{
    public sealed record Query(Guid CaseId, CaseMoment Moment) : IRequest<CaseView>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}", async (Guid id, string? knownAt, string? asOf, long? version, IMediator send, HttpResponse response, CancellationToken ct) =>
        {
            var view = await send.Send(new Query(id, new CaseMoment(QueryInstant.Read(nameof(knownAt), knownAt), QueryInstant.Read(nameof(asOf), asOf), version)), ct);
            response.Headers.ETag = $"\"{view.Version}\"";
            return TypedResults.Ok(view);
        })
        .Reads<CaseView>("readCase", "Đọc ca / Read a case",
            "Now, or with any of knownAt (what was recorded by then), asOf (what had happened by then), version. Clocks show their status at that moment, " +
            "rules their version then, and access who could see the case then; whether the caller may see it is decided as of today.")
        .Opens<CaseFile>()
        .Shows("case");

    internal sealed class Handler(CaseDesk desk, IDirectory directory, TimeProvider clock) : IRequestHandler<Query, CaseView>
    {
        public async Task<CaseView> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = await desk.Read(request.CaseId, cancellationToken);
            var organisations = await directory.Organisations(cancellationToken);
            return request.Moment.View(today, id => organisations.FirstOrDefault(o => o.Id == id)?.Name, clock.Now()) ?? throw new ProblemException(Problems.NotFound);
        }
    }
}
