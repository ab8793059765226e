using ProtectionPlatform.Access.Demo;
using static Microsoft.Playwright.Assertions;

namespace ProtectionPlatform.EndToEnd.Journey;

/// <summary>A phone without a connection, and two people at one plan.</summary>
public sealed class A_lost_connection(Stage stage) : IClassFixture<Stage>
{
    private const string Told = "Bạn Ví Dụ hay khóc trước giờ ra về.";
    private const string Mine = "Em đi học đều trở lại.";
    private const string Theirs = "Em được đón an toàn mỗi ngày.";

    private readonly Findings findings = new();

    [Fact]
    public async Task Keeps_a_report_on_the_phone_sends_it_later_and_then_gives_the_receipt()
    {
        var informant = await stage.Visitor(findings, 360);
        await informant.Open("/bao-tin");
        await informant.Page.EvaluateAsync("() => navigator.serviceWorker.ready");
        await informant.Page.WaitForFunctionAsync("() => !!navigator.serviceWorker.controller");
        await informant.Type("Kể lại bằng lời của anh/chị", Told);
        await informant.Press("Tiếp tục");
        await informant.Choose("Trẻ học trường nào?", "Trường THCS Bình Cang");
        await informant.Press("Tiếp tục");
        await informant.Pick("Trẻ có đang gặp nguy hiểm", "Tôi không biết");
        await informant.Press("Tiếp tục");

        await informant.LoseConnection();
        await informant.Press("Gửi tin");
        await informant.Sees("Chưa gửi được – sẽ gửi khi có mạng");
        await informant.Look("80-tin-cho-mang");

        // The page opens again without a connection, and shows that it waits but not what it says.
        await informant.Page.ReloadAsync();
        await informant.Sees("Chưa gửi được – sẽ gửi khi có mạng");
        await informant.SeesNot(Told);
        (await Kept(informant)).ShouldNotContain("Ví Dụ", customMessage: "nothing of it lies readable on the phone");

        await informant.HaveConnection();
        await informant.Sees("Tin đã được gửi");
        await informant.Look("81-tin-da-gui");
        var reference = (await informant.Page.GetByTestId("kept-reference").InnerTextAsync()).Trim();
        await informant.Press("Đã ghi lại, xóa khỏi máy này");
        await informant.SeesNot("Tin đã được gửi");
        (await informant.Page.EvaluateAsync<int>(Count)).ShouldBe(0, "nothing of it stays");

        var focal = await stage.SignedIn("focalperson", findings);
        await focal.Sees(reference);
        findings.ShouldBeNone();
    }

    [Fact]
    public async Task And_somebody_who_wrote_meanwhile_are_shown_side_by_side_and_the_writer_decides()
    {
        var (caseId, version) = await CaseWithPlan();
        var worker = await stage.SignedIn("socialworker", findings, 360);
        worker.Expects(412);
        await worker.Open($"/ca/{caseId}/sua-ke-hoach?so=1");
        await worker.Type("Mục tiêu chung", Mine);
        while (await worker.Page.EvaluateAsync<int>(Count) == 0) await Task.Yield();

        // Half written and reloaded: the draft is offered, and goes on as of the version it was begun on.
        await worker.Page.ReloadAsync();
        await worker.Press("Viết tiếp bản nháp");
        await Expect(worker.Main.GetByLabel("Mục tiêu chung")).ToHaveValueAsync(Mine);

        await worker.LoseConnection();
        using (var other = await stage.At("focalperson")) await other.Put($"/api/v1/cases/{caseId}/plans/1", new { overallGoal = Theirs }, version);
        await worker.Press("Lưu dự thảo");
        var bar = worker.Page.Locator(".device-bar");
        await worker.Sees("1 việc chưa gửi", bar);
        await worker.HaveConnection();
        await worker.Sees("có việc chờ anh/chị quyết định", bar);
        await worker.Follow("1 việc chưa gửi · có việc chờ anh/chị quyết định", bar);
        await worker.Sees("Chưa gửi: hồ sơ đã có người ghi thêm");
        await worker.Look("82-viec-chua-gui");

        await worker.Follow("Xem và quyết định");
        await worker.Reads("Có người ghi vào hồ sơ trước anh/chị");
        await worker.Sees(Mine);
        await worker.Sees(Theirs);
        await worker.Look("83-hai-ban");

        // Changed first, on what the other left; and sent.
        await worker.Press("Sửa trước khi gửi");
        await Expect(worker.Main.GetByLabel("Mục tiêu chung")).ToHaveValueAsync(Mine);
        await worker.Type("Mục tiêu chung", $"{Mine} {Theirs}");
        await worker.Send("Lưu dự thảo");
        await worker.Open($"/ca/{caseId}");
        await Expect(worker.Main.GetByText($"{Mine} {Theirs}").First).ToBeAttachedAsync();
        await Expect(bar).ToHaveCountAsync(0);
        (await worker.Page.EvaluateAsync<int>(Count)).ShouldBe(0, "neither entry nor draft stays");
        findings.ShouldBeNone();
    }

    private const string Count =
        """
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open('platform-outbox')
          opening.onerror = reject
          opening.onsuccess = () => {
            const looking = opening.result.transaction(['entries', 'drafts'])
            const counts = ['entries', 'drafts'].map(name => looking.objectStore(name).count())
            looking.oncomplete = () => { opening.result.close(); resolve(counts[0].result + counts[1].result) }
          }
        })
        """;

    /// <summary>Everything that lies in the phone's store, as text.</summary>
    private static Task<string> Kept(Person person) => person.Page.EvaluateAsync<string>(
        """
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open('platform-outbox')
          opening.onerror = reject
          opening.onsuccess = () => {
            const all = opening.result.transaction('entries').objectStore('entries').getAll()
            all.onsuccess = () => {
              opening.result.close()
              resolve(all.result.map(it => JSON.stringify({ ...it, sealed: new TextDecoder().decode(it.sealed) })).join('\n'))
            }
          }
        })
        """);

    /// <summary>A fictional case, brought to where its plan is drafted.</summary>
    private async Task<(string CaseId, long Version)> CaseWithPlan()
    {
        using var social = await stage.At("socialworker");
        using var focal = await stage.At("focalperson");
        var ago = DateTimeOffset.UtcNow.AddMinutes(-1);
        var report = await social.Post("/api/v1/cases/reports", new { channel = "InPerson", whatHappened = Told, knownAt = ago, concernKind = "Abused", incidentTypes = new[] { "Violence" }, child = new { fullName = "Trần Văn Giả Tưởng" } });
        var caseId = report["caseId"]!.GetValue<string>();
        var version = report["version"]!.GetValue<long>();
        async Task Step(Desk by, string step, object body) => version = (await by.Post($"/api/v1/cases/{caseId}/{step}", body, version))["version"]!.GetValue<long>();
        await Step(focal, "triage", new { decision = "Proceed", tracks = new[] { "ChildProtection" }, reason = "Có dấu hiệu bạo lực.", assigneeId = DemoIds.SocialWorker });
        await Step(focal, "notifications", new { recipientKind = "Commune", channel = "Phone", occurredAt = ago, personSpokenTo = "Cán bộ trực" });
        await Step(social, "assessments", new { form = "Form02", occurredAt = ago, answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Medium", ["B1"] = "Low", ["B2"] = "Medium" }, emergencyNeeded = false });
        await Step(social, "assessments", new
        {
            form = "Form03",
            occurredAt = ago,
            needs = new[] { new { description = "Tham vấn tâm lý", priority = "High" } },
            answers = new Dictionary<string, string> { ["A1"] = "Medium", ["A2"] = "Low", ["A3"] = "Medium", ["A4"] = "Medium", ["B1"] = "Low", ["B2"] = "High", ["B3"] = "High", ["B4"] = "Medium", ["B5"] = "Medium" },
        });
        await Step(social, "needs-meetings", new { heldAt = ago, attendees = new[] { new { name = "Cán bộ xã", role = "UBND xã" } }, minutes = "Thống nhất nhu cầu.", childHeard = true });
        await Step(social, "plans", new { overallGoal = "Trẻ an toàn." });
        return (caseId, version);
    }
}
