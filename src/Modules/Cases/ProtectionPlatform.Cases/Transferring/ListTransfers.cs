using System.Text.Json.Serialization;
using Dapper;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>Lists what is offered to the caller's school and waits for its answer: who the child is, where it comes from, what would be handed over. No more before it is accepted.</summary>
internal static class ListTransfers
{
    /// <param name="Version">To answer with.</param>
    public sealed record Item(
        Guid Id, [property: JsonIgnore] Guid CaseId, long Version, string FromSchool, string? ChildName, DateOnly? ChildBornOn, IReadOnlyList<Track> Tracks, RiskLevel? RiskLevel, TransferCause Cause, string Reason,
        IReadOnlyList<TransferPart> Parts, TransferBasis Basis, PersonRef ProposedBy, DateTimeOffset ProposedAt);

    public sealed record Answer(IReadOnlyList<Item> Items);

    public sealed record Query : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/transfers", (IMediator send, CancellationToken ct) => send.Send(new Query(), ct))
        .Reads<Answer>("listTransfers", "Ca chờ tiếp nhận / Transfers offered to us", "The first 100 that wait, oldest first.")
        .ShowsMany<Answer>("case", answer => answer.Items.Select(item => item.CaseId));

    internal sealed class Handler(ModuleDatabase<CasesModule> database, Streams<CaseFile> cases, IDirectory directory, Permit permit) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            await using var connection = await database.Open(cancellationToken);
            var offered = await connection.QueryAsync<(Guid TransferId, Guid CaseId)>(new CommandDefinition(
                "select transfer_id, case_id from cases.transfers where not settled and to_school_id = any (@schools) order by transfer_id limit 100",
                new { schools = permit.OrganisationsAs(Relation.OwnOrganisation) }, cancellationToken: cancellationToken));
            var names = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var items = new List<Item>();
            foreach (var (transferId, caseId) in offered)
                if (await cases.Load(caseId, cancellationToken) is { State: { PendingTransfer: { } transfer } file } loaded && AnswerTransfer.IsOffered(file, transferId, permit))
                {
                    var child = file.Report.Report.Child;
                    items.Add(new Item(transferId, caseId, loaded.Version, names.GetValueOrDefault(file.SchoolId ?? Guid.Empty, ""), child?.FullName, child?.DateOfBirth, file.Tracks, file.Risk,
                        transfer.Event.Cause, transfer.Event.Reason, transfer.Event.Parts, transfer.Event.Basis, transfer.By, transfer.At));
                }

            return new Answer(items);
        }
    }
}
