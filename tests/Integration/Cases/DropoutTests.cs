using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>The early warning of dropping out, over HTTP.</summary>
public sealed class An_early_warning_of_dropping_out(Platform platform) : IClassFixture<Platform>
{
    private const string Register = "/api/v1/cases/dropout-risks";
    private const string Year = "2026-2027";

    private string Day(int from) => platform.Clock.GetUtcNow().VietNamDay().AddDays(from).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(string Id, long Version)> Watched(string name, object signals, string? code = null)
    {
        var answer = (await (await platform.As("socialworker")).Post(Register, new { pupil = new { name, className = "8A", pupilCode = code }, schoolYear = Year, signals })).ShouldBe(201);
        return (answer.Body.Text("id")!, answer.Version);
    }

    private async Task<System.Text.Json.Nodes.JsonArray> Rows(string filter, string by = "focalperson")
    {
        await platform.Settle();
        return (await (await platform.As(by)).Get($"{Register}?limit=200{filter}")).ShouldBe(200).Body["items"]!.AsArray();
    }

    [Fact]
    public async Task Puts_a_flagged_pupil_on_top_until_it_has_an_owner_and_an_action()
    {
        var staff = await platform.As("focalperson");
        await platform.Settle();
        var before = int.Parse((await staff.Get("/api/v1/cases/today")).Body.Text("unattendedPupils")!, System.Globalization.CultureInfo.InvariantCulture);
        var calm = await Watched("Đào Thị Yên Tâm", new { unexcusedDays = 1 });
        var flagged = await Watched("Đào Văn Vắng Nhiều", new { unexcusedDays = 8, absentDays = 24, schoolDays = 60, household = new[] { "ParentsAway" } });
        var rows = await Rows("");
        var row = rows.Single(r => r.Text("id") == flagged.Id);
        rows.TakeWhile(r => r.Text("id") != flagged.Id).Append(row).ShouldAllBe(r => r.Text("needsAttention") == "true");
        rows[^1].Text("needsAttention").ShouldBe("false");
        row!["reasons"]!.AsArray().Select(reason => reason!.GetValue<string>()).ShouldContain("vắng không phép 8 ngày trong 30 ngày");
        (await Rows("&level=Flagged")).Select(r => r.Text("id")).ShouldNotContain(calm.Id);

        (await staff.Get("/api/v1/cases/today")).Body.Text("unattendedPupils").ShouldBe($"{before + 1}");
        var path = $"{Register}/{flagged.Id}";
        (await staff.Post($"{path}/outcome", new { outcome = "Retained", on = Day(0) }, flagged.Version)).ShouldBeProblem(409, "owner-and-action-first");
        var owned = (await staff.Post($"{path}/owner", new { ownerId = DemoIds.SocialWorker }, flagged.Version)).ShouldBe(200);
        (await Rows("&needsAttention=true")).Select(r => r.Text("id")).ShouldContain(flagged.Id);
        var planned = (await staff.Post($"{path}/actions", new { kind = "HomeVisit", dueOn = Day(3), note = "Thăm nhà cùng cô chủ nhiệm" }, owned.Version)).ShouldBe(200);
        (await Rows("&needsAttention=true")).Select(r => r.Text("id")).ShouldNotContain(flagged.Id);
        (await Rows($"&owner={DemoIds.SocialWorker}")).Select(r => r.Text("id")).ShouldBe([flagged.Id]);

        var done = (await staff.Post($"{path}/actions/1/progress", new { status = "Done", note = "Đã gặp ông bà" }, planned.Version)).ShouldBe(200);
        (await staff.Post($"{path}/outcome", new { outcome = "Retained", on = Day(0) }, done.Version)).ShouldBe(200);
        (await Rows("&settled=true")).Select(r => r.Text("id")).ShouldBe([flagged.Id]);
        (await staff.Get(path)).Body["outcome"].Text("outcome").ShouldBe("Retained");
    }

    [Fact]
    public async Task Watches_the_pupil_of_a_code_once_a_year_and_takes_namesakes_for_two()
    {
        await Watched("Bùi Thị Trùng Tên", new { failingSubjects = 1 }, "HS-500");
        (await (await platform.As("socialworker")).Post(Register, new { pupil = new { name = "Tên Gõ Khác", pupilCode = " hs-500 " }, schoolYear = Year, signals = new { } })).ShouldBeProblem(409, "pupil-entered-already");
        await Watched("Bùi Thị Trùng Tên", new { failingSubjects = 1 }, "HS-501");
        await platform.Settle();
        (await (await platform.As("counsellor")).Post($"{Register}/search", new { words = "trung ten" })).ShouldBe(200).Body["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Another_school_sees_nothing_and_an_office_only_figures()
    {
        var watched = await Watched("Cao Văn Trường Mình", new { unexcusedDays = 10 });
        (await Rows("", "principal2")).ShouldBeEmpty();
        var other = await platform.As("principal2");
        (await other.Get($"{Register}/{watched.Id}")).ShouldBeProblem(404, "not-found");
        (await other.Post($"{Register}/{watched.Id}/owner", new { ownerId = DemoIds.SocialWorker2 }, watched.Version)).ShouldBeProblem(404, "not-found");
        var commune = await platform.As("communeofficer");
        (await commune.Get(Register)).ShouldBeProblem(403, "forbidden");
        var counts = (await commune.Get($"{Register}/counts")).ShouldBe(200);
        counts.Body["items"]!.AsArray().ShouldHaveSingleItem().Text("flagged").ShouldBeNull("few are not told outside the school");
        counts.Text.ShouldNotContain("Trường Mình");
    }

    [Fact]
    public async Task Weighs_signals_as_the_administrator_said_last()
    {
        (await (await platform.As("administrator")).Post($"{Register}/rules", new { signal = "Conduct", validFrom = Day(0), steps = new[] { new { least = 3, points = 4 }, new { least = 2, points = 5 } }, reason = "Ngược" })).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("administrator")).Post($"{Register}/rules", new { signal = "Conduct", validFrom = Day(0), steps = new[] { new { least = 3, points = 4 } }, reason = "Thí điểm" })).ShouldBe(201);
        var watched = await Watched("Mai Thị Rèn Luyện", new { conduct = "NotPassed" });
        (await (await platform.As("principal")).Get($"{Register}/{watched.Id}")).Body.Text("level").ShouldBe("Flagged");
        (await (await platform.As("principal")).Post($"{Register}/rules", new { signal = "Conduct", validFrom = Day(0), steps = new[] { new { least = 1, points = 1 } }, reason = "Không được" })).ShouldBeProblem(403, "forbidden");
    }
}
