using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Privacy;

/// <summary>The processing register and the impact assessment of a school, through the API.</summary>
public sealed class ProcessingTests(Platform platform) : IClassFixture<Platform>
{
    private static readonly string path = $"/api/v1/privacy/processing/{DemoIds.BinhCangSchool}/ImpactAssessment";

    private static object Body(string content = "Nội dung đánh giá.", string? sentOn = null) =>
        new { controller = "Trường THCS Bình Cang", processor = "Đơn vị vận hành Mẫu, hợp đồng 01/2026", officer = "Tổ bảo vệ dữ liệu", content, processingSince = "2026-01-05", sentOn };

    [Fact]
    public async Task Are_missing_written_due_sent_and_looked_at_again_and_no_version_is_lost()
    {
        var (officer, principal) = (await platform.As("dataprotection"), await platform.As("principal"));
        (await Row(principal)).Text("overdue").ShouldBe("true", "it is missing");
        (await principal.Put(path, Body(), 0)).ShouldBe(200);
        await platform.Settle();
        var row = await Row(officer);
        (row.Text("sendBy"), row.Text("overdue")).ShouldBe(("2026-03-06", "true"), "60 days after the first processing");

        (await officer.Put(path, Body("Bản thứ hai."), 0)).ShouldBeProblem(412, "changed-meanwhile");
        (await officer.Put(path, Body("Bản thứ hai.", "2026-02-20"), 1)).ShouldBe(200);
        await platform.Settle();
        (await Row(officer)).Text("overdue").ShouldBe("false");
        var versions = (await officer.Get(path)).ShouldBe(200).Body["versions"]!.AsArray();
        versions.Select(version => version.Text("content")).ShouldBe(["Bản thứ hai.", "Nội dung đánh giá."]);
        versions[0]!["by"].Text("name").ShouldBe("Lý Thị Giả Sử");

        platform.Advance(TimeSpan.FromDays(190));
        (await Row(await platform.As("dataprotection"))).Text("overdue").ShouldBe("true", "six months have passed");
    }

    [Fact]
    public async Task Are_those_of_one_s_own_school()
    {
        (await (await platform.As("principal2")).Put(path, Body(), 0)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("principal2")).Get(path)).ShouldBeProblem(404, "not-found");
        (await (await platform.As("socialworker")).Get(path)).ShouldBeProblem(403, "forbidden");
        (await (await platform.As("auditor")).Get(path)).ShouldBe(200);
        (await (await platform.As("dataprotection")).Put(path, new { controller = "", processor = "x", officer = "x", content = "x", processingSince = "2099-01-01" }, 0))
            .ShouldBeProblem(400, "invalid-request").Body["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["controller", "processingSince"], ignoreOrder: true);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> Row(Caller caller) =>
        (await caller.Get("/api/v1/privacy/processing")).ShouldBe(200).Body["items"]!.AsArray()
            .Single(row => row.Text("organisationId") == DemoIds.BinhCangSchool.ToString() && row.Text("kind") == "ImpactAssessment")!;
}
