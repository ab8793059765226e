using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.DropoutRisks;

/// <summary>Projection of the watched pupils. Each event folds its pupil up to itself and writes the row whole.</summary>
internal static class DropoutProjection
{
    public const string Name = "cases.dropouts_v1";

    public const string ListedPlace = "dropouts.pupil";

    /// <summary>What the list shows of a pupil, sealed together.</summary>
    public sealed record Listed(string Name, DateOnly? BornOn, string? ClassName, IReadOnlyList<DropoutReason> Reasons);

    public static async Task On(object _, MessageContext context)
    {
        var (id, ct) = (context.Source.StreamId, context.Cancelled);
        if (await context.Fold<Dropout>(id, context.Source.Version) is not { } watched) return;
        var pupil = watched.Pupil;
        var sealedPupil = await context.Personal.Seal(id, Whose.Child, ListedPlace,
            pupil is null ? null : new Listed(pupil.Name, pupil.BornOn, pupil.ClassName, watched.Records.IsEmpty ? [] : watched.Records[^1].Reasons), ct);
        if (sealedPupil is null) pupil = null;
        await context.Execute("""
            insert into cases.dropouts_v1 as d (id, school_id, school_year, pupil, search_words, class_digest, level, owner_id, owner_name, actions, open_actions, next_due, outcome, needs_attention, opened_at, version, last_seq)
            values (@id, @SchoolId, @SchoolYear, @sealedPupil, @Words, @Class, @Level, @OwnerId, @OwnerName, @Actions, @OpenActions, @NextDue, @Outcome, @NeedsAttention, @OpenedAt, @Version, @Sequence)
            on conflict (id) do update set pupil = excluded.pupil, search_words = excluded.search_words, class_digest = excluded.class_digest, level = excluded.level, owner_id = excluded.owner_id,
              owner_name = excluded.owner_name, actions = excluded.actions, open_actions = excluded.open_actions, next_due = excluded.next_due, outcome = excluded.outcome,
              needs_attention = excluded.needs_attention, version = excluded.version, last_seq = excluded.last_seq
            where d.last_seq < excluded.last_seq
            """, new
        {
            id,
            watched.SchoolId,
            watched.SchoolYear,
            sealedPupil,
            Words = await context.Personal.Words(Pupil.NameWords, pupil is null ? null : $"{pupil.Name} {pupil.ClassName} {pupil.PupilCode}", ct),
            Class = await Pupil.ClassDigest(context.Personal, pupil?.ClassName, ct),
            Level = (int)watched.Level,
            OwnerId = watched.Owner?.Id,
            OwnerName = watched.Owner?.Name,
            Actions = watched.Actions.Count,
            OpenActions = watched.Actions.Count(a => a.IsOpen),
            NextDue = watched.Actions.Where(a => a.IsOpen).Min(a => (DateOnly?)a.DueOn),
            Outcome = watched.Outcome?.DropoutOutcome.ToString(),
            watched.NeedsAttention,
            watched.OpenedAt,
            context.Source.Version,
            context.Sequence,
        });
    }
}

/// <summary>Pupils who may drop out: those nobody looks after on top, then the highest level first.</summary>
internal static class ListDropoutRisks
{
    /// <summary>Which of them. Names nobody but staff, so it may stand in an address.</summary>
    public record Filter
    {
        public Guid? School { get; init; }

        public string? SchoolYear { get; init; }

        /// <summary>This level or a higher one.</summary>
        public DropoutLevel? Level { get; init; }

        public string? ClassName { get; init; }

        public Guid? Owner { get; init; }

        /// <summary>Flagged, and without an owner or without an action.</summary>
        public bool? NeedsAttention { get; init; }

        /// <summary>With an outcome; false: without one.</summary>
        public bool? Settled { get; init; }
    }

    /// <param name="PupilName">Null when the pupil's data are erased.</param>
    /// <param name="Reasons">In words, the weightiest first.</param>
    public sealed record Row(
        Guid Id, Guid SchoolId, string SchoolYear, string? PupilName, DateOnly? BornOn, string? ClassName, DropoutLevel Level, IReadOnlyList<string> Reasons, Guid? OwnerId, string? OwnerName,
        int Actions, int OpenActions, DateOnly? NextDue, bool Overdue, DropoutOutcome? Outcome, bool NeedsAttention, long Version);

    public sealed record Query(Filter Filter, string? Words, int Limit, string? After, bool Count, long? Position, bool Vietnamese) : IRequest<Page<Row>>;

    public sealed record Search : Filter
    {
        /// <summary>Each of them has to occur in the pupil's name, class or code; case, diacritics and order make no difference.</summary>
        public required string Words { get; init; }

        public int? Limit { get; init; }

        public string? After { get; init; }

        public bool Count { get; init; }

        public long? Position { get; init; }
    }

    public static void Map(IEndpointRouteBuilder dropouts)
    {
        dropouts.MapGet("/", ([AsParameters] Filter filter, int? limit, string? after, bool? count, long? position, HttpContext http, IMediator send, CancellationToken ct) =>
                send.Send(new Query(filter, null, Math.Clamp(limit ?? 50, 1, 200), after, count ?? false, position, Language.IsVietnamese(http)), ct))
            .Reads<Page<Row>>("listDropoutRisks", "Học sinh có nguy cơ bỏ học / Pupils who may drop out",
                "Flagged pupils without an owner or an action first, then by level. Filters by school, schoolYear, level (or higher), className, owner, needsAttention and settled. Names are searched with searchDropoutRisks.")
            .ShowsMany<Page<Row>>("dropout", page => page.Items.Select(row => row.Id));
        dropouts.MapPost("/search", (Json<Search> asked, HttpContext http, IMediator send, CancellationToken ct) =>
                send.Send(new Query(asked.Value, asked.Value.Words, Math.Clamp(asked.Value.Limit ?? 50, 1, 200), asked.Value.After, asked.Value.Count, asked.Value.Position, Language.IsVietnamese(http)), ct))
            .Reads<Page<Row>>("searchDropoutRisks", "Tìm học sinh có nguy cơ bỏ học / Search pupils who may drop out", "By whole words of the pupil's name, class or code, with the same filters. Changes nothing.")
            .ShowsMany<Page<Row>>("dropout", page => page.Items.Select(row => row.Id));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Words).Words(200);
            RuleFor(q => q.After).Must(after => after is null || CaseCursor.Read(after) is not null).Says("Con trỏ trang không đọc được.", "The cursor cannot be read.");
            RuleFor(q => q.Filter.SchoolYear).Must(year => year is null || WatchPupil.IsSchoolYear(year)).Says("Năm học dạng 2026-2027.", "A school year such as 2026-2027.");
            RuleFor(q => q.Filter.ClassName).Words(50);
            RuleFor(q => q.Filter.ClassName).Must(name => name?.Contains('\0') != true).Says("Có ký tự không dùng được.", "Holds a character that cannot be used.");
        }
    }

    private const string Rank = "(case when d.needs_attention then 10 else 0 end + d.level)";

    private const string Matches = """
        from cases.dropouts_v1 d
        where d.school_id = any (@schools) and (@School::uuid is null or d.school_id = @School) and (@SchoolYear::varchar is null or d.school_year = @SchoolYear) and (@level::integer is null or d.level >= @level)
          and (@classDigest::bigint is null or d.class_digest = @classDigest) and (@Owner::uuid is null or d.owner_id = @Owner) and (@NeedsAttention::boolean is null or d.needs_attention = @NeedsAttention)
          and (@Settled::boolean is null or (d.outcome is not null) = @Settled) and d.search_words @> @words
        """;

    internal sealed class Handler(ModuleDatabase<CasesModule> database, PersonalData personal, SubscriptionRunner subscriptions, Permit permit, TimeProvider clock) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(DropoutProjection.Name, request.Position, cancellationToken);
            var filter = request.Filter;
            var after = request.After is null ? null : CaseCursor.Read(request.After);
            var asked = new
            {
                schools = permit.OrganisationsAs(Relation.OwnOrganisation),
                filter.School,
                filter.SchoolYear,
                level = (int?)filter.Level,
                classDigest = await Pupil.ClassDigest(personal, filter.ClassName, cancellationToken),
                filter.Owner,
                filter.NeedsAttention,
                filter.Settled,
                words = await personal.Words(Pupil.NameWords, request.Words?.Replace('\0', ' '), cancellationToken),
                cursorRank = after?.Rank,
                cursorAt = after?.At,
                cursorId = after?.Id,
                limit = request.Limit + 1,
            };
            await using var connection = await database.Open(cancellationToken);
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select d.id as Id, d.school_id as SchoolId, d.school_year as SchoolYear, d.pupil as Pupil, d.level as Level, d.owner_id as OwnerId, d.owner_name as OwnerName, d.actions as Actions,
                  d.open_actions as OpenActions, d.next_due as NextDue, d.outcome as Outcome, d.needs_attention as NeedsAttention, d.opened_at as OpenedAt, d.version as Version, {Rank} as Rank
                {Matches} and (@cursorAt::timestamptz is null or ({Rank}, d.opened_at, d.id) < (@cursorRank, @cursorAt, @cursorId))
                order by {Rank} desc, d.opened_at desc, d.id desc limit @limit
                """, asked, cancellationToken: cancellationToken))).ToList();
            var page = found.Take(request.Limit).ToList();
            var keys = await personal.ReaderOf(page.Select(row => row.Id), Whose.Child, cancellationToken);
            var today = clock.Now().VietNamDay();
            return new Page<Row>([.. page.Select(row => row.Show(PersonalData.Reveal<DropoutProjection.Listed>(keys, row.Id, Whose.Child, DropoutProjection.ListedPlace, row.Pupil), today, request.Vietnamese))],
                found.Count > request.Limit ? new CaseCursor(page[^1].Rank, page[^1].OpenedAt.ToInstant(), page[^1].Id).ToString() : null,
                request.Count ? await connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) {Matches}", asked, cancellationToken: cancellationToken)) : null);
        }
    }

    private sealed class Stored
    {
        public Guid Id { get; set; }
        public Guid SchoolId { get; set; }
        public string SchoolYear { get; set; } = "";
        public string? Pupil { get; set; }
        public int Level { get; set; }
        public Guid? OwnerId { get; set; }
        public string? OwnerName { get; set; }
        public int Actions { get; set; }
        public int OpenActions { get; set; }
        public DateOnly? NextDue { get; set; }
        public string? Outcome { get; set; }
        public bool NeedsAttention { get; set; }
        public DateTime OpenedAt { get; set; }
        public long Version { get; set; }
        public int Rank { get; set; }

        public Row Show(DropoutProjection.Listed? pupil, DateOnly today, bool vietnamese) => new(
            Id, SchoolId, SchoolYear, pupil?.Name, pupil?.BornOn, pupil?.ClassName, (DropoutLevel)Level, [.. (pupil?.Reasons ?? []).Select(reason => DropoutRules.Initial.Words(reason, vietnamese))],
            OwnerId, OwnerName, Actions, OpenActions, NextDue, NextDue < today, Outcome is null ? null : Enum.Parse<DropoutOutcome>(Outcome), NeedsAttention, Version);
    }
}
