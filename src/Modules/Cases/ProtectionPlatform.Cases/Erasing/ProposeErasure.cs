using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.Erasing;

/// <summary>
/// Proposes to erase personal data of an ended case ([D] P-25). What legal duty, proceedings or the protection of a child still need is not erased
/// but restricted ([D] P-21): while the retention period runs or a hold stands, it is refused.
/// </summary>
internal static class ProposeErasure
{
    /// <param name="RequestId">The data subject's request it answers, if one does.</param>
    public sealed record Body(ErasureScope Scope, ErasureGround Ground, string Reason, Guid? RequestId = null);

    public sealed record Command(Guid CaseId, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/erasure", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("proposeErasure", "Đề nghị xóa dữ liệu cá nhân / Propose an erasure",
            "Informant: who told the school. Everybody: the child and all others in the case; only after the retention period. A second person has to agree.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(2_000);
    }

    internal sealed class Handler(CaseDesk desk) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Change(command.CaseId, command.Version, (file, moment) => Decide(file, command.Body, RetentionRules.Initial, moment.Now), cancellationToken, whileResting: true);
    }

    internal static Decision Decide(CaseFile file, Body body, RetentionRules rules, DateTimeOffset now)
    {
        if (Refusal(file, body.Scope, rules, now) is { } refusal) return refusal;
        if (file.Erasure is { IsPending: true }) return Decision.Refuse(CaseRules.ErasurePending);
        return Decision.Record(new ErasureProposed(body.Scope, body.Ground, body.Reason, body.RequestId, rules.Of(file)!.RuleCode));
    }

    /// <summary>Why this may not be erased now; asked when it is proposed and again when it is decided.</summary>
    internal static Decision? Refusal(CaseFile file, ErasureScope scope, RetentionRules rules, DateTimeOffset now) =>
        file.IsErased(scope) ? Decision.Refuse(CaseRules.AlreadyErased)
        : rules.Of(file) is not { } retained ? Decision.Refuse(CaseRules.CaseNotEnded)
        : file.IsHeld ? Decision.Refuse(CaseRules.LegalHold)
        : scope == ErasureScope.Everybody && now.VietNamDay() <= retained.Until ? Decision.Refuse(CaseRules.StillRetained, retained.Until.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture))
        : null;
}
