using ProtectionPlatform.BuildingBlocks.Access;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Specs.Cases;

/// <summary>Small named makers of what a case is told.</summary>
internal static class A
{
    public static readonly Guid CaseId = Id(1);
    public static readonly Guid School = Id(2);
    public static readonly Guid OtherSchool = Id(3);
    public static readonly Guid Commune = Id(4);
    public static readonly Guid Department = Id(5);
    public static readonly Guid FormerDistrict = Id(6);

    public static readonly Actor SocialWorker = Person(11, "Nhân viên CTXH", Role.SocialWorker);
    public static readonly Actor Counsellor = Person(12, "Tư vấn viên", Role.Counsellor);
    public static readonly Actor FocalPerson = Person(13, "Cán bộ đầu mối", Role.FocalPerson);
    public static readonly Actor Principal = Person(14, "Hiệu trưởng", Role.Principal);
    public static readonly Actor CommuneOfficer = new(Id(15), "Cán bộ xã", [new(Role.CommuneOfficer, Commune)]);
    public static readonly Actor DepartmentOfficer = new(Id(16), "Cán bộ sở", [new(Role.DepartmentOfficer, Department)]);

    /// <summary>Works with cases here, but is the principal of another school only.</summary>
    public static readonly Actor PrincipalElsewhere = new(Id(17), "Hiệu trưởng trường khác", [new(Role.SocialWorker, School), new(Role.Principal, OtherSchool)]);

    /// <summary>Wednesday 4 March 2026, 08:00 in Viet Nam: a week without holidays.</summary>
    public static readonly DateTimeOffset Start = At("2026-03-04 08:00");

    /// <summary>An hour later: when decisions are taken, unless a test says otherwise.</summary>
    public static readonly DateTimeOffset Now = Start.AddHours(1);

    public static readonly Organisation[] Organisations =
    [
        new(Department, "Sở", OrganisationKind.ProvinceDepartment, null, new(2000, 1, 1), null, []),
        new(Commune, "UBND xã", OrganisationKind.CommuneCommittee, Department, new(2025, 7, 1), null, []),
        new(FormerDistrict, "Phòng GD&ĐT huyện", OrganisationKind.DistrictOffice, Department, new(2000, 1, 1), new(2025, 6, 30), [Commune]),
        new(School, "Trường A", OrganisationKind.School, Commune, new(2000, 1, 1), null, []),
        new(OtherSchool, "Trường B", OrganisationKind.School, Commune, new(2000, 1, 1), null, []),
    ];

    /// <summary>An instant by the clock on the wall in Viet Nam.</summary>
    public static DateTimeOffset At(string vietNamTime) =>
        new DateTimeOffset(DateTime.Parse(vietNamTime, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(7)).ToUniversalTime();

    public static Moment Moment(Actor by, DateTimeOffset? at = null, DeadlineRules? rules = null) => new(by, at ?? Now, rules ?? DeadlineRules.Initial, Organisations);

    public static Person Colleague(Role role, Guid at) => new(Id(20), "Đồng nghiệp", null, [new(role, at)]);

    // ---- reports ----

    public static ReportForm Form(ConcernKind? kind = ConcernKind.Abused, IReadOnlyList<IncidentType>? types = null, DateOnly? born = null, int? age = null) =>
        new(ReportChannel.InPerson, "Chuyện đã xảy ra.", Start.AddMinutes(-10), ConcernKind: kind, IncidentTypes: types,
            Child: born is null && age is null ? null : new ChildDetails(DateOfBirth: born, EstimatedAge: age));

    public static object Report(ReportForm? form = null, Guid? school = null, bool received = true) =>
        new ConcernReported(Id(30), "BT-AAAAA-BBBBB", received ? null : "hash", form ?? Form(), school ?? School, Anonymous: !received,
            received ? new PersonRef(SocialWorker.UserId, SocialWorker.DisplayName) : null);

    public static object ReportWithoutSchool() => new ConcernReported(Id(30), "BT-AAAAA-BBBBB", "hash", Form(), null, true, null);

    public static object Clock(string code, DateTimeOffset? start = null, int number = 1, RiskLevel? risk = null) =>
        DeadlineRules.Initial.Start(CaseId, code, number, start ?? Start, start ?? Start, risk, new("BT-AAAAA-BBBBB", School, null, [School, Commune, Department]));

    // ---- steps ----

    public static object Triaged(params Track[] tracks) => new CaseTriaged(tracks.Length > 0 ? tracks : [Track.ChildProtection], "Có dấu hiệu.");

    public static object Proposed(TriageDecision decision = TriageDecision.Unfounded) => new TriageClosureProposed(decision, "Không có căn cứ.", "BT-AAAAA-BBBBB", School);

    public static object Notified() => new AuthorityNotified(1, RecipientKind.Commune, Commune, "UBND xã", NotificationChannel.Phone, "Trực ban", null, null, PerformedBy.School, Start);

    public static Dictionary<string, RiskLevel> Answers(string form, RiskLevel harm = RiskLevel.Medium, RiskLevel protection = RiskLevel.Medium) =>
        ReferenceData.Template(Enum.Parse<AssessmentForm>(form)).Rows.ToDictionary(r => r.Code, r => r.Table == "A" ? harm : protection);

    public static object Assessed(string form = "Form02", RiskLevel computed = RiskLevel.Medium, RiskLevel? officer = null, bool emergency = false, int number = 1) =>
        new RiskAssessed(number, Enum.Parse<AssessmentForm>(form), PerformedBy.School, "2026.1", RiskScoring.RuleVersion, Answers(form), new(new(0, 2, 0), new(0, 2, 0)), computed, 4,
            officer ?? computed, null, false, form == "Form02" ? emergency : null, [], null, [], Start);

    public static object Emergency(EmergencyDecision decision = EmergencyDecision.Taken) => new EmergencyDecided(1, decision, null, ["Đưa trẻ tới nơi an toàn"], PerformedBy.Commune, "Lý do", Start);

    public static object Met() => new NeedsMeetingHeld(1, Start, [new("Cán bộ xã", "UBND xã")], [], "Biên bản.", true);

    public static PlanContent Content(IReadOnlyList<PlanGoal>? goals = null, IReadOnlyList<PlanAction>? actions = null, string? opinion = "Con đồng ý.", string? whyNone = null) =>
        new("Tóm tắt", "Mục tiêu", goals ?? [new("An toàn", "Không còn bị đánh")],
            actions ?? [Action(1), Action(2)], opinion, whyNone, null, CaregiverAgreement.Agreed, null);

    public static PlanAction Action(int number, bool due = true) => new(number, "Tham vấn", "50.a", "CTXH", DueOn: due ? new DateOnly(2026, 6, 1) : null);

    public static object Drafted(PlanContent? content = null, int number = 1) => new PlanDrafted(number, content ?? Content());

    public static object Submitted(int number = 1) => new PlanSubmitted(number, "BT-AAAAA-BBBBB", School, SocialWorker.Id, true, Commune);

    public static object Approved(int number = 1) =>
        new Told(new PlanApproved(number, "1/QĐ", new(2026, 3, 4), "Chủ tịch", PerformedBy.Commune, null, "BT-AAAAA-BBBBB", School, Content().Actions), CommuneOfficer);

    /// <summary>The approval with the clocks it starts.</summary>
    public static object[] ApprovedWithClocks(int number = 1)
    {
        var file = Spec.Given(ToSubmitted).File;
        return [Approved(number), .. file.StartActionClocks(file.CurrentPlan!, Start)];
    }

    public static object Progressed(int action, ActionStatus status = ActionStatus.Done, int plan = 1) => new ActionProgressed(plan, action, status, null, Start);

    public static object Reviewed(RiskLevel harm = RiskLevel.Low, bool stable = true, bool safe = true, ReviewConclusion conclusion = ReviewConclusion.Close, bool interim = false)
    {
        var rows = ReferenceData.Template(AssessmentForm.Form06).Rows.Select(r => r.Code).ToList();
        var answers = rows.ToDictionary(r => r, r => r == "A1" ? harm : r[0] == 'A' ? RiskLevel.Low : RiskLevel.High);
        var score = RiskScoring.Compute(rows, answers);
        return new CaseReviewed(1, interim, "2026.1", RiskScoring.RuleVersion, answers, score.Totals, score.Level, score.Rule, new(), safe, stable, conclusion, [], null, null, Start);
    }

    public static object Closed() => new Told(new CaseClosed("Ổn định.", null, School), Principal);

    public static object Referred(ReferralState state = ReferralState.Sent) => new ReferralNoted(Id(40), state, Id(41), 1, Start);

    // ---- a case as far as ... ----

    public static object[] Intake(params Track[] tracks) => [Report(), Triaged(tracks)];

    public static object[] ToReported => [.. Intake(), Notified()];

    public static object[] ToInitialAssessed => [.. ToReported, Assessed()];

    public static object[] ToDetailed => [.. ToInitialAssessed, Assessed("Form03", number: 2), Met()];

    public static object[] ToDrafted => [.. ToDetailed, Drafted()];

    public static object[] ToSubmitted => [.. ToDrafted, Submitted()];

    public static object[] ToApproved => [.. ToSubmitted, Approved()];

    public static object[] ToInProgress => [.. ToApproved, Progressed(1, ActionStatus.Started)];

    public static object[] ToActionsClosed => [.. ToApproved, Progressed(1), Progressed(2, ActionStatus.NotDone)];

    public static object[] ToUnderReview => [.. ToActionsClosed, Reviewed()];

    public static object[] ToClosed => [.. ToUnderReview, Closed()];

    private static Actor Person(int number, string name, Role role) => new(Id(number), name, [new(role, School)]);

    public static Guid Id(int number) => new($"01990000-0000-7000-8000-{number:d12}");
}
