using System.Diagnostics;
using System.Text;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Attendance and results of a school from a file, over HTTP.</summary>
public sealed class An_import_of_attendance_and_results(Platform platform) : IClassFixture<Platform>
{
    private const string Import = "/api/v1/cases/dropout-risks/import?schoolYear=2026-2027";

    private static ByteArrayContent Csv(params IEnumerable<string> rows) =>
        new(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend("pupilCode,name,bornOn,className,unexcusedDays,failingSubjects")))) { Headers = { ContentType = new("text/csv") } };

    private static async Task<Answer> Send(Caller caller, string query, HttpContent file) => await caller.Send(HttpMethod.Post, Import + query, file);

    private static (string?, string?, string?, string?) Counts(Answer answer) => (answer.Body.Text("created"), answer.Body.Text("changed"), answer.Body.Text("unchanged"), answer.Body.Text("notWatched"));

    [Fact]
    public async Task Is_tried_first_then_written_and_the_second_time_changes_nothing()
    {
        var staff = await platform.As("socialworker");
        string[] rows = ["N-1,Nhập Thử Một,2013-01-02,7A,8,3", "N-2,Nhập Thử Hai,2013-01-03,7A,0,0", "N-3,Nhập Thử Ba,2013-01-04,7B,3,"];
        var before = await platform.EventCount();
        var trial = (await Send(staff, "", Csv(rows))).ShouldBe(200);
        Counts(trial).ShouldBe(("2", "0", "0", "1"));
        trial.Body.Text("flagged").ShouldBe("1");
        (await platform.EventCount()).ShouldBe(before, "a trial writes nothing");

        Counts((await Send(staff, "&dryRun=false", Csv(rows))).ShouldBe(200)).ShouldBe(("2", "0", "0", "1"));
        await platform.Settle();
        var written = await platform.EventCount();
        Counts((await Send(staff, "&dryRun=false", Csv(rows))).ShouldBe(200)).ShouldBe(("0", "0", "2", "1"));
        (await platform.EventCount()).ShouldBe(written, "the same file again changes nothing");
        Counts((await Send(staff, "&dryRun=false", Csv("N-3,Nhập Thử Ba,2013-01-04,7B,10,"))).ShouldBe(200)).ShouldBe(("0", "1", "0", "0"));

        // Another child of the same name and birthday: kept apart, and pointed out.
        var namesake = (await Send(staff, "&dryRun=false", Csv("N-9,Nhập Thử Một,2013-01-02,7C,8,3"))).ShouldBe(200);
        Counts(namesake).ShouldBe(("1", "0", "0", "0"));
        namesake.Body["hints"]!.AsArray().ShouldHaveSingleItem().Text("row").ShouldBe("2");
        (await Send(await platform.As("principal2"), "", Csv(rows))).ShouldBe(200).Body.Text("unchanged").ShouldBe("0", "another school's pupils are not known here");
        (await Send(await platform.As("departmentofficer"), "", Csv(rows))).ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Tells_what_is_wrong_row_by_row_and_writes_nothing_of_such_a_file()
    {
        var staff = await platform.As("focalperson");
        var file = () => Csv("E-1,Lỗi Thử Một,2013-01-02,7A,8,3", ",Lỗi Thử Hai,2013-01-03,7A,99,");
        var faults = (await Send(staff, "", file())).ShouldBe(200).Body["faults"]!.AsArray();
        faults.Select(fault => (fault.Text("row"), fault.Text("column"), fault.Text("reason")))
            .ShouldBe([("3", "pupilCode", "Cần mã học sinh, tối đa 40 ký tự."), ("3", "unexcusedDays", "Cần số nguyên từ 0 đến 30.")]);
        var before = await platform.EventCount();
        (await Send(staff, "&dryRun=false", file())).ShouldBeProblem(400, "invalid-request").Body["errors"]!["rows[3].unexcusedDays"].ShouldNotBeNull();
        (await platform.EventCount()).ShouldBe(before);
        (await Send(staff, "", new StringContent("x"))).ShouldBeProblem(415, "unsupported-media-type");
        (await staff.Send(HttpMethod.Post, "/api/v1/cases/dropout-risks/import", Csv("E-1,A,,,,"))).ShouldBeProblem(400, "invalid-request");
    }

    [Fact]
    public async Task Takes_ten_thousand_pupils_well_within_two_minutes()
    {
        var rows = Enumerable.Range(1, 10_000).Select(i => $"L-{i},Học sinh Thử {i},2013-01-02,{6 + i % 4}A,{(i % 20 == 0 ? 6 : 0)},0").ToList();
        var staff = await platform.As("principal");
        var watch = Stopwatch.StartNew();
        Counts((await Send(staff, "&dryRun=false", Csv(rows))).ShouldBe(200)).ShouldBe(("500", "0", "0", "9500"));
        Counts((await Send(staff, "&dryRun=false", Csv(rows))).ShouldBe(200)).ShouldBe(("0", "0", "500", "9500"));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task Takes_back_the_template_it_gave_out()
    {
        var staff = await platform.As("counsellor");
        var text = (await staff.Get("/api/v1/cases/dropout-risks/import/template")).ShouldBe(200).Text;
        text.ShouldContain("Mã học sinh");
        var filled = new ByteArrayContent(Encoding.UTF8.GetBytes(text + "M-1,Mẫu Thử,,,,,,,,,\r\n")) { Headers = { ContentType = new("text/csv") } };
        Counts((await Send(staff, "", filled)).ShouldBe(200)).ShouldBe(("0", "0", "0", "1"));
    }
}
