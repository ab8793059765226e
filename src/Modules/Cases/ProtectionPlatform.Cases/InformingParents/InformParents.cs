using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.InformingParents;

/// <summary>Why the parents were not told.</summary>
internal enum ParentsNotInformedGround
{
    /// <summary>A parent is suspected.</summary>
    SuspectedPerson,

    /// <summary>Telling them would put the child in danger.</summary>
    WouldEndangerChild,

    /// <summary>Nobody could be reached yet: an attempt, which settles nothing.</summary>
    NotReached,
}

/// <summary>The family was told (Decree 80/2017, Article 6).</summary>
internal sealed record ParentsInformed(int Number, [Personal(Whose.Others)] string Who, NotificationChannel Channel, [Personal] string? Note, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>The family was not told, and why.</summary>
internal sealed record ParentsNotInformed(int Number, ParentsNotInformedGround Ground, [Personal] string Reason, DateTimeOffset OccurredAt) : IOccurred;

/// <summary>Records that the parents were told, or why they were not (Decree 80/2017, Article 6; DL-VIOL-PARENT).</summary>
internal static class InformParents
{
    /// <param name="Who">Who was told; needed unless <paramref name="NotInformed"/> is given.</param>
    /// <param name="NotInformed">Given instead of who and channel, with a reason.</param>
    public sealed record Body(
        DateTimeOffset OccurredAt, string? Who = null, NotificationChannel? Channel = null, string? Note = null, ParentsNotInformedGround? NotInformed = null, string? Reason = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/parent-notices", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("informParents", "Báo cho cha mẹ / Inform the parents",
            "Settles DL-VIOL-PARENT when they were told, or when a parent is suspected or telling them would endanger the child. NotReached only records the attempt.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.Who).Words(200);
            RuleFor(c => c.Body.Note).Words(5_000);
            RuleFor(c => c.Body.Reason).Words(5_000);
            When(c => c.Body.NotInformed is null, () =>
            {
                RuleFor(c => c.Body.Who).NotNull().Says("Cần ghi đã báo cho ai, hoặc vì sao chưa báo.", "Say who was told, or why nobody was.");
                RuleFor(c => c.Body.Channel).NotNull().Says("Cần ghi báo bằng cách nào.", "Say by what means.");
            }).Otherwise(() => RuleFor(c => c.Body.Reason).NotNull().Says("Cần nêu lý do chưa báo cho cha mẹ.", "Say why the parents were not told."));
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, _) => Decide(file, command.Body), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body)
    {
        if (file.IsEnded || file.State == CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        var number = file.ParentNotices.Count + 1;
        object notice = body.NotInformed is { } ground
            ? new ParentsNotInformed(number, ground, body.Reason!, body.OccurredAt)
            : new ParentsInformed(number, body.Who!, body.Channel!.Value, body.Note, body.OccurredAt);
        return Decision.Record([notice, .. body.NotInformed == ParentsNotInformedGround.NotReached ? [] : file.Settle(DeadlineCodes.ParentsInformed, body.OccurredAt)]);
    }
}
