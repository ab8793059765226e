using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Deadlines;

namespace ProtectionPlatform.Benchmarks;

/// <summary>A case of the demonstration's school for <see cref="ManyEvents"/>: the procedure up to an approved plan, then what is noted while the plan is carried out.</summary>
internal static class CaseModel
{
    public const string StreamType = "case";

    private const string Reference = "BT-VIDU0-00001";
    private const int Actions = 4;

    /// <param name="events">How many; each happened a minute after the one before, the last one now.</param>
    public static IReadOnlyList<object> Of(int events)
    {
        var start = DateTimeOffset.UtcNow.AddMinutes(-events).TruncateToMicroseconds();
        var file = new List<object>(events);
        var clocks = 0;
        var plan = new PlanContent("Trẻ bị bạo lực gia đình.", "Trẻ an toàn và ổn định.", [new("An toàn", "Không còn bị đánh")],
            [.. Enumerable.Range(1, Actions).Select(n => new PlanAction(n, "Tham vấn hằng tuần cho trẻ và cha mẹ", "50.a", "Nhân viên CTXH", DueOn: new(2099, 12, 31)))],
            "Con muốn được học tiếp.", null, null, CaregiverAgreement.Agreed, null);

        file.Add(new ConcernReported(ManyEvents.OwnId(1), Reference, null, new ReportForm(ReportChannel.InPerson, "Em kể bị người lớn trong nhà đánh.", start,
            ConcernKind: ConcernKind.Abused, IncidentTypes: [IncidentType.Violence], Child: new("Lê Thị Ví Dụ", new(2014, 5, 6), Sex: Sex.Female, ClassName: "6A")),
            DemoIds.BinhCangSchool, Anonymous: false, new PersonRef(DemoIds.SocialWorker, "Nguyễn Thị Ví Dụ")));
        var report = Clock(DeadlineCodes.Report);
        file.Add(new CaseAssigned(DemoIds.SocialWorker, "Nguyễn Thị Ví Dụ"));
        file.Add(new CaseTriaged([Track.ChildProtection], "Có dấu hiệu bạo lực."));
        var initial = Clock(DeadlineCodes.InitialAssessment);
        file.Add(new AuthorityNotified(1, RecipientKind.Commune, DemoIds.Commune, "UBND xã Bình Mẫu", NotificationChannel.Phone, "Cán bộ trực", null, null, PerformedBy.School, Now()));
        Settle(report);
        Assess(AssessmentForm.Form02, number: 1);
        Settle(initial);
        var planning = Clock(DeadlineCodes.Plan);
        Assess(AssessmentForm.Form03, number: 2);
        file.Add(new NeedsMeetingHeld(1, Now(), [new("Cán bộ xã", "UBND xã")], [], "Thống nhất nhu cầu.", ChildHeard: true));
        file.Add(new PlanDrafted(1, plan));
        file.Add(new PlanSubmitted(1, Reference, DemoIds.BinhCangSchool, DemoIds.SocialWorker, ChildProtection: true, DemoIds.Commune));
        file.Add(new PlanApproved(1, "12/QĐ-UBND", new(2026, 3, 4), "Chủ tịch UBND xã", PerformedBy.Commune, null, Reference, DemoIds.BinhCangSchool, plan.Actions));
        Settle(planning);
        while (file.Count < events)
            file.Add(file.Count % 10 == 0
                ? new SchoolAnsweredReporter("Nhà trường đã gặp gia đình và sẽ báo lại vào tuần sau.")
                : new ActionProgressed(1, file.Count % Actions + 1, ActionStatus.Started, "Đúng hẹn, trẻ vui hơn tuần trước.", Now()));
        return file;

        DateTimeOffset Now() => start.AddMinutes(file.Count);

        DeadlineStarted Clock(string code)
        {
            var started = DeadlineRules.Initial.Start(Guid.Empty, code, 1, Now(), Now(), RiskLevel.Medium, new(Reference, DemoIds.BinhCangSchool, DemoIds.SocialWorker, [DemoIds.BinhCangSchool]));
            // Each copy has clocks of its own.
            started = started with { DeadlineId = ManyEvents.OwnId(100 + clocks++) };
            file.Add(started);
            return started;
        }

        void Settle(DeadlineStarted clock) => file.Add(new DeadlineSettled(clock.DeadlineId, clock.Code, Now(), Late: false, Waived: false, null, DemoIds.BinhCangSchool));

        void Assess(AssessmentForm form, int number)
        {
            var rows = ReferenceData.Template(form).Rows.Select(r => r.Code).ToList();
            var answers = rows.ToDictionary(row => row, _ => RiskLevel.Medium);
            var score = RiskScoring.Compute(rows, answers);
            file.Add(new RiskAssessed(number, form, PerformedBy.School, "2026.1", RiskScoring.RuleVersion, answers, score.Totals, score.Level, score.Rule, score.Level, null,
                SeriousHarm: false, form == AssessmentForm.Form02 ? false : null, [], new(Physical: "Vết bầm ở tay.", ChildAccount: "Con sợ về nhà."), [new("Tham vấn tâm lý", RiskLevel.High)], Now()));
        }
    }
}
