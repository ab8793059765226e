using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.BuildingBlocks.Web;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.ProcedureLibrary;

namespace ProtectionPlatform.Cases;

/// <summary>Everything a decision about a case needs from outside the case: who, when, under which rules.</summary>
internal sealed record Moment(Actor Actor, DateTimeOffset Now, DeadlineRules Rules, IReadOnlyList<Organisation> Organisations)
{
    /// <summary>Forms and wording in all their versions.</summary>
    public Library Library { get; init; } = Library.Initial;

    /// <summary>The form this case is assessed with.</summary>
    public AssessmentTemplate Form(CaseFile file, AssessmentForm form) => Library.InForce(form, file.LibraryDay(), PlacesOf(file.SchoolId));

    public PersonRef By => new(Actor.UserId, Actor.DisplayName);

    /// <summary>The caller, or whom they act for, is behind what this person did: they are not the second person.</summary>
    public bool IsBehind(PersonRef author) => TwoPeople.Share(author.Behind, Actor.Behind);

    /// <summary>The school of the case and every organisation above it.</summary>
    public IReadOnlyList<Guid> PlacesOf(Guid? schoolId)
    {
        var places = new List<Guid>();
        for (var place = Find(schoolId); place is not null && !places.Contains(place.Id); place = Find(place.ParentId)) places.Add(place.Id);
        return places;
    }

    /// <summary>The province department an organisation stands under, or is; null when there is none.</summary>
    public Guid? DepartmentOf(Guid? id) => PlacesOf(id).Select(place => Find(place)!).FirstOrDefault(place => place.Kind == OrganisationKind.ProvinceDepartment)?.Id;

    public Organisation? Find(Guid? id) => id is null ? null : Organisations.FirstOrDefault(o => o.Id == id);

    /// <summary>Starts a clock of the case under the rules in force now.</summary>
    public IEnumerable<object> StartClock(CaseFile file, string code, DateTimeOffset start, RiskLevel? risk = null, string? about = null) =>
        file.StartClock(Rules, code, start, Now, PlacesOf(file.SchoolId), risk, about);
}

/// <summary>How every slice changes a case: the policy table must allow the caller this step with it, and the version must be the one they saw.</summary>
internal sealed class CaseDesk(Streams<CaseFile> cases, Streams<DeadlineRules> rules, Streams<Library> libraries, IDirectory directory, Permit permit, Hidden hidden, RequestContext request, TimeProvider clock)
{
    /// <param name="version">Null only where the decision holds whatever else changed: it is then taken on the file as it is.</param>
    /// <param name="whileResting">The step is also possible while the file rests in another one; every other step is taken there.</param>
    public async Task<Outcome> Change(Guid caseId, IfMatch? version, Func<CaseFile, Moment, Decision> decide, CancellationToken ct, InlineWrite? inline = null, bool whileResting = false)
    {
        var moment = await Moment(ct);
        var closed = await hidden.Cases(ct);
        return await cases.Change(caseId, version, file => Reaches(file) && !closed.Contains(file.Id), file => file.RestsIn is { } merge && !whileResting
            ? Decision.Refuse(CaseRules.Merged, merge.Event.IntoReference)
            : AsWhoeverCan(file, standing => decide(file, moment with { Actor = standing })), ct, inline);
    }

    /// <summary>The decision of the first standing in which the caller can do it: by themselves, else for somebody absent. When none can, why they cannot by themselves.</summary>
    private Decision AsWhoeverCan(CaseFile file, Func<Actor, Decision> decide)
    {
        Decision? refused = null;
        foreach (var standing in permit.Row.Standings(permit.Actor).Where(standing => CaseAccess.MayAs(permit.Row, standing, file)))
        {
            var decision = decide(standing);
            request.ActingFor = standing.ActingFor;
            if (decision.Refusal is null) return decision;
            refused ??= decision;
        }

        request.ActingFor = null;
        return refused!;
    }

    /// <summary>A case for a step that is not recorded by itself.</summary>
    /// <exception cref="ProblemException">404 or 403.</exception>
    public async Task<CaseFile> Reach(Guid caseId, CancellationToken ct) =>
        await cases.Load(caseId, ct) is { State: var file } && Reaches(file) ? file : throw new ProblemException(Problems.NotFound);

    /// <summary>A case to read; for who may not see it there is none. A read that only an emergency allows is marked as such.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<Loaded<CaseFile>> Read(Guid caseId, CancellationToken ct)
    {
        var loaded = await cases.Load(caseId, ct);
        if (loaded is null || !CaseAccess.MaySee(permit.Actor, loaded.State, clock.Now())) throw new ProblemException(Problems.NotFound);
        // Who is kept out of the file it rests in is kept out of this one from that commit on, before its own history says so.
        if (loaded.State.RestsIn is not null && (await hidden.Cases(ct)).Contains(caseId)) throw new ProblemException(Problems.NotFound);
        var standing = CaseAccess.Reading.Standings(permit.Actor).FirstOrDefault(standing => CaseAccess.MayAs(CaseAccess.Reading, standing, loaded.State));
        request.ActingFor = standing?.ActingFor;
        request.Urgent = standing is null;
        return await IsReporter(loaded, ct) ? Loaded<CaseFile>.Of([.. loaded.Events.Select(AsOneself)])! : loaded;
    }

    /// <summary>Who reported it without being named sees that it was them.</summary>
    private async Task<bool> IsReporter(Loaded<CaseFile> loaded, CancellationToken ct) =>
        loaded.Events[0].ActorName == EventMetadata.Informant
        && (await cases.Load(loaded.State.Id, ct, version: 1, open: Wall.SecondPermission))?.State.Report.ReportedBy?.Id == permit.Actor.UserId;

    private RecordedEvent AsOneself(RecordedEvent happened) => happened is { ActorId: null, ActorName: EventMetadata.Informant }
        ? happened with { Metadata = happened.Metadata! with { ActorId = permit.Actor.UserId, ActorName = permit.Actor.DisplayName } }
        : happened;

    /// <summary>What the caller may not read does not exist for them; what they may read but not change like this is forbidden, whatever its version.</summary>
    public bool Reaches(CaseFile file) =>
        CaseAccess.May(permit.Row, permit.Actor, file) || (CaseAccess.MaySee(permit.Actor, file, clock.Now()) ? throw new ProblemException(Problems.Forbidden) : false);

    public async Task<Moment> Moment(CancellationToken ct) => new(
        permit.Actor, clock.Now(), (await rules.Load(DeadlineRules.StreamId, ct))?.State ?? DeadlineRules.Initial, await directory.Organisations(ct))
    {
        Library = (await libraries.Load(Library.StreamId, ct))?.State ?? Library.Initial,
    };
}
