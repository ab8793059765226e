using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>Changes what is known of a watched pupil of the caller's school.</summary>
internal sealed class DropoutDesk(Streams<Dropout> pupils, Permit permit)
{
    public Task<Outcome> Change(Guid id, IfMatch version, Func<Dropout, Decision> decide, CancellationToken ct) =>
        pupils.Change(id, version, pupil => permit.Covers(pupil.SchoolId), pupil => decide(pupil), ct);
}

/// <summary>Records the signals as they are now. The level follows from them.</summary>
internal static class RecordSignals
{
    public sealed record Command(Guid Id, IfMatch Version, DropoutSignals Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/signals", (Guid id, IfMatch version, Json<DropoutSignals> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordSignals", "Ghi dấu hiệu / Record signals", "All of them as they are now; what is left out is not known. Averages in tenths: 65 is 6.5.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new SignalsValidator());
    }

    internal sealed class Handler(DropoutDesk desk, Streams<DropoutRules> rules, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var table = (await rules.Load(DropoutRules.StreamId, cancellationToken))?.State ?? DropoutRules.Initial;
            return await desk.Change(command.Id, command.Version, pupil => Decide(pupil, command.Body, table, clock.Now().VietNamDay()), cancellationToken);
        }
    }

    internal static Decision Decide(Dropout pupil, DropoutSignals signals, DropoutRules table, DateOnly today) =>
        pupil.IsGone ? Decision.Refuse(RegisterRules.PupilGone) : Decision.Record(table.Assess(signals, today, SignalSource.Observed));
}

internal static class CorrectDropoutPupil
{
    public sealed record Body(Pupil Pupil, Guardian? Guardian = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/pupil", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("correctDropoutPupil", "Sửa thông tin học sinh / Correct who the pupil is", "The pupil and the guardian as they are to read from now on. The code stays: it says who the pupil is.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            this.Pupil(c => c.Body.Pupil, clock);
            this.Guardian(c => c.Body.Guardian);
        }
    }

    internal sealed class Handler(DropoutDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) => desk.Change(command.Id, command.Version, pupil => Decide(pupil, command.Body), cancellationToken);
    }

    internal static Decision Decide(Dropout pupil, Body body)
    {
        var kept = body.Pupil with { PupilCode = pupil.Pupil?.PupilCode };
        return pupil.Pupil == kept && pupil.Guardian == body.Guardian ? Decision.Record() : Decision.Record(new DropoutPupilCorrected(kept, body.Guardian));
    }
}

/// <summary>Says who looks after the pupil.</summary>
internal static class SetDropoutOwner
{
    public sealed record Body(Guid OwnerId);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/owner", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("setDropoutOwner", "Giao người phụ trách / Say who looks after the pupil", "Somebody who works with the pupils of the school.");

    internal sealed class Handler(DropoutDesk desk, IDirectory directory) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var owner = await directory.Person(command.Body.OwnerId, cancellationToken);
            return await desk.Change(command.Id, command.Version, pupil => Decide(pupil, owner), cancellationToken);
        }
    }

    internal static Decision Decide(Dropout pupil, Person? owner) =>
        owner?.Memberships.Any(m => m.OrganisationId == pupil.SchoolId && CaseAccess.SchoolRoles.Contains(m.Role)) != true ? Decision.Refuse(CaseRules.AssigneeNotStaff)
        : owner.Id == pupil.Owner?.Id ? Decision.Record()
        : Decision.Record(new DropoutOwnerSet(owner.Id, owner.DisplayName));
}

/// <summary>Plans something that keeps the pupil at school or brings it back.</summary>
internal static class PlanReturnAction
{
    private const int Most = 100;

    public sealed record Body(ReturnActionKind Kind, DateOnly DueOn, string? Note = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/actions", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("planReturnAction", "Lập việc giúp em đến trường / Plan a return-to-school action", "With a day by which it is done.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => (DateOnly?)c.Body.DueOn).PlausibleDay().OverridePropertyName("dueOn");
            RuleFor(c => c.Body.Note).Words(2_000);
        }
    }

    internal sealed class Handler(DropoutDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) => desk.Change(command.Id, command.Version, pupil => Decide(pupil, command.Body), cancellationToken);
    }

    internal static Decision Decide(Dropout pupil, Body body) =>
        pupil.IsGone || pupil.Actions.Count >= Most ? Decision.Refuse(RegisterRules.PupilGone) : Decision.Record(new ReturnActionPlanned(pupil.Actions.Count + 1, body.Kind, body.DueOn, body.Note));
}

internal static class ProgressReturnAction
{
    public sealed record Body(ActionStatus Status, string? Note = null);

    public sealed record Command(Guid Id, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/actions/{number:int}/progress", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("progressReturnAction", "Ghi tiến độ / Record progress of a return-to-school action", "NotDone needs a note that says why.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Note).Must((c, note) => c.Body.Status != ActionStatus.NotDone || note is not null).Says("Cần lý do.", "Needs a reason.");
            RuleFor(c => c.Body.Note).Words(2_000);
        }
    }

    internal sealed class Handler(DropoutDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.Id, command.Version, pupil => Decide(pupil, command.Number, command.Body), cancellationToken);
    }

    internal static Decision Decide(Dropout pupil, int number, Body body) =>
        pupil.Actions.Find(a => a.Number == number) is not { IsOpen: true } ? Decision.Refuse(RegisterRules.NoOpenAction)
        : body.Status == ActionStatus.Planned ? Decision.Refuse(RegisterRules.NoProgress)
        : Decision.Record(new ReturnActionProgressed(number, body.Status, body.Note));
}

/// <summary>Records what became of it. A flagged pupil is not laid aside before somebody had it and something was planned.</summary>
internal static class RecordDropoutOutcome
{
    public sealed record Body(DropoutOutcome Outcome, DateOnly On, string? Note = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/{id:guid}/outcome", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("recordDropoutOutcome", "Ghi kết quả / Record the outcome", "Returned, retained, dropped out or transferred. Of a flagged pupil only once somebody has it and an action was planned, unless it moved to another school.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => (DateOnly?)c.Body.On).PlausibleDay().OverridePropertyName("on");
            RuleFor(c => c.Body.On).Must(day => day <= clock.Now().VietNamDay()).Says("Không được ở tương lai.", "Must not be in the future.");
            RuleFor(c => c.Body.Note).Words(2_000);
        }
    }

    internal sealed class Handler(DropoutDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) => desk.Change(command.Id, command.Version, pupil => Decide(pupil, command.Body), cancellationToken);
    }

    internal static Decision Decide(Dropout pupil, Body body) =>
        pupil.Outcome is not null ? Decision.Refuse(RegisterRules.AlreadyEnded)
        : pupil.NeedsAttention && body.Outcome != DropoutOutcome.Transferred ? Decision.Refuse(RegisterRules.OwnerAndActionFirst)
        : Decision.Record(new DropoutOutcomeRecorded(body.Outcome, body.On, body.Note));
}
