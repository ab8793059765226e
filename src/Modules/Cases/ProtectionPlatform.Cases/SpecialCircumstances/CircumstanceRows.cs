using Dapper;
using FluentValidation;
using Npgsql;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>Projection of the register. Each event folds its entry up to itself and writes the rows whole.</summary>
internal static class CircumstanceProjection
{
    public const string Name = "cases.circumstances_v1";

    public const string PupilPlace = "circumstances.pupil";

    public static async Task On(object _, MessageContext context)
    {
        var (id, ct) = (context.Source.StreamId, context.Cancelled);
        if (await context.Fold<Circumstance>(id, context.Source.Version) is not { } entry) return;
        var personal = context.Personal;
        var sealedPupil = await personal.Seal(id, Whose.Child, PupilPlace, entry.Pupil, ct);
        var pupil = sealedPupil is null ? null : entry.Pupil;
        await context.Execute("""
            insert into cases.circumstances_v1 as c (id, school_id, pupil, search_words, class_digest, code_digest, entered_at, version, last_seq)
            values (@id, @SchoolId, @sealedPupil, @Words, @Class, @Code, @EnteredAt, @Version, @Sequence)
            on conflict (id) do update set pupil = excluded.pupil, search_words = excluded.search_words, class_digest = excluded.class_digest, code_digest = excluded.code_digest,
              version = excluded.version, last_seq = excluded.last_seq
            where c.last_seq < excluded.last_seq
            """, new
        {
            id,
            entry.SchoolId,
            sealedPupil,
            Words = await personal.Words(Pupil.NameWords, pupil is null ? null : $"{pupil.Name} {pupil.ClassName} {pupil.PupilCode}", ct),
            Class = await Pupil.ClassDigest(personal, pupil?.ClassName, ct),
            Code = await personal.Words(Pupil.NameWords, pupil?.PupilCode, ct) is [var code, ..] ? code : (long?)null,
            entry.EnteredAt,
            context.Source.Version,
            context.Sequence,
        });
        await context.Execute("delete from cases.circumstance_listings_v1 where id = @id", new { id });
        foreach (var listing in entry.Listings)
            await context.Execute("insert into cases.circumstance_listings_v1 (id, number, group_code, sub_type, disaster_id, since, ends_on) values (@id, @Number, @Group, @SubType, @DisasterId, @From, @EndsOn)",
                new { id, listing.Number, listing.Group, listing.SubType, listing.DisasterId, listing.From, listing.EndsOn });
        await context.Execute("delete from cases.circumstance_supports_v1 where id = @id", new { id });
        foreach (var support in entry.Supports)
            await context.Execute("insert into cases.circumstance_supports_v1 (id, number, listing, kind, status, on_day, amount) values (@id, @Number, @Listing, @SupportKind, @Status, @On, @AmountDong)",
                new { id, support.Number, support.Listing, support.SupportKind, Status = support.Status.ToString(), support.On, support.AmountDong });
    }
}

/// <summary>Which pupils of the register. Names nobody, so it may stand in an address.</summary>
internal record CircumstanceFilter
{
    public Guid? School { get; init; }

    /// <summary>Code of a group.</summary>
    public string? Group { get; init; }

    public Guid? Disaster { get; init; }

    /// <summary>Class, as 7B.</summary>
    public string? ClassName { get; init; }

    /// <summary>Help was given for the group that was asked for, or for the pupil as such, within the period; false: none was.</summary>
    public bool? Helped { get; init; }

    /// <summary>First day of the period.</summary>
    public DateOnly? HelpedFrom { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly? HelpedTo { get; init; }

    /// <summary>Listings that have ended; false: that have not.</summary>
    public bool? Ended { get; init; }
}

internal sealed class CircumstanceFilterValidator : AbstractValidator<CircumstanceFilter>
{
    public CircumstanceFilterValidator()
    {
        RuleFor(f => f.Group).Must(code => code is null || CircumstanceCodes.Table.Group(code) is not null).Says("Không có nhóm này.", "There is no such group.");
        RuleFor(f => f.ClassName).Words(50);
        RuleFor(f => f.ClassName).Must(name => name?.Contains('\0') != true).Says("Có ký tự không dùng được.", "Holds a character that cannot be used.");
        RuleFor(f => f.HelpedFrom).PlausibleDay();
        RuleFor(f => f.HelpedTo).PlausibleDay();
    }
}

/// <summary>The rows of the register, for whoever lists, searches or exports them: those of the caller's schools and no others.</summary>
internal sealed class CircumstanceRows(ModuleDatabase<CasesModule> database, PersonalData personal, IDirectory directory, Permit permit)
{
    public const int LongestSearch = 200;

    private const string Matches = """
        from cases.circumstances_v1 c
        where c.school_id = any (@schools) and (@school::uuid is null or c.school_id = @school) and (@classDigest::bigint is null or c.class_digest = @classDigest) and c.search_words @> @words
          and exists (select from cases.circumstance_listings_v1 l where l.id = c.id
            and (@groupCode::varchar is null or l.group_code = @groupCode) and (@disaster::uuid is null or l.disaster_id = @disaster) and (@ended::boolean is null or (l.ends_on is not null) = @ended)
            and (@helped::boolean is null or @helped = exists (select from cases.circumstance_supports_v1 s where s.id = l.id and s.status = 'Given' and (s.listing is null or s.listing = l.number)
              and (@helpedFrom::date is null or s.on_day >= @helpedFrom) and (@helpedTo::date is null or s.on_day <= @helpedTo))))
        """;

    public ValueTask<NpgsqlConnection> Open(CancellationToken ct) => database.Open(ct);

    /// <param name="words">Each has to occur in the pupil's name, class or code; case, diacritics and order make no difference.</param>
    public async Task<Selection> Select(CircumstanceFilter filter, string? words, CancellationToken ct) => new(
        new DynamicParameters(new
        {
            schools = permit.OrganisationsAs(Relation.OwnOrganisation),
            school = filter.School,
            classDigest = await Pupil.ClassDigest(personal, filter.ClassName, ct),
            words = await personal.Words(Pupil.NameWords, words?.Replace('\0', ' '), ct),
            groupCode = filter.Group,
            disaster = filter.Disaster,
            ended = filter.Ended,
            helped = filter.Helped,
            helpedFrom = filter.HelpedFrom,
            helpedTo = filter.HelpedTo,
        }),
        personal, (await directory.Organisations(ct)).ToDictionary(o => o.Id, o => o.Name));

    public sealed class Selection(DynamicParameters parameters, PersonalData personal, Dictionary<Guid, string> schools)
    {
        public Task<long> Count(NpgsqlConnection connection, CancellationToken ct) =>
            connection.ExecuteScalarAsync<long>(new CommandDefinition($"select count(*) {Matches}", parameters, cancellationToken: ct));

        /// <returns>The rows, latest entry first, and where the next page begins; null at the end.</returns>
        public async Task<(IReadOnlyList<ListCircumstances.Row> Rows, CaseCursor? Next)> Page(NpgsqlConnection connection, CaseCursor? after, int limit, CancellationToken ct)
        {
            var asked = new DynamicParameters(parameters);
            asked.AddDynamicParams(new { cursorAt = after?.At, cursorId = after?.Id, limit = limit + 1 });
            var found = (await connection.QueryAsync<(Guid Id, Guid SchoolId, string? Pupil, DateTime EnteredAt, long Version)>(new CommandDefinition($"""
                select c.id, c.school_id, c.pupil, c.entered_at, c.version
                {Matches} and (@cursorAt::timestamptz is null or (c.entered_at, c.id) < (@cursorAt, @cursorId))
                order by c.entered_at desc, c.id desc limit @limit
                """, asked, cancellationToken: ct))).ToList();
            var shown = found.Take(limit).ToList();
            var ids = shown.Select(row => row.Id).ToArray();
            var listings = (await connection.QueryAsync<(Guid Id, int Number, string Group, string? SubType, Guid? DisasterId, DateOnly From, DateOnly? EndsOn)>(new CommandDefinition(
                "select id, number, group_code, sub_type, disaster_id, since, ends_on from cases.circumstance_listings_v1 where id = any (@ids) order by number", new { ids }, cancellationToken: ct))).ToLookup(l => l.Id);
            asked.AddDynamicParams(new { ids });
            var supports = (await connection.QueryAsync<(Guid Id, string Status, int Times, DateOnly? Last, decimal? Dong)>(new CommandDefinition("""
                select id, status, count(*)::int, max(on_day), sum(amount) from cases.circumstance_supports_v1
                where id = any (@ids) and (status <> 'Given' or ((@helpedFrom::date is null or on_day >= @helpedFrom) and (@helpedTo::date is null or on_day <= @helpedTo))) group by id, status
                """, asked, cancellationToken: ct))).ToDictionary(s => (s.Id, s.Status));
            var keys = await personal.ReaderOf(ids, Whose.Child, ct);
            return ([.. shown.Select(row =>
            {
                var pupil = PersonalData.Reveal<Pupil>(keys, row.Id, Whose.Child, CircumstanceProjection.PupilPlace, row.Pupil);
                var given = supports.GetValueOrDefault((row.Id, "Given"));
                return new ListCircumstances.Row(row.Id, row.SchoolId, schools.GetValueOrDefault(row.SchoolId, ""), pupil?.Name, pupil?.BornOn, pupil?.ClassName,
                    [.. listings[row.Id].Select(l => new ListCircumstances.Listed(l.Number, l.Group, l.SubType, l.DisasterId, l.From, l.EndsOn))],
                    given.Times, given.Last, (long)(given.Dong ?? 0), supports.GetValueOrDefault((row.Id, "Planned")).Times, row.EnteredAt.ToInstant(), row.Version);
            })], found.Count > limit ? new CaseCursor(0, shown[^1].EnteredAt.ToInstant(), shown[^1].Id) : null);
        }
    }
}
