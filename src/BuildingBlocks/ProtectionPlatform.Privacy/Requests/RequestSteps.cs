using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Privacy.KnowingCases;

namespace ProtectionPlatform.Privacy.Requests;

/// <summary>A request the caller may see, changed at the version they looked at.</summary>
internal sealed class OpenRequests(Streams<RightsRequest> requests, KnownCases cases)
{
    public async Task<Outcome> Change(Guid id, IfMatch version, Func<RightsRequest, Decision> decide, CancellationToken ct) =>
        await requests.Load(id, ct) is { State: var request } && await cases.MaySee(request.CaseIds, ct)
            ? await requests.Change(id, version, _ => true, state => state.IsOpen ? decide(state) : Decision.Refuse(PrivacyRules.RequestIsClosed), ct)
            : Outcome.NotFound;
}

/// <summary>Tells the applicant that the request arrived.</summary>
internal static class AcknowledgeRequest
{
    public sealed record Command(Guid Id, IfMatch Version) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/acknowledgement", (Guid id, IfMatch version, IMediator send, CancellationToken ct) => send.Send(new Command(id, version), ct))
        .Changes("acknowledgeRightsRequest", "Phản hồi đã nhận yêu cầu / Acknowledge a request", "The applicant was told today that it arrived.");

    internal sealed class Handler(OpenRequests requests, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            requests.Change(request.Id, request.Version, state => Decide(state, clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(RightsRequest request, DateOnly today) =>
        request.IsAcknowledged ? Decision.Refuse(PrivacyRules.AlreadyAcknowledged) : Decision.Record(new RightsRequestAcknowledged(today));
}

/// <summary>Notes how it was checked that the applicant may ask.</summary>
internal static class CheckCapacity
{
    public sealed record Body(CapacityCheck Capacity);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/capacity", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("checkApplicantCapacity", "Ghi cách kiểm tra người yêu cầu / Record how the applicant was checked", "Needed before an answer gives anything away.");

    internal sealed class Handler(OpenRequests requests) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            requests.Change(request.Id, request.Version, state => Decide(state, request.Body), cancellationToken);
    }

    internal static Decision Decide(RightsRequest request, Body body) =>
        request.Capacity == body.Capacity ? Decision.Record() : Decision.Record(new ApplicantCapacityChecked(body.Capacity));
}

/// <summary>Marks that the representative who asks is in conflict with the child.</summary>
internal static class MarkRequestConflict
{
    public sealed record Body(string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/conflict", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("markRequestConflict", "Đánh dấu người đại diện có xung đột lợi ích / Mark a representative in conflict",
            "The representative is suspected, refuses what the child needs, or is not known. From then on nothing is answered by self-service.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenRequests requests) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            requests.Change(request.Id, request.Version, state => Decide(state, request.Body), cancellationToken);
    }

    internal static Decision Decide(RightsRequest request, Body body) =>
        request.InConflict ? Decision.Record() : Decision.Record(new RepresentativeConflictSeen(body.Reason));
}

/// <summary>Adds days, once, with a reason the applicant is told.</summary>
internal static class ExtendRequest
{
    public sealed record Body(int Days, string Reason);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/extension", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("extendRightsRequest", "Gia hạn yêu cầu / Extend a request", "Once, at most 15 days, with a reason.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Days).GreaterThan(0).Says("Phải từ 1 ngày.", "Must be at least 1 day.");
            RuleFor(c => c.Body.Reason).Words(Shapes.Long);
        }
    }

    internal sealed class Handler(OpenRequests requests, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            requests.Change(request.Id, request.Version, state => Decide(state, request.Body, clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(RightsRequest request, Body body, DateOnly today)
    {
        var most = TimeLimits.InForce(TimeLimits.Extension, today).Amount;
        return request.IsExtended ? Decision.Refuse(PrivacyRules.ExtendedAlready)
            : body.Days > most ? Decision.Refuse(PrivacyRules.ExtensionTooLong, most)
            : Decision.Record(new RightsRequestExtended(body.Days, request.DueOn.AddDays(body.Days), body.Reason));
    }
}

/// <summary>Does what was asked and says what was done.</summary>
internal static class AnswerRequest
{
    public sealed record Body(AnswerChannel Channel, string Answer);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/answer", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("answerRightsRequest", "Trả lời yêu cầu / Answer a request",
            "What was done. Refused while the applicant's capacity is not checked, while a legal hold stops a deletion, and where a representative in conflict would get to see the child's data.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Answer).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenRequests requests, Streams<RightsRequest> all, KnownCases cases, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command request, CancellationToken cancellationToken)
        {
            var held = await all.Load(request.Id, cancellationToken) is { State: { Kind: RightKind.Delete } asked }
                && (await cases.ById(asked.CaseIds, cancellationToken)).Any(known => known.Held);
            return await requests.Change(request.Id, request.Version, state => Decide(state, request.Body, held, clock.Now().VietNamDay()), cancellationToken);
        }
    }

    /// <param name="held">A legal hold stands on one of its cases.</param>
    internal static Decision Decide(RightsRequest request, Body body, bool held, DateOnly today) =>
        request.InConflict && body.Channel == AnswerChannel.SelfService ? Decision.Refuse(PrivacyRules.ConflictNeedsPerson)
        : request is { InConflict: true, Applicant: ApplicantKind.Representative, Kind: RightKind.Access or RightKind.Inform } ? Decision.Refuse(PrivacyRules.ConflictKeepsFromRepresentative)
        : request is { Capacity: CapacityCheck.NotChecked, Kind: not (RightKind.Inform or RightKind.Complaint) } ? Decision.Refuse(PrivacyRules.CapacityNotProven)
        : request.Kind == RightKind.Delete && held ? Decision.Refuse(PrivacyRules.LegalHoldStopsDeletion)
        : Decision.Record(new RightsRequestAnswered(body.Channel, body.Answer, today));
}

/// <summary>Refuses, with a ground. What may not be deleted is restricted instead (P-21).</summary>
internal static class RefuseRequest
{
    public sealed record Body(RefusalGround Ground, string Reason, bool RestrictedInstead = false);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/requests/{id:guid}/refusal", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("refuseRightsRequest", "Từ chối yêu cầu / Refuse a request",
            "With a ground and its words. A deletion refused for legal duty, proceedings or child protection must restrict instead.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenRequests requests, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            requests.Change(request.Id, request.Version, state => Decide(state, request.Body, clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(RightsRequest request, Body body, DateOnly today) =>
        request.Kind == RightKind.Delete && body is { RestrictedInstead: false, Ground: RefusalGround.LegalDuty or RefusalGround.Proceedings or RefusalGround.ChildProtection }
            ? Decision.Refuse(PrivacyRules.RestrictInstead)
            : Decision.Record(new RightsRequestRefused(body.Ground, body.Reason, body.RestrictedInstead, today));
}
