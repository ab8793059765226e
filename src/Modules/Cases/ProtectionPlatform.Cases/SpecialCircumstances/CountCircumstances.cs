using Dapper;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Storage;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Cases.SpecialCircumstances;

/// <summary>How many pupils stand under each group now, and how many of them were helped. From outside a school without small cells.</summary>
internal static class CountCircumstances
{
    /// <param name="Listed">Pupils; null when there are one to four and the caller is not of the school.</param>
    /// <param name="Helped">Of them; null when that would single somebody out.</param>
    public sealed record Group(string Code, long? Listed, long? Helped, long? NotHelped);

    public sealed record School(Guid SchoolId, string SchoolName, IReadOnlyList<Group> Groups);

    public sealed record Query(Guid? Disaster, DateOnly? HelpedFrom, DateOnly? HelpedTo, long? Position) : IRequest<Page<School>>;

    public static void Map(IEndpointRouteBuilder circumstances) => circumstances
        .MapGet("/counts", (Guid? disaster, DateOnly? helpedFrom, DateOnly? helpedTo, long? position, IMediator send, CancellationToken ct) => send.Send(new Query(disaster, helpedFrom, helpedTo, position), ct))
        .Reads<Page<School>>("countCircumstances", "Đếm theo nhóm hoàn cảnh / Counts by group",
            "Pupils under each group and helped within the period, school by school. The school's own people see all figures; a commune or department those of the schools beneath it, without those of one to four pupils.");

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.HelpedFrom).PlausibleDay();
            RuleFor(q => q.HelpedTo).PlausibleDay();
        }
    }

    internal sealed class Handler(ModuleDatabase<CasesModule> database, SubscriptionRunner subscriptions, IDirectory directory, Permit permit) : IRequestHandler<Query, Page<School>>
    {
        public async Task<Page<School>> Handle(Query request, CancellationToken cancellationToken)
        {
            await subscriptions.ReadOwnWrite(CircumstanceProjection.Name, request.Position, cancellationToken);
            var all = await directory.Organisations(cancellationToken);
            var own = permit.OrganisationsAs(Relation.OwnOrganisation);
            var schools = own.Union(Organisation.WithAllBeneath(permit.OrganisationsAs(Relation.OrganisationAbove), all)).ToArray();
            await using var connection = await database.Open(cancellationToken);
            var rows = await connection.QueryAsync<(Guid School, string Group, long Listed, long Helped)>(new CommandDefinition("""
                select c.school_id, l.group_code, count(distinct c.id), count(distinct c.id) filter (where exists (
                  select from cases.circumstance_supports_v1 s where s.id = l.id and s.status = 'Given' and (s.listing is null or s.listing = l.number)
                    and (@HelpedFrom::date is null or s.on_day >= @HelpedFrom) and (@HelpedTo::date is null or s.on_day <= @HelpedTo)))
                from cases.circumstances_v1 c join cases.circumstance_listings_v1 l on l.id = c.id
                where c.school_id = any (@schools) and l.ends_on is null and (@Disaster::uuid is null or l.disaster_id = @Disaster)
                group by c.school_id, l.group_code
                """, new { schools, request.HelpedFrom, request.HelpedTo, request.Disaster }, cancellationToken: cancellationToken));
            var places = CircumstanceCodes.Table.Groups.Select((group, place) => (group.Code, place)).ToDictionary(it => it.Code, it => it.place);
            var names = all.ToDictionary(o => o.Id, o => o.Name);
            return new Page<School>([.. rows.GroupBy(row => row.School).Select(school => new School(school.Key, names.GetValueOrDefault(school.Key, ""),
                [.. school.OrderBy(row => places.GetValueOrDefault(row.Group)).Select(row => Shown(row.Group, row.Listed, row.Helped, own.Contains(school.Key)))])).OrderBy(school => school.SchoolName, StringComparer.Ordinal)], null);
        }
    }

    internal static Group Shown(string code, long listed, long helped, bool own) =>
        own ? new(code, listed, helped, listed - helped)
        : IsSmall(listed) ? new(code, null, null, null)
        : IsSmall(helped) || IsSmall(listed - helped) ? new(code, listed, null, null)
        : new(code, listed, helped, listed - helped);

    private static bool IsSmall(long number) => number is > 0 and < 5;
}
