using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>Begins to watch a pupil in a school year, with the first signals.</summary>
internal static partial class WatchPupil
{
    /// <param name="SchoolYear">As 2026-2027.</param>
    /// <param name="SchoolId">Left out by whoever works at one school only.</param>
    public sealed record Body(Pupil Pupil, string SchoolYear, DropoutSignals Signals, Guardian? Guardian = null, Guid? SchoolId = null);

    public sealed record Command(Body Body) : ICommand;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapPost("/", (Json<Body> body, IMediator send, CancellationToken ct) => send.Send(new Command(body), ct))
        .Changes("watchPupil", "Theo dõi nguy cơ bỏ học / Watch a pupil for dropping out",
            "With the first signals; the level follows from them. A pupil whose code is watched in this school year already is refused; namesakes are not.", creates: true);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            this.Pupil(c => c.Body.Pupil, clock);
            this.Guardian(c => c.Body.Guardian);
            RuleFor(c => c.Body.SchoolYear).Must(IsSchoolYear).Says("Năm học dạng 2026-2027.", "A school year such as 2026-2027.");
            RuleFor(c => c.Body.Signals).SetValidator(new SignalsValidator());
        }
    }

    [GeneratedRegex(@"\A20[0-9]{2}-20[0-9]{2}\z")]
    private static partial Regex YearShape();

    internal static bool IsSchoolYear(string? text) =>
        text is not null && YearShape().IsMatch(text) && int.Parse(text.AsSpan(5), CultureInfo.InvariantCulture) == int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture) + 1;

    internal sealed class Handler(Streams<Dropout> pupils, Streams<DropoutRules> rules, Permit permit, PersonalData personal, TimeProvider clock) : IRequestHandler<Command, Outcome>
    {
        public async Task<Outcome> Handle(Command command, CancellationToken cancellationToken)
        {
            var body = command.Body;
            if (Own.Of(permit, body.SchoolId) is not { } school) return Outcome.NotFound;
            var id = await StreamOf(personal, school, body.SchoolYear, body.Pupil.PupilCode, cancellationToken) ?? clock.NewId();
            var table = (await rules.Load(DropoutRules.StreamId, cancellationToken))?.State ?? DropoutRules.Initial;
            return await pupils.StartOrChange(id, null, known => Decide(known, id, school, body, table, clock.Now().VietNamDay()), cancellationToken);
        }
    }

    /// <summary>The stream of the pupil with this code in this year: by a keyed digest, so that who has the id cannot try codes on it. Null without a code.</summary>
    internal static async Task<Guid?> StreamOf(PersonalData personal, Guid school, string year, string? code, CancellationToken ct) =>
        await personal.Words(Pupil.NameWords, code is null ? null : string.Concat(code.Where(letter => !char.IsWhiteSpace(letter))), ct) is [var digest, ..]
            ? EventStore.Derived(string.Create(CultureInfo.InvariantCulture, $"cases.dropout/{school}/{year}/{digest}"))
            : null;

    internal static Decision Decide(Dropout? known, Guid id, Guid school, Body body, DropoutRules table, DateOnly today) =>
        known is not null ? Decision.Refuse(RegisterRules.PupilEntered)
        : Decision.Record(new DropoutOpened(school, body.SchoolYear, body.Pupil, body.Guardian), table.Assess(body.Signals, today, SignalSource.Observed)).Creating($"/api/v1/cases/dropout-risks/{id}");
}

internal sealed class SignalsValidator : AbstractValidator<DropoutSignals>
{
    public SignalsValidator()
    {
        RuleFor(s => s.UnexcusedDays).InclusiveBetween(0, 30);
        RuleFor(s => s.AbsentDays).InclusiveBetween(0, 400);
        RuleFor(s => s.SchoolDays).InclusiveBetween(1, 400);
        RuleFor(s => s.AbsentDays).Must((s, absent) => absent is null || s.SchoolDays is null || absent <= s.SchoolDays).Says("Không được nhiều hơn số buổi học.", "Must not be more than the school days.");
        RuleFor(s => s.AverageTenths).InclusiveBetween(0, 100);
        RuleFor(s => s.AverageBeforeTenths).InclusiveBetween(0, 100);
        RuleFor(s => s.FailingSubjects).InclusiveBetween(0, 30);
        RuleFor(s => s.Household).Must(list => list is null || list.Count <= 20).Says("Tối đa 20 mục.", "At most 20.");
    }
}
