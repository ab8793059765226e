using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Consents;

/// <summary>Child and representative disagree: one person proposes what is best for the child (P-04).</summary>
internal static class ProposeBestInterest
{
    public sealed record Body(ConsentPurpose Purpose, bool Permit, string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/best-interest", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("proposeBestInterest", "Đề xuất theo lợi ích tốt nhất của trẻ / Propose what is best for the child",
            "Only where child and representative disagree; a second person decides. Publication can never be permitted this way: the law wants both.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenConsentFiles files, Actor actor, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, clock.NewId(), request.Body, actor.Id, clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Guid proposalId, Body body, Guid by, DateOnly today) =>
        Effectiveness.Of(file, body.Purpose, today).Standing != ConsentStanding.Disagreement ? Decision.Refuse(PrivacyRules.NoDisagreement)
        : body is { Purpose: ConsentPurpose.Publication, Permit: true } ? Decision.Refuse(PrivacyRules.PublicationNeedsBoth)
        : Decision.Record(new BestInterestProposed(proposalId, body.Purpose, body.Permit, body.Reason, by, file.CaseId));
}

/// <summary>A second person agrees to what was proposed.</summary>
internal static class ConfirmBestInterest
{
    public sealed record Command(Guid Id, Guid ProposalId, IfMatch Version) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/consents/{id:guid}/best-interest/{proposalId:guid}/confirmation", (Guid id, Guid proposalId, IfMatch version, IMediator send, CancellationToken ct) =>
            send.Send(new Command(id, proposalId, version), ct))
        .Changes("confirmBestInterest", "Đồng ý với đề xuất vì lợi ích của trẻ / Confirm what is best for the child", "By the focal person or the principal, never by who proposed it.");

    internal sealed class Handler(OpenConsentFiles files, Actor actor, RequestContext context, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            files.Change(request.Id, request.Version, file => Decide(file, request.ProposalId, TwoPeople.Behind(actor.Id, context.ActingFor), clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(ConsentFile file, Guid proposalId, IReadOnlyList<Guid> by, DateOnly today) =>
        file.Decisions.Find(d => d.Proposal.ProposalId == proposalId && !d.IsConfirmed) is not { Proposal: var proposal } waiting ? Decision.Refuse(PrivacyRules.NothingProposed)
        : TwoPeople.Share(waiting.ProposedBy, by) ? Decision.Refuse(PrivacyRules.SecondPersonNeeded)
        : Effectiveness.Of(file, proposal.Purpose, today).Standing != ConsentStanding.Disagreement ? Decision.Refuse(PrivacyRules.NoDisagreement)
        : Decision.Record(new BestInterestConfirmed(proposalId));
}
