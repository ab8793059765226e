using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Two files about one child, over HTTP.</summary>
public sealed class Cases_of_one_child(Platform platform) : IClassFixture<Platform>
{
    private object About(string name, string? born = "2014-05-06", string? className = "6A") => new
    {
        channel = "InPerson",
        whatHappened = "Em bị bạn lớn chặn đường.",
        knownAt = platform.Clock.GetUtcNow().AddMinutes(-10),
        child = new { fullName = name, dateOfBirth = born, sex = "Female", className },
    };

    private async Task<CaseStory> Reported(string name, string? born = "2014-05-06", string? className = "6A", string by = "socialworker") =>
        await new CaseStory(platform).Reported(by, About(name, born, className));

    private async Task<CaseStory> Supported(string name) => await (await Reported(name)).Triaged("SchoolSupport");

    private async Task<List<(string? Reference, string? Likeness)>> Duplicates(string who, object child) =>
        [.. (await (await platform.As(who)).Post("/api/v1/cases/duplicates", child)).ShouldBe(200).Body["items"]!.AsArray().Select(row => (row.Text("reference"), row.Text("likeness")))];

    [Fact]
    public async Task Are_found_by_a_name_without_marks_and_namesakes_stand_apart()
    {
        var (same, namesake, unknown) = (await Reported("Đặng Thị Trùng Tên", "2013-11-29", "7K"), await Reported("Đặng Thị Trùng Tên", "2015-01-02", "7K"), await Reported("Trùng Tên Đặng Thị", born: null, className: "8C"));
        await platform.Settle();
        (await Duplicates("counsellor", new { name = "dang thi trung ten", bornOn = "2013-11-29", className = "7k" }))
            .ShouldBe([(same.Reference, "SameChild"), (unknown.Reference, "Possible"), (namesake.Reference, "Namesake")]);
        (await Duplicates("socialworker2", new { name = "Đặng Thị Trùng Tên" })).ShouldBeEmpty();
        (await (await platform.As("communeofficer")).Post("/api/v1/cases/duplicates", new { name = "Đặng Thị Trùng Tên" })).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("counsellor")).Get($"{unknown.Path}/duplicates")).ShouldBe(200).Body["items"]!.AsArray().Select(row => row.Text("reference")).ShouldBe([same.Reference, namesake.Reference], ignoreOrder: true);
    }

    [Fact]
    public async Task Merge_by_two_people_and_part_again_leaving_both_files_as_they_were()
    {
        var (kept, duplicate) = (await Supported("Hà Văn Ví Dụ Gộp"), await Supported("Hà Văn Ví Dụ Gộp"));
        await platform.Settle();
        var before = (Kept: await Digest(kept), Duplicate: await Digest(duplicate));

        (await duplicate.Do("socialworker", "merge", new { intoId = kept.CaseId, reason = "Hai cô cùng báo một việc." })).ShouldBe(200);
        await platform.Settle();
        (await (await platform.As("focalperson")).Get("/api/v1/cases/today")).ShouldBe(200).Body["decisions"]!.AsArray()
            .Where(row => row.Text("caseId") == duplicate.CaseId.ToString()).Select(row => row.Text("kind")).ShouldBe(["MergeConfirmation"]);
        (await duplicate.Do("socialworker", "merge/confirmation", new { agree = true, reason = "Tự đồng ý." })).ShouldBeProblem(403, "forbidden");
        (await duplicate.Do("focalperson", "merge/confirmation", new { agree = true, reason = "Đã xem cả hai." })).ShouldBe(200);
        await platform.Settle();

        (await duplicate.Do("socialworker", "body-marks", new { side = "Front", x = 10, y = 10, kind = "Bruise", description = "Vết bầm", occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1) }))
            .ShouldBeProblem(409, "merged-into-another").Text.ShouldContain(kept.Reference);
        (await (await platform.As("socialworker")).Get($"{kept.Path}/merges")).ShouldBe(200).Body["items"]!.AsArray().Select(row => row.Text("reference")).ShouldBe([duplicate.Reference]);
        (await (await platform.As("socialworker")).Get($"/api/v1/cases?q={duplicate.Reference}")).ShouldBe(200).Body["items"]![0].Text("mergedInto").ShouldBe(kept.Reference);
        (await Digest(duplicate)).ShouldNotBe(before.Duplicate);

        (await duplicate.Do("principal", "merge/undoing", new { reason = "Là hai anh em sinh đôi." })).ShouldBe(200);
        await platform.Settle();
        ((await Digest(kept)).Whole, (await Digest(duplicate)).Content).ShouldBe((before.Kept.Whole, before.Duplicate.Content));
        (await (await platform.As("socialworker")).Get($"{kept.Path}/merges")).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();
        (await (await platform.As("auditor")).Get($"{duplicate.Path}/history")).ShouldBe(200).Body["items"]!.AsArray().Select(entry => entry.Text("type")).TakeLast(3)
            .ShouldBe(["merge_proposed", "merge_confirmed", "merge_undone"]);
    }

    [Fact]
    public async Task Open_to_who_may_see_the_one_that_goes_on_and_close_to_them_again()
    {
        var kept = await (await (await Reported("Mai Thị Ví Dụ Thấy")).Triaged("ChildProtection", "SchoolSupport")).Notified();
        var duplicate = await Supported("Mai Thị Ví Dụ Thấy");
        var commune = await platform.As("communeofficer");
        (await commune.Get(duplicate.Path)).ShouldBeProblem(404, "not-found");

        (await duplicate.Do("socialworker", "merge", new { intoId = kept.CaseId, reason = "Cùng một em." })).ShouldBe(200);
        (await duplicate.Do("principal", "merge/confirmation", new { agree = true, reason = "Đúng." })).ShouldBe(200);
        (await commune.Get(duplicate.Path)).ShouldBe(200).Body["merges"]![0]!["gainedSight"]!.AsArray().Count.ShouldBe(1);
        await platform.Settle();
        (await commune.Get($"/api/v1/cases?q={duplicate.Reference}")).ShouldBe(200).Body["items"]!.AsArray().Count.ShouldBe(1);

        (await duplicate.Do("principal", "merge/undoing", new { reason = "Hai em khác nhau." })).ShouldBe(200);
        (await commune.Get(duplicate.Path)).ShouldBeProblem(404, "not-found");
        await platform.Settle();
        (await commune.Get($"/api/v1/cases?q={duplicate.Reference}")).ShouldBe(200).Body["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Are_closed_together_to_a_person_kept_out_of_the_one_that_goes_on()
    {
        var (kept, duplicate, third) = (await Supported("Tạ Thị Ví Dụ Chặn"), await Supported("Tạ Thị Ví Dụ Chặn"), await Supported("Tạ Thị Ví Dụ Chặn"));
        (await duplicate.Do("socialworker", "merge", new { intoId = kept.CaseId, reason = "Cùng một em." })).ShouldBe(200);
        (await duplicate.Do("principal", "merge/confirmation", new { agree = true, reason = "Đúng." })).ShouldBe(200);
        (await third.Do("socialworker", "merge", new { intoId = kept.CaseId, reason = "Cùng một em." })).ShouldBe(200);
        (await third.Do("principal", "merge/confirmation", new { agree = true, reason = "Đúng." })).ShouldBe(200);
        var counsellor = await platform.As("counsellor");
        (await counsellor.Get(duplicate.Path)).ShouldBe(200);

        (await kept.Do("focalperson", "exclusions", new { personId = DemoIds.Counsellor, ground = "Relative", reason = "Dì của em." })).ShouldBe(200);
        foreach (var path in new[] { kept.Path, duplicate.Path, $"{duplicate.Path}/history", $"{duplicate.Path}/duplicates", third.Path }) (await counsellor.Get(path)).ShouldBeProblem(404, "not-found");
        (await counsellor.Post($"{duplicate.Path}/merge/undoing", new { reason = "Không được." }, 1)).Status.ShouldBeOneOf(403, 404);
        await platform.Settle();
        foreach (var resting in new[] { duplicate, third })
            (await resting.Refresh())["exclusions"]!.AsArray().Select(row => row!["person"].Text("id")).ShouldBe([DemoIds.Counsellor.ToString()]);
        (await duplicate.Do("principal", "merge/undoing", new { reason = "Hai em khác nhau." })).ShouldBe(200);
        (await counsellor.Get(duplicate.Path)).ShouldBeProblem(404, "not-found");
    }

    /// <summary>Digests of what the API tells of a case to a person who works with it.</summary>
    /// <returns>Whole: the case as it is. Content: without its version and the entries of the merge itself.</returns>
    private async Task<(string Whole, string Content)> Digest(CaseStory story)
    {
        var worker = await platform.As("socialworker");
        var view = (await worker.Get(story.Path)).ShouldBe(200);
        var steps = (await worker.Get($"{story.Path}/next-steps")).ShouldBe(200).Text;
        var history = (await worker.Get($"{story.Path}/history")).ShouldBe(200).Body["items"]!.AsArray();
        var row = (await worker.Get($"/api/v1/cases?q={story.Reference}")).ShouldBe(200).Body["items"]!.AsArray().Single()!.AsObject();
        var content = view.Body;
        string Sum(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
        var whole = Sum(view.Text, steps, history.ToJsonString(), row.ToJsonString());
        foreach (var name in new[] { "version", "merges" }) content.Remove(name);
        foreach (var name in new[] { "version", "lastChangeAt" }) row.Remove(name);
        return (whole, Sum(content.ToJsonString(), steps, new JsonArray([.. history.Where(entry => !entry.Text("type")!.StartsWith("merge_", StringComparison.Ordinal)).Select(entry => entry!.DeepClone())]).ToJsonString(), row.ToJsonString()));
    }
}
