using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ProtectionPlatform.Access.Directories;
using ProtectionPlatform.Access.Web;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;

namespace ProtectionPlatform.Access.Organisations;

/// <summary>One organisation over time: its names and parents, what it came from and what came after it.</summary>
internal static class ReadOrganisation
{
    /// <param name="ValidTo">The last day, included; null while it exists.</param>
    /// <param name="Periods">What it was called and under whom it stood, the newest first.</param>
    /// <param name="Above">Those above it today, or on its last day; the nearest first.</param>
    /// <param name="Beneath">Those directly beneath it today, or on its last day.</param>
    public sealed record OrganisationDetail(Guid Id, string Code, string Name, OrganisationKind Kind, DateOnly ValidFrom, DateOnly? ValidTo,
        IReadOnlyList<OrganisationPeriod> Periods, IReadOnlyList<OrganisationRef> Above, IReadOnlyList<OrganisationRef> Beneath,
        IReadOnlyList<OrganisationRef> Predecessors, IReadOnlyList<OrganisationRef> Successors);

    /// <param name="Parent">With the name it had on the first of these days.</param>
    public sealed record OrganisationPeriod(string Name, OrganisationRef? Parent, DateOnly ValidFrom, DateOnly? ValidTo, string? Phone, string? Email);

    public sealed record OrganisationRef(Guid Id, string Code, string Name, OrganisationKind Kind, DateOnly ValidFrom, DateOnly? ValidTo);

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/{id:guid}", Handle)
        .Reads<OrganisationDetail>("readOrganisation", "Một tổ chức / One organisation", "Its names and parents over time, predecessors, successors, and what stands above and beneath it.");

    private static async Task<IResult> Handle(Guid id, PlatformDirectory directory, TimeProvider clock, CancellationToken ct)
    {
        var register = await directory.Register(ct);
        if (register.All.FirstOrDefault(history => history.Id == id) is not { } it) return AccessRules.Refused(Problems.NotFound);
        var today = clock.Now().VietNamDay();
        var day = it.To is { } to && to < today ? to : it.From > today ? it.From : today;
        var above = new List<OrganisationRef>();
        for (var one = register.Find(it.Around(day).Parent); one is not null && above.All(known => known.Id != one.Id); one = register.Find(one.Around(day).Parent)) above.Add(Ref(one, day));
        return TypedResults.Ok(new OrganisationDetail(it.Id, it.Code, it.Around(day).Name, it.Kind, it.From, it.To,
            [.. it.Lines.Reverse().Select(line => new OrganisationPeriod(line.Name, register.Find(line.Parent) is { } parent ? Ref(parent, line.From) : null, line.From, line.To, line.Phone, line.Email))],
            above,
            [.. Refs(register.All.Where(other => other.On(day)?.Parent == it.Code), _ => day)],
            [.. Refs(register.All.Where(other => other.Successors.Contains(it.Code)), other => other.To ?? day)],
            [.. Refs(it.Successors.Select(register.Find).OfType<OrganisationHistory>(), _ => it.To?.AddDays(1) ?? day)]));
    }

    private static IEnumerable<OrganisationRef> Refs(IEnumerable<OrganisationHistory> these, Func<OrganisationHistory, DateOnly> day) =>
        these.Select(one => Ref(one, day(one))).OrderBy(one => one.Name, PlatformDirectory.ByName);

    private static OrganisationRef Ref(OrganisationHistory it, DateOnly day) => new(it.Id, it.Code, it.Around(day).Name, it.Kind, it.From, it.To);
}
