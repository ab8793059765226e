using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.BuildingBlocks.Access.Policy;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Closing;
using ProtectionPlatform.Cases.Deadlines;
using ProtectionPlatform.Cases.Erasing;
using ProtectionPlatform.Cases.Merging;
using ProtectionPlatform.Cases.Planning;
using ProtectionPlatform.Cases.ReadingCases;
using ProtectionPlatform.Cases.Triage;
using static ProtectionPlatform.Specs.Cases.Spec;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Somebody holds the role of a person who is away.</summary>
public sealed class Standing_in_for_somebody_absent
{
    private static readonly Guid[] nothing = [];

    /// <summary>A trainer of the school, who may know of no case by themselves, for its principal.</summary>
    private static Actor Trainer(bool restricted = false, params Guid[] notCases) => new(new("01990000-0000-7000-8000-000000000077"), "Người thay", [new(Role.Trainer, A.School)])
    {
        StandsIn = [Held(A.Principal, restricted, notCases)],
    };

    private static StandIn Held(Actor absent, bool restricted = false, params Guid[] notCases) => new(new(absent.Id, absent.DisplayName), absent.Memberships[0], restricted, notCases);

    private static PersonExcluded Excluded(Actor actor) => new(actor.Id, actor.DisplayName, ExclusionGround.SuspectedPerson, "Trẻ kể.");

    [Fact]
    public void Opens_what_the_absent_person_may_and_not_a_word_more()
    {
        var file = Given(A.ToSubmitted).File;
        foreach (var operation in new[] { "readCase", "decidePlan", "assignCase", "confirmTriage" }) CaseAccess.May(operation, Trainer(), file).ShouldBeTrue(operation);
        CaseAccess.May("decidePlan", Trainer() with { StandsIn = [Held(A.SocialWorker)] }, file).ShouldBeFalse("a social worker does not decide on plans");
        CaseAccess.MaySee(Trainer() with { StandsIn = [] }, file, A.Now).ShouldBeFalse("it ended, or has not begun");
        CaseAccess.MaySee(Trainer() with { StandsIn = [Held(A.PrincipalElsewhere with { Memberships = [new(Role.Principal, A.OtherSchool)] })] }, file, A.Now).ShouldBeFalse("of another school");
    }

    [Fact]
    public void Gives_nothing_to_whoever_does_not_ask_for_it()
    {
        Trainer().IsAny(Role.Principal).ShouldBeFalse();
        Trainer().IsAt(A.School, Role.Principal).ShouldBeFalse();
        Trainer().OrganisationsAs(Role.Principal).ShouldBeEmpty();
    }

    [Fact]
    public void Does_not_open_a_case_the_stand_in_is_excluded_from() =>
        CaseAccess.MaySee(Trainer(), Given([.. A.ToSubmitted, Excluded(Trainer())]).File, A.Now).ShouldBeFalse();

    [Fact]
    public void Does_not_open_a_case_the_absent_person_is_excluded_from_and_leaves_what_is_one_s_own()
    {
        var file = Given([.. A.ToSubmitted, Excluded(A.Principal)]).File;
        CaseAccess.MaySee(Trainer(), file, A.Now).ShouldBeFalse();
        var counsellor = A.Counsellor with { StandsIn = [Held(A.Principal)] };
        CaseAccess.MaySee(counsellor, file, A.Now).ShouldBeTrue("by themselves");
        CaseAccess.May("decidePlan", counsellor, file).ShouldBeFalse();
        ReadNextSteps.For(file, counsellor.StandingIn(counsellor.StandsIn[0])).ShouldBeEmpty();
    }

    [Fact]
    public void Does_not_open_through_one_what_is_closed_to_another_they_stand_in_for()
    {
        var file = Given([.. A.ToSubmitted, Excluded(A.Principal)]).File;
        CaseAccess.MaySee(Trainer() with { StandsIn = [Held(A.FocalPerson), Held(A.Principal)] }, file, A.Now).ShouldBeFalse();
        CaseAccess.MaySee(Trainer() with { StandsIn = [Held(A.FocalPerson)] }, file, A.Now).ShouldBeTrue();
    }

    [Fact]
    public void Includes_the_restricted_part_only_when_the_absent_person_said_so_and_counselling_notes_never()
    {
        var file = Given(A.ToSubmitted).File;
        CaseAccess.May("readRestricted", Trainer(), file).ShouldBeFalse();
        CaseAccess.May("readRestricted", Trainer(restricted: true), file).ShouldBeTrue();
        var forTheCounsellor = Trainer() with { StandsIn = [Held(A.Counsellor, restricted: true)] };
        CaseAccess.MaySee(forTheCounsellor, file, A.Now).ShouldBeTrue();
        foreach (var operation in new[] { "readCounsellingNotes", "writeCounsellingNote" }) CaseAccess.May(operation, forTheCounsellor, file).ShouldBeFalse(operation);
    }

    [Fact]
    public void Includes_the_restricted_part_of_the_cases_assigned_to_the_absent_person()
    {
        var file = Given([.. A.Intake(), new CaseAssigned(A.SocialWorker.Id, A.SocialWorker.DisplayName)]).File;
        CaseAccess.May("readRestricted", Trainer() with { StandsIn = [Held(A.SocialWorker, restricted: true)] }, file).ShouldBeTrue();
        CaseAccess.May("readRestricted", Trainer() with { StandsIn = [Held(A.Counsellor, restricted: true)] }, file).ShouldBeFalse("it is not the counsellor's");
    }

    [Fact]
    public void Counts_as_one_s_own_doing_where_one_s_own_role_is_enough()
    {
        var row = AccessPolicy.For("readCase");
        var counsellor = A.Counsellor with { StandsIn = [Held(A.Principal)] };
        var file = Given(A.ToSubmitted).File;
        row.Standings(counsellor).First(standing => CaseAccess.MayAs(row, standing, file)).ActingFor.ShouldBeNull();
        AccessPolicy.For("decidePlan").Standings(counsellor).First(standing => CaseAccess.MayAs(AccessPolicy.For("decidePlan"), standing, file)).ActingFor.ShouldBe(new(A.Principal.Id, A.Principal.DisplayName));
    }

    [Fact]
    public void Is_found_by_the_list_as_by_the_predicate()
    {
        var see = CaseAccess.Parameters(CaseAccess.Reading, Trainer(false, A.CaseId), nothing);
        see.Schools.ShouldBeEmpty();
        see.HeldSchools.ShouldBe([A.School]);
        see.HeldHidden.ShouldBe([A.CaseId]);
        see.ActingFor!.Id.ShouldBe(A.Principal.Id);
        CaseAccess.Parameters(CaseAccess.Reading, A.Counsellor with { StandsIn = [Held(A.Principal)] }, nothing).ActingFor.ShouldBeNull("it adds nothing to the list");
    }
}

/// <summary>Two people are two people, also where one of them acts for another: nobody is behind both what was proposed and what is decided on it.</summary>
public sealed class Two_people_where_one_acts_for_another
{
    private static readonly ActingFor anna = new(new("01990000-0000-7000-8000-0000000000a1"), "Người vắng mặt");

    /// <summary>A second person of every kind there is in a case: principal, focal person and commune at once.</summary>
    private static readonly Membership[] allowed = [new(Role.Principal, A.School), new(Role.FocalPerson, A.School), new(Role.SocialWorker, A.School), new(Role.CommuneOfficer, A.Commune)];

    private static readonly Actor absent = new(anna.Id, anna.Name, allowed);
    private static readonly Actor standIn = new(new("01990000-0000-7000-8000-0000000000b2"), "Người thay", allowed);
    private static readonly Actor another = new(new("01990000-0000-7000-8000-0000000000c3"), "Người khác", allowed);

    private static Actor ForTheAbsent(Actor who) => who.StandingIn(new(anna, new(Role.Principal, A.School), false, []));

    /// <summary>Who did it, and for whom: alone, for the absent person, the absent person herself, somebody else for her.</summary>
    private static readonly (string Name, Actor Actor)[] people =
        [("B", standIn), ("B for A", ForTheAbsent(standIn)), ("A", absent), ("C for A", ForTheAbsent(another)), ("C", another)];

    private static readonly DeadlineStarted clock = (DeadlineStarted)A.Clock(DeadlineCodes.Report);

    private static readonly DateTimeOffset later = A.At("2029-01-01 00:00");

    /// <summary>Each kind: what led there with its author, and the decision on it.</summary>
    private static readonly Dictionary<string, (Func<Actor, object[]> By, Func<CaseFile, Moment, Decision> Decide)> kinds = new()
    {
        ["TriageClosure"] = (by => [A.Report(), new Told(A.Proposed(), by)], (file, moment) => ConfirmTriage.Decide(file, new(true, "Đã xem."), moment)),
        ["LowerRisk"] = (by => [.. A.ToReported, new Told(A.Assessed(computed: RiskLevel.High, officer: RiskLevel.Low), by)], (file, moment) => ConfirmLowerRisk.Decide(file, new(A.CaseId, 1, new(1), new(true, "Đã xem.")), moment)),
        ["PlanDecision"] = (by => [.. A.ToDetailed, new Told(A.Drafted(), by), A.Submitted()], DecidePlanOf),
        ["PlanDecision, rewritten"] = (by => [.. A.ToDetailed, A.Drafted(), new Told(new PlanRevised(1, A.Content()), by), A.Submitted()], DecidePlanOf),
        ["DeadlineWaiver"] = (by => [.. A.ToReported, clock, new Told(new DeadlineWaiverRequested(Deadline, "Trẻ đang ở viện."), by)], (file, moment) => ConfirmWaiver.Decide(file, new(A.CaseId, Deadline, new(1), new(true, "Đồng ý.")), moment)),
        ["CaseClosure"] = (by => [.. A.ToActionsClosed, new Told(A.Reviewed(), by)], (file, moment) => CloseCase.Decide(file, new(A.CaseId, new(1), new("Ổn định.")), moment)),
        ["Merge"] = (by => [.. A.ToReported, new Told(new MergeProposed(A.Id(70), "BT-CCCCC-DDDDD", "Cùng một trẻ."), by)],
            (file, moment) => ConfirmMerge.Decide(file, Spec.Given(A.ToReported).File with { Id = A.Id(70) }, holds: false, new(true, "Đã xem."), moment)),
        ["Erasure"] = (by => [A.Report(), A.Proposed(), new Told(new TriageClosureConfirmed(TriageDecision.Unfounded, "Đúng."), A.FocalPerson),
                new Told(new ErasureProposed(ErasureScope.Everybody, ErasureGround.RetentionEnded, "Hết hạn.", null, "RT-UNFOUNDED"), by)],
            (file, moment) => DecideErasure.Decide(file, new(true, "Đã xem."), RetentionRules.Initial, moment with { Now = later })),
    };

    private static Guid Deadline => clock.DeadlineId;

    private static Decision DecidePlanOf(CaseFile file, Moment moment) =>
        DecidePlan.Decide(file, new(A.CaseId, 1, new(1), new(PlanOutcome.Approved, "1/QĐ", new DateOnly(2026, 3, 4), "Chủ tịch", PerformedBy.Commune)), moment);

    public static TheoryData<string> Kinds => [.. kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Refuses_whoever_is_behind_both_and_nobody_else(string kind)
    {
        var (by, decide) = kinds[kind];
        foreach (var (author, proposes) in people)
            foreach (var (name, decides) in people)
            {
                var file = Given(by(proposes)).File;
                var same = proposes.UserId == decides.UserId || proposes.UserId == decides.ActingFor?.Id || proposes.ActingFor?.Id == decides.UserId
                    || (proposes.ActingFor is not null && proposes.ActingFor == decides.ActingFor);
                var refusal = decide(file, A.Moment(decides)).Refusal;
                if (same) new[] { CaseRules.SecondPerson.Code, CaseRules.AuthorCannotApprove.Code }.ShouldContain(refusal?.Rule.Code ?? "accepted", $"{kind}: proposed by {author}, decided by {name}");
                else refusal.ShouldBeNull($"{kind}: proposed by {author}, decided by {name}: {refusal?.Rule.Code}");
            }
    }

    [Fact]
    public void Covers_every_kind_an_auditor_watches_in_a_case() =>
        kinds.Keys.Select(kind => kind.Split(',')[0]).Distinct().ShouldBe(["TriageClosure", "Erasure", "LowerRisk", "PlanDecision", "DeadlineWaiver", "CaseClosure", "Merge"], ignoreOrder: true);
}
