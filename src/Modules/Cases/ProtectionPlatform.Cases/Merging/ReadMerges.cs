using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Merging;

/// <summary>Tells which files rest in a case: those the caller may see, and no others, not even how many.</summary>
internal static class ReadMerges
{
    public sealed record Row(Guid CaseId, string Reference, string? ChildName, DateTimeOffset OpenedAt, DateTimeOffset MergedAt, string Reason, PersonRef ProposedBy, PersonRef? ConfirmedBy);

    public sealed record Answer(IReadOnlyList<Row> Items);

    public sealed record Query(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/merges", (Guid id, IMediator send, CancellationToken ct) => send.Send(new Query(id), ct))
        .Reads<Answer>("readMerges", "Các ca đã gộp vào / Cases merged into this one", "Each keeps its own file and history and is read there.")
        .ShowsMany<Answer>("case", answer => answer.Items.Select(row => row.CaseId));

    internal sealed class Handler(Streams<CaseFile> cases, CaseDesk desk, Permit permit, ModuleDatabase<CasesModule> database) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            await desk.Read(request.CaseId, cancellationToken);
            await using var connection = await database.Open(cancellationToken);
            var rows = new List<Row>();
            foreach (var id in await MergeRows.RestingIn(connection, request.CaseId, cancellationToken))
                if (await cases.Load(id, cancellationToken) is { State: { RestsIn: { } merge } file } && CaseAccess.May(permit.Row, permit.Actor, file))
                    rows.Add(new Row(id, file.Reference, file.Report.Report.Child?.FullName, file.OpenedAt, merge.AnsweredAt!.Value, merge.Event.Reason, merge.By, merge.AnsweredBy));
            return new Answer(rows);
        }
    }
}
