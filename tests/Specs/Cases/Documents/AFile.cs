using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.BuildingBlocks.EventStore;
using ProtectionPlatform.BuildingBlocks.Modules;
using ProtectionPlatform.Cases;
using ProtectionPlatform.Cases.AssessingRisk;
using ProtectionPlatform.Cases.Documents;
using ProtectionPlatform.Referrals;

namespace ProtectionPlatform.Specs.Cases.Documents;

/// <summary>The file of a child who never was, with everything in it that a paper can tell.</summary>
internal static class AFile
{
    public const string Informant = "Bà Hàng Xóm Hư Cấu", Shelter = "Nhà Bình Yên Minh Họa, ngõ Không Có";

    private static readonly ServiceProvider registered = new ServiceCollection().AddModules("Host=nowhere", new CasesModule(), new ReferralsModule()).BuildServiceProvider();

    private static ReportForm Report(bool open) => new(
        ReportChannel.InPerson, "Trong giờ ra chơi em kể bị người lớn trong nhà đánh bằng roi.\nEm sợ về nhà.", A.Start.AddMinutes(-10), A.Start.AddDays(-1), A.School, "Tại nhà, thôn Minh Họa",
        [
            new(StatementKind.Seen, "Hai vết bầm ở cánh tay trái."), new(StatementKind.Heard, "Bạn cùng bàn nói em hay khóc."),
            new(StatementKind.SaidByChild, "“Con không muốn về nhà hôm nay.”"), new(StatementKind.Opinion, "Tôi nghĩ việc này đã lặp lại nhiều lần."),
        ],
        ConcernKind.Abused, [IncidentType.Violence, IncidentType.SchoolViolence], ImmediateDanger: true, SuspectedRelation: "Người sống cùng nhà", Witnesses: "Bạn cùng bàn", ToldInPerson: "Hiệu trưởng",
        Child: new ChildDetails("Lê Thị Ví Dụ", new DateOnly(2014, 5, 6), Sex: Sex.Female, ClassName: "6A", PresentState: "Tỉnh táo, lo lắng, ít nói.", PresumedConsequences: "Có thể bị đánh tiếp khi về nhà.",
            FamilyCircumstances: "Sống với mẹ và ông bà ngoại.", Caregiver: "Bà ngoại", SupportGiven: "Giáo viên chủ nhiệm đã trò chuyện với em.", Mother: new("Nguyễn Thị Không Thật", 35, "Công nhân")),
        Informant: open ? new InformantDetails(Informant, "0900 000 731", "Thôn Minh Họa", "Gọi sau 17 giờ.") : null);

    private static readonly PlanContent plan = new(
        "Trẻ bị người lớn trong nhà đánh, sợ về nhà, học giảm sút.", "Trẻ an toàn và ổn định tâm lý.",
        [new("An toàn", "Không còn bị đánh; có người lớn tin cậy đón về"), new("Tâm lý", "Ngủ được, đến lớp đều")],
        [
            new(1, "Tham vấn tâm lý cho trẻ, mỗi tuần một buổi", "50.a", "Trung tâm CTXH Minh Họa", Collaborators: "Tư vấn học đường", Cost: "1.200.000", StartOn: new(2026, 3, 9), DueOn: new(2026, 6, 1), ExpectedResult: "Trẻ bớt lo sợ"),
            new(2, "Tư vấn cho mẹ về nuôi dạy không bạo lực", "50.đ", "Nhân viên CTXH", DueOn: new(2026, 4, 15), ExpectedResult: "Mẹ cam kết"),
        ],
        "Con muốn được học tiếp và ở với bà.", null, "Mẹ đồng ý hợp tác.", CaregiverAgreement.Agreed, "Nhân viên CTXH gặp trẻ mỗi tuần; xã gọi điện mỗi tháng.");

    /// <param name="open">With what needs the second permission, as its readers get it.</param>
    public static CaseFile Told(bool open = false)
    {
        var at = A.Start;
        var facts = new AssessmentFacts("Hai vết bầm ở cánh tay trái.", "Lo lắng, dễ giật mình.", "Buồn, hay khóc.", "Ít chơi với bạn.", "Giảm sút từ tháng 1.",
            "Bị đánh bằng roi ba lần trong tháng; người gây ra còn sống cùng nhà.", "Mẹ làm ca đêm; bà ngoại có thể bảo vệ trẻ.", "Trường gần nhà; có bà ngoại và hàng xóm.", "Con sợ về nhà khi mẹ đi làm.",
            "Gặp trẻ, mẹ, giáo viên chủ nhiệm.", "Nguy cơ cao; đề nghị can thiệp.");
        var review = RiskScoring.Compute(ReferenceData.Template(AssessmentForm.Form06).Rows.Select(r => r.Code), A.Answers("Form06", RiskLevel.Low, RiskLevel.High));
        object[] events =
        [
            new ConcernReported(Guid.Empty, "BT-AAAAA-BBBBB", null, Report(open), A.School, false, new(A.SocialWorker.UserId, A.SocialWorker.DisplayName)),
            new CaseTriaged([Track.ChildProtection, Track.SchoolViolence], "Có dấu hiệu bạo lực."), new CaseAssigned(A.SocialWorker.Id, A.SocialWorker.DisplayName), A.Clock("DL-REPORT"), A.Notified(),
            new RiskAssessed(1, AssessmentForm.Form02, PerformedBy.Commune, "2026.1", RiskScoring.RuleVersion, A.Answers("Form02", RiskLevel.High), new(new(2, 0, 0), new(0, 2, 0)), RiskLevel.High, 1,
                RiskLevel.High, null, true, true, [new("An toàn thể chất", "Đón trẻ về nhà bà ngoại", "UBND xã", "Ngay"), new("Y tế", "Khám tại trạm y tế", "Trạm y tế", "Trong ngày")], null, [], at),
            new EmergencyDecided(1, EmergencyDecision.Taken, "12/QĐ-UBND", ["Đưa trẻ đến nơi tạm lánh."], PerformedBy.Commune, "Đe dọa nghiêm trọng.", at, open ? Shelter : null),
            new RiskAssessed(2, AssessmentForm.Form03, PerformedBy.School, "2026.1", RiskScoring.RuleVersion, A.Answers("Form03", RiskLevel.Medium), new(new(0, 4, 0), new(0, 5, 0)), RiskLevel.High, 4,
                RiskLevel.Medium, "Bà ngoại đã đón trẻ.", false, null, [], facts, [new("Tham vấn tâm lý", RiskLevel.High), new("Hỗ trợ học tập", RiskLevel.Medium)], at),
            new NeedsMeetingHeld(1, at, [new("Trần Văn Chủ Trì", "Phó Chủ tịch UBND xã"), new("Nguyễn Thị Không Thật", "Mẹ")], ["Công an xã"], "Thống nhất hai nhu cầu: an toàn và tâm lý.", true),
            new PlanDrafted(1, plan), A.Submitted(),
            new Told(new PlanApproved(1, "15/QĐ-UBND", new(2026, 3, 6), "Trần Văn Chủ Tịch", PerformedBy.Commune, "Đồng ý.", "BT-AAAAA-BBBBB", A.School, plan.Actions), A.CommuneOfficer),
            A.Referred(), new ActionProgressed(1, 1, ActionStatus.Done, "Tám buổi.", at), new ActionProgressed(1, 2, ActionStatus.NotDone, "Mẹ chuyển ca.", at),
            new CounsellingNoteWritten(1, null, null, [], at), new SchoolAnsweredReporter("Nhà trường đã nhận tin."), new ReporterWrote("Tôi là bà của cháu."),
            new CaseReviewed(1, false, "2026.1", RiskScoring.RuleVersion, A.Answers("Form06", RiskLevel.Low, RiskLevel.High), review.Totals, review.Level, review.Rule,
                new("Khỏe mạnh", "Ngủ được", "Học tiến bộ", "Vui hơn"), true, true, ReviewConclusion.Close, [new(1, "Trẻ bớt lo sợ"), new(2, "Sẽ làm lại sau")], "Con thấy an tâm.", "Gia đình cảm ơn.", at),
            A.Closed(),
        ];
        var spec = Spec.Given(events);
        return open ? spec.File : spec.File with { Restricted = ["informant", "shelterAddress"] };
    }

    public static PaperOf Of(CaseFile file, int? number = null) => new(file, number, A.Now, id => A.Organisations.FirstOrDefault(place => place.Id == id), registered.GetRequiredService<EventWords>(), Lines.Current);

    /// <summary>The newest of its kind, or the only one; a blank where the file holds none.</summary>
    public static Paper Paper(DocumentKind kind, CaseFile file)
    {
        var paper = Papers.Of(kind);
        int? number = paper.Numbers?.Invoke(file) is { Count: > 0 } made ? made[^1].Number : null;
        var printing = new ReadDocument.Printing(file.Reference, 20, kind, number, A.Now, "Nguyễn Thị In Thử", null, false, 128, new byte[32], true);
        return new Paper($"{file.Reference} {kind}", Papers.Write(paper, Of(file, number)), printing.Imprint(Lines.Current));
    }
}
