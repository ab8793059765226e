using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>Somebody to be told.</summary>
/// <param name="InsteadOf">Whom they stand in for: the notice is for that person's role.</param>
internal sealed record Recipient(Person Person, Guid? InsteadOf = null);

/// <summary>Who is told of what. People are asked of the directory at the moment of the message, so those who left are not among them; whoever stands in for one of them is.</summary>
internal sealed class Recipients(IDirectory directory, Exclusions exclusions, TimeProvider clock, CancellationToken ct)
{
    public static Recipients For(MessageContext context) =>
        new(context.Services.GetRequiredService<IDirectory>(), context.Services.GetRequiredService<Exclusions>(), context.Services.GetRequiredService<TimeProvider>(), context.Cancelled);

    /// <summary>
    /// A report: those who receive it at the school, and its principal when a child is in danger now. A report that names no school,
    /// or a school where nobody holds these roles, must still reach somebody: the department.
    /// </summary>
    public async Task<IReadOnlyList<Recipient>> OfReport(Guid? schoolId, bool immediateDanger)
    {
        if (schoolId is not { } school) return await Department();
        var people = await At(school, immediateDanger ? [Role.FocalPerson, Role.SocialWorker, Role.Principal] : [Role.FocalPerson, Role.SocialWorker]);
        if (people.Count == 0) people = await At(school, Role.Principal);
        return people.Count > 0 ? people : await Department();
    }

    /// <summary>A clock: who is responsible (or all social workers of the school while nobody is) and the focal person; the principal too once it ran out.</summary>
    public async Task<IReadOnlyList<Recipient>> OfClock(Guid caseId, Guid? schoolId, Guid? assigneeId, bool overdue)
    {
        var assignee = assigneeId is { } id ? await directory.Person(id, ct) : null;
        if (assignee is { Memberships.Count: 0 } || (assignee is not null && (await exclusions.PeopleKeptFrom(caseId, ct)).Contains(assignee.Id))) assignee = null;
        if (schoolId is not { } school) return assignee is null ? await Department() : [new(assignee)];
        var roles = new List<Role> { Role.FocalPerson };
        if (assignee is null) roles.Add(Role.SocialWorker);
        if (overdue) roles.Add(Role.Principal);
        var people = await At(school, [.. roles]);
        // Nobody at the school holds these roles: the clock must still reach somebody.
        if (assignee is null && people.Count == 0) return await Department();
        return assignee is null ? people : [new(assignee), .. await InsteadOf(assignee, school), .. people];
    }

    public async Task<IReadOnlyList<Recipient>> OfPrincipal(Guid? schoolId) => schoolId is { } school ? await At(school, Role.Principal) : [];

    /// <summary>The officers of the province department above a school; of every one where it belongs to none.</summary>
    public async Task<IReadOnlyList<Recipient>> Above(Guid? schoolId)
    {
        var organisations = (await directory.Organisations(ct)).ToDictionary(o => o.Id);
        for (var place = schoolId; place is { } id && organisations.TryGetValue(id, out var here); place = here.ParentId)
            if (here.Kind == OrganisationKind.ProvinceDepartment) return await At(here.Id, Role.DepartmentOfficer);
        return await Department();
    }

    /// <summary>A plan: the principal of the school, and the commune's officers when an authority decides with them.</summary>
    public async Task<IReadOnlyList<Recipient>> OfPlan(Guid? schoolId, Guid? authorityId) =>
    [
        .. schoolId is { } school ? await At(school, Role.Principal) : [],
        .. authorityId is { } authority ? await At(authority, Role.CommuneOfficer) : [],
    ];

    /// <summary>A proposal to take a concern no further: the second pair of eyes at the school.</summary>
    public Task<IReadOnlyList<Recipient>> OfTriage(Guid? schoolId) => OfSecondPerson(schoolId, Role.FocalPerson, Role.Principal);

    /// <summary>Those at the school who may be the second person; the department while the case belongs to none.</summary>
    public async Task<IReadOnlyList<Recipient>> OfSecondPerson(Guid? schoolId, params Role[] roles) => schoolId is { } school ? await At(school, roles) : await Department();

    /// <summary>Urgent access: the focal person of the school, or the principal where there is none.</summary>
    public async Task<IReadOnlyList<Recipient>> OfUrgentAccess(Guid? schoolId) =>
        schoolId is not { } school ? await Department() : await At(school, Role.FocalPerson) is { Count: > 0 } focal ? focal : await At(school, Role.Principal);

    public async Task<IReadOnlyList<Recipient>> DataProtectionOfficers() => [.. (await directory.PeopleAnywhere([Role.DataProtectionOfficer], ct)).Select(person => new Recipient(person))];

    public Task<IReadOnlyList<Recipient>> OfProvider(Guid providerId) => At(providerId, Role.Partner);

    public async Task<IReadOnlyList<Recipient>> Only(Guid personId) =>
        await directory.Person(personId, ct) is { Memberships.Count: > 0 } person ? [new(person)] : [];

    /// <summary>One person, and whoever acts for them at the school.</summary>
    public async Task<IReadOnlyList<Recipient>> OneAt(Guid personId, Guid? schoolId) =>
        await directory.Person(personId, ct) is { Memberships.Count: > 0 } person ? [new(person), .. schoolId is { } school ? await InsteadOf(person, school) : []] : [];

    private async Task<IReadOnlyList<Recipient>> At(Guid organisationId, params Role[] roles) =>
    [
        .. (await directory.PeopleAt(organisationId, roles, ct)).Select(person => new Recipient(person)),
        .. (await directory.StandInsAt(organisationId, roles, ct)).Select(held => new Recipient(held.Person, held.AbsentId)),
    ];

    private async Task<IEnumerable<Recipient>> InsteadOf(Person person, Guid organisationId) =>
        (await directory.StandInsAt(organisationId, [.. person.Memberships.Select(m => m.Role).Distinct()], ct)).Where(held => held.AbsentId == person.Id).Select(held => new Recipient(held.Person, held.AbsentId));

    private async Task<IReadOnlyList<Recipient>> Department()
    {
        var today = clock.Now().VietNamDay();
        var people = new List<Recipient>();
        foreach (var department in (await directory.Organisations(ct)).Where(o => o.Kind == OrganisationKind.ProvinceDepartment && o.IsValidOn(today)))
            people.AddRange(await At(department.Id, Role.DepartmentOfficer));
        return people;
    }
}
