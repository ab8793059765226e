using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Breaches;

/// <summary>A breach that is not closed, changed at the version the officer looked at.</summary>
internal sealed class OpenBreaches(Streams<Breach> breaches)
{
    public Task<Outcome> Change(Guid id, IfMatch version, Func<Breach, Decision> decide, CancellationToken ct) =>
        breaches.Change(id, version, _ => true, breach => breach.Outcome is null ? decide(breach) : Decision.Refuse(PrivacyRules.BreachIsClosed), ct);
}

/// <summary>Says what got out, about how many, and how bad it is. A protected child's place or an informant's name is always of top severity (P-28).</summary>
internal static class AssessBreach
{
    public sealed record Body(IReadOnlyList<DataClass> Classes, int Persons, int Children, bool PlaceOfProtectedChild, bool InformantNamed, BreachSeverity Severity, string Cause, string Harm);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches/{id:guid}/assessment", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("assessBreach", "Đánh giá sự cố dữ liệu / Assess a breach", "May be repeated as more is known; the last one counts.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Classes).Must(all => all.Count > 0).Says("Chọn ít nhất một loại dữ liệu.", "Choose at least one kind of data.");
            RuleFor(c => c.Body.Persons).GreaterThanOrEqualTo(0).Says("Không được âm.", "Must not be negative.");
            RuleFor(c => c.Body.Children).Must((c, children) => children >= 0 && children <= c.Body.Persons).Says("Từ 0 đến tổng số người.", "From 0 to the number of persons.");
            RuleFor(c => c.Body.Cause).Words(Shapes.Long);
            RuleFor(c => c.Body.Harm).Words(Shapes.Long);
        }
    }

    internal sealed class Handler(OpenBreaches breaches) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            breaches.Change(request.Id, request.Version, _ => Decide(request.Body), cancellationToken);
    }

    internal static Decision Decide(Body body)
    {
        var assessed = new BreachAssessed([.. body.Classes.Distinct()], body.Persons, body.Children, body.PlaceOfProtectedChild, body.InformantNamed, body.Severity, body.Cause, body.Harm);
        return Decision.Record(Breach.TellAtOnce(assessed) ? assessed with { Severity = BreachSeverity.Top } : assessed);
    }
}

/// <summary>Notes what was done to contain it, or to make it good.</summary>
internal static class TakeBreachStep
{
    public sealed record Body(BreachStepKind Kind, string Done);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches/{id:guid}/steps", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("takeBreachStep", "Ghi việc đã làm với sự cố / Note what was done about a breach", "Containment, or a measure against harm.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Done).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenBreaches breaches) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            breaches.Change(request.Id, request.Version, _ => Decision.Record(new BreachStepTaken(request.Body.Kind, request.Body.Done)), cancellationToken);
    }
}

/// <summary>The authority was notified.</summary>
internal static class NotifyBreachAuthority
{
    public sealed record Body(DateTimeOffset HappenedAt, string? Receipt = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches/{id:guid}/authority-notice", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("notifyBreachAuthority", "Ghi đã báo cơ quan chuyên trách / Record that the authority was notified", "Needs an assessment: the notice says what got out.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Body.HappenedAt).HasHappened(clock);
            RuleFor(c => c.Body.Receipt).Words(Shapes.Short);
        }
    }

    internal sealed class Handler(OpenBreaches breaches) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            breaches.Change(request.Id, request.Version, breach => Decide(breach, request.Body), cancellationToken);
    }

    internal static Decision Decide(Breach breach, Body body) =>
        breach.Assessment is null ? Decision.Refuse(PrivacyRules.BreachNotAssessed)
        : breach.AuthorityNotifiedAt is not null ? Decision.Refuse(PrivacyRules.AuthorityNotifiedAlready)
        : Decision.Record(new BreachAuthorityNotified(body.HappenedAt, body.Receipt));
}

/// <summary>The people concerned and their representatives were told, or why they are not (P-27, with the exception of P-05).</summary>
internal static class DecideBreachPeople
{
    public sealed record Body(bool Told, string Explanation, int? Count = null, NotToldGround? Ground = null);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches/{id:guid}/people", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("decideBreachPeople", "Ghi việc báo cho người liên quan / Record whether people were told", "How many and how; or why not.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Explanation).Words(Shapes.Long);
            RuleFor(c => c.Body.Count).Must((c, count) => !c.Body.Told || count > 0).Says("Nêu số người đã báo.", "Say how many were told.");
            RuleFor(c => c.Body.Ground).Must((c, ground) => c.Body.Told || ground is not null).Says("Nêu vì sao không báo.", "Say why they are not told.");
        }
    }

    internal sealed class Handler(OpenBreaches breaches) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            breaches.Change(request.Id, request.Version, _ => Decide(request.Body), cancellationToken);
    }

    internal static Decision Decide(Body body) =>
        body.Told ? Decision.Record(new BreachPeopleTold(body.Count!.Value, body.Explanation)) : Decision.Record(new BreachPeopleNotTold(body.Ground!.Value, body.Explanation));
}

/// <summary>Closes a breach with what was learned.</summary>
internal static class CloseBreach
{
    public sealed record Body(BreachOutcome Outcome, string Lessons);

    public sealed record Command(Guid Id, IfMatch Version, Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/breaches/{id:guid}/closure", (Guid id, IfMatch version, Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(id, version, body), ct))
        .Changes("closeBreach", "Kết thúc sự cố / Close a breach", "A real breach only after it was assessed, contained and notified, and it was decided whether people are told.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Lessons).Words(Shapes.Long);
    }

    internal sealed class Handler(OpenBreaches breaches) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            breaches.Change(request.Id, request.Version, breach => Decide(breach, request.Body), cancellationToken);
    }

    internal static Decision Decide(Breach breach, Body body) =>
        body.Outcome == BreachOutcome.NotABreach ? Decision.Record(new BreachClosed(body.Outcome, body.Lessons))
        : breach.Assessment is null ? Decision.Refuse(PrivacyRules.BreachNotAssessed)
        : !breach.IsContained ? Decision.Refuse(PrivacyRules.BreachNotContained)
        : breach.AuthorityNotifiedAt is null ? Decision.Refuse(PrivacyRules.AuthorityNotNotified)
        : !breach.PeopleDecided ? Decision.Refuse(PrivacyRules.PeopleNotDecided)
        : Decision.Record(new BreachClosed(body.Outcome, body.Lessons));
}
