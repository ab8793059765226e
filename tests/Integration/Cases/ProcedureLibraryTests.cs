using System.Text.Json.Nodes;
using ProtectionPlatform.Access.Demo;
using ProtectionPlatform.BuildingBlocks.Time;
using ProtectionPlatform.Integration.Audit;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Cases;

/// <summary>Forms and wording change by data, over HTTP, and cases under way keep theirs.</summary>
public sealed class The_procedure_library(Platform platform) : IClassFixture<Platform>
{
    private const string Library = "/api/v1/cases/procedure-library";

    [Fact]
    public async Task Changes_forms_and_papers_without_a_deployment_and_old_cases_keep_theirs()
    {
        var old = await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        var administrator = await platform.As("administrator");
        var day = platform.Clock.GetUtcNow().VietNamDay().AddDays(2);
        var rows = (await administrator.Get(Library)).ShouldBe(200).Body["assessmentForms"]!.AsArray().First(form => form.Text("form") == "Form02")!["rows"]!.DeepClone().AsArray();
        rows[0]!["nameVi"] = "Mức độ tổn hại (lời văn giả định)";
        rows.Add(new JsonObject { ["code"] = "B6", ["table"] = "B", ["nameVi"] = "Dòng giả định", ["nameEn"] = "Invented row", ["highVi"] = "Cao", ["mediumVi"] = "Vừa", ["lowVi"] = "Thấp", ["highEn"] = "High", ["mediumEn"] = "Medium", ["lowEn"] = "Low" });
        (await administrator.Post($"{Library}/assessment-forms", new { form = "Form02", validFrom = day, rows, decisive = new[] { "A1", "A2" }, source = "Quyết định giả định", reason = "Thử.", organisationId = DemoIds.Commune })).ShouldBe(201)
            .Body.Text("issuedVersion").ShouldBe($"{day:yyyy-MM-dd}.1");
        (await administrator.Post($"{Library}/paper-words", new { validFrom = day, words = new[] { new { key = "c.motto", text = "Lời văn giả định" } }, source = "Quyết định giả định", reason = "Thử." })).ShouldBe(201);
        (await administrator.Post($"{Library}/paper-words", new { validFrom = day, words = new[] { new { key = "c.number", text = "Số {1}" } }, source = "Giả định", reason = "Thử." })).ShouldBeProblem(400, "invalid-request");
        (await (await platform.As("principal")).Post($"{Library}/paper-words", new { validFrom = day, words = new[] { new { key = "c.motto", text = "Không được" } }, source = "Giả định", reason = "Thử." })).ShouldBeProblem(403, "forbidden");

        platform.Advance(TimeSpan.FromDays(3));
        var young = await (await (await new CaseStory(platform).Reported()).Triaged()).Notified();
        (await Codes(old)).ShouldNotContain("B6");
        (await Codes(young)).ShouldContain("B6");
        (await old.Do("socialworker", "assessments", Assessment("B6"))).ShouldBeProblem(409, "unknown-assessment-row");
        (await young.Do("socialworker", "assessments", Assessment("B6"))).ShouldBe(200).Body.Text("computedLevel").ShouldBe("High");
        var assessed = (await young.Refresh())["assessments"]![0];
        (assessed.Text("templateVersion"), assessed!["explanation"]!.GetValue<int>()).ShouldBe(($"{day:yyyy-MM-dd}.1", 1));

        var (before, after) = (await Paper(old), await Paper(young));
        (before.Contains("Dòng giả định", StringComparison.Ordinal), before.Contains("Lời văn giả định", StringComparison.Ordinal)).ShouldBe((false, false));
        (after.Contains("Dòng giả định", StringComparison.Ordinal), after.Contains("Lời văn giả định", StringComparison.Ordinal)).ShouldBe((true, true));
    }

    /// <summary>A2 decides in the local form only.</summary>
    private object Assessment(string code) => new
    {
        form = "Form02",
        occurredAt = platform.Clock.GetUtcNow().AddMinutes(-1),
        answers = new Dictionary<string, string> { ["A1"] = "Low", ["A2"] = "High", ["B1"] = "High", ["B2"] = "High", [code] = "High" },
        emergencyNeeded = false,
    };

    private async Task<IEnumerable<string?>> Codes(CaseStory story) => (await (await platform.As("socialworker")).Get($"{story.Path}/assessment-forms")).ShouldBe(200).Body["assessmentForms"]!.AsArray()
        .Single(form => form.Text("form") == "Form02")!["rows"]!.AsArray().Select(row => row.Text("code"));

    private async Task<string> Paper(CaseStory story) => (await (await platform.As("socialworker")).Get($"{story.Path}/documents/Form02?format=html")).ShouldBe(200).Text;
}
