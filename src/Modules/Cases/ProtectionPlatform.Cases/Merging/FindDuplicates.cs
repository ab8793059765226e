using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Audit.Reading;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.ReadingCases;

namespace ProtectionPlatform.Cases.Merging;

/// <summary>How far two facts about a child agree.</summary>
internal enum Agreement
{
    Unknown,
    Same,

    /// <summary>Part of the name; day and month the other way round.</summary>
    Near,

    Different,
}

/// <summary>What that makes of a case. A person decides; nothing is ever merged by itself.</summary>
internal enum Likeness
{
    /// <summary>Name and birth date agree, or name and class where a birth date is missing.</summary>
    SameChild,

    Possible,

    /// <summary>Same name, other birth date: most likely another child.</summary>
    Namesake,
}

/// <summary>Finds cases the caller may see that may be about the same child, and tells namesakes apart.</summary>
internal static class FindDuplicates
{
    private const int MostShown = 20;

    /// <summary>How many rows that share a word of the name are looked at.</summary>
    private const int MostRead = 500;

    /// <summary>One word in common says nothing, unless it is all that is known of a name: "Thị" is in every third.</summary>
    private const int WordsOfAGivenNameAndClass = 3;

    /// <param name="Ended">It has ended, or rests in another case.</param>
    public sealed record Row(
        Guid CaseId, string Reference, CaseState State, bool Ended, DateTimeOffset OpenedAt, string? SchoolName, string? ChildName, DateOnly? ChildBornOn, string? ClassName, string? AssigneeName,
        Likeness Likeness, Agreement Name, Agreement BirthDate, Agreement Class);

    public sealed record Answer(IReadOnlyList<Row> Items);

    /// <summary>What is known of the child.</summary>
    public sealed record Child(string Name, DateOnly? BornOn = null, string? ClassName = null);

    public sealed record Query(Child Body, Guid? Except) : IRequest<Answer>;

    public sealed record OfCase(Guid CaseId) : IRequest<Answer>;

    public static void Map(IEndpointRouteBuilder cases)
    {
        cases.MapPost("/duplicates", (Json<Child> child, IMediator send, CancellationToken ct) => send.Send(new Query(child.Value, null), ct))
            .Reads<Answer>("findDuplicates", "Tìm ca trùng khi nhập / Find duplicates at entry",
                "Cases the caller may see about a child with this name, whatever its diacritics, case or order. Namesakes, with another birth date, are marked as such. Changes nothing.")
            .ShowsMany<Answer>("case", answer => answer.Items.Select(row => row.CaseId));
        cases.MapGet("/{id:guid}/duplicates", (Guid id, IMediator send, CancellationToken ct) => send.Send(new OfCase(id), ct))
            .Reads<Answer>("listDuplicates", "Ca có thể trùng / Possible duplicates", "The same for the child of a case; none where the child is not named.")
            .ShowsMany<Answer>("case", answer => answer.Items.Select(row => row.CaseId));
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Body.Name).Words(200);
            RuleFor(q => q.Body.BornOn).PlausibleDay();
            RuleFor(q => q.Body.ClassName).Words(50).When(q => q.Body.ClassName is not null);
        }
    }

    internal sealed class Handler(CaseDesk desk, ModuleDatabase<CasesModule> database, PersonalData personal, IDirectory directory, Permit permit, Hidden hidden, RequestContext context)
        : IRequestHandler<Query, Answer>, IRequestHandler<OfCase, Answer>
    {
        public async Task<Answer> Handle(OfCase request, CancellationToken cancellationToken)
        {
            var file = (await desk.Read(request.CaseId, cancellationToken)).State;
            if (!CaseAccess.May(permit.Row, permit.Actor, file)) throw new ProblemException(Problems.Forbidden);
            return file.Report.Report.Child is { FullName: { } name } child && !file.IsErased(ErasureScope.Everybody)
                ? await Handle(new Query(new Child(name, child.DateOfBirth, child.ClassName), file.Id), cancellationToken)
                : new Answer([]);
        }

        public async Task<Answer> Handle(Query request, CancellationToken cancellationToken)
        {
            var see = CaseAccess.Parameters(permit.Row, permit.Actor, await hidden.Cases(cancellationToken));
            context.ActingFor = see.ActingFor;
            await using var connection = await database.Open(cancellationToken);
            var found = (await connection.QueryAsync<Stored>(new CommandDefinition($"""
                select c.case_id as Id, c.reference as Reference, c.state as State, c.ended as Ended, c.opened_at as OpenedAt, c.school_id as SchoolId, c.child as Child, c.assignee_name as AssigneeName
                from cases.caseload_v1 c cross join lateral (select count(*) as shared from unnest(c.search_words) word where word = any (@words)) s
                where {see.MaySee} and c.search_words && @words and c.child is not null and (@Except::uuid is null or c.case_id <> @Except)
                  and (s.shared >= least(2, cardinality(@words)) or cardinality(c.search_words) <= {WordsOfAGivenNameAndClass})
                order by s.shared desc, c.opened_at desc limit {MostRead}
                """, new
            {
                see.Schools,
                see.Authorities,
                see.Hidden,
                see.Opened,
                see.HeldSchools,
                see.HeldAuthorities,
                see.HeldHidden,
                words = await personal.Words(Caseload.NameWords, request.Body.Name, cancellationToken),
                request.Except,
            }, cancellationToken: cancellationToken))).ToList();
            var children = await ListedChild.Of(personal, found.Select(s => s.Id), cancellationToken);
            var schools = (await directory.Organisations(cancellationToken)).ToDictionary(o => o.Id, o => o.Name);
            var rows =
                from stored in found
                let other = children(stored.Id, stored.Child)
                where other?.Name is not null
                let agreed = Compare(request.Body, other)
                let likeness = LikenessOf(agreed.Name, agreed.Birth, agreed.Class)
                where likeness is not null
                orderby likeness, stored.Ended, stored.OpenedAt descending
                select new Row(stored.Id, stored.Reference, Enum.Parse<CaseState>(stored.State), stored.Ended, stored.OpenedAt.ToInstant(), stored.SchoolId is { } school ? schools.GetValueOrDefault(school) : null,
                    other.Name, other.BornOn, other.ClassName, stored.AssigneeName, likeness.Value, agreed.Name, agreed.Birth, agreed.Class);
            return new Answer([.. rows.Take(MostShown)]);
        }
    }

    /// <summary>Names and classes without marks and case, the words of a name in any order.</summary>
    internal static (Agreement Name, Agreement Birth, Agreement Class) Compare(Child child, ListedChild other) =>
        (OfNames(WordsOf(child.Name), WordsOf(other.Name)), OfDays(child.BornOn, other.BornOn), OfClasses(WordsOf(child.ClassName), WordsOf(other.ClassName)));

    internal static Likeness? LikenessOf(Agreement name, Agreement birth, Agreement @class) => (name, birth, @class) switch
    {
        (Agreement.Same, Agreement.Same, _) or (Agreement.Same, Agreement.Unknown, Agreement.Same) => Likeness.SameChild,
        (Agreement.Same, Agreement.Different, _) => Likeness.Namesake,
        (Agreement.Same, _, _) or (Agreement.Near, Agreement.Same, _) or (Agreement.Near, Agreement.Near or Agreement.Unknown, Agreement.Same) => Likeness.Possible,
        _ => null,
    };

    /// <summary>Near: two words in common, or one name is part of the other, such as the given name alone.</summary>
    private static Agreement OfNames(string[] one, string[] other) =>
        one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal)) ? Agreement.Same
        : one.Intersect(other).Count() is var shared && (shared >= 2 || (shared > 0 && shared == Math.Min(one.Length, other.Length) && one[^1] == other[^1])) ? Agreement.Near
        : Agreement.Different;

    private static Agreement OfDays(DateOnly? one, DateOnly? other) => (one, other) switch
    {
        (null, _) or (_, null) => Agreement.Unknown,
        ({ } a, { } b) when a == b => Agreement.Same,
        ({ } a, { } b) when a.Year == b.Year && a.Month == b.Day && a.Day == b.Month => Agreement.Near,
        _ => Agreement.Different,
    };

    private static Agreement OfClasses(string[] one, string[] other) =>
        one.Length == 0 || other.Length == 0 ? Agreement.Unknown : string.Concat(one) == string.Concat(other) ? Agreement.Same : Agreement.Different;

    private static string[] WordsOf(string? text) => SearchText.Fold(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private sealed class Stored
    {
        public Guid Id { get; set; }
        public string Reference { get; set; } = "";
        public string State { get; set; } = "";
        public bool Ended { get; set; }
        public DateTime OpenedAt { get; set; }
        public Guid? SchoolId { get; set; }
        public string? Child { get; set; }
        public string? AssigneeName { get; set; }
    }
}
