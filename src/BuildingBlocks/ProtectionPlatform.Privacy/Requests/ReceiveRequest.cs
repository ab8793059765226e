using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.Requests;

/// <summary>Enters what a data subject asks; the days until which it must be acknowledged and answered are computed and kept.</summary>
internal static class ReceiveRequest
{
    /// <param name="CaseReferences">What people call the cases it is about.</param>
    /// <param name="AccountId">When it is about an account of the platform.</param>
    /// <param name="InConflict">The representative who asks is suspected, refuses what the child needs, or is not known.</param>
    /// <param name="ThirdPartyInvolved">A processor or third party must act as well.</param>
    public sealed record Body(
        RightKind Kind, ApplicantKind ApplicantKind, DateOnly ReceivedOn, string Words, CapacityCheck Capacity,
        IReadOnlyList<string>? CaseReferences = null, PersonInCase? PersonInCase = null, Guid? AccountId = null, Applicant? Applicant = null,
        bool InConflict = false, bool ThirdPartyInvolved = false);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("receiveRightsRequest", "Ghi yêu cầu của chủ thể dữ liệu / Record a data subject's request",
            "By the data protection officer. Names the cases by their references, or an account. Days due are computed by Decree 356/2025.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.ReceivedOn).HasCome(clock);
            RuleFor(c => c.Body.Words).Words(Shapes.Long);
            RuleFor(c => c.Body.Applicant!.FullName).Words(Shapes.Short).When(c => c.Body.Applicant is not null);
            RuleFor(c => c.Body.Applicant!.Contact).Words(Shapes.Short).When(c => c.Body.Applicant is not null);
            RuleFor(c => c.Body.CaseReferences).Must(all => all is null or { Count: <= 20 }).Says("Tối đa 20 ca.", "At most 20 cases.");
            RuleFor(c => c.Body.CaseReferences).Must((c, all) => all is { Count: > 0 } || c.Body.AccountId is not null)
                .Says("Nêu ca, hoặc chọn tài khoản mà yêu cầu nói tới.", "Name a case, or the account it is about.");
            RuleFor(c => c.Body.PersonInCase).Must((c, person) => person is not null || c.Body.CaseReferences is not { Count: > 0 })
                .Says("Nêu người này là ai trong ca.", "Say what this person is in the case.");
        }
    }

    internal sealed class Handler(Streams<RightsRequest> requests, KnownCases cases, IDirectory directory, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var body = request.Body;
            var named = body.CaseReferences?.Select(r => r.Trim().ToUpperInvariant()).Distinct().ToList() ?? [];
            var known = await cases.ByReference(named, cancellationToken);
            if (known.Count < named.Count) throw Shapes.Wrong("caseReferences", "Không có ca mang mã này.", "There is no case of this reference.");
            if (body.AccountId is { } account && await directory.Person(account, cancellationToken) is null)
                throw Shapes.Wrong("accountId", "Không có tài khoản này.", "There is no such account.");
            var id = clock.NewId();
            return await requests.Start(id, Decide(id, Shapes.NewReference("YC"), body, [.. known.Select(c => c.Id)]), cancellationToken);
        }
    }

    internal static Decision Decide(Guid id, string reference, Body body, IReadOnlyList<Guid> cases)
    {
        var rule = TimeLimits.InForce(body.Kind.ToString(), body.ReceivedOn);
        return Decision.Record(new RightsRequestReceived(reference, body.Kind, cases, body.PersonInCase, body.AccountId, body.ApplicantKind, body.Applicant,
                body.Capacity, body.InConflict, body.ThirdPartyInvolved, body.ReceivedOn, body.Words,
                TimeLimits.InForce(TimeLimits.Acknowledge, body.ReceivedOn).DueOn(body.ReceivedOn), rule.DueOn(body.ReceivedOn, body.ThirdPartyInvolved), rule.Version, rule.Source))
            .Creating($"/api/v1/privacy/requests/{id}");
    }
}
