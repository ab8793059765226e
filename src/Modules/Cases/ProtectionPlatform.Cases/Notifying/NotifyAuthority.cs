using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Notifying;

/// <summary>Records that the authority was told (Law on Children, Article 51; Decree 56/2017, Article 25.1): whom, when, how, and who took it.</summary>
internal static class NotifyAuthority
{
    public sealed record Body(
        RecipientKind RecipientKind, NotificationChannel Channel, DateTimeOffset OccurredAt, string PersonSpokenTo,
        Guid? RecipientOrganisationId = null, string? RecipientName = null, string? Note = null, string? AbsenceReason = null, PerformedBy PerformedBy = PerformedBy.School);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notifications", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("notifyAuthority", "Thông báo cho nơi có thẩm quyền / Notify the authority",
            "By the focal person or the principal; by other case staff only with absenceReason.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.OccurredAt).HasHappened(clock);
            RuleFor(c => c.Body.PersonSpokenTo).Words(200);
            RuleFor(c => c.Body.RecipientName).Words(300);
            RuleFor(c => c.Body.Note).Words(5_000);
            RuleFor(c => c.Body.AbsenceReason).Words(1_000);
        }
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, moment), cancellationToken);
    }

    internal static Decision Decide(CaseFile file, Body body, Moment moment)
    {
        if (file.IsEnded || file.State == CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (file.Triage is { Pending: true }) return Decision.Refuse(CaseRules.ConfirmationPending);
        if (file.Triage is null) return Decision.Refuse(CaseRules.TriageFirst);
        if (!file.IsChildProtection) return Decision.Refuse(CaseRules.NotChildProtection);
        if (!CaseAccess.IsFocalOrPrincipalOf(moment.Actor, file) && body.AbsenceReason is null) return Decision.Refuse(CaseRules.NotifyByFocalPerson);

        // The recipient will see the case: an unknown or dissolved one must not pass silently as "told nobody".
        var recipient = moment.Find(body.RecipientOrganisationId);
        if (body.RecipientOrganisationId is not null && recipient?.IsValidOn(body.OccurredAt.VietNamDay()) != true) return Decision.Refuse(CaseRules.RecipientUnknown);

        var name = body.RecipientName ?? recipient?.Name ?? body.RecipientKind.ToString();
        var notified = new AuthorityNotified(file.Notifications.Count + 1, body.RecipientKind,
            recipient?.Id, name, body.Channel, body.PersonSpokenTo, body.Note, body.AbsenceReason, body.PerformedBy, body.OccurredAt);
        return Decision.Record([notified, .. file.Settle(DeadlineCodes.Report, body.OccurredAt)]);
    }
}
