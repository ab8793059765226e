using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Triage;

namespace ProtectionPlatform.Cases.HandingOver;

/// <summary>
/// Proposes that somebody takes a case over, with a word on what is urgent. Whoever has it stays responsible until the other accepts;
/// no deadline begins anew. All cases of a worker go as several of these with one set id: each is accepted or declined by itself.
/// </summary>
internal static class HandOverCase
{
    /// <param name="Note">What is urgent.</param>
    /// <param name="SetId">The same for cases handed over together.</param>
    public sealed record Body(Guid ToId, string? Note = null, Guid? SetId = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/hand-over", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("proposeHandOver", "Bàn giao ca / Hand a case over",
            "By whoever has the case, or by the focal person or the principal for them, to somebody who works with cases at the same school. Nothing changes until that person accepts.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Note).Words(5_000);
    }

    internal sealed class Handler(CaseDesk desk, IDirectory directory, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var receiver = await directory.Person(command.Body.ToId, cancellationToken);
            return await desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, receiver, clock.NewId(), moment), cancellationToken);
        }
    }

    internal static Decision Decide(CaseFile file, Body body, Person? receiver, Guid id, Moment moment) =>
        file.IsEnded ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : file.Assignee is not { Id: { } giver } from ? Decision.Refuse(CaseRules.NobodyHasIt)
        : !IsTheirs(file, moment.Actor) ? Decision.Refuse(CaseRules.NotYoursToHandOver)
        : file.PendingHandOver is not null ? Decision.Refuse(CaseRules.HandOverPending)
        : !AssignCase.IsCaseStaff(receiver, file) || receiver!.Id == giver ? Decision.Refuse(CaseRules.AssigneeNotStaff)
        : Decision.Record(new HandOverProposed(id, body.SetId, giver, from.Name, receiver.Id, receiver.DisplayName, body.Note, file.Reference, file.SchoolId));

    /// <summary>Has the case, or leads those who work with it.</summary>
    public static bool IsTheirs(CaseFile file, Actor actor) =>
        (file.Assignee?.Id is { } has && actor.Behind.Contains(has)) || CaseAccess.IsFocalOrPrincipalOf(actor, file);
}

/// <summary>Whoever was named takes the case over, or says why not.</summary>
internal static class AnswerHandOver
{
    /// <param name="Reason">Needed to decline.</param>
    public sealed record Body(bool Accept, string? Reason = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/hand-over/answer", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("answerHandOver", "Nhận hoặc từ chối bàn giao / Accept or decline a hand-over", "By whoever was named, and nobody for them. Accepting makes them responsible; deadlines go on as they are.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(2_000);
            RuleFor(c => c.Body.Reason).Must((c, reason) => c.Body.Accept || !string.IsNullOrWhiteSpace(reason)).Says("Cần lý do từ chối.", "Say why you decline.");
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment) =>
        file.PendingHandOver is not { } waiting || waiting.To.Id != moment.Actor.Id ? Decision.Refuse(CaseRules.NoHandOverForYou)
        : body.Accept
            ? Decision.Record(new HandOverAccepted(waiting.Id, waiting.From.Id!.Value, moment.Actor.Id, file.Reference, file.SchoolId), new CaseAssigned(moment.Actor.Id, moment.Actor.DisplayName))
        : Decision.Record(new HandOverDeclined(waiting.Id, waiting.From.Id!.Value, moment.Actor.Id, body.Reason!, file.Reference, file.SchoolId));
}

/// <summary>Takes a hand-over back that was not answered yet.</summary>
internal static class WithdrawHandOver
{
    public sealed record Command(Guid CaseId, IfMatch Version) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/hand-over/withdrawal", (Guid id, IfMatch version, IMediator send, CancellationToken ct) => send.Send(new Command(id, version), ct))
        .Changes("withdrawHandOver", "Rút bàn giao / Withdraw a hand-over", "By whoever has the case, or by the focal person or the principal, until it is answered.");

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, Decide, cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Moment moment) =>
        file.PendingHandOver is not { } waiting ? Decision.Refuse(CaseRules.NoHandOverPending)
        : !HandOverCase.IsTheirs(file, moment.Actor) ? Decision.Refuse(CaseRules.NotYoursToHandOver)
        : Decision.Record(new HandOverWithdrawn(waiting.Id));
}
