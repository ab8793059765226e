using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Cases.Transferring;

/// <summary>Offers an open case to the school or body that is to go on with it. Until it accepts, nothing changes and this school stays responsible.</summary>
internal static class ProposeTransfer
{
    /// <param name="ToSchoolId">A school that works with the platform; otherwise give <paramref name="ToName"/>.</param>
    /// <param name="Parts">What is handed over. The child's details always are; informant, shelter and counselling notes never.</param>
    /// <param name="Consent">Who agreed and when; needed when that is the basis.</param>
    public sealed record Body(
        TransferCause Cause, string Reason, IReadOnlyList<TransferPart> Parts, TransferBasis Basis, Guid? ToSchoolId = null, string? ToName = null, string? Consent = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/transfers", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("proposeTransfer", "Đề nghị chuyển ca / Propose a transfer", "From any open state; not while the authority still has to be told or emergency measures decided on.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Reason).Words(5_000);
            RuleFor(c => c.Body.ToName).Words(300);
            RuleFor(c => c.Body.Consent).Words(2_000);
            RuleFor(c => c.Body.Parts).Must(p => p.Distinct().Count() == p.Count).Says("Không lặp lại.", "Without repetition.");
        }
    }

    internal sealed class Handler(CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var transferId = clock.NewId();
            return desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, transferId, command.Body, moment), cancellationToken,
                TransferRows.Offer(transferId, command.CaseId, command.Body.ToSchoolId));
        }
    }

    internal static Decision Decide(CaseFile file, Guid transferId, Body body, Moment moment)
    {
        if (file.IsEnded || file.Triage is null || file.State == CaseState.New) return Decision.Refuse(CaseRules.StateForbids, file.State);
        if (file.PendingTransfer is not null) return Decision.Refuse(CaseRules.TransferPending);
        if (file.Running(DeadlineCodes.Report) is not null || file.Running(DeadlineCodes.Emergency) is not null) return Decision.Refuse(CaseRules.TransferNotInEmergency);
        if (body.ToName is null == body.ToSchoolId is null) return Decision.Refuse(CaseRules.OneReceiver);
        if (body is { Basis: TransferBasis.Consent, Consent: null }) return Decision.Refuse(CaseRules.ConsentNamed);
        var school = moment.Find(body.ToSchoolId);
        if (body.ToSchoolId is not null && (school is not { Kind: OrganisationKind.School } || !school.IsValidOn(moment.Now.VietNamDay()) || school.Id == file.SchoolId))
            return Decision.Refuse(CaseRules.SchoolUnknown);
        return Decision.Record(new TransferProposed(transferId, file.Transfers.Count + 1, school?.Id, school?.Name ?? body.ToName!, body.Cause, body.Reason, [.. body.Parts.Order()], body.Basis, body.Consent));
    }
}
