using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>One watched pupil with every assessment and everything that was done.</summary>
internal static class ReadDropoutRisk
{
    public sealed record Assessed(DropoutSignals? Signals, DropoutLevel Level, IReadOnlyList<string> Reasons, SignalSource Source, string By, DateTimeOffset At);

    public sealed record Step(ActionStatus Status, string? Note, string By, DateTimeOffset At);

    public sealed record Action(int Number, ReturnActionKind Kind, DateOnly DueOn, string? Note, ActionStatus Status, bool Overdue, string By, IReadOnlyList<Step> Progress);

    public sealed record Ended(DropoutOutcome Outcome, DateOnly On, string? Note);

    /// <param name="Pupil">Null when the pupil's data are erased.</param>
    /// <param name="Assessments">The latest first.</param>
    public sealed record Answer(
        Guid Id, Guid SchoolId, string SchoolName, string SchoolYear, Pupil? Pupil, Guardian? Guardian, DropoutLevel Level, bool NeedsAttention, IReadOnlyList<Assessed> Assessments,
        Guid? OwnerId, string? OwnerName, IReadOnlyList<Action> Actions, Ended? Outcome, long Version);

    public sealed record Query(Guid Id, bool Vietnamese) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapGet("/{id:guid}", async (Guid id, HttpContext http, IMediator send, CancellationToken ct) =>
        {
            var answer = await send.Send(new Query(id, Language.IsVietnamese(http)), ct);
            http.Response.Headers.ETag = $"\"{answer.Version}\"";
            http.Response.Headers.CacheControl = "no-store";
            return answer;
        })
        .Reads<Answer>("readDropoutRisk", "Xem một học sinh có nguy cơ bỏ học / Read a pupil who may drop out", "Of one's own school.")
        .Shows("dropout");

    internal sealed class Handler(Streams<Dropout> pupils, IDirectory directory, Permit permit, TimeProvider clock) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await pupils.Load(request.Id, cancellationToken) is not { State: var pupil } loaded || !permit.Covers(pupil.SchoolId)) throw new ProblemException(Problems.NotFound);
            var today = clock.Now().VietNamDay();
            return new Answer(pupil.Id, pupil.SchoolId, (await directory.Organisation(pupil.SchoolId, cancellationToken))?.Name ?? "", pupil.SchoolYear, pupil.Pupil, pupil.Guardian, pupil.Level, pupil.NeedsAttention,
                [.. pupil.Records.Reverse().Select(r => new Assessed(r.Signals, r.Level, [.. r.Reasons.Select(reason => DropoutRules.Initial.Words(reason, request.Vietnamese))], r.Source, r.By.Name, r.At))],
                pupil.Owner?.Id, pupil.Owner?.Name,
                [.. pupil.Actions.Select(a => new Action(a.Number, a.Kind, a.DueOn, a.Note, a.Status, a.IsOpen && a.DueOn < today, a.By.Name, [.. a.Progress.Select(p => new Step(p.Status, p.Note, p.By.Name, p.At))]))],
                pupil.Outcome is { } outcome ? new Ended(outcome.DropoutOutcome, outcome.SettledOn, outcome.Note) : null, loaded.Version);
        }
    }
}

/// <summary>How many pupils are watched, flagged and settled, by school and year. From outside a school without small cells.</summary>
internal static class CountDropoutRisks
{
    /// <param name="Flagged">Flagged or urgent, without an outcome; null when one to four and the caller is not of the school. The others alike.</param>
    public sealed record School(Guid SchoolId, string SchoolName, string SchoolYear, long? Watched, long? Flagged, long? NeedAttention, long? Returned, long? DroppedOut);

    public sealed record Query(string? SchoolYear, long? Position) : IRequest<Page<School>>;

    public static void Map(IEndpointRouteBuilder dropouts) => dropouts
        .MapGet("/counts", (string? schoolYear, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(schoolYear, position), ct))
        .Reads<Page<School>>("countDropoutRisks", "Đếm học sinh có nguy cơ bỏ học / Counts of pupils who may drop out",
            "School by school. The school's own people see all figures; a commune or department those of the schools beneath it, without those of one to four pupils.");

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.SchoolYear).Must(year => year is null || WatchPupil.IsSchoolYear(year)).Says("Năm học dạng 2026-2027.", "A school year such as 2026-2027.");
    }

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit) : IRequestHandler<Query, Page<School>>
    {
        public async Task<Page<School>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(DropoutProjection.Name, request.Position, cancellationToken);
            var all = await directory.Organisations(cancellationToken);
            var own = permit.OrganisationsAs(Relation.OwnOrganisation);
            var schools = own.Union(Organisation.WithAllBeneath(permit.OrganisationsAs(Relation.OrganisationAbove), all)).ToArray();
            await using var connection = await database.Open(cancellationToken);
            var rows = await connection.QueryAsync<(Guid School, string Year, long Watched, long Flagged, long Attention, long Returned, long DroppedOut)>(new CommandDefinition("""
                select school_id, school_year, count(*), count(*) filter (where level >= 2 and outcome is null), count(*) filter (where needs_attention),
                  count(*) filter (where outcome = 'Returned'), count(*) filter (where outcome = 'DroppedOut')
                from cases.dropouts_v1 where school_id = any (@schools) and (@SchoolYear::varchar is null or school_year = @SchoolYear)
                group by school_id, school_year order by school_year desc
                """, new { schools, request.SchoolYear }, cancellationToken: cancellationToken));
            var names = all.ToDictionary(o => o.Id, o => o.Name);
            return new Page<School>([.. rows.Select(r =>
            {
                long? Shown(long number) => own.Contains(r.School) || number is 0 or >= 5 ? number : null;
                return new School(r.School, names.GetValueOrDefault(r.School, ""), r.Year, Shown(r.Watched), Shown(r.Flagged), Shown(r.Attention), Shown(r.Returned), Shown(r.DroppedOut));
            })], null);
        }
    }
}
