using System.Text.Json.Nodes;
using ProtectionPlatform.TestServer;

namespace ProtectionPlatform.Integration.Audit;

/// <summary>The words of the record, for everybody who reads it.</summary>
public sealed class Names_of_event_types(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task Are_told_to_everybody_signed_in()
    {
        using var response = await (await platform.As("partner")).Http.GetAsync("/api/v1/audit/event-types");
        var types = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsArray();
        var closed = types.Single(t => t!["type"]!.GetValue<string>() == "case_closed")!;
        (closed["module"]!.GetValue<string>(), closed["vi"]!.GetValue<string>(), closed["en"]!.GetValue<string>()).ShouldBe(("Cases", "Kết thúc ca", "Case closed"));
        var risk = types.Single(t => t!["type"]!.GetValue<string>() == "risk_assessed")!["fields"]!.AsArray();
        risk.Single(f => f!["path"]!.GetValue<string>() == "officerLevel")!["codes"]!["High"]!["vi"]!.GetValue<string>().ShouldBe("Cao");
        (await platform.Anonymous().Get("/api/v1/audit/event-types")).ShouldBeProblem(401, "unauthenticated");
    }
}
