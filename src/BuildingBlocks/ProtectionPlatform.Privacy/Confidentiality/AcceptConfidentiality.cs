using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Privacy.Confidentiality;

/// <summary>What everybody accepts, sentence by sentence, from a day on.</summary>
internal sealed record ConfidentialityText(string Version, DateOnly ValidFrom, IReadOnlyList<string> TextVi, IReadOnlyList<string> TextEn)
{
    private static readonly List<ConfidentialityText> All = ReferenceDataFiles.Read<List<ConfidentialityText>>("confidentiality-texts.json");

    public static ConfidentialityText InForce(DateOnly day) => All.Where(text => text.ValidFrom <= day).MaxBy(text => text.ValidFrom)!;
}

internal sealed record ConfidentialityAccepted(Guid PersonId, string TextVersion, DateOnly AcceptedOn, DateOnly DueAgainOn);

/// <summary>When somebody last accepted their duty of confidentiality. One stream a person.</summary>
internal sealed record Acceptance(Guid Id, string TextVersion, DateOnly AcceptedOn, DateOnly DueAgainOn) : IState<Acceptance>
{
    public static Guid StreamOf(Guid personId) => EventStore.Derived($"registers.confidentiality/{personId}");

    /// <summary>After a year, or when the text has changed.</summary>
    public static bool IsDue(string? acceptedVersion, DateOnly? dueAgainOn, DateOnly today) =>
        dueAgainOn is null || today >= dueAgainOn || acceptedVersion != ConfidentialityText.InForce(today).Version;

    public static Acceptance? Evolve(Acceptance? before, RecordedEvent happened) => happened.Data is ConfidentialityAccepted e
        ? new(happened.StreamId, e.TextVersion, e.AcceptedOn, e.DueAgainOn)
        : before;
}

/// <summary>Somebody accepts the duty of confidentiality for a year.</summary>
internal static class AcceptConfidentiality
{
    /// <param name="TextVersion">Of the text that was shown.</param>
    public sealed record Body(string TextVersion);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder privacy) => privacy
        .MapPost("/confidentiality/acceptance", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("acceptConfidentiality", "Cam kết giữ bí mật / Accept the duty of confidentiality", "For oneself, once a year and whenever the text changes.");

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.Body.TextVersion).Must(version => version == ConfidentialityText.InForce(clock.Now().VietNamDay()).Version)
            .Says("Bản cam kết đã đổi: hãy tải lại và đọc bản mới.", "The text has changed: load the page again and read the new one.");
    }

    internal sealed class Handler(Streams<Acceptance> acceptances, Actor actor, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public Task<Outcome> Handle(Command request, CancellationToken cancellationToken) =>
            acceptances.StartOrChange(Acceptance.StreamOf(actor.Id), null, acceptance => Decide(acceptance, actor.Id, clock.Now().VietNamDay()), cancellationToken);
    }

    internal static Decision Decide(Acceptance? acceptance, Guid person, DateOnly today) =>
        acceptance is not null && !Acceptance.IsDue(acceptance.TextVersion, acceptance.DueAgainOn, today) ? Decision.Record()
        : Decision.Record(new ConfidentialityAccepted(person, ConfidentialityText.InForce(today).Version, today, TimeLimits.InForce(TimeLimits.Confidentiality, today).DueOn(today)));
}
