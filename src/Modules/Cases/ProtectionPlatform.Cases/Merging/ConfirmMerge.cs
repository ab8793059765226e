using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Merging;

/// <summary>The second person, who may see both files, agrees that they are about one child, or not.</summary>
internal static class ConfirmMerge
{
    public sealed record Body(bool Agree, string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/merge/confirmation", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("confirmMerge", "Xác nhận gộp ca / Confirm a merge", "By the focal person or the principal, never by who proposed it. Nothing is moved or copied; who gained sight by it stands in the entry.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk, OtherCase others, Streams<CaseFile> cases, ModuleDatabase<CasesModule> database) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Reach(command.CaseId, cancellationToken);
            var into = file.PendingMerge is { } pending ? await others.Find(pending.Event.IntoId, cancellationToken) : null;
            await using var connection = await database.Open(cancellationToken);
            var holds = (await MergeRows.RestingIn(connection, command.CaseId, cancellationToken)).Count > 0;
            return await desk.Change(command.CaseId, command.Version, (current, moment) => Decide(current, into, holds, command.Body, moment), cancellationToken,
                command.Body.Agree && into is not null ? MergeRows.Keep(command.CaseId, into.Id, async ct => (await cases.Load(into.Id, ct))?.Version == into.Version) : null);
        }
    }

    internal static Decision Decide(CaseFile file, CaseFile? into, bool holds, Body body, Moment moment) =>
        file.PendingMerge is not { } pending ? Decision.Refuse(CaseRules.NoMergeWaits)
        : moment.IsBehind(pending.By) ? Decision.Refuse(CaseRules.SecondPerson)
        : !body.Agree ? Decision.Record(new MergeRejected(body.Reason))
        : ProposeMerge.Hindrance(file, into, holds)
            ?? Decision.Record(new MergeConfirmed(into!.Id, into.Reference, body.Reason, [.. into.Authorities.Except(file.Authorities)]));
}
