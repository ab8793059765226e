using Microsoft.Extensions.DependencyInjection;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Privacy;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The register of pupils in special circumstances, over HTTP.</summary>
public sealed class A_register_of_special_circumstances(Platform platform) : IClassFixture<Platform>
{
    private const string Register = "/api/v1/cases/circumstances";

    private string Today => Day(0);

    private string Day(int from) => platform.Clock.GetUtcNow().VietNamDay().AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(string Id, long Version)> Entered(string name, string group, string className = "7B", string? code = null, string? disaster = null, string by = "socialworker")
    {
        var answer = (await (await platform.As(by)).Post(Register, new
        {
            pupil = new { name, bornOn = "2013-04-05", sex = "Female", className, pupilCode = code },
            guardian = new { name = "Đặng Văn Giám Hộ Giả", relation = "Ông", phone = "0200 000 555" },
            listing = new { group, from = Day(-30), disasterId = disaster, evidence = "QĐ 12/2026" },
        })).ShouldBe(201);
        return (answer.Body.Text("id")!, answer.Version);
    }

    private async Task Helped((string Id, long Version) entry, string kind = "RICE", int? listing = 1, int daysAgo = 1) =>
        (await (await platform.As("focalperson")).Post($"{Register}/{entry.Id}/supports", new { kind, on = Day(-daysAgo), listing, amountDong = 150_000, giver = "Hội Giả Định" }, entry.Version)).ShouldBe(200);

    private async Task<List<string?>> Ids(string filter, string by = "principal")
    {
        await platform.Settle();
        return [.. (await (await platform.As(by)).Get($"{Register}?limit=200{filter}")).ShouldBe(200).Body["items"]!.AsArray().Select(row => row.Text("id"))];
    }

    [Fact]
    public async Task Lists_who_was_helped_and_who_was_not_by_group_and_period()
    {
        var helped = await Entered("Nguyễn Thử Một", "SC-04");
        var waiting = await Entered("Nguyễn Thử Hai", "SC-04");
        var otherwise = await Entered("Nguyễn Thử Ba", "HH-POOR");
        await Helped(helped, daysAgo: 5);
        await Helped(otherwise, listing: null);

        var group = await Ids("&group=SC-04");
        (group.Contains(helped.Id), group.Contains(waiting.Id), group.Contains(otherwise.Id)).ShouldBe((true, true, false));
        (await Ids("&group=SC-04&helped=true")).ShouldBe([helped.Id]);
        (await Ids("&group=SC-04&helped=false")).ShouldBe([waiting.Id]);
        (await Ids($"&group=SC-04&helped=true&helpedFrom={Day(-3)}")).ShouldBeEmpty();
        (await Ids($"&helped=true&helpedFrom={Day(-3)}&helpedTo={Today}")).ShouldBe([otherwise.Id], "help for the pupil as such counts for every group");
        (await Ids("&className=7%20b&group=HH-POOR")).ShouldBe([otherwise.Id]);
        (await Ids("&className=9C")).ShouldBeEmpty();

        var counts = (await (await platform.As("focalperson")).Get($"{Register}/counts")).ShouldBe(200).Body["items"]![0]!;
        var disabled = counts["groups"]!.AsArray().Single(g => g.Text("code") == "SC-04");
        (disabled.Text("listed"), disabled.Text("helped"), disabled.Text("notHelped")).ShouldBe(("2", "1", "1"));
        var outside = (await (await platform.As("departmentofficer")).Get($"{Register}/counts")).ShouldBe(200);
        outside.Body["items"]!.AsArray().SelectMany(school => school!["groups"]!.AsArray()).ShouldAllBe(g => g.Text("listed") == null, "one to four pupils are not told outside the school");
        outside.Text.ShouldNotContain("Thử");
        (await (await platform.As("departmentofficer")).Get(Register)).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Finds_a_pupil_without_marks_and_refuses_a_second_entry_of_the_same_code()
    {
        var entry = await Entered("Đỗ Thị Khó Tìm", "SC-01", code: "HS-77");
        await platform.Settle();
        var staff = await platform.As("counsellor");
        (await staff.Post($"{Register}/search", new { words = "kho do TIM" })).ShouldBe(200).Body["items"]!.AsArray().Single().Text("id").ShouldBe(entry.Id);
        (await staff.Post($"{Register}/search", new { words = "khó tìm", group = "SC-02" })).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();
        (await staff.Post(Register, new { pupil = new { name = "Tên Khác", pupilCode = "hs-77" }, listing = new { group = "SC-01", from = Today } })).ShouldBeProblem(409, "pupil-entered-already");
        await Entered("Đỗ Thị Khó Tìm", "SC-01", code: "HS-78"); // a namesake is another child
    }

    [Fact]
    public async Task Another_school_sees_nothing()
    {
        var entry = await Entered("Phạm Của Trường Mình", "HH-POOR");
        var other = await platform.As("principal2");
        (await Ids("", "principal2")).ShouldNotContain(entry.Id);
        (await other.Get($"{Register}/{entry.Id}")).ShouldBeProblem(404, "not-found");
        (await other.Post($"{Register}/{entry.Id}/supports", new { kind = "RICE", on = Today }, entry.Version)).ShouldBeProblem(404, "not-found");
        (await other.Post(Register, new { pupil = new { name = "Ai Đó" }, listing = new { group = "HH-POOR", from = Today }, schoolId = DemoIds.BinhCangSchool })).ShouldBeProblem(404, "not-found");
        (await (await platform.As("auditor")).Get($"{Register}/{entry.Id}")).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Keeps_those_together_whom_one_storm_hit()
    {
        var department = await platform.As("departmentofficer");
        var storm = (await department.Post("/api/v1/cases/disasters", new { kind = "STORM", name = "Bão số 9 (giả định)", from = Day(-10), area = "Tỉnh Mẫu" })).ShouldBe(201);
        var id = storm.Body.Text("id")!;
        await platform.Settle();
        (await (await platform.As("socialworker")).Get("/api/v1/cases/disasters")).Text.ShouldContain(id);
        (await (await platform.As("socialworker")).Post($"/api/v1/cases/disasters/{id}/end", new { endsOn = Today }, storm.Version)).ShouldBeProblem(404, "not-found");
        var hit = await Entered("Võ Thị Mất Nhà", "DISASTER", disaster: id);
        await Entered("Võ Văn Không Sao", "HH-NEARPOOR");
        (await Ids($"&disaster={id}")).ShouldBe([hit.Id]);
        (await (await platform.As("socialworker")).Post(Register, new { pupil = new { name = "Thiếu Tên Bão" }, listing = new { group = "DISASTER", from = Today } })).ShouldBeProblem(409, "disaster-needed");
        (await department.Post($"/api/v1/cases/disasters/{id}/end", new { endsOn = Today }, storm.Version)).ShouldBe(200);
    }

    [Fact]
    public async Task Shows_a_linked_case_to_those_who_may_see_it()
    {
        var story = await new CaseStory(platform).Reported();
        var entry = await Entered("Lê Có Ca", "SC-09");
        var staff = await platform.As("socialworker");
        (await staff.Post($"{Register}/{entry.Id}/cases", new { caseId = story.CaseId }, entry.Version)).ShouldBe(200);
        (await staff.Get($"{Register}/{entry.Id}")).Body["cases"]!.AsArray().Single().Text("reference").ShouldBe(story.Reference);
        (await story.Do("focalperson", "exclusions", new { personId = DemoIds.Counsellor, ground = "ConflictOfInterest", reason = "Người nhà của em." })).Status.ShouldBeOneOf(200, 201);
        (await (await platform.As("counsellor")).Get($"{Register}/{entry.Id}")).ShouldBe(200).Body["cases"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Goes_out_as_a_file_and_is_recorded_as_read()
    {
        var entry = await Entered("=1+1 Công Thức", "SC-13");
        await platform.Settle();
        var staff = await platform.As("socialworker");
        var csv = (await staff.Post($"{Register}/export", new { format = "Csv", reason = "Báo cáo tháng", group = "SC-13" })).ShouldBe(200).Text;
        csv.ShouldContain("'=1+1 Công Thức");
        csv.ShouldContain("Mắc bệnh hiểm nghèo");
        await platform.Settle();
        (await (await platform.As("auditor")).Get("/api/v1/audit/reads?limit=200")).ShouldBe(200).Text.ShouldContain(entry.Id);
    }

    [Fact]
    public async Task Names_nobody_once_the_pupils_keys_are_gone()
    {
        var entry = await Entered("Tạ Thị Sẽ Xóa", "HH-POOR", code: "HS-XOA");
        await platform.Services.GetRequiredService<PersonalData>().Erase(Guid.Parse(entry.Id), [Whose.Child, Whose.Others], CancellationToken.None);
        var staff = await platform.As("socialworker");
        var read = (await staff.Get($"{Register}/{entry.Id}")).ShouldBe(200);
        read.Body["pupil"].ShouldBeNull();
        foreach (var word in (string[])["Sẽ Xóa", "Giám Hộ", "12/2026"]) read.Text.ShouldNotContain(word);
        await platform.Settle();
        var row = (await staff.Get($"{Register}?limit=200")).Body["items"]!.AsArray().Single(r => r.Text("id") == entry.Id);
        row.Text("pupilName").ShouldBeNull();
        (await staff.Post($"{Register}/{entry.Id}/supports", new { kind = "RICE", on = Today, giver = "Ai đó" }, entry.Version)).Status.ShouldBe(409);
    }
}
