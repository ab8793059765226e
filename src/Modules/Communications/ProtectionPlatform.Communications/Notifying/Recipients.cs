using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Messaging;
using ProtectionPlatform.BuildingBlocks.Time;

namespace ProtectionPlatform.Communications.Notifying;

/// <summary>Who is told of what. People are asked of the directory at the moment of the message, so those who left are not among them.</summary>
internal sealed class Recipients(IDirectory directory, Exclusions exclusions, TimeProvider clock, CancellationToken ct)
{
    public static Recipients For(MessageContext context) =>
        new(context.Services.GetRequiredService<IDirectory>(), context.Services.GetRequiredService<Exclusions>(), context.Services.GetRequiredService<TimeProvider>(), context.Cancelled);

    /// <summary>
    /// A report: those who receive it at the school, and its principal when a child is in danger now. A report that names no school,
    /// or a school where nobody holds these roles, must still reach somebody: the department.
    /// </summary>
    public async Task<IReadOnlyList<Person>> OfReport(Guid? schoolId, bool immediateDanger)
    {
        if (schoolId is not { } school) return await Department();
        var people = await At(school, immediateDanger ? [Role.FocalPerson, Role.SocialWorker, Role.Principal] : [Role.FocalPerson, Role.SocialWorker]);
        if (people.Count == 0) people = await At(school, Role.Principal);
        return people.Count > 0 ? people : await Department();
    }

    /// <summary>A clock: who is responsible (or all social workers of the school while nobody is) and the focal person; the principal too once it ran out.</summary>
    public async Task<IReadOnlyList<Person>> OfClock(Guid caseId, Guid? schoolId, Guid? assigneeId, bool overdue)
    {
        var assignee = assigneeId is { } id ? await directory.Person(id, ct) : null;
        if (assignee is { Memberships.Count: 0 } || (assignee is not null && (await exclusions.PeopleKeptFrom(caseId, ct)).Contains(assignee.Id))) assignee = null;
        if (schoolId is not { } school) return assignee is null ? await Department() : [assignee];
        var roles = new List<Role> { Role.FocalPerson };
        if (assignee is null) roles.Add(Role.SocialWorker);
        if (overdue) roles.Add(Role.Principal);
        var people = await At(school, [.. roles]);
        return assignee is null ? people : [assignee, .. people];
    }

    /// <summary>A plan: the principal of the school, and the commune's officers when an authority decides with them.</summary>
    public async Task<IReadOnlyList<Person>> OfPlan(Guid? schoolId, Guid? authorityId) =>
    [
        .. schoolId is { } school ? await At(school, Role.Principal) : [],
        .. authorityId is { } authority ? await At(authority, Role.CommuneOfficer) : [],
    ];

    /// <summary>A proposal to take a concern no further: the second pair of eyes at the school.</summary>
    public Task<IReadOnlyList<Person>> OfTriage(Guid? schoolId) => OfSecondPerson(schoolId, Role.FocalPerson, Role.Principal);

    /// <summary>Those at the school who may be the second person; the department while the case belongs to none.</summary>
    public async Task<IReadOnlyList<Person>> OfSecondPerson(Guid? schoolId, params Role[] roles) => schoolId is { } school ? await At(school, roles) : await Department();

    /// <summary>Urgent access: the focal person of the school, or the principal where there is none.</summary>
    public async Task<IReadOnlyList<Person>> OfUrgentAccess(Guid? schoolId) =>
        schoolId is not { } school ? await Department() : await At(school, Role.FocalPerson) is { Count: > 0 } focal ? focal : await At(school, Role.Principal);

    public Task<IReadOnlyList<Person>> DataProtectionOfficers() => directory.PeopleAnywhere([Role.DataProtectionOfficer], ct).AsTask();

    public Task<IReadOnlyList<Person>> OfProvider(Guid providerId) => At(providerId, Role.Partner);

    public async Task<IReadOnlyList<Person>> Only(Guid personId) =>
        await directory.Person(personId, ct) is { Memberships.Count: > 0 } person ? [person] : [];

    private async Task<IReadOnlyList<Person>> At(Guid organisationId, params Role[] roles) => await directory.PeopleAt(organisationId, roles, ct);

    private async Task<IReadOnlyList<Person>> Department()
    {
        var today = clock.Now().VietNamDay();
        var people = new List<Person>();
        foreach (var department in (await directory.Organisations(ct)).Where(o => o.Kind == OrganisationKind.ProvinceDepartment && o.IsValidOn(today)))
            people.AddRange(await At(department.Id, Role.DepartmentOfficer));
        return people;
    }
}
