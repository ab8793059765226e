using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Merging;

/// <summary>Parts two files again: they were of two children after all. One person is enough, for it takes sight away and gives duties back.</summary>
internal static class UndoMerge
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/merge/undoing", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("undoMerge", "Tách ca đã gộp / Part merged cases", "The case stands again exactly as it did, with the same running clocks; one that has run out meanwhile says so at once.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken, MergeRows.Drop(command.CaseId), whileResting: true);
    }

    internal static Decision Decide(CaseFile file, Body body) => file.RestsIn is { } merge
        ? Decision.Record(new MergeUndone(merge.Event.IntoId, merge.Event.IntoReference, body.Reason))
        : Decision.Refuse(CaseRules.NotMerged);
}
