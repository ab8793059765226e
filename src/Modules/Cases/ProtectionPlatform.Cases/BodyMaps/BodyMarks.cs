using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.BodyMaps;

internal enum BodySide
{
    Front,
    Back,
}

internal enum MarkKind
{
    Bruise,
    Cut,
    Burn,
    Swelling,
    Scar,
    Pain,
    Other,
}

/// <summary>How a mark looks when it is looked at again.</summary>
internal enum MarkCourse
{
    Unchanged,
    Larger,
    Smaller,
    Healed,

    /// <summary>It was noted by mistake, or on the wrong child.</summary>
    Mistaken,
}

/// <summary>A mark was seen on the child's body.</summary>
/// <param name="X">From the left edge of the figure, in thousandths of its width.</param>
/// <param name="Y">From its top, in thousandths of its height.</param>
/// <param name="SizeMm">Largest extent, millimetres.</param>
internal sealed record BodyMarkNoted(int Number, BodySide Side, int X, int Y, MarkKind Kind, int? SizeMm, [Personal] string Description, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>A mark was looked at again.</summary>
internal sealed record BodyMarkLookedAt(int Number, MarkCourse Course, int? SizeMm, [Personal] string? Description, DateTimeOffset OccurredAt) : IOccurred;

internal sealed record MarkLook(MarkCourse Course, int? SizeMm, string? Description, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, PersonRef By);

/// <summary>A mark with all looks at it.</summary>
internal sealed record MarkRecord(BodyMarkNoted Event, PersonRef By, DateTimeOffset RecordedAt, IReadOnlyList<MarkLook> Looks)
{
    public bool IsMistaken => Looks.Any(look => look.Course == MarkCourse.Mistaken);
}

/// <summary>Notes a mark on the body map: what was seen, where, when. No photograph is needed, and nobody examines a child for it.</summary>
internal static class NoteBodyMark
{
    public sealed record Body(BodySide Side, int X, int Y, MarkKind Kind, string Description, DateTimeOffset OccurredAt, int? SizeMm = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/body-marks", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("noteBodyMark", "Ghi dấu vết trên cơ thể / Note a body mark", "x and y are thousandths of the figure's width and height, from its upper left corner.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.X).InclusiveBetween(0, 1000);
            RuleFor(c => c.Body.Y).InclusiveBetween(0, 1000);
            RuleFor(c => c.Body.SizeMm).InclusiveBetween(1, 2000);
            RuleFor(c => c.Body.Description).Words(2_000);
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body) => file.IsEnded
        ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : Decision.Record(new BodyMarkNoted(file.BodyMarks.Count + 1, body.Side, body.X, body.Y, body.Kind, body.SizeMm, body.Description, body.OccurredAt));
}

/// <summary>Notes how a mark looks later, or that it was noted by mistake; what was written before stays.</summary>
internal static class LookAtBodyMark
{
    /// <param name="Description">Needed when it was a mistake.</param>
    public sealed record Body(MarkCourse Course, DateTimeOffset OccurredAt, string? Description = null, int? SizeMm = null);

    public sealed record Command(Guid CaseId, int Number, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/body-marks/{number:int}/looks", (Guid id, int number, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, number, version, body), ct))
        .Changes("lookAtBodyMark", "Xem lại dấu vết / Look at a mark again", "Its history stays. Mistaken needs a description.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.SizeMm).InclusiveBetween(1, 2000);
            RuleFor(c => c.Body.Description).Words(2_000);
            RuleFor(c => c.Body.Description).NotNull().When(c => c.Body.Course == MarkCourse.Mistaken).Says("Ghi nhầm như thế nào.", "Say what was mistaken.");
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Command command) => file.IsEnded
        ? Decision.Refuse(CaseRules.StateForbids, file.State)
        : file.BodyMarks.FirstOrDefault(m => m.Event.Number == command.Number) is not { IsMistaken: false }
        ? Decision.Refuse(CaseRules.NoSuchMark, command.Number)
        : Decision.Record(new BodyMarkLookedAt(command.Number, command.Body.Course, command.Body.SizeMm, command.Body.Description, command.Body.OccurredAt));
}
